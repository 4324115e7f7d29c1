"""What a person has chosen, in words, and how to take each choice back. Pure."""

from dataclasses import replace
from typing import NamedTuple

from cache import vocabulary
from cache.schema import OPEN_STATUSES
from cache.search import AXES, TIERS, USUAL_TIERS, Point, Search

NAMES = {
    "listed": "Open to people with metastatic breast cancer",
    "tiers": "Kind of trial",
    "statuses": "Status",
    "sites": "Where it has spread",
    "other_sites": "Not only for people with a site that you did not choose",
    "treatments": "Kind of treatment",
    "subtypes": "Receptor status",
    "her2_levels": "HER2 level",
    "phases": "Phase",
    "countries": "Country",
    "text": "Words",
}
"""Every point of a search as a reader knows it."""

CNS_ANSWERS = {"unsure": "not sure", "stable": "treated and stable", "active": "active"}
_FLAGS = {
    "given": ("Given counts too, not only tested", False),
    "open_here": ("Only open sites", False),
    "other_sites": ("Also trials only for other sites", False),
    "synonyms": ("Only the words I wrote", True),
}


class Change(NamedTuple):
    """A choice in words, and the search without it."""

    words: str
    search: Search


def words(field: str, value: str, search: Search) -> str:
    """One chosen value in words: 'Brain, treated and stable', 'HER2-low', 'France', '“stage 4”'."""
    if field == "text":
        return f"“{value}”"
    name = vocabulary.name(AXES[field], value) if field in AXES else value
    return f"{name}, {CNS_ANSWERS[getattr(search, value)]}" if value in ("brain", "leptomeningeal") else name


def point_words(point: Point, search: Search) -> str:
    """A point in words: 'Receptor status: Triple-negative'; alternatives joined by 'or'."""
    values = [words(point.field, value, search) for value in point.values]
    shown = values if len(values) <= 4 and point.field != "listed" else []
    return ": ".join(filter(None, [NAMES[point.field], " or ".join(shown)]))


def choices(search: Search) -> list[Change]:
    """Everything chosen, one entry for each that can be taken back by itself."""
    found = []
    for field in ("sites", "subtypes", "her2_levels", "treatments", "phases", "countries"):
        for value in getattr(search, field):
            rest = tuple(each for each in getattr(search, field) if each != value)
            found.append(Change(words(field, value, search), replace(search, **{field: rest})))
    if search.text:
        found.append(Change(words("text", search.text, search), replace(search, text="")))
    for field, usual in (("statuses", OPEN_STATUSES), ("tiers", USUAL_TIERS)):
        if getattr(search, field) != usual:
            found.append(Change(_set_words(field, search), replace(search, **{field: usual})))
    for field, (said, usual) in _FLAGS.items():
        if getattr(search, field) != usual:
            found.append(Change(said, replace(search, **{field: usual})))
    return found


def loosenings(search: Search) -> list[Change]:
    """Ways to see more: each choice taken back, other sites, given treatments, every status, every kind of trial."""
    found = [Change(f"Without: {each.words}", each.search) for each in choices(search)]
    found += [
        Change("Also trials only for people with another site", replace(search, other_sites=True)),
        Change("Treatments given count too, not only those tested", replace(search, given=True)),
        Change("Any status, closed trials too", replace(search, statuses=())),
        Change("All solid tumours and trials whose stage is not clear", replace(search, tiers=TIERS)),
    ]
    return [each for each in found if each.search != search]


def _set_words(field: str, search: Search) -> str:
    values = [words(field, value, search) for value in getattr(search, field)]
    return f"{NAMES[field]}: {' or '.join(values) if values else 'any'}"
