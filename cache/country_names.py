"""Names of countries as they are shown. In data, links and what a visitor has chosen they stay the registry's English."""

from collections.abc import Iterable
from functools import cache

from cache import gazetteer, language

_SHORT = {"HK": "Hong Kong", "MO": "Macao"}
"""The same in all our languages; Babel has only the long names of these, as 'Hong Kong SAR China'."""


def shown(country: str) -> str:
    """'Alemania' for 'Germany' where Spanish is in use; as the registry wrote it where we do not know the country."""
    if language.current() == language.ENGLISH:
        return country
    code = _codes().get(country)
    return _SHORT.get(code) or language.territory(code) or country


def in_order(countries: Iterable[str]) -> list[str]:
    """Countries by their shown names, accents apart."""
    return sorted(countries, key=lambda country: gazetteer.key(shown(country)))


def of_place(name: str) -> str:
    """The full name of a place of the gazetteer with its country as it is shown: 'Munich, Bavaria, Alemania'."""
    before, comma, country = name.rpartition(", ")
    return f"{before}{comma}{shown(country)}"


@cache
def _codes() -> dict[str, str]:
    """Name in the catalogue's locations -> code of ISO 3166; of small countries, without a city that we know, the CLDR's."""
    return language.territory_codes() | gazetteer.country_codes()
