"""The plain facts of a trial in words, and what should make a reader careful about them. No labels, no screen."""

import re
from datetime import date, datetime
from functools import lru_cache

import codes
import pandas as pd

from cache import language, vocabulary
from cache.language import gettext as _
from cache.language import later, ngettext

_TYPE = re.compile(r"^[A-Z_]{4,}: ")
NOT_GIVEN = later("not given")
_GROWN_UP, _OLDEST = 18, 99
"""Years. An upper limit from 99 years on keeps nobody out, and many records fill the field in with one."""
_CONFIRMED_IN = later("{status}, last confirmed by the sponsor in {date}")
_CONFIRMED_ON = later("{status}, last confirmed by the sponsor on {date}")
_CHANGED_ON = later("{status}; the record last changed on {date}")
_UNDATED = later("{status}, date of confirmation not given")
_OVERDUE = later(
    "Recruiting, but its main measurement was planned to end by {date}. Ask the team whether it still takes people."
)
_OVER = later("Recruiting, but the study was planned to end by {date}. Ask the team whether it still takes people.")
_OLD = later("Not confirmed by the sponsor for over 12 months (last in {date}). The record may be out of date.")
_NO_OPEN_SITE = later("Recruiting, but it lists no site as open. Ask the team where people can join.")
_LAST_KNOWN = later(
    "The status is not known now; the last known one is: {status}. Ask the team whether people can join."
)
_NEVER_KNOWN = later("The status is not known now. Ask the team whether people can join.")
_UNKNOWN_STATUS = later("We do not know this status, so it is shown as the registry spells it: {spelled}.")
_UNKNOWN_PHASE = later("We do not know this phase, so it is shown as the registry spells it: {spelled}.")


def words(spelled: object, known: dict[str, str] | None = None) -> str:
    """A registry code in words: the known ones by table, others as 'Supportive care' from SUPPORTIVE_CARE."""
    if not is_given(spelled):
        return _(NOT_GIVEN)
    return _((known or {}).get(spelled, "")) or str(spelled).replace("_", " ").capitalize()


def is_given(value: object) -> bool:
    """Whether the record has this at all."""
    return value is not None and not (pd.api.types.is_scalar(value) and pd.isna(value)) and value != ""


def when(moment: object, precision: object = "day") -> str:
    """'14 March 2026', or 'March 2026' where the registry gives the month only."""
    if not is_given(moment):
        return _(NOT_GIVEN)
    at = pd.Timestamp(moment).date()
    return language.month(at) if precision == "month" else language.day(at)


def at(trial: dict, column: str) -> str:
    """A date column of a trial in words, as exact as the registry gives it."""
    return when(trial[column], trial[f"{column}_precision"])


def status(trial: dict) -> str:
    """The status in words; a status that the vocabulary lacks is shown as the registry spells it."""
    spelled, known = trial["overall_status"], trial["last_known_status"]
    if not is_given(spelled):
        return _(NOT_GIVEN)
    named = vocabulary.name("status", spelled)
    if not is_given(known):
        return named
    return _("{status} (last known: {known})").format(status=named, known=vocabulary.name("status", known))


def dated_status(trial: dict) -> str:
    """'Recruiting, last confirmed by the sponsor in October 2026'; else when the record last changed, if that is known."""
    if is_given(trial["verified_date"]):
        said = _CONFIRMED_IN if trial["verified_date_precision"] == "month" else _CONFIRMED_ON
        return _(said).format(status=status(trial), date=at(trial, "verified_date"))
    said = _CHANGED_ON if is_given(trial["last_update_posted"]) else _UNDATED
    return _(said).format(status=status(trial), date=when(trial["last_update_posted"]))


def phases(trial: dict) -> str:
    """'Phase 1 / Phase 2'; 'No phase' where the record has none."""
    spelled = list(trial["phases"]) or ["NA"]
    return " / ".join(vocabulary.name("phase", phase) for phase in spelled)


def explained(axis: str, value: str) -> str:
    """'Phase 2 (asks whether the treatment works)'; the name alone where the vocabulary does not explain it."""
    name, meaning = vocabulary.name(axis, value), vocabulary.explanation(axis, value)
    if not meaning:
        return name
    inside = meaning if meaning[1:2].isupper() else meaning[0].lower() + meaning[1:]  # 'IHC 1+' keeps its capitals
    return _("{name} ({explanation})").format(name=name, explanation=inside)


def phases_explained(trial: dict) -> list[str]:
    """Each phase with what it is for; [] where the record gives none."""
    return [explained("phase", phase) for phase in trial["phases"]]


def interventions(trial: dict) -> list[str]:
    """Names of what is given or done, as the registry sends them: 'Examplinib' from 'DRUG: Examplinib'."""
    return [_TYPE.sub("", each) for each in trial["interventions"]]


def ages(trial: dict) -> str:
    """'18 years and older', '18 years to 75 years', 'up to 75 years' or 'no limit given'."""
    low, high = trial["minimum_age_years"], trial["maximum_age_years"]
    if not is_given(low) and not is_given(high):
        return _("no limit given")
    if not is_given(high):
        return _("{age} and older").format(age=_age(low))
    if not is_given(low):
        return _("up to {age}").format(age=_age(high))
    return _("{low} to {high}").format(low=_age(low), high=_age(high))


def sex(trial: dict) -> str:
    """'Women only', 'Men only' or 'All'."""
    return words(trial["sex"], codes.SEXES)


def limits(trial: dict) -> list[str]:
    """Who the fields of the record keep out among grown-up people: 'Women only', 'Age: 18 years to 75 years'."""
    found = [sex(trial)] if is_given(trial["sex"]) and trial["sex"] != "ALL" else []
    low, high = trial["minimum_age_years"], trial["maximum_age_years"]
    if (is_given(high) and high < _OLDEST) or (is_given(low) and low > _GROWN_UP):
        found.append(_("Age: {ages}").format(ages=ages(trial)))
    return found


def _age(years: float) -> str:
    """Whole years in years, anything else in the nearest whole months."""
    if years == int(years):
        return ngettext("{count} year", "{count} years", int(years)).format(count=f"{years:g}")
    months = round(years * 12)
    return ngettext("{count} month", "{count} months", months).format(count=months)


def text(trial: dict, column: str) -> str:
    """A column of text as the record has it."""
    return str(trial[column]) if is_given(trial[column]) else _(NOT_GIVEN)


def of(trial: dict) -> list[tuple[str, str]]:
    """Every plain fact as (name, words), in the order in which the trial page shows them."""
    enrollment, results = trial["enrollment"], trial["has_results"]
    return [
        (_("Status"), status(trial)),
        (_("Last confirmed by the sponsor"), at(trial, "verified_date")),
        (_("Reason for stopping"), str(trial["why_stopped"]) if is_given(trial["why_stopped"]) else ""),
        (_("Phase"), phases(trial)),
        (_("Kind of study"), words(trial["study_type"], codes.TYPES)),
        (_("Purpose"), words(trial["primary_purpose"], codes.PURPOSES)),
        (_("How people are put into groups"), words(trial["allocation"], codes.ALLOCATIONS)),
        (_("Plan of the groups"), words(trial["intervention_model"], codes.MODELS)),
        (_("Masking"), words(trial["masking"], codes.MASKINGS)),
        (_("Number of people"), f"{enrollment:,}" if is_given(enrollment) else _(NOT_GIVEN)),
        (_("Age"), ages(trial)),
        (_("Sex"), sex(trial)),
        (_("Sponsor"), text(trial, "sponsor")),
        (_("Kind of sponsor"), words(trial["sponsor_class"], codes.SPONSORS)),
        (_("Start"), at(trial, "start_date")),
        (_("End of the main measurement"), at(trial, "primary_completion_date")),
        (_("End of the study"), at(trial, "completion_date")),
        (_("Last change at the registry"), when(trial["last_update_posted"])),
        (_("Results posted"), {True: _("yes"), False: _("no")}.get(results, _(NOT_GIVEN))),
        (_("Conditions"), "; ".join(trial["conditions"]) or _(NOT_GIVEN)),
        (_("Keywords"), "; ".join(trial["keywords"]) or _(NOT_GIVEN)),
        (_("Older ids"), ", ".join(trial["aliases"])),
    ]


def cautions(trial: dict, data_date: datetime) -> list[str]:
    """Sentences that say where the record may be out of date or odd, as of the registry's data date."""
    said, found = trial["overall_status"], []
    if said == "UNKNOWN":
        found.append(_last_known(trial["last_known_status"]))
    if said == "RECRUITING":
        found += _overdue(trial, data_date)
    if passed(trial, "verified_date", _year_before(data_date)):
        found.append(_(_OLD).format(date=language.month(trial["verified_date"])))
    if said == "RECRUITING" and is_given(trial["open_site_count"]) and not trial["open_site_count"]:
        found.append(_(_NO_OPEN_SITE))
    if is_given(said) and ("status", said) not in vocabulary.terms():
        found.append(_(_UNKNOWN_STATUS).format(spelled=said))
    strange = [each for each in trial["phases"] if ("phase", each) not in vocabulary.terms()]
    return found + [_(_UNKNOWN_PHASE).format(spelled=each) for each in strange]


def _overdue(trial: dict, data_date: datetime) -> list[str]:
    """One sentence where an end has passed: of the main measurement, else of the study."""
    for column, told in (("primary_completion_date", _OVERDUE), ("completion_date", _OVER)):
        if passed(trial, column, data_date):
            return [_(told).format(date=at(trial, column))]
    return []


@lru_cache(maxsize=8)
def _year_before(moment: datetime) -> datetime:
    return moment - pd.DateOffset(months=12)


def _last_known(spelled: object) -> str:
    if not is_given(spelled):
        return _(_NEVER_KNOWN)
    return _(_LAST_KNOWN).format(status=vocabulary.name("status", spelled))


def passed(trial: dict, column: str, limit: datetime) -> bool:
    """Whether a date lies wholly before the day of the limit; a date given by month ends with that month."""
    if not is_given(trial[column]):
        return False
    moment: date = trial[column]
    if trial[f"{column}_precision"] == "month":
        return (moment.year, moment.month) < (limit.year, limit.month)
    return (moment.year, moment.month, moment.day) < (limit.year, limit.month, limit.day)
