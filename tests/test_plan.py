"""How a trial is run, in the short lines of its card."""

from datetime import datetime

import pandas as pd
import plan
import pytest

from tests.test_facts import trial

PLACEBO = "A placebo has no active drug, and may be given beside a real treatment: ask what each group gets."
SHAM = (
    "A sham is a pretend procedure that looks like the real one, and may be given beside a real treatment: "
    "ask what each group gets."
)
NOBODY = "Quadruple-masked: none of these knows what is given: patient, care team, researcher, assessor"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        pytest.param({}, [], id="nothing said"),
        pytest.param(
            {"arm_labels": ["A"], "allocation": "NA", "masking": "NONE"},
            ["1 group", "Open label: everyone knows what is given"],
            id="one group",
        ),
        pytest.param(
            {"intervention_model": "SINGLE_GROUP"}, ["1 group"], id="one group by its model, masking not said"
        ),
        pytest.param(
            {"arm_labels": ["A", "B", "C"], "allocation": "RANDOMIZED", "masking": "QUADRUPLE"},
            ["3 groups", "Chance decides who is in which group (randomised)", NOBODY],
            id="three groups by chance",
        ),
        pytest.param(
            {"arm_labels": ["A", "B"], "allocation": "NON_RANDOMIZED"},
            [
                "2 groups",
                "The plan of the study, not chance, decides who is in which group",
                "The record does not say who knows what is given",
            ],
            id="two groups not by chance, masking not said",
        ),
        pytest.param({"masking": "SOME_NEW_WAY"}, ["Some new way"], id="a masking that no table knows"),
    ],
)
def test_groups(known, said):
    assert plan.groups(trial(**known)) == said


@pytest.mark.parametrize(
    ("known", "said"),
    [
        pytest.param({"interventions": ["DRUG: Examplinib"]}, [], id="none named: nothing is said, not a no"),
        pytest.param(
            {"arm_types": ["EXPERIMENTAL", "PLACEBO_COMPARATOR"], "interventions": ["DRUG: Placebo"]},
            ["The record lists a placebo arm.", PLACEBO],
            id="an arm, said once though it is named too",
        ),
        pytest.param(
            {"arm_types": ["ACTIVE_COMPARATOR"], "interventions": ["DRUG: Examplinib-matching PLACEBO"]},
            ["The record names a placebo.", PLACEBO],
            id="an intervention",
        ),
        pytest.param(
            {"arm_labels": ["Placebo plus fulvestrant"]}, ["The record names a placebo.", PLACEBO], id="an arm's name"
        ),
        pytest.param(
            {"official_title": "A Placebo-controlled Study"}, ["The record names a placebo.", PLACEBO], id="a title"
        ),
        pytest.param(
            {"interventions": ["OTHER: No placebo", "OTHER: Non-placebo control", "OTHER: Treatment without placebo"]},
            [],
            id="said not to be",
        ),
        pytest.param({"arm_types": ["SHAM_COMPARATOR"]}, ["The record lists a sham arm.", SHAM], id="a sham"),
        pytest.param(
            {"arm_types": ["PLACEBO_COMPARATOR", "SHAM_COMPARATOR"]},
            ["The record lists a placebo arm.", PLACEBO, "The record lists a sham arm.", SHAM],
            id="both",
        ),
    ],
)
def test_placebo(known, said):
    assert plan.placebo(trial(**known)) == said


def by_month(column, date):
    return {column: pd.Timestamp(date), f"{column}_precision": "month"}


@pytest.mark.parametrize(
    ("known", "said"),
    [
        pytest.param({}, [], id="nothing said"),
        pytest.param(
            {
                "overall_status": "RECRUITING",
                "enrollment": 1200,
                **by_month("primary_completion_date", "2028-06-01"),
                **by_month("completion_date", "2029-06-01"),
            },
            ["1,200 people planned", "Planned end: June 2029"],
            id="people can join",
        ),
        pytest.param(
            {"overall_status": "RECRUITING", **by_month("primary_completion_date", "2028-06-01")},
            ["Planned end of the main measurement: June 2028"],
            id="only the main measurement",
        ),
        pytest.param(
            {"overall_status": "RECRUITING", **by_month("completion_date", "2026-10-01")},
            ["The end was planned for October 2026"],
            id="an end that is no plan any more",
        ),
        pytest.param(
            {"overall_status": "RECRUITING", **by_month("primary_completion_date", "2026-10-01")},
            ["The end of the main measurement was planned for October 2026"],
            id="a main measurement that should be over",
        ),
        pytest.param(
            {"overall_status": "RECRUITING", **by_month("completion_date", "2026-11-01")},
            ["Planned end: November 2026"],
            id="the month of its end is not over",
        ),
        pytest.param({"overall_status": "AVAILABLE", "enrollment": 1}, ["1 person planned"], id="one person"),
        pytest.param(
            {"overall_status": "ACTIVE_NOT_RECRUITING", "enrollment": 0, **by_month("completion_date", "2027-01-01")},
            ["0 people", "Planned end: January 2027"],
            id="nobody new can join: planned or actual, which is not known",
        ),
        pytest.param(
            {"overall_status": "COMPLETED", "enrollment": 80, **by_month("completion_date", "2020-01-01")},
            ["80 people", "Ended: January 2020"],
            id="over",
        ),
        pytest.param(
            {"overall_status": "TERMINATED", **by_month("primary_completion_date", "2020-01-01")},
            ["Main measurement ended: January 2020"],
            id="over, only the main measurement known",
        ),
    ],
)
def test_size_and_end(known, said):
    assert plan.size_and_end(trial(**known), datetime(2026, 11, 20)) == said
