"""What a sentence of an inclusion list says about a place that it neither permits nor refuses: a condition, a demand, nothing."""

from pipelines.labels.clauses import Clause
from pipelines.labels.context import Hit, every, first, starting
from pipelines.labels.mentions import CENTRAL, Mention
from pipelines.labels.site_readings import AROUND, Reading, made, noun_end, opened_by, other_central

NEAR = 60
HEADS = 4
"""A place named within this many characters of a bullet's beginning is what the bullet asks for."""
LEAD = 70
"""A number of metastases within this many characters of it is, too."""


def statement(clause: Clause, m: Mention) -> Reading | None:
    """A sentence of an inclusion list with neither permission nor refusal."""
    if m.site in CENTRAL and (conditional := _condition(clause, m)):
        return conditional
    if asked := _asked(clause, m):
        return asked
    if m.site in ("bone_only", "oligometastatic", "skin_soft_tissue", "lymph_node") or _alternative(clause, m):
        return made(clause, m, "allowed", m.chain, m.end, "statement")
    if first("including", clause.text, 0, m.start):
        return made(clause, m, "allowed", m.chain, m.end, "including")
    if starting("subject", clause.text, noun_end(clause, m)):
        return None
    demand = first("demand", clause.text, max(0, m.chain - NEAR), m.start)
    if demand and not _shared(clause, m, demand):
        return made(clause, m, "demand", demand.start, m.end, demand.rule_id)
    return made(clause, m, "bare", m.chain, m.end, "statement")


def _shared(clause: Clause, m: Mention, demand: Hit) -> bool:
    """Whether a demand is met by something else too: 'at least one measurable lesion or brain metastasis'."""
    others = any(demand.start <= o.start < m.start and o.site != m.site for o in clause.named)
    return others or first("alternative", clause.text, demand.start, max(demand.start, m.chain)) is not None


def _condition(clause: Clause, m: Mention) -> Reading | None:
    """'Brain metastases must be stable', 'treated, stable brain metastases'."""
    opened, must = opened_by(clause, m), first("duty", clause.text)
    span = (opened.start, opened.end) if opened else (0, 0)
    stable = next((hit for hit in every("stable", clause.text, m.chain) if not span[0] <= hit.start < span[1]), None)
    if opened and (stable or clause.section == "alternatives"):
        return made(clause, m, "open", m.chain, max(m.end, opened.end), opened.rule_id)
    told = first("condition", clause.text, m.end) or first("heading", clause.text, m.end)
    hit = stable or (must and told)
    if not hit or opened:
        return None
    stance = "treated_stable" if must or clause.section == "alternatives" else "asked"
    return made(clause, m, stance, min(m.chain, hit.start), max(m.end, hit.end), hit.rule_id)


def _asked(clause: Clause, m: Mention) -> Reading | None:
    """A bullet that begins with the place, or with a limited number of metastases, asks for it; 'one of' and 'or' do not."""
    if clause.section != "inclusion" or m.site in ("lymph_node", "visceral"):
        return None
    if m.site == "bone_only" and not starting("confined", clause.text, 0):
        return None
    end = noun_end(clause, m)
    if starting("subject", clause.text, end) or clause.text.rstrip().endswith(":"):
        return None
    lead = LEAD if m.site in ("oligometastatic", "bone_only") else HEADS
    around = clause.text[: m.start] + "|" + clause.text[end : end + AROUND]
    if clause.begins + m.chain >= lead or first("alternative", around) or first("duty", around):
        return None
    return made(clause, m, "demand", m.chain, m.end, "heads")


def _alternative(clause: Clause, m: Mention) -> bool:
    around = clause.text[max(0, m.start - AROUND) : m.end + AROUND]
    if m.site in CENTRAL:
        return clause.section == "inclusion" and bool(other_central(clause, m))
    return first("alternative", around) is not None
