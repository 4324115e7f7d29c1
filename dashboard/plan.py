"""How a trial is run, in short lines for its card: groups, chance, masking, placebo, people and end. No screen."""

import re
from datetime import datetime

import codes
import facts

from cache.language import gettext as _
from cache.language import later, ngettext
from cache.schema import OPEN_STATUSES

_CHANCE = {
    "RANDOMIZED": later("Chance decides who is in which group (randomised)"),
    "NON_RANDOMIZED": later("The plan of the study, not chance, decides who is in which group"),
}
_MASKING_NOT_SAID = later("The record does not say who knows what is given")
_PLACEBO_ARM = later("The record lists a placebo arm.")
_PLACEBO_NAMED = later("The record names a placebo.")
_PLACEBO_BESIDE = later(
    "A placebo has no active drug, and may be given beside a real treatment: ask what each group gets."
)
_SHAM_ARM = later("The record lists a sham arm.")
_SHAM_BESIDE = later(
    "A sham is a pretend procedure that looks like the real one, and may be given beside a real treatment: "
    "ask what each group gets."
)
_NAMES_PLACEBO = re.compile(r"(?<!\bno )(?<!\bnon[- ])(?<!\bwithout )\bplacebos?\b", re.IGNORECASE)
_ENDS = {
    "completion_date": (
        later("Ended: {date}"),
        later("The end was planned for {date}"),
        later("Planned end: {date}"),
    ),
    "primary_completion_date": (
        later("Main measurement ended: {date}"),
        later("The end of the main measurement was planned for {date}"),
        later("Planned end of the main measurement: {date}"),
    ),
}
"""What to say of an end that has come, that should have come by now, and that is still to come."""
_COUNTED_AT_END = ("COMPLETED", "TERMINATED", "WITHDRAWN")


def groups(trial: dict) -> list[str]:
    """How many groups there are, how people are put into them, and who knows what is given; [] where nothing is said."""
    count = len(trial["arm_labels"]) or int(trial["intervention_model"] == "SINGLE_GROUP")
    said = [ngettext("{count} group", "{count} groups", count).format(count=count)] if count else []
    if trial["allocation"] in _CHANCE:
        said.append(_(_CHANCE[trial["allocation"]]))
    if facts.is_given(trial["masking"]):
        said.append(facts.words(trial["masking"], codes.MASKINGS))
    elif said and count != 1:
        said.append(_(_MASKING_NOT_SAID))
    return said


def placebo(trial: dict) -> list[str]:
    """What the record says of a placebo or a sham, in sentences; [] where it says nothing, which is not a no."""
    types = set(trial["arm_types"])
    sham = [_(_SHAM_ARM), _(_SHAM_BESIDE)] if "SHAM_COMPARATOR" in types else []
    if "PLACEBO_COMPARATOR" in types:
        return [_(_PLACEBO_ARM), _(_PLACEBO_BESIDE), *sham]
    if any(map(_NAMES_PLACEBO.search, _names(trial))):
        return [_(_PLACEBO_NAMED), _(_PLACEBO_BESIDE), *sham]
    return sham


def _names(trial: dict) -> list[str]:
    """Where a record that does not mark a placebo arm as one may still name a placebo."""
    titles = [trial[column] for column in ("brief_title", "official_title") if facts.is_given(trial[column])]
    return [*trial["interventions"], *trial["arm_labels"], *titles]


def size_and_end(trial: dict, data_date: datetime) -> list[str]:
    """The number of people, and when the study ends or its main measurement does; [] where neither is given.

    A date before the registry's data date is no plan any more.
    """
    return [each for each in (_people(trial), _end(trial, data_date)) if each]


def _people(trial: dict) -> str:
    count = trial["enrollment"]
    if not facts.is_given(count):
        return ""
    if trial["overall_status"] in OPEN_STATUSES:
        said = ngettext("{count} person planned", "{count} people planned", count)
    else:
        said = ngettext("{count} person", "{count} people", count)
    return said.format(count=f"{count:,}")


def _end(trial: dict, data_date: datetime) -> str:
    given = [column for column in _ENDS if facts.is_given(trial[column])]
    if not given:
        return ""
    over, missed, planned = _ENDS[given[0]]
    if trial["overall_status"] in _COUNTED_AT_END:
        told = over
    else:
        told = missed if facts.passed(trial, given[0], data_date) else planned
    return _(told).format(date=facts.at(trial, given[0]))
