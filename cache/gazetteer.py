"""Where a place is, without a network: US ZIP codes (package `zipcodes`), and cities of above 15,000 people (GeoNames).

City data: GeoNames (https://www.geonames.org), licence CC BY 4.0; names were chosen and put into one spelling by us.
"""

import re
from functools import cache
from typing import NamedTuple

import zipcodes

from cache.errors import BadInput
from cache.language import gettext as _
from cache.language import later

ATTRIBUTION = later(
    "Positions of cities: GeoNames (geonames.org), licence CC BY 4.0; we chose the cities and put their names into "
    "one spelling. Positions of US ZIP codes: the Python package zipcodes."
)
"""What the licence asks us to say wherever the data are used."""
_ZIP = re.compile(r"(\d{5})(?:-\d{4})?\b")


class Place(NamedTuple):
    """A place by its full name, which no other place has; degrees; country as in the catalogue's locations."""

    name: str
    lat: float
    lon: float
    country: str


def suggestions(text: str, limit: int = 8) -> list[Place]:
    """The places that a typed text can mean, best first; empty where none fits."""
    return [_of_zip(text.strip())][:limit] if _ZIP.match(text.strip()) else []


def place(name: str) -> Place:
    """The place with exactly this name, as `suggestions` gives it. Raises BadInput where there is none."""
    found = [each for each in suggestions(name) if each.name == name]
    if not found:
        raise BadInput(_("We do not know a place '{name}': choose one of those suggested.").format(name=name))
    return found[0]


@cache
def _of_zip(code: str) -> Place:
    row = zipcodes.matching(_ZIP.match(code)[1])[0]
    return Place(
        f"{row['zip_code']} {row['city']}, {row['state']}, United States",
        float(row["lat"]), float(row["long"]), "United States",
    )  # fmt: skip
