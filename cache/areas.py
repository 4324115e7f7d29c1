"""Names of countries and of their states: what only names one of them is no place to measure from."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_STATES_FIRST = ("United States", "Canada")
"""Whose states are meant by their names ('Ontario', 'Virginia') rather than a city elsewhere."""
_LARGE, _VERY_LARGE, _LARGEST = 100_000, 500_000, 1_000_000


class Area(NamedTuple):
    """A country, or a region of it; the region is '' for the whole country."""

    country: str
    region: str


class City(NamedTuple):
    """A city that is called so, by its main name or by another: its row in the gazetteer, where it lies, its people."""

    row: int
    country: str
    region: str
    people: float
    main: bool


class Areas:
    """What countries and their states are called, in keys of gazetteer.key.

    named: each area with its country's names and its region's, parted by '|'. called: the cities with exactly a name.
    """

    def __init__(self, named: Iterable[tuple[Area, str, str]], called: Callable[[str], list[City]]):
        self._called = called
        self._areas = defaultdict(set)
        """Name -> the areas that are called so, each with the name that its own part of it is ('ohio' of 'ohio usa')."""
        for area, countries, regions in named:
            for name, own in _names(countries.split("|"), list(filter(None, regions.split("|")))):
                self._areas[name].add((Area(area.country, area.region if own else ""), own or name))

    def only(self, text: str) -> bool:
        """Whether a key names a country or a state, and no city that is as well known by this name."""
        areas = self._areas.get(_letters(text) or text, ())
        return bool(areas) and not any(
            _is_as_known(city, area, own) for area, own in areas for city in self._cities(own)
        )

    def by_letters(self, text: str) -> list[City]:
        """The large cities that one or two letters stand for, the largest first."""
        areas = self._areas.get(_letters(text), ())
        known = [
            city
            for city in self._cities(text)
            if any(_is_as_known(city, area, text) for area, _own in areas)
            or (not areas and city.people >= (_LARGE if city.main else _VERY_LARGE))
        ]
        return sorted(known, key=lambda city: -city.people)

    def slips(self, text: str, most: int) -> int:
        """How many letters a key is from the nearest name of an area that is no city; more than `most` where none is near."""
        from rapidfuzz import process  # here: most who type a place need none of it
        from rapidfuzz.distance import OSA

        near = process.extract_iter(text, list(self._areas), scorer=OSA.distance, score_cutoff=most)
        return min((slips for name, slips, _at in near if self.only(name)), default=most + 1)

    def _cities(self, name: str) -> list[City]:
        short = _letters(name)
        return [city for spelled in ({short, " ".join(short)} if short else {name}) for city in self._called(spelled)]


def _letters(text: str) -> str:
    """'uk' of 'uk' and of 'u k'; '' where a text has more than two letters."""
    short = text.replace(" ", "")
    return short if len(short) <= 2 else ""


def _names(countries: list[str], regions: list[str]) -> Iterator[tuple[str, str]]:
    """Names of a country ('', as it has no part of its own), of its region, and of both, each with the region's part."""
    yield from ((name, "") for name in countries)
    for name in regions:
        yield name, name
        yield from ((f"{name} {country}", name) for country in countries)


def _is_as_known(city: City, area: Area, name: str) -> bool:
    """Whether a name means a city as readily as the area that is called so too."""
    inside = city.country == area.country and area.region in ("", city.region)
    if _letters(name):
        return city.country == area.country and city.people >= _VERY_LARGE
    if not area.region:
        is_code = len(name) == 3
        return city.main and (inside or is_code or city.people >= _VERY_LARGE)
    if inside and city.main:
        return True
    states_first = area.country in _STATES_FIRST
    if inside:
        return city.people >= (_LARGEST if states_first else _LARGE)
    return city.main and city.people >= (_VERY_LARGE if states_first else _LARGE)
