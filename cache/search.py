"""What a person asks of the catalogue, and the answer: lists of trials, and what each filter did to them.

Search --points--> questions --judge--> a verdict for each trial --find--> Result
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from cache import gazetteer, links, vocabulary, wording
from cache.catalogue import ASK, NO, SILENT, YES, Catalogue
from cache.distance import DISTANCES, UNITS
from cache.errors import BadInput
from cache.judge import CNS_ANSWERS, told_places, verdicts
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
ORDERS = ("fit", "nearest", "newest")
ONE_OF = {
    "brain": tuple(CNS_ANSWERS),
    "leptomeningeal": tuple(CNS_ANSWERS),
    "within": ("", *DISTANCES),
    "unit": tuple(UNITS),
    "order": ORDERS,
}
"""Fields of a search that hold one of these values."""
LONGEST_TEXT = 200


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
        if self.near:
            gazetteer.place(self.near)
        if not self.tiers:
            raise BadInput("A search needs at least one of the kinds of trial: choose one under 'tiers'.")
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


class Point(NamedTuple):
    """One question to every trial: a field of the search with the values asked for (one is enough)."""

    field: str
    values: tuple[str, ...] = ()


class Step(NamedTuple):
    """What one point did: trials left after it and all before it, and all trials that it shuts out by itself."""

    point: Point
    left: int
    removed: int


class Result(NamedTuple):
    """Ids of the trials found, in three groups, best first in each.

    fits: the record says yes to everything chosen. ask: it depends on something the person has not told.
    silent: the record says nothing on at least one point. left_out: for each site that was not chosen, the trials that
    are hidden for the sole reason that everyone in them has it. terms: how the text was understood.
    """

    fits: list[str]
    ask: list[str]
    silent: list[str]
    total: int
    funnel: list[Step]
    left_out: dict[str, int]
    terms: list[wording.Term]

    @property
    def ids(self) -> list[str]:
        """All trials shown, in the order of the groups."""
        return self.fits + self.ask + self.silent


def points(search: Search) -> list[Point]:
    """The questions of a search, in the order in which the funnel asks them."""
    asked = [Point("listed", TIERS)]
    if search.tiers != TIERS:
        asked.append(Point("tiers", search.tiers))
    alternatives = ("statuses", "subtypes", "her2_levels", "treatments", "phases", "countries")
    asked += [Point(name, getattr(search, name)) for name in alternatives if getattr(search, name)]
    asked += [Point("sites", (site,)) for site in search.sites]
    if not search.place_unknown:
        asked.append(Point("other_sites"))
    if search.text:
        asked.append(Point("text", (search.text,)))
    return asked


def find(catalogue: Catalogue, search: Search) -> Result:
    """The trials that a search finds, and what each of its points did."""
    asked = points(search)
    answers = np.array([verdicts(catalogue, search, point.field, point.values) for point in asked])
    verdict = answers.min(axis=0)
    order = _order(catalogue, search)
    fits, ask, silent = (catalogue.ids[order[verdict[order] == group]].tolist() for group in (YES, ASK, SILENT))
    return Result(
        fits=fits,
        ask=ask,
        silent=silent,
        total=len(catalogue),
        funnel=_funnel(asked, answers),
        left_out=_left_out(catalogue, search, asked, answers),
        terms=wording.terms(search.text, search.synonyms),
    )


def options(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """What can be chosen in each field, in display order."""
    return CHOICES | {"countries": tuple(catalogue.countries())}


def counts(catalogue: Catalogue, search: Search) -> dict[str, dict[str, int]]:
    """For each option the trials that would fit, or fit but for one answer, if it were chosen beside all other fields.

    A site is counted together with the sites already chosen, another option alone.
    """
    asked = [(point, verdicts(catalogue, search, point.field, point.values)) for point in points(search)]
    found = {}
    for name, values in options(catalogue).items():
        own = ("sites", "other_sites") if name == "sites" else (name,)
        others = [answer for point, answer in asked if point.field not in own]
        base = np.minimum.reduce([np.full(len(catalogue), YES, dtype=np.int8), *others])
        found[name] = {value: _count(catalogue, search, base, name, value) for value in values}
    return found


def _count(catalogue: Catalogue, search: Search, base: np.ndarray, name: str, value: str) -> int:
    if name != "sites":
        return int((np.minimum(base, verdicts(catalogue, search, name, (value,))) > SILENT).sum())
    widened = replace(search, sites=(*search.sites, value))
    asked = [point for point in points(widened) if point.field in ("sites", "other_sites")]
    answers = [verdicts(catalogue, widened, point.field, point.values) for point in asked]
    return int((np.minimum.reduce([base, *answers]) > SILENT).sum())


def _order(catalogue: Catalogue, search: Search) -> np.ndarray:
    """Places of all trials: an open site in a chosen country first, then trials about a chosen site, then by tier, then newest."""
    tier = np.full(len(catalogue), len(TIERS))
    for rank, name in enumerate(TIERS):
        tier[catalogue.has("tier", name)] = rank
    about = catalogue.any_of(catalogue.says("focus_site", site, "is") for site in search.sites)
    here = catalogue.has("open_countries", *search.countries)
    return np.lexsort((catalogue.age_rank, tier, ~about, ~here))


def _funnel(asked: list[Point], answers: np.ndarray) -> list[Step]:
    refused = answers == NO
    left = (~np.logical_or.accumulate(refused)).sum(axis=1)
    return [Step(point, int(left[row]), int(refused[row].sum())) for row, point in enumerate(asked)]


def _left_out(catalogue: Catalogue, search: Search, asked: list[Point], answers: np.ndarray) -> dict[str, int]:
    row = next((row for row, point in enumerate(asked) if point.field == "other_sites"), None)
    if row is None:
        return {}
    lacking = [site for site in vocabulary.values("site") if site not in told_places(search)]
    only_here = (answers[row] == NO) & ((answers == NO).sum(axis=0) == 1)
    needing = {site: catalogue.says("site", site, "required") & only_here for site in lacking}
    return {site: int(mask.sum()) for site, mask in needing.items() if mask.any()}


def _chosen(name: str, given: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [value for value in given if value not in known]
    if unknown:
        raise BadInput(f"'{unknown[0]}' is not a choice for '{name}': use one of {', '.join(known)}.")
    return tuple(value for value in known if value in given)


def _clean(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise BadInput(f"The search text has {len(text)} characters: use at most {LONGEST_TEXT}.")
    return " ".join(text.split())
