"""The plain words in a regular expression: a text without them needs no try.

Read from the expression's own parse tree, so no row of the lexicon has to repeat them. Words are looked for in a `spaced`
text, where a space stands for every sign, so that '\\bon\\b' is ' on ' and not any 'on'.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import product

# The standard library's parser has no public name; tests/test_literals.py holds what is relied on here.
from re import _constants as op
from re import _parser as parser

SPELLINGS, MANY, WAYS, SHORT, LONG = 64, 400, 64, 2, 6
"""At most so many spellings of a run, words of a need and alternatives of a pattern; longer words are no better."""
EDGE = "\0"
"""Stands for '\\b' in a run of letters."""
_AT_START, _AT_END = re.compile(rf"^{EDGE}+(?=\w)"), re.compile(rf"(?<=\w){EDGE}+$")
_LOOKS = (op.ASSERT, op.ASSERT_NOT)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)

Words = frozenset[str]
Pieces = list[tuple[object, object]]
"""A sequence of the parse tree: what each piece is, and its value."""


class _Signs(dict):
    """Code of a character -> its own, or that of a space where it is no part of a word."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        self[code] = code if letter.isalnum() or letter == "_" else ord(" ")
        return self[code]


_SIGNS = _Signs()


def spaced(text: str) -> str:
    """The text between spaces, and spaces for its signs."""
    return f" {text} ".translate(_SIGNS)


def ways(pattern: re.Pattern) -> list[tuple[Words, Words]]:
    """The ways in which a pattern can match: every match has a word of both sets of one of them in its spaced text.

    The second set is empty where one is all there is; no ways are named where one has no words worth looking for.
    """
    firsts: dict[Words, set[str]] = defaultdict(set)
    for pieces in _alternatives(list(parser.parse(pattern.pattern, pattern.flags)), WAYS):
        first, second = (*sorted(_needs(pieces), key=_worth, reverse=True), frozenset(), frozenset())[:2]
        if not first:
            return []
        firsts[second] |= first
    return [(_fewest(first), _fewest(second)) for second, first in firsts.items()]


def _alternatives(pieces: Pieces, room: int, begin: int = 0) -> list[Pieces]:
    """The sequences that the longer branches from `begin` on stand for, at most `room`."""
    for place, (kind, value) in enumerate(pieces[begin:], begin):
        inner = list(value[3]) if kind is op.SUBPATTERN else [(kind, value)]
        at = next((i for i, (one, _) in enumerate(inner) if one is op.BRANCH), None)
        if at is None or len(inner[at][1][1]) > room or _exact(kind, value) is not None:
            continue
        branches = inner[at][1][1]
        ahead, behind = pieces[:place] + inner[:at], inner[at + 1 :] + pieces[place + 1 :]
        made = ([*ahead, *branch, *behind] for branch in branches)
        return [found for one in made for found in _alternatives(one, room // len(branches), len(ahead))]
    return [pieces]


def _needs(pieces: Iterable) -> list[Words]:
    """Sets of words, of each of which every match has one: those of runs of exact pieces, and those inside other pieces."""
    found, run = [], {""}
    for kind, value in pieces:
        exact = _exact(kind, value)
        if exact is not None and len(run) * len(exact) <= SPELLINGS:
            run = {before + piece for before, piece in product(run, exact)}
            continue
        found += [_spelt(run), *_inside(kind, value)]
        run = exact if exact is not None and len(exact) <= SPELLINGS else {""}
    return [words for words in [*found, _spelt(run)] if words]


def _inside(kind: object, value: object) -> list[Words]:
    """Needs of a piece that is not exact."""
    if kind is op.SUBPATTERN:
        return _needs(value[3])
    if kind is op.ATOMIC_GROUP:
        return _needs(value)
    if kind in _REPEATS and value[0] >= 1:
        return _needs(value[2])
    if kind is op.BRANCH:
        best = [max(_needs(branch), key=_worth, default=frozenset()) for branch in value[1]]
        return [frozenset().union(*best)] if all(best) else []
    return []


def _spelt(run: set[str]) -> Words:
    """A run as it stands in a spaced text; empty where it is not worth looking for."""
    words = frozenset(map(_word, run)) if len(run) <= MANY else frozenset()
    return words if all(len(word) >= SHORT and not word.isspace() for word in words) else frozenset()


def _word(letters: str) -> str:
    """An edge beside a letter is a space in the text; one between letters says nothing more."""
    return _AT_END.sub(" ", _AT_START.sub(" ", letters)).replace(EDGE, "").translate(_SIGNS)


def _worth(words: Words) -> tuple[int, int]:
    return min(LONG, *map(len, words), LONG), -len(words)


def _fewest(words: Iterable[str]) -> Words:
    """Words without those that contain another."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)


def _exact(kind: object, value: object) -> set[str] | None:
    """All strings that a piece can match, None where they are many."""
    if kind is op.LITERAL:
        return {chr(value)}
    if kind is op.AT:
        return {EDGE if value is op.AT_BOUNDARY else ""}
    if kind in _LOOKS:
        return {""}
    if kind is op.IN and all(one is op.LITERAL for one, _ in value):
        return {chr(code) for _, code in value}
    if kind is op.SUBPATTERN:
        return _exact_sequence(value[3])
    if kind is op.BRANCH:
        branches = [_exact_sequence(branch) for branch in value[1]]
        return None if None in branches else set().union(*branches)
    if kind in _REPEATS and value[1] == 1:
        once = _exact_sequence(value[2])
        return once if once is None or value[0] else once | {""}
    return None


def _exact_sequence(sequence: parser.SubPattern) -> set[str] | None:
    strings = {""}
    for kind, value in sequence:
        exact = _exact(kind, value)
        if exact is None or len(strings) * len(exact) > SPELLINGS:
            return None
        strings = {before + piece for before, piece in product(strings, exact)}
    return strings
