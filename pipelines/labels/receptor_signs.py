"""Signs that belong to names of receptors - 'positive', 'low', '1+' - and what they stand for."""

import re
from functools import cache
from typing import NamedTuple

from pipelines.lexicon import Rule, by_value, rules

LEVELS = ("positive", "low", "ultralow", "zero")
NEGATIVE = frozenset(LEVELS[1:])
HER2_SIGNS = {
    "+": frozenset({"positive"}),
    "gain": frozenset({"positive"}),
    "-": NEGATIVE,
    "low": frozenset({"low"}),
    "ultralow": frozenset({"ultralow"}),
    "0": frozenset({"ultralow", "zero"}),
    "2": frozenset({"low"}),
    "positive": frozenset({"positive"}),
    "positive low": frozenset({"positive", "low"}),
    "expressing": frozenset({"positive", "low"}),
    "any": frozenset(LEVELS),
    "none": frozenset({"zero"}),
}
HR_SIGNS = {
    **dict.fromkeys(("+", "gain", "expressing"), frozenset("+")),
    "-": frozenset("-"),
    "weak": frozenset({"weak"}),
    "any": frozenset("+-"),
}


@cache
def filler(value: str) -> re.Pattern:
    """Words that may stand around names and signs, from lexicon/receptor_fillers.csv."""
    return by_value("receptor_fillers")[value][0].pattern


GAP, NEXT = filler("gap"), filler("next")
MORE = re.compile(r"\)?\s?(?:,|/|or\b|and/or\b|and\b|,\s?or\b|,\s?and\b|\bto\b)\s?-?")


class Name(NamedTuple):
    """A receptor named at text[start:end]."""

    start: int
    end: int
    receptor: str


def signs_behind(text: str, group: list[Name], last: int, limit: int) -> tuple[list[tuple[str, Rule]], int]:
    """Signs behind a group: 'HER2 status is |negative or low|'."""
    gap = GAP.match(text, last, limit).end()
    for place in range(last, gap + 1):
        if place > last and text[place - 1].isalnum() and text[place : place + 1].isalnum():
            continue
        match, rule = _sign_at(text, group, place, limit)
        if match:
            return _more_signs(text, group, match, rule, limit)
    return [], last


def _more_signs(text: str, group: list[Name], match: re.Match, rule: Rule, limit: int):
    signs, end = [(rule.value, rule)], match.end()
    while more := MORE.match(text, end):
        match, rule = _sign_at(text, group, more.end(), len(text))
        if not match or NEXT.match(text, match.end()):
            break
        signs.append((rule.value, rule))
        end = match.end()
    return signs, end


def _sign_at(text: str, group: list[Name], place: int, limit: int) -> tuple[re.Match | None, Rule | None]:
    for rule in rules("receptor_signs_after"):
        if any(fits(rule, name.receptor) for name in group):
            match = rule.pattern.match(text, place)
            if match and match.start() <= limit:
                return match, rule
    return None, None


def signs_ahead(
    text: str, group: list[Name], start: int, used: list[tuple[int, int]]
) -> tuple[list[tuple[str, Rule]], int]:
    """A sign ahead of a group: 'negative for |ER and PR|', unless it belongs to an earlier group."""
    for rule in rules("receptor_signs_before"):
        match = rule.pattern.search(text, max(0, start - 60), start)
        taken = match and any(begin < match.end() and match.start() < end for begin, end in used)
        if match and not taken and any(fits(rule, name.receptor) for name in group):
            return [(rule.value, rule)], match.start()
    return [], start


def fits(rule: Rule, receptor: str) -> bool:
    return rule.extra["receptors"] in ("all", "HER2" if receptor == "HER2" else "HR")


def scores(text: str, start: int, end: int) -> tuple[frozenset[str], int, str]:
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
