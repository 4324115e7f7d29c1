"""Choices in words, and the search without what widens or narrows it."""

import chosen
import pytest

from cache.loosening import Loosening
from cache.schema import OPEN_STATUSES
from cache.search import TIERS, USUAL_TIERS, Point, Search

BOSTON = "Boston, Massachusetts, United States"
HERE = Search(sites=("brain",), brain="stable", near=BOSTON, within="50", unit="km")


@pytest.mark.parametrize(
    ("point", "said"),
    [
        pytest.param(Point("listed", TIERS), "Open to people with metastatic breast cancer", id="listed at all"),
        pytest.param(Point("tiers", USUAL_TIERS), "For metastatic breast cancer", id="the usual kinds of trial"),
        pytest.param(Point("tiers", ("mbc",)), "Metastatic breast cancer", id="one kind of trial"),
        pytest.param(Point("other_sites"), "No trials only for other places of spread", id="no value"),
        pytest.param(Point("subtypes", ("TNBC",)), "Triple-negative", id="one value"),
        pytest.param(Point("phases", ("PHASE1", "PHASE2")), "Phase 1 or Phase 2", id="two values"),
        pytest.param(Point("phases", ("NA", "PHASE1", "PHASE2", "PHASE3", "PHASE4")), "Phase", id="too many to name"),
        pytest.param(Point("statuses", OPEN_STATUSES), "Open now or soon", id="the usual statuses"),
        pytest.param(Point("sites", ("brain",)), "Brain, treated and stable", id="brain"),
        pytest.param(Point("sites", ("bone",)), "Bone", id="bone"),
        pytest.param(Point("countries", ("France", "Peru")), "France or Peru", id="countries"),
        pytest.param(Point("near", ("50",)), f"Within 50 km of {BOSTON}", id="distance"),
        pytest.param(Point("sex", ("male",)), "Open to men", id="sex"),
        pytest.param(Point("age", ("71",)), "Open at age 71", id="age"),
        pytest.param(Point("text", ("stage 4",)), "“stage 4”", id="words"),
        pytest.param(Point("text", ("bone " * 40,)), f"“{'bone ' * 11}bone…”", id="many words"),
    ],
)
def test_points_in_words(point, said):
    assert chosen.point_words(point, HERE) == said


@pytest.mark.parametrize(
    ("way", "said"),
    [
        pytest.param(
            Loosening(Search(near=BOSTON, within="100"), (Point("near", ("50",)),), "100", 3, 1),
            f"Within 100 miles of {BOSTON}",
            id="a wider distance",
        ),
        pytest.param(Loosening(Search(), (Point("sites", ("bone",)),), "", 3, 1), "Without Bone", id="one point"),
        pytest.param(
            Loosening(Search(), (Point("sites", ("bone",)), Point("phases", ("PHASE4",))), "", 3, 1),
            "Without Bone; Without Phase 4",
            id="two points",
        ),
        pytest.param(
            Loosening(Search(), (Point("statuses", OPEN_STATUSES), Point("tiers", USUAL_TIERS)), "", 3, 1),
            "Any status, closed trials too; Also any solid tumor, and trials whose stage is not clear",
            id="what nobody chose",
        ),
    ],
)
def test_loosenings_in_words(way, said):
    assert chosen.loosening_words(way, Search(sites=("bone",), phases=("PHASE4",))) == said


def test_what_is_not_as_usual_is_said_and_taken_back_one_by_one():
    search = Search(given=True, open_here=True, other_sites=True, synonyms=False)
    said = []
    while chosen.widened(search):
        words, search = chosen.widened(search)[0]
        said.append(words)
    assert (said, search) == (
        [
            "Treatments given count too, not only those tested",
            "Countries count with an open site only",
            "Also trials only for other places of spread",
            "Only the words I wrote",
        ],
        Search(),
    )
