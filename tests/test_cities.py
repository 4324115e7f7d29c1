"""The cities of the open sites of some trials."""

import cities
import pytest

from cache.catalogue import Catalogue
from cache.search import Search
from tests import catalogue as made

WHOLE = Catalogue(made.snapshot())
BOSTON = Search(near="Boston, Massachusetts, United States")


def rows(found, *columns):
    known = found[list(columns)].astype(object).where(found[list(columns)].notna(), None)
    return list(known.itertuples(index=False, name=None))


def catalogue_of(*sites):
    """A catalogue of one trial for each list of sites; a site is its city, state, country, latitude and longitude."""
    studies = []
    for number, each in enumerate(sites):
        study = made.study(number, "A trial", sites=[("boston", "RECRUITING")] * len(each))
        for site, place in zip(study["locations"], each, strict=True):
            site |= dict(zip(("city", "state", "country", "lat", "lon"), place, strict=True))
        studies.append(study)
    return Catalogue(made.snapshot(studies))


def test_open_sites_come_nearest_first_and_others_not_at_all():
    found = cities.open_sites(WHOLE, BOSTON, ["NCT99000109", "NCT99000101", "NCT99000102"])
    assert rows(found, "nct_id", "facility", "city") == [
        ("NCT99000101", "Example Cancer Centre", "Boston"),
        ("NCT99000101", "Example General Hospital", "Toronto"),
        ("NCT99000109", "Example General Hospital", "Toronto"),
    ]
    assert found["km"].tolist() == pytest.approx([0.2, 695.4, 695.4], abs=0.1)


def test_cities_count_their_sites_and_trials():
    found = cities.places(WHOLE, BOSTON, list(WHOLE.ids))
    assert rows(found, "city", "state", "country", "sites", "trials") == [
        ("Boston", "Massachusetts", "United States", 4, 4),
        ("Toronto", "Ontario", "Canada", 2, 2),
        ("Lyon", None, "France", 1, 1),
        ("Seoul", None, "South Korea", 1, 1),
    ]


def test_without_a_place_the_city_with_most_trials_comes_first():
    found = cities.places(WHOLE, Search(), ["NCT99000101", "NCT99000109"])
    assert rows(found, "city", "trials") == [("Toronto", 2), ("Boston", 1)]
    assert found["km"].isna().all()


def test_no_open_site():
    assert cities.places(WHOLE, BOSTON, ["NCT99000102", "NCT99000106"]).empty


AURORA = ("Aurora", "Colorado", "United States", 39.72943, -104.83192)


@pytest.mark.parametrize(
    ("sites", "found"),
    [
        pytest.param(
            [AURORA, ("Aurora", "CO", "United States", 39.7294, -104.8319)],
            [("Aurora", "Colorado", 2, 1)],
            id="one city, two spellings of its state",
        ),
        pytest.param(
            [AURORA, ("Aurora", "Illinois", "United States", 41.76058, -88.32007)],
            [("Aurora", "Colorado", 1, 1), ("Aurora", "Illinois", 1, 1)],
            id="two cities of one name",
        ),
        pytest.param(
            [("Cordoba", None, "Argentina", -31.41, -64.18), ("Cordoba", None, "Spain", 37.89, -4.78)],
            [("Cordoba", None, 1, 1), ("Cordoba", None, 1, 1)],
            id="in two countries",
        ),
        pytest.param(
            [AURORA, ("Aurora", None, "United States", None, None)],
            [("Aurora", "Colorado", 1, 1), ("Aurora", None, 1, 1)],
            id="which one is not said",
        ),
        pytest.param(
            [("Aurora", state, "United States", None, None) for state in ("Colorado", "Illinois", "Colorado")],
            [("Aurora", "Colorado", 2, 1), ("Aurora", "Illinois", 1, 1)],
            id="two without a position",
        ),
    ],
)
def test_what_one_city_is(no_cities, sites, found):
    assert (
        rows(cities.places(catalogue_of(sites), Search(), ["NCT99000100"]), "city", "state", "sites", "trials") == found
    )


def test_a_city_counts_a_trial_once():
    found = cities.places(catalogue_of([AURORA, AURORA], [AURORA]), Search(), ["NCT99000100", "NCT99000101"])
    assert rows(found, "sites", "trials") == [(3, 2)]


@pytest.mark.parametrize(
    ("within", "distances", "shown"),
    [
        pytest.param("50", [10, 70, 90, 100, 110, 120], [10, 70, 90, 100, 110], id="too few within: the nearest five"),
        pytest.param("50", [10, 20, 30, 40, 50, 60, 70, 81], [10, 20, 30, 40, 50, 60, 70], id="within 50 miles"),
        pytest.param("", [10, 20, 30, 40, 150, 160, 170], [10, 20, 30, 40, 150, 160], id="100 miles where none is given"),
        pytest.param("", [10, None], [10], id="not known"),
    ],
)  # fmt: skip
def test_cities_near_a_place(within, distances, shown):
    one = cities.places(WHOLE, BOSTON, ["NCT99000107"])
    found = one.loc[[0] * len(distances)].assign(km=[float("nan") if km is None else km for km in distances])
    assert cities.near(found, Search(near=BOSTON.near, within=within))["km"].tolist() == shown
