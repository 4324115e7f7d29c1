"""How far it is from a place to the sites of every trial, as the crow flies. Positions in the registry are city centres."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from cache import gazetteer
from cache.catalogue import Catalogue
from cache.gazetteer import Place

DISTANCES = ("25", "50", "100", "250", "500")
"""Radii that a search may ask for, in its unit."""
UNITS = {"mi": 1.609344, "km": 1.0}
"""Unit -> kilometres in one."""
POSSIBLE = ("NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE")
"""Statuses of a site that may be or become open; one without a status may be, too."""
_NOBODY_JOINS = r"\b(?:data|specimen) (?:collection|analysis)\b"
"""Finds names as 'Example Hospital (Data Collection Only)', of sites where no patient is seen."""
_EARTH_KM = 6371.0088
_PLACES = 64
_OUTSKIRTS = 50
"""Kilometres that a site may be from the nearest town that the post knows in its state."""


class Nearest(NamedTuple):
    """The nearest sites of every trial of a catalogue, in the catalogue's order.

    km, site: distance to the nearest open site, and its row in the catalogue's table of sites; inf and -1 where no open
    site has a position. possible_km, possible_site: the same for sites that may be or become open.
    """

    km: np.ndarray
    site: np.ndarray
    possible_km: np.ndarray
    possible_site: np.ndarray


def in_unit(km: float, unit: str) -> float:
    """Kilometres in a unit of UNITS."""
    return km / UNITS[unit]


class Kinds(NamedTuple):
    """Sites by their own status, and those with a position: for each row of the catalogue's table whether it is so.

    open: recruiting. may_open: one of POSSIBLE. unsaid: the record gives no status. placed: it has a position.
    joinable: by its name it is not for data or specimens only.
    """

    open: np.ndarray
    may_open: np.ndarray
    unsaid: np.ndarray
    placed: np.ndarray
    joinable: np.ndarray


def kinds(catalogue: Catalogue, rows: slice = slice(None)) -> Kinds:
    """The kinds of some sites that stand next to each other; of all where none are told."""
    return Kinds(*(each[rows] for each in catalogue.recall(_kinds)))


def nearest(catalogue: Catalogue, place: Place) -> Nearest:
    """The nearest sites of every trial, seen from a place; remembered for the places asked for last."""
    return catalogue.recall(_Sites).nearest(place)


def unplaced(catalogue: Catalogue, place: Place, km: float) -> np.ndarray:
    """Which trials have a site without a position that is, or may be or become, open, and may be so near for all we know."""
    return catalogue.recall(_Sites).unplaced_within(place, km)


def may_lie_within(country: str | None, state: str | None, place: Place, km: float) -> bool:
    """Whether a site of which no more is known may be so near: a city of its country is, or we know no city of it.

    A site in a state of the United States is not, where all towns of that state are evidently farther.
    """
    return _countries_away(place).get(country, 0.0) <= km and _state_away(country, state, place) <= km


def kilometres(positions: np.ndarray, place: Place) -> np.ndarray:
    """From a place to each position (rows of latitude and longitude, degrees), by the haversine formula; nan where one lacks."""
    lat, lon = np.radians(positions).T
    here_lat, here_lon = np.radians([place.lat, place.lon])
    half = np.sin((lat - here_lat) / 2) ** 2 + np.cos(lat) * np.cos(here_lat) * np.sin((lon - here_lon) / 2) ** 2
    return 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1)))


@lru_cache(maxsize=_PLACES)
def _countries_away(place: Place) -> dict[str, float]:
    """Country -> kilometres from a place to its nearest city that we know; 0 for the place's own country."""
    positions, countries = gazetteer.positions()
    nearest_city = pd.Series(kilometres(positions, place)).groupby(countries).min()
    return {**nearest_city.to_dict(), place.country: 0.0}


@lru_cache(maxsize=_PLACES * 50)
def _state_away(country: str | None, state: str | None, place: Place) -> float:
    """Kilometres from a place to where a US state may begin; 0 where we do not know the state."""
    towns = gazetteer.towns(state or "", country or "")
    return kilometres(towns, place).min() - _OUTSKIRTS if len(towns) else 0.0


class _Group(NamedTuple):
    """Sites with a position, those of a trial together: their rows, cities and trials; and where each trial begins."""

    row: np.ndarray
    city: np.ndarray
    trial: np.ndarray
    start: np.ndarray


class _Sites:
    """The sites of a catalogue, made ready for distances: many share the position of their city."""

    def __init__(self, catalogue: Catalogue):
        sites = catalogue.sites
        self._count = len(catalogue)
        trial = catalogue.site_trials
        kind = kinds(catalogue)
        opened, possible = kind.open & kind.joinable, (kind.may_open | kind.unsaid) & kind.joinable
        positions = sites[["lat", "lon"]].to_numpy(dtype=np.float64, na_value=np.nan)
        self._cities, city = _distinct(positions)
        self._open, self._possible = (_group(trial, city, kind.placed & each) for each in (opened, possible))
        unplaced = ~kind.placed & (opened | possible)
        areas = sites.loc[unplaced, ["country", "state"]].fillna("").groupby(["country", "state"])
        self._areas = list(areas.groups)
        self._unplaced = pd.DataFrame({"trial": trial[unplaced], "area": areas.ngroup()}).drop_duplicates()
        self.nearest = lru_cache(maxsize=_PLACES)(self._nearest)

    def unplaced_within(self, place: Place, km: float) -> np.ndarray:
        """Trials with a site without a position that may be within a distance."""
        reached = np.array([may_lie_within(*area, place, km) for area in self._areas], dtype=bool)
        found = np.zeros(self._count, dtype=bool)
        found[self._unplaced["trial"].to_numpy()[reached[self._unplaced["area"].to_numpy()]]] = True
        return found

    def _nearest(self, place: Place) -> Nearest:
        away = kilometres(self._cities, place).astype(np.float32)
        return Nearest(*self._least(away, self._open), *self._least(away, self._possible))

    def _least(self, away: np.ndarray, sites: _Group) -> tuple[np.ndarray, np.ndarray]:
        """For each trial the least distance to one of some sites, and the first row with it."""
        km, row = np.full(self._count, np.inf, dtype=np.float32), np.full(self._count, -1, dtype=np.int32)
        if len(sites.row):
            each = away[sites.city]
            least = np.minimum.reduceat(each, sites.start)
            km[sites.trial[sites.start]] = least
            first = np.flatnonzero(each == np.repeat(least, np.diff(sites.start, append=len(each))))[::-1]
            row[sites.trial[first]] = sites.row[first]
        return km, row


def _kinds(catalogue: Catalogue) -> Kinds:
    sites = catalogue.sites
    return Kinds(
        open=sites["status"].eq("RECRUITING").to_numpy(dtype=bool, na_value=False),
        may_open=sites["status"].isin(POSSIBLE).to_numpy(dtype=bool),
        unsaid=sites["status"].isna().to_numpy(),
        placed=sites[["lat", "lon"]].notna().all(axis=1).to_numpy(),
        joinable=~sites["facility"].str.contains(_NOBODY_JOINS, case=False, na=False).to_numpy(dtype=bool),
    )


def _distinct(positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct positions, and for each of all which of them it is."""
    codes, found = pd.factorize(positions[:, 0] + 1j * positions[:, 1])
    return np.column_stack([found.real, found.imag]), codes


def _group(trial: np.ndarray, city: np.ndarray, wanted: np.ndarray) -> _Group:
    row = np.flatnonzero(wanted)
    owner = trial[row]
    start = np.flatnonzero(np.diff(owner, prepend=-1))
    return _Group(row, city[row], owner, start)
