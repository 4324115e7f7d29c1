"""The map of cities with open sites, with the same as a table. Asks no outside server: outlines are in static/topo/."""

import pandas as pd

from cache.catalogue import Catalogue
from cache.search import Search

CONFIG = {"topojsonURL": "/app/static/topo/", "displayModeBar": False}


def draw(catalogue: Catalogue, search: Search, nct_ids: list[str]) -> None:
    """The map of these trials' open sites and below it the same as a table in pages. Call it only where it is asked for."""
    raise NotImplementedError


def figure(places: pd.DataFrame, place, dark: bool = False):
    """The cities of `nearby.places` as a plotly figure, `place` (name, lat, lon, country; or None) with its own mark."""
    raise NotImplementedError


def alt(places: pd.DataFrame, place) -> str:
    """What the map shows, in one sentence."""
    raise NotImplementedError
