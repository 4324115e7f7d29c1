"""Which part of the world a map shows, so that all its points are on it and as large as can be."""

import math

import numpy as np
import pandas as pd

from cache.gazetteer import Place

_SHAPE = 1.3  # width to height: fills a phone, and most of a desktop's column
_MARGIN = 1.25  # times the span of the points
_LEAST_SPAN = 6  # degrees: the outlines are too coarse to look at from nearer
_WORLD_WIDE = 150  # degrees of longitude: from here on the whole world is shown
_WORLD = ([-58, 82], [-180, 180])  # without Antarctica
_STATES = ((18.8, 72), (-180, -65))  # degrees of latitude and longitude; Puerto Rico and Guam lie outside
_ONE_CORNER = 25  # degrees of longitude: so few of the states are shown larger by themselves


def of(shown: pd.DataFrame, place: Place | None) -> dict:
    """The settings of a plotly geo for these cities and the place: the 50 states, a part of the world or all of it."""
    points = pd.concat(
        [shown[["lat", "lon", "country"]], pd.DataFrame([place] if place else [], columns=Place._fields)]
    )
    lat, lon = points["lat"].to_numpy(dtype=float), _unrolled(points["lon"].to_numpy(dtype=float))
    inside = _in_states(points)
    if inside and np.ptp(lon) > _ONE_CORNER:
        return {"scope": "usa", "projection": {"type": "albers usa"}}
    if not len(lon) or np.ptp(lon) > _WORLD_WIDE:
        lats, lons, projection = *_WORLD, "natural earth"
    else:
        lats, lons, projection = *_fitted(lat, lon), "mercator"
    return {
        "scope": "usa" if inside else "world",
        "projection": {"type": projection},
        "lataxis": {"range": lats},
        "lonaxis": {"range": lons},
    }


def _in_states(points: pd.DataFrame) -> bool:
    """Whether everything lies in the 50 states, of which alone there is a map with their borders."""
    inside = (points["country"] == "United States") & points["lat"].between(*_STATES[0])
    return len(points) > 0 and bool((inside & points["lon"].between(*_STATES[1])).all())


def _unrolled(lon: np.ndarray) -> np.ndarray:
    """Longitudes on one side of the widest gap between them, so that those around the date line stay together."""
    if not len(lon):
        return lon
    ring = np.sort(lon % 360)
    start = np.roll(ring, -1)[np.argmax(np.diff(ring, append=ring[0] + 360))]
    turned = (lon - start) % 360 + start
    return turned - 360 if turned.min() >= 180 else turned


def _fitted(lat: np.ndarray, lon: np.ndarray) -> tuple[list[float], list[float]]:
    """Ranges of latitude and longitude around the points, with a margin, in the shape of the picture."""
    middle = (lat.min() + lat.max()) / 2, (lon.min() + lon.max()) / 2
    narrowing = math.cos(math.radians(middle[0]))
    tall = max(np.ptp(lat) * _MARGIN, np.ptp(lon) * narrowing * _MARGIN / _SHAPE, _LEAST_SPAN)
    wide = tall * _SHAPE / narrowing
    return [middle[0] - tall / 2, middle[0] + tall / 2], [middle[1] - wide / 2, middle[1] + wide / 2]
