"""Text made ready for matching, with the way back: every position leads to the registry's own characters."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

_ESCAPE = r"\\(?=[\\`*_{}\[\]()#+\-.!<>^~&|=])"
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&nbsp;": " ", "&le;": "≤", "&ge;": "≥"}
_AT_LEAST = r"\\?>\s?/?\s?\\?=|=\s?\\?>|\\?>\s?or\s?(?:\\?=|equal(?:s)?(?: to)?\b)"
_AT_MOST = r"\\?<\s?/?\s?\\?=|=\s?\\?<|\\?<\s?or\s?(?:\\?=|equal(?:s)?(?: to)?\b)"
_REWRITE = re.compile(rf"(?P<ge>{_AT_LEAST})|(?P<le>{_AT_MOST})|(?P<entity>&(?:lt|gt|amp|quot|nbsp|le|ge);)|{_ESCAPE}")
_SIGN = re.compile(r"[\\><=&]")
_UNUSUAL = re.compile(r"[^ -~\n]")
_LOOKALIKES = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201f", '"'),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t\r\u200b\ufeff", " "),
    "\u2267": "≥",
    "\u2a7e": "≥",
    "\u2266": "≤",
    "\u2a7d": "≤",
    "\u3002": ".",
    "\u3001": ",",
}


@cache
def _plain(character: str) -> str:
    """One character for one: look-alikes and full-width forms become the ASCII that rules are written in."""
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


@cache
def _small(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _rewritten(source: str) -> Iterator[re.Match]:
    """What has another form in the normal text, tried only at the signs with which it begins."""
    done = 0
    for sign in _SIGN.finditer(source):
        match = _REWRITE.match(source, sign.start()) if sign.start() >= done else None
        if match:
            yield match
            done = match.end()


class Normal:
    """A text for matching: `cased` and the lower-case `text` have the same length; `raw(i)` leads back.

    Escapes and entities are undone, '>=' and its kin become '≥', dashes, quotes, spaces and full-width forms become ASCII.
    """

    def __init__(self, source: str):
        self.source = source
        pieces, self._normal_starts, self._shifts = [], [0], [0]
        done = length = 0
        for match in _rewritten(source):
            kept, new = source[done : match.start()], self._replacement(match)
            pieces += [kept, new]
            length += len(kept) + len(new)
            done = match.end()
            self._normal_starts.append(length)
            self._shifts.append(done - length)
        pieces.append(source[done:])
        joined = "".join(pieces)
        self.cased = joined if joined.isascii() else _UNUSUAL.sub(lambda found: _plain(found[0]), joined)
        lower = self.cased.lower()
        self.text = lower if len(lower) == len(self.cased) else "".join(map(_small, self.cased))

    @staticmethod
    def _replacement(match: re.Match) -> str:
        if match["ge"]:
            return "≥"
        if match["le"]:
            return "≤"
        return _ENTITIES.get(match["entity"], "")

    def raw(self, position: int) -> int:
        """The place in the source that a place in the normal text came from."""
        return position + self._shifts[bisect_right(self._normal_starts, position) - 1]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of normal text[start:end], start < end; an escape that only precedes the next character stays out."""
        last = self.raw(end - 1)
        whole = _plain(self.source[last]) == self.cased[end - 1]
        return self.raw(start), last + 1 if whole else self.raw(end)
