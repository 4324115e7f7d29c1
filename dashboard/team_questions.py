"""Questions to ask a study team: rows of content/questions.csv, each for every trial or for those that it fits."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import evidence
import facts

from cache.language import gettext as _
from cache.person import told_places
from cache.search import Search

FILE = Path(__file__).parent / "content" / "questions.csv"
SILENT = "silent"
"""As a stance: the record says nothing on the axis, neither of the trial as a whole nor of a cohort."""
GROUPS = "groups"
"""As a stance: the record says something on one of the axes of a cohort."""


class Question(NamedTuple):
    """What to ask, of which trials, and the page whose topic it follows.

    It is for trials that say `stance` (or SILENT, or GROUPS) of `value` on one of the `axis` names; or for trials whose
    `column` holds one of the `items`; or, where both are empty, for every trial. `if_untold` is asked instead of a person
    who told no place of spread.
    """

    axis: str
    value: str
    stance: str
    column: str
    items: str
    question: str
    if_untold: str
    source: str
    url: str
    year: str


@cache
def rows() -> tuple[Question, ...]:
    """Every row, in English, in the order in which they are asked."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Question(**row) for row in csv.DictReader(file))


def messages() -> list[str]:
    """Everything of the rows that is shown and has to be translated."""
    return list(dict.fromkeys(each for row in rows() for each in (row.question, row.if_untold) if each))


def general() -> list[str]:
    """What to ask about any trial."""
    return [_(row.question) for row in rows() if not (row.axis or row.column)]


def of_trial(trial: dict, labels: list[evidence.Label], search: Search) -> list[str]:
    """What to ask about this trial in particular, most often because its record does not say.

    Of a place of spread only where the search tells it, or none.
    """
    told = told_places(search)
    fitting = [row for row in rows() if _is_said(row, labels) or _is_held(row, trial)]
    if not told:
        return [_(row.if_untold or row.question) for row in fitting]
    return [_(row.question) for row in fitting if row.axis != "site" or row.value in told]


def sources() -> list[tuple[str, str]]:
    """The pages whose topics the questions follow, as (name with year, address)."""
    return list(dict.fromkeys((f"{row.source} ({row.year})", row.url) for row in rows()))


def _is_said(row: Question, labels: list[evidence.Label]) -> bool:
    if not row.axis:
        return False
    asked = evidence.Question(row.question, tuple(row.axis.split()), row.value)
    said = [label for label in labels if asked.is_about(label)]
    if row.stance == SILENT:
        return not said
    if row.stance == GROUPS:
        return any(label.cohort for label in said)
    return any(label.stance == row.stance for label in said if not label.cohort)


def _is_held(row: Question, trial: dict) -> bool:
    if not row.column or not facts.is_given(trial[row.column]):
        return False
    held = trial[row.column]
    return bool(set(row.items.split()) & set(map(str, held if isinstance(held, list) else [held])))
