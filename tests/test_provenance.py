"""The rows of the Data page."""

import markup
import pandas as pd
import provenance
import pytest

from cache import schema

NIGHT = {"snapshot": "20261120T000000Z", "data_date": pd.Timestamp("2026-11-20"), "cause": "registry"}
EARLIER = {"snapshot": "20261103T000000Z", "data_date": pd.Timestamp("2026-11-03"), "cause": "rules"}


def english(text):
    return f'<span lang="en">{text}</span>'


def link(nct_id, title=""):
    link = f'<a href="trial?id={nct_id}" target="_blank">{nct_id}</a>'
    return f"{link} {english(title)}" if title else link


@pytest.mark.parametrize(
    ("told", "rows"),
    [
        pytest.param(
            [NIGHT | {"nct_id": "NCT1", "kind": "new", "after": "RECRUITING"}],
            [
                (
                    "20 November 2026",
                    link("NCT1", "A &lt;b&gt; &gt; C"),
                    "New in the catalogue",
                    "Not in the catalogue",
                    "Recruiting",
                )
            ],
            id="new, its title is never markup",
        ),
        pytest.param(
            [NIGHT | {"nct_id": "NCT2", "kind": "status", "before": "RECRUITING", "after": "<ODD>"}],
            [("20 November 2026", link("NCT2"), "Another change of status", "Recruiting", "&lt;ODD&gt;")],
            id="a status we do not know, a title we do not know",
        ),
        pytest.param(
            [
                EARLIER
                | {
                    "nct_id": "NCT3",
                    "kind": "label",
                    "axis": "menopause",
                    "value": "",
                    "before": "not stated",
                    "after": "any",
                },
                NIGHT
                | {
                    "nct_id": "NCT4",
                    "kind": "label",
                    "axis": "site",
                    "value": "brain",
                    "before": "excluded",
                    "after": "allowed",
                    "before_quote": "No <brain> \\> 2 cm",
                    "after_quote": "Brain \\& liver",
                },
            ],
            [
                (
                    "20 November 2026",
                    link("NCT4"),
                    "Brain",
                    'Brain: cannot join<blockquote lang="en">“No &lt;brain&gt; &gt; 2 cm”</blockquote>',
                    'Brain: may join<blockquote lang="en">“Brain &amp; liver”</blockquote>',
                ),
                (
                    "3 November 2026",
                    link("NCT3"),
                    "Menopause<br><small>Our reading changed, not the record.</small>",
                    "The record does not say",
                    "Any menopausal status",
                ),
            ],
            id="newest first, quotations behind both, what a rule changed",
        ),
        pytest.param([], [], id="none"),
    ],
)
def test_changes_in_plain_words(told, rows):
    made = provenance.changes(schema.frame("history", told), {"NCT1": "A <b> \\> C"})
    assert made == rows
    assert all(isinstance(cell, markup.Safe) for row in made for cell in row[1:])


def test_counts_in_the_vocabularys_order_and_unknown_values_last():
    manifest = {"counts": {"per_status": {"ODD": 1, "COMPLETED": 2, "RECRUITING": 3}}}
    assert provenance.counts(manifest, "status") == [("Recruiting", 3), ("Completed", 2), ("ODD", 1)]


def test_checks():
    check = {"name": "Records received", "found": 10, "expected": "10", "passed": True}
    assert provenance.checks({"checks": [check, check | {"passed": False}]}) == [
        (*map(english, ("Records received", "10", "10")), "passed"),
        (*map(english, ("Records received", "10", "10")), "failed"),
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
