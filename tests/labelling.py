"""Makes a trial to label from a few words."""

from pipelines.document import Document
from pipelines.flatten import flatten
from pipelines.labels import guide_labels, label_trial
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


def labels(inclusion: str = "", exclusion: str = "", title: str = "", **said) -> dict:
    """Labels of a trial of which a record says little more; `arms` and `interventions` are "TYPE: label" each, others as named below."""
    sections = (("Inclusion", inclusion), ("Exclusion", exclusion))
    arms = [dict(zip(("type", "label"), arm.split(": ", 1), strict=True)) for arm in said.get("arms", [])]
    given = [dict(zip(("type", "name"), one.split(": ", 1), strict=True)) for one in said.get("interventions", [])]
    for arm in arms:
        used = [one for one in given if one["name"].lower() in arm["label"].lower()]
        arm["interventionNames"] = [f"{one['type'].title()}: {one['name']}" for one in used]
    protocol = {
        "identificationModule": {"nctId": "NCT99999999", "briefTitle": title or "Drug X in breast cancer"},
        "conditionsModule": {"conditions": said.get("conditions", [])},
        "descriptionModule": {"briefSummary": said.get("summary", "")},
        "designModule": {
            "studyType": said.get("study_type", "INTERVENTIONAL"),
            "designInfo": {
                "allocation": "RANDOMIZED" if len(arms) > 1 else "NA",
                "primaryPurpose": said.get("purpose", "TREATMENT"),
            },
        },
        "armsInterventionsModule": {"armGroups": arms, "interventions": given},
        "eligibilityModule": {"eligibilityCriteria": "\n\n".join(f"{h} Criteria:\n\n* {x}" for h, x in sections if x)},
    }
    row = flatten({"protocolSection": protocol})[0]
    return guide_labels(row["nct_id"], label_trial(row))
