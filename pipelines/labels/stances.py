"""What one sentence of a criteria text says about each place of metastasis it names.

Source: label guide, 'sites'. An exclusion limited by an adjective ('untreated', 'symptomatic') lets the others in.
"""

from pipelines.labels.clauses import Clause, clauses
from pipelines.labels.context import Hit, first, starting
from pipelines.labels.limits import duty, exception, limit
from pipelines.labels.mentions import CENTRAL, Mention, may_name, mentions
from pipelines.labels.site_readings import AROUND, Reading, made, noun_end, opened_by
from pipelines.labels.site_statements import statement

NEAR = 60
BEGINS = 4
"""Only a place named within this many characters of a clause's beginning is its subject ('... is not required')."""
QUOTED = 200
"""A quotation begins with its clause where the place is named within this many characters."""
MOST = 25
"""No clause names more places; what does is not a sentence."""
REFUSING = ("site-bone_only-03", "site-visceral-02")
"""Names that refuse by themselves: 'a lesion for biopsy other than bone', 'non-visceral disease only'."""


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
    if m.rule_id in REFUSING:
        return made(clause, m, "excluded", m.start, m.end, "named")
    if polarity == "refuse":
        return _refusal(clause, m, verb)
    if polarity == "permit":
        return _permission(clause, m, verb)
    return None if clause.permitted or polarity == "none" else statement(clause, m)


def _passing(clause: Clause, m: Mention) -> Reading | None:
    """A permission in passing: a laboratory limit, a bone drug, 'is not required'."""
    text = clause.text
    hit = first("threshold", text) if m.site in ("liver", "bone") else None
    if hit and not first("decided", text, m.start, m.start + NEAR):
        return made(clause, m, "allowed", min(m.start, max(hit.start, m.start - NEAR)), m.end, hit.rule_id)
    if m.site == "bone" and first("agent", text, 0, m.start) and (hit := first("agent-permit", text)):
        return made(clause, m, "allowed", m.chain, m.end, hit.rule_id)
    told = first("selection", text, m.chain, m.start) or first("stable", text, m.chain, m.start)
    if m.chain < BEGINS and not told and (hit := starting("needless", text, noun_end(clause, m))):
        stance = "open" if first("open", text, m.chain, m.start) else "allowed"
        return made(clause, m, stance, m.chain, hit.end, hit.rule_id)
    return None


def _refusal(clause: Clause, m: Mention, verb: Hit | None) -> Reading:
    start = min(m.chain, verb.start) if verb and verb.start < m.start else m.chain
    if hit := limit(clause, m):
        if hit.rule_id.endswith("-only"):  # 'Measurable disease only in the liver' is refused: all of it is quoted
            start = 0 if m.end < QUOTED else min(start, hit.start)
            return made(clause, m, "allowed", start, max(m.end, hit.end), hit.rule_id)
        return made(clause, m, "limited", min(start, hit.start), max(m.end, hit.end), hit.rule_id)
    if hit := exception(clause, m):
        return made(clause, m, "treated_stable", start, hit.end, hit.rule_id)
    if m.site not in CENTRAL and starting("restricted", clause.text, noun_end(clause, m)):
        return made(clause, m, "allowed", start, m.end, "restricted")
    if not verb and m.site not in CENTRAL and starting("for-people", clause.text, 0):
        return made(clause, m, "allowed", start, m.end, "for-people")
    if not verb and (hit := duty(clause, m) or _of_the_treated(clause, m)):
        return made(clause, m, "treated_stable", start, hit.end, hit.rule_id)
    end = verb.end if verb and verb.start > m.end else m.end
    return made(clause, m, "excluded", start, end, verb.rule_id if verb else "section")


def _of_the_treated(clause: Clause, m: Mention) -> Hit | None:
    """'For people with brain metastases who were treated, ...' limits how they enter, and so lets them in."""
    return first("condition", clause.text, noun_end(clause, m)) if starting("for-people", clause.text, 0) else None


def _permission(clause: Clause, m: Mention, verb: Hit | None) -> Reading:
    text, rule_id = clause.text, verb.rule_id if verb else "exception"
    begin = verb.start if verb and verb.start < m.start else m.chain
    end = verb.end if verb and verb.start > m.end else m.end
    if m.site not in CENTRAL:
        return made(clause, m, "allowed", begin, end, rule_id)
    if hit := opened_by(clause, m):
        return made(clause, m, "open", begin, max(end, hit.end), hit.rule_id)
    treated = first("condition", text, max(0, m.chain - AROUND), m.chain)
    if hit := first("stable", text, m.chain) or first("condition", text, m.chain) or treated:
        return made(clause, m, "treated_stable", min(begin, hit.start), max(end, hit.end), hit.rule_id)
    if first("conditional", text, clause.segment(m.start).start):
        return made(clause, m, "treated_stable", begin, len(text), "permit-if")
    return made(clause, m, "allowed", begin, end, rule_id)
