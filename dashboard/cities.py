"""Open sites of many trials, and the cities that they are in: what the map and its table show."""

import nearby
import numpy as np
import pandas as pd

from cache import distance
from cache.catalogue import Catalogue
from cache.search import Search

_SITE = ["nct_id", "facility", "city", "state", "country", "lat", "lon"]
_FEWEST = 5  # cities shown around a place, however far
_SAME_CITY = 0.5  # degrees: positions of one city differ by less, those of two cities of one name by more


def open_sites(catalogue: Catalogue, search: Search, nct_ids: list[str]) -> pd.DataFrame:
    """The open sites of these trials: nct_id, facility, city, state, country, lat, lon (degrees), km; the nearest first.

    km is missing where no place is given, and lat, lon and km where the record gives no position.
    """
    sites = catalogue.sites
    found = sites.loc[(sites["status"] == "RECRUITING") & sites["nct_id"].isin(nct_ids), _SITE]
    here = nearby.place_of(search)
    km = np.full(len(found), np.nan) if here is None else distance.kilometres(found[["lat", "lon"]].to_numpy(), here)
    return found.assign(km=km).sort_values(["km", "country", "city", "facility"], ignore_index=True)


def places(catalogue: Catalogue, search: Search, nct_ids: list[str]) -> pd.DataFrame:
    """The cities of `open_sites`: city, state, country, lat, lon, km, sites, trials (numbers); the nearest first.

    Cities without a distance come last, those with the most trials first.
    """
    sites = open_sites(catalogue, search, nct_ids).sort_values("state", key=_briefness)
    cities = sites.groupby(_city_numbers(sites), as_index=False, sort=False).agg(
        city=("city", "first"), state=("state", "first"), country=("country", "first"), lat=("lat", "first"),
        lon=("lon", "first"), km=("km", "first"), sites=("nct_id", "size"), trials=("nct_id", "nunique"),
    )  # fmt: skip
    order = ["km", "trials", "sites", "country", "city"]
    return cities.sort_values(order, ascending=[True, False, False, True, True], ignore_index=True)


def near(places: pd.DataFrame, search: Search) -> pd.DataFrame:
    """Of the cities of `places` those within the person's limit, and at least the few that are nearest."""
    known = places[places["km"].notna()]
    return known.iloc[: max(int((known["km"] <= nearby.limit_km(search)).sum()), _FEWEST)]


def _city_numbers(sites: pd.DataFrame) -> np.ndarray:
    """The same number for all sites of a city: of one name, in one country, and near each other or else in one state."""
    order = sites.sort_values(["country", "city", "lat", "lon", "state"]).fillna({"state": ""})
    before = order.shift()
    apart = (order[["lat", "lon"]] - before[["lat", "lon"]]).abs().gt(_SAME_CITY).any(axis=1)
    unplaced = order["lat"].isna() & (before["lat"].notna() | (order["state"] != before["state"]))
    renamed = (order["country"] != before["country"]) | (order["city"] != before["city"])
    return (apart | unplaced | renamed).cumsum().reindex(sites.index).to_numpy()


def _briefness(states: pd.Series) -> pd.Series:
    """Puts the fullest spelling of a state first: 'Virginia', where another site says 'VA'."""
    return -states.str.len()
