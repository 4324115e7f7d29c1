"""What to take off a search so that it shows more: the fewest points, single terms of its text, a wider distance."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np

from cache.catalogue import Catalogue
from cache.distance import DISTANCES
from cache.question import LONGEST_TEXT
from cache.search import Point, Search, points, refusals
from cache.search import without as without_points
from cache.wording import terms, written

MOST = 3
"""Sets of equally many points that are offered at most."""
MOST_TERMS = 2
"""Terms of a text that are left out of it at most, before all of it is."""
_FIXED = ("listed", "sites")  # sites are taken off beforehand, in every combination, for they change 'other_sites'


class Loosening(NamedTuple):
    """A wider search, and how it differs.

    points: those that it does without, of the text perhaps single terms; where `within` holds a wider distance, the one
    point that it widens.
    shown: all trials that it shows. more: those of them that the narrower search does not show.
    """

    search: Search
    points: tuple[Point, ...]
    within: str
    shown: int
    more: int


def smallest_loosening(catalogue: Catalogue, search: Search) -> list[Loosening]:
    """The smallest changes that show at least one more trial, the smallest first; empty where no more is listed.

    First the smallest wider distance that is enough by itself. Then the fewest points: at most MOST such sets, first
    those that keep the statuses (what nobody can enter helps few), then what shows most. Where each of them gives the
    statuses up, the best of those that keep them is the last. Before those that give the text up come, at most MOST,
    those that give up the fewest of its terms instead.
    """
    now = _shown(catalogue, search)
    sets = _fewest(catalogue, search, ~now)[:MOST]
    if sets and search.statuses and all(map(_gives_up_statuses, sets)):
        sets += _fewest(catalogue, search, ~now, keep=("statuses",))[:1]
    fewer_words = [each for taken in sets for each in _fewest_terms(catalogue, search, ~now, taken)][:MOST]
    taken = [_loosened(catalogue, without(search, each), each, now) for each in (*fewer_words, *sets)]
    return [*_widened(catalogue, search, now), *taken]


def without(search: Search, taken: tuple[Point, ...]) -> Search:
    """The search without these points; one of the text may be one of its terms, and the others stay."""
    words = [point for point in taken if point.field == "text" and point.values != (search.text,)]
    gone = {point.values[0] for point in words}
    kept = [term for term in terms(search.text, search.synonyms) if written([term], search.synonyms) not in gone]
    narrower = replace(search, text=written(kept, search.synonyms)) if words else search
    return without_points(narrower, [point for point in taken if point not in words])


def _shown(catalogue: Catalogue, search: Search) -> np.ndarray:
    return ~refusals(catalogue, search, points(search)).any(axis=0)


def _loosened(catalogue: Catalogue, wider: Search, taken: tuple[Point, ...], now: np.ndarray, within="") -> Loosening:
    shown = _shown(catalogue, wider)
    return Loosening(wider, taken, within, int(shown.sum()), int((shown & ~now).sum()))


def _widened(catalogue: Catalogue, search: Search, now: np.ndarray) -> list[Loosening]:
    """With the smallest wider distance that shows more; empty where none does."""
    if not (search.near and search.within):
        return []
    wider = DISTANCES[DISTANCES.index(search.within) + 1 :]
    changed = (Point("near", (search.within,)),)
    found = (_loosened(catalogue, replace(search, within=each), changed, now, each) for each in wider)
    return [each for each in found if each.more][:1]


def _fewest(catalogue: Catalogue, search: Search, hidden: np.ndarray, keep=()) -> list[tuple[Point, ...]]:
    """The smallest sets of points that shut out some of the hidden trials by themselves, in the order of their worth."""
    sites = [Point("sites", (site,)) for site in search.sites]
    found: Counter[tuple[Point, ...]] = Counter()
    for size in range(len(sites) + 1):
        if found and size > min(map(len, found)):
            break
        for gone in combinations(sites, size):
            for others, count in _shutting_out(catalogue, without(search, gone), hidden, (*_FIXED, *keep)):
                found[*gone, *others] = count
    fewest = [each for each in found if len(each) == min(map(len, found))]
    return sorted(fewest, key=lambda each: (_gives_up_statuses(each), -found[each]))


def _fewest_terms(
    catalogue: Catalogue, search: Search, hidden: np.ndarray, taken: tuple[Point, ...]
) -> list[tuple[Point, ...]]:
    """Like `taken`, which is enough, with the fewest terms of the text in place of all of it; those that show most first."""
    others = tuple(point for point in taken if point.field != "text")
    kept = terms(search.text, search.synonyms) if len(others) < len(taken) else []
    if len(kept) < 2 or len(written(kept, search.synonyms)) > LONGEST_TEXT:
        return []
    wider = without(search, taken)
    said = [Point("text", (written([term], search.synonyms),)) for term in kept]
    lacking = refusals(catalogue, wider, said)[:, hidden & _shown(catalogue, wider)]
    count = lacking.sum(axis=0)
    if count.min() > MOST_TERMS or count.min() == len(kept):
        return []
    sets, shown = np.unique(lacking[:, count == count.min()], axis=1, return_counts=True)
    best = sets.T[np.argsort(-shown, kind="stable")][:MOST]
    return [(*others, *(said[place] for place in np.flatnonzero(each))) for each in best]


def _shutting_out(catalogue, search: Search, hidden: np.ndarray, fixed: tuple[str, ...]) -> Iterator[tuple]:
    """The sets of points that shut out hidden trials which the fixed points let pass, with the number of these."""
    asked = points(search)
    refused = refusals(catalogue, search, asked)
    is_fixed = np.array([point.field in fixed for point in asked])
    passing = hidden & ~refused[is_fixed].any(axis=0)
    loose = [point for point in asked if point.field not in fixed]
    codes = (1 << np.arange(len(loose))) @ refused[~is_fixed][:, passing]
    for code, count in zip(*np.unique(codes, return_counts=True), strict=True):
        yield tuple(point for bit, point in enumerate(loose) if code >> bit & 1), int(count)


def _gives_up_statuses(taken: tuple[Point, ...]) -> bool:
    return any(point.field == "statuses" for point in taken)
