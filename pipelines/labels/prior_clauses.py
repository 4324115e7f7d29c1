"""What one sentence says of the earlier treatments it names: had, never had, or refused within limits.

The cue nearest to the left of a treatment decides ('no prior', 'progressed on', 'allergy to'), then what follows it
('-naive', 'is not permitted'), then what limits a refusal (a setting, a time window, an exception).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipelines.labels.cohorts import elsewhere
from pipelines.labels.prior_mentions import Mention, may_name, mentions
from pipelines.labels.prior_words import Cue, after, before, every, first, may_say, without
from pipelines.passage import Evidence, Passage

INSIDE = re.compile(r"\([^()]*\)")
OWN_ADJECTIVE = re.compile(r"[\w()-]+ $")
NEXT = re.compile(r"[^),;]{0,50}")
"""The stretch behind a treatment in which the tumour that it resists ('platinum-resistant ovarian cancer') may stand."""
HAD = ("had", "worse", "current")
NEVER = ("none", "negated", "barred")
_KEPT = 4096


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


class Stated(NamedTuple):
    """A prior value with its stance and evidence; `item` is its bullet, `among` the bullet that offers it as a choice."""

    value: str
    stance: str
    evidence: Evidence
    item: int
    among: int | None


def said(passage: Passage, lead: str = "") -> tuple[Said, ...]:
    """Stances in the order of the text; `lead` is the sentence above a nested bullet, whose cue counts where none is nearer."""
    return _said(passage.text, passage.cased, passage.section, lead)


@lru_cache(_KEPT)
def _said(text: str, cased: str, section: str, lead: str) -> tuple[Said, ...]:
    if not may_name(text) or not (lead or may_say(text)):
        return ()
    named = mentions(text, cased)
    if not named:
        return ()
    return tuple(made for part in _clauses(text) for made in _read(text, *part, named, section, lead))


def _clauses(text: str) -> list[tuple[int, int]]:
    """Stretches of a sentence with one statement each; what stands in brackets does not cut."""
    cues = every("cut", _hide(text))
    cuts = {0, len(text), *(cue.start if cue.kind == "before" else cue.end for cue in cues)}
    return list(pairwise(sorted(cuts)))


def _hide(text: str, keep: int = -1) -> str:
    """The text with brackets blanked, but for the one around position `keep`."""
    return INSIDE.sub(lambda m: m[0] if m.start() <= keep < m.end() else " " * len(m[0]), text)


def _read(text: str, start: int, end: int, named: list[Mention], section: str, lead: str) -> Iterator[Said]:
    inside = [m._replace(start=m.start - start, end=m.end - start) for m in named if start <= m.start < end]
    for place, mention in enumerate(inside):
        clause = _hide(text, start + mention.start)[start:end]
        following = inside[place + 1] if place + 1 < len(inside) else None
        reading = _Reading(clause, text[start:end], mention, following, section, lead)
        stance = reading.stance()
        if stance:
            begins = max(0, min(reading.cue.start, mention.start)) if reading.cue.start >= 0 else mention.start
            ends = max(reading.cue.end, mention.end)
            whole = mention._replace(start=start + mention.start, end=start + mention.end)
            yield Said(stance, whole, start + begins, start + ends, reading.cue.rule_id, reading.group())


class _Reading:
    """One treatment in one clause. `clause` has other brackets blanked, `full` has them all."""

    def __init__(self, clause: str, full: str, mention: Mention, following: Mention | None, section: str, lead: str):
        self.clause, self.full, self.mention, self.following = clause, full, mention, following
        self.section, self.lead = section, lead
        self.before, self.after = before(clause, mention.start), after(clause, mention.start, mention.end)
        self.cue = self._governing()
        self.led = self.cue.start < 0
        self.whole = f"{lead} {clause}" if self.led else clause

    def _governing(self) -> Cue:
        follows = self.after
        if follows and (follows.kind in ("barred", "none", "allowed", "hold") or not self.before):
            return follows
        if self.before:
            return self.before
        lead = f"{without('purpose', self.lead)} " if self.lead else ""
        above = before(lead, len(lead))
        if above:
            return above._replace(start=-1, end=-1)
        return Cue("", self.mention.start, self.mention.start, "")

    def group(self) -> str:
        """The wording that narrows a statement to some people."""
        described = f"{self.lead} {self.full}" if self.led else self.full
        narrowed = None if first("everyone", self.clause) else first("subgroup", described)
        return described[narrowed.start : narrowed.end] if narrowed else ""

    def stance(self) -> str:
        """Required, excluded, limited or allowed; '' where nothing is said of earlier treatment."""
        kind = self.cue.kind
        if not kind or self._aside():
            return ""
        exception = first("exception", self.clause[: self.mention.start])
        if exception:
            lets_in = first("lets in", self.clause[: exception.start])
            return self._refusal(self.clause[exception.end : self.mention.start]) if lets_in else ""
        if kind == "hold" or self._present():
            return ""
        if kind == "allowed":
            return self._permission()
        if kind in ("barred", "none") or (kind == "negated") != (self.section == "exclusion"):
            return self._refusal(self.whole if self.led else self.clause[self.cue.start : self.mention.start])
        return "required" if self._demands() else ""

    def _aside(self) -> bool:
        """Conditions of a permission, side effects, wash-out windows, plans, and what other tumours resist."""
        if self.led and first("condition", self.lead):
            return True
        named = self.section == "title" and self.cue.kind in ("had", "worse")  # 'a booster for patients who had X'
        if first("clause", self.whole) and not named:
            return True
        return elsewhere(NEXT.match(self.clause, self.mention.end)[0])

    def _present(self) -> bool:
        """Refusing who is being treated now ('receiving chemotherapy') says nothing of earlier treatment."""
        if self.cue.kind == "barred" and self.before:
            return self.before.kind == "current"
        return self.section == "exclusion" and self.cue.kind == "current"

    def _permission(self) -> str:
        """'Prior X is allowed' beside a refusal limits it; what is allowed during the trial or for other ills says nothing."""
        if not self.before or first("other use", self.full[self.mention.end :]):
            return ""
        return "limited" if self.before.kind in NEVER else "allowed" if self.before.kind in HAD else ""

    def _demands(self) -> bool:
        """Whether 'had X' asks for X: in a title or a text without sections only with a verb ('survivors on X' is one)."""
        if self.section == "exclusion":
            return self.cue.kind == "negated"
        if first("permits", self.clause):
            return False
        if self.section == "inclusion" or (self.section == "title" and self.cue.kind == "current"):
            return True
        return first("strong", self.clause) is not None

    def _refusal(self, lead_in: str) -> str:
        """Excluded, or limited by a setting, time, number, outcome or exception that is said of this treatment."""
        if self.cue.kind == "worse" or first("any limit", self.whole):
            return "limited"
        behind = self._behind()
        if first("exception", behind):
            return "limited"
        between = self.full[self.mention.end : self.following.start] if self.following else ""
        between = OWN_ADJECTIVE.sub("", between)
        own = bool(first("limit", between) or first("unlimit", between))
        words = f"{lead_in} {between if own else behind}"
        return "limited" if first("limit", words) and not first("unlimit", words) else "excluded"

    def _behind(self) -> str:
        """What follows the treatment, without a bracket that lets in another one: '(prior platinum is allowed)'."""
        behind = self.full[self.mention.end :]
        aside = INSIDE.search(behind)
        if not aside or not self.following or not first("lets in", aside[0]):
            return behind
        other = aside.start() <= self.following.start - self.mention.end < aside.end()
        if not other or set(self.following.required) & set(self.mention.required):
            return behind
        return behind[: aside.start()] + behind[aside.end() :]
