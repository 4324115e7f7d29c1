"""Changes of genes and proteins that everyone must have."""

import pytest

from pipelines.labels import biomarkers
from tests.labelling import document, stances

CASES = [
    pytest.param(
        "* Amplifications in CDK4, CDK6, CCND1 or CCNE1 or loss of CDKN2A",
        {"other:CDK4", "other:CDK6", "other:CCND", "other:CCNE1", "other:CDKN2A"},
        id="genes of one pathway",
    ),
    pytest.param(
        "* Expression of CEACAM5 established by an IHC assay in stored tissue (or, if not available, a new biopsy).",
        {"other:CEACAM5"},
        id="established by an assay",
    ),
    pytest.param("* Inherited BRCA1 or BRCA2 mutation and HER2-negative disease.", {"BRCA"}, id="M1 inherited"),
    pytest.param("* ESR1 mutation found in ctDNA.", {"ESR1"}, id="M2 mutation"),
    pytest.param("* PD-L1 CPS of 10 or higher (22C3).", {"PD-L1"}, id="M4 cut-off"),
    pytest.param("* PD-L1 expression (CPS ≥ 10)", {"PD-L1"}, id="cut-off as a sign"),
    pytest.param("* No PIK3CA mutation on local or central testing.", set(), id="M5 wild type"),
    pytest.param("* Androgen receptor 10% or higher in a triple-negative tumour.", {"AR"}, id="R21 AR"),
    pytest.param("* A PIK3CA, AKT1 or PTEN alteration", {"PIK3CA", "AKT1", "PTEN"}, id="one of a list"),
    pytest.param("* Androgen receptor positive in at least 10% of cells", {"AR"}, id="protein"),
    pytest.param("* The tumour shows positive PD-L1 by immunohistochemistry", {"PD-L1"}, id="positive before the name"),
    pytest.param(
        "* Mutation in one or more of the following genes: APC, BRCA1, KRAS, MET", {"BRCA", "KRAS", "MET"}, id="genes"
    ),
    pytest.param(
        "* Mutations of BRCA1, BRCA2 or other DDR genes (including ATM(ataxia telangiectasia mutated), ATR, PALB2)",
        {"BRCA", "PALB2", "other:ATM", "other:ATR"},
        id="list with explained names",
    ),
    pytest.param(
        "* Alterations that cause homologous recombination deficiency (HRD) (ATM, PALB2)",
        {"HRD", "PALB2", "other:ATM"},
        id="HRD and its genes",
    ),
    pytest.param("* Nectin-4-positive triple-negative breast cancer, colon cancer", {"NECTIN4"}, id="basket"),
    pytest.param("* IL13RA2 tumor expression by immunohistochemistry", {"other:IL13RA2"}, id="expression by a test"),
    pytest.param("* HER2-mutant breast cancer", {"HER2_mutation"}, id="HER2 mutation"),
    pytest.param("* HER3+ solid tumours that are refractory to standard therapy", {"HER3"}, id="refractory behind it"),
    pytest.param("* Lesion that is SSTR-PET positive", {"other:SSTR"}, id="receptor of a tracer"),
    pytest.param("* HLA-A*02:01 positive", {"other:HLA-A2"}, id="HLA type"),
    pytest.param("* C-KIT activating mutation", {"other:KIT"}, id="KIT"),
    pytest.param("* HER2-positive or HER2-mutant breast cancer", set(), id="an alternative"),
    pytest.param("* EGFR exon 20 mutation, or HER2 overexpression", set(), id="or HER2 overexpression"),
    pytest.param("* HER2-positive breast cancer with a PIK3CA mutation", {"PIK3CA"}, id="HER2-positive and mutated"),
    pytest.param("* Known BRCA status; tissue for PD-L1 testing", set(), id="only testing"),
    pytest.param("* Confirmed ESR1 mutation status (mutated versus not)", set(), id="only the status"),
    pytest.param("* Confirmed positive PIK3CA mutation status", {"PIK3CA"}, id="positive status"),
    pytest.param("* Tissue to assess PD-L1 positive cells", set(), id="to assess"),
    pytest.param("* Preferential enrolment of BRCA2 mutation carriers", set(), id="preferred"),
    pytest.param("* ERBB2-mutant tumours are considered ineligible", set(), id="ineligible"),
    pytest.param("* PD-L1 positive patients must have received pembrolizumab", set(), id="a condition"),
    pytest.param("* Breast cancer regardless of PD-L1 expression ≥ 1%", set(), id="regardless"),
    pytest.param("* PD-L1 negative, or PD-L1 positive and treated", set(), id="either"),
    pytest.param("* KRAS-mutated lung cancer", set(), id="another tumour"),
    pytest.param("* Breast cancer; criteria that are met before mutation tests", set(), id="met is no gene"),
    pytest.param("* Prior treatment with an anti-PD-L1 antibody is positive news", set(), id="drug"),
]


@pytest.mark.parametrize(("inclusion", "expected"), CASES)
def test_required(inclusion, expected):
    found = stances(biomarkers.label(document(inclusion)), "biomarker")
    assert found == dict.fromkeys(expected, "required")


EXCLUSIONS = [
    pytest.param("* PIK3CA mutation", {}, id="M3 excluded"),
    pytest.param("* Known activating AKT1 mutation or PTEN loss", {}, id="M3 two excluded"),
    pytest.param("* Absence of PD-L1 expression of at least 1%", {"PD-L1": "required"}, id="absence excluded"),
    pytest.param("* No prior PD-L1 antibody, positive or not", {}, id="no is no absence"),
]


@pytest.mark.parametrize(("exclusion", "expected"), EXCLUSIONS)
def test_exclusions(exclusion, expected):
    assert stances(biomarkers.label(document("* Adults", exclusion)), "biomarker") == expected


COHORTS = [
    pytest.param("* Cohort A: PIK3CA mutation\n* Cohort B: breast cancer", set(), id="one cohort"),
    pytest.param(
        "* Cohort A: BRCA1 mutation\n* Cohort B: mutation in BRCA2 or PALB2", {"BRCA", "PALB2"}, id="every one"
    ),
    pytest.param(
        "* For Module 1 only, BRCA1 mutation\n* For Module 2 only, endometrial cancer", {"BRCA"}, id="the only part"
    ),
    pytest.param("* For breast cancer: PIK3CA mutation", {"PIK3CA"}, id="for breast cancer"),
    pytest.param(
        "* Solid tumours\n* For the expansion cohorts these tumours:\n* BRCA1 deficient breast cancer",
        set(),
        id="led to",
    ),
    pytest.param(
        "* One of these:\n  * Solid tumours with MYC amplification\n  * HR-positive breast cancer", set(), id="one line"
    ),
    pytest.param("* Tumours:\n  * TNBC\n  * MSI-H tumours\n  * Melanoma", set(), id="a kind of tumour in a list"),
    pytest.param("* Any biopsy with amplified CCND1 or CCNE1 (cohort 1 only).", set(), id="a bracket names the cohort"),
]


@pytest.mark.parametrize(("inclusion", "expected"), COHORTS)
def test_what_only_some_need_is_not_asked_of_all(inclusion, expected):
    assert set(stances(biomarkers.label(document(inclusion)), "biomarker")) == expected


def test_a_cohort_keeps_its_own():
    found = biomarkers.label(document("* Cohort A: PIK3CA-mutated breast cancer\n* Cohort B: any breast cancer"))
    assert [(e.value, bool(e.cohort)) for e in found] == [("PIK3CA", True)]


def test_titles_count_where_criteria_are_silent():
    made = document("* Adults", brief_title="A drug in PIK3CA-mutated breast cancer")
    assert biomarkers.label(document("* Adults", brief_title="A study of PIK3CA mutations")) == []
    made = document("* Adults", brief_title="A drug for patients with PIK3CA-mutated breast cancer")
    assert [(e.value, e.field, e.quote) for e in biomarkers.label(made)] == [("PIK3CA", "brief_title", "PIK3CA")]


TITLES = [
    pytest.param("A trial to assess a drug in patients with PIK3CA-mutated breast cancer", {"PIK3CA"}, id="to assess"),
    pytest.param("A drug in patients with MYC-driven and other tumours", set(), id="and other"),
    pytest.param("A drug in tumours harbouring an EGFR or HER2 alteration", set(), id="or HER2 alteration"),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_titles(title, expected):
    assert set(stances(biomarkers.label(document("* Adults", brief_title=title)), "biomarker")) == expected


def test_the_summary_tells_of_others_too():
    made = document("* Adults", brief_summary="For patients who have PD-L1 positive tumours, a drug is often added.")
    assert biomarkers.label(made) == []


def test_a_mark_of_tumours_is_one_of_several_in_a_list():
    made = document(
        "* Participants must have one of these tumours:\n   * Microsatellite-unstable (MSI-H) or mismatch-repair-deficient (dMMR) tumours\n"
        "   * Triple-negative breast cancer"
    )
    assert stances(biomarkers.label(made), "biomarker") == {}
