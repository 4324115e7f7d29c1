"""Everything that is shown in several languages, and the catalogues of its translations: python tests/messages.py

Writes new messages into the catalogues of cache/locale and takes out those that are no longer used; what a translator
wrote stays. A message whose English changed is marked fuzzy, which counts as not translated.
"""

import ast
import csv
import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "dashboard")]

import content
import glossary
import questions
import team_questions

from cache.language import ENGLISH, FOLDER, LANGUAGES

CALLS = {"_": 1, "gettext": 1, "later": 1, "ngettext": 2}
"""What marks a message in the code -> how many of its arguments are words."""
CODE = ("cache/*.py", "dashboard/*.py", "dashboard/views/*.py")
WORDS = {"cache/vocabulary.csv": ("name", "explanation"), "cache/stances.csv": ("phrase",)}


def templates() -> dict[str, Catalog]:
    """The messages of every catalogue, by its file below locale/<language>/, in the order of their sources."""
    found = {"interface.po": _of_code(), "vocabulary.po": _catalogue(_in_tables())}
    for name, table in (("glossary", glossary), ("find_out", questions), ("questions", team_questions)):
        found[f"{name}.po"] = _catalogue((message, f"dashboard/content/{name}.csv") for message in table.messages())
    method = content.blocks(content.METHOD.read_text(encoding="utf-8"))
    found["method.po"] = _catalogue((block, "dashboard/method.md") for block in method)
    for page in content.pages():
        source = f"dashboard/content/{page.slug}.md"
        found[f"learn/{page.slug}.po"] = _catalogue((each, source) for each in (page.title, *content.blocks(page.body)))
    return found


def update() -> None:
    """Brings the catalogues of every language up to the present messages."""
    for language in LANGUAGES:
        if language != ENGLISH:
            for name, template in templates().items():
                path = FOLDER / language / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(catalogue_file(path, language, template))


def catalogue_file(path: Path, language: str, template: Catalog) -> bytes:
    """What the file of a catalogue should hold: the messages of the template with the translations that it has so far."""
    known = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    known.update(template, no_fuzzy_matching=True)
    known.obsolete.clear()
    written = BytesIO()
    write_po(written, known, width=120, omit_header=True, include_lineno=False, sort_by_file=False)
    return written.getvalue()


def _of_code() -> Catalog:
    catalogue = Catalog()
    for path in sorted(path for pattern in CODE for path in ROOT.glob(pattern)):
        for message in marked(path.read_text(encoding="utf-8")):
            catalogue.add(message, locations=[(str(path.relative_to(ROOT)), 1)])
    return catalogue


def marked(code: str) -> list[str | tuple[str, str]]:
    """The messages in a piece of code in their order, those inside of f-strings too, which Babel's own reader passes over."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and _count(node)]
    found = [[each.value for each in call.args[: _count(call)] if isinstance(each, ast.Constant)] for call in calls]
    placed = sorted(zip(((call.lineno, call.col_offset) for call in calls), found, strict=True))
    return [words[0] if len(words) == 1 else tuple(words) for _, words in placed if words]


def _count(call: ast.Call) -> int:
    return CALLS.get(call.func.id, 0) if isinstance(call.func, ast.Name) else 0


def _in_tables():
    for name, columns in WORDS.items():
        with (ROOT / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from ((row[column], name) for column in columns if has_words(row[column]))


def has_words(message: str) -> bool:
    """Whether anything stands beside the places for values."""
    return any(each.isalpha() for each in re.sub(r"{\w+}", "", message))


def _catalogue(messages) -> Catalog:
    catalogue = Catalog()
    for message, source in messages:
        catalogue.add(message, locations=[(source, 1)])
    return catalogue


if __name__ == "__main__":
    update()
