"""measurable: whether everyone needs measurable disease, or other disease is said to be enough."""

import re
from collections.abc import Iterator

from pipelines.document import Document
from pipelines.lexicon import candidates
from pipelines.passage import Evidence, Passage

CANDIDATE = re.compile(r"meas?ure?able|evaluable|assessable|recist|bone[- ]only|lytic")
# Sentences that define or time a lesion, or speak of lesions outside or inside the brain only, state no requirement.
ASIDE = re.compile(
    r"^note\b|considered (?:as )?(?:non-?)?measurable|measurable if|can(?:not)? be (?:selected|used|considered)|previously irradiated (?:area|lesions?)"
    r"|defined as (?:those|lesions)|measurable (?:or non-?measurable )?extra-?cranial|are not measurable|measurable residual disease"
    r"|must be assessed within|(?:not|n't) evaluable|evaluable for|inevaluable|if (?:the )?(?:patient|subject)s? ha(?:s|ve) (?:no )?measurable"
)


DEMAND = re.compile(r"^(?:measurable disease|presence of)|at least (?:one|1)\b|≥ ?1 |must have")
OTHER_TUMOUR = re.compile(r"\b(?:prostate|ovarian|lymphoma|myeloma|glioma|neuroblastoma|sarcoma|leuk[a]?emia)\b")


def label(document: Document) -> list[Evidence]:
    """Not required wins over required, and a cohort that is silent over one that requires (guide: cohorts)."""
    found = [evidence for passage in document.criteria.passages for evidence in _hits(passage)]
    free = [evidence for evidence in found if evidence.value == "not_required"]
    for_all = [evidence for evidence in found if not evidence.cohort]
    in_cohorts = [evidence for evidence in found if evidence.cohort]
    return in_cohorts + [evidence._replace(cohort="") for evidence in free or for_all]


def _hits(passage: Passage) -> Iterator[Evidence]:
    text = passage.text
    if not CANDIDATE.search(text) or (ASIDE.search(text) and not DEMAND.search(text)):
        return
    for rule in candidates("measurable", text):
        where = rule.extra["section"]
        if where != "any" and (where == "exclusion") != (passage.section == "exclusion"):
            continue
        match = rule.pattern.search(text)
        if match and not (rule.value == "not_required" and OTHER_TUMOUR.search(text)):
            yield passage.evidence(match, "measurable", rule.value, "is", rule.id)
            return
