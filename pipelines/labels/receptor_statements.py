"""What each sentence of a record does with receptors: states them, refuses them, or speaks of them in passing."""

import re
from functools import lru_cache, reduce
from typing import NamedTuple

from pipelines.labels.receptor_accepted import Accepted
from pipelines.labels.receptor_profiles import CELLS, EVERY_HER2, EVERY_HR, Profile, profiles
from pipelines.labels.receptor_signs import filler
from pipelines.labels.receptor_words import CANDIDATE
from pipelines.lexicon import said
from pipelines.passage import Passage

SUBJECT, BARE, DEFINES = filler("subject"), filler("bare"), filler("defines")
SPELT_OUT, LATER = filler("spelt"), filler("later")
BRACKETS, TRAIL, GROUP, LEAD = filler("brackets"), filler("trail"), filler("group"), filler("lead")
LEFT_OVER = 14
NEAR = 45
KEPT = 512
"""Passages of some trials; each is asked for several times."""
CLAUSE = re.compile(r"^.*[;:.)](?=\s)")


class Statement(NamedTuple):
    """The profiles that a passage names. `role`: states, permits, refuses, condition ('HR+ patients must ...') or definition."""

    passage: Passage
    profiles: tuple[Profile, ...]
    role: str


def _tells(value: str, text: str) -> re.Match | None:
    return said("receptor_context", value, text)


def is_aside(text: str) -> bool:
    """Whether a sentence says nothing of who can enter: stratification, risk factors, the other breast."""
    return bool(_tells("aside", text))


def group(text: str) -> str:
    """The cohort that a sentence names as the one it speaks of: 'For the TNBC cohort, ...'; '' where it names none."""
    named = _tells("group", text)
    return named[0] if named else ""


def _without_group(text: str, weak: str) -> str:
    """The text with blanks for the cohort that it begins with, where receptors are told of these people behind it."""
    lead = len(LEAD.match(text)[0])
    rest = " " * lead + text[lead:]
    return rest if lead and profiles(rest, weak) else text


@lru_cache(KEPT)
def statement(passage: Passage, weak: str = "+") -> Statement | None:
    """What a passage says of receptors, None where it says nothing that counts."""
    text = _without_group(passage.text, weak)
    if not CANDIDATE.search(text) or is_aside(text):
        return None
    barred = _barred(text, weak)
    for bracket in barred:
        text = text[: bracket.start()] + " " * len(bracket[0]) + text[bracket.end() :]
    found = tuple(_less(p, barred, weak) for p in profiles(text, weak))
    role = _role(passage, text, found) if found else None
    return Statement(passage, found, role) if role else None


def _barred(text: str, weak: str) -> list[re.Match]:
    """Brackets and ends of sentences that refuse something beside what is stated: 'HER2 0 (HER2-ultralow is not eligible)'."""
    found = [one for one in BRACKETS.finditer(text) if _tells("refusal", one[0])]
    if (last := TRAIL.search(text)) and _tells("refusal", last[0]) and profiles(last[0], weak):
        found.append(last)
    rest = text
    for one in found:
        rest = rest.replace(one[0], "")
    return found if found and profiles(rest, weak) else []


def _less(p: Profile, brackets: list[re.Match], weak: str) -> Profile:
    """A profile without the HER2 levels that brackets refuse."""
    refused = frozenset().union(*(q.her2 or () for found in brackets for q in profiles(found[0], weak) if not q.hr))
    return p._replace(her2=p.her2 - refused) if p.her2 and p.her2 - refused else p


def _role(passage: Passage, text: str, found: tuple[Profile, ...]) -> str | None:
    if passage.section == "exclusion" and not _tells("needed", text[: found[0].start]):
        aside = _tells("before", text[: found[0].start])
        return "refuses" if not aside and _bare(text, found) and not text.rstrip().endswith(":") else None
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


def _spelt_out(text: str, end: int) -> bool:
    """'HER2-positive: IHC 3+', outside brackets."""
    return text.count("(", 0, end) == text.count(")", 0, end) and bool(SPELT_OUT.match(text, end))


def _in_passing(text: str, found: tuple[Profile, ...]) -> str:
    """'condition' or 'definition' where a sentence speaks of some of the people only or explains a word, else ''."""
    first = found[0]
    if any(p.hr == EVERY_HR or p.her2 == EVERY_HER2 for p in found):
        return ""
    if _tells("grading", text[: first.start]):
        return "definition"
    clause = text[: max(text.find(";", first.start), 0) or len(text)]
    last = max(p.end for p in found if p.start < len(clause))
    ahead, behind = text[: first.start], BRACKETS.sub("", clause[last:])
    subject = SUBJECT.fullmatch(CLAUSE.sub("", ahead)) or GROUP.fullmatch(ahead)
    near = text[first.end : first.end + NEAR]
    if DEFINES.match(text) or (
        subject and (_tells("definition", text[first.start : first.end] + near) or _spelt_out(text, first.end))
    ):
        return "" if _tells("permission", near) else "definition"
    colon = re.search(r"[:,]", ahead)
    if (_tells("condition", text) and not colon) or _tells("before", ahead):
        return "condition"
    further = _tells("further", behind)
    if subject and further and not (LATER.search(behind[: further.start()]) or _tells("demand", text)):
        return "condition"
    return "permits" if subject and _tells("permission", behind[:NEAR]) else ""


def accepted_by(made: Statement) -> Accepted:
    """What any of the profiles of a statement lets in."""
    return reduce(Accepted.__or__, [Accepted.by(made, p) for p in made.profiles])


def of_every_group(made: list[Statement]) -> Accepted:
    """Rules for every group of people apart, or for one 'if' they have it, and no other statement: every subtype can enter."""
    asides = [s for s in made if s.role in ("condition", "definition")]
    told = [p for s in asides for p in s.profiles]
    both = any(p.hr == {"+"} and not p.her2 for p in told) and any(p.her2 == {"positive"} and not p.hr for p in told)
    both = both or any(s.role == "condition" and _tells("if", s.passage.text) for s in asides)
    if not both and frozenset().union(*(p.cells for p in told)) != CELLS:
        return Accepted()
    return Accepted(CELLS, True, True, reduce(Accepted.__or__, map(accepted_by, asides)).reasons)
