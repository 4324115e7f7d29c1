"""Everything that is shown in several languages, and the catalogues of its translations: python tests/messages.py

Writes new messages into the catalogues of cache/locale and takes out those that are no longer used; what a translator
wrote stays. A message whose English changed is marked fuzzy, which counts as not translated.
"""

import csv
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "dashboard")]

import content  # noqa: E402
import glossary  # noqa: E402

from cache.language import ENGLISH, FOLDER, LANGUAGES  # noqa: E402

CALLS = {"_": None, "gettext": None, "later": None, "ngettext": (1, 2)}
CODE = ("cache/*.py", "dashboard/*.py", "dashboard/views/*.py")
WORDS = {"cache/vocabulary.csv": ("name", "explanation"), "cache/stances.csv": ("phrase",)}


def templates() -> dict[str, Catalog]:
    """The messages of every catalogue, by its file below locale/<language>/, in the order of their sources."""
    found = {"interface.po": _of_code(), "vocabulary.po": _catalogue(_in_tables())}
    found["glossary.po"] = _catalogue((message, "dashboard/content/glossary.csv") for message in glossary.messages())
    found["method.po"] = _catalogue((block, "dashboard/method.md") for block in content.blocks(content.METHOD.read_text()))
    for page in content.pages():
        source = f"dashboard/content/{page.slug}.md"
        found[f"learn/{page.slug}.po"] = _catalogue((each, source) for each in (page.title, *content.blocks(page.body)))
    return found


def update() -> None:
    """Brings the catalogues of every language up to the present messages."""
    for language in LANGUAGES:
        if language != ENGLISH:
            for name, template in templates().items():
                _write(FOLDER / language / name, language, template)


def _write(path: Path, language: str, template: Catalog) -> None:
    known = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    known.update(template, no_fuzzy_matching=True)
    known.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, known, width=120, omit_header=True, include_lineno=False, sort_by_file=False)


def _of_code() -> Catalog:
    catalogue = Catalog()
    for path in sorted(path for pattern in CODE for path in ROOT.glob(pattern)):
        for _, message, _, _ in extract_from_file("python", path, keywords=CALLS):
            catalogue.add(message, locations=[(str(path.relative_to(ROOT)), 1)])
    return catalogue


def _in_tables():
    for name, columns in WORDS.items():
        with (ROOT / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from ((row[column], name) for column in columns if _has_words(row[column]))


def _has_words(message: str) -> bool:
    """Whether anything stands beside the places for values."""
    return any(each.isalpha() for each in re.sub(r"{\w+}", "", message))


def _catalogue(messages) -> Catalog:
    catalogue = Catalog()
    for message, source in messages:
        catalogue.add(message, locations=[(source, 1)])
    return catalogue


if __name__ == "__main__":
    update()
