"""measurable: whether everyone needs measurable disease, or other disease is said to be enough."""

from collections.abc import Iterator

from pipelines.document import Document
from pipelines.labels.cohorts import elsewhere
from pipelines.lexicon import candidates
from pipelines.passage import Evidence, Passage

STEMS = ("measur", "measeur", "evaluab", "assessab", "recist", "lesion", "bone", "lytic")
SHORT = 40
"""A heading that only names a cohort is shorter than this."""


def label(document: Document) -> list[Evidence]:
    """Not required wins over required, and a cohort that is silent over one that requires (guide: cohorts)."""
    found = [evidence for passage in document.criteria.passages for evidence in _hits(document, passage)]
    free = [evidence for evidence in found if evidence.value == "not_required"]
    for_all = [evidence for evidence in found if not evidence.cohort]
    in_cohorts = [evidence for evidence in found if evidence.cohort]
    if not (free or for_all) and _everywhere(document, in_cohorts):
        for_all = in_cohorts
    return in_cohorts + [evidence._replace(cohort="") for evidence in free or for_all]


def _everywhere(document: Document, found: list[Evidence]) -> bool:
    """Whether each of several cohorts asks for it."""
    asking = {evidence.cohort for evidence in found}
    included = (p for p in document.criteria.passages if p.section == "inclusion")
    return len(asking) > 1 and asking >= {_cohort(document, p) for p in included} - {""}


def _hits(document: Document, passage: Passage) -> Iterator[Evidence]:
    """At most one statement a passage, of the first rule that fits."""
    text = passage.text
    if not any(stem in text for stem in STEMS):
        return
    said = _said(text)
    if "aside" in said and "demand" not in said:
        return
    for rule in candidates("measurable", text):
        if not _fits(rule.extra["section"], passage.section) or (rule.value == "not_required" and "only" in said):
            continue
        if (match := rule.pattern.search(text)) and not elsewhere(text[: match.start()]):
            made = passage.evidence(match, "measurable", rule.value, "is", rule.id)
            yield made._replace(cohort=_cohort(document, passage) or _part(document, passage))
            return


def _cohort(document: Document, passage: Passage) -> str:
    """The cohort of a passage, also where the heading right above its bullet names it."""
    if passage.cohort or passage.parent is None:
        return passage.cohort
    above = document.criteria.item(passage.parent)[0].text
    names = len(above) < SHORT and above.endswith(":") and "part" in _said(f"for {above}")
    return above.rstrip(" :") if names else ""


def _part(document: Document, passage: Passage) -> str:
    """The part of the trial that a criterion speaks of in its own words, or in its bullet's opening."""
    said = (p.text for p in (passage, document.criteria.item(passage.item)[0]))
    return next((text[:40] for text in said if "part" in _said(text)), "")


def _said(text: str) -> set[str]:
    """What else a text says: aside, demand, only (of some lesions or tumours), part (of the trial)."""
    return {rule.value for rule in candidates("measurable_context", text) if rule.pattern.search(text)}


def _fits(where: str, section: str) -> bool:
    return where == "any" or (where == "exclusion") == (section == "exclusion")
