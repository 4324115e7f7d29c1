"""What a person asks of the catalogue: every choice, and the questions to each trial that follow from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from cache import gazetteer, links, vocabulary
from cache.distance import DISTANCES, UNITS
from cache.errors import BadInput
from cache.language import gettext as _
from cache.person import CNS_ANSWERS, levels_of, told_places
from cache.schema import OPEN_STATUSES

TIERS = ("mbc", "basket_breast", "basket_any", "unclear")
"""Tiers that a search may list, the closest to metastatic breast cancer first."""
USUAL_TIERS = TIERS[:2]
AXES = {
    "sites": "site",
    "treatments": "treatment",
    "subtypes": "subtype",
    "her2_levels": "her2_level",
    "statuses": "status",
    "phases": "phase",
    "tiers": "tier",
}
"""Fields of a search that choose among values of the vocabulary, with their axis."""
CHOICES = {name: tuple(vocabulary.values(axis)) for name, axis in AXES.items()} | {"tiers": TIERS}
"""Fields of a search that choose among known values, with these values in display order."""
FACTS = ("sites", "other_sites", "subtypes", "her2_levels", "sex", "age")
"""Fields that tell facts of a person, which nobody can change; the others tell what would suit her."""
_BESIDE_BONE_ONLY = {"bone", "bone_only", "oligometastatic"}
ORDERS = ("fit", "nearest", "newest")
SEXES = ("female", "male")
OLDEST = 120
ONE_OF = {
    "sex": ("", *SEXES),
    "brain": tuple(CNS_ANSWERS),
    "leptomeningeal": tuple(CNS_ANSWERS),
    "within": ("", *DISTANCES),
    "unit": tuple(UNITS),
    "order": ORDERS,
}
"""Fields of a search that hold one of these values."""
LONGEST_TEXT = 500
_ALTERNATIVES = ("statuses", "subtypes", "her2_levels", "treatments", "phases", "countries")
_UNASKED = {name: () for name in _ALTERNATIVES} | {
    "tiers": TIERS,
    "other_sites": True,
    "sex": "",
    "age": "",
    "text": "",
}
"""What a field holds that asks nothing."""


@dataclass(frozen=True)
class Search:
    """Everything chosen; a field at its default asks nothing. Raises BadInput on a value that does not exist.

    Several sites must all be accepted; of treatments, subtypes, HER2 levels, statuses, phases and countries one is enough.
    """

    sites: tuple[str, ...] = ()
    brain: str = "unsure"
    leptomeningeal: str = "unsure"
    other_sites: bool = False  # also list trials only for people with a site that was not chosen
    treatments: tuple[str, ...] = ()
    given: bool = False  # a treatment counts where it is given, not only where it is tested
    subtypes: tuple[str, ...] = ()
    her2_levels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = OPEN_STATUSES
    phases: tuple[str, ...] = ()
    sex: str = ""  # one of SEXES
    age: str = ""  # whole years
    countries: tuple[str, ...] = ()
    open_here: bool = False  # a country counts only where it has an open site
    near: str = ""  # the full name of a place of the gazetteer
    within: str = ""  # one of DISTANCES from there, in the unit; any distance where it is ''
    unit: str = "mi"
    order: str = "fit"
    text: str = ""
    synonyms: bool = True  # a word also finds what it is otherwise called
    tiers: tuple[str, ...] = USUAL_TIERS

    def __post_init__(self):
        for name, known in CHOICES.items():
            object.__setattr__(self, name, _chosen(name, getattr(self, name), known))
        for name, known in ONE_OF.items():
            _chosen(name, (getattr(self, name),), known)
        if self.age and not (self.age.isdecimal() and int(self.age) <= OLDEST):
            told = _("'{value}' is no age: give whole years up to {oldest}, for instance 54.")
            raise BadInput(told.format(value=self.age, oldest=OLDEST))
        if self.near:
            gazetteer.place(self.near)
        if not self.tiers:
            raise BadInput(_("A search needs at least one of the kinds of trial: choose one under 'tiers'."))
        object.__setattr__(self, "countries", tuple(sorted(set(self.countries))))
        object.__setattr__(self, "text", _clean(self.text))

    def to_params(self) -> dict[str, str]:
        """The search as parameters of a link; what is at its default is left out."""
        return links.to_params(self)

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> "Search":
        """The search of a link. Raises BadInput naming what it cannot take."""
        return cls(**links.read(cls, params))

    @property
    def place_unknown(self) -> bool:
        """Whether the person has not said where the cancer has spread."""
        return not told_places(self)

    @property
    def contradictions(self) -> list[str]:
        """Fields whose values cannot all be true of one person: cancer only in bone and elsewhere too, or a HER2 level
        that no chosen subtype has."""
        levels = {level for each in self.subtypes for level in levels_of(each)}
        found = {
            "sites": "bone_only" in self.sites and not _BESIDE_BONE_ONLY.issuperset(self.sites),
            "her2_levels": bool(levels and self.her2_levels) and levels.isdisjoint(self.her2_levels),
        }
        return [field for field, contradict in found.items() if contradict]


class Point(NamedTuple):
    """One question to every trial: a field of the search with the values asked for (one is enough)."""

    field: str
    values: tuple[str, ...] = ()


def points(search: Search) -> list[Point]:
    """The questions of a search, in the order in which the funnel asks them."""
    asked = [Point("listed", TIERS)]
    if search.tiers != TIERS:
        asked.append(Point("tiers", search.tiers))
    asked += [Point(name, getattr(search, name)) for name in _ALTERNATIVES if getattr(search, name)]
    asked += [Point(name, (getattr(search, name),)) for name in ("sex", "age") if getattr(search, name)]
    if search.near and search.within:
        asked.append(Point("near", (search.within,)))
    asked += [Point("sites", (site,)) for site in search.sites]
    asked.append(Point("other_sites"))
    if search.text:
        asked.append(Point("text", (search.text,)))
    return asked


def without(search: Search, taken: Sequence[Point]) -> Search:
    """The search that does not ask these questions; 'listed' stays, for nothing else is here for people to find."""
    sites = {point.values[0] for point in taken if point.field == "sites"}
    changed = {point.field: _UNASKED[point.field] for point in taken if point.field in _UNASKED}
    changed |= {"within": ""} if any(point.field == "near" for point in taken) else {}
    return replace(search, **changed, sites=tuple(site for site in search.sites if site not in sites))


def _chosen(name: str, given: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [value for value in given if value not in known]
    if unknown:
        told = _("'{value}' is not a choice for '{name}': use one of {choices}.")
        raise BadInput(told.format(value=unknown[0], name=name, choices=", ".join(filter(None, known))))
    return tuple(value for value in known if value in given)


def _clean(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        told = _("The search text has {count} characters: use at most {most}.")
        raise BadInput(told.format(count=len(text), most=LONGEST_TEXT))
    return " ".join(text.split())
