"""The plain facts of a trial in words, and its cautions."""

from datetime import datetime

import facts
import pandas as pd
import pytest

from cache import schema

DATA_DATE = datetime(2026, 11, 20)


def trial(**known):
    """A trial as it comes out of a snapshot: what is not known is missing, lists are empty."""
    lists = {column.name: [] for column in schema.TRIALS if column.kind in ("list", "lists")}
    return schema.frame("trials", [lists | known]).to_dict("records")[0]


FULL = {
    "nct_id": "NCT99000001",
    "aliases": ["NCT99000099"],
    "overall_status": "UNKNOWN",
    "last_known_status": "RECRUITING",
    "why_stopped": "",
    "verified_date": pd.Timestamp("2026-10-01"),
    "verified_date_precision": "month",
    "study_type": "INTERVENTIONAL",
    "phases": ["PHASE2", "PHASE3"],
    "primary_purpose": "SUPPORTIVE_CARE",
    "allocation": "RANDOMIZED",
    "intervention_model": "PARALLEL",
    "masking": "NONE",
    "sponsor": "Example Hospital (demo)",
    "sponsor_class": "OTHER",
    "enrollment": 1200,
    "sex": "FEMALE",
    "minimum_age_years": 18.0,
    "start_date": pd.Timestamp("2025-03-14"),
    "start_date_precision": "day",
    "has_results": False,
    "conditions": ["Breast cancer", "Bone metastases"],
}


def test_every_fact_in_words():
    assert facts.of(trial(**FULL)) == [
        ("Status", "Status unknown (last known: Recruiting)"),
        ("Last confirmed by the sponsor", "October 2026"),
        ("Reason for stopping", ""),
        ("Phase", "Phase 2 / Phase 3"),
        ("Kind of study", "Treatment or other study in which people are given something"),
        ("Purpose", "Supportive care"),
        ("How people are put into groups", "By chance (randomised)"),
        ("Plan of the groups", "Parallel"),
        ("Masking", "None (open label): everyone knows what is given"),
        ("Number of people", "1,200"),
        ("Age", "18 years and older"),
        ("Sex", "Women only"),
        ("Sponsor", "Example Hospital (demo)"),
        ("Kind of sponsor", "Other"),
        ("Start", "14 March 2025"),
        ("End of the main measurement", "not given"),
        ("End of the study", "not given"),
        ("Last change at the registry", "not given"),
        ("Results posted", "no"),
        ("Conditions", "Breast cancer; Bone metastases"),
        ("Keywords", "not given"),
        ("Older ids", "NCT99000099"),
    ]


def test_a_bare_record_has_no_fact_made_up():
    said = {words for _, words in facts.of(trial(nct_id="NCT99000002"))}
    assert said == {"not given", "", "No phase", "no limit given"}


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        pytest.param({"minimum_age_years": 18.0, "maximum_age_years": 75.0}, "18 years to 75 years", id="both ends"),
        pytest.param({"maximum_age_years": 75.0}, "up to 75 years", id="only an upper end"),
        pytest.param({"minimum_age_years": 0.5}, "6 months and older", id="six months"),
        pytest.param({"minimum_age_years": 1 / 12}, "1 month and older", id="one month"),
        pytest.param({}, "no limit given", id="silent"),
    ],
)
def test_ages(known, shown):
    assert facts.ages(trial(**known)) == shown


OVERDUE = (
    "The record says that the trial is recruiting, but its main measurement was planned to end by October 2026. "
    "Ask the team whether it still takes people."
)


@pytest.mark.parametrize(
    ("known", "sentences"),
    [
        pytest.param(
            {"overall_status": "RECRUITING", "open_site_count": 3}, [], id="recruiting with open sites: nothing to say"
        ),
        pytest.param(
            {
                "overall_status": "RECRUITING",
                "open_site_count": 1,
                "primary_completion_date": pd.Timestamp("2026-10-01"),
                "primary_completion_date_precision": "month",
            },
            [OVERDUE],
            id="recruiting past its end",
        ),
        pytest.param(
            {
                "overall_status": "RECRUITING",
                "open_site_count": 1,
                "primary_completion_date": pd.Timestamp("2026-11-01"),
                "primary_completion_date_precision": "month",
            },
            [],
            id="the month of its end is not over",
        ),
        pytest.param(
            {
                "overall_status": "COMPLETED",
                "primary_completion_date": pd.Timestamp("2020-10-01"),
                "primary_completion_date_precision": "day",
            },
            [],
            id="a completed trial is past its end by right",
        ),
        pytest.param(
            {"verified_date": pd.Timestamp("2025-10-01"), "verified_date_precision": "month"},
            [
                "The sponsor last confirmed this record in October 2025, over 12 months ago: what it says may have changed."
            ],
            id="not confirmed for over a year",
        ),
        pytest.param(
            {"verified_date": pd.Timestamp("2025-11-01"), "verified_date_precision": "month"},
            [],
            id="confirmed within the year",
        ),
        pytest.param(
            {"overall_status": "RECRUITING", "open_site_count": 0},
            [
                "The record says that the trial is recruiting, but it lists no site as open. Ask the team where people can join."
            ],
            id="recruiting without an open site",
        ),
        pytest.param(
            {"overall_status": "HIBERNATING"},
            ["We do not know this status, so it is shown as the registry spells it: HIBERNATING."],
            id="unknown status",
        ),
        pytest.param(
            {"phases": ["PHASE2", "PHASE9"]},
            ["We do not know this phase, so it is shown as the registry spells it: PHASE9."],
            id="unknown phase",
        ),
    ],
)
def test_cautions(known, sentences):
    assert facts.cautions(trial(**known), DATA_DATE) == sentences
