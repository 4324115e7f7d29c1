"""biomarker: changes of genes or proteins that everyone with breast cancer must have; of a one-of list, each (label guide)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipelines.document import Document
from pipelines.labels.biomarker_mentions import asked, said
from pipelines.labels.cohorts import ELSEWHERE, HERE, elsewhere, speakers
from pipelines.labels.receptor_baskets import BREAST, other_tumours
from pipelines.passage import Evidence, Passage

PART = re.compile(r"\b(?:module|part|cohort|arm|phase|group)s? [a-z\d]{1,3}\b")
NAMED = 40
"""A cohort without a name is called by so many letters of its first sentence."""
NEAR = 3


def label(document: Document) -> list[Evidence]:
    """What everyone needs: from the criteria, else from titles; what only one cohort needs stays with it."""
    found = list(_of_criteria(document))
    for_all = [hit for hit in found if not hit.cohort] + _of_every_cohort(found) + _of_the_only_part(document, found)
    if not for_all:
        for_all = [hit for passage in document.titles for hit in _hits(passage)]
    return [hit for hit in found if hit.cohort] + for_all


def _of_criteria(document: Document) -> Iterator[Evidence]:
    passages = document.criteria.passages
    asking = {p.offset: hits for p in passages if (hits := list(_hits(p)))}
    if not asking:
        return
    nested = (p for p in passages if p.parent is not None and p.section != "exclusion")
    breast_listed = any(BREAST.search(p.text) for p in nested)
    for passage, audience in speakers(passages):
        hits = asking.get(passage.offset)
        if hits and audience != ELSEWHERE and not elsewhere(passage.text):
            named = _condition(document, passage, breast_listed) if audience in ("", HERE) else audience
            yield from (
                hit._replace(cohort="" if named == audience and BREAST.search(named) else named) for hit in hits
            )


def _condition(document: Document, passage: Passage, breast_listed: bool) -> str:
    """The part of the people that a passage without a cohort speaks of, '' for all.

    Its own opening or a bracket at its end says so, or the line above it that leads to it, or it is one line in a
    list of tumours where breast cancer has another.
    """
    above = [p for number in range(passage.item - NEAR, passage.item) for p in document.criteria.item(number)]
    for one in [passage, *(p for p in above if p.text.endswith(":") and p.parent == passage.parent)]:
        if condition := said("cond", one.text):
            return one.text[condition.start() :][:NAMED].strip(" .()")
    other = breast_listed and passage.parent is not None and other_tumours(passage.text)
    return passage.text[:NAMED] if other and not BREAST.search(passage.text) else ""


def _of_every_cohort(found: list[Evidence]) -> list[Evidence]:
    """Where two cohorts or more ask for the same biomarker, all that they ask for is a one-of list for everyone."""
    asking: dict[str, set[str]] = defaultdict(set)
    for hit in found:
        if hit.cohort:
            asking[hit.value].add(hit.cohort)
    alike = set().union(*(cohorts for cohorts in asking.values() if len(cohorts) > 1))
    return [hit._replace(cohort="") for hit in found if hit.cohort in alike]


def _of_the_only_part(document: Document, found: list[Evidence]) -> list[Evidence]:
    """What one part asks for is asked of everyone with breast cancer where each other part is for other tumours."""
    if not any(PART.search(hit.cohort) for hit in found):
        return []
    passages = [p for p in document.criteria.passages if p.section != "exclusion"]
    parts = {part[0] for p in passages if (part := PART.search(p.cohort or p.text[:NAMED]))}
    closed = {part[0] for p in passages if elsewhere(p.text) and (part := PART.search(p.cohort or p.text[:NAMED]))}
    left = parts - closed
    only = [hit for hit in found if (part := PART.search(hit.cohort)) and {part[0]} == left]
    return [hit._replace(cohort="") for hit in only] if closed else []


def _hits(passage: Passage) -> Iterator[Evidence]:
    """Requirements of a passage; one that is refused for lack of something asks for it."""
    if passage.section == "exclusion":
        lacking = said("absent", passage.text)
        if not lacking:
            return
        passage = passage.rest(lacking.end())
    for start, end, name in asked(passage):
        yield passage.evidence((start, end), "biomarker", name.value, "required", name.rule_id)
