"""The map of cities with open sites, with the same as a table. Asks no outside server: outlines are in static/topo/."""

import math
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import cities
import map_view
import markup
import nearby
import pandas as pd
import streamlit as st
import where

from cache.catalogue import Catalogue
from cache.gazetteer import Place
from cache.language import gettext as _
from cache.language import ngettext
from cache.search import Search

if TYPE_CHECKING:
    import plotly.graph_objects as go  # it takes most of a second: only a page that draws the map imports it

CONFIG = {"topojsonURL": "/app/static/topo/", "displayModeBar": False}
CITIES_PER_PAGE = 15
_HEIGHT = 290  # pixels: a phone has the width for no more
_LARGEST, _SMALLEST = 24, 7  # pixels


class Colours(NamedTuple):
    """CSS colours of everything on the map."""

    land: str
    line: str
    city: str
    city_line: str
    person: str


_LIGHT = Colours("#e6ebec", "#8b979b", "#0b5f6b", "#ffffff", "#b3261e")
_DARK = Colours("#2f383c", "#77858a", "#5cc4cf", "#0e1117", "#ffb59d")


def draw(catalogue: Catalogue, search: Search, nct_ids: list[str]) -> None:
    """The map of these trials' open sites and below it the same as a table in pages. Call it only where it is asked for."""
    place, found = nearby.place_of(search), cities.places(catalogue, search, nct_ids)
    if found.empty:
        st.write(_("None of these trials lists an open site."))
        return
    chosen = _near_or_all(found, search, place)
    if chosen["lat"].notna().any():
        st.html(f"<p>{escape(legend(place))}</p>")
        dark = st.context.theme.type == "dark"
        st.plotly_chart(figure(chosen, place, dark), key="map", config=CONFIG, alt=alt(chosen, place))
    _draw_table(chosen, search, place)
    st.html("".join(f"<p>{escape(note)}</p>" for note in _notes(found, chosen, place)))


def _near_or_all(found: pd.DataFrame, search: Search, place: Place | None) -> pd.DataFrame:
    """The cities that the person wants to see: with a place first those around it."""
    near = cities.near(found, search)
    if place is None or len(near) in (0, len(found)):
        return found
    names = {
        "near": _("Near {place} ({count})").format(place=_short(place), count=f"{len(near):,}"),
        "all": _("Everywhere ({count})").format(count=f"{len(found):,}"),
    }
    kind = st.radio(_("Cities with open sites"), names, format_func=names.get, horizontal=True, key="map shows")
    return near if kind == "near" else found


def _draw_table(chosen: pd.DataFrame, search: Search, place: Place | None) -> None:
    count = -(-len(chosen) // CITIES_PER_PAGE)
    first = (st.pagination(count, key=f"map page of {count}") - 1) * CITIES_PER_PAGE if count > 1 else 0
    shown = chosen.iloc[first : first + CITIES_PER_PAGE]
    caption = _("Cities with open sites, the nearest first") if place else _("Cities with open sites")
    st.html(markup.styled(markup.table(headings(place), rows(shown, search, place), caption)))


def _notes(found: pd.DataFrame, chosen: pd.DataFrame, place: Place | None) -> list[str]:
    """What is to be known of the distances, and where the cities are that have none."""
    notes = [_(nearby.APPROXIMATE)] if place else []
    unplaced = int(found["lat"].isna().sum())
    if not unplaced:
        return notes
    if len(chosen) < len(found):
        said = ngettext(
            "{count} city is only under “Everywhere”: the record does not give its position.",
            "{count} cities are only under “Everywhere”: the record does not give their positions.",
            unplaced,
        )
    else:
        said = ngettext(
            "{count} city is in the table only: the record does not give its position.",
            "{count} cities are in the table only: the record does not give their positions.",
            unplaced,
        )
    return [*notes, said.format(count=f"{unplaced:,}")]


def headings(place: Place | None) -> list[str]:
    """Headings of `rows`."""
    return [_("City"), *([_("Distance")] if place else []), _("Open sites"), _("Trials")]


def rows(places: pd.DataFrame, search: Search, place: Place | None) -> list[tuple[str, ...]]:
    """The cities of `cities.places` as rows of words; the distance only where there is a place to measure from."""
    return [
        (
            where.city(city, place).html,
            *([_away(city["km"], search.unit)] if place else []),
            f"{city['sites']:,}",
            f"{city['trials']:,}",
        )
        for city in places.to_dict("records")
    ]


def _away(km: float, unit: str) -> str:
    return _("not known") if math.isnan(km) else nearby.distance_words(km, unit)


def legend(place: Place | None) -> str:
    """What the marks of the map mean."""
    if place is None:
        return _("Each circle is a city with open sites. The larger it is, the more of these trials are open there.")
    return _(
        "Each circle is a city with open sites. The larger it is, the more of these trials are open there. "
        "The diamond is {place}."
    ).format(place=_short(place))


def alt(places: pd.DataFrame, place: Place | None) -> str:
    """What the map shows, in one or two sentences."""
    drawn = _located(places)
    most = drawn.sort_values("trials", ascending=False, kind="stable").iloc[0]
    said = ngettext(
        "A map of {count} city with open sites. Most trials: {city}. All numbers are in the table below.",
        "A map of {count} cities with open sites. Most trials: {city}. All numbers are in the table below.",
        len(drawn),
    )
    return said.format(count=f"{len(drawn):,}", city=where.city(most, place).words)


def _short(place: Place) -> str:
    """'Boston' of 'Boston, Massachusetts, United States'."""
    return place.name.split(",")[0]


def figure(places: pd.DataFrame, place: Place | None, dark: bool = False) -> "go.Figure":
    """The cities of `nearby.places` that have a position, and the person's place with a mark of its own."""
    import plotly.graph_objects as go

    shown, colours = _located(places), _DARK if dark else _LIGHT
    chart = go.Figure([go.Scattergeo(**each) for each in (_cities(shown, place, colours), *_person(place, colours))])
    chart.update_geos(map_view.of(shown, place) | _land(colours))
    margin = {"l": 0, "r": 0, "t": 0, "b": 0}
    chart.update_layout(height=_HEIGHT, margin=margin, dragmode=False, paper_bgcolor="rgba(0,0,0,0)", showlegend=False)
    return chart


def _located(places: pd.DataFrame) -> pd.DataFrame:
    return places[places["lat"].notna()]


def _cities(shown: pd.DataFrame, place: Place | None, colours: Colours) -> dict:
    """The trace of the cities, the smaller above the larger."""
    drawn = shown.sort_values("trials", ascending=False, kind="stable")
    most = drawn["trials"].max()
    return {
        "name": "cities",
        "lat": drawn["lat"].tolist(),
        "lon": drawn["lon"].tolist(),
        "hovertext": [_hover(city, place) for city in drawn.to_dict("records")],
        "hoverinfo": "text",
        "marker": {
            "size": [max(_SMALLEST, _LARGEST * math.sqrt(count / most)) for count in drawn["trials"]],
            "color": colours.city,
            "opacity": 0.85,
            "line": {"color": colours.city_line, "width": 1},
        },
    }


def _hover(city: dict, place: Place | None) -> str:
    trials = ngettext("{count} trial", "{count} trials", city["trials"]).format(count=f"{city['trials']:,}")
    return f"{escape(where.city(city, place).words)}<br>{trials}"


def _person(place: Place | None, colours: Colours) -> list[dict]:
    """The trace of the person's place: a ring of another shape and colour, so that a city below it is seen."""
    if place is None:
        return []
    mark = {"symbol": "diamond-open", "size": 20, "color": colours.person, "line": {"width": 3}}
    return [{"name": "place", "lat": [place.lat], "lon": [place.lon], "hoverinfo": "skip", "marker": mark}]


def _land(colours: Colours) -> dict:
    return {
        "bgcolor": "rgba(0,0,0,0)",
        "showland": True,
        "landcolor": colours.land,
        "showcountries": True,
        "countrycolor": colours.line,
        "coastlinecolor": colours.line,
        "showsubunits": True,
        "subunitcolor": colours.line,
        "showlakes": False,
        "showframe": False,
    }
