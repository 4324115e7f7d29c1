"""Distances from a place to the sites of every trial."""

import numpy as np
import pytest

from cache import gazetteer
from cache.catalogue import Catalogue
from cache.distance import in_unit, may_lie_within, nearest, unplaced
from cache.gazetteer import Place
from tests import catalogue as made

BOSTON = gazetteer.place("Boston, Massachusetts, United States")
HERE = Place("Here", 42.36, -71.06, "United States")


def catalogue_of(*sites):
    """A catalogue with one trial for each list of sites."""
    return Catalogue(made.snapshot([made.study(number, "A trial", sites=each) for number, each in enumerate(sites)]))


def without_position(study, **missing):
    study["locations"][0] |= missing or {"lat": None, "lon": None}
    return study


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        pytest.param([("boston", "RECRUITING")], (0, "Boston", None, None), id="open here"),
        pytest.param([("toronto", "RECRUITING")], (695, "Toronto", None, None), id="open there"),
        pytest.param(
            [("lyon", "RECRUITING"), ("toronto", "RECRUITING"), ("seoul", "RECRUITING")],
            (695, "Toronto", None, None),
            id="the nearest of three",
        ),
        pytest.param([("boston", None), ("denver", "RECRUITING")], (2840, "Denver", 0, "Boston"), id="unsure here"),
        pytest.param([("boston", "NOT_YET_RECRUITING")], (None, None, 0, "Boston"), id="not yet"),
        pytest.param([("seoul", "ENROLLING_BY_INVITATION")], (None, None, 10_941, "Seoul"), id="by invitation, far"),
        pytest.param([("lyon", "AVAILABLE")], (None, None, 5843, "Lyon"), id="available"),
        pytest.param([("boston", "COMPLETED"), ("boston", "SUSPENDED")], (None, None, None, None), id="closed"),
        pytest.param([], (None, None, None, None), id="no site"),
    ],
)
def test_the_nearest_site(sites, expected):
    catalogue = catalogue_of([("denver", "COMPLETED")], sites, [("boston", "RECRUITING")])
    found = nearest(catalogue, HERE)
    km, row, possible_km, possible_row = (each[1] for each in found)
    told = [
        None if at == -1 else (round(float(far)), catalogue.site(at)["city"])
        for far, at in ((km, row), (possible_km, possible_row))
    ]
    assert (*(told[0] or (None, None)), *(told[1] or (None, None))) == pytest.approx(expected, abs=0.5)
    assert [bool(np.isinf(far)) for far in (km, possible_km)] == [each is None for each in told]


@pytest.mark.parametrize(
    ("place", "km"),
    [
        pytest.param(Place("the same", 45.75, 4.85, "France"), 0, id="the same place"),
        pytest.param(Place("Paris", 48.8566, 2.3522, "France"), 393, id="Paris to Lyon"),
        pytest.param(Place("the pole", 90.0, 0.0, ""), 4920.4, id="44.25 degrees along a meridian"),
        pytest.param(Place("the equator", 0.0, 94.85, ""), 10_007.5, id="a quarter of the globe"),
        pytest.param(Place("antipode", -45.75, -175.15, "New Zealand"), 20_015, id="the other side of the globe"),
    ],
)
def test_distances_known_from_elsewhere(place, km):
    found = nearest(catalogue_of([("lyon", "RECRUITING")]), place)
    assert float(found.km[0]) == pytest.approx(km, rel=0.001, abs=0.5)


def test_the_short_way_over_the_date_line_is_taken():
    trial = without_position(made.study(1, "Fiji", sites=[("seoul", "RECRUITING")]), lat=-17.0, lon=179.9)
    found = nearest(Catalogue(made.snapshot([trial])), Place("Here", -17.0, -179.9, "Fiji"))
    assert float(found.km[0]) == pytest.approx(21.3, abs=0.1)


@pytest.mark.parametrize(
    ("status", "missing", "expected"),
    [
        pytest.param("RECRUITING", {}, True, id="open"),
        pytest.param(None, {}, True, id="perhaps open"),
        pytest.param("NOT_YET_RECRUITING", {"lat": None}, True, id="half a position is none"),
        pytest.param("COMPLETED", {}, False, id="closed"),
    ],
)
def test_a_site_without_a_position_is_neither_near_nor_far(no_cities, status, missing, expected):
    trial = without_position(made.study(1, "A trial", sites=[("boston", status)]), **missing)
    catalogue = Catalogue(made.snapshot([trial, made.study(2, "Placed", sites=[("boston", "RECRUITING")])]))
    assert unplaced(catalogue, HERE, 1).tolist() == [expected, False]
    found = nearest(catalogue, HERE)
    assert [each[0] for each in found] == [np.inf, -1, np.inf, -1]
    assert found.km[1] == 0


@pytest.mark.parametrize(
    ("country", "state", "km", "expected"),
    [
        pytest.param("United States", None, 1, True, id="the place's own country"),
        pytest.param("Canada", None, 400, True, id="a country with a city within the distance"),
        pytest.param("Canada", None, 40, False, id="a country without one"),
        pytest.param("France", None, 800, False, id="a far country"),
        pytest.param(None, None, 1, True, id="no country"),
        pytest.param("Atlantis", None, 1, True, id="a country that we know no city of"),
        pytest.param("United States", "Massachusetts", 1, True, id="the place's own state"),
        pytest.param("United States", "NH", 40, True, id="a state with a town within the distance"),
        pytest.param("United States", "CT", 40, True, id="a state whose nearest town is hardly farther"),
        pytest.param("United States", "Texas", 800, False, id="a far state"),
        pytest.param("United States", "Default", 1, True, id="a state that we do not know"),
        pytest.param("Georgia", "Georgia", 40, False, id="a country called as a state"),
        pytest.param(None, "Texas", 1, True, id="a state of no country"),
    ],
)
def test_a_site_without_a_position_may_be_near_where_its_country_and_state_are(no_cities, country, state, km, expected):
    trial = without_position(made.study(1, "A trial", sites=[("boston", "RECRUITING")]))
    trial["locations"][0] |= {"country": country, "state": state}
    assert unplaced(Catalogue(made.snapshot([trial])), HERE, km).tolist() == [expected]
    assert may_lie_within(country, state, HERE, km) == expected


def test_sites_of_trials_in_any_order_are_those_of_their_trial():
    studies = [made.study(number, "A trial", sites=[(name, "RECRUITING")]) for number, name in
               ((9, "lyon"), (3, "boston"), (5, "denver"))]  # fmt: skip
    catalogue = Catalogue(made.snapshot(studies))
    found = nearest(catalogue, BOSTON)
    told = [(nct_id, catalogue.site(row)["city"]) for nct_id, row in zip(catalogue.ids, found.site, strict=True)]
    assert sorted(told) == [("NCT99000103", "Boston"), ("NCT99000105", "Denver"), ("NCT99000109", "Lyon")]
    assert {catalogue.site(row)["nct_id"] for row in found.site} == set(catalogue.ids)


def test_a_place_asked_for_again_is_remembered():
    catalogue = catalogue_of([("lyon", "RECRUITING")])
    assert nearest(catalogue, BOSTON) is nearest(catalogue, gazetteer.place(BOSTON.name))


def test_a_catalogue_without_trials_has_no_distances():
    assert [len(each) for each in nearest(catalogue_of(), BOSTON)] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("unit", "expected"), [pytest.param("mi", 100, id="miles"), pytest.param("km", 160.9344, id="km")]
)
def test_units(unit, expected):
    assert in_unit(160.9344, unit) == pytest.approx(expected)
