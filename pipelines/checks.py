"""Named checks between the steps: what was found, what was expected. One that fails refuses the publish."""

from typing import NamedTuple

import pandas as pd

from cache import vocabulary
from cache.errors import CheckFailed
from pipelines.fields import FIELDS, columns

MANY = 100
"""A pull of more than this many trials has at least one value in every column that is not rare, and one mbc trial."""
MOST_LOST = 0.10
"""Share of the stored trials that one refresh may lose."""
SMALL_TIER = 20
"""A tier of fewer trials may halve by chance."""
OPEN_VALUES = {"drug", "lines_any", "lines_chemo", "lines_endocrine"}
"""Axes whose values are not a closed list of the vocabulary."""


class Check(NamedTuple):
    """One check of a refresh, as the manifest keeps it."""

    name: str
    found: str
    expected: str
    passed: bool


def refuse_failed(checks: list[Check]) -> None:
    """Raises CheckFailed for the first check that failed."""
    for check in checks:
        if not check.passed:
            raise CheckFailed(
                f"Check '{check.name}' found {check.found} where {check.expected} was expected, "
                "so nothing was published and the last good snapshot stays."
            )


def check_counts(counts: dict[str, dict[str, int]]) -> list[Check]:
    """As many studies received as the registry reported, in every stream."""
    return [
        Check(f"{name} received", f"{n['received']:,}", f"{n['reported']:,}", n["received"] == n["reported"])
        for name, n in counts.items()
    ]


def check_tables(trials: pd.DataFrame, locations: pd.DataFrame, labels: pd.DataFrame) -> list[Check]:
    """The tables fit together and hold what they must."""
    many = len(trials) > MANY
    empty = empty_columns(trials) if many else []
    strays = set(locations["nct_id"]) | set(labels["nct_id"])
    strays -= set(trials["nct_id"])
    central = int((trials["tier"] == "mbc").sum())
    return [
        _none("ids twice", sorted(trials.loc[trials["nct_id"].duplicated(), "nct_id"])),
        _none("columns empty in every trial", empty),
        _none("sites or labels of unknown trials", sorted(strays)),
        _none("labels outside the vocabulary", unknown_labels(labels)),
        Check("trials of tier mbc", f"{central:,}", "at least 1", central > 0 or not many),
    ]


def empty_columns(trials: pd.DataFrame) -> list[str]:
    """Columns without a single value, but for those declared rare."""
    names = [name for field in FIELDS if not field.rare for name in columns(field)]
    return [name for name in names if not trials[name].map(_has_value).any()]


def _has_value(value) -> bool:
    return any(map(_has_value, value)) if isinstance(value, list) else not (pd.isna(value) or value == "")


def unknown_labels(labels: pd.DataFrame) -> list[str]:
    """'axis=value:stance' of label rows that vocabulary.csv and stances.csv do not have."""
    kinds = labels[["axis", "value", "stance"]].drop_duplicates()
    return [
        f"{axis}={value}:{stance}"
        for axis, value, stance in kinds.itertuples(index=False)
        if not _known(axis, value, stance)
    ]


def _known(axis: str, value: str, stance: str) -> bool:
    if stance not in vocabulary.stances(axis):
        return False
    open_value = axis in OPEN_VALUES or (axis == "biomarker" and value.startswith("other:"))
    return open_value or value in vocabulary.values(axis)


def check_quotations(wrong: list[str]) -> Check:
    """Every quotation is the text at its place; `wrong` names the labels where it is not."""
    return _none("quotations that differ from their source", wrong)


def check_losses(before: pd.DataFrame, after: pd.DataFrame) -> list[Check]:
    """A refresh neither loses more than a tenth of what was stored nor halves a tier."""
    lost = len(set(before["nct_id"]) - set(after["nct_id"]))
    allowed = int(len(before) * MOST_LOST)
    old, new = before["tier"].value_counts(), after["tier"].value_counts()
    halved = [tier for tier, n in old.items() if n >= SMALL_TIER and new.get(tier, 0) < n / 2]
    return [
        Check("stored trials lost (--accept-loss lets them go)", f"{lost:,}", f"at most {allowed:,}", lost <= allowed),
        _none("tiers that lost half of their trials (--accept-loss lets them)", halved),
    ]


def _none(name: str, found: list[str]) -> Check:
    shown = ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
    return Check(name, shown or "none", "none", not found)
