"""Where a place is, without a network: US ZIP codes (package `zipcodes`), and cities of above 15,000 people.

The cities are from GeoNames (https://www.geonames.org), licensed CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).
We chose the cities, made their full names, and left out names in other than Latin letters: pipelines/gazetteer.py.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow.parquet as pq

from cache.areas import Area, Areas, City
from cache.errors import BadInput
from cache.language import gettext as _
from cache.language import later
from cache.text import searchable

CITIES = Path(__file__).parent / "cities.parquet"
NAMES = Path(__file__).parent / "city_names.parquet"
ATTRIBUTION = later(
    "Positions of cities are from GeoNames (geonames.org), licensed CC BY 4.0; we chose the cities and made their full "
    "names. Positions of US ZIP codes are from the Python package zipcodes."
)
"""What the licence asks to be said wherever the data are used."""
_ZIP = re.compile(r"\s*([0-9]{5})(?:-[0-9]{4})?(?!\d)")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_AFTER_ALL = "\U0010ffff"
_WHOLE, _BEGINS = (0.7, 2.5), (-1.0, 0.5)
"""What a match is worth, in powers of ten of people: another name of the city, its main name."""
_SLIP = 3.0
"""What each wrong letter costs, in the same powers."""
_LEAST_SLIP, _TWO_SLIPS = 5, 8  # letters of a name in which one may be wrong, and two
_LETTERS_ALONE = 2
"""So few letters begin too many names: they count only as a name."""
_MOST_WORDS, _MOST_RANKED, _MOST_SIMILAR = 8, 400, 100
_STATES = "United States"
_TERRITORIES = {
    "PR": "Puerto Rico",
    "GU": "Guam",
    "VI": "U.S. Virgin Islands",
    "AS": "American Samoa",
    "MP": "Northern Mariana Islands",
    "FM": "Micronesia",
    "MH": "Marshall Islands",
    "PW": "Palau",
}
"""Places with US ZIP codes that are countries of their own in the registry and in GeoNames."""


class Place(NamedTuple):
    """A place by its full name, which no other place has; degrees; country as in the catalogue's locations."""

    name: str
    lat: float
    lon: float
    country: str


def key(text: str) -> str:
    """What spellings of a name have in common: lower case, no accents, no punctuation."""
    return searchable(text.casefold().translate(_LETTERS)).strip()


def suggestions(text: str, limit: int = 8) -> list[Place]:
    """The places that a typed text can mean, best first; empty where none fits.

    A US ZIP code, or the beginning of a city's name in any spelling with Latin letters, or its whole name and the
    beginning of its region or country ('springfield il'); larger cities first. Slips of a letter or two count where
    nothing else fits. One or two letters mean the large city that is called so ('LA'). What only names a country or a
    state means no place: `is_area`.
    """
    if zip_code := _ZIP.match(text):
        found = _of_zip(zip_code[1])
        return [found] if found and limit > 0 else []
    cities, words = _cities(), key(text).split()[:_MOST_WORDS]
    own = cities.row_of.get(text)
    rows = dict.fromkeys([*([] if own is None else [own]), *([] if is_area(text) else cities.rows(words))])
    return [cities.place(row) for row in list(rows)[:limit]]


def is_area(text: str) -> bool:
    """Whether a text names a country or a state, in full or by its letters, and no city as well known by that name."""
    return text not in _cities().row_of and _cities().areas.only(key(text))


def positions() -> tuple[np.ndarray, list[str]]:
    """Of every city: latitude and longitude (a row each, degrees), and its country."""
    return _cities().positions, _cities().countries


def place(name: str) -> Place:
    """The place with exactly this name, as `suggestions` gives it. Raises BadInput where there is none."""
    if (row := _cities().row_of.get(name)) is not None:
        return _cities().place(row)
    zip_code = _ZIP.match(name)
    found = _of_zip(zip_code[1]) if zip_code else None
    if found is None or found.name != name:
        raise BadInput(_("We do not know a place '{name}': choose one of those suggested.").format(name=name))
    return found


@lru_cache(maxsize=32_768)
def centre(city: str, state: str, country: str) -> tuple[float, float] | None:
    """Latitude and longitude of the centre of a city as the registry names it; None where it could be several, or is small.

    The state ('' for none) tells cities of the same name apart where our names of the country have regions.
    """
    return _cities().centre(key(city), key(state), country)


@lru_cache(maxsize=1024)
def _of_zip(code: str) -> Place | None:
    """The middle of a ZIP code's area; none where the code is unknown, or is a military one, which has no position."""
    import zipcodes  # here: it takes 50 MB, and who gives a city needs none of it

    row = next(iter(zipcodes.matching(code)), None)
    if row is None or float(row["lat"]) == float(row["long"]) == 0:
        return None
    country = _TERRITORIES.get(row["state"], _STATES)
    state = _cities().states.get(row["state"]) if country == _STATES else None
    name = ", ".join(filter(None, (f"{code} {row['city']}", state, country)))
    return Place(name, float(row["lat"]), float(row["long"]), country)


@cache
def _cities() -> "_Cities":
    return _Cities()


class _Cities:
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
        first, last = bisect_left(self._keys, city), bisect_left(self._keys, city + "\0")
        named = [at for at in range(first, last) if self._columns["country"][self._row[at]] == country]
        rows = {int(self._row[at]) for at in [at for at in named if self._main[at]] or named}
        own = {row for row in rows if state in ("", *self._region_names[row].split("|"))}
        rows = own or {row for row in rows if not self._columns["region"][row]}
        if len(rows) != 1:
            return None
        (row,) = rows
        return float(self._lat[row]), float(self._lon[row])

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
        first, last = bisect_left(self._keys, name), bisect_left(self._keys, name + "\0")
        return [self._city(int(self._row[at]), bool(self._main[at])) for at in range(first, last)]

    def _city(self, row: int, main: bool) -> City:
        country, region = self._columns["country"][row], self._columns["region"][row]
        return City(row, country, region, float(10 ** self._size[row]), main)

    @cached_property
    def states(self) -> dict[str, str]:
        """Abbreviation -> name of the states of the United States."""
        columns = zip(self._columns["country"], self._columns["region_short"], self._columns["region"], strict=True)
        return {short: name for country, short, name in columns if country == _STATES}

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
        first, last = bisect_left(self._keys, text), bisect_left(self._keys, text + _AFTER_ALL)
        begins = np.arange(first, last)
        whole = begins < bisect_left(self._keys, text + "\0")
        yield self._row[begins], self._size[self._row[begins]] + self._worth(begins, whole)
        for name, region in _parted(words):
            first, last = bisect_left(self._keys, name), bisect_left(self._keys, name + "\0")
            named = np.array([at for at in range(first, last) if self._lies_in(self._row[at], region)], dtype=int)
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
        first, last = bisect_left(self._keys, name[0]), bisect_left(self._keys, name[0] + _AFTER_ALL)
        found = process.extract(
            name, self._keys[first:last], scorer=OSA.distance, score_cutoff=slips, limit=_MOST_SIMILAR
        )
        fewer_than = self.areas.slips(name, slips) if found else 0
        return [(first + at, distance) for _key, distance, at in found if distance < fewer_than]

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
