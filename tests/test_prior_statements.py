"""Earlier treatment in sentences that were once misread: alternatives, times, definitions, phases, notes, baskets."""

import pytest

from pipelines.labels import prior
from tests.labelling import document, stances

REQUIRED = [
    pytest.param(
        "* Must have received sacituzumab govitecan and, if BRCA is mutated, a PARP inhibitor",
        {"trop2_adc"},
        id="what only some must have had on top",
    ),
    pytest.param(
        "* Relapse after endocrine therapy with a CDK4/6 inhibitor, or progression on a CDK4/6 inhibitor for advanced disease",
        {"cdk46"},
        id="of two statements what both demand",
    ),
    pytest.param(
        "* Progression on AI + CDK4/6i for advanced disease, or relapse on adjuvant AI + CDK4/6i",
        {"cdk46", "endocrine"},
        id="two statements that demand the same",
    ),
    pytest.param("* Received a taxane and an anthracycline, or received capecitabine", {"chemo"}, id="a wider class"),
    pytest.param(
        "* Relapse more than 12 months after the end of adjuvant endocrine therapy",
        {"endocrine"},
        id="relapse after a time",
    ),
    pytest.param(
        "* Recurrence on, or within 12 months of the end of, adjuvant aromatase inhibitor", {"endocrine"}, id="within"
    ),
    pytest.param(
        "* Relapse over 12 months after chemotherapy and then progression on one line of endocrine therapy",
        {"chemo", "endocrine"},
        id="and then",
    ),
    pytest.param("* Prior chemotherapy stopped for at least 4 weeks", set(), id="stopped for a time"),
    pytest.param("* On a stable dose of a CDK4/6 inhibitor for at least 3 months", {"cdk46"}, id="for a time"),
    pytest.param("* At least 5 days or 5 half-lives (the shorter) since chemotherapy", set(), id="or half-lives"),
    pytest.param(
        "* Resistance to endocrine therapy, which is defined as relapse within two years",
        {"endocrine"},
        id="a definition in a relative clause",
    ),
    pytest.param("* Endocrine resistance is defined as relapse on endocrine therapy", set(), id="a definition alone"),
    pytest.param("* Progression on a CDK4/6 inhibitor as defined by RECIST", {"cdk46"}, id="as defined by"),
    pytest.param(
        "* Received a CDK4/6 inhibitor either alone or with endocrine therapy, any duration of therapy permitted",
        {"cdk46"},
        id="either alone or with",
    ),
    pytest.param(
        "* Received trastuzumab or a biosimilar, and a taxane", {"trastuzumab", "taxane"}, id="or a biosimilar"
    ),
    pytest.param(
        "* Prior HER2-directed therapy (trastuzumab or biosimilar) and a taxane",
        {"her2_therapy", "taxane"},
        id="brackets",
    ),
    pytest.param("* Received 6 months of endocrine therapy \u00b1 CDK4/6 inhibitor", {"endocrine"}, id="plus or minus"),
    pytest.param(
        "* Received \u22651 but \u22643 prior lines of endocrine therapy", {"endocrine"}, id="bounds as signs"
    ),
    pytest.param("* At least 6 months of CDK4/6 inhibitor therapy before progression", {"cdk46"}, id="months of"),
    pytest.param("* Standard treatment exhausted, including capecitabine", set(), id="passive, not read"),
    pytest.param("* Have exhausted standard treatment including capecitabine", {"capecitabine"}, id="exhausted"),
    pytest.param(
        "* Ongoing first-line endocrine therapy with a CDK4/6 inhibitor as first-line treatment",
        {"cdk46", "endocrine"},
        id="as first line",
    ),
    pytest.param("* Must not have progressed on platinum", set(), id="must not have progressed"),
    pytest.param("* Chemotherapy naive or after one chemotherapy regimen", set(), id="naive or"),
    pytest.param("* Will start or has started a CDK4/6 inhibitor", set(), id="will start or has started"),
    pytest.param("* Women with breast cancer on aromatase inhibitors", {"endocrine"}, id="cancer on treatment"),
    pytest.param("* Does not require prior immunotherapy", set(), id="does not require"),
    pytest.param("* Patients to be treated with chemotherapy", set(), id="to be treated"),
    pytest.param("* Fit for receiving chemotherapy", set(), id="for receiving"),
    pytest.param("* Finished chemotherapy, may still take tamoxifen", {"chemo"}, id="may behind a comma"),
    pytest.param(
        "* Prior trastuzumab and T-DM1; prior pertuzumab not required", {"trastuzumab", "tdm1"}, id="not required"
    ),
    pytest.param("* Received a PD-1 inhibitor in people with PD-L1 positive tumours", set(), id="in people with"),
    pytest.param("* Receiving endocrine therapy or ovarian suppression", set(), id="ovarian suppression"),
    pytest.param("* Brain metastases must have been treated with radiotherapy", set(), id="brain metastases must"),
    pytest.param(
        "* At least one line of chemotherapy. Earlier antibody-drug conjugates count as chemotherapy.",
        set(),
        id="what counts",
    ),
    pytest.param(
        "* Progressed on an ADC with a topoisomerase I payload. Where it is not available, patients will be eligible after chemotherapy.",
        set(),
        id="without it",
    ),
    pytest.param("* HR-positive or HR-negative\n* Progressed on endocrine therapy", set(), id="whatever the receptor"),
    pytest.param(
        "* Patients with HR+ disease have progressed on endocrine therapy\n* Triple-negative disease is accepted",
        set(),
        id="one receptor group",
    ),
    pytest.param(
        "* Patients with HER2-negative disease: after chemotherapy\n* Patients with HER2-positive disease: after trastuzumab",
        set(),
        id="groups with a colon",
    ),
    pytest.param(
        "* For phase 2, three lines are allowed. Patients must have received trastuzumab.",
        set(),
        id="a phase named before",
    ),
    pytest.param(
        "* People should be receiving these treatments to be eligible:\n  * Cohort 1: first line of endocrine therapy with a CDK4/6 inhibitor\n"
        "  * Cohort 2: endocrine therapy with capecitabine",
        {"endocrine"},
        id="to be eligible",
    ),
]
NEVER = [
    pytest.param("* Known intolerance to trastuzumab or lapatinib", {}, id="intolerance"),
    pytest.param("* Allergy or intolerance to trastuzumab", {}, id="allergy or intolerance"),
    pytest.param(
        "* Progressed on or intolerant to trastuzumab", {"trastuzumab": "limited"}, id="progressed or intolerant"
    ),
    pytest.param(
        "* Prior treatment with T-DXd; such people are not eligible to the study",
        {"tdxd": "excluded"},
        id="to the study",
    ),
    pytest.param("* Prior PARP inhibitor (prior platinum is allowed)", {"parp": "excluded"}, id="another is allowed"),
    pytest.param(
        "* Prior whole brain radiotherapy\n* Prior radiosurgery (SRS) is permitted",
        {"radiation_brain": "limited"},
        id="a kind is allowed",
    ),
    pytest.param(
        "* Prior whole brain radiotherapy\n* Prior SRS of benign tumours is permitted",
        {"radiation_brain": "excluded"},
        id="other use",
    ),
    pytest.param("* Prior anti-HER2 ADC", dict.fromkeys(["tdm1", "tdxd"], "excluded"), id="anti-HER2 conjugate"),
    pytest.param(
        "* Prior drug with a topoisomerase I inhibitor, including ADCs",
        {"adc_topo1": "excluded"},
        id="conjugates of a kind",
    ),
    pytest.param("* Prior device-assisted immunotherapy", {}, id="a procedure"),
    pytest.param("* Prior therapy against the same pathway (ADC)", {}, id="same pathway"),
    pytest.param("* Myocarditis during earlier immunotherapy", {}, id="harm"),
]


@pytest.mark.parametrize(("inclusion", "expected"), REQUIRED)
def test_required(inclusion, expected):
    found = stances(prior.label(document(f"* Breast cancer\n{inclusion}")), "prior")
    assert {value for value, stance in found.items() if stance == "required"} == expected


@pytest.mark.parametrize(("exclusion", "expected"), NEVER)
def test_exclusion_list(exclusion, expected):
    assert stances(prior.label(document("* Breast cancer", exclusion)), "prior") == expected


def test_what_a_choice_of_demands_lets_in_is_not_refused():
    made = document("* Progressed on fulvestrant or an aromatase inhibitor", "* Prior SERD")
    assert stances(prior.label(made), "prior") == {"endocrine": "required", "fulvestrant_serd": "limited"}


def test_a_cohort_that_asks_for_treatment_softens_a_refusal():
    made = document("* Cohort 1: must have had T-DM1\n* Cohort 2: any treatment", "* Prior T-DM1")
    assert stances(prior.label(made), "prior") == {"tdm1": "limited"}


def test_a_cohort_that_is_only_mentioned_asks_nothing():
    made = document("* For module A, any tumour tissue\n* Module B: had a taxane\n* Module C: had a taxane")
    assert stances(prior.label(made), "prior") == {}


def test_cohorts_that_ask_for_kinds_of_one_class():
    made = document("* Cohort 1: progressed on letrozole\n* Cohort 2: progressed on fulvestrant")
    assert stances(prior.label(made), "prior") == {"endocrine": "required"}


def test_headings_of_one_phase_and_of_both():
    text = (
        "Inclusion criteria for both phase 1 and phase 2:\n\n* Prior CDK4/6 inhibitor\n\n"
        "Inclusion criteria only for phase 2:\n\n* Prior taxane"
    )
    found = prior.label(document(eligibility_text=text))
    assert stances(found, "prior") == {"cdk46": "required"}
    assert stances(found, "prior", "phase 2") == {"taxane": "required"}


BASKET = "* Lung cancer, ovarian cancer, melanoma or breast cancer\n"
BASKETS = [
    pytest.param(BASKET + "* Received chemotherapy", {"chemo"}, id="general, behind a list with breast cancer"),
    pytest.param(BASKET + "* Melanoma only:\n  * Received a PD-1 inhibitor", set(), id="below another tumour"),
    pytest.param(
        BASKET + "* Received a PD-1 inhibitor, except for patients with melanoma", {"immunotherapy"}, id="except"
    ),
    pytest.param(
        "* Part 1 (dose escalation): any solid tumour\n"
        + BASKET
        + "* Breast cancer that progressed on a CDK4/6 inhibitor",
        set(),
        id="a first part takes any tumour",
    ),
    pytest.param(
        BASKET + "* Breast cancer: received chemotherapy. Combination expansion cohort.",
        set(),
        id="an expansion cohort",
    ),
    pytest.param(
        "* One of: lung cancer, ovarian cancer, breast cancer (HR-positive, progressed on a cyclin-dependent kinase 6 [CDK6]"
        " inhibitor) or melanoma",
        {"cdk46"},
        id="a bracket behind breast cancer",
    ),
]


@pytest.mark.parametrize(("inclusion", "expected"), BASKETS)
def test_baskets(inclusion, expected):
    found = stances(prior.label(document(inclusion)), "prior")
    assert {value for value, stance in found.items() if stance == "required"} == expected


def test_a_title_that_describes_people_by_what_they_had():
    made = document("* Adults", brief_title="A booster for patients who have received antigen-pulsed DC1")
    assert stances(prior.label(made), "prior") == {"immunotherapy": "required"}


def test_a_skin_cancer_among_the_cured_is_no_heading_for_what_follows():
    cured = "* Another cancer, but for:\n  * Non-melanoma skin cancer, completely cured;\n* Any prior PARP inhibitor"
    found = prior.label(document("* Lung cancer, melanoma or breast cancer", cured))
    assert stances(found, "prior") == {"parp": "excluded"}
