"""The smallest loosening of a search, compared with all that one could take off."""

from itertools import combinations

import pytest

from cache.catalogue import Catalogue
from cache.loosening import MOST, MOST_TERMS, Loosening, smallest_loosening, without
from cache.search import Point, Search, find, points, replace
from cache.wording import terms, written
from tests import catalogue as made

WHOLE = Catalogue(made.snapshot())
BOSTON = "Boston, Massachusetts, United States"
SURGERY = ("treatment", "surgery", "tested", "")
STUDIES = [
    made.study(1, "Denver", says=[SURGERY, ("site", "bone", "allowed", "")], sites=[("denver", "RECRUITING")]),
    made.study(2, "Toronto", says=[("site", "bone", "excluded", "")], sites=[("toronto", "RECRUITING")]),
    made.study(3, "Lyon, only brain", says=[("site", "brain", "required", "")], sites=[("lyon", "RECRUITING")]),
    made.study(4, "Boston, closed", says=[SURGERY], sites=[("boston", "COMPLETED")], overall_status="COMPLETED"),
    made.study(5, "early", tier="early", sites=[("boston", "RECRUITING")]),
]
FIVE = Catalogue(made.snapshot(STUDIES))
OPEN = Search().statuses


def smallest_by_trying(catalogue, search):
    """The size of the smallest sets of points without which more is shown, and these sets; none are (0, empty)."""
    now, asked = set(find(catalogue, search).ids), points(search)[1:]
    for size in range(1, len(asked) + 1):
        found = {each for each in combinations(asked, size) if set(find(catalogue, without(search, each)).ids) - now}
        if found:
            return size, found
    return 0, set()


def fewest_terms_by_trying(catalogue, search, taken):
    """The sets like `taken` with the fewest terms of the text in its place, with the number shown; at most MOST_TERMS."""
    now, others = set(find(catalogue, search).ids), tuple(point for point in taken if point.field != "text")
    each = [Point("text", (written([term]),)) for term in terms(search.text)]
    for size in range(1, min(MOST_TERMS + 1, len(each))):
        sets = [(*others, *gone) for gone in combinations(each, size)]
        shown = {tried: len(set(find(catalogue, without(search, tried)).ids) - now) for tried in sets}
        if any(shown.values()):
            return {tried: count for tried, count in shown.items() if count}
    return {}


SEARCHES = [
    pytest.param(Search(), id="nothing chosen"),
    pytest.param(Search(text="xyzzy"), id="a word that is nowhere"),
    pytest.param(Search(sites=("brain",), brain="active", treatments=("hormone",), tiers=("mbc",)), id="brain, active"),
    pytest.param(Search(sites=("bone", "liver"), countries=("Peru",), treatments=("surgery",)), id="two sites"),
    pytest.param(
        Search(sites=("bone", "liver", "skin_soft_tissue"), text="yoga", phases=("PHASE4",)), id="three sites"
    ),
    pytest.param(Search(sites=("bone",), text="xyzzy", near=BOSTON, within="25", countries=("Peru",)), id="far off"),
    pytest.param(Search(text="denver lyon"), id="two words that no trial has together"),
    pytest.param(Search(text="denver lyon toronto"), id="three of them"),
    pytest.param(Search(text="denver lyon toronto boston"), id="too many of them"),
    pytest.param(Search(text="letrozole xyzzy, early or lyon"), id="alternatives and a word that is nowhere"),
    pytest.param(Search(text="bone xyzzy", sites=("bone",), phases=("PHASE4",)), id="a word beside other points"),
    pytest.param(
        Search(subtypes=("TNBC",), her2_levels=("positive",), statuses=("WITHDRAWN",)), id="receptors, status"
    ),
]


@pytest.mark.parametrize("catalogue", [pytest.param(WHOLE, id="the whole"), pytest.param(FIVE, id="five trials")])
@pytest.mark.parametrize("search", SEARCHES)
def test_the_first_offers_are_the_fewest_points_that_show_more(catalogue, search):
    size, sets = smallest_by_trying(catalogue, search)
    offers = [each for each in smallest_loosening(catalogue, search) if not each.within]
    asked = set(points(search))
    smallest = {each.points for each in offers if len(each.points) == size and asked.issuperset(each.points)}
    assert smallest <= sets
    assert len(smallest) == min(len(sets), MOST)


@pytest.mark.parametrize("catalogue", [pytest.param(WHOLE, id="the whole"), pytest.param(FIVE, id="five trials")])
@pytest.mark.parametrize("search", SEARCHES)
def test_before_the_whole_text_the_fewest_of_its_terms_are_offered(catalogue, search):
    offers, asked = smallest_loosening(catalogue, search), set(points(search))
    whole = [each.points for each in offers if Point("text", (search.text,)) in each.points]
    possible = {}
    for taken in whole:
        possible |= fewest_terms_by_trying(catalogue, search, taken)
    single = [each for each in offers if not each.within and not asked.issuperset(each.points)]
    assert {each.points for each in single} <= set(possible)
    assert len(single) == min(len(possible), MOST)
    assert [each.more for each in single] == [possible[each.points] for each in single]


@pytest.mark.parametrize("catalogue", [pytest.param(WHOLE, id="the whole"), pytest.param(FIVE, id="five trials")])
@pytest.mark.parametrize("search", SEARCHES)
def test_an_offer_holds_what_its_search_shows(catalogue, search):
    now = set(find(catalogue, search).ids)
    for offer in smallest_loosening(catalogue, search):
        wider = replace(search, within=offer.within) if offer.within else without(search, offer.points)
        shown = find(catalogue, wider).ids
        assert offer == Loosening(wider, offer.points, offer.within, len(shown), len(set(shown) - now))


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        pytest.param(
            Search(near=BOSTON, within="25", sites=("bone",)),
            [([Point("near", ("25",))], "", 1)],
            id="Denver is more than 500 miles away",
        ),
        pytest.param(
            Search(near=BOSTON, within="25"),
            [([Point("near", ("25",))], "500", 1), ([Point("near", ("25",))], "", 3)],
            id="Toronto is within 500 miles",
        ),
        pytest.param(
            Search(
                treatments=("surgery",), countries=("United States",), near=BOSTON, within="100", phases=("PHASE1",)
            ),
            [([Point("near", ("100",)), Point("phases", ("PHASE1",))], "", 1)],
            id="two together",
        ),
        pytest.param(
            Search(treatments=("surgery",), near=BOSTON, within="25"),
            [([Point("near", ("25",))], "500", 1), ([Point("near", ("25",))], "", 3)],
            id="Boston is closed, and the closed are not offered",
        ),
        pytest.param(
            Search(sites=("bone",)),
            [
                ([Point("sites", ("bone",))], "", 3),
                ([Point("other_sites")], "", 2),
                ([Point("statuses", OPEN)], "", 2),
            ],
            id="a place of spread, and what cannot be entered last",
        ),
        pytest.param(
            Search(text="Denver and Toronto"),
            [
                ([Point("text", ("toronto",))], "", 1),
                ([Point("text", ("denver",))], "", 1),
                ([Point("text", ("Denver and Toronto",))], "", 3),
            ],
            id="single words of the text before all of it",
        ),
    ],
)
def test_what_is_offered(search, expected):
    offers = smallest_loosening(FIVE, search)
    assert [(sorted(each.points), each.within, each.shown) for each in offers] == expected


def test_where_all_of_the_smallest_give_up_the_statuses_the_last_offer_keeps_them():
    closed = made.study(1, "closed", sites=[("boston", "COMPLETED")], overall_status="COMPLETED")
    opened = made.study(2, "another phase and country", sites=[("lyon", "RECRUITING")], phases=["PHASE1"])
    found = smallest_loosening(
        Catalogue(made.snapshot([closed, opened])), Search(countries=("United States",), phases=("PHASE2",))
    )
    assert [[point.field for point in each.points] for each in found] == [["statuses"], ["phases", "countries"]]


@pytest.mark.parametrize(
    "studies",
    [
        pytest.param([], id="no trial"),
        pytest.param([made.study(1, "early", tier="early")], id="none that may be listed"),
        pytest.param([made.study(1, "shown")], id="all shown"),
    ],
)
def test_nothing_is_offered_where_no_more_is_listed(studies):
    assert smallest_loosening(Catalogue(made.snapshot(studies)), Search(phases=("PHASE2",))) == []
