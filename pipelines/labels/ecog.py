"""ecog_max: the worst performance status with which a person may still join. ECOG counts as WHO and Zubrod; Karnofsky is converted."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipelines.document import Document
from pipelines.lexicon import Rule, candidates, rules
from pipelines.passage import Evidence, Passage

ASIDE = re.compile(r"(?<=.)\((?=[^()]*\b(?:if justified|may (?:be )?allow(?:ed)?)\b)[^()]*\)")
"""Whom a bracket lets in by exception is not the limit for all."""
WINDOW = 110
SHORT = 60


class Place(NamedTuple):
    """Where a scale is named: its numbers stand in text[start:end] of the passage, the quotation begins at `quote`."""

    scale: str
    passage: Passage
    quote: int
    start: int
    end: int


def label(document: Document) -> list[Evidence]:
    """The most permissive statement wins; Karnofsky only where no ECOG is given."""
    places = list(_places(document.criteria.passages))
    for scale in ("ecog", "kps"):
        if found := [hit for place in places if place.scale == scale for hit in _hits(place)]:
            worst = max(value for value, _ in found)
            by_end: dict[int, Evidence] = {}
            for value, evidence in found:
                if value == worst:
                    by_end.setdefault(evidence.end, evidence)
            return list(by_end.values())
    return []


def _places(passages: list[Passage]) -> Iterator[Place]:
    """Where a name is a heading, the numbers stand in the next line; those of ECOG end where Karnofsky is named."""
    for passage, following in pairwise([*passages, None]):
        names = _names(_plain(passage))
        for (begin, start), scale in names:
            if following and len(passage.text) - start <= 2 and len(following.text) < SHORT:
                yield Place(scale, following, 0, 0, WINDOW)
                continue
            after = (at for (at, _), name in names if name == "kps" != scale and at >= start)
            yield Place(scale, passage, begin, start, min([start + WINDOW, *after]))


def _plain(passage: Passage) -> str:
    """The text with blanks for brackets that make an exception."""
    return ASIDE.sub(lambda found: " " * len(found[0]), passage.text)


def _names(text: str) -> list[tuple[tuple[int, int], str]]:
    return [
        (found.span(), rule.value) for rule in candidates("ecog_names", text) for found in rule.pattern.finditer(text)
    ]


def _hits(place: Place) -> Iterator[tuple[int, Evidence]]:
    window = _plain(place.passage)[place.start : place.end]
    for rule in rules("ecog"):
        if rule.extra["scale"] == place.scale and _fits(rule, place.passage.section):
            for match in rule.pattern.finditer(window):
                value = _worst(rule, match["n"])
                span = (place.quote, place.start + match.end())
                made = place.passage.evidence(span, "ecog_max", str(value), "is", rule.id)
                yield value, made._replace(cohort="")


def _fits(rule: Rule, section: str) -> bool:
    return (rule.extra["section"] == "exclusion") == (section == "exclusion")


def _worst(rule: Rule, number: str) -> int:
    """The ECOG status that a number means: a word, a Karnofsky score or an ECOG status itself."""
    named = next((int(row.value) for row in rules("ecog_numbers") if row.pattern.search(number)), None)
    value = int(number) if named is None else named
    return value - 1 if rule.value == "n-1" else value
