"""What a reader is told of places: one sentence on the nearest site of a trial, and the open sites of many by city.

Names of hospitals and cities are the registry's text. `nearest_words` gives plain text, to be escaped by whoever puts it
into HTML; `nearest_html` gives the same sentence as HTML, these names escaped and marked as English.
"""

import markup
import pandas as pd

from cache.catalogue import Catalogue
from cache.language import later
from cache.search import Search

APPROXIMATE = later("Distances are approximate: the registry gives the centre of a site's city, not its address.")
"""To be translated where it is shown: _(nearby.APPROXIMATE)."""


def sites_words(trial: dict, sites: pd.DataFrame, countries: tuple[str, ...] = ()) -> str:
    """'3 open sites (1 in France)', or what the record says instead."""
    raise NotImplementedError


def nearest_words(catalogue: Catalogue, search: Search, nct_id: str) -> str:
    """One plain sentence on the open site nearest to the person's place; without a place `sites_words`."""
    raise NotImplementedError


def nearest_html(catalogue: Catalogue, search: Search, nct_id: str) -> markup.Safe:
    """The sentence of `nearest_words` as HTML, names from the registry escaped and marked lang="en"."""
    raise NotImplementedError


def distance_words(km: float, unit: str) -> str:
    """'about 12 miles', 'about 20 km', 'less than 1 mile'; unit is "mi" or "km"."""
    raise NotImplementedError


def open_sites(catalogue: Catalogue, search: Search, nct_ids: list[str]) -> pd.DataFrame:
    """The open sites of these trials: nct_id, facility, city, state, country, lat, lon (degrees), km; the nearest first.

    km is missing where no place is given, and lat, lon and km where the record gives no position.
    """
    raise NotImplementedError


def places(catalogue: Catalogue, search: Search, nct_ids: list[str]) -> pd.DataFrame:
    """The cities of `open_sites`: city, state, country, lat, lon, sites, trials (numbers), km; the nearest first.

    Without a place the city with the most trials comes first.
    """
    raise NotImplementedError
