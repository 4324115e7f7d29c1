"""The plain facts of a trial in words, and what should make a reader careful about them. No labels, no screen."""

from datetime import datetime

import pandas as pd

from cache import vocabulary

NOT_GIVEN = "not given"
_TYPES = {
    "INTERVENTIONAL": "Treatment or other study in which people are given something",
    "OBSERVATIONAL": "Observational: people are followed, nothing is given",
    "EXPANDED_ACCESS": "Expanded access: a drug outside a trial",
}
_PURPOSES = {"NA": NOT_GIVEN, "ECT": "Educational, counselling or training"}
_ALLOCATIONS = {
    "RANDOMIZED": "By chance (randomised)",
    "NON_RANDOMIZED": "Not by chance (non-randomised)",
    "NA": "One group only, nothing to allocate",
}
_MASKINGS = {
    "NONE": "None (open label): everyone knows what is given",
    "SINGLE": "Single: one party does not know what is given",
    "DOUBLE": "Double: two parties do not know what is given",
    "TRIPLE": "Triple: three parties do not know what is given",
    "QUADRUPLE": "Quadruple: nobody involved knows what is given",
}
_OVERDUE = (
    "The record says that the trial is recruiting, but its main measurement was planned to end by {date}. "
    "Ask the team whether it still takes people."
)
_OLD = "The sponsor last confirmed this record in {date}, over 12 months ago: what it says may have changed."
_NO_OPEN_SITE = (
    "The record says that the trial is recruiting, but it lists no site as open. Ask the team where people can join."
)
_UNKNOWN_STATUS = "We do not know this status, so it is shown as the registry spells it: {spelled}."
_UNKNOWN_PHASE = "We do not know this phase, so it is shown as the registry spells it: {spelled}."
_SEXES = {"ALL": "All", "FEMALE": "Women only", "MALE": "Men only"}


def words(spelled: object, known: dict[str, str] | None = None) -> str:
    """A registry code in words: the known ones by table, others as 'Supportive care' from SUPPORTIVE_CARE."""
    if not is_given(spelled):
        return NOT_GIVEN
    return (known or {}).get(spelled) or str(spelled).replace("_", " ").capitalize()


def is_given(value: object) -> bool:
    """Whether the record has this at all."""
    return value is not None and not (pd.api.types.is_scalar(value) and pd.isna(value)) and value != ""


def when(date: object, precision: object = "day") -> str:
    """'14 March 2026', or 'March 2026' where the registry gives the month only."""
    if not is_given(date):
        return NOT_GIVEN
    day = pd.Timestamp(date)
    return f"{day:%B %Y}" if precision == "month" else f"{day.day} {day:%B %Y}"


def status(trial: dict) -> str:
    """The status in words; a status that the vocabulary lacks is shown as the registry spells it."""
    spelled = trial["overall_status"]
    if not is_given(spelled):
        return NOT_GIVEN
    named = vocabulary.name("status", spelled)
    if not is_given(trial["last_known_status"]):
        return named
    return f"{named} (last known: {vocabulary.name('status', trial['last_known_status'])})"


def phases(trial: dict) -> str:
    """'Phase 1 / Phase 2'; 'No phase' where the record has none."""
    spelled = list(trial["phases"]) or ["NA"]
    return " / ".join(vocabulary.name("phase", phase) for phase in spelled)


def ages(trial: dict) -> str:
    """'18 years and older', '18 years to 75 years', 'up to 75 years' or 'no limit given'."""
    low, high = trial["minimum_age_years"], trial["maximum_age_years"]
    if not is_given(low) and not is_given(high):
        return "no limit given"
    if not is_given(high):
        return f"{_age(low)} and older"
    return f"up to {_age(high)}" if not is_given(low) else f"{_age(low)} to {_age(high)}"


def _age(years: float) -> str:
    """Whole years in years, anything else in the nearest whole months."""
    count, unit = (years, "year") if years == int(years) else (round(years * 12), "month")
    return f"{count:g} {unit}{'' if count == 1 else 's'}"


def of(trial: dict) -> list[tuple[str, str]]:
    """Every plain fact as (name, words), in the order in which the trial page shows them."""
    enrollment = trial["enrollment"]
    return [
        ("Status", status(trial)),
        ("Last confirmed by the sponsor", when(trial["verified_date"], trial["verified_date_precision"])),
        ("Reason for stopping", str(trial["why_stopped"]) if is_given(trial["why_stopped"]) else ""),
        ("Phase", phases(trial)),
        ("Kind of study", words(trial["study_type"], _TYPES)),
        ("Purpose", words(trial["primary_purpose"], _PURPOSES)),
        ("How people are put into groups", words(trial["allocation"], _ALLOCATIONS)),
        ("Plan of the groups", words(trial["intervention_model"])),
        ("Masking", words(trial["masking"], _MASKINGS)),
        ("Number of people", f"{enrollment:,}" if is_given(enrollment) else NOT_GIVEN),
        ("Age", ages(trial)),
        ("Sex", words(trial["sex"], _SEXES)),
        ("Sponsor", str(trial["sponsor"]) if is_given(trial["sponsor"]) else NOT_GIVEN),
        ("Kind of sponsor", words(trial["sponsor_class"])),
        ("Start", when(trial["start_date"], trial["start_date_precision"])),
        (
            "End of the main measurement",
            when(trial["primary_completion_date"], trial["primary_completion_date_precision"]),
        ),
        ("End of the study", when(trial["completion_date"], trial["completion_date_precision"])),
        ("Last change at the registry", when(trial["last_update_posted"])),
        ("Results posted", {True: "yes", False: "no"}.get(trial["has_results"], NOT_GIVEN)),
        ("Conditions", "; ".join(trial["conditions"]) or NOT_GIVEN),
        ("Keywords", "; ".join(trial["keywords"]) or NOT_GIVEN),
        ("Older ids", ", ".join(trial["aliases"])),
    ]


def cautions(trial: dict, data_date: datetime) -> list[str]:
    """Sentences that say where the record may be out of date or odd, as of the registry's data date."""
    said = trial["overall_status"]
    planned_end = when(trial["primary_completion_date"], trial["primary_completion_date_precision"])
    confirmed = when(trial["verified_date"], trial["verified_date_precision"])
    found = []
    if said == "RECRUITING" and _passed(trial, "primary_completion_date", data_date):
        found.append(_OVERDUE.format(date=planned_end))
    if _passed(trial, "verified_date", data_date - pd.DateOffset(months=12)):
        found.append(_OLD.format(date=confirmed))
    if said == "RECRUITING" and not trial["open_site_count"]:
        found.append(_NO_OPEN_SITE)
    if is_given(said) and said not in vocabulary.values("status"):
        found.append(_UNKNOWN_STATUS.format(spelled=said))
    found += [_UNKNOWN_PHASE.format(spelled=each) for each in trial["phases"] if each not in vocabulary.values("phase")]
    return found


def _passed(trial: dict, column: str, limit: datetime) -> bool:
    """Whether a date lies wholly before the limit; a date given by month ends with that month."""
    if not is_given(trial[column]):
        return False
    date = pd.Timestamp(trial[column])
    return (date + pd.offsets.MonthEnd(0) if trial[f"{column}_precision"] == "month" else date) < limit
