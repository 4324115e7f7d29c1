"""What a person has chosen, in words, and the search without each of it. Pure."""

from dataclasses import replace
from textwrap import shorten
from typing import NamedTuple

from babel.lists import format_list

from cache import country_names, language, vocabulary
from cache.language import gettext as _
from cache.language import later
from cache.loosening import Loosening
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
    "sex": later("Sex"),
    "age": later("Age"),
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
SEXES = {"female": later("Open to women"), "male": later("Open to men")}
_OPENED = {
    "sex": later("Open to any sex"),
    "age": later("Open at any age"),
    "statuses": later("Any status, closed trials too"),
    "tiers": later("Also any solid tumor, and trials whose stage is not clear"),
    "other_sites": later("Also trials only for other places of spread"),
    "near": later("Any distance"),
}
_MOST_NAMED = 4
_LONGEST_WORDS = 60  # letters of the search words that a step shows
_FLAGS = {
    "given": (later("Treatments given count too, not only those tested"), False),
    "open_here": (later("Countries count with an open site only"), False),
    "other_sites": (later("Also trials only for other places of spread"), False),
    "synonyms": (later("Only the words I wrote"), True),
}
_CONTRADICTIONS = {
    "sites": later("“{bone_only}” and another place of spread cannot both be true. Take off the one that is wrong."),
    "her2_levels": later("This HER2 level does not go with this receptor status. Take off the one that is wrong."),
}
_WITHIN = {"mi": later("Within {count} miles of {place}"), "km": later("Within {count} km of {place}")}


class Change(NamedTuple):
    """A choice in words, and the search without it."""

    words: str
    search: Search


def words(field: str, value: str, search: Search) -> str:
    """One chosen value in words: 'Brain, treated and stable', 'HER2-low', 'France', '“stage 4”'."""
    if field == "text":
        return f"“{shorten(value, _LONGEST_WORDS, placeholder='…')}”"
    if field == "countries":
        return country_names.shown(value)
    if field == "sex":
        return _(SEXES[value])
    name = vocabulary.name(AXES[field], value) if field in AXES else value
    return f"{name}, {_(CNS_ANSWERS[getattr(search, value)])}" if value in ("brain", "leptomeningeal") else name


def point_words(point: Point, search: Search) -> str:
    """A point in words: 'Triple-negative', 'Phase 1 or Phase 2', 'Within 50 miles of Boston', 'Open now or soon'."""
    usual = _USUAL.get((point.field, point.values))
    if usual:
        return _(usual)
    if point.field == "near":
        return _(_WITHIN[search.unit]).format(count=search.within, place=country_names.of_place(search.near))
    if point.field == "age":
        return _("Open at age {age}").format(age=point.values[0])
    values = [words(point.field, value, search) for value in point.values]
    if not values or point.field == "listed" or len(values) > _MOST_NAMED:
        return _(NAMES[point.field])
    return format_list(values, "or", locale=language.current())


def change_words(point: Point, search: Search) -> str:
    """What taking a point off does: 'Without Phase 4', 'Any status, closed trials too'."""
    opened = _OPENED.get(point.field)
    return _(opened) if opened else _("Without {choice}").format(choice=point_words(point, search))


def loosening_words(way: Loosening, search: Search) -> str:
    """A wider search by how it differs: 'Within 100 miles of Boston', 'Without Phase 4; Without Bone'."""
    if way.within:
        return point_words(way.points[0], way.search)
    return "; ".join(change_words(point, search) for point in way.points)


def widened(search: Search) -> list[Change]:
    """What is set to show or find more, or less, than usual without being a question of its own."""
    return [
        Change(_(said), replace(search, **{field: usual}))
        for field, (said, usual) in _FLAGS.items()
        if getattr(search, field) != usual
    ]


def contradictions(search: Search) -> list[str]:
    """A sentence for each field whose answers cannot all be true."""
    bone_only = vocabulary.name("site", "bone_only")
    return [_(_CONTRADICTIONS[field]).format(bone_only=bone_only) for field in search.contradictions]
