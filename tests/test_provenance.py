"""The rows of the Data page."""

import provenance
import pytest

from cache import schema

GIVEN = "Surgery: given to people in the trial"
CHANGES = schema.frame(
    "changes",
    [
        {"nct_id": "NCT1", "kind": "new", "axis": "", "value": "", "before": "", "after": "RECRUITING"},
        {"nct_id": "NCT2", "kind": "status", "axis": "", "value": "", "before": "RECRUITING", "after": "ODD"},
        {"nct_id": "NCT3", "kind": "sites", "axis": "country", "value": "France", "before": "3", "after": "5"},
        {
            "nct_id": "NCT4",
            "kind": "label",
            "axis": "site",
            "value": "brain",
            "before": "not stated",
            "after": "allowed",
        },
        {"nct_id": "NCT5", "kind": "label", "axis": "site", "value": "bone", "before": "allowed"},
        {
            "nct_id": "NCT6",
            "kind": "label",
            "axis": "treatment",
            "value": "surgery",
            "before": "given",
            "after": "given, tested",
        },
    ],
)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        pytest.param("new", [("NCT1", "Title 1", "New in the catalogue", "", "Recruiting")], id="new"),
        pytest.param("status", [("NCT2", "", "Status", "Recruiting", "ODD")], id="a status we do not know"),
        pytest.param("sites", [("NCT3", "", "Open sites in France", "3", "5")], id="sites"),
        pytest.param(
            "label",
            [
                ("NCT4", "", "Brain", "The record does not say", "Brain: may join"),
                ("NCT5", "", "Bone", "Bone: may join", "The record does not say"),
                ("NCT6", "", "Surgery", GIVEN, f"{GIVEN}; Surgery: tested"),
            ],
            id="labels: one side missing, two stances",
        ),
        pytest.param("removed", [], id="none of this kind"),
    ],
)
def test_changes_in_plain_words(kind, rows):
    assert provenance.changes(CHANGES[CHANGES["kind"] == kind], {"NCT1": "Title 1"}) == rows


def test_counts_in_the_vocabularys_order_and_unknown_values_last():
    manifest = {"counts": {"per_status": {"ODD": 1, "COMPLETED": 2, "RECRUITING": 3}}}
    assert provenance.counts(manifest, "status") == [("Recruiting", 3), ("Completed", 2), ("ODD", 1)]


def test_checks():
    check = {"name": "Records received", "found": 10, "expected": "10", "passed": True}
    assert provenance.checks({"checks": [check, check | {"passed": False}]}) == [
        ("Records received", "10", "10", "passed"),
        ("Records received", "10", "10", "failed"),
    ]


SCORE = {
    "gold": "dev.jsonl",
    "n": 117,
    "lexicon_version": "abc",
    "date": "2026-11-26",
    "figures": {"dangerous": 1, "tier exact": 0.9876, "treatment_tested F1": 0.5},
    "counts": [{"axis": "treatment_tested", "value": "*", "n": 12}],
}


def test_measured_sets_say_who_read_them_and_when():
    (said,) = provenance.measured([SCORE])
    assert said.startswith("Known, read twice: 117 trials, ")
    assert said.endswith("Rules abc, measured on 2026-11-26.")


def test_accuracy_has_a_row_for_each_figure_and_one_for_harm():
    rows = dict(provenance.accuracy([SCORE]))
    assert rows[provenance.HARMFUL] == "1"
    assert rows["Relation to metastatic breast cancer"] == "98.8%"
    assert rows["Treatments tested, one by one (F1)"] == "50.0% (n 12)"
    assert rows["Menopause"] == "not measured"
    assert len(rows) == len(provenance.FIGURES) + 1
