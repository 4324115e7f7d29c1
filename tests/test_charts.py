"""The matrix of sites and subtypes: its numbers, its markers, its words."""

import charts
import pytest

from cache import vocabulary
from cache.catalogue import Catalogue
from tests import catalogue as made

WHOLE = Catalogue(made.snapshot())
ALL = WHOLE.ids.tolist()


def numbers(ids):
    """{(site, subtype): number} of the pairs that any of these trials accepts."""
    return {pair: count for pair, count in charts.site_by_subtype(WHOLE, ids).stack().items() if count}


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        pytest.param([], {}, id="no trial"),
        pytest.param(
            ["NCT99000101"],
            {("bone", "HR+/HER2-"): 1, ("bone", "TNBC"): 1, ("brain", "HR+/HER2-"): 1, ("brain", "TNBC"): 1},
            id="allowed and treated count, excluded does not",
        ),
        pytest.param(["NCT99000102"], {("brain", "HR+/HER2+"): 1, ("brain", "HR-/HER2+"): 1}, id="required counts"),
        pytest.param(["NCT99000104", "NCT99000107"], {}, id="silent on sites or receptors"),
        pytest.param(
            ["NCT99000101", "NCT99000105"],
            {
                ("bone", "HR+/HER2-"): 1,
                ("bone", "TNBC"): 1,
                ("brain", "HR+/HER2-"): 2,
                ("brain", "TNBC"): 2,
                ("liver", "HR+/HER2-"): 1,
                ("liver", "TNBC"): 1,
            },
            id="two trials",
        ),
    ],
)
def test_numbers(ids, expected):
    assert numbers(ids) == expected


def test_each_marker_carries_its_pair_and_its_number():
    crossed = charts.site_by_subtype(WHOLE, ALL)
    trace = charts.matrix(crossed).data[0]
    shown = {tuple(pair): int(text) for pair, text in zip(trace.customdata, trace.text, strict=True)}
    assert shown == numbers(ALL)
    assert max(trace.marker.size) == pytest.approx(trace.marker.size[list(trace.text).index("2")])
    assert min(trace.marker.size) >= 24


def test_the_words_say_the_same_as_the_chart():
    crossed = charts.site_by_subtype(WHOLE, ALL)
    assert [row[0] for row in charts.rows(crossed)] == [vocabulary.name("site", s) for s in vocabulary.values("site")]
    assert dict(zip(charts.headings(crossed), charts.rows(crossed)[1], strict=True)) == {
        "Where it has spread": "Brain",
        "HR-positive, HER2-negative": "2",
        "HR-positive, HER2-positive": "1",
        "HR-negative, HER2-positive": "1",
        "Triple-negative": "2",
    }
    assert "The most, 2, accept Bone with HR-positive, HER2-negative." in charts.alt(crossed)


def test_a_result_without_pairs_still_has_a_chart():
    crossed = charts.site_by_subtype(WHOLE, [])
    assert len(charts.matrix(crossed).data[0].x) == 0
    assert (
        charts.alt(crossed)
        == "None of the trials found accepts both a metastasis site and a receptor subtype by its record."
    )
