"""Makes a trial to label from a few words."""

from pipelines.document import Document
from pipelines.passage import Evidence

EMPTY = {
    "nct_id": "NCT99999999",
    "brief_title": "A study",
    "study_type": "INTERVENTIONAL",
}


def document(inclusion: str = "", exclusion: str = "", **columns) -> Document:
    """A document whose criteria have the usual two headings; further columns as in cache.schema.TRIALS."""
    text = f"Inclusion Criteria:\n\n{inclusion}\n\nExclusion Criteria:\n\n{exclusion}".strip()
    return Document({**EMPTY, "eligibility_text": text, **columns})


def stances(found: list[Evidence], axis: str, cohort: str = "") -> dict[str, str]:
    """value -> stance of one axis, for the trial as a whole or for a cohort."""
    return {e.value: e.stance for e in found if e.axis == axis and e.cohort == cohort}
