"""The glossary: medical words, what they mean, and how the words of our own texts explain themselves.

A marked word is a button that opens a popover of the browser: it answers to tap, keyboard and pointer, closes with
Escape, and needs no script. All is in the language in use (cache.language).
"""

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import NamedTuple

import content

from cache import language
from cache.errors import BadInput
from cache.language import gettext as _
from cache.text import searchable

TABLE = Path(__file__).parent / "content" / "glossary.csv"
COLUMNS = ("slug", "term", "also", "meaning", "source_name", "source_url", "see")
STYLE = """<style>
.term {all:unset;cursor:help;text-decoration:underline dotted 0.1em;text-underline-offset:0.2em}
.term:focus-visible {outline:2px solid;outline-offset:2px;border-radius:2px}
.meaning {position:fixed;inset:auto 1rem 1rem;width:auto;max-width:26rem;margin:0 auto;padding:0.6em 0.8em;
  border:1px solid;border-radius:0.5rem;font-size:1rem;font-weight:normal;font-style:normal;line-height:1.45;
  text-align:left;white-space:normal;overflow:visible}
.meaning::before {content:"";position:absolute;inset:-0.5em 0;z-index:-1} /* the pointer gets from word to meaning */
.meaning strong, .meaning a {display:block}
.meaning a {color:inherit}
@supports (position-area:bottom) {
  .meaning {inset:auto;margin:0.2em 0;width:max-content;max-width:min(26rem, calc(100vw - 2rem));
    position-area:bottom span-right;position-try-fallbacks:flip-block, flip-inline, flip-block flip-inline, bottom span-all}
  @media (max-width:640px) {
    .meaning {position-area:bottom span-all;position-try-fallbacks:flip-block;justify-self:center;margin:0.2em 1rem}
  }
}
@keyframes meaning {from {visibility:hidden}}
@media (hover:hover) {
  .term:hover:not(:focus) + .meaning, .meaning:hover {display:block;z-index:9;animation:meaning 0.3s step-end}
}
</style>"""
"""What marked words need, once on each page that has some."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PIECE = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<(/?)([a-z0-9]+)(.*)>", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "th", "caption"}
_LEFT_ALONE = _HEADINGS | {"a", "button", "summary", "label", "select", "blockquote", "code", "pre", "style"}
_OTHERS = re.compile(r'\blang="en"|\bpopover\b')


class Entry(NamedTuple):
    """One word of the glossary; `also`: what else it is recognised by; `see`: slug of a Learn page, or ''."""

    slug: str
    term: str
    also: tuple[str, ...]
    meaning: str
    source_name: str
    source_url: str
    see: str


def entries() -> list[Entry]:
    """Every word in the language in use, by the alphabet. Raises BadInput naming the row that cannot be used."""
    return list(_entries(language.current()).values())


def messages() -> list[str]:
    """Everything in the glossary that is shown, in its order; other names as one message, parted by '|'."""
    return [each for row in rows() for each in (row["term"], row["also"], row["meaning"]) if each]


def marked(html: str, already: set[str] | None = None, prefix: str = "", here: str = "") -> str:
    """HTML of ours in which the first mention of each word of the glossary explains itself.

    Headings, links, buttons, quotations and elements with lang="en" stay as they are. `already` holds the slugs that the
    page has explained so far, and is added to; a page that marks its parts without it gives each another `prefix`.
    `here` is the slug of the Learn page that it stands on, to which no word needs a link.
    """
    already = set() if already is None else already
    explain = partial(_explained, prefix=prefix, here=here)
    pieces, skipped, depth = _PIECE.split(html), "", 0
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            pieces[place] = piece if skipped else _marked_text(piece, already, explain)
        elif tag := _TAG.fullmatch(piece):
            closing, name, rest = tag[1], tag[2].lower(), tag[3]
            if not skipped and not closing and (name in _LEFT_ALONE or _OTHERS.search(rest)):
                skipped, depth = name, 0
            if skipped == name:
                depth += -1 if closing else 1
                skipped = name if depth else ""
    return "".join(pieces)


def explained(slug: str, prefix: str = "", words: str = "") -> str:
    """One term as HTML that explains itself; `words` stand in place of the term. Raises KeyError on an unknown slug."""
    entry = _entries(language.current())[slug]
    return _explained(entry, escape(words or entry.term), prefix)


def read_more(entry: Entry) -> str:
    """A link to the Learn page of a word; '' where it has none. In a new tab: a page loaded anew has lost the session."""
    page = content.page(entry.see)
    if page is None:
        return ""
    label = _("More: {title} (new tab)").format(title=_(page.title))
    return f'<a href="learn?page={page.slug}&amp;lang={language.current()}" target="_blank">{escape(label)}</a>'


def rows(table: Path = TABLE) -> list[dict[str, str]]:
    """The rows of the table as they stand, in English. Raises BadInput naming the row that cannot be used."""
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise BadInput(f"The glossary {table.name} must have the columns {', '.join(COLUMNS)}.")
        found = list(reader)
    for row, before in zip(found, [{"slug": ""}, *found], strict=False):
        if wrong := _wrong(row, before["slug"]):
            raise BadInput(f"In the glossary {table.name} the row {row['slug']!r} {wrong}: mend it.")
    return found


def _wrong(row: dict, before: str) -> str:
    """What is wrong with a row that follows the slug `before`, or ''."""
    if None in row or None in row.values():
        return "has too many or too few cells"
    lacking = [name for name in ("slug", "term", "meaning", "source_name", "source_url") if not row[name].strip()]
    if lacking:
        return f"lacks {', '.join(lacking)}"
    if not _SLUG.fullmatch(row["slug"]):
        return "has a slug of other signs than a-z, 0-9 and single hyphens"
    if row["slug"] <= before:
        return "is out of order or said twice"
    if not row["source_url"].startswith("https://"):
        return "has a source that is not https"
    return f"names {row['see']!r}, unknown" if row["see"] and not content.page(row["see"]) else ""


@cache
def _entries(code: str) -> dict[str, Entry]:
    """`code` is the language in use, part of the key."""
    found = [
        Entry(**row | {"term": _(row["term"]), "also": _names(_(row["also"])), "meaning": _(row["meaning"])})
        for row in rows()
    ]
    return {entry.slug: entry for entry in sorted(found, key=lambda entry: searchable(entry.term))}


def _names(also: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in also.split("|") if name.strip())


class _Name(NamedTuple):
    """A name as it stands in a text; one without small letters ('ER') counts only in capitals."""

    words: str
    cased: bool
    entry: Entry


@cache
def _index(code: str) -> dict[str, list[_Name]]:
    """First word, in small letters -> the names that begin with it, the longest first."""
    found: dict[str, list[_Name]] = {}
    for entry in _entries(code).values():
        for words in (entry.term, *entry.also):
            cased = words == words.upper()
            name = _Name(words if cased else words.lower(), cased, entry)
            found.setdefault(_WORD.search(words)[0].lower(), []).append(name)
    return {word: sorted(names, key=lambda name: -len(name.words)) for word, names in found.items()}


def _marked_text(text: str, already: set[str], explain: Callable[[Entry, str], str]) -> str:
    parts, copied = [], 0
    for start, end, entry in _mentions(text):
        if entry.slug not in already:
            already.add(entry.slug)
            parts += [text[copied:start], explain(entry, text[start:end])]
            copied = end
    return "".join([*parts, text[copied:]])


def _mentions(text: str) -> Iterator[tuple[int, int, Entry]]:
    """Names of the glossary in a text, never overlapping, the longest at each place."""
    index, past = _index(language.current()), 0
    for word in _WORD.finditer(text):
        start = word.start()
        names = index.get(word[0].lower(), ()) if start >= past else ()
        name = next((name for name in names if _stands_at(text, start, name)), None)
        if name:
            past = start + len(name.words)
            yield start, past, name.entry


def _stands_at(text: str, start: int, name: _Name) -> bool:
    end = start + len(name.words)
    words = text[start:end] if name.cased else text[start:end].lower()
    return words == name.words and not text[end : end + 1].isalnum()


def _explained(entry: Entry, words: str, prefix: str = "", here: str = "") -> str:
    place = "-".join(filter(None, ("term", prefix, entry.slug)))
    more = read_more(entry) if entry.see != here else ""
    return (
        f'<button type="button" class="term" popovertarget="{place}" style="anchor-name:--{place}">{words}</button>'
        f'<span popover class="meaning" id="{place}" style="position-anchor:--{place}">'
        f"<strong>{escape(entry.term)}</strong> {escape(entry.meaning)} {more}</span>"
    )
