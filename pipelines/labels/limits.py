"""What narrows a refusal: adjectives before a site, words after it, exceptions. 'Untreated ... excluded' lets the treated in."""

import re

from pipelines.labels.clauses import Clause
from pipelines.labels.context import Hit, first, starting
from pipelines.labels.mentions import CENTRAL, Mention, holder

ALL_KINDS = re.compile(
    r"(?<!a)symptomatic (?:or|and/or|and) asymptomatic|asymptomatic (?:or|and) symptomatic|(?<!un)treated (?:or|and) untreated"
    r"|untreated (?:or|and) treated|active (?:or|and) (?:inactive|stable)|past (?:or|and) (?:present|current)"
    r"|current (?:or|and) (?:past|prior|previous|history)|present (?:or|and) past"
    r"|history (?:of )?(?:or|and) (?:current|active|presence)|(?:active|current) (?:or|and) (?:a )?history"
)
ABOUT = re.compile(
    r"(?:symptoms?|progress\w+|worsening|growth|enlargement) (?:\w+ ){0,2}?(?:of|from|related to|due to|caused by|in) (?:\w+ ){0,3}$"
)
SKIP = re.compile(
    r"[\s,)\]-]+|\([^()]{0,90}\)|(?:and/or|and|or|/)(?=\s)|(?:spinal cord|epidural) (?:compression|disease|metasta\w+)"
    r"|(?:metasta\w+|mets?|lesions?|disease|involvement|spread|tumou?rs?|parenchymal)\b(?:\(s\))?"
)
LISTS = re.compile(r",|\bor\b|\band\b")
STANDS_ALONE = re.compile(r"\s*(?:$|[,.;)]|(?:or|and|and/or|at|on|for|by)\b)")
MUST = re.compile(r"\b(?:must|should)(?: not)? (?:have|be|show|exhibit)\b")
EMPTY_EXCEPTION = 30
ABOUT_REACH = 90


def limit(clause: Clause, m: Mention) -> Hit | None:
    """The words that narrow a refusal to some kind of the site: before it, after it, or around the list it stands in."""
    text = clause.text
    if ALL_KINDS.search(text, max(0, m.chain - 12), min(len(text), m.end + 60)):
        return None
    before = first("limit", text, m.chain, m.end) if m.site != "bone_only" else None
    if before:
        return before
    above = holder(text, m, [other for other in clause.named if other.start < m.start])
    if above and (inherited := limit(clause, above)):
        return inherited
    if about := ABOUT.search(text[max(0, m.chain - ABOUT_REACH) : m.chain]):
        return Hit("limit-about", max(0, m.chain - ABOUT_REACH) + about.start(), m.end)
    return _after(clause, m)


def _after(clause: Clause, m: Mention) -> Hit | None:
    """Words after a mention, and after what is listed with it: 'brain or meningeal metastases |with symptoms'."""
    place, text = m.end, clause.text
    while True:
        if hit := starting("post", text, place):
            return None if _next_item(clause, m, hit) else hit
        skipped = SKIP.match(text, place)
        if skipped and skipped[0].startswith("(") and (inner := first("limit", text, place, skipped.end())):
            return inner
        end = max(_listed_end(clause, m, place), skipped.end() if skipped else place)
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
    bare = hit.rule_id.startswith("post-05") and LISTS.search(clause.text, m.end, hit.start)
    return bool(bare) and not STANDS_ALONE.match(clause.text, hit.end)


def exception(clause: Clause, m: Mention) -> Hit | None:
    """An exception after the mention that lets some of these people in, unless it names the other central site only."""
    for start, end in clause.segments[clause.segment(m.start) + 1 :]:
        inside = {o.site for o in clause.named if start <= o.start < end and o.site in CENTRAL}
        if inside and m.site in CENTRAL and m.site not in inside:
            continue
        hit = first("condition", clause.text, start, end) or first("permit", clause.text, start, end)
        if hit or clause.text[end - 1] == ":" or end - start < EMPTY_EXCEPTION:
            return hit or Hit("except-list", start, end)
    return None


def duty(clause: Clause, m: Mention) -> Hit | None:
    """'Brain metastases must have been treated' in an exclusion list is a condition, not a refusal."""
    found = MUST.search(clause.text, m.end)
    return first("condition", clause.text, found.end()) if found and m.site in CENTRAL else None
