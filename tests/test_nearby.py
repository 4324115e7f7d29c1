"""What is said of the sites of a trial, near a place and without one."""

import nearby
import pytest

from cache.catalogue import Catalogue
from cache.search import Search
from tests import catalogue as made

BOSTON = "Boston, Massachusetts, United States"
LYON = "Lyon, France"


def catalogue_of(sites, unplaced=(), **columns):
    """A catalogue of one trial; `unplaced` are the places in `sites` of those without a position."""
    study = made.study(1, "A trial", sites=sites, **columns)
    for number in unplaced:
        study["locations"][number] |= {"lat": None, "lon": None}
    return Catalogue(made.snapshot([study]))


def said(search, sites, unplaced=(), **columns):
    return nearby.nearest_words(catalogue_of(sites, unplaced, **columns), search, "NCT99000101")


@pytest.mark.parametrize(
    ("sites", "overall", "words"),
    [
        pytest.param(
            [("toronto", "RECRUITING"), ("boston", "RECRUITING")],
            "RECRUITING",
            "The nearest open site is in or near the same city: Example Cancer Centre, Boston, Massachusetts",
            id="the nearest of two open",
        ),
        pytest.param(
            [("boston", "COMPLETED"), ("denver", "RECRUITING")],
            "RECRUITING",
            "Recruiting overall, but the nearest open site is about 1,765 miles away: Example Clinic, Denver, Colorado",
            id="far, and the near one closed",
        ),
        pytest.param(
            [("toronto", "RECRUITING")],
            "NOT_YET_RECRUITING",
            "The nearest open site is about 432 miles away: Example General Hospital, Toronto, Ontario, Canada",
            id="far and not recruiting overall; another country",
        ),
        pytest.param(
            [("boston", None), ("seoul", "RECRUITING")],
            "RECRUITING",
            "Recruiting overall, but the nearest open site is about 6,799 miles away: "
            "Example University Hospital, Seoul, South Korea",
            id="a site without a status does not stand for an open one",
        ),
        pytest.param(
            [("denver", "NOT_YET_RECRUITING"), ("boston", "SUSPENDED")],
            "RECRUITING",
            "No open site is listed. The nearest that may open is about 1,765 miles away: "
            "Example Clinic, Denver, Colorado (Not yet recruiting)",
            id="none open, one may open",
        ),
        pytest.param(
            [("boston", "NOT_YET_RECRUITING")],
            "RECRUITING",
            "No open site is listed. The nearest that may open is in or near the same city: "
            "Example Cancer Centre, Boston, Massachusetts (Not yet recruiting)",
            id="one may open here",
        ),
        pytest.param(
            [("boston", None)],
            "RECRUITING",
            "The record does not say which sites are open; the nearest listed one is in or near the same city: "
            "Example Cancer Centre, Boston, Massachusetts",
            id="the record does not say",
        ),
        pytest.param(
            [("boston", None)],
            "ACTIVE_NOT_RECRUITING",
            "The nearest listed site is in or near the same city: Example Cancer Centre, Boston, Massachusetts",
            id="the record does not say, but nobody can join",
        ),
        pytest.param([("boston", "COMPLETED")], "RECRUITING", "No open site; 1 site listed", id="all closed"),
        pytest.param([], "RECRUITING", "The record lists no site", id="no site"),
    ],
)
def test_the_nearest_site(sites, overall, words):
    assert said(Search(near=BOSTON), sites, overall_status=overall) == words


@pytest.mark.parametrize(
    ("search", "words"),
    [
        pytest.param({}, "Recruiting overall, but the nearest open site is about 432 miles away: ", id="no limit given"),
        pytest.param({"within": "250"}, "Recruiting overall, but the nearest open site is about 432 miles", id="beyond"),
        pytest.param({"within": "500"}, "The nearest open site is about 432 miles away: ", id="within"),
        pytest.param({"within": "500", "unit": "km"}, "Recruiting overall, but the nearest open site is about 695 km", id="km"),
    ],
)  # fmt: skip
def test_what_is_far(search, words):
    assert said(Search(near=BOSTON, **search), [("toronto", "RECRUITING")]).startswith(words)


@pytest.mark.parametrize(
    ("sites", "unplaced", "words"),
    [
        pytest.param(
            [("boston", "RECRUITING")],
            [0],
            "1 open site; how far is not known, as the record gives no position: "
            "Example Cancer Centre, Boston, Massachusetts",
            id="the only open one",
        ),
        pytest.param(
            [("lyon", "RECRUITING"), ("denver", "RECRUITING")],
            [0, 1],
            "2 open sites; how far is not known, as the record gives no positions. One of them: "
            "Example Clinic, Denver, Colorado",
            id="one in the person's country is named",
        ),
        pytest.param(
            [("denver", "RECRUITING"), ("lyon", "RECRUITING"), ("toronto", "RECRUITING")],
            [1, 2],
            "Recruiting overall, but the nearest open site is about 1,765 miles away: Example Clinic, Denver, Colorado. "
            "The record gives no position for 1 other open site, which may be nearer",
            id="one beside a far one, and one in a country that is farther still",
        ),
        pytest.param(
            [("boston", "RECRUITING"), ("lyon", "RECRUITING")],
            [1],
            "The nearest open site is in or near the same city: Example Cancer Centre, Boston, Massachusetts",
            id="one beside a near one",
        ),
        pytest.param(
            [("lyon", "RECRUITING"), ("boston", None)],
            [0],
            "1 open site; how far is not known, as the record gives no position: Centre Exemple, Lyon, France",
            id="before a nearer one without a status",
        ),
        pytest.param(
            [("boston", None), ("denver", None)],
            [0, 1],
            "2 sites listed, site status not given; how far is not known. One of them: "
            "Example Cancer Centre, Boston, Massachusetts",
            id="without a status either",
        ),
        pytest.param(
            [("denver", "RECRUITING"), ("lyon", "RECRUITING")],
            [1],
            "Recruiting overall, but the nearest open site is about 1,765 miles away: Example Clinic, Denver, Colorado",
            id="one whose country is farther than the nearest",
        ),
        pytest.param(
            [("toronto", "RECRUITING"), ("denver", "RECRUITING")],
            [1],
            "Recruiting overall, but the nearest open site is about 432 miles away: "
            "Example General Hospital, Toronto, Ontario, Canada",
            id="one whose state is farther than the nearest",
        ),
        pytest.param(
            [("boston", "NOT_YET_RECRUITING"), ("denver", None)],
            [0, 1],
            "No open site is listed. 1 site may open; how far is not known: "
            "Example Cancer Centre, Boston, Massachusetts",
            id="one that may open",
        ),
    ],
)
def test_sites_without_a_position(no_cities, sites, unplaced, words):
    assert said(Search(near=BOSTON), sites, unplaced) == words


DATA_ONLY = "Example Lab (Data and Specimen Analysis Only)"
CLINIC = "Example Clinic, Denver, Colorado"


@pytest.mark.parametrize(
    ("sites", "placed", "words"),
    [
        pytest.param(
            [("boston", "RECRUITING"), ("denver", "RECRUITING")],
            True,
            f"Recruiting overall, but the nearest open site is about 1,765 miles away: {CLINIC}",
            id="an open one farther away is named",
        ),
        pytest.param(
            [("boston", "NOT_YET_RECRUITING"), ("denver", "NOT_YET_RECRUITING")],
            True,
            f"No open site is listed. The nearest that may open is about 1,765 miles away: {CLINIC} (Not yet recruiting)",
            id="one that may open",
        ),
        pytest.param(
            [("boston", None), ("denver", None)],
            False,
            f"2 sites listed, site status not given; how far is not known. One of them: {CLINIC}",
            id="without a position",
        ),
        pytest.param([("boston", "RECRUITING")], True, "1 open site", id="no other"),
    ],
)
def test_a_place_for_data_only_is_not_named_as_one_to_join(no_cities, sites, placed, words):
    study = made.study(1, "A trial", sites=sites)
    study["locations"][0]["facility"] = DATA_ONLY
    for each in study["locations"]:
        each |= {} if placed else {"lat": None, "lon": None}
    whole = Catalogue(made.snapshot([study]))
    assert nearby.nearest_words(whole, Search(near=BOSTON), "NCT99000101") == words


@pytest.mark.parametrize(
    ("sites", "countries", "words"),
    [
        pytest.param([("lyon", "RECRUITING")], (), "1 open site", id="one"),
        pytest.param(
            [("lyon", "RECRUITING"), ("seoul", "RECRUITING"), ("boston", "COMPLETED")],
            ("Canada", "France"),
            "2 open sites (0 in Canada, 1 in France)",
            id="two, by chosen countries",
        ),
        pytest.param([("lyon", None), ("seoul", None)], (), "2 sites listed, site status not given", id="no status"),
        pytest.param([("lyon", None), ("seoul", "COMPLETED")], (), "No open site; 2 sites listed", id="none open"),
        pytest.param([], ("France",), "The record lists no site", id="no site"),
    ],
)
def test_without_a_place(sites, countries, words):
    assert said(Search(countries=countries), sites) == words


def test_names_are_escaped_and_marked_as_english():
    study = made.study(1, "A trial", sites=[("lyon", "RECRUITING")])
    study["locations"][0]["facility"] = "H&ocirc;pital {x} \\<b\\>"
    whole = Catalogue(made.snapshot([study]))
    search = Search(near=LYON, unit="km")
    assert nearby.nearest_words(whole, search, "NCT99000101") == (
        "The nearest open site is in or near the same city: Hôpital {x} <b>, Lyon, France"
    )
    assert nearby.nearest_html(whole, search, "NCT99000101") == (
        'The nearest open site is in or near the same city: <span lang="en">Hôpital {x} &lt;b&gt;, Lyon</span>, France'
    )


def test_what_names_no_site_has_no_english_mark():
    assert nearby.nearest_html(catalogue_of([]), Search(near=LYON), "NCT99000101") == "The record lists no site"


@pytest.mark.parametrize(
    ("km", "unit", "words"),
    [
        (0, "mi", "in or near the same city"),
        (7.9, "mi", "in or near the same city"),
        (8.1, "mi", "about 5 miles"),
        (19.9, "mi", "about 12 miles"),
        (5000, "mi", "about 3,107 miles"),
        (7.9, "km", "in or near the same city"),
        (8.1, "km", "about 8 km"),
        (19.9, "km", "about 20 km"),
    ],
)
def test_distances(km, unit, words):
    assert nearby.distance_words(km, unit) == words
