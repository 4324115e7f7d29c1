"""Named checks between the steps: what was found, what was expected. One that fails refuses the publish."""

from collections.abc import Iterable
from typing import NamedTuple

from cache import vocabulary
from cache.errors import CheckFailed
from pipelines.tally import Tally, empty_columns, lost_columns

MANY = 100
"""A catalogue of more than this many trials has at least one value in every column that is not rare, and one mbc trial."""
FEW = 5
"""A column that this many trials have lost, and all that were fetched and had something in it, was dropped by the registry."""
MOST_LOST = 0.10
"""Share of the stored trials that one refresh may lose."""
SMALL_TIER = 20
"""A tier of fewer trials may halve by chance."""
OPEN_VALUES = {"drug", "lines_any", "lines_chemo", "lines_endocrine"}
"""Axes whose values are not a closed list of the vocabulary."""
CONSENT = "(--accept-loss lets it pass)"


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


def check_gone(stored: int, gone: int) -> Check:
    """A refresh loses at most a tenth of what was stored; trials that closed are not lost."""
    allowed = int(stored * MOST_LOST)
    return Check(f"stored trials lost {CONSENT}", f"{gone:,}", f"at most {allowed:,}", gone <= allowed)


def check_tables(tally: Tally) -> list[Check]:
    """The tables fit together and hold what they must."""
    many = tally.rows["trials"] > MANY
    central, count = tally.tiers["mbc"], tally.rows["trials"]
    return [
        Check("trials", f"{count:,}", "at least 1", count > 0),
        _none("trials without their one row, or rows without a trial", tally.astray),
        _none("labels outside the vocabulary", unknown_labels(tally.labels)),
        _none("quotations that differ from their source", tally.misquoted),
        Check("trials of tier mbc", f"{central:,}", "at least 1", central > 0 or not many),
    ]


def check_columns(tally: Tally) -> list[Check]:
    """The registry has not dropped a part of its records."""
    many = tally.rows["trials"] > MANY
    return [
        _none(f"columns empty in every trial {CONSENT}", empty_columns(tally) if many else []),
        _none(f"columns gone from every trial that was fetched {CONSENT}", lost_columns(tally, FEW)),
    ]


def check_tiers(before: dict[str, int], tally: Tally) -> Check:
    """No tier loses half of its trials; `before`: tier -> trials."""
    halved = [tier for tier, n in before.items() if n >= SMALL_TIER and tally.tiers[tier] < n / 2]
    return _none(f"tiers that lost half of their trials {CONSENT}", halved)


def unknown_labels(kinds: Iterable[tuple[str, str, str]]) -> list[str]:
    """'axis=value:stance' of those (axis, value, stance) that vocabulary.csv and stances.csv do not have."""
    return [f"{axis}={value}:{stance}" for axis, value, stance in kinds if not _known(axis, value, stance)]


def _known(axis: str, value: str, stance: str) -> bool:
    if stance not in vocabulary.stances(axis):
        return False
    open_value = axis in OPEN_VALUES or (axis == "biomarker" and value.startswith("other:"))
    return open_value or value in vocabulary.values(axis)


def _none(name: str, found: list[str]) -> Check:
    shown = ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
    return Check(name, shown or "none", "none", not found)
