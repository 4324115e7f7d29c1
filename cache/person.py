"""What a person may tell of her cancer, and what follows from it: places within others, HER2 levels of a subtype, the brain.

Sources: the label guide's stances; sites that lie within others are rows of site_relations.csv.
"""

import csv
from functools import cache
from pathlib import Path

from cache.catalogue import ASK, NO, YES

CNS = ("brain", "leptomeningeal")
SITE_STANCES = {"required": YES, "allowed": YES, "treated_stable": YES, "excluded": NO}
CNS_ANSWERS = {
    "unsure": SITE_STANCES | {"treated_stable": ASK},
    "stable": SITE_STANCES | {"required": ASK},
    "active": SITE_STANCES | {"allowed": ASK, "treated_stable": NO},
}
"""What a person may say of metastases in the brain or its lining, and what each stance of a trial then means.

A trial for people with brain metastases only may want new or growing ones, so that treated and stable ones are asked
about; one that allows them may still refuse those with symptoms or on steroids (label guide: still `allowed`).
"""
_HER2_NEGATIVE = ("HR+/HER2-", "TNBC")
_NEGATIVE_LEVELS = ("low", "ultralow", "zero")
"""HER2 levels of who has one of these subtypes (label guide: HER2-low and -ultralow count as HER2-negative)."""
EXTENT = "oligometastatic"
"""The one value of the axis that says how much, not where."""


@cache
def _relations() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "site_relations.csv").open(encoding="utf-8", newline="") as file:
        return {row["narrower"]: row for row in csv.DictReader(file)}


def counts_within(site: str) -> bool:
    """Whether a trial that takes people with the broader site takes those with this one too."""
    return _relations()[site]["broader_yes_counts"] == "yes"


def broader(site: str) -> str:
    """The site that everyone with this one has too ('bone' for 'bone_only'); '' where there is none."""
    return _relations().get(site, {}).get("broader", "")


def told_places(search) -> set[str]:
    """The sites that the person has, as far as the search tells: those chosen and those they lie within."""
    chosen = set(search.sites) - {EXTENT}
    return chosen | {broader(site) for site in chosen if broader(site)}


def levels_of(subtype: str) -> tuple[str, ...]:
    """The HER2 levels that people with this subtype can have."""
    return _NEGATIVE_LEVELS if subtype in _HER2_NEGATIVE else ("positive",)
