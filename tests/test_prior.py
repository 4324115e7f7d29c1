"""Earlier treatment that a trial asks for, refuses, or refuses within limits."""

import pytest

from pipelines.labels import prior
from pipelines.labels.prior_mentions import mentions
from tests.labelling import document, stances

REQUIRED = [
    pytest.param("* Prior treatment with a CDK4/6 inhibitor", {"cdk46"}, id="prior treatment"),
    pytest.param("* Disease got worse during or after an aromatase inhibitor", {"endocrine"}, id="got worse on"),
    pytest.param("* Must have had trastuzumab and a taxane", {"trastuzumab", "taxane"}, id="both of two"),
    pytest.param("* Previously received a taxane or a platinum", {"chemo"}, id="either of two shares the wider class"),
    pytest.param("* Previously received a taxane or a PARP inhibitor", set(), id="either of two shares nothing"),
    pytest.param("* Progressed on letrozole plus palbociclib", {"endocrine", "cdk46"}, id="named drugs"),
    pytest.param(
        "* Progressed on a CDK4/6 inhibitor in combination with either fulvestrant or an aromatase inhibitor",
        {"cdk46", "endocrine"},
        id="a later choice leaves what stands before it",
    ),
    pytest.param(
        "* Received a CDK4/6 inhibitor alone or in combination with endocrine therapy", {"cdk46"}, id="alone or with"
    ),
    pytest.param(
        "* Received endocrine therapy with or without a CDK4/6 inhibitor", {"endocrine"}, id="with or without"
    ),
    pytest.param(
        "* Progressed on endocrine therapy for locally advanced/metastatic HR+/HER2- disease, with one line in combination with"
        " a CDK4/6 inhibitor",
        {"endocrine", "cdk46"},
        id="a slash in a diagnosis is no choice",
    ),
    pytest.param(
        "* Progressed on an aromatase inhibitor or a selective estrogen receptor modulator/degrader (SERM; SERD) + a CDK4/6 inhibitor",
        {"endocrine", "cdk46"},
        id="short forms in brackets are not asked for on top",
    ),
    pytest.param(
        "* Progression after an ADC with a topoisomerase I payload, such as sacituzumab govitecan or trastuzumab deruxtecan",
        {"adc_topo1"},
        id="examples are not asked for",
    ),
    pytest.param(
        "* Earlier treatment must have included a taxane (paclitaxel or docetaxel) or platinum (cisplatin)",
        {"chemo"},
        id="examples in brackets do not hide the choice",
    ),
    pytest.param(
        "* At least one earlier chemotherapy regimen with an anthracycline and a taxane",
        {"anthracycline", "taxane"},
        id="chemotherapy made of",
    ),
    pytest.param("* Received a platinum-based chemotherapy", {"platinum"}, id="based chemotherapy"),
    pytest.param(
        "* At least one but no more than three prior chemotherapy regimens",
        {"chemo"},
        id="a least number beside a greatest",
    ),
    pytest.param("* No more than two prior lines of chemotherapy", set(), id="a greatest number alone"),
    pytest.param("* 0 to 2 prior lines of endocrine therapy", set(), id="none to two"),
    pytest.param("* Received a taxane unless contraindicated", set(), id="unless contraindicated"),
    pytest.param("* Received a PARP inhibitor if available", set(), id="if available"),
    pytest.param("* Have had or refused endocrine therapy", set(), id="or refused"),
    pytest.param("* Patients may have received prior trastuzumab", set(), id="may have received"),
    pytest.param("* Prior fulvestrant is allowed", set(), id="allowed"),
    pytest.param("* Taking an aromatase inhibitor for at least three months", {"endocrine"}, id="taking now"),
    pytest.param("* Continuation of endocrine therapy for another year", {"endocrine"}, id="continuation"),
    pytest.param("* Joint pain attributed to endocrine therapy", {"endocrine"}, id="joint pain from treatment"),
    pytest.param("* Treatment with ribociclib", {"cdk46"}, id="a bullet that only names the treatment"),
    pytest.param("* Within a month after starting a checkpoint inhibitor", {"immunotherapy"}, id="after starting"),
    pytest.param("* Within a month before starting a checkpoint inhibitor", set(), id="before starting"),
    pytest.param(
        "* Received chemotherapy for advanced disease. People with early progression are also eligible.",
        set(),
        id="others too",
    ),
    pytest.param("* Scheduled to receive chemotherapy", set(), id="planned"),
    pytest.param("* Completion of all planned chemotherapy", set(), id="all that was planned"),
    pytest.param("* Candidate for endocrine therapy", set(), id="candidate"),
    pytest.param("* Prior anthracycline must have been completed 6 months ago", set(), id="when it ended"),
    pytest.param("* At least 4 weeks since prior chemotherapy", set(), id="wash-out window"),
    pytest.param("* Recovered from side effects of prior chemotherapy", set(), id="recovered from"),
    pytest.param(
        "* No CDK4/6 inhibitor so far, or one year after an adjuvant CDK4/6 inhibitor", set(), id="or years after"
    ),
    pytest.param("* If HR-positive: must have had endocrine therapy", set(), id="hypothetical"),
    pytest.param("* HR-positive patients must have had endocrine therapy", set(), id="one receptor group of several"),
    pytest.param("* For combination with fulvestrant, patients must have had a CDK4/6 inhibitor", set(), id="one arm"),
    pytest.param("* Prior T-DM1 is required for cohort 4", set(), id="one cohort, named behind"),
    pytest.param("* Progressed on chemotherapy (phase 1b only)", set(), id="one phase, in brackets"),
    pytest.param("* Platinum-resistant ovarian cancer", set(), id="another tumour resists"),
    pytest.param(
        "* Brain metastases previously treated with radiotherapy", {"radiation_brain"}, id="brain radiotherapy"
    ),
    pytest.param("* Bone metastases previously treated with radiotherapy", set(), id="other radiotherapy"),
    pytest.param(
        "* Failed standard treatment (including those who had failed PD-1 antibodies)", set(), id="also those who"
    ),
    pytest.param(
        "* Receiving ovarian suppression with a GnRH agonist such as goserelin", set(), id="ovarian suppression"
    ),
    pytest.param(
        "* Any of the following:\n  * Progressed on endocrine therapy plus a CDK4/6 inhibitor\n"
        "  * Relapsed after adjuvant endocrine therapy and a CDK4/6 inhibitor",
        {"endocrine", "cdk46"},
        id="bullets to choose from share",
    ),
    pytest.param(
        "* One of the following:\n  * Received a taxane\n  * Received a PARP inhibitor",
        set(),
        id="bullets share nothing",
    ),
    pytest.param(
        "* Relapsed during endocrine therapy, or\n* Progressed after one line of endocrine therapy",
        {"endocrine"},
        id="bullets joined by or",
    ),
    pytest.param(
        "* Progressed on endocrine therapy, or\n* Measurable disease", set(), id="an alternative without treatment"
    ),
]
NEVER = [
    pytest.param("* Prior treatment with trastuzumab deruxtecan", {"tdxd": "excluded"}, id="exclusion list"),
    pytest.param("* History of radiotherapy to the brain", {"radiation_brain": "excluded"}, id="history of"),
    pytest.param("* Prior paclitaxel", {"taxane": "limited"}, id="one drug of a class"),
    pytest.param("* Prior cisplatin or carboplatin", {"platinum": "excluded"}, id="two drugs of a class"),
    pytest.param(
        "* Prior fulvestrant or an oral SERD", {"fulvestrant_serd": "excluded"}, id="a drug with its own class"
    ),
    pytest.param("* Prior HER2 tyrosine kinase inhibitor (TKI)", {"her2_therapy": "limited"}, id="a kind of HER2 drug"),
    pytest.param(
        "* Prior antibody-drug conjugate",
        dict.fromkeys(["tdm1", "tdxd", "adc_topo1", "trop2_adc"], "excluded"),
        id="any conjugate",
    ),
    pytest.param("* Prior CLDN18.2 ADC", {}, id="a conjugate against another target"),
    pytest.param("* Prior B7-H3 antibody-drug conjugate (ADC)", {}, id="its short form in brackets"),
    pytest.param("* Prior maytansinoid DM4 treatment (ADC)", {}, id="a conjugate named by its payload"),
    pytest.param(
        "* Received anti-HER2 treatment, including ADC (antibody-drug conjugates)",
        dict.fromkeys(["her2_therapy", "tdm1", "tdxd"], "excluded"),
        id="conjugates against HER2",
    ),
    pytest.param("* Prior chemotherapy for metastatic disease", {"chemo": "limited"}, id="one setting"),
    pytest.param(
        "* Prior fulvestrant in metastatic or early disease", {"fulvestrant_serd": "excluded"}, id="both settings"
    ),
    pytest.param("* Prior capecitabine at any dose", {"capecitabine": "excluded"}, id="at any dose"),
    pytest.param("* Received immunotherapy within 4 weeks", {"immunotherapy": "limited"}, id="time window"),
    pytest.param("* Progressed on T-DXd", {"tdxd": "limited"}, id="progression only"),
    pytest.param("* More than one prior line of chemotherapy", {"chemo": "limited"}, id="number of lines"),
    pytest.param("* Prior PARP inhibitor unless completed a year ago", {"parp": "limited"}, id="unless"),
    pytest.param("* Received chemotherapy for a prior cancer", {"chemo": "limited"}, id="for another cancer"),
    pytest.param(
        "* Patients who had any antibody-drug conjugate targeting TROP2 are not eligible",
        {"trop2_adc": "excluded"},
        id="not eligible is no exception",
    ),
    pytest.param(
        "* Prior agents that target the DNA damage response, or a PARP inhibitor",
        {"parp": "excluded"},
        id="DNA damage response is no response",
    ),
    pytest.param(
        "* Prior therapy with an anti-PD-1 or anti-cytotoxic T-lymphocyte antigen-4 antibody",
        {"immunotherapy": "excluded"},
        id="cytotoxic is not toxic",
    ),
    pytest.param(
        "* Prior WBRT for brain metastases", {"radiation_brain": "excluded"}, id="brain radiotherapy, its purpose"
    ),
    pytest.param(
        "* Brain metastases that received radiotherapy", {"radiation_brain": "excluded"}, id="irradiated brain"
    ),
    pytest.param(
        "* Received fulvestrant or an investigational endocrine therapy", {"fulvestrant_serd": "excluded"}, id="new"
    ),
    pytest.param("* Allergy to trastuzumab", {}, id="allergy"),
    pytest.param(
        "* Starting a new endocrine therapy during protocol therapy is not permitted", {}, id="during the trial"
    ),
    pytest.param("* Currently receiving chemotherapy", {}, id="receiving now"),
    pytest.param("* Women undergoing chemotherapy are not allowed", {}, id="receiving now, barred"),
    pytest.param("* People without plans for chemotherapy or PARP inhibitor exposure", {}, id="no plans"),
    pytest.param("* Patients in phase 1 can continue prior checkpoint inhibitors", {}, id="can continue"),
    pytest.param("* Has not received prior immunotherapy in cohort 2", {}, id="negated in one cohort"),
]
INCLUSION_REFUSES = [
    pytest.param("* No prior PI3K inhibitor", {"pi3k_akt_mtor": "excluded"}, id="no prior"),
    pytest.param("* CDK4/6 inhibitor-naive", {"cdk46": "excluded"}, id="naive"),
    pytest.param("* Must not have received prior PARP inhibitors", {"parp": "excluded"}, id="must not have received"),
    pytest.param("* Prior T-DXd is not allowed", {"tdxd": "excluded"}, id="not allowed"),
    pytest.param("* No prior endocrine therapy for advanced disease", {"endocrine": "limited"}, id="one setting"),
    pytest.param(
        "* Other biological agents are allowed, with the exception of anti-HER2 therapy",
        {"her2_therapy": "excluded"},
        id="allowed with the exception of",
    ),
    pytest.param(
        "* In countries where T-DXd is approved, prior T-DXd is not allowed", {"tdxd": "limited"}, id="some countries"
    ),
    pytest.param(
        "* No prior fulvestrant\n* Only women who are eligible for treatment with fulvestrant may enrol",
        {"fulvestrant_serd": "excluded"},
        id="treatment in the trial does not soften a refusal",
    ),
    pytest.param(
        "* No prior fulvestrant\n* Prior fulvestrant is permitted in the adjuvant setting",
        {"fulvestrant_serd": "limited"},
        id="a permission softens a refusal",
    ),
]


@pytest.mark.parametrize(("inclusion", "expected"), REQUIRED)
def test_required(inclusion, expected):
    found = stances(prior.label(document(f"* HER2-negative breast cancer\n{inclusion}")), "prior")
    assert {value for value, stance in found.items() if stance == "required"} == expected


@pytest.mark.parametrize(("exclusion", "expected"), NEVER)
def test_exclusion_list(exclusion, expected):
    assert stances(prior.label(document("* Breast cancer", exclusion)), "prior") == expected


@pytest.mark.parametrize(("inclusion", "expected"), INCLUSION_REFUSES)
def test_refusal_among_inclusion_criteria(inclusion, expected):
    assert stances(prior.label(document(inclusion)), "prior") == expected


TITLES = [
    pytest.param("Drug X in hormone-refractory breast cancer", {"endocrine": "required"}, id="refractory"),
    pytest.param("Drug X after progression on a CDK4/6 inhibitor", {"cdk46": "required"}, id="after progression"),
    pytest.param(
        "Coping in survivors on immune checkpoint inhibitors", {"immunotherapy": "required"}, id="on treatment"
    ),
    pytest.param(
        "A booster for people who received a dendritic cell vaccine", {"immunotherapy": "required"}, id="vaccine"
    ),
    pytest.param("Drug X with trastuzumab in breast cancer", {}, id="tested"),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_title_where_criteria_are_silent(title, expected):
    assert stances(prior.label(document("* Adults", brief_title=title)), "prior") == expected


def test_a_cohort_keeps_what_is_asked_of_it_alone():
    found = prior.label(document("* Cohort 1: must have had a CDK4/6 inhibitor\n* Cohort 2: untreated"))
    assert stances(found, "prior") == {}
    assert stances(found, "prior", "cohort 1") == {"cdk46": "required"}


def test_a_receptor_group_that_is_the_whole_population():
    made = document("* Triple-negative breast cancer\n* TNBC patients must have received a taxane")
    assert stances(prior.label(made), "prior") == {"taxane": "required"}


def test_other_tumours_of_a_basket_ask_nothing_of_breast_cancer():
    criteria = (
        "* Ovarian cancer: must have received a platinum\n* Melanoma: must have received a PD-1 antibody\n"
        "* Colorectal cancer: must have received chemotherapy\n* Breast cancer: must have received a taxane"
    )
    assert stances(prior.label(document(criteria)), "prior") == {"taxane": "required"}


def test_evidence_quotes_the_record():
    (row,) = prior.label(document(exclusion="* Any earlier treatment with a PARP inhibitor (olaparib)"))
    assert (row.value, row.stance, row.quote) == ("parp", "excluded", "earlier treatment with a PARP inhibitor")


def test_mentions_are_the_longest_names_in_order():
    text = "T-DXd or a TROP2-directed ADC, then letrozole"
    found = [(text[m.start : m.end], m.required, m.excluded, m.partial) for m in mentions(text.lower(), text)]
    assert found == [
        ("T-DXd", ("tdxd",), ("tdxd",), ()),
        ("TROP2-directed ADC", ("trop2_adc",), ("trop2_adc",), ()),
        ("letrozole", ("endocrine",), (), ("endocrine",)),
    ]
