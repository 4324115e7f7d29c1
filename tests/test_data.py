"""The Data page."""

import re

import pandas as pd
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
        "What changed in the last 30 days",
        (
            "20 November 2026 Trial: NCT99000101 Examplinib in HER2-Low Metastatic Breast Cancer "
            "What changed: New in the catalogue Before: Not in the catalogue Now: Recruiting"
        ),
        "none got lost or damaged on the way. Checks that passed: 1 of 1.",
        "received equals reported 13 13 passed",
        "trials.parquet " + "ab" * 32,
        "NCT99000110 has a status that we do not know: RECRUITING_SOMEDAY.",
        "How good the labels are",
        "Known, read twice: 117 trials, ",
        "Relation to metastatic breast cancer 100.0%",
        '**"The record does not say" is not a no.**',
        "[terms](https://clinicaltrials.gov/about-site/terms-conditions)",
    ):
        assert part in said


def test_commands_are_folded_away_for_whoever_runs_the_site(monkeypatch):
    asked = {"name": "columns gone (--accept-loss lets it pass)", "found": "none", "expected": "none", "passed": True}
    views.show(monkeypatch, checks=[asked, asked | {"passed": False}], **FILES)
    page = views.open_page("data")
    assert "Checks that passed: 1 of 2." in views.words(page)
    (fold,) = page.expander
    assert fold.label == "For whoever runs this site: commands, checks and files"
    inside = "".join(each.proto.body for each in (*fold.markdown, *fold.get("html")))
    whole = "".join(each.proto.body for each in (*page.markdown, *page.get("html")))
    for part in ("python -m pipelines", "--accept-loss", "ab" * 32):
        assert whole.count(part) == inside.count(part) > 0


def shown(page):
    """The rows of the table of changes, each as one line."""
    (body,) = (element.proto.body for element in page.get("html") if ">What changed<" in element.proto.body)
    rows = re.findall(r"<tr>(.*?)</tr>", body, flags=re.DOTALL)[1:]
    return [catalogue.words(re.sub(r"<[^>]+>", " ", row)) for row in rows]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        pytest.param(
            "opened",
            [
                (
                    "20 November 2026 Trial: NCT99000102 Radiosurgery With Trastuzumab Deruxtecan for Brain Metastases From "
                    "Breast Cancer What changed: Opened Before: Not yet recruiting Now: Recruiting"
                )
            ],
            id="a trial that opened",
        ),
        pytest.param(
            "sites_opened",
            [
                (
                    "20 November 2026 Trial: NCT99000105 Examplikinase Inhibitor in Advanced Solid Tumours Including Breast "
                    "Cancer What changed: Sites opened in South Korea Before: 0 open sites Now: 1 open site "
                    "Example University Hospital, Seoul"
                )
            ],
            id="sites",
        ),
        pytest.param(
            "label",
            [
                (
                    "20 November 2026 Trial: NCT99000105 Examplikinase Inhibitor in Advanced Solid Tumours Including Breast "
                    "Cancer What changed: Brain Before: Brain: only if treated and stable “Brain metastases &gt; 2 cm "
                    "&lt;untreated&gt;” Now: Brain: may join “Brain metastases are eligible”"
                ),
                (
                    "12 November 2026 Trial: NCT99000109 Hormone Therapy and Bone Radiation in Bone-Only Metastatic Breast "
                    "Cancer What changed: Menopause Our reading changed, not the record. Before: The record does not say "
                    "Now: After menopause only “Postmenopausal women”"
                ),
            ],
            id="labels with both quotations, and what a rule changed",
        ),
        pytest.param(
            "removed",
            [
                (
                    "20 November 2026 Trial: NCT99000150 Examplinib, an Older Record What changed: No longer in the "
                    "catalogue Before: Recruiting Now: The registry made it part of NCT99000101"
                )
            ],
            id="a trial that is gone",
        ),
    ],
)
def test_changes_can_be_narrowed_to_a_kind(monkeypatch, kind, rows):
    views.show(monkeypatch, **FILES)
    page = views.open_page("data")
    assert page.selectbox[0].options == [
        "All changes",
        "New in the catalogue",
        "Opened",
        "Sites opened",
        "What the labels say",
        "No longer in the catalogue",
    ]
    assert len(shown(page)) == 6
    assert shown(page.selectbox[0].set_value(kind).run()) == rows


def test_many_changes_stand_on_pages_the_newest_first(monkeypatch):
    told = [
        {
            "snapshot": f"202611{day:02d}T043000Z",
            "data_date": pd.Timestamp(2026, 11, day),
            "cause": "registry",
            "nct_id": f"NCT990002{number:02d}",
            "kind": "new",
        }
        for day in (3, 11)
        for number in range(20)
    ]
    views.show(monkeypatch, history=told, **FILES)
    page = views.open_page("data")
    assert "Changes: 40" in views.words(page)
    assert [row[:16] for row in shown(page)] == ["11 November 2026"] * 20 + ["3 November 2026 "] * 5
    assert "Trial: NCT99000200 What changed" in shown(page)[0]


def test_a_first_snapshot_has_no_changes(monkeypatch):
    views.show(monkeypatch, catalogue.STUDIES, **FILES)
    assert "No change is known from the last 30 days. Changes are listed from the second refresh on" in views.words(
        views.open_page("data")
    )


def test_demo_data_say_so(monkeypatch):
    views.show(monkeypatch, demo=True, **FILES)
    said = views.words(views.open_page("data"))
    assert "Source Made-up demo records: these trials do not exist" in said
    assert "Demo data: these trials do not exist" in said


def test_without_a_snapshot_the_page_says_what_to_do(monkeypatch):
    views.show_nothing(monkeypatch)
    assert "No trials yet" in views.words(views.open_page("data"))
