"""Finds what a text says of receptors: names (ER, PR, HR, HER2), the signs that belong to them, and whole phrases."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipelines.labels.receptor_signs import (
    HER2_SIGNS,
    HR_SIGNS,
    LEVELS,
    NEGATIVE,
    Name,
    filler,
    fits,
    scores,
    signs_ahead,
    signs_behind,
)
from pipelines.lexicon import Rule, candidates

CANDIDATE = filler("candidate")
TOGETHER = {
    **dict.fromkeys((("-", "gain"), ("none", "gain"), ("not", "gain"), ("not", "+")), "-"),
    ("weak", "+"): "weak",
}
"""A sign ahead of a name and one behind it that make one: 'negative HER2 amplification', 'weakly ER positive'."""
PHRASES = {
    "TNBC": (frozenset("-"), NEGATIVE),
    "TPBC": (frozenset("+"), HER2_SIGNS["+"]),
    "HR+": (frozenset("+"), None),
    "any": (frozenset("+-"), frozenset(LEVELS)),
    "ultralow": (None, frozenset({"ultralow"})),
}
LINK = filler("link")


class Atom(NamedTuple):
    """One statement at text[start:end]: the receptor, and the states of it that are named (HER2 levels; '+', '-', 'weak')."""

    start: int
    end: int
    receptor: str
    hr: frozenset[str] | None
    her2: frozenset[str] | None
    rule_id: str


def atoms(text: str) -> list[Atom]:
    """Statements about receptors in one sentence (normal text, lower case), in order of their place."""
    if not CANDIDATE.search(text):
        return []
    found = list(_phrases(text))
    used: list[tuple[int, int]] = [(atom.start, atom.end) for atom in found]
    groups = _groups(text)
    for group, following in pairwise([*groups, None]):
        limit = following[0].start if following else len(text)
        found += _signed(text, group, limit, used)
    return sorted(found, key=lambda atom: (atom.start, atom.end))


def _phrases(text: str) -> Iterator[Atom]:
    for rule in candidates("receptor_phrases", text):
        for match in rule.pattern.finditer(text):
            hr, her2 = PHRASES[rule.value]
            yield Atom(match.start(), match.end(), "phrase", hr, her2, rule.id)


def _groups(text: str) -> list[list[Name]]:
    """Names that share a sign, as in 'estrogen receptor (ER) and/or PR positive'."""
    names = sorted(
        Name(match.start(), match.end(), rule.value)
        for rule in candidates("receptor_names", text)
        for match in rule.pattern.finditer(text)
    )
    made: list[list[Name]] = []
    for name in names:
        if made and LINK.match(text, made[-1][-1].end).end() >= name.start:
            made[-1].append(name)
        else:
            made.append([name])
    return made


def _signed(text: str, group: list[Name], limit: int, used: list[tuple[int, int]]) -> Iterator[Atom]:
    start, last = group[0].start, group[-1].end
    signs, end = signs_behind(text, group, last, limit)
    ahead, begin = signs_ahead(text, group, start, used)
    cut = next((i for i, name in enumerate(group) if _axis(name) != _axis(group[0])), 0)
    if ahead and ahead[0][0] == "not" and (not signs or ("not", signs[0][0]) not in TOGETHER):
        ahead, begin = [], start
    if signs and ahead and (both := TOGETHER.get((ahead[0][0], signs[0][0]))):
        signs, start = [(both, ahead[0][1])], begin
    if signs and ahead and cut:
        yield from _stated(text, group[:cut], ahead, (begin, group[cut - 1].end, group[cut - 1].end, limit))
        group, start = group[cut:], group[cut].start
    if signs:
        used.append((last, end))
        yield from _stated(text, group, signs, (start, last, end, limit))
    else:
        yield from _stated(text, group, ahead, (begin, last, last, limit))


def _axis(name: Name) -> bool:
    return name.receptor == "HER2"


def _stated(
    text: str, group: list[Name], signs: list[tuple[str, Rule]], place: tuple[int, int, int, int]
) -> Iterator[Atom]:
    start, _, end, _ = place
    for name in {name.receptor: name for name in group}.values():
        fitting = [(value, rule) for value, rule in signs if fits(rule, name.receptor)]
        if fitting and name.receptor != "HER2":
            states = frozenset().union(*(HR_SIGNS[value] for value, _ in fitting))
            yield Atom(start, end, name.receptor, states, None, fitting[0][1].id)
        elif name.receptor == "HER2":
            yield from _her2(text, place, fitting)


def _her2(text: str, place: tuple[int, int, int, int], signs: list[tuple[str, Rule]]) -> Iterator[Atom]:
    start, last, end, limit = place
    if not signs or signs[0][0] == "expressing":
        scored, stop, rule_id = scores(text, last, min(limit, last + 200))
        if scored:
            yield Atom(start, stop, "HER2", None, scored, rule_id)
            return
    if signs:
        levels = frozenset().union(*(HER2_SIGNS[value] for value, _ in signs))
        yield Atom(start, end, "HER2", None, levels, signs[0][1].id)
