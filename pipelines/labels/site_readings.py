"""A stance on one place of metastasis with the words that force it, and what several readings ask of those words."""

from typing import NamedTuple

from pipelines.labels.clauses import Clause
from pipelines.labels.context import Hit, every, first
from pipelines.labels.mentions import CENTRAL, Mention

AROUND, NOUN_WITHIN, NEGATED_WITHIN = 30, 40, 40


class Reading(NamedTuple):
    """A stance on a site with the span that forces it.

    Stances: excluded, limited (some kinds excluded), treated_stable, allowed, open (even untreated); demand and bare, which
    may be requirements; and asked (a bullet about treated disease, which may be one).
    """

    site: str
    stance: str
    start: int
    end: int
    rule_id: str


def made(clause: Clause, m: Mention, stance: str, start: int, end: int, rule_id: str) -> Reading:
    """A reading of text[start:end] and the noun; outside the central nervous system who is let in at all is let in."""
    if m.site not in CENTRAL and stance in ("treated_stable", "limited", "open", "asked"):
        stance = "allowed"
    return Reading(m.site, stance, start, max(end, noun_end(clause, m)), f"{m.rule_id}+{rule_id}")


def noun_end(clause: Clause, m: Mention) -> int:
    """Where the noun that a site belongs to ends: 'brain |metastases'."""
    found = first("noun", clause.text, m.start, min(len(clause.text), m.end + NOUN_WITHIN))
    return max(m.end, found.end) if found else m.end


def opened_by(clause: Clause, m: Mention) -> Hit | None:
    """Words that let even untreated people in, on it or on its alternative; 'no evidence of active disease' is none."""
    text, chain = clause.text, min([m.chain, *(o.chain for o in other_central(clause, m))])
    level = clause.segment(m.start).level
    hits = [hit for hit in every("open", text, chain) if clause.segment(hit.start).level == level]
    denied = [first("negated", text, max(0, hit.start - NEGATED_WITHIN), hit.start) for hit in hits]
    return next((hit for hit, no in zip(hits, denied, strict=True) if not no), None)


def other_central(clause: Clause, m: Mention) -> list[Mention]:
    """The brain for its lining, or the lining for the brain, where both are offered: 'CNS or leptomeningeal metastases'.

    'and/or' offers nothing; it joins what is refused.
    """
    others = [o for o in clause.named if o.site in CENTRAL and o.site != m.site]
    pairs = [(o, *sorted((o.start, m.start)), min(o.end, m.end)) for o in others]
    near = [(o, clause.text[end:late]) for o, _, late, end in pairs if 0 <= late - end <= AROUND]
    return [o for o, between in near if "or " in between and "and/or" not in between]
