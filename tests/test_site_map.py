"""The map of cities with open sites, and its table."""

import re
from pathlib import Path

import cities
import map_view
import pandas as pd
import pytest
import site_map
from streamlit.testing.v1 import AppTest

from cache.catalogue import Catalogue
from cache.gazetteer import Place
from cache.search import Search
from tests import catalogue as made
from tests import views

WHOLE = Catalogue(made.snapshot())
NEAR_BOSTON = Search(near="Boston, Massachusetts, United States")
BOSTON = Place("Boston, Massachusetts, United States", 42.36, -71.06, "United States")
ALL = cities.places(WHOLE, NEAR_BOSTON, list(WHOLE.ids))
UNPLACED = ALL.iloc[[0]].assign(lat=float("nan"), lon=float("nan"), km=float("nan"))
STATIC = Path(site_map.__file__).parent / "static"
CITIES = {
    "Boston": (42.36, -71.06, "United States"),
    "Worcester": (42.26, -71.8, "United States"),
    "Denver": (39.74, -104.98, "United States"),
    "Honolulu": (21.31, -157.86, "United States"),
    "Hilo": (19.72, -155.08, "United States"),
    "San Juan": (18.47, -66.11, "United States"),
    "Lyon": (45.75, 4.85, "France"),
    "Paris": (48.86, 2.35, "France"),
    "Seoul": (37.57, 126.98, "South Korea"),
    "Suva": (-18.14, 178.44, "Fiji"),
    "Apia": (-13.83, -171.77, "Samoa"),
}


def traces(chart):
    return {trace.name: trace for trace in chart.data}


def test_every_city_is_a_circle_whose_area_tells_its_trials():
    chart = site_map.figure(ALL, BOSTON)
    drawn = traces(chart)["cities"]
    assert drawn.lat == (42.36, 43.7, 45.75, 37.57)
    assert drawn.lon == (-71.06, -79.42, 4.85, 126.98)
    assert drawn.hovertext == (
        "Boston, Massachusetts<br>4 trials",
        "Toronto, Ontario, Canada<br>2 trials",
        "Lyon, France<br>1 trial",
        "Seoul, South Korea<br>1 trial",
    )
    areas = [(size / drawn.marker.size[0]) ** 2 for size in drawn.marker.size]
    assert areas == pytest.approx([1, 1 / 2, 1 / 4, 1 / 4])


def test_the_persons_place_has_a_mark_of_its_own():
    drawn = traces(site_map.figure(ALL, BOSTON))
    assert (drawn["place"].lat, drawn["place"].lon) == ((42.36,), (-71.06,))
    assert drawn["place"].marker.symbol != drawn["cities"].marker.symbol
    assert list(traces(site_map.figure(ALL, None))) == ["cities"]


def test_a_city_without_a_position_is_in_the_table_only():
    found = pd.concat([UNPLACED, ALL.iloc[1:]])
    assert len(traces(site_map.figure(found, None))["cities"].lat) == 3
    assert site_map.rows(found, NEAR_BOSTON, BOSTON)[0] == (
        '<span lang="en">Boston, Massachusetts</span>',
        "not known",
        "4",
        "4",
    )


def test_names_cannot_become_markup():
    found = ALL.iloc[[0]].assign(city="<b>Boston</b> & more", state=None)
    city = "&lt;b&gt;Boston&lt;/b&gt; &amp; more"
    assert traces(site_map.figure(found, None))["cities"].hovertext == (f"{city}, United States<br>4 trials",)
    assert site_map.rows(found, Search(), None) == [(f'<span lang="en">{city}</span>, United States', "4", "4")]


def test_the_map_and_the_table_are_told_apart_in_dark():
    light, dark = (traces(site_map.figure(ALL, BOSTON, dark)) for dark in (False, True))
    for name in ("cities", "place"):
        assert light[name].marker.color != dark[name].marker.color


def test_no_outline_is_asked_for_elsewhere():
    folder = site_map.CONFIG["topojsonURL"]
    assert folder.startswith("/app/static/")
    for scope in ("world", "usa"):
        assert (STATIC / folder.removeprefix("/app/static/") / f"{scope}_110m.json").is_file()


def test_the_table_says_the_numbers():
    assert site_map.headings(BOSTON) == ["City", "Distance", "Open sites", "Trials"]
    assert site_map.rows(ALL, NEAR_BOSTON, BOSTON) == [
        ('<span lang="en">Boston, Massachusetts</span>', "in or near the same city", "4", "4"),
        ('<span lang="en">Toronto, Ontario</span>, Canada', "about 432 miles", "2", "2"),
        ('<span lang="en">Lyon</span>, France', "about 3,630 miles", "1", "1"),
        ('<span lang="en">Seoul</span>, South Korea', "about 6,799 miles", "1", "1"),
    ]


def test_the_map_in_words():
    assert site_map.alt(ALL, BOSTON) == (
        "A map of 4 cities with open sites. Most trials: Boston, Massachusetts. All numbers are in the table below."
    )


@pytest.mark.parametrize(
    ("names", "place", "scope", "projection"),
    [
        pytest.param(["Boston", "Denver", "Honolulu"], None, "usa", "albers usa", id="the states"),
        pytest.param(["Boston", "Worcester"], BOSTON, "usa", "albers usa", id="some of the states"),
        pytest.param(["Boston"], None, "usa", "albers usa", id="one city"),
        pytest.param(["Honolulu", "Hilo"], None, "world", "mercator", id="Hawaii"),
        pytest.param(["Boston", "San Juan"], None, "world", "mercator", id="Puerto Rico is not on the map of the states"),
        pytest.param(["Lyon", "Paris"], None, "world", "mercator", id="one country"),
        pytest.param(["Lyon"], BOSTON, "world", "mercator", id="seen from another country"),
        pytest.param(["Suva", "Apia"], None, "world", "mercator", id="both sides of the date line"),
        pytest.param(["Boston", "Lyon", "Seoul"], None, "world", "natural earth", id="the world"),
    ],
)  # fmt: skip
def test_the_part_of_the_world(names, place, scope, projection):
    shown = pd.DataFrame([CITIES[name] for name in names], columns=["lat", "lon", "country"])
    view = map_view.of(shown, place)
    assert (view["scope"], view["projection"]["type"]) == (scope, projection)
    if scope == "world":
        assert all(holds(view["lataxis"]["range"], lat) for lat in shown["lat"])
        assert all(
            holds(view["lonaxis"]["range"], lon) or holds(view["lonaxis"]["range"], lon + 360) for lon in shown["lon"]
        )


def holds(limits, degrees):
    return limits[0] < degrees < limits[1]


def test_few_states_are_shown_larger_around_their_middle():
    whole, part = (
        map_view.of(pd.DataFrame([CITIES[name] for name in names], columns=["lat", "lon", "country"]), None)
        for names in (["Boston", "Denver"], ["Boston", "Worcester"])
    )
    assert "center" not in whole
    assert part["projection"]["scale"] > 2
    assert (part["center"]["lat"], part["center"]["lon"]) == pytest.approx((42.31, -71.43))


def page(search, ids):
    """A page with nothing but the map, in which names of this module are not known."""
    import frame
    import site_map

    site_map.draw(frame.current(), search, ids)


def drawn(monkeypatch, search, studies=None):
    catalogue = views.show(monkeypatch, studies)
    return AppTest.from_function(page, args=(search, list(catalogue.ids))).run(timeout=30)


def table(app):
    """First cells of the table that the page shows."""
    (found,) = (each.proto.body for each in app.get("html") if "<table" in each.proto.body)
    return re.findall(r'<th scope="row"><span lang="en">(.*?), ', found)


def many(count):
    """One trial in many cities, each farther north than the one before."""
    study = made.study(1, "A trial", sites=[("boston", "RECRUITING")] * count)
    for number, site in enumerate(study["locations"]):
        site |= {"city": f"City {number:02d}", "lat": 42.36 + number}
    return [study]


def test_a_map_near_a_place_or_of_everywhere(monkeypatch):
    app = drawn(monkeypatch, NEAR_BOSTON, many(20))
    assert app.radio[0].options == ["Near Boston (5)", "Everywhere (20)"]
    assert table(app) == [f"City {number:02d}" for number in range(5)]
    app.radio[0].set_value("all").run()
    assert table(app) == [f"City {number:02d}" for number in range(15)]
    assert "Distances are straight lines" in views.words(app)


def test_cities_without_a_position_are_not_dropped_silently(no_cities, monkeypatch):
    studies = many(20)
    studies[0]["locations"][19] |= {"lat": None, "lon": None}
    app = drawn(monkeypatch, NEAR_BOSTON, studies)
    assert "1 city is only under “Everywhere”: the record does not give its position." in views.words(app)
    app.radio[0].set_value("all").run()
    assert "1 city is in the table only: the record does not give its position." in views.words(app)


def test_without_any_position_there_is_a_table_and_no_map(no_cities, monkeypatch):
    studies = many(2)
    for site in studies[0]["locations"]:
        site |= {"lat": None, "lon": None}
    app = drawn(monkeypatch, NEAR_BOSTON, studies)
    assert table(app) == ["City 00", "City 01"]
    assert not app.get("plotly_chart")


def test_no_open_site(monkeypatch):
    app = drawn(monkeypatch, NEAR_BOSTON, [made.study(1, "A trial", sites=[("boston", "COMPLETED")])])
    assert views.words(app) == "None of these trials lists an open site."
