"""Finds what a text says of receptors: names (ER, PR, HR, HER2), the signs that belong to them, and whole phrases."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipelines.lexicon import Rule, candidates, rules

CANDIDATE = re.compile(
    r"\bher-?\s?(?:2|ii)|erb-?b|\bneu\b|epidermal|hormon|o?estrogen|progest|\berα?\b|\bpg?r\b|\bho?r\b"
    r"|triple|tnbc|tpbc|luminal|receptor|sub-?type|phenotype|endocrine"
)
LEVELS = ("positive", "low", "ultralow", "zero")
NEGATIVE = frozenset(LEVELS[1:])
HER2_SIGNS = {
    "+": frozenset({"positive"}),
    "-": NEGATIVE,
    "low": frozenset({"low"}),
    "ultralow": frozenset({"ultralow"}),
    "0": frozenset({"ultralow", "zero"}),
    "2": frozenset({"low"}),
    "positive": frozenset({"positive"}),
    "positive low": frozenset({"positive", "low"}),
    "expressing": frozenset({"positive", "low"}),
    "any": frozenset(LEVELS),
}
HR_SIGNS = {"+": frozenset("+"), "-": frozenset("-"), "weak": frozenset({"weak"}), "any": frozenset("+-")}
PHRASES = {
    "TNBC": (frozenset("-"), NEGATIVE),
    "TPBC": (frozenset("+"), HER2_SIGNS["+"]),
    "HR+": (frozenset("+"), None),
    "any": (frozenset("+-"), frozenset(LEVELS)),
}
LINK = re.compile(
    r"(?:[\s,/&()\[\]]|and/or\b|and\b|or\b|the\b|both\b|either\b|receptors?\b|expression\b|protein\b|gene\b"
    r"|-(?=\s?(?:and/or|and|or|,|/)\s?(?:the )?(?:pg?r|progest\w+(?: receptor)?|o?estrogen(?: receptor)?|er)-(?:pos|neg)))*"
)
_FILLER = (
    r"status|expression|receptors?|tumou?rs?|genes?|proteins?|oncogene|is|are|was|were|be|to|must|should|has|have|been|of|by|the|ihc"
    r"|immunohistochemi\w+|(?:f|s|c|d)?ish|in[- ]situ|fluorescen\w+|hybridi[sz]ation|confirmed|determined|documented|known|assay|level"
    r"|tested|tests?|results?|breast|cancer|stain\w*|cells?|both|as|a|in|locally|pathologically|histologically|centrally|who|testing"
    r"|clinically|currently|\(her-?2\)|with|disease|levels|score|current|primary|metastatic|if|subtype|type|considered|regarded|scored"
)
GAP = re.compile(rf"[\s:=()\[\]-]{{0,4}}(?:(?:{_FILLER})\b[\s:=()\[\],/-]{{0,3}}){{0,7}}")
MORE = re.compile(r"\)?\s?(?:,|/|or\b|and/or\b|and\b|,\s?or\b|,\s?and\b|\bto\b)\s?-?")
NEXT_NAME = re.compile(r"\s?(?:for|in)?\s?(?:the )?(?:her-?2|er\b|pg?r\b|hr\b|hormone|o?estrogen|progest|human)")


class Atom(NamedTuple):
    """One statement at text[start:end]: the receptor, and the states of it that are named (HER2 levels; '+', '-', 'weak')."""

    start: int
    end: int
    receptor: str
    hr: frozenset[str] | None
    her2: frozenset[str] | None
    rule_id: str


class _Name(NamedTuple):
    start: int
    end: int
    receptor: str


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


def _groups(text: str) -> list[list[_Name]]:
    """Names that share a sign, as in 'estrogen receptor (ER) and/or PR positive'."""
    names = sorted(
        _Name(match.start(), match.end(), rule.value)
        for rule in candidates("receptor_names", text)
        for match in rule.pattern.finditer(text)
    )
    made: list[list[_Name]] = []
    for name in names:
        if made and LINK.match(text, made[-1][-1].end).end() >= name.start:
            made[-1].append(name)
        else:
            made.append([name])
    return made


def _signed(text: str, group: list[_Name], limit: int, used: list[tuple[int, int]]) -> Iterator[Atom]:
    start, last = group[0].start, group[-1].end
    signs, end = _after(text, group, last, limit)
    ahead, begin = _before(text, group, start, used)
    cut = next((i for i, name in enumerate(group) if _axis(name) != _axis(group[0])), 0)
    if signs and ahead and cut:
        yield from _stated(text, group[:cut], ahead, (begin, group[cut - 1].end, group[cut - 1].end, limit))
        group, start = group[cut:], group[cut].start
    if signs:
        used.append((last, end))
        yield from _stated(text, group, signs, (start, last, end, limit))
    else:
        yield from _stated(text, group, ahead, (begin, last, last, limit))


def _axis(name: _Name) -> bool:
    return name.receptor == "HER2"


def _stated(
    text: str, group: list[_Name], signs: list[tuple[str, Rule]], place: tuple[int, int, int, int]
) -> Iterator[Atom]:
    start, _, end, _ = place
    for name in {name.receptor: name for name in group}.values():
        fitting = [(value, rule) for value, rule in signs if _fits(rule, name.receptor)]
        if fitting and name.receptor != "HER2":
            states = frozenset().union(*(HR_SIGNS[value] for value, _ in fitting))
            yield Atom(start, end, name.receptor, states, None, fitting[0][1].id)
        elif name.receptor == "HER2":
            yield from _her2(text, place, fitting)


def _her2(text: str, place: tuple[int, int, int, int], signs: list[tuple[str, Rule]]) -> Iterator[Atom]:
    start, last, end, limit = place
    if not signs or signs[0][0] == "expressing":
        scored, stop, rule_id = _scores(text, last, min(limit, last + 200))
        if scored:
            yield Atom(start, stop, "HER2", None, scored, rule_id)
            return
    if signs:
        levels = frozenset().union(*(HER2_SIGNS[value] for value, _ in signs))
        yield Atom(start, end, "HER2", None, levels, signs[0][1].id)


def _after(text: str, group: list[_Name], last: int, limit: int) -> tuple[list[tuple[str, Rule]], int]:
    """Signs behind a group: 'HER2 status is |negative or low|'."""
    gap = GAP.match(text, last, limit).end()
    for place in range(last, gap + 1):
        if place > last and text[place - 1].isalnum() and text[place : place + 1].isalnum():
            continue
        match, rule = _sign_at(text, group, place, limit)
        if match:
            return _more_signs(text, group, match, rule, limit)
    return [], last


def _more_signs(text: str, group: list[_Name], match: re.Match, rule: Rule, limit: int):
    signs, end = [(rule.value, rule)], match.end()
    while more := MORE.match(text, end):
        match, rule = _sign_at(text, group, more.end(), len(text))
        if not match or NEXT_NAME.match(text, match.end()):
            break
        signs.append((rule.value, rule))
        end = match.end()
    return signs, end


def _sign_at(text: str, group: list[_Name], place: int, limit: int) -> tuple[re.Match | None, Rule | None]:
    for rule in rules("receptor_signs_after"):
        if any(_fits(rule, name.receptor) for name in group):
            match = rule.pattern.match(text, place)
            if match and match.start() <= limit:
                return match, rule
    return None, None


def _before(
    text: str, group: list[_Name], start: int, used: list[tuple[int, int]]
) -> tuple[list[tuple[str, Rule]], int]:
    """A sign ahead of a group: 'negative for |ER and PR|', unless it belongs to an earlier group."""
    for rule in rules("receptor_signs_before"):
        match = rule.pattern.search(text, max(0, start - 60), start)
        taken = match and any(begin < match.end() and match.start() < end for begin, end in used)
        if match and not taken and any(_fits(rule, name.receptor) for name in group):
            return [(rule.value, rule)], match.start()
    return [], start


def _fits(rule: Rule, receptor: str) -> bool:
    return rule.extra["receptors"] in ("all", "HER2" if receptor == "HER2" else "HR")


def _scores(text: str, start: int, end: int) -> tuple[frozenset[str], int, str]:
    """Levels that IHC and ISH figures in text[start:end] stand for, the end of the last figure, and the first rule."""
    taken: list[tuple[int, int, str, str]] = []
    for rule in rules("receptor_scores"):
        for match in rule.pattern.finditer(text, start, end):
            if (
                not any(match.start() < stop and begin < match.end() for begin, stop, *_ in taken)
                or rule.id == "score-g-1"
            ):
                taken.append((*match.span(), rule.value, rule.id))
    levels = frozenset().union(*(HER2_SIGNS[value] for _, _, value, _ in taken))
    return levels, max((stop for _, stop, *_ in taken), default=end), min(taken)[3] if taken else ""
