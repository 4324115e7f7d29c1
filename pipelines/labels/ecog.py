"""ecog_max: the worst performance status with which a person may still join. ECOG counts as WHO and Zubrod; Karnofsky is converted."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipelines.document import Document
from pipelines.lexicon import Rule, rules
from pipelines.passage import Evidence, Passage

NAMES = {
    "ecog": re.compile(
        r"\becog\b|eastern cooperative|\bzubrod\b|\bwho[ -](?:ps|performance)|world health organi[sz]ation"
        r"|\bperformance (?:status|score)|\bps (?=[0-4≤<])"
    ),
    "kps": re.compile(r"\bkarnofsky|\bkps\b"),
}
WINDOW = 110
SHORT = 60
KARNOFSKY = {30: 4, 40: 3, 50: 3, 60: 2, 70: 2, 80: 1, 90: 0}
"""Karnofsky floor -> ECOG ceiling (label guide: 50 -> 3, 60 and 70 -> 2, 80 -> 1; the outer steps by the usual table)."""
WORDS = {"zero": 0, "one": 1, "two": 2, "three": 3}


def label(document: Document) -> list[Evidence]:
    """The most permissive statement wins; Karnofsky only where no ECOG is given."""
    passages = document.criteria.passages
    for scale in ("ecog", "kps"):
        found = [
            hit for passage, start, place in _places(passages, scale) for hit in _hits(passage, start, place, scale)
        ]
        if found:
            worst = max(value for value, _ in found)
            by_end: dict[int, Evidence] = {}
            for value, evidence in found:
                if value == worst:
                    by_end.setdefault(evidence.end, evidence)
            return list(by_end.values())
    return []


def _places(passages: list[Passage], scale: str) -> Iterator[tuple[Passage, int, int]]:
    """Passage, start of the quotation and of the numbers; where a name is a heading, the numbers stand in the next line."""
    for passage, following in pairwise([*passages, None]):
        for name in NAMES[scale].finditer(passage.text):
            if following and len(passage.text) - name.end() <= 2 and len(following.text) < SHORT:
                yield following, 0, 0
            else:
                yield passage, name.start(), name.end()


def _hits(passage: Passage, quote_start: int, start: int, scale: str) -> Iterator[tuple[int, Evidence]]:
    window = passage.text[start : _window_end(passage.text, start, scale)]
    for rule in rules("ecog"):
        if rule.extra["scale"] == scale and _fits(rule, passage.section):
            for match in rule.pattern.finditer(window):
                value = _worst(rule, match["n"])
                span = (quote_start, start + match.end())
                made = passage.evidence(span, "ecog_max", str(value), "is", rule.id)
                yield value, made._replace(cohort="")


def _window_end(text: str, start: int, scale: str) -> int:
    other = NAMES["kps"].search(text, start) if scale == "ecog" else None
    return min(start + WINDOW, other.start() if other else len(text))


def _fits(rule: Rule, section: str) -> bool:
    return (rule.extra["section"] == "exclusion") == (section == "exclusion")


def _worst(rule: Rule, number: str) -> int:
    value = WORDS.get(number) if number in WORDS else int(number)
    if rule.extra["scale"] == "kps":
        return KARNOFSKY[value]
    return value - 1 if rule.value == "n-1" else value
