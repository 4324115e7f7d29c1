"""What each sentence of a record does with receptors: states them, refuses them, or speaks of them in passing."""

import re
from functools import cache
from typing import NamedTuple

from pipelines.labels.receptor_profiles import EVERY_HER2, EVERY_HR, Profile, profiles
from pipelines.labels.receptor_words import CANDIDATE
from pipelines.lexicon import Rule, rules
from pipelines.passage import Passage

SUBJECT = re.compile(
    r"(?:\W|\b(?:note|patients?|participants?|subjects?|women|people|those|individuals|females?|with|who|have|having|known|an?|the|has|disease|tumou?rs?"
    r"|cancers?|breast|metastatic|advanced|all|any|of|and|or|in|for|cohorts?|only|locally|recurrent|unresectable|mbc|phase|part|[\dab]+)\b)*"
)
BARE = re.compile(
    r"\b(?:patients?|participants?|subjects?|women|people|those|individuals|with|who|have|having|has|had|known|an?|the|is|are|of|and|or|in|by|to|as|any"
    r"|disease|tumou?rs?|cancers?|carcinomas?|breast|metastatic|advanced|locally|recurrent|primary|invasive|histor(?:y|ic|ically)|documented|confirmed"
    r"|diagnosis|diagnosed|status|expression|expressing|gene|ihc|i?ish|fish|immunohistochemi\w+|per|asco|cap|guidelines?|excluded|ineligible|not eligible"
    r"|presence|evidence|either|previous|prior|mbc|bc|triple|subtype|current|being|be|will|histologically|pathologically|score|test\w*|result|staining"
    r"|over|therapy-naive|on|most|recent|biopsy|defined|amplification|types?|local|central|laboratory)\b|[\W\d_]"
)
BRACKETS = re.compile(r"\([^)]*\)")
LEFT_OVER = 14
DEFINES = re.compile(
    r"\W*(?:note:? )?(?:to (?:be (?:classified|considered|defined)|fulfil)|definition of|(?:positive|negative)\b[^.;]{0,60}\bif\b)"
)
SPELT_OUT = re.compile(r"(?: (?:breast )?(?:cancer|disease|tumou?rs?|status))? ?[:=] ?\w")
NEAR = 45
CLAUSE = re.compile(r"^.*[;:.)](?=\s)")
LATER = re.compile(r"\b(?:who|that|which|and|whom) (?:also )?$")


class Statement(NamedTuple):
    """The profiles that a passage names. `role`: states, permits, refuses, condition ('HR+ patients must ...') or definition."""

    passage: Passage
    profiles: tuple[Profile, ...]
    role: str


@cache
def context(value: str) -> tuple[Rule, ...]:
    """Rules of lexicon/receptor_context.csv by what they tell."""
    return tuple(rule for rule in rules("receptor_context") if rule.value == value)


def _tells(value: str, text: str) -> re.Match | None:
    return next((match for rule in context(value) if (match := rule.pattern.search(text))), None)


def statement(passage: Passage, weak: str = "+") -> Statement | None:
    """What a passage says of receptors, None where it says nothing that counts."""
    text = passage.text
    if not CANDIDATE.search(text) or _tells("aside", text):
        return None
    found = tuple(profiles(text, weak))
    role = _role(passage, found) if found else None
    return Statement(passage, found, role) if role else None


def _role(passage: Passage, found: tuple[Profile, ...]) -> str | None:
    text = passage.text
    if passage.section == "exclusion":
        return "refuses" if _bare(text, found) and not text.rstrip().endswith(":") else None
    if passage.section in ("inclusion", "unsectioned") and (refused := _refusal(text, found)):
        return "refuses" if refused == "bare" else None
    if passage.section in ("title", "condition", "keyword"):
        return "states"
    return _in_passing(text, found) or "states"


def _bare(text: str, found: tuple[Profile, ...]) -> bool:
    """Whether a sentence holds little but the status: 'HER2-positive disease' refuses it, a long condition does not."""
    left = "".join(ch for i, ch in enumerate(text) if not any(p.start <= i < p.end for p in found))
    return len(BARE.sub("", BRACKETS.sub("", left))) <= LEFT_OVER


def _refusal(text: str, found: tuple[Profile, ...]) -> str:
    """'' where nothing is refused, 'bare' where the status is what is refused, 'other' where it is refused with a condition."""
    if _tells("barring", text[: found[0].start]):
        return "bare"
    start = text.rfind(";", 0, found[0].start) + 1
    clause = text[start : _clause_end(text, found)]
    refusal = _tells("refusal", clause)
    if not refusal:
        return ""
    moved = tuple(p._replace(start=p.start - start, end=p.end - start) for p in found)
    if _bare(clause[: refusal.start()] + " " * len(refusal[0]) + clause[refusal.end() :], moved):
        return "bare"
    return "other" if refusal.start() > moved[-1].start else ""


def _clause_end(text: str, found: tuple[Profile, ...]) -> int:
    end = text.find(";", found[-1].end)
    return end if end >= 0 else len(text)


def _in_passing(text: str, found: tuple[Profile, ...]) -> str:
    """'condition' or 'definition' where a sentence speaks of some of the people only or explains a word, else ''."""
    first = found[0]
    if any(p.hr == EVERY_HR or p.her2 == EVERY_HER2 for p in found):
        return ""
    ahead, behind = text[: first.start], BRACKETS.sub("", text[found[-1].end : _clause_end(text, found)])
    subject = SUBJECT.fullmatch(CLAUSE.sub("", ahead))
    near = text[first.end : first.end + NEAR]
    if DEFINES.match(text) or (
        subject and (_tells("definition", text[first.start : first.end] + near) or SPELT_OUT.match(near))
    ):
        return "definition"
    colon = re.search(r"[:,]", ahead)
    if (_tells("condition", text) and not colon) or _tells("before", ahead):
        return "condition"
    further = _tells("further", behind)
    if subject and further and not LATER.search(behind[: further.start()]):
        return "condition"
    return "permits" if subject and _tells("permission", behind[:NEAR]) else ""
