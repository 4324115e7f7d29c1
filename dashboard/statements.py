"""The statement of a record that a quotation stands in: what is shown, so that no exception is cut off."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from quotes import LINE, Mark

_SHORT = 400  # letters of a bullet that is quoted as a whole; of a longer one the sentence
_NESTED = 1500  # letters of the bullets below that are quoted with it
_SENTENCE = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)[.;]\s+(?=[A-Z(]|\\?[*•])")
_EXCEPTION = re.compile(
    r"\b(?:unless|except\w*|provided|however|but|note|if|allowed|permitted|acceptable|eligible|enrolled|may|can|such|these|they)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\W*(?:unless|except\w*|however|but|note|n\.?b)\b", re.IGNORECASE)
_ADMITS = re.compile(r"\W*(?:patients|participants|subjects|those) with\b", re.IGNORECASE)
_KEPT = 64  # texts of the trials shown last


class Quote(NamedTuple):
    """The registry's own words: text[start:end] of a field of the trial, and the rest of the statement around them."""

    field: str
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""

    @property
    def whole(self) -> str:
        """The statement, which no exception is cut off from: what is shown."""
        return self.before + self.text + self.after


class Statement(NamedTuple):
    """A statement of a field, and the decisive words in it."""

    field: str
    text: str
    quotes: tuple[Quote, ...]

    @property
    def marks(self) -> list[Mark]:
        """Where the decisive words stand in the text; none where they are all of it."""
        spans = ((len(each.before), len(each.before) + len(each.text)) for each in self.quotes)
        return [Mark(*span, ()) for span in spans if span != (0, len(self.text))]


def gathered(found: Iterable[Quote]) -> list[Statement]:
    """The statements that quotations stand in, each once."""
    places: dict[tuple, list[Quote]] = {}
    for each in found:
        places.setdefault((each.field, each.start - len(each.before), each.whole), []).append(each)
    return [Statement(field, whole, tuple(dict.fromkeys(each))) for (field, _start, whole), each in places.items()]


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the bullet around text[start:end], or of its sentences there if it is long.

    What goes on with it is part of it, so that no exception is cut off: sentences that allow or except, bullets below
    'eligible if:' and the like, and lines that begin with an exception.
    """
    lines = _lines(text)
    inside = [place for place, (_, first, last) in enumerate(lines) if first < end and last > start]
    if not inside:
        return start, end
    first, last = lines[inside[0]][1], lines[inside[-1]][2]
    if last - first > _SHORT:
        first, last = _sentences(text, first, last, start, end)
    if last == lines[inside[-1]][2]:
        last = _below(text, lines[inside[-1] :])
    return min(first, start), max(last, end)


@lru_cache(_KEPT)
def _lines(text: str) -> list[tuple[int, int, int]]:
    """(indent, start, end) of what stands behind each bullet, and of each paragraph."""
    found = (line for line in LINE.finditer(text) if line["rest"])
    return [
        (len(line["indent"].expandtabs(4)), line.start("rest"), line.start("rest") + len(line["rest"].rstrip()))
        for line in found
    ]


def _sentences(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The sentences of text[first:last] that hold text[start:end], and those behind them that allow or except."""
    cuts = [first, *(cut.end() for cut in _SENTENCE.finditer(text, first, last)), last]
    begin = max(cut for cut in cuts if cut <= max(start, first))
    following = [cut for cut in cuts if cut >= min(end, last)]
    for finish, further in pairwise(following):
        if not _EXCEPTION.search(text, finish, further):
            return begin, len(text[:finish].rstrip())
    return begin, last


def _below(text: str, lines: list[tuple[int, int, int]]) -> int:
    """The end of the first line, or of the lines behind it that go on with it."""
    indent, begin, last = lines[0]
    opens, limit = text[last - 1] == ":" and _EXCEPTION.search(text, begin, last), last + _NESTED
    for further, first, end in lines[1:]:
        nested = further > indent and (opens or _ADMITS.match(text, first))
        if end > limit or not (nested or _GOES_ON.match(text, first)):
            break
        last = end
    return last
