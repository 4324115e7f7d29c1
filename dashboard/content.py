"""The explanatory texts: one Markdown file each under content/, with front matter that says what it is and where it comes from."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cache.errors import BadInput
from cache.language import gettext as _
from cache.language import later

FOLDER = Path(__file__).parent / "content"
METHOD = Path(__file__).parent / "method.md"
"""How labels are made, shown on the Data page."""
GROUPS = {
    "general": later("The basics"),
    "site": later("Where cancer can spread"),
    "receptor": later("Receptor status"),
    "treatment": later("Kinds of treatment"),
}
"""Groups of pages, in the order of the index, with the heading of each, to be translated where it is shown."""
TRANSLATED = later(
    "Translated from English. **The translation is not reviewed:** no clinician who is a native speaker has checked it. "
    "If something here is unclear or seems wrong, ask your team."
)
"""What a text says of itself in every language but English."""

_REQUIRED = {"title", "slug", "group", "order", "written", "reviewed_by_clinician", "sources"}
_KNOWN = _REQUIRED | {"axis", "value"}


class Source(NamedTuple):
    """Where a number or a statement comes from."""

    name: str
    url: str
    year: str


class Page(NamedTuple):
    """One text; `axis` and `values` name the filter that it belongs to, and are empty where there is none."""

    slug: str
    title: str
    group: str
    order: int
    axis: str
    values: tuple[str, ...]
    written: date
    reviewed: bool
    sources: tuple[Source, ...]
    body: str


@cache
def pages(folder: Path = FOLDER) -> list[Page]:
    """Every page, by group and order. Raises BadInput naming the file that cannot be used."""
    found = [_page_in(path) for path in sorted(folder.glob("*.md"))]
    slugs = [found_page.slug for found_page in found]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise BadInput(f"Two texts in {folder.name}/ have the slug {twice[0]}: give one of them another.")
    groups = list(GROUPS)
    return sorted(found, key=lambda each: (groups.index(each.group), each.order, each.title))


def page(slug: str, folder: Path = FOLDER) -> Page | None:
    """The page with this slug, or None."""
    return next((each for each in pages(folder) if each.slug == slug), None)


def for_choice(axis: str, value: str, folder: Path = FOLDER) -> list[Page]:
    """The pages that explain one choice of a filter, for instance ('site', 'bone')."""
    return [each for each in pages(folder) if each.axis == axis and value in each.values]


def blocks(text: str) -> list[str]:
    """A Markdown text cut at its blank lines: headings, paragraphs and lists, each a message to translate."""
    return [block for block in text.strip().split("\n\n") if block]


def translated(text: str) -> str:
    """A Markdown text in the language in use, block by block; a block without a translation stays English."""
    return "\n\n".join(map(_, blocks(text)))


def _page_in(path: Path) -> Page:
    fields, body = _front_matter(path)
    missing, unknown = _REQUIRED - set(fields), set(fields) - _KNOWN
    if missing or unknown:
        wrong = f"lacks {', '.join(sorted(missing))}" if missing else f"has unknown {', '.join(sorted(unknown))}"
        raise BadInput(f"The front matter of {path.name} {wrong}: mend it.")
    try:
        return _typed(fields, body)
    except (ValueError, TypeError) as error:
        raise BadInput(f"The front matter of {path.name} cannot be read: {error}.") from error


def _front_matter(path: Path) -> tuple[dict, str]:
    """'key: value' lines between two '---' lines, `sources` as a list of '- name | url | year' lines; then the body."""
    opening, *rest = path.read_text(encoding="utf-8").splitlines() or [""]
    if opening != "---" or "---" not in rest:
        raise BadInput(f"{path.name} does not begin with front matter between two lines '---': add it.")
    end = rest.index("---")
    fields: dict = {}
    for line in rest[:end]:
        if line.lstrip().startswith("- ") and isinstance(fields.get("sources"), list):
            fields["sources"].append(line.strip()[2:])
        elif line.strip():
            key, _, value = line.partition(":")
            fields[key.strip()] = [] if key.strip() == "sources" else value.strip()
    return fields, "\n".join(rest[end + 1 :]).strip() + "\n"


def _typed(fields: dict, body: str) -> Page:
    if fields["group"] not in GROUPS:
        raise ValueError(f"group must be one of {', '.join(GROUPS)}, not {fields['group']!r}")
    if fields["reviewed_by_clinician"] not in ("yes", "no"):
        raise ValueError("reviewed_by_clinician must be yes or no")
    return Page(
        slug=fields["slug"],
        title=fields["title"],
        group=fields["group"],
        order=int(fields["order"]),
        axis=fields.get("axis", ""),
        values=tuple(filter(None, (value.strip() for value in fields.get("value", "").split(",")))),
        written=date.fromisoformat(fields["written"]),
        reviewed=fields["reviewed_by_clinician"] == "yes",
        sources=tuple(_source(line) for line in fields["sources"]),
        body=body,
    )


def _source(line: str) -> Source:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not all(parts) or not parts[1].startswith("https://"):
        raise ValueError(f"a source must read 'name | https://... | year', not {line!r}")
    return Source(*parts)
