"""The plain words in a regular expression: every match of it contains one of them, so a text without them needs no try.

Read from the expression's own parse tree, so no row of the lexicon has to repeat them.
"""

import re
from itertools import product

# The standard library's parser has no public name; tests/test_literals.py holds what is relied on here.
from re import _constants as op
from re import _parser as parser

SPELLINGS, MANY, SHORT, LONG = 64, 400, 2, 6
"""At most so many spellings of a run and words of a pattern; shorter words stand everywhere, longer ones are no better."""
_ZERO_WIDTH = (op.AT, op.ASSERT, op.ASSERT_NOT)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def plain_words(pattern: re.Pattern) -> frozenset[str]:
    """Words of which every match contains at least one; empty where there are none worth looking for."""
    words = _needed(parser.parse(pattern.pattern, pattern.flags))
    return frozenset(words) if words and min(map(len, words)) >= SHORT else frozenset()


def _needed(sequence: parser.SubPattern) -> set[str] | None:
    """The best set of words for a sequence: those of a run of exact pieces, or those inside one piece."""
    candidates, run = [], {""}
    for kind, value in sequence:
        exact = _exact(kind, value)
        if exact is not None and len(run) * len(exact) <= SPELLINGS:
            run = {before + piece for before, piece in product(run, exact)}
            continue
        candidates.append(run)
        run = exact if exact is not None and len(exact) <= SPELLINGS else {""}
        candidates.append(_inside(kind, value))
    candidates.append(run)
    worth = [words for words in candidates if words and all(words) and len(words) <= MANY]
    return max(worth, key=lambda words: (min(LONG, *map(len, words), LONG), -len(words)), default=None)


def _inside(kind: object, value: object) -> set[str] | None:
    """Words of a piece that is not exact."""
    if kind is op.SUBPATTERN:
        return _needed(value[3])
    if kind is op.ATOMIC_GROUP:
        return _needed(value)
    if kind in _REPEATS and value[0] >= 1:
        return _needed(value[2])
    if kind is op.BRANCH:
        branches = [_needed(branch) for branch in value[1]]
        return set().union(*branches) if all(branches) else None
    return None


def _exact(kind: object, value: object) -> set[str] | None:
    """All strings that a piece can match, None where they are many."""
    if kind is op.LITERAL:
        return {chr(value)}
    if kind in _ZERO_WIDTH:
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
