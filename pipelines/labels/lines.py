"""lines_any, lines_chemo, lines_endocrine: bounds on earlier systemic treatment for advanced disease, as 'min..max'."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.document import Document
from pipelines.lexicon import Rule, candidates
from pipelines.passage import Evidence, Passage

CANDIDATE = re.compile(
    r"\blines?\b|regimen|prior|previous|untreated|na[iï]ve|received|progress|treated|schemes?\b|1st|2nd"
)
# A sentence about other tumours, about time since treatment, or about adjuvant treatment alone bounds nothing here.
ELSEWHERE = re.compile(
    r"\b(?:nsclc|sclc|lung cancer|ovarian|gastric|colorectal|crc|urothelial|melanoma|leuk[ae]*mia|aml|myeloma|lymphoma|hcc|pancrea\w+"
    r"|cervical|endometrial|prostate|hnscc|head and neck|renal|biliary|glioma|sarcoma|mesothelioma|esophag\w+)\b"
)
PERMISSION = re.compile(
    r"\b(?:any number|no limit|regardless of|irrespective of|allowed|permitted|is acceptable|may have (?:had|received)|can have)\b"
)
EARLY = re.compile(r"adjuvant|early[- ]stage|early breast|curative|localized")
ADVANCED = re.compile(r"advanced|metasta|recurren|unresectable|inoperable|incurable|stage iv|\bmbc\b|\babc\b")
WASH_OUT = re.compile(
    r"within (?:the (?:last|past|previous) )?\d|\d+ (?:days|weeks|months) (?:of|before|prior|since)|at least \d+ (?:days|weeks|months)|half-li"
)
TOXICITY = re.compile(r"toxicit|grade|ctcae|adverse|neuropath")
UNLIMITED = re.compile(r"no limit|any number|regardless of (?:the )?(?:number|prior)|unlimited")
WORDS = {word: number for number, word in enumerate(["zero", "one", "two", "three", "four", "five", "six"])}


class Bound(NamedTuple):
    """Fewest and most earlier lines of one kind, None for open, and the words that say so."""

    kind: str
    low: int | None
    high: int | None
    evidence: Evidence


def label(document: Document) -> list[Evidence]:
    """One row per statement that sets the bounds; eligibility wins over titles, titles over the summary."""
    bounds: list[Bound] = []
    for passages in (document.criteria.passages, document.titles, document.summary):
        bounds = bounds or [bound for passage in passages for bound in _bounds(passage)]
    return [row for kind in ("any", "chemo", "endocrine") for row in _rows(kind, [b for b in bounds if b.kind == kind])]


def _rows(kind: str, bounds: list[Bound]) -> Iterator[Evidence]:
    """The widest of what is said; one cohort's bounds stand for the trial only where several cohorts state theirs (guide: cohorts)."""
    for bound in bounds:
        if bound.evidence.cohort:
            yield bound.evidence._replace(axis=f"lines_{kind}", value=_span(bound.low, bound.high))
    for_all = [bound for bound in bounds if not bound.evidence.cohort]
    if not for_all and len({bound.evidence.cohort for bound in bounds}) > 1:
        for_all = bounds
    across = for_all is bounds
    lows, highs = [bound.low for bound in for_all], [bound.high for bound in for_all]
    low = None if across and None in lows else min((n for n in lows if n), default=None)
    high = None if across and None in highs else max((n for n in highs if n is not None), default=None)
    for bound in for_all:
        if (bound.low and bound.low == low) or (bound.high is not None and bound.high == high):
            yield bound.evidence._replace(axis=f"lines_{kind}", value=_span(low, high), cohort="")


def _span(low: int | None, high: int | None) -> str:
    return f"{0 if high == 0 else low or ''}..{'' if high is None else high}"


def _bounds(passage: Passage) -> Iterator[Bound]:
    text = passage.text
    if not CANDIDATE.search(text) or (ELSEWHERE.search(text) and "breast" not in text):
        return
    for rule in candidates("lines", text):
        if not _fits(rule, passage):
            continue
        match = rule.pattern.search(text)
        if match and _holds(rule, passage, match):
            yield from _made(rule, passage, match)
            return


def _fits(rule: Rule, passage: Passage) -> bool:
    where = rule.extra["section"]
    if passage.section in ("title", "summary"):
        return where == "first" or rule.id.startswith(("lines-2", "lines-3"))
    if where == "none":
        return passage.section != "exclusion"
    return where == "any" or (where == "exclusion") == (passage.section == "exclusion")


def _holds(rule: Rule, passage: Passage, match: re.Match) -> bool:
    """Whether the match speaks of earlier treatment of advanced disease."""
    around = passage.text[max(0, match.start() - 60) : match.end() + 90]
    if EARLY.search(around) and not ADVANCED.search(around):
        return False
    if TOXICITY.search(around) and "line" not in match[0]:
        return False
    if rule.value in ("0..0", "1..") and WASH_OUT.search(passage.text):
        return False
    if rule.value == "0..0" and passage.section == "exclusion" and PERMISSION.search(passage.text):
        return rule.id == "lines-33-not-permitted"
    return not UNLIMITED.search(passage.text)


def _made(rule: Rule, passage: Passage, match: re.Match) -> Iterator[Bound]:
    low, high = _numbers(rule.value, match)
    evidence = passage.evidence(match, "lines_any", "", "is", rule.id)
    first = rule.extra["section"] == "first" or passage.section != "inclusion" and rule.id.startswith("lines-2")
    kinds = ["any"] if first else _kinds(passage.text[max(0, match.start() - 25) : match.end() + 45])
    for kind in kinds:
        if kind == "other":
            if low:
                yield Bound("any", low, None, evidence)
            continue
        yield Bound(kind, low, high, evidence)
        if low and kind != "any":
            yield Bound("any", 1, None, evidence)


def _numbers(value: str, match: re.Match) -> tuple[int | None, int | None]:
    """'n..m-1' filled in from the match."""

    def number(term: str) -> int | None:
        found = re.fullmatch(r"([nm]|\d+)([+-]\d)?", term)
        if not found:
            return None
        base = match[found[1]] if found[1] in "nm" else found[1]
        return (WORDS[base] if base in WORDS else int(base)) + int(found[2] or 0)

    low, high = value.split("..")
    return number(low), number(high)


def _kinds(words: str) -> list[str]:
    """Kinds of treatment named; lines counted without hormone therapy go under chemo (guide)."""
    named = [rule.value for rule in candidates("lines_kind", words) if rule.pattern.search(words)]
    if named and named[0] == "chemo" and "non" in words and re.search("non-?(?:hormon|endocrin)", words):
        return ["chemo"]
    if "any" in named or not named:
        return ["any"]
    return [kind for kind in named if kind in ("chemo", "endocrine")] or ["other"]
