"""Changes of genes and proteins that everyone must have."""

import pytest

from pipelines.labels import biomarkers
from tests.labelling import document, stances

CASES = [
    pytest.param("* ESR1 mutation found in ctDNA.", {"ESR1"}, id="mutation"),
    pytest.param("* Inherited BRCA1 or BRCA2 mutation and HER2-negative disease.", {"BRCA"}, id="inherited"),
    pytest.param("* PD-L1 CPS of 10 or higher (CPS ≥ 10)", {"PD-L1"}, id="cut-off"),
    pytest.param("* A PIK3CA, AKT1 or PTEN alteration", {"PIK3CA", "AKT1", "PTEN"}, id="one of a list"),
    pytest.param("* Androgen receptor positive in at least 10% of cells", {"AR"}, id="protein"),
    pytest.param(
        "* Mutation in one or more of the following genes: APC, BRCA1, KRAS, MET", {"BRCA", "KRAS", "MET"}, id="genes"
    ),
    pytest.param("* Nectin-4-positive triple-negative breast cancer, colon cancer", {"NECTIN4"}, id="basket"),
    pytest.param("* HER2-mutant breast cancer", {"HER2_mutation"}, id="HER2 mutation"),
    pytest.param("* No PIK3CA mutation on local or central testing.", set(), id="wild type"),
    pytest.param("* HER2-positive or HER2-mutant breast cancer", set(), id="an alternative"),
    pytest.param("* Known BRCA status; tissue for PD-L1 testing", set(), id="only testing"),
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
    assert {value for value in found if not value.startswith("other:")} == expected
    assert set(found.values()) <= {"required"}


def test_exclusions_require_nothing():
    assert biomarkers.label(document("* Adults", "* PIK3CA mutation")) == []


def test_a_cohort_keeps_its_own():
    found = biomarkers.label(document("* Cohort A: PIK3CA-mutated breast cancer\n* Cohort B: any breast cancer"))
    assert [(e.value, bool(e.cohort)) for e in found] == [("PIK3CA", True)]


def test_titles_count_where_criteria_are_silent():
    made = document("* Adults", brief_title="A drug in PIK3CA-mutated breast cancer")
    assert biomarkers.label(document("* Adults", brief_title="A study of PIK3CA mutations")) == []
    made = document("* Adults", brief_title="A drug for patients with PIK3CA-mutated breast cancer")
    assert [(e.value, e.field, e.quote) for e in biomarkers.label(made)] == [("PIK3CA", "brief_title", "PIK3CA")]
