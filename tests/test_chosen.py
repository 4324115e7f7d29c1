"""Choices in words, and the search without each."""

import chosen
import pytest

from cache.schema import OPEN_STATUSES
from cache.search import TIERS, Point, Search


@pytest.mark.parametrize(
    ("search", "said"),
    [
        pytest.param(Search(), [], id="nothing chosen"),
        pytest.param(
            Search(sites=("brain", "bone"), brain="stable"), ["Bone", "Brain, treated and stable"], id="brain answer"
        ),
        pytest.param(Search(sites=("bone",), brain="active"), ["Bone"], id="an answer on a site that is not chosen"),
        pytest.param(
            Search(subtypes=("TNBC",), her2_levels=("zero",), treatments=("surgery",), phases=("PHASE2",)),
            ["Triple-negative", "HER2 zero", "Surgery", "Phase 2"],
            id="one of each",
        ),
        pytest.param(Search(countries=("France",), text="stage 4"), ["France", "“stage 4”"], id="country and words"),
        pytest.param(Search(statuses=("RECRUITING",)), ["Status: Recruiting"], id="status"),
        pytest.param(Search(statuses=()), ["Status: any"], id="any status"),
        pytest.param(
            Search(given=True, open_here=True, other_sites=True, synonyms=False),
            [
                "Given counts too, not only tested",
                "Only open sites",
                "Also trials only for other sites",
                "Only the words I wrote",
            ],
            id="switches",
        ),
    ],
)
def test_every_choice_in_words(search, said):
    assert [each.words for each in chosen.choices(search)] == said


def test_taking_all_choices_back_one_by_one_ends_at_the_start():
    search = Search(
        sites=("bone", "liver"),
        subtypes=("TNBC",),
        countries=("France",),
        text="x",
        tiers=TIERS,
        statuses=(),
        given=True,
    )
    steps = 0
    while chosen.choices(search):
        search = chosen.choices(search)[0].search
        steps += 1
    assert (search, steps) == (Search(), 8)


def test_loosenings_never_offer_what_stands_already():
    widest = Search(sites=("bone",), other_sites=True, given=True, statuses=(), tiers=TIERS)
    assert [each.words for each in chosen.loosenings(Search())] == [
        "Also trials only for people with another site",
        "Treatments given count too, not only those tested",
        "Any status, closed trials too",
        "All solid tumours and trials whose stage is not clear",
    ]
    assert all(each.words.startswith("Without: ") for each in chosen.loosenings(widest))


@pytest.mark.parametrize(
    ("point", "said"),
    [
        pytest.param(Point("listed", TIERS), "Open to people with metastatic breast cancer", id="listed at all"),
        pytest.param(Point("other_sites"), chosen.NAMES["other_sites"], id="no value"),
        pytest.param(Point("subtypes", ("TNBC",)), "Receptor status: Triple-negative", id="one value"),
        pytest.param(Point("phases", ("PHASE1", "PHASE2")), "Phase: Phase 1 or Phase 2", id="two values"),
        pytest.param(
            Point("statuses", OPEN_STATUSES),
            "Status: Recruiting or Not yet recruiting or By invitation or Available (expanded access)",
            id="the usual statuses",
        ),
        pytest.param(Point("sites", ("brain",)), "Where it has spread: Brain, not sure", id="brain"),
    ],
)
def test_points_in_words(point, said):
    assert chosen.point_words(point, Search(sites=("brain",))) == said
