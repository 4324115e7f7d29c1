"""What one sentence of a criteria text says about each place of metastasis it names.

Source: label guide, 'sites'. An exclusion limited by an adjective ('untreated', 'symptomatic') lets the others in.
"""

from typing import NamedTuple

from pipelines.labels.clauses import Clause, clauses
from pipelines.labels.context import Hit, every, first, starting
from pipelines.labels.limits import duty, exception, limit
from pipelines.labels.mentions import CENTRAL, Mention, may_name, mentions

NEAR = 60
MOST = 25
"""No clause names more places; what does is not a sentence."""
AROUND, NOUN_WITHIN, NEGATED_WITHIN = 30, 40, 40
HEADS = 4
"""A place named within this many characters of a bullet's beginning is what the bullet asks for."""
LEAD = 70
"""A number of metastases within this many characters of it is, too."""


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


def readings(text: str, section: str, permitted: bool = False) -> list[Reading]:
    """Stances that a sentence takes; section and permitted as in Clause."""
    if not may_name(text):
        return []
    found = []
    for start, end in clauses(text):
        part = text[start:end]
        named = mentions(part)[:MOST] if may_name(part) else []
        clause = Clause(part, section, permitted, named, start) if named else None
        read = [_read(clause, mention) for mention in named]
        found += [r._replace(start=r.start + start, end=r.end + start) for r in read if r]
    return found


def _read(clause: Clause, m: Mention) -> Reading | None:
    """The stance on one mention, or None where the clause takes none."""
    if passing := _passing(clause, m):
        return passing
    if m.site not in CENTRAL and first("other-tumour", clause.text):
        return None
    if clause.aside(m) or clause.redefined(m):
        return None
    polarity, verb = clause.polarity(m)
    if m.rule_id == "site-bone_only-03":
        return _made(clause, m, "excluded", m.start, m.end, "biopsy")
    if polarity == "refuse":
        return _refusal(clause, m, verb)
    if polarity == "permit":
        return _permission(clause, m, verb)
    return None if clause.permitted or polarity == "none" else _statement(clause, m)


def _passing(clause: Clause, m: Mention) -> Reading | None:
    """A permission in passing: a laboratory limit, a bone drug, 'is not required'."""
    text = clause.text
    hit = first("threshold", text) if m.site in ("liver", "bone") else None
    if hit and not first("decided", text, m.start, m.start + NEAR):
        return _made(clause, m, "allowed", min(m.start, max(hit.start, m.start - NEAR)), m.end, hit.rule_id)
    if m.site == "bone" and first("agent", text, 0, m.start) and (hit := first("agent-permit", text)):
        return _made(clause, m, "allowed", m.chain, m.end, hit.rule_id)
    told = first("selection", text, m.chain, m.start) or first("stable", text, m.chain, m.start)
    if m.chain < HEADS and not told and (hit := starting("needless", text, _noun_end(clause, m))):
        stance = "open" if first("open", text, m.chain, m.start) else "allowed"
        return _made(clause, m, stance, m.chain, hit.end, hit.rule_id)
    return None


def _refusal(clause: Clause, m: Mention, verb: Hit | None) -> Reading:
    start = min(m.chain, verb.start) if verb and verb.start < m.start else m.chain
    if hit := limit(clause, m):
        return _made(clause, m, "limited", min(start, hit.start), max(m.end, hit.end), hit.rule_id)
    if hit := exception(clause, m):
        return _made(clause, m, "treated_stable", start, hit.end, hit.rule_id)
    if m.site not in CENTRAL and starting("restricted", clause.text, _noun_end(clause, m)):
        return _made(clause, m, "allowed", start, m.end, "restricted")
    if not verb and m.site not in CENTRAL and starting("for-people", clause.text, 0):
        return _made(clause, m, "allowed", start, m.end, "for-people")
    if not verb and (hit := duty(clause, m)):
        return _made(clause, m, "treated_stable", start, hit.end, hit.rule_id)
    end = verb.end if verb and verb.start > m.end else m.end
    return _made(clause, m, "excluded", start, end, verb.rule_id if verb else "section")


def _permission(clause: Clause, m: Mention, verb: Hit | None) -> Reading:
    text, rule_id = clause.text, verb.rule_id if verb else "exception"
    begin = verb.start if verb and verb.start < m.start else m.chain
    end = verb.end if verb and verb.start > m.end else m.end
    if m.site not in CENTRAL:
        return _made(clause, m, "allowed", begin, end, rule_id)
    if hit := _open(clause, m):
        return _made(clause, m, "open", begin, max(end, hit.end), hit.rule_id)
    treated = first("condition", text, max(0, m.chain - AROUND), m.chain)
    if hit := first("stable", text, m.chain) or first("condition", text, m.chain) or treated:
        return _made(clause, m, "treated_stable", min(begin, hit.start), max(end, hit.end), hit.rule_id)
    if first("conditional", text, clause.segment(m.start).start):
        return _made(clause, m, "treated_stable", begin, len(text), "permit-if")
    return _made(clause, m, "allowed", begin, end, rule_id)


def _open(clause: Clause, m: Mention) -> Hit | None:
    """Words that let even untreated people in, on it or on its alternative; 'no evidence of active disease' is none."""
    text, chain = clause.text, min([m.chain, *(o.chain for o in _other_central(clause, m))])
    hits = every("open", text, chain)
    return next(
        (hit for hit in hits if not first("negated", text, max(0, hit.start - NEGATED_WITHIN), hit.start)), None
    )


def _statement(clause: Clause, m: Mention) -> Reading | None:
    """A sentence of an inclusion list with neither permission nor refusal."""
    if m.site in CENTRAL and (conditional := _condition(clause, m)):
        return conditional
    if asked := _asked(clause, m):
        return asked
    if m.site in ("bone_only", "oligometastatic", "skin_soft_tissue", "lymph_node") or _alternative(clause, m):
        return _made(clause, m, "allowed", m.chain, m.end, "statement")
    if first("including", clause.text, 0, m.start):
        return _made(clause, m, "allowed", m.chain, m.end, "including")
    if starting("subject", clause.text, _noun_end(clause, m)):
        return None
    if demand := first("demand", clause.text, max(0, m.chain - NEAR), m.start):
        return _made(clause, m, "demand", demand.start, m.end, demand.rule_id)
    return _made(clause, m, "bare", m.chain, m.end, "statement")


def _condition(clause: Clause, m: Mention) -> Reading | None:
    """'Brain metastases must be stable', 'treated, stable brain metastases'."""
    opened, must = _open(clause, m), first("duty", clause.text)
    span = (opened.start, opened.end) if opened else (0, 0)
    stable = next((hit for hit in every("stable", clause.text, m.chain) if not span[0] <= hit.start < span[1]), None)
    if opened and (stable or clause.section == "alternatives"):
        return _made(clause, m, "open", m.chain, max(m.end, opened.end), opened.rule_id)
    told = first("condition", clause.text, m.end) or first("heading", clause.text, m.end)
    hit = stable or (must and told)
    if not hit or opened:
        return None
    stance = "treated_stable" if must or clause.section == "alternatives" else "asked"
    return _made(clause, m, stance, min(m.chain, hit.start), max(m.end, hit.end), hit.rule_id)


def _asked(clause: Clause, m: Mention) -> Reading | None:
    """A bullet that begins with the place, or with a limited number of metastases, asks for it; 'one of' and 'or' do not."""
    if clause.section == "alternatives" or m.site in ("bone_only", "lymph_node", "visceral"):
        return None
    end = _noun_end(clause, m)
    if starting("subject", clause.text, end) or clause.text.rstrip().endswith(":"):
        return None
    lead = LEAD if m.site == "oligometastatic" else HEADS
    around = clause.text[: m.start] + "|" + clause.text[end : end + AROUND]
    if clause.begins + m.chain >= lead or first("alternative", around) or first("duty", around):
        return None
    return _made(clause, m, "demand", m.chain, m.end, "heads")


def _alternative(clause: Clause, m: Mention) -> bool:
    around = clause.text[max(0, m.start - AROUND) : m.end + AROUND]
    if m.site in CENTRAL:
        return clause.section == "inclusion" and bool(_other_central(clause, m))
    return " or " in around


def _other_central(clause: Clause, m: Mention) -> list[Mention]:
    """The brain for its lining, or the lining for the brain, where both are offered: 'CNS or leptomeningeal metastases'."""
    others = [o for o in clause.named if o.site in CENTRAL and o.site != m.site]
    pairs = [(o, *sorted((o.start, m.start)), min(o.end, m.end)) for o in others]
    return [o for o, _, late, end in pairs if 0 <= late - end <= AROUND and "or " in clause.text[end:late]]


def _noun_end(clause: Clause, m: Mention) -> int:
    found = first("noun", clause.text, m.start, min(len(clause.text), m.end + NOUN_WITHIN))
    return max(m.end, found.end) if found else m.end


def _made(clause: Clause, m: Mention, stance: str, start: int, end: int, rule_id: str) -> Reading:
    if m.site not in CENTRAL and stance in ("treated_stable", "limited", "open", "asked"):
        stance = "allowed"
    return Reading(m.site, stance, start, max(end, _noun_end(clause, m)), f"{m.rule_id}+{rule_id}")
