"""focus_site: places of metastasis that a trial is about (label guide: focus_sites).

A site counts where a title, a condition or the name of an intervention has it; a mere criterion does not, unless it says
where the lesions lie that are injected. A local treatment of every metastasis makes few metastases the subject.
"""

from collections.abc import Iterator
from functools import cache

from pipelines.document import Document
from pipelines.lexicon import candidates, rules
from pipelines.passage import Evidence, Passage

INJECTED = "injected"
"""Value and place: the treatment is injected into lesions, so the criteria's lesions for injection are its aim."""


MANY_CONDITIONS = 20
"""A list of more conditions names every place that any tumour can reach."""


def label(document: Document) -> list[Evidence]:
    """One label a site and place."""
    found = [
        evidence for place, passages in _places(document).items() for p in passages for evidence in _hits(p, place)
    ]
    if not any(evidence.value == INJECTED for evidence in found):
        return found
    wanted = [p for p in document.criteria.passages if p.section != "exclusion"]
    found += [evidence for passage in wanted for evidence in _hits(passage, INJECTED)]
    return [evidence for evidence in found if evidence.value != INJECTED]


def subjects(document: Document) -> dict[str, Evidence]:
    """Site -> the title, or else condition, that makes it the subject; 'with or without' and prevention do not count."""
    found: dict[str, Evidence] = {}
    for passage in [*document.titles, *document.conditions]:
        for evidence in _hits(passage, "condition", strict=True):
            found.setdefault(evidence.value, evidence)
    return found


def _places(document: Document) -> dict[str, list[Passage]]:
    return {
        "title": document.titles,
        "condition": [] if len(document.conditions) > MANY_CONDITIONS else document.conditions,
        "intervention": document.interventions,
        "summary": document.summary,
        "arm": document.arms,
    }


def _hits(passage: Passage, place: str, strict: bool = False) -> Iterator[Evidence]:
    for rule in candidates("focus", passage.text):
        match = rule.id in _looked_for(place) and rule.pattern.search(passage.text)
        if match and not (strict and _is_aside(passage.text, match.start())):
            yield passage.evidence(match, "focus_site", rule.value, "is", rule.id)


@cache
def _looked_for(place: str) -> frozenset[str]:
    return frozenset(rule.id for rule in rules("focus") if place in rule.extra["places"].split())


def _is_aside(text: str, start: int) -> bool:
    """Whether the words before say that the site is not whom the trial is about: 'incidence of', 'with or without'."""
    return any(rule.pattern.search(text, 0, start) for rule in rules("focus_context"))
