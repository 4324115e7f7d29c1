"""What a person has chosen, in words, and the search without each of it. Pure."""

from dataclasses import replace
from typing import NamedTuple

from babel.lists import format_list

from cache import language, vocabulary
from cache.language import gettext as _
from cache.language import later
from cache.schema import OPEN_STATUSES
from cache.search import AXES, USUAL_TIERS, Point, Search

NAMES = {
    "listed": later("Open to people with metastatic breast cancer"),
    "tiers": later("Kind of trial"),
    "statuses": later("Status"),
    "sites": later("Where it has spread"),
    "other_sites": later("No trials only for other places of spread"),
    "treatments": later("Kind of treatment"),
    "subtypes": later("Receptor status"),
    "her2_levels": later("HER2 level"),
    "phases": later("Phase"),
    "countries": later("Country"),
    "near": later("Distance"),
    "text": later("Words"),
}
"""Every point of a search as a reader knows it."""

CNS_ANSWERS = {"unsure": later("not sure"), "stable": later("treated and stable"), "active": later("active")}
_USUAL = {
    ("statuses", OPEN_STATUSES): later("Open now or soon"),
    ("tiers", USUAL_TIERS): later("For metastatic breast cancer"),
}
_MOST_NAMED = 4
_FLAGS = {
    "given": (later("Treatments given count too, not only those tested"), False),
    "open_here": (later("Countries count with an open site only"), False),
    "other_sites": (later("Trials only for people with another site count too"), False),
    "synonyms": (later("Only the words I wrote"), True),
}
_WITHIN = {"mi": later("Within {count} miles of {place}"), "km": later("Within {count} km of {place}")}


class Change(NamedTuple):
    """A choice in words, and the search without it."""

    words: str
    search: Search


def words(field: str, value: str, search: Search) -> str:
    """One chosen value in words: 'Brain, treated and stable', 'HER2-low', 'France', '“stage 4”'."""
    if field == "text":
        return f"“{value}”"
    name = vocabulary.name(AXES[field], value) if field in AXES else value
    return f"{name}, {_(CNS_ANSWERS[getattr(search, value)])}" if value in ("brain", "leptomeningeal") else name


def point_words(point: Point, search: Search) -> str:
    """A point in words: 'Triple-negative', 'Phase 1 or Phase 2', 'Within 50 miles of Boston', 'Open now or soon'."""
    usual = _USUAL.get((point.field, point.values))
    if usual:
        return _(usual)
    if point.field == "near":
        return _(_WITHIN[search.unit]).format(count=search.within, place=search.near)
    values = [words(point.field, value, search) for value in point.values]
    if not values or point.field == "listed" or len(values) > _MOST_NAMED:
        return _(NAMES[point.field])
    return format_list(values, "or", locale=language.current())


def widened(search: Search) -> list[Change]:
    """What is set to show or find more, or less, than usual without being a question of its own."""
    return [
        Change(_(said), replace(search, **{field: usual}))
        for field, (said, usual) in _FLAGS.items()
        if getattr(search, field) != usual
    ]
