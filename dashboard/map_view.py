"""Which part of the world a map shows, so that all its points are on it and as large as can be."""

import math

import numpy as np
import pandas as pd

from cache.gazetteer import Place

_SHAPE = 1.3  # width to height: fills a phone, and most of a desktop's column
_STATES_SHAPE = 1.9  # the same of the map of the states, which plotly does not make narrower
_MARGIN = 1.25  # times the span of the points
_LEAST_SPAN = 5  # degrees: the outlines are too coarse to look at from nearer
_WORLD_WIDE = 100  # degrees of longitude: from here on the whole world is shown
_WORLD = ([-58, 82], [-180, 180])  # without Antarctica
_STATES = ((18.8, 72), (-180, -65))  # degrees of latitude and longitude; Puerto Rico and Guam lie outside
_MAINLAND = ((24, 50), (-125, -65))  # without Alaska and Hawaii, which stand in a corner of the map of the states
_MAINLAND_HEIGHT = 25  # degrees of latitude
_ONE_PART = 25  # degrees of longitude: points no wider apart are shown larger by themselves


def of(shown: pd.DataFrame, place: Place | None) -> dict:
    """The settings of a plotly geo for these cities and the place: the 50 states, the world, or a part of either."""
    here = pd.DataFrame([place] if place else [], columns=Place._fields)
    points = pd.concat([shown, here])[["lat", "lon", "country"]]
    lat, lon = points["lat"].to_numpy(dtype=float), _unrolled(points["lon"].to_numpy(dtype=float))
    american = bool((points["country"] == "United States").all())
    states = {"scope": "usa", "projection": {"type": "albers usa"}}
    if american and np.ptp(lon) > _ONE_PART and _within(points, _STATES):
        return states
    if american and _within(points, _MAINLAND):
        lats, lons = _fitted(lat, lon, _STATES_SHAPE)
        states["projection"]["scale"] = _MAINLAND_HEIGHT / np.ptp(lats)
        return states | {"center": {"lat": np.mean(lats), "lon": np.mean(lons)}}
    if np.ptp(lon) > _WORLD_WIDE:
        return _part_of_world(*_WORLD, "natural earth")
    return _part_of_world(*_fitted(lat, lon, _SHAPE), "mercator")


def _part_of_world(lats: list[float], lons: list[float], projection: str) -> dict:
    return {
        "scope": "world",
        "projection": {"type": projection},
        "lataxis": {"range": lats},
        "lonaxis": {"range": lons},
    }


def _within(points: pd.DataFrame, area: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    lats, lons = area
    return bool((points["lat"].between(*lats) & points["lon"].between(*lons)).all())


def _unrolled(lon: np.ndarray) -> np.ndarray:
    """Longitudes on one side of the widest gap between them, so that those around the date line stay together."""
    ring = np.sort(lon % 360)
    start = np.roll(ring, -1)[np.argmax(np.diff(ring, append=ring[0] + 360))]
    turned = (lon - start) % 360 + start
    return turned - 360 if turned.min() >= 180 else turned


def _fitted(lat: np.ndarray, lon: np.ndarray, shape: float) -> tuple[list[float], list[float]]:
    """Ranges of latitude and longitude around the points, with a margin, in a picture of this width to height."""
    middle = (lat.min() + lat.max()) / 2, (lon.min() + lon.max()) / 2
    narrowing = math.cos(math.radians(middle[0]))
    tall = max(np.ptp(lat) * _MARGIN, np.ptp(lon) * narrowing * _MARGIN / shape, _LEAST_SPAN)
    wide = tall * shape / narrowing
    return [middle[0] - tall / 2, middle[0] + tall / 2], [middle[1] - wide / 2, middle[1] + wide / 2]
