"""The answer to a search: lists of trials, and what each question did to them.

Search --points--> questions --judge--> a verdict for each trial --find--> Result
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from cache import gazetteer, vocabulary, wording
from cache.catalogue import ASK, NO, SILENT, YES, Catalogue
from cache.distance import kinds, nearest
from cache.judge import verdicts
from cache.person import told_places
from cache.question import (
    AXES,
    CHOICES,
    LONGEST_TEXT,
    ORDERS,
    TIERS,
    USUAL_TIERS,
    Point,
    Search,
    points,
    without,
)

__all__ = [
    "AXES",
    "CHOICES",
    "LONGEST_TEXT",
    "ORDERS",
    "TIERS",
    "USUAL_TIERS",
    "Point",
    "Result",
    "Search",
    "Step",
    "counts",
    "find",
    "points",
    "refusals",
    "without",
]
_OF_SITES = ("sites", "other_sites")


class Step(NamedTuple):
    """What one point did.

    left: trials left after it and all before it. removed: all trials that it shuts out, whatever others do. gain: how
    many more would be shown without it alone; below 0 where a place of spread is no longer told and shuts others out.
    """

    point: Point
    left: int
    removed: int
    gain: int


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


def find(catalogue: Catalogue, search: Search) -> Result:
    """The trials that a search finds, and what each of its points did."""
    asked = points(search)
    answers = np.array([verdicts(catalogue, search, point.field, point.values) for point in asked])
    verdict, refused = answers.min(axis=0), answers == NO
    shown = _ordered(catalogue, search, np.flatnonzero(verdict))
    by_one = refused & (np.count_nonzero(refused, axis=0) == 1)
    fits, ask, silent = (catalogue.ids[shown[verdict[shown] == group]].tolist() for group in (YES, ASK, SILENT))
    return Result(
        fits=fits,
        ask=ask,
        silent=silent,
        total=len(catalogue),
        funnel=_funnel(catalogue, search, asked, refused, by_one),
        left_out=_left_out(catalogue, search, asked, by_one),
        terms=wording.terms(search.text, search.synonyms),
    )


def counts(catalogue: Catalogue, search: Search) -> dict[str, dict[str, int]]:
    """For each of CHOICES the trials that would fit, or fit but for one answer, if it were chosen beside all other fields.

    A site is counted together with the sites already chosen, another choice alone.
    """
    asked = [(point.field, verdicts(catalogue, search, point.field, point.values)) for point in points(search)]
    found = {}
    for name, values in CHOICES.items():
        own = _OF_SITES if name == "sites" else (name,)
        others = [answer for field, answer in asked if field not in own]
        base = np.minimum.reduce([np.full(len(catalogue), YES, dtype=np.int8), *others]) > SILENT
        found[name] = {value: _count(catalogue, search, base, name, value) for value in values}
    return found


def refusals(catalogue: Catalogue, search: Search, asked: list[Point]) -> np.ndarray:
    """For each of some points of a search (rows) the trials that it shuts out."""
    return np.array([verdicts(catalogue, search, point.field, point.values) == NO for point in asked])


def _count(catalogue: Catalogue, search: Search, base: np.ndarray, name: str, value: str) -> int:
    if name != "sites":
        return int(np.count_nonzero(base & (verdicts(catalogue, search, name, (value,)) > SILENT)))
    widened = replace(search, sites=(*search.sites, value))
    asked = [point for point in points(widened) if point.field in _OF_SITES]
    answers = [verdicts(catalogue, widened, point.field, point.values) > SILENT for point in asked]
    return int(np.count_nonzero(np.logical_and.reduce([base, *answers])))


def _ordered(catalogue: Catalogue, search: Search, shown: np.ndarray) -> np.ndarray:
    """The trials shown, best first.

    Fit: an open site in a chosen country, then about a chosen site, then by tier, then newest. Nearest: by the nearest
    open site, and after those as far away by the nearest of all where the record tells of none whether it is open; then
    by the nearest that may be or become open, then as before.
    """
    if search.order == "newest":
        return shown[np.argsort(catalogue.age_rank[shown])]
    about = catalogue.any_of(catalogue.says("focus_site", site, "is") for site in search.sites)[shown]
    here = catalogue.has("open_countries", *search.countries)[shown]
    fit = catalogue.recall(_fit_rank)[shown] + len(catalogue) * (2 * ~here + ~about)
    if search.order == "fit" or not search.near:
        return shown[np.argsort(fit)]
    found = nearest(catalogue, gazetteer.place(search.near))
    km = np.where(catalogue.recall(_untold), found.possible_km, found.km)
    return shown[np.lexsort((fit, found.possible_km[shown], found.km[shown], km[shown]))]


def _untold(catalogue: Catalogue) -> np.ndarray:
    """Which trials give the status of no site, so that any of them may be open."""
    untold = np.ones(len(catalogue), dtype=bool)
    untold[catalogue.site_trials[~kinds(catalogue).unsaid]] = False
    return untold


def _fit_rank(catalogue: Catalogue) -> np.ndarray:
    """Places of all trials by tier, then newest."""
    tier = np.full(len(catalogue), len(TIERS))
    for rank, name in enumerate(TIERS):
        tier[catalogue.has("tier", name)] = rank
    ranks = np.empty(len(catalogue), dtype=np.int64)
    ranks[np.lexsort((catalogue.age_rank, tier))] = np.arange(len(catalogue))
    return ranks


def _funnel(
    catalogue: Catalogue, search: Search, asked: list[Point], refused: np.ndarray, by_one: np.ndarray
) -> list[Step]:
    left = np.count_nonzero(~np.logical_or.accumulate(refused), axis=1).tolist()
    removed, gain = (np.count_nonzero(each, axis=1).tolist() for each in (refused, by_one))
    gain[0] = 0  # 'listed' cannot be taken off
    others = ~refused[[point.field not in _OF_SITES for point in asked]].any(axis=0)
    for row, point in enumerate(asked):
        if point.field == "sites":
            gain[row] = _shown_by_sites(catalogue, without(search, [point]), others) - left[-1]
    return [Step(*each) for each in zip(asked, left, removed, gain, strict=True)]


def _shown_by_sites(catalogue: Catalogue, search: Search, others: np.ndarray) -> int:
    """How many of some trials the sites of a search leave."""
    asked = [point for point in points(search) if point.field in _OF_SITES]
    return (
        int(np.count_nonzero(others & ~refusals(catalogue, search, asked).any(axis=0))) if asked else int(others.sum())
    )


def _left_out(catalogue: Catalogue, search: Search, asked: list[Point], by_one: np.ndarray) -> dict[str, int]:
    row = next((row for row, point in enumerate(asked) if point.field == "other_sites"), None)
    if row is None or not by_one[row].any():
        return {}
    lacking = [site for site in vocabulary.values("site") if site not in told_places(search)]
    needing = {site: int((catalogue.says("site", site, "required") & by_one[row]).sum()) for site in lacking}
    return {site: count for site, count in needing.items() if count}
