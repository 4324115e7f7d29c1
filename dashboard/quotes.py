"""The registry's own text as safe HTML, with the quotations behind our labels marked in it.

Everything from a record is shown literally: its characters are escaped here and nowhere turned into markup.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from cache import text as registry_text

_UNIT = re.compile(r"\\[!-/:-@\[-`{-~]|&#?\w+;")  # an escape or an entity: one sign on the screen
_BULLET = r"(?:[*•·-]|\d{1,2}[.)]|[a-zA-Z][.)])(?=[ \t])"
LINE = re.compile(
    # An indented line without a bullet goes on with the line before it: old records are wrapped at a fixed width.
    rf"(?P<indent>[ \t]*)(?P<bullet>{_BULLET})?[ \t\r]*(?P<rest>(?:\S[^\n]*(?:\n[ \t]+(?!{_BULLET})\S[^\n]*)*)?)\n?"
)
_MARKDOWN = r"\`*_{}[]()#+-.!<>~|$:&^="
_DEEPEST_INDENT = 4  # levels; old records indent by dozens of spaces, which would leave no room on a phone


class Mark(NamedTuple):
    """A marked stretch text[start:end] and the numbers of the labels that rest on it."""

    start: int
    end: int
    numbers: tuple[int, ...]


def merged(marks: Iterable[Mark]) -> list[Mark]:
    """Marks in the order of the text, those that overlap made one that carries all their numbers."""
    found: list[Mark] = []
    for mark in sorted(marks):
        if found and mark.start < found[-1].end:
            last = found.pop()
            numbers = tuple(sorted({*last.numbers, *mark.numbers}))
            mark = Mark(last.start, max(last.end, mark.end), numbers)
        found.append(mark)
    return found


def as_html(text: str, marks: Iterable[Mark] = (), anchor: str = "q") -> str:
    """The text line by line, lists and paragraphs kept, each mark highlighted and followed by its numbers.

    Offsets are those of the text as sent; the registry's escapes are undone for display only.
    The first mark that carries a number n has the id '{anchor}{n}'.
    """
    units = [unit.span() for unit in _UNIT.finditer(text)]
    whole = merged(_grown(mark, units) for mark in marks)
    seen: set[int] = set()
    lines = (_line_html(text, line, whole, anchor, seen) for line in LINE.finditer(text) if line.group())
    return '<div class="registry-text" lang="en">' + "".join(lines) + "</div>"


def marked(text: str, marks: Iterable[Mark]) -> str:
    """A statement as HTML, the marks in it highlighted, without layout."""
    body, position = "", 0
    units = [unit.span() for unit in _UNIT.finditer(text)]
    for mark in merged(_grown(mark, units) for mark in marks):
        body += f"{plain_html(text[position : mark.start])}<mark>{plain_html(text[mark.start : mark.end])}</mark>"
        position = mark.end
    return body + plain_html(text[position:])


def plain_html(text: str) -> str:
    """A short text without layout, its escapes undone."""
    return escape(registry_text.unescape(text))


def literal(text: str) -> str:
    """Text for a sentence that Streamlit reads as Markdown, so that it is shown as it stands."""
    return "".join(f"\\{each}" if each in _MARKDOWN else each for each in text)


def span(text: str) -> str:
    """The same, marked as English for those who hear the page."""
    return f'<span lang="en">{plain_html(text)}</span>'


def _grown(mark: Mark, units: list[tuple[int, int]]) -> Mark:
    """The mark, made to take in the whole of an escape or entity that it would cut in two."""
    start = next((first for first, end in units if first < mark.start < end), mark.start)
    end = next((end for first, end in units if first < mark.end < end), mark.end)
    return Mark(start, end, mark.numbers)


def _line_html(text: str, line: re.Match, marks: list[Mark], anchor: str, seen: set[int]) -> str:
    start, end = line.span("rest")
    if not line["rest"] and not line["bullet"]:
        return '<div class="gap"></div>'
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    body, position = "", start
    for mark in inside:
        body += plain_html(text[position : max(mark.start, start)])
        body += _mark_html(text[max(mark.start, start) : min(mark.end, end)], mark, mark.end <= end, anchor, seen)
        position = min(mark.end, end)
    body += plain_html(text[position:end])
    return _indented(line, body)


def _indented(line: re.Match, body: str) -> str:
    level = min(len(line["indent"].expandtabs(4)) // 2, _DEEPEST_INDENT)
    bullet = line["bullet"] or ""
    shown = "•" if bullet in tuple("*•·-") else bullet
    hang = 1.6 if bullet else 0
    lead = (
        f'<span style="display:inline-block;text-indent:0;min-width:{hang}em">{escape(shown)}</span>' if bullet else ""
    )
    return f'<div style="padding-left:{1.2 * level + hang:.1f}em;text-indent:-{hang}em">{lead}{body}</div>'


def _mark_html(piece: str, mark: Mark, is_last: bool, anchor: str, seen: set[int]) -> str:
    """One line's share of a mark; after the last share its numbers, each a link to the label 'label-{number}'."""
    anchors = "".join(f'<span id="{anchor}{number}"></span>' for number in mark.numbers if number not in seen)
    seen.update(mark.numbers)
    links = ", ".join(f'<a href="#label-{number}" target="_self">{number}</a>' for number in mark.numbers)
    numbers = f" <sup>[{links}]</sup>" if is_last else ""
    return f"{anchors}<mark>{plain_html(piece)}{numbers}</mark>"
