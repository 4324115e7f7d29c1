"""The shortlist's CSV file."""

import csv
import io

import evidence
import export
import pandas as pd
import pytest

from cache import language, schema

MANIFEST = {"demo": False, "data_timestamp": "2026-11-20T09:00:05", "retrieved_at": "2026-11-21T03:00:00Z"}
TEXT = "Inclusion: HER2-low. ANC \\>= 1.5. Treated, stable brain metastases."


def trial(**facts):
    made = {
        "nct_id": "NCT99000001",
        "brief_title": "Drug A \\<B\\>, a study",
        "overall_status": "RECRUITING",
        "phases": ["PHASE1", "PHASE2"],
        "verified_date": pd.Timestamp("2026-10-01"),
        "verified_date_precision": "month",
        "open_site_count": 2,
        "eligibility_text": TEXT,
        "url": "https://example.org/NCT99000001",
    }
    return dict.fromkeys(schema.names("trials")) | made | facts


def label(axis, value, stance, quotation):
    start = TEXT.index(quotation)
    quote = evidence.Quote("eligibility_text", start, start + len(quotation), quotation)
    return evidence.Label("", axis, value, stance, ("explicit",), ("rule-1",), (quote,))


def read(made):
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def test_a_row_has_every_answer_its_words_and_the_source():
    labels = [
        label("site", "brain", "treated_stable", "Treated, stable brain metastases"),
        label("her2_level", "low", "accepted", "HER2-low"),
        label("her2_level", "zero", "excluded", "ANC \\>= 1.5"),
    ]
    (row,) = read(export.shortlist_csv([trial()], {"NCT99000001": labels}, MANIFEST))
    silent = {
        name: cell
        for question in evidence.QUESTIONS
        for name, cell in ((question.name, "The record does not say"), (f"{question.name}: quotations", ""))
    }
    assert row == silent | {
        "Trial": "NCT99000001",
        "Title": "Drug A <B>, a study",
        "Status": "Recruiting",
        "Last confirmed": "October 2026",
        "Doubts about the record": "None that we know of",
        "Phase": "Phase 1 / Phase 2",
        "Open sites": "2",
        "Age": "no limit given",
        "Sex": "not given",
        "Brain metastases": "Brain: only if treated and stable",
        "Brain metastases: quotations": '"Treated, stable brain metastases" (criteria)',
        "HER2 level": "HER2-low: may join; HER2 zero: cannot join",
        "HER2 level: quotations": '"HER2-low" (criteria)\n"ANC >= 1.5" (criteria)',
        "Link": "https://example.org/NCT99000001",
        "Source": "ClinicalTrials.gov",
        "Registry data of": "2026-11-20T09:00:05",
        "Retrieved at": "2026-11-21T03:00:00Z",
        "Note": "Labels are made by rules from the record; not medical advice, the study team decides who can join.",
    }


def test_the_row_has_the_cautions_of_the_card_and_the_nearest_site():
    overdue = trial(
        primary_completion_date=pd.Timestamp("2026-03-01"),
        primary_completion_date_precision="month",
        verified_date=pd.Timestamp("2025-03-01"),
        open_site_count=0,
    )
    nearest = export.Nearest("Nearest site, from Lyon, France", {"NCT99000001": "No open site; 3 sites listed"})
    (row,) = read(export.shortlist_csv([overdue], {"NCT99000001": []}, MANIFEST, nearest))
    assert row["Nearest site, from Lyon, France"] == "No open site; 3 sites listed"
    assert row["Doubts about the record"] == (
        "Recruiting, but its main measurement was planned to end by March 2026. "
        "Ask the team whether it still takes people. "
        "Not confirmed by the sponsor for over 12 months (last in March 2025). The record may be out of date. "
        "Recruiting, but it lists no site as open. Ask the team where people can join."
    )


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("\r=1", "'\r=1", id="carriage return"),
        pytest.param("  =1", "'  =1", id="spaces before it"),
        pytest.param("a=1", "a=1", id="inside is harmless"),
        pytest.param("", "", id="empty"),
    ],
)
def test_no_cell_is_a_formula(cell, safe):
    assert export.neutral(cell) == safe


def test_a_title_that_looks_like_a_formula_is_neutralised():
    (row,) = read(export.shortlist_csv([trial(brief_title="=HYPERLINK(1)")], {"NCT99000001": []}, MANIFEST))
    assert row["Title"] == "'=HYPERLINK(1)"


def test_demo_rows_say_that_the_trial_does_not_exist():
    (row,) = read(export.shortlist_csv([trial()], {"NCT99000001": []}, MANIFEST | {"demo": True}))
    assert row["Source"] == "Demo data: this trial does not exist"


def test_in_another_language_the_records_words_stay_and_no_column_is_lost():
    labels = {"NCT99000001": [label("site", "brain", "treated_stable", "Treated, stable brain metastases")]}
    (english,) = read(export.shortlist_csv([trial()], labels, MANIFEST))
    language.use("es")
    try:
        (spanish,) = read(export.shortlist_csv([trial()], labels, MANIFEST))
        silent = language.gettext("The record does not say")
    finally:
        language.use(language.ENGLISH)
    assert len(spanish) == len(english)
    assert "Drug A <B>, a study" in spanish.values()
    assert any("Treated, stable brain metastases" in cell for cell in spanish.values())
    assert silent in spanish.values()


def test_what_is_said_of_a_group_only_is_not_silence():
    of_a_group = label("site", "brain", "treated_stable", "Treated, stable brain metastases")._replace(cohort="Part B")
    (row,) = read(export.shortlist_csv([trial()], {"NCT99000001": [of_a_group]}, MANIFEST))
    cells = [row[name] for name in ("Brain metastases", "Brain metastases: quotations", "Liver metastases")]
    assert cells == ["The record says it for some groups only: see the trial's page.", "", "The record does not say"]


def test_trials_keep_the_order_of_the_shortlist():
    ids = ["NCT99000002", "NCT99000001"]
    made = export.shortlist_csv([trial(nct_id=each) for each in ids], {key: [] for key in ids}, MANIFEST)
    assert [row["Trial"] for row in read(made)] == ids
