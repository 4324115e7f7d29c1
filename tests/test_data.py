"""The Data page."""

import pytest

from tests import catalogue, views

FILES = {"files": {"trials.parquet": "ab" * 32}}


def test_source_counts_changes_checks_and_limits(monkeypatch):
    views.show(monkeypatch, **FILES)
    said = views.words(views.open_page("data"))
    for part in (
        "Source ClinicalTrials.gov",
        "Processed by the registry 2026-11-20 09:00",
        "Retrieved by us 2026-11-21 04:30 UTC",
        "13 trials, 17 sites, ",
        "The registry reported 13 records and 13 were received;",
        "Metastatic breast cancer 9",
        "Recruiting 8",
        "RECRUITING_SOMEDAY 1",
        "NCT99000101 Examplinib in HER2-Low Metastatic Breast Cancer New in the catalogue",
        "received equals reported 13 13 passed",
        "NCT99000110 has a status that we do not know: RECRUITING_SOMEDAY.",
        "trials.parquet " + "ab" * 32,
        "How good the labels are",
        "Known, read twice: 117 trials, ",
        "Relation to metastatic breast cancer 100.0%",
        '**"The record does not say" is not a no.**',
        "[terms](https://clinicaltrials.gov/about-site/terms-conditions)",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        pytest.param("status", "Not yet recruiting", id="status"),
        pytest.param("label", "Brain: only if treated and stable", id="label"),
    ],
)
def test_changes_can_be_narrowed_to_a_kind(monkeypatch, kind, row):
    views.show(monkeypatch, **FILES)
    page = views.open_page("data")
    assert page.selectbox[0].options == ["New in the catalogue", "Status", "What the labels say"]
    (changes,) = (
        element.proto.body
        for element in page.selectbox[0].set_value(kind).run().get("html")
        if "Before" in element.proto.body
    )
    assert row in changes


def test_a_first_snapshot_has_no_changes(monkeypatch):
    views.show(monkeypatch, catalogue.STUDIES, **FILES)
    assert "Nothing changed, or this is the first snapshot." in views.words(views.open_page("data"))


def test_demo_data_say_so(monkeypatch):
    views.show(monkeypatch, demo=True, **FILES)
    said = views.words(views.open_page("data"))
    assert "Source Made-up demo records: these trials do not exist" in said
    assert "Demo data: these trials do not exist" in said


def test_without_a_snapshot_the_page_says_what_to_do(monkeypatch):
    views.show_nothing(monkeypatch)
    assert "No trials yet" in views.words(views.open_page("data"))
