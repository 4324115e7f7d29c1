"""What narrows a refusal: adjectives before a site, words after it, exceptions. 'Untreated ... excluded' lets the treated in."""

from cache.vocabulary import SYMPTOMS_RULE
from pipelines.labels.clauses import Clause
from pipelines.labels.context import Hit, first, permits, starting
from pipelines.labels.mentions import CENTRAL, Mention, holder

ALL_KINDS_BEFORE, ALL_KINDS_AFTER = 12, 60
EMPTY_EXCEPTION = 30
ABOUT_REACH = 90


def limit(clause: Clause, m: Mention) -> Hit | None:
    """The words that narrow a refusal to some kind of the site: before it, after it, or around the list it stands in."""
    text = clause.text
    if kinds := first("all-kinds", text, max(0, m.chain - ALL_KINDS_BEFORE), min(len(text), m.end + ALL_KINDS_AFTER)):
        return _after(clause, m) if kinds.start < m.start else None
    before = first("limit", text, m.chain, m.end) if m.site != "bone_only" else None
    if before:
        return _beyond_symptoms(before, text, m.end)
    above = holder(text, m, [other for other in clause.named if other.start < m.start])
    if above and clause.same_level(above, m) and (inherited := limit(clause, above)):
        return inherited
    if about := first("about", text, max(0, m.start - ABOUT_REACH), m.start):
        return about._replace(end=m.end)
    return _after(clause, m)


def _beyond_symptoms(hit: Hit, text: str, end: int) -> Hit:
    """'Symptomatic, untreated or growing ...' refuses more than metastases with symptoms: the next word tells what."""
    return (first("limit", text, hit.end, end) or hit) if hit.rule_id == SYMPTOMS_RULE else hit


def _after(clause: Clause, m: Mention) -> Hit | None:
    """Words after a mention, and after what is listed with it: 'brain or meningeal metastases |with symptoms'."""
    place, text = m.end, clause.text
    while True:
        if hit := starting("post", text, place):
            return None if _next_item(clause, m, hit) else hit
        skipped = starting("skip", text, place)
        if skipped and text[place] == "(" and (inner := first("limit", text, place, skipped.end)):
            return inner
        end = skipped.end if skipped else _listed_end(clause, m, place)
        if end <= place:
            return None
        place = end


def _listed_end(clause: Clause, m: Mention, place: int) -> int:
    listed = (o for o in clause.named if o.start == place and o.site in CENTRAL and m.site in CENTRAL)
    return next((other.end for other in listed), place)


def _next_item(clause: Clause, m: Mention, hit: Hit) -> bool:
    """Whether an adjective opens the next item of the list ('meningitis, or |uncontrolled brain metastases')."""
    if any(other.chain <= hit.start < other.start for other in clause.named if other.start > m.start):
        return True
    bare = hit.rule_id.startswith("post-05") and first("list", clause.text, m.end, hit.start)
    return bool(bare) and not starting("stands-alone", clause.text, hit.end)


def exception(clause: Clause, m: Mention) -> Hit | None:
    """An exception after the mention that lets some of these people in, unless it names the other central site only."""
    mine = clause.segment(m.start)
    for start, end, level, _ in clause.segments:
        inside = {o.site for o in clause.named if start <= o.start < end and o.site in CENTRAL}
        if level <= mine.level or (inside and m.site in CENTRAL and m.site not in inside):
            continue
        hit = first("condition", clause.text, start, end) or permits(clause.text, start, end)
        if hit or clause.text[start:end].rstrip().endswith(":") or end - start < EMPTY_EXCEPTION:
            return hit or Hit("except-list", start, end)
    return None


def duty(clause: Clause, m: Mention) -> Hit | None:
    """'Brain metastases must have been treated' in an exclusion list is a condition, not a refusal."""
    found = first("must", clause.text, m.end)
    return first("condition", clause.text, found.end) if found else None
