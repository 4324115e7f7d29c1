"""Bounds on earlier lines of treatment for advanced disease."""

import pytest

from pipelines.labels import lines
from tests.labelling import document


def spans(found, cohort=""):
    """Axis -> bounds, of the trial or of one cohort."""
    return {row.axis.removeprefix("lines_"): row.value for row in found if row.cohort == cohort}


def read(inclusion="", exclusion="", **columns):
    return spans(lines.label(document(inclusion, exclusion, **columns)))


COUNTS = [
    pytest.param("* No more than 2 prior lines of chemotherapy for metastatic disease", {"chemo": "..2"}, id="most"),
    pytest.param("* Up to one (1) prior chemotherapy for metastatic disease", {"chemo": "..1"}, id="number twice"),
    pytest.param("* ≤3 prior chemotherapies for metastatic disease", {"chemo": "..3"}, id="plural, no word line"),
    pytest.param("* Prior lines of chemotherapy ≤ 2", {"chemo": "..2"}, id="number behind"),
    pytest.param("* Fewer than 3 prior lines of systemic therapy", {"any": "..2"}, id="fewer"),
    pytest.param("* At least one prior line of systemic therapy", {"any": "1.."}, id="least"),
    pytest.param("* Two or more earlier lines of systemic therapy", {"any": "2.."}, id="earlier lines"),
    pytest.param("* Two or more prior lines of therapy for metastatic disease", {"any": "2.."}, id="or more"),
    pytest.param("* Has progressed on more than one prior line of therapy", {"any": "2.."}, id="more than"),
    pytest.param(
        "* Must have received one prior line of endocrine therapy for MBC",
        {"any": "1..", "endocrine": "1.."},
        id="some",
    ),
    pytest.param("* 0 to 2 prior lines of chemotherapy in the metastatic setting", {"chemo": "..2"}, id="from zero"),
    pytest.param("* 1-3 prior lines of systemic therapy for advanced disease", {"any": "1..3"}, id="range"),
    pytest.param(
        "* At least 1 but no more than 3 prior chemotherapy regimens for advanced disease",
        {"any": "1..", "chemo": "1..3"},
        id="least and most",
    ),
    pytest.param(
        "* Up to 4 prior lines of chemotherapy and at least 1 prior line of chemotherapy for metastatic disease",
        {"any": "1..", "chemo": "1..4"},
        id="two statements in a sentence",
    ),
    pytest.param(
        "* Progression after chemotherapy for a total of one line of therapy for metastatic disease",
        {"any": "1..1", "chemo": "1..1"},
        id="a total of",
    ),
    pytest.param(
        "* Must have received one line of chemotherapy for MBC, but not more than one line",
        {"any": "1..", "chemo": "1..1"},
        id="a bare line counts what was named before",
    ),
    pytest.param(
        "* May have received one prior chemotherapy regimen for metastatic disease", {"chemo": "..1"}, id="may have"
    ),
    pytest.param("* One prior line of chemotherapy for MBC is allowed", {"chemo": "..1"}, id="one is allowed"),
    pytest.param("* Two prior lines of therapy for MBC are required", {"any": "2.."}, id="two are required"),
    pytest.param(
        "* Any number of endocrine therapies, but not more than one prior line of chemotherapy for MBC",
        {"chemo": "..1"},
        id="no limit on another kind",
    ),
    pytest.param(
        "* No more than 2 prior cytotoxic therapies; there is no limit on endocrine therapies",
        {"chemo": "..2"},
        id="no limit on another kind in the next clause",
    ),
    pytest.param("* A CD4 count of 250 cells during chemotherapy is permitted", {}, id="the last figure of a number"),
    pytest.param("* Has not received more than 2 prior lines of chemotherapy", {"chemo": "..2"}, id="not more than"),
    pytest.param("* There is no limit on the number of prior lines of therapy", {}, id="no limit"),
    pytest.param("* Prior therapy completed at least 2 weeks before", {}, id="weeks are no lines"),
    pytest.param("* At least one lesion without prior radiation therapy", {}, id="lesions are no lines"),
    pytest.param("* Creatinine ≤ 2 x ULN after prior therapy", {}, id="a laboratory limit"),
    pytest.param("* Recovered from prior lines of therapy to baseline or grade ≤ 1", {}, id="toxicity grade"),
    pytest.param("* At least one prior line of adjuvant chemotherapy", {}, id="adjuvant alone"),
    pytest.param(
        "* Received 0-2 prior systemic treatments for advanced disease.\n"
        "* Up to 1 of these prior systemic treatments may contain chemotherapy",
        {"any": "..2", "chemo": "..1"},
        id="one of these",
    ),
    pytest.param("* No more than 1 line of standard therapy from the date of archival biopsy", {}, id="since a biopsy"),
]


@pytest.mark.parametrize(("inclusion", "expected"), COUNTS)
def test_counts(inclusion, expected):
    assert read(inclusion) == expected


EXCLUSIONS = [
    pytest.param(
        "* Chemotherapy within 14 days, or any other agents against cancer (letrozole for advanced breast cancer is none)",
        {},
        id="any other agents of a time window",
    ),
    pytest.param("* More than two prior lines of therapy for metastatic disease", {"any": "..2"}, id="more than two"),
    pytest.param("* ≥ 3 prior lines of chemotherapy for metastatic disease", {"chemo": "..2"}, id="three or more"),
    pytest.param("* Two or more prior chemotherapy regimens for advanced disease", {"chemo": "..1"}, id="or more"),
    pytest.param(
        "* Patients must not have received more than 2 lines of chemotherapy", {"chemo": "..2"}, id="written as a duty"
    ),
    pytest.param(
        "* Received more than first-line therapy for metastatic disease", {"any": "..1"}, id="beyond the first"
    ),
    pytest.param("* Prior chemotherapy for metastatic disease", {"chemo": "0..0"}, id="any chemotherapy"),
    pytest.param("* Any prior systemic therapy for advanced disease", {"any": "0..0"}, id="any therapy"),
    pytest.param(
        "* Prior systemic non-hormonal therapy in the advanced setting", {"chemo": "0..0"}, id="without hormones"
    ),
    pytest.param(
        "* Prior systemic therapy for metastatic disease (endocrine therapy is allowed)",
        {"chemo": "0..0"},
        id="endocrine exempt",
    ),
    pytest.param("* Prior chemotherapy for metastatic disease within 4 weeks", {}, id="wash-out"),
    pytest.param("* Prior chemotherapy for early disease", {}, id="early disease"),
    pytest.param("* Prior therapy with tamoxifen in the metastatic setting", {}, id="one drug"),
    pytest.param("* Prior treatment in the advanced setting with any PI3K inhibitor", {}, id="a class named behind"),
    pytest.param(
        "* More than 1 prior line of checkpoint inhibitor therapy in the metastatic setting",
        {},
        id="lines of another class",
    ),
    pytest.param(
        "* Any chemotherapy for metastatic disease.\n"
        "* Note: up to one line of endocrine therapy for metastatic disease is allowed",
        {"chemo": "0..0", "endocrine": "..1"},
        id="a permission among exclusions",
    ),
    pytest.param(
        "* No more than 1 prior line of chemotherapy for metastatic disease", {"chemo": "..1"}, id="a limit as such"
    ),
    pytest.param("* Hypertension that needs 3 or more medications", {}, id="medicines for other diseases"),
    pytest.param(
        "* More than 2 lines of cytotoxic therapy, with the exception of phase I candidates", {}, id="an exempted group"
    ),
    pytest.param("* More than one intervening line of therapy since the biopsy", {}, id="lines in between"),
]


@pytest.mark.parametrize(("exclusion", "expected"), EXCLUSIONS)
def test_exclusions(exclusion, expected):
    assert read("* Metastatic breast cancer", exclusion) == expected


NONE = [
    pytest.param("* No prior chemotherapy for metastatic breast cancer", {"chemo": "0..0"}, id="no chemotherapy"),
    pytest.param("* No prior systemic therapy for advanced disease", {"any": "0..0"}, id="no therapy"),
    pytest.param("* No prior chemotherapy for this malignancy", {"chemo": "0..0"}, id="setting not named"),
    pytest.param("* No prior chemotherapy within 4 weeks", {}, id="wash-out"),
    pytest.param(
        "* No prior chemotherapy or other systemic therapy for metastatic disease", {"any": "0..0"}, id="or other"
    ),
    pytest.param("* Has not received chemotherapy or an ADC for metastatic disease", {"chemo": "0..0"}, id="or an ADC"),
    pytest.param(
        "* No prior therapy (chemotherapy, targeted therapy) for metastatic disease", {"any": "0..0"}, id="examples"
    ),
    pytest.param("* Previously untreated metastatic breast cancer", {"any": "0..0"}, id="untreated"),
    pytest.param(
        "* Previously untreated HER2-positive metastatic breast cancer", {"any": "0..0"}, id="untreated, receptor named"
    ),
    pytest.param("* Chemotherapy-naive in the metastatic setting", {"chemo": "0..0"}, id="chemotherapy-naive"),
    pytest.param("* Has received no prior therapy for metastatic disease", {"any": "0..0"}, id="received no"),
    pytest.param("* Candidates for second-line therapy", {"any": "1..1"}, id="second line planned"),
    pytest.param("* Untreated brain metastases", {}, id="untreated brain metastases"),
    pytest.param("* Prior chemotherapy for advanced disease is not permitted", {"chemo": "0..0"}, id="not permitted"),
    pytest.param("* Received 0 prior systemic treatments for advanced disease", {"any": "0..0"}, id="the figure 0"),
    pytest.param(
        "* Planned to start first-line therapy for metastatic disease", {"any": "0..0"}, id="first line planned"
    ),
    pytest.param(
        "* Not treated before or only received first-line trastuzumab for metastatic disease", {}, id="or first line"
    ),
    pytest.param("* Patients with first- or second-line metastatic disease", {"any": "..1"}, id="first or second"),
    pytest.param(
        "* First, second, third or fourth-line therapy for breast cancer", {"any": "..3"}, id="up to the fourth"
    ),
    pytest.param("* Progression-free survival with first-line chemotherapy is known", {}, id="a measure"),
]


@pytest.mark.parametrize(("inclusion", "expected"), NONE)
def test_none_and_first_line(inclusion, expected):
    assert read(inclusion) == expected


LEAST = [
    pytest.param(
        "* Progressed on standard therapy for advanced disease", {"any": "1.."}, id="standard therapy, advanced"
    ),
    pytest.param("* Progressed on standard therapy", {}, id="standard therapy, no setting"),
    pytest.param("* Refractory to standard therapy or no standard therapy available", {}, id="or none available"),
    pytest.param(
        "* At least one prior line of therapy, or no standard therapy exists", {}, id="a line or none available"
    ),
    pytest.param("* At least one prior line of therapy unless no effective therapy exists", {}, id="unless"),
    pytest.param(
        "* At least one line of HER2 therapy for metastatic disease or relapse within 6 months of adjuvant therapy",
        {},
        id="or early relapse",
    ),
    pytest.param(
        "* At least one prior line of HER2-directed therapy for metastatic disease", {"any": "1.."}, id="another class"
    ),
    pytest.param(
        "* At least one prior line of chemotherapy or ADC therapy for metastatic disease",
        {"any": "1.."},
        id="one of two classes",
    ),
    pytest.param(
        "* At least 1 line of endocrine therapy and a CDK4/6 inhibitor in the metastatic setting",
        {"any": "1..", "endocrine": "1.."},
        id="two classes",
    ),
    pytest.param(
        "* Progressed on at least two prior endocrine therapies or at least two lines of chemotherapy",
        {"any": "2.."},
        id="a choice in one sentence",
    ),
    pytest.param(
        "* Must have received endocrine therapy in the adjuvant or metastatic setting", {}, id="either setting"
    ),
    pytest.param("* If chemotherapy was received for metastatic disease, it must be stopped", {}, id="a condition"),
    pytest.param("* Progressed after first-line therapy", {"any": "1.."}, id="after the first line"),
    pytest.param("* Refractory to both first- and second-line treatment", {"any": "2.."}, id="after both"),
    pytest.param("* No progression after 4 cycles of first-line therapy", {"any": "1..1"}, id="within the first line"),
    pytest.param(
        "* Registered 30 days after start of first-line therapy for metastatic disease", {}, id="after its start"
    ),
    pytest.param(
        "* Progressed after first-line therapy. Patients are still eligible if they failed more than one line of therapy",
        {"any": "1.."},
        id="still eligible",
    ),
    pytest.param("* Gastric cancer: at least 2 prior lines of therapy", {}, id="another tumour"),
    pytest.param("* Gynecologic malignancy after first-line therapy", {}, id="malignancies of other organs"),
]


@pytest.mark.parametrize(("inclusion", "expected"), LEAST)
def test_least(inclusion, expected):
    assert read(inclusion) == expected


GROUPS = [
    pytest.param(
        "* Cohort A: at least one prior line of therapy for metastatic disease\n"
        "* Cohort B: no prior systemic therapy for metastatic disease",
        {},
        id="opposite cohorts",
    ),
    pytest.param(
        "* Cohort A: no more than 1 prior line of chemotherapy\n* Cohort B: no more than 2 prior lines of chemotherapy",
        {"chemo": "..2"},
        id="the wider cohort",
    ),
    pytest.param("* Cohort A: no more than 1 prior line of chemotherapy\n* Cohort B: adults", {}, id="a silent cohort"),
    pytest.param(
        "* No more than 1 prior line of chemotherapy for metastatic disease\n"
        "* For subjects in Group 4, no prior chemotherapy for metastatic disease",
        {"chemo": "..1"},
        id="a stricter cohort",
    ),
    pytest.param(
        "* At least 2 prior endocrine therapies for metastatic disease\n"
        "* Arm 2: one or two prior hormonal therapies for metastatic disease",
        {"any": "1..", "endocrine": "1.."},
        id="a cohort that says more",
    ),
    pytest.param(
        "* Must have had either:\n"
        "  * Progression on endocrine therapy for metastatic disease, or\n"
        "  * Progression on at least 2 prior lines of endocrine therapy for metastatic disease",
        {"any": "1..", "endocrine": "1.."},
        id="bullets to choose from",
    ),
    pytest.param(
        "* At least one prior line of therapy for metastatic disease\n* OR\n* Declined chemotherapy",
        {},
        id="OR on a line of its own",
    ),
    pytest.param(
        "* HR-positive disease: at least 2 prior lines of chemotherapy\n* Triple-negative tumors: exhausted other options",
        {},
        id="a subtype without a number",
    ),
    pytest.param(
        "* Confirmed HR+/HER2- disease after 1 to 3 prior lines of non-endocrine therapy for advanced disease\n"
        "* Confirmed TNBC after 1 to 3 prior lines of systemic therapy for advanced disease",
        {"any": "1..", "chemo": "1..3"},
        id="triple-negative lines are lines without hormones",
    ),
    pytest.param(
        "* At least one but no more than two lines of chemotherapy for advanced disease.\n"
        "* Patients who relapsed within one year of adjuvant therapy are also eligible.",
        {"chemo": "..2"},
        id="another way in",
    ),
    pytest.param(
        "* At least one prior line of therapy (monotherapy cohort only)\n* Metastatic disease",
        {},
        id="cohort in brackets",
    ),
    pytest.param(
        "Phase 1a:\n\n* HR-positive disease: ≤5 prior lines of therapy for metastatic disease\n"
        "* TNBC: progressed on at least 2 prior lines of therapy for metastatic disease\n\n"
        "Phase 1b:\n\n* At least 1 prior line of therapy for metastatic disease",
        {"any": "1.."},
        id="subtypes inside a phase",
    ),
    pytest.param(
        "* For the extension and expansion cohorts, no more than two prior chemotherapy regimens",
        {},
        id="two parts named",
    ),
    pytest.param(
        "Sub-study 4:\n\n* At least one prior line of therapy for metastatic disease\n\nSub-study 5:\n\n* Adults",
        {},
        id="a sub-study is not everyone",
    ),
    pytest.param(
        "* Module B arm 1: ≤ 2 prior lines of endocrine therapy\n* Module B arm 2: ≤ 2 prior lines of endocrine therapy",
        {},
        id="all in one later part",
    ),
    pytest.param(
        "Part A:\n\n* Previously received what is known to help\n\nPart B:\n\n* Up to 2 prior lines of therapy\n\n"
        "Part C:\n\n* Up to 3 prior lines of therapy",
        {},
        id="a part that asks for treatment without a number",
    ),
    pytest.param(
        "* Progressed after first-line therapy, or without available effective options",
        {},
        id="no option is another way",
    ),
    pytest.param("* First-line treatment failure", {"any": "1.."}, id="the first line failed"),
    pytest.param(
        "* Progression on endocrine therapy with or without a targeted therapy for metastatic disease",
        {"any": "1..", "endocrine": "1.."},
        id="with or without is no other way",
    ),
    pytest.param(
        "* Progression on fulvestrant (alone or as one of several drugs) in the metastatic setting",
        {"any": "1..", "endocrine": "1.."},
        id="an aside in brackets before the setting",
    ),
]


def test_the_summary_says_what_first_line_leaves_out():
    told = "Women who have not received chemotherapy for metastatic disease take part."
    assert read(brief_title="Drug X as first-line treatment of breast cancer", brief_summary=told) == {"chemo": "0..0"}


def test_a_reason_why_other_drugs_are_unfit_is_no_bound():
    refused = (
        "* Ineligible for the drugs of this study because of previously having received treatment for advanced disease"
    )
    assert read("* At least one prior line of therapy for advanced disease", refused) == {"any": "1.."}


@pytest.mark.parametrize(("inclusion", "expected"), GROUPS)
def test_groups(inclusion, expected):
    assert read(inclusion) == expected


FIRST = "Drug X as first-line treatment of metastatic breast cancer"
TITLES = [
    pytest.param("* Adults", FIRST, {"any": "0..0"}, id="first line in the title"),
    pytest.param("* No prior chemotherapy for metastatic disease", FIRST, {"chemo": "0..0"}, id="criteria win"),
    pytest.param(
        "* No more than 3 prior chemotherapy regimens",
        "Drug X in previously treated metastatic breast cancer",
        {"any": "1..", "chemo": "..3"},
        id="pretreated adds a minimum",
    ),
    pytest.param(
        "* Adults", "Drug X in metastatic breast cancer previously treated with a CDK4/6 inhibitor", {}, id="one class"
    ),
    pytest.param("* Adults", "Radiosurgery of previously treated brain metastases", {}, id="treated brain metastases"),
    pytest.param("* Adults", "Drug X as second-line treatment", {"any": "1..1"}, id="second line"),
]


def test_a_heading_with_a_line_of_treatment():
    criteria = "SCLC (third line)\n\n* Any stage\n\nTNBC (second line)\n\n* Progressed after 1 prior systemic therapy"
    assert read(criteria, brief_title="Drug X in cancers")["any"] == "1..1"


@pytest.mark.parametrize(("inclusion", "title", "expected"), TITLES)
def test_titles(inclusion, title, expected):
    assert read(inclusion, brief_title=title) == expected


def test_a_cohort_keeps_its_own_bounds_and_every_row_quotes_the_record():
    inclusion = "* Phase 2: no more than 2 prior lines of chemotherapy\n* Metastatic breast cancer"
    found = lines.label(document(inclusion))
    assert [(row.axis, row.value, row.cohort, row.quote) for row in found] == [
        ("lines_chemo", "..2", "phase 2", "no more than 2 prior lines of chemotherapy")
    ]
