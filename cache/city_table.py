"""The cities of the gazetteer and their spellings in memory, and which of them typed words can mean.

Keys are names as cache.gazetteer.key makes them. The files are made by pipelines/gazetteer.py.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow.parquet as pq

from cache.areas import Area, Areas, City

CITIES = Path(__file__).parent / "cities.parquet"
NAMES = Path(__file__).parent / "city_names.parquet"
STATES = "United States"
"""The country whose ZIP codes we know."""
_AFTER_ALL = "\U0010ffff"
_WHOLE, _BEGINS = (0.7, 2.5), (-1.0, 0.5)
"""What a match is worth, in powers of ten of people: another name of the city, its main name."""
_SLIP = 3.0
"""What each wrong letter costs, in the same powers."""
_LEAST_SLIP, _TWO_SLIPS = 5, 8  # letters of a name in which one may be wrong, and two
_LETTERS_ALONE = 2
"""So few letters begin too many names: they count only as a name."""
_MOST_RANKED, _MOST_SIMILAR = 400, 100


class Place(NamedTuple):
    """A place by its full name, which no other place has; degrees; country as in the catalogue's locations."""

    name: str
    lat: float
    lon: float
    country: str


class Cities:
    """Both files in memory. A row is a city's place in CITIES, where the largest comes first."""

    def __init__(self):
        table = pq.ParquetFile(CITIES).read()
        self._columns = {name: table[name].to_pylist() for name in ("name", "country", "region", "region_short")}
        self._region_names, self._country_names = (table[f"{each}_names"].to_pylist() for each in ("region", "country"))
        self._lat, self._lon = table["lat"].to_numpy(), table["lon"].to_numpy()
        self._size = np.log10(table["population"].to_numpy())
        names = pq.ParquetFile(NAMES).read()
        self._keys, self._row = names["key"].to_pylist(), names["row"].to_numpy()
        self._main = names["main"].to_numpy()

    def place(self, row: int) -> Place:
        name, country = self._columns["name"][row], self._columns["country"][row]
        return Place(name, float(self._lat[row]), float(self._lon[row]), country)

    def centre(self, city: str, state: str, country: str) -> tuple[float, float] | None:
        named = [at for at in self._exactly(city) if self._columns["country"][self._row[at]] == country]
        rows = {int(self._row[at]) for at in [at for at in named if self._main[at]] or named}
        known = state in self._regions_of.get(country, ())
        own = {row for row in rows if not known or state in self._region_names[row].split("|")}
        rows = own or {row for row in rows if not self._columns["region"][row]}
        if len(rows) != 1:
            return None
        (row,) = rows
        return float(self._lat[row]), float(self._lon[row])

    @cached_property
    def _regions_of(self) -> dict[str, set[str]]:
        """Country -> keys of all that its regions are called."""
        found = defaultdict(set)
        for country, regions in set(zip(self._columns["country"], self._region_names, strict=True)):
            found[country].update(filter(None, regions.split("|")))
        return found

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Full name -> row."""
        return {name: row for row, name in enumerate(self._columns["name"])}

    @cached_property
    def areas(self) -> Areas:
        """The countries and regions of the cities."""
        columns = zip(self._columns["country"], self._columns["region"], strict=True)
        named = zip(columns, self._country_names, self._region_names, strict=True)
        return Areas(((Area(*area), *names) for area, *names in dict.fromkeys(named)), self._called)

    def _called(self, name: str) -> list[City]:
        """The cities with exactly this key, each by the name that it is."""
        return [self._city(int(self._row[at]), bool(self._main[at])) for at in self._exactly(name)]

    def _exactly(self, name: str) -> range:
        """Where a key stands among the keys, once for every city that is called so."""
        return range(bisect_left(self._keys, name), bisect_left(self._keys, name + "\0"))

    def _beginning(self, text: str) -> range:
        """Where the keys stand that begin with a text."""
        return range(bisect_left(self._keys, text), bisect_left(self._keys, text + _AFTER_ALL))

    def _city(self, row: int, main: bool) -> City:
        country, region = self._columns["country"][row], self._columns["region"][row]
        return City(row, country, region, float(10 ** self._size[row]), main)

    @cached_property
    def states(self) -> dict[str, str]:
        """Abbreviation -> name of the states of the United States."""
        columns = zip(self._columns["country"], self._columns["region_short"], self._columns["region"], strict=True)
        return {short: name for country, short, name in columns if country == STATES}

    @cached_property
    def state_letters(self) -> dict[str, str]:
        """Key of all that a state of the United States is called -> its abbreviation."""
        columns = zip(self._columns["country"], self._columns["region_short"], self._region_names, strict=True)
        named = {(short, names) for country, short, names in columns if country == STATES}
        return {name: short for short, names in named for name in names.split("|")}

    @cached_property
    def country_codes(self) -> dict[str, str]:
        """Country -> its ISO code, the first of its names with two letters."""
        named = dict(zip(self._columns["country"], self._country_names, strict=True))
        return {
            country: next(name for name in names.split("|") if len(name) == 2).upper()
            for country, names in named.items()
        }

    @property
    def countries(self) -> list[str]:
        return self._columns["country"]

    @cached_property
    def positions(self) -> np.ndarray:
        """Latitude and longitude of each city."""
        return np.column_stack([self._lat, self._lon])

    def rows(self, words: list[str]) -> list[int]:
        """The cities that words can mean, best first."""
        if len("".join(words)) <= _LETTERS_ALONE:
            return [city.row for city in self.areas.by_letters(" ".join(words))]
        return self._ranked(self._spelled(words)) or self._ranked(self._misspelled(words))

    def _ranked(self, scored: Iterator[tuple[np.ndarray, np.ndarray]]) -> list[int]:
        """Rows by their best score."""
        rows, scores = (np.concatenate(each) for each in zip(*scored, strict=True))
        best = rows[np.lexsort((rows, -scores))]
        return list(dict.fromkeys(best[:_MOST_RANKED].tolist()))

    def _spelled(self, words: list[str]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Rows and scores: of names that begin with the words, then of whole names before the name of a region."""
        text = " ".join(words)
        begins = np.array(self._beginning(text), dtype=int)
        whole = begins < self._exactly(text).stop
        yield self._row[begins], self._size[self._row[begins]] + self._worth(begins, whole)
        for name, region in _parted(words):
            named = np.array([at for at in self._exactly(name) if self._lies_in(self._row[at], region)], dtype=int)
            yield self._row[named], self._size[self._row[named]] + self._worth(named, True)

    def _worth(self, at: np.ndarray, whole) -> np.ndarray:
        main = self._main[at]
        return np.where(whole, np.where(main, *_WHOLE[::-1]), np.where(main, *_BEGINS[::-1]))

    def _misspelled(self, words: list[str]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The same for names that differ by a letter or two, but not by the first; the nearest spelling counts most."""
        for name, region in [(" ".join(words), ""), *_parted(words)]:
            near = self._close(name) if not region or self._is_region(region) else []
            near = [(at, slips) for at, slips in near if not region or self._lies_in(self._row[at], region)]
            at, slips = np.array(near, dtype=int).reshape(-1, 2).T
            yield self._row[at], self._size[self._row[at]] - _SLIP * slips

    def _close(self, name: str) -> list[tuple[int, int]]:
        """Places in the keys of similar names, each with the number of slips."""
        from rapidfuzz import process  # here: most who type a place need none of it
        from rapidfuzz.distance import OSA

        if len(name) < _LEAST_SLIP:
            return []
        slips = 2 if len(name) >= _TWO_SLIPS else 1
        alike = self._beginning(name[0])
        keys = self._keys[alike.start : alike.stop]
        found = process.extract(name, keys, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_SIMILAR)
        fewer_than = self.areas.slips(name, slips) if found else 0
        return [(alike.start + at, distance) for _key, distance, at in found if distance < fewer_than]

    def _is_region(self, words: str) -> bool:
        return any(each.startswith(words) for each in self._regions)

    @cached_property
    def _regions(self) -> set[str]:
        distinct = set(zip(self._region_names, self._country_names, strict=True))
        return {name for each in distinct for name in _names_of(*each)}

    def _lies_in(self, row: int, words: str) -> bool:
        """Whether words begin a name of the city's region, its country, or both."""
        names = _names_of(self._region_names[row], self._country_names[row])
        return any(name.startswith(words) for name in names)


def _parted(words: list[str]) -> Iterator[tuple[str, str]]:
    """Every way to read words as the name of a city and of what it lies in."""
    return ((" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) - 1, 0, -1))


def _names_of(regions: str, countries: str) -> list[str]:
    """Keys of a region and of its country, each parted by '|', and of both together."""
    inner, outer = filter(None, regions.split("|")), countries.split("|")
    return [*outer, *(name for each in inner for name in (each, *(f"{each} {country}" for country in outer)))]
