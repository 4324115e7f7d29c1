"""What one sentence says of the earlier treatments it names: had, never had, or refused within limits.

The cue nearest to the left of a treatment decides ('no prior', 'progressed on', 'allergy to'), then what follows it
('-naive', 'is not permitted'), then what limits a refusal (a setting, a time window, an exception).
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipelines.labels.cohorts import elsewhere
from pipelines.labels.prior_mentions import Mention, mentions
from pipelines.lexicon import rules
from pipelines.passage import Passage

CUT = re.compile(
    r";|(?<!etc)\. (?=\w)|,? but (?=not|no\b|have|has|must|may|never|prior|are|is|only)|\bhowever\b"
    r"|,? and (?=(?:(?:must|should) )?(?:have|has|had) (?:not|no|never|received|progressed|documented)|must |no prior|not received|are |is |may |has not|without )"
    r"|,? and (?=prior (?:\w+ ){0,3}(?:is|are) (?:allowed|permitted))|, (?=who )"
)
INSIDE = re.compile(r"\([^()]*\)")
EXCEPTION = re.compile(
    r"\b(?:unless|until|except(?:ion)?\w*|other than|excluding|apart from|aside from|not including)\b"
)
OWN_ADJECTIVE = re.compile(r"[\w()-]+ $")
# Bullets below such a sentence are conditions of a permission, not demands.
CONDITION = re.compile(r"\b(?:unless|except|provided|brain|cns|central nervous)\b")
LETS_IN = re.compile(r"\b(?:allowed|permitted|eligible|acceptable)\b")
PERMITS = re.compile(
    r"\b(?:may|eligible (?:if|assuming|provided)|(?:is|are)(?: also)? eligible|allowed|permitted|optional)\b"
)
STRONG = re.compile(
    r"\b(?:must|have|has|had|received|progress\w*|fail\w*|refractory|require\w*|after|currently|undergone|completed)\b"
)
REACH = 50
"""How far behind a treatment the tumour that it resists ('platinum-resistant ovarian cancer') may stand."""
FOR_ALL = re.compile(r"\b(?:all|every|each) (?:enrolled )?(?:patients|participants|subjects)\b")


class Cue(NamedTuple):
    """A cue word at text[start:end] of a clause and what it means (prior_cues.csv)."""

    kind: str
    start: int
    end: int
    rule_id: str


class Said(NamedTuple):
    """A treatment with a stance: required, excluded, limited, or allowed; text[start:end] forces it.

    `group` is the wording that narrows it to some people ('patients with HR+ disease must'), '' for everyone.
    """

    stance: str
    mention: Mention
    start: int
    end: int
    rule_id: str
    group: str = ""


def said(passage: Passage, lead: str = "") -> list[Said]:
    """Stances in the order of the text; `lead` is the sentence above a nested bullet, whose cue counts where none is nearer."""
    named = mentions(passage)
    if not named:
        return []
    return [made for start, end in _clauses(passage.text) for made in _read(passage, start, end, named, lead)]


def _clauses(text: str) -> list[tuple[int, int]]:
    """Stretches of a sentence with one statement each; what stands in brackets does not cut."""
    cuts = [0, *(match.end() for match in CUT.finditer(_hide(text))), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _hide(text: str, keep: int = -1) -> str:
    """The text with brackets blanked, but for the one around position `keep`."""
    return INSIDE.sub(lambda m: m[0] if m.start() <= keep < m.end() else " " * len(m[0]), text)


def _read(passage: Passage, start: int, end: int, named: list[Mention], lead: str) -> Iterator[Said]:
    inside = [m._replace(start=m.start - start, end=m.end - start) for m in named if start <= m.start < end]
    for place, mention in enumerate(inside):
        clause = _hide(passage.text, start + mention.start)[start:end]
        following = inside[place + 1] if place + 1 < len(inside) else None
        reading = _Reading(clause, passage.text[start:end], mention, following, passage.section, lead)
        stance = reading.stance()
        if stance:
            first, last = max(0, min(reading.cue.start, mention.start)), max(reading.cue.end, mention.end)
            first = mention.start if reading.cue.start < 0 else first
            whole = mention._replace(start=start + mention.start, end=start + mention.end)
            yield Said(stance, whole, start + first, start + last, reading.cue.rule_id, reading.group)


class _Reading:
    """One treatment in one clause. `clause` has other brackets blanked, `full` has them all."""

    def __init__(self, clause: str, full: str, mention: Mention, following: Mention | None, section: str, lead: str):
        self.clause, self.full, self.mention, self.following = clause, full, mention, following
        self.section, self.lead = section, lead
        self.before, self.after = _before(clause[: mention.start]), _after(clause, mention)
        above = _before(f"{lead} ") if lead and not self.before else None
        self.cue = self._governing(above)
        self.whole = f"{lead} {clause}" if self.cue.start < 0 else clause
        described = f"{lead} {full}" if self.cue.start < 0 else full
        narrowed = _first("subgroup", described)
        self.group = "" if not narrowed or FOR_ALL.search(clause) else described[narrowed.start : narrowed.end]

    def _governing(self, above: Cue | None) -> Cue:
        after = self.after
        if after and (after.kind in ("barred", "none", "allowed", "hold") or not self.before):
            return after
        if self.before:
            return self.before
        if above:
            return above._replace(start=-1, end=-1)
        return Cue("", self.mention.start, self.mention.start, "")

    def stance(self) -> str:
        kind = self.cue.kind
        if self.cue.start < 0 and CONDITION.search(self.lead):
            return ""
        if _first("clause", self.whole) or elsewhere(self.clause[self.mention.end : self.mention.end + REACH]):
            return ""
        exception = EXCEPTION.search(self.clause[: self.mention.start])
        if exception:
            lets_in = LETS_IN.search(self.clause[: exception.start()])
            return self._refusal() if lets_in else ""
        if not kind or kind == "hold":
            return ""
        if kind == "allowed":
            return "limited" if self.before and self.before.kind in ("none", "negated", "barred") else "allowed"
        if self.section == "exclusion" and kind == "current":
            return ""
        if kind in ("barred", "none") or (kind == "negated") != (self.section == "exclusion"):
            return self._refusal()
        return "required" if self._demands() else ""

    def _demands(self) -> bool:
        """Whether 'had X' asks for X: everywhere but in a text without sections, where it needs a verb."""
        if self.section == "exclusion":
            return self.cue.kind == "negated"
        if PERMITS.search(self.clause):
            return False
        return self.section == "inclusion" or bool(STRONG.search(self.clause))

    def _refusal(self) -> str:
        """Excluded, or limited by a setting, time, number, outcome or exception that is said of this treatment."""
        if self.cue.kind == "worse" or _first("any limit", self.whole):
            return "limited"
        lead_in = self.whole if self.cue.start < 0 else self.clause[self.cue.start : self.mention.start]
        between = self.full[self.mention.end : self.following.start] if self.following else ""
        between = OWN_ADJECTIVE.sub("", between)
        own = bool(_first("limit", between) or _first("unlimit", between))
        tail = between if own else self.full[self.mention.end :]
        if EXCEPTION.search(self.full[self.mention.end :]):
            return "limited"
        words = f"{lead_in} {tail}"
        return "limited" if _first("limit", words) and not _first("unlimit", words) else "excluded"


def _before(text: str) -> Cue | None:
    """The last cue of a text; of two that overlap the one that begins first."""
    last = None
    found = [Cue(r.value, *m.span(), r.id) for r in _rules("before") for m in r.pattern.finditer(text)]
    for cue in sorted(found, key=lambda c: (c.start, -c.end)):
        if not last or cue.start >= last.end:
            last = cue
    return last


def _after(clause: str, mention: Mention) -> Cue | None:
    rest = clause[mention.end :]
    for rule in _rules("after"):
        match = rule.pattern.match(rest)
        if match:
            return Cue(rule.value, mention.start, mention.end + match.end(), rule.id)
    return None


def _first(place: str, text: str) -> Cue | None:
    for rule in _rules(place):
        match = rule.pattern.search(text)
        if match:
            return Cue(rule.value, *match.span(), rule.id)
    return None


def _rules(place: str) -> tuple:
    return tuple(rule for rule in rules("prior_cues") if rule.extra["place"] == place)
