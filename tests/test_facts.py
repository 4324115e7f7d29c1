"""The plain facts of a trial in words, and its cautions."""

from datetime import datetime

import facts
import pandas as pd
import pytest

from cache import language, schema

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
        ("Plan of the groups", "Parallel: groups run side by side"),
        ("Masking", "Open label: everyone knows what is given"),
        ("Number of people", "1,200"),
        ("Age", "18 years and older"),
        ("Sex", "Women only"),
        ("Sponsor", "Example Hospital (demo)"),
        ("Kind of sponsor", "Hospital, university or other"),
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


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        pytest.param(
            {
                "overall_status": "RECRUITING",
                "verified_date": pd.Timestamp("2026-10-01"),
                "verified_date_precision": "month",
            },
            "Recruiting, last confirmed by the sponsor in October 2026",
            id="by month",
        ),
        pytest.param(
            {
                "overall_status": "COMPLETED",
                "verified_date": pd.Timestamp("2026-10-03"),
                "verified_date_precision": "day",
            },
            "Completed, last confirmed by the sponsor on 3 October 2026",
            id="by day",
        ),
        pytest.param(
            {"overall_status": "RECRUITING", "last_update_posted": pd.Timestamp("2026-06-03")},
            "Recruiting; the record last changed on 3 June 2026",
            id="never confirmed",
        ),
        pytest.param({"overall_status": "RECRUITING"}, "Recruiting, date of confirmation not given", id="no date"),
        pytest.param({}, "not given, date of confirmation not given", id="nothing known"),
    ],
)
def test_status_with_its_date(known, shown):
    assert facts.dated_status(trial(**known)) == shown


@pytest.mark.parametrize(
    ("axis", "value", "shown"),
    [
        pytest.param("phase", "PHASE2", "Phase 2 (asks whether the treatment works)", id="a sentence goes on"),
        pytest.param("her2_level", "zero", "HER2 zero (IHC 0 with no staining at all)", id="an acronym stays"),
        pytest.param("phase", "PHASE9", "PHASE9", id="not in the vocabulary"),
    ],
)
def test_a_value_explained(axis, value, shown):
    assert facts.explained(axis, value) == shown


@pytest.mark.parametrize(
    ("known", "said"),
    [
        pytest.param({}, [], id="nothing said"),
        pytest.param({"sex": "ALL", "minimum_age_years": 18.0}, [], id="every grown-up person"),
        pytest.param({"minimum_age_years": 1.0}, [], id="children too"),
        pytest.param({"minimum_age_years": 18.0, "maximum_age_years": 130.0}, [], id="a limit that keeps nobody out"),
        pytest.param({"sex": "MALE"}, ["Men only"], id="men"),
        pytest.param({"minimum_age_years": 70.0}, ["Age: 70 years and older"], id="older people"),
        pytest.param(
            {"sex": "FEMALE", "minimum_age_years": 18.0, "maximum_age_years": 75.0},
            ["Women only", "Age: 18 years to 75 years"],
            id="women up to an age",
        ),
    ],
)
def test_limits(known, said):
    assert facts.limits(trial(**known)) == said


def test_interventions_lose_their_type_only():
    named = ["DRUG: Examplinib", "DIETARY_SUPPLEMENT: Tea: green", "Care: at home", "CPI-613: daily", ""]
    bare = ["Examplinib", "Tea: green", "Care: at home", "CPI-613: daily", ""]
    assert facts.interventions(trial(interventions=named)) == bare


def test_dates_and_counts_follow_the_language():
    known = trial(
        overall_status="RECRUITING", verified_date=pd.Timestamp("2026-10-01"), verified_date_precision="month"
    )
    language.use("es")
    try:
        assert "octubre de 2026" in facts.dated_status(known)
    finally:
        language.use(language.ENGLISH)


OVERDUE = "Recruiting, but its main measurement was planned to end by {}. Ask the team whether it still takes people."
OVER = "Recruiting, but the study was planned to end by {}. Ask the team whether it still takes people."
OLD = "Not confirmed by the sponsor for over 12 months (last in {}). The record may be out of date."


def dated(column, date, precision):
    return {column: pd.Timestamp(date), f"{column}_precision": precision}


@pytest.mark.parametrize(
    ("known", "sentences"),
    [
        pytest.param(
            {"overall_status": "RECRUITING", "open_site_count": 3}, [], id="recruiting with open sites: nothing to say"
        ),
        pytest.param({"overall_status": "RECRUITING"}, [], id="sites not counted"),
        pytest.param(
            {"overall_status": "RECRUITING", **dated("primary_completion_date", "2026-10-01", "month")},
            [OVERDUE.format("October 2026")],
            id="recruiting past its end",
        ),
        pytest.param(
            {"overall_status": "RECRUITING", **dated("primary_completion_date", "2026-11-19", "day")},
            [OVERDUE.format("19 November 2026")],
            id="ended yesterday",
        ),
        pytest.param(
            {"overall_status": "RECRUITING", **dated("completion_date", "2022-06-30", "day")},
            [OVER.format("30 June 2022")],
            id="only the end of the study is given",
        ),
        pytest.param(
            {
                "overall_status": "RECRUITING",
                **dated("primary_completion_date", "2022-01-01", "month"),
                **dated("completion_date", "2022-06-30", "day"),
            },
            [OVERDUE.format("January 2022")],
            id="both ends have passed: told once",
        ),
        pytest.param(
            {"overall_status": "COMPLETED", **dated("completion_date", "2022-06-30", "day")}, [], id="over by right"
        ),
        pytest.param(
            {"overall_status": "RECRUITING", **dated("primary_completion_date", "2026-11-20", "day")},
            [],
            id="the day of its end is not over",
        ),
        pytest.param(
            {"overall_status": "RECRUITING", **dated("primary_completion_date", "2026-11-01", "month")},
            [],
            id="the month of its end is not over",
        ),
        pytest.param(
            {"overall_status": "COMPLETED", **dated("primary_completion_date", "2020-10-01", "day")},
            [],
            id="a completed trial is past its end by right",
        ),
        pytest.param(
            dated("verified_date", "2025-10-01", "month"),
            [OLD.format("October 2025")],
            id="not confirmed for over a year",
        ),
        pytest.param(dated("verified_date", "2025-11-01", "month"), [], id="confirmed within the year"),
        pytest.param(
            {"overall_status": "RECRUITING", "open_site_count": 0},
            ["Recruiting, but it lists no site as open. Ask the team where people can join."],
            id="recruiting without an open site",
        ),
        pytest.param({"overall_status": "NOT_YET_RECRUITING", "open_site_count": 0}, [], id="not yet recruiting"),
        pytest.param(
            {
                "overall_status": "UNKNOWN",
                "last_known_status": "RECRUITING",
                **dated("verified_date", "2023-02-01", "month"),
            },
            [
                "The status is not known now; the last known one is: Recruiting. Ask the team whether people can join.",
                OLD.format("February 2023"),
            ],
            id="only the last known status",
        ),
        pytest.param(
            {"overall_status": "UNKNOWN"},
            ["The status is not known now. Ask the team whether people can join."],
            id="no status ever known",
        ),
        pytest.param(
            {
                "overall_status": "RECRUITING",
                "open_site_count": 0,
                **dated("primary_completion_date", "2024-10-01", "month"),
                **dated("verified_date", "2024-01-01", "month"),
            },
            [
                OVERDUE.format("October 2024"),
                OLD.format("January 2024"),
                "Recruiting, but it lists no site as open. Ask the team where people can join.",
            ],
            id="all at once",
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
