"""Where a place is, without a network: US ZIP codes (package `zipcodes`), and cities of above 15,000 people.

The cities are from GeoNames (https://www.geonames.org), licensed CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).
We chose the cities, made their full names, and left out names in other than Latin letters: pipelines/gazetteer.py.
"""

import re
from functools import cache, lru_cache

import numpy as np

from cache import zip_codes
from cache.city_table import STATES, Cities, Place
from cache.errors import BadInput
from cache.language import gettext as _
from cache.language import later
from cache.text import searchable
from cache.zip_codes import TERRITORIES

ATTRIBUTION = later(
    "Positions of cities are from GeoNames (geonames.org), licensed CC BY 4.0; we chose the cities and made their full "
    "names. Positions of US ZIP codes are from the Python package zipcodes."
)
"""What the licence asks to be said wherever the data are used."""
_ZIP = re.compile(r"\s*([0-9]{5})(?:-[0-9]{4})?(?!\d)")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_MC = re.compile(r"\bMc([a-z])")  # the package has 'Mcallen' for McAllen
_MOST_WORDS = 8
_ADDED = (" city", " cedex", " shi", " si")
"""What records of other countries than the United States add to the name of a city."""


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


def country_codes() -> dict[str, str]:
    """Name of every country with a city, as in the catalogue's locations -> its ISO code."""
    return _cities().country_codes


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
def centre(city: str, state: str, country: str, zip_code: str = "") -> tuple[float, float] | None:
    """Latitude and longitude of the centre of a city as the registry names it; None where it could be several, or is small.

    The state ('' for none) tells cities of the same name apart where it is a region that we know. Small towns of the
    United States have the position of their ZIP code ('' for none), or of their post office.
    """
    spelled, region = key(city), key(state)
    names = [spelled] if country == STATES else [spelled, *map(spelled.removesuffix, _ADDED)]
    found = filter(None, (_cities().centre(name, region, country) for name in names))
    return next(found, None) or _by_post(spelled, region, country, zip_code)


def _by_post(city: str, state: str, country: str, zip_code: str) -> tuple[float, float] | None:
    """By a ZIP code of the state that is told, else by the town's name in that state."""
    territory = next((letters for letters, name in TERRITORIES.items() if name == country), None)
    if country != STATES and not territory:
        return None
    letters, code = territory or _state_letters().get(state), _ZIP.match(zip_code)
    row = zip_codes.row(code[1]) if code else None
    if row and (not state or row["state"] == letters):
        return float(row["lat"]), float(row["long"])
    codes = _towns(letters).get(city) if letters else None
    return tuple(np.median(codes, axis=0).tolist()) if codes else None


@lru_cache(maxsize=1024)
def towns(state: str, country: str) -> np.ndarray:
    """Latitude and longitude (a row each, degrees) of all towns of a state of the United States; no row for any other."""
    letters = _cities().state_letters.get(key(state)) if country == STATES else None
    codes = _towns(letters).values() if letters else ()
    return np.array([position for positions in codes for position in positions]).reshape(-1, 2)


@cache
def _state_letters() -> dict[str, str]:
    """Key of all that a state or a territory of the United States is called -> its abbreviation."""
    return _cities().state_letters | {key(name): short for short, long in TERRITORIES.items() for name in (short, long)}


@cache
def _towns(state: str) -> dict[str, list[tuple[float, float]]]:
    """Key of each town of a state -> the positions of its ZIP codes."""
    return {key(name): positions for name, positions in zip_codes.towns(state).items()}


@lru_cache(maxsize=1024)
def _of_zip(code: str) -> Place | None:
    """The middle of a ZIP code's area; none where the code is unknown, or is a military one, which has no position."""
    row = zip_codes.row(code)
    if row is None:
        return None
    country = TERRITORIES.get(row["state"], STATES)
    state = _cities().states.get(row["state"]) if country == STATES else None
    town = _MC.sub(lambda found: f"Mc{found[1].upper()}", row["city"])
    name = ", ".join(filter(None, (f"{code} {town}", state, country)))
    return Place(name, float(row["lat"]), float(row["long"]), country)


@cache
def _cities() -> Cities:
    return Cities()
