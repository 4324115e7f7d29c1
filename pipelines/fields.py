"""Where each column of the trials table comes from in a registry record. The request's `fields` are made of the same rows."""

from typing import NamedTuple


class Field(NamedTuple):
    """One column and its path in the record. `kind` names the converter in flatten.py; rare ones may be empty in a whole pull."""

    column: str
    path: str
    kind: str = "text"
    rare: bool = False


_P = "protocolSection"
_ID, _STATUS, _DESIGN = f"{_P}.identificationModule", f"{_P}.statusModule", f"{_P}.designModule"
_ARMS, _WHO = f"{_P}.armsInterventionsModule", f"{_P}.eligibilityModule"

FIELDS = (
    Field("nct_id", f"{_ID}.nctId"),
    Field("aliases", f"{_ID}.nctIdAliases", "list", rare=True),
    Field("brief_title", f"{_ID}.briefTitle"),
    Field("official_title", f"{_ID}.officialTitle"),
    Field("acronym", f"{_ID}.acronym", rare=True),
    Field("overall_status", f"{_STATUS}.overallStatus"),
    Field("last_known_status", f"{_STATUS}.lastKnownStatus", rare=True),
    Field("why_stopped", f"{_STATUS}.whyStopped", rare=True),
    Field("verified_date", f"{_STATUS}.statusVerifiedDate", "date"),
    Field("study_type", f"{_DESIGN}.studyType"),
    Field("phases", f"{_DESIGN}.phases", "list"),
    Field("primary_purpose", f"{_DESIGN}.designInfo.primaryPurpose"),
    Field("allocation", f"{_DESIGN}.designInfo.allocation"),
    Field("intervention_model", f"{_DESIGN}.designInfo.interventionModel"),
    Field("masking", f"{_DESIGN}.designInfo.maskingInfo.masking"),
    Field("sponsor", f"{_P}.sponsorCollaboratorsModule.leadSponsor.name"),
    Field("sponsor_class", f"{_P}.sponsorCollaboratorsModule.leadSponsor.class"),
    Field("enrollment", f"{_DESIGN}.enrollmentInfo.count", "enrollment"),
    Field("sex", f"{_WHO}.sex"),
    Field("healthy_volunteers", f"{_WHO}.healthyVolunteers", "flag"),
    Field("minimum_age_years", f"{_WHO}.minimumAge", "age"),
    Field("maximum_age_years", f"{_WHO}.maximumAge", "age"),
    Field("start_date", f"{_STATUS}.startDateStruct.date", "date"),
    Field("primary_completion_date", f"{_STATUS}.primaryCompletionDateStruct.date", "date"),
    Field("completion_date", f"{_STATUS}.completionDateStruct.date", "date"),
    Field("last_update_posted", f"{_STATUS}.lastUpdatePostDateStruct.date", "day"),
    Field("has_results", "hasResults", "flag"),
    Field("conditions", f"{_P}.conditionsModule.conditions", "list"),
    Field("keywords", f"{_P}.conditionsModule.keywords", "list"),
    Field("condition_mesh", "derivedSection.conditionBrowseModule.meshes", "mesh"),
    Field("intervention_mesh", "derivedSection.interventionBrowseModule.meshes", "mesh"),
    Field("interventions", f"{_ARMS}.interventions", "interventions"),
    Field("arms", f"{_ARMS}.armGroups", "arms"),
    Field("brief_summary", f"{_P}.descriptionModule.briefSummary"),
    Field("eligibility_text", f"{_WHO}.eligibilityCriteria"),
    Field("locations", f"{_P}.contactsLocationsModule.locations", "locations"),
)

MADE_WITH = {
    "date": ("{}_precision",),
    "interventions": ("intervention_descriptions", "intervention_other_names", "intervention_arms"),
    "arms": ("arm_labels", "arm_types"),
    "locations": ("site_count", "open_site_count", "countries", "open_countries"),
}
"""Columns that a converter fills beside its own."""
DERIVED = ("tier", "matched_by", "url")
"""Columns of the trials table that no field of the record holds."""
_PARTS = {
    "mesh": ("term",),
    "interventions": ("type", "name", "description", "otherNames", "armGroupLabels"),
    "arms": ("label", "type", "description", "interventionNames"),
    "locations": ("facility", "status", "city", "state", "zip", "country", "geoPoint"),
}


def request_fields() -> list[str]:
    """Paths for the API's `fields` parameter: what the columns need, contacts and results left out."""
    return [path for field in FIELDS for path in _paths(field)]


def _paths(field: Field) -> list[str]:
    return [f"{field.path}.{part}" for part in _PARTS.get(field.kind, ())] or [field.path]


def columns(field: Field) -> list[str]:
    """All columns of the trials table that a field fills."""
    own = [] if field.kind == "locations" else [field.column]
    return own + [name.format(field.column) for name in MADE_WITH.get(field.kind, ())]
