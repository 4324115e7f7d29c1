"""What one sentence of a criteria text says about each place of metastasis it names.

Source: label guide, 'sites'. An exclusion limited by an adjective ('untreated', 'symptomatic') lets the others in.
"""

import re
from typing import NamedTuple

from pipelines.labels.clauses import Clause, clauses
from pipelines.labels.context import Hit, every, first
from pipelines.labels.limits import duty, exception, limit
from pipelines.labels.mentions import CENTRAL, Mention, may_name, mentions

NOUN = re.compile(
    r"(?:metas?t\w*|mets?|lesions?|disease|involvement|spread|tumou?rs?|cancer|secondar\w+|nodules?)\b(?:\(s\))?"
)
DUTY = re.compile(r"\b(?:must|should|need|needs|have to|has to|required to|only if|if)\b")
OTHER_TUMOUR = re.compile(r"prostat|crpc|psma|neuroblastoma|myeloma")
# 'Liver metastases that fill half of the liver': who has less of it may join (label guide: adjective-limited exclusions).
RESTRICTED = re.compile(
    r"\W*(?:that|which|with (?:an? )?(?:high|more|risk|greater|large)|of more than|in more than|filling)\b"
)
FOR_PEOPLE = re.compile(r"(?:[\w ]+: )?for (?:patient|participant|subject|those)s? with\b")
NEGATED = re.compile(r"\b(?:no|without|not|absence|free|never)\b[^,;]{0,35}$")
CONDITIONAL = re.compile(r"\b(?:if|provided|as long as|only)\b|:$")
INCLUDING = re.compile(r"\bincludes?(?:ing)?\b[^.;]{0,60}$|\bincluding\b[^.;]{0,60}$")
SUBJECT_OF = re.compile(r"\W*(?:\w+ ){0,3}?(?:should|must|may|will|need|are|is)\b")
DECIDED = re.compile(r"(?:metasta\w+|disease) (?:are|is|will be) (?:not )?(?:ex|in)clud")
NEAR = 60
MOST = 25
"""No clause names more places; what does is not a sentence."""
ALTERNATIVE = 30


class Reading(NamedTuple):
    """A stance on a site with the span that forces it.

    Stances: excluded, limited (some kinds excluded), treated_stable, allowed, open (even untreated), and demand and bare,
    which may be requirements.
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
        clause = Clause(part, section, permitted, named) if named else None
        read = [_read(clause, mention) for mention in named]
        found += [r._replace(start=r.start + start, end=r.end + start) for r in read if r]
    return found


def _read(clause: Clause, m: Mention) -> Reading | None:
    """The stance on one mention, or None where the clause takes none."""
    hit = first("threshold", clause.text) if m.site in ("liver", "bone") else None
    if hit and not DECIDED.search(clause.text[m.start : m.start + NEAR]):
        return _made(clause, m, "allowed", min(m.start, max(hit.start, m.start - NEAR)), m.end, hit.rule_id)
    if clause.aside(m) or clause.redefined(m):
        return None
    polarity, verb = clause.polarity(m)
    if m.rule_id == "site-bone_only-03":
        return _made(clause, m, "excluded", m.start, m.end, "biopsy")
    if polarity == "refuse":
        return _refusal(clause, m, verb)
    if m.site not in CENTRAL and OTHER_TUMOUR.search(clause.text):
        return None
    if polarity == "permit":
        return _permission(clause, m, verb)
    return None if clause.permitted or polarity == "none" else _statement(clause, m)


def _refusal(clause: Clause, m: Mention, verb: Hit | None) -> Reading:
    start = min(m.chain, verb.start) if verb and verb.start < m.start else m.chain
    if hit := limit(clause, m):
        return _made(clause, m, "limited", min(start, hit.start), max(m.end, hit.end), hit.rule_id)
    if hit := exception(clause, m):
        return _made(clause, m, "treated_stable", start, hit.end, hit.rule_id)
    if m.site not in CENTRAL and RESTRICTED.match(clause.text, _noun_end(clause, m)):
        return _made(clause, m, "allowed", start, m.end, "restricted")
    if not verb and m.site not in CENTRAL and FOR_PEOPLE.match(clause.text):
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
    if hit := first("stable", text, m.chain) or first("condition", text, m.chain):
        return _made(clause, m, "treated_stable", min(begin, hit.start), max(end, hit.end), hit.rule_id)
    if CONDITIONAL.search(text, clause.segments[clause.segment(m.start)][0]):
        return _made(clause, m, "treated_stable", begin, len(text), "permit-if")
    return _made(clause, m, "allowed", begin, end, rule_id)


def _open(clause: Clause, m: Mention) -> Hit | None:
    """Words that let even untreated people in; 'no evidence of active disease' is none."""
    hits = every("open", clause.text, m.chain)
    return next((hit for hit in hits if not NEGATED.search(clause.text, max(0, hit.start - 40), hit.start)), None)


def _statement(clause: Clause, m: Mention) -> Reading | None:
    """A sentence of an inclusion list with neither permission nor refusal."""
    if m.site in CENTRAL and (conditional := _condition(clause, m)):
        return conditional
    if m.site in ("bone_only", "oligometastatic", "skin_soft_tissue", "lymph_node") or _alternative(clause, m):
        return _made(clause, m, "allowed", m.chain, m.end, "statement")
    if INCLUDING.search(clause.text, 0, m.start):
        return _made(clause, m, "allowed", m.chain, m.end, "including")
    if SUBJECT_OF.match(clause.text, _noun_end(clause, m)):
        return None
    if demand := first("demand", clause.text, max(0, m.chain - NEAR), m.start):
        return _made(clause, m, "demand", demand.start, m.end, demand.rule_id)
    return _made(clause, m, "bare", m.chain, m.end, "statement")


def _condition(clause: Clause, m: Mention) -> Reading | None:
    """'Brain metastases must be stable', 'treated, stable brain metastases'."""
    opened = _open(clause, m)
    span = (opened.start, opened.end) if opened else (0, 0)
    stable = next((hit for hit in every("stable", clause.text, m.chain) if not span[0] <= hit.start < span[1]), None)
    if opened and (stable or clause.section == "alternatives"):
        return _made(clause, m, "open", m.chain, max(m.end, opened.end), opened.rule_id)
    hit = stable or (DUTY.search(clause.text) and first("condition", clause.text, m.end))
    if not hit or opened:
        return None
    return _made(clause, m, "treated_stable", min(m.chain, hit.start), max(m.end, hit.end), hit.rule_id)


def _alternative(clause: Clause, m: Mention) -> bool:
    around = clause.text[max(0, m.start - ALTERNATIVE) : m.end + ALTERNATIVE]
    return m.site not in CENTRAL and " or " in around


def _noun_end(clause: Clause, m: Mention) -> int:
    found = NOUN.search(clause.text, m.start, min(len(clause.text), m.end + 40))
    return max(m.end, found.end()) if found else m.end


def _made(clause: Clause, m: Mention, stance: str, start: int, end: int, rule_id: str) -> Reading:
    if m.site not in CENTRAL and stance in ("treated_stable", "limited", "open"):
        stance = "allowed"
    return Reading(m.site, stance, start, max(end, _noun_end(clause, m)), f"{m.rule_id}+{rule_id}")
