"""Stances on places of metastasis: section x negation x exception, one case per way of writing."""

import pytest

from pipelines.labels import sites
from tests.labelling import document, stances


def of(inclusion: str = "", exclusion: str = "", **columns) -> dict[str, str]:
    return stances(sites.label(document(inclusion, exclusion, **columns)), "site")


EXCLUSIONS = [
    pytest.param("* Known brain metastases", {"brain": "excluded"}, id="plain"),
    pytest.param(
        "* Any history of brain metastasis, even if it was fully treated.", {"brain": "excluded"}, id="history"
    ),
    pytest.param("* Symptomatic CNS disease.", {"brain": "treated_stable"}, id="adjective limits"),
    pytest.param("* Symptomatic or asymptomatic brain metastases", {"brain": "excluded"}, id="all kinds named"),
    pytest.param(
        "* Active (without control or with symptoms) brain metastasis",
        {"brain": "treated_stable"},
        id="bracket between",
    ),
    pytest.param("* Brain metastases that need steroids", {"brain": "treated_stable"}, id="relative clause limits"),
    pytest.param("* Brain lesions larger than 3 cm", {"brain": "treated_stable"}, id="size limits"),
    pytest.param("* Liver metastases that fill more than half of the liver", {"liver": "allowed"}, id="extent limits"),
    pytest.param("* Bone metastases with a high risk of fracture", {"bone": "allowed"}, id="risk limits"),
    pytest.param(
        "* CNS disease:\n   * brain metastases that are not treated or not stable\n   * leptomeningeal disease of any kind",
        {"brain": "treated_stable", "leptomeningeal": "excluded"},
        id="a heading takes no stance where its bullets do",
    ),
    pytest.param(
        "* Symptomatic CNS metastases must have been treated and:\n   * no concurrent treatment for CNS disease",
        {"brain": "treated_stable"},
        id="a heading with a condition takes a stance",
    ),
    pytest.param("* Brain metastases, unless treated and stable", {"brain": "treated_stable"}, id="unless"),
    pytest.param(
        "* Brain metastases. Those with treated, stable disease may join.",
        {"brain": "treated_stable"},
        id="next sentence",
    ),
    pytest.param(
        "* Known CNS metastases:\n   * Patients with treated lesions that are stable are eligible.",
        {"brain": "treated_stable"},
        id="nested bullet",
    ),
    pytest.param(
        "* Untreated or growing brain metastases. Women whose brain lesions were irradiated, look unchanged on MRI for at"
        " least 4 weeks and need no steroids may join.",
        {"brain": "treated_stable"},
        id="B1 permission after refusal",
    ),
    pytest.param(
        "* Brain metastases are NOT an exclusion if they are controlled.",
        {"brain": "treated_stable"},
        id="B9 double negative",
    ),
    pytest.param(
        "* Brain metastases must have been treated and be stable",
        {"brain": "treated_stable"},
        id="duty in an exclusion list",
    ),
    pytest.param(
        "* Active brain metastases (stable treated disease may be allowed)",
        {"brain": "treated_stable"},
        id="permission in brackets",
    ),
    pytest.param(
        "* Untreated brain metastases are eligible", {"brain": "allowed"}, id="permission in an exclusion list"
    ),
    pytest.param(
        "* Clinical evidence of brain metastases\n* Unstable brain metastases",
        {"brain": "excluded"},
        id="plain beats limited",
    ),
    pytest.param("* Whole-brain radiotherapy less than 14 days before the first dose.", {}, id="B10 wash-out"),
    pytest.param("* Radiotherapy within 14 days (28 days for brain lesions)", {}, id="wash-out names the site"),
    pytest.param("* Steroids, other than for brain metastases", {}, id="steroids"),
    pytest.param("* Primary brain tumour, epilepsy or stroke in the past year.", {}, id="B11 not a metastasis"),
    pytest.param("* Leptomeningeal spread confirmed by MRI", {"leptomeningeal": "excluded"}, id="B7 meninges alone"),
    pytest.param(
        "* CNS metastases and/or carcinomatous meningitis",
        {"brain": "excluded", "leptomeningeal": "excluded"},
        id="both named",
    ),
    pytest.param(
        "* Active CNS metastases and/or carcinomatous meningitis",
        {"brain": "treated_stable", "leptomeningeal": "excluded"},
        id="adjective stays with the brain",
    ),
    pytest.param(
        "* Untreated brain metastases or meningeal metastases",
        {"brain": "treated_stable", "leptomeningeal": "excluded"},
        id="adjective does not cross a noun",
    ),
    pytest.param(
        "* Untreated or symptomatic brain or leptomeningeal metastases",
        {"brain": "treated_stable", "leptomeningeal": "treated_stable"},
        id="adjective carries over a shared noun",
    ),
    pytest.param(
        "* Untreated CNS metastases, including leptomeningeal disease",
        {"brain": "treated_stable", "leptomeningeal": "treated_stable"},
        id="including carries",
    ),
    pytest.param(
        "* Leptomeningeal disease or uncontrolled brain metastases",
        {"brain": "treated_stable", "leptomeningeal": "excluded"},
        id="adjective of the next item",
    ),
    pytest.param(
        "* Brain metastasis or meningeal metastasis with clinical symptoms",
        {"brain": "treated_stable", "leptomeningeal": "treated_stable"},
        id="words after a list",
    ),
    pytest.param(
        "* CNS lesions (brain metastases or carcinomatous meningitis), except asymptomatic brain metastases",
        {"brain": "treated_stable", "leptomeningeal": "excluded"},
        id="exception for the brain only",
    ),
    pytest.param(
        "* Brain metastases or leptomeningeal disease unless these are treated and stable",
        {"brain": "treated_stable", "leptomeningeal": "treated_stable"},
        id="exception for both",
    ),
    pytest.param(
        "* Brain metastases or leptomeningeal disease, except as follows:\n   * brain metastases that were treated and are stable",
        {"brain": "treated_stable", "leptomeningeal": "excluded"},
        id="exception spelled out for the brain",
    ),
    pytest.param(
        "* Leptomeningeal disease, defined as cancer cells in the fluid or clinically significant leptomeningeal involvement",
        {"leptomeningeal": "excluded"},
        id="definition limits nothing",
    ),
    pytest.param("* Known hepatic metastases.", {"liver": "excluded"}, id="L3 liver"),
    pytest.param("* Liver metastases that replace more than half of the liver.", {"liver": "allowed"}, id="L2 extent"),
    pytest.param("* Hepatocellular carcinoma, hepatitis B or cirrhosis.", {}, id="L4 liver disease"),
    pytest.param("* Interstitial lung disease, or pneumonitis that needed steroids.", {}, id="P2 lung disease"),
    pytest.param("* Visceral crisis or any disease that needs quick chemotherapy.", {}, id="V1 visceral crisis"),
    pytest.param("* Spinal cord compression unless decompressed", {}, id="B13 cord compression"),
    pytest.param(
        "* Patients with bone-only disease are excluded",
        {"bone_only": "excluded", "bone": "allowed"},
        id="bone-only refused",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), EXCLUSIONS)
def test_exclusion_list(text, wanted):
    assert of(exclusion=text) == wanted


INCLUSIONS = [
    pytest.param("* No brain metastases", {"brain": "excluded"}, id="negated"),
    pytest.param(
        "* No known CNS disease or leptomeningeal disease",
        {"brain": "excluded", "leptomeningeal": "excluded"},
        id="negated list",
    ),
    pytest.param("* No untreated brain metastases", {"brain": "treated_stable"}, id="negated and limited"),
    pytest.param(
        "* Stable, previously radiated brain metastases are permitted but not needed.",
        {"brain": "treated_stable"},
        id="B5",
    ),
    pytest.param(
        "* People with small, symptom-free brain metastases that need no urgent local therapy can enrol, treated or not.",
        {"brain": "allowed"},
        id="B6 even untreated",
    ),
    pytest.param(
        "* Patients with treated brain metastases are eligible if there is no evidence of active brain disease",
        {"brain": "treated_stable"},
        id="active disease denied",
    ),
    pytest.param(
        "* If brain metastases are present, they must be stable", {"brain": "treated_stable"}, id="if present"
    ),
    pytest.param("* Patients with or without brain metastases", {"brain": "allowed"}, id="with or without"),
    pytest.param("* Patients may have leptomeningeal disease", {"leptomeningeal": "allowed"}, id="may have"),
    pytest.param(
        "* Based on MRI, patients must have one of the following:\n   * No evidence of brain metastases\n"
        "   * Untreated brain metastases not needing immediate local therapy\n   * Previously treated brain metastases",
        {"brain": "allowed"},
        id="one of several",
    ),
    pytest.param(
        "* Treated brain metastases are eligible provided:\n   * no evidence of leptomeningeal disease",
        {"brain": "treated_stable", "leptomeningeal": "excluded"},
        id="refusal inside a condition",
    ),
    pytest.param(
        "* Brain disease must have been treated. People with active brain metastases may not enrol.",
        {"brain": "treated_stable"},
        id="B14 refusal in an inclusion list",
    ),
    pytest.param(
        "* MRI of the brain is required at screening if symptoms suggest brain metastases.", {}, id="B15 scan"
    ),
    pytest.param(
        "* At least one brain metastasis that has not been irradiated", {"brain": "required"}, id="B4 demanded"
    ),
    pytest.param(
        "* ALT up to 3 x ULN, or up to 5 x ULN with liver metastases", {"liver": "allowed"}, id="L1 threshold"
    ),
    pytest.param("* ALP up to 5 x ULN if bone metastases", {"bone": "allowed"}, id="bone threshold"),
    pytest.param("* Measurable disease by RECIST 1.1.", {}, id="N3 measurable only"),
    pytest.param(
        "* Bone-only disease is fine if there is at least one lytic or mixed lesion.",
        {"bone_only": "allowed", "bone": "allowed"},
        id="N1 bone-only",
    ),
    pytest.param(
        "* Measurable disease or at least one lytic bone lesion",
        {"bone_only": "allowed", "bone": "allowed"},
        id="lytic lesion",
    ),
    pytest.param(
        "* A lesion amenable to biopsy (excluding bone)",
        {"bone_only": "excluded", "bone": "allowed"},
        id="biopsy outside bone",
    ),
    pytest.param("* Bone-only disease in prostate cancer", {}, id="another tumour"),
    pytest.param(
        "* No visceral metastases",
        {"visceral": "excluded", "liver": "excluded", "lung": "excluded"},
        id="no visceral disease",
    ),
    pytest.param("* Non-metastatic or oligometastatic disease", {"oligometastatic": "allowed"}, id="oligometastatic"),
]


@pytest.mark.parametrize(("text", "wanted"), INCLUSIONS)
def test_inclusion_list(text, wanted):
    assert of(inclusion=text) == wanted


def test_permission_in_one_section_and_limited_refusal_in_the_other():
    assert of("* Brain metastases are allowed", "* Active brain metastases") == {"brain": "treated_stable"}


def test_a_title_makes_the_site_required():
    assert of("* Age 18", brief_title="Radiosurgery for brain metastases of breast cancer") == {"brain": "required"}


def test_a_title_that_names_two_sites_requires_neither():
    assert of("* Age 18", brief_title="Ablation of liver metastases or lung metastases") == {}


COHORTS = [
    pytest.param(
        "* Cohort 1: no brain metastases\n* Cohort 2: active, untreated brain metastases are eligible",
        {"brain": "allowed"},
        id="most permissive",
    ),
    pytest.param("* Cohort A: age 18\n* Cohort B: no leptomeningeal disease", {}, id="a silent cohort is permissive"),
    pytest.param(
        "* Cohort A: at least one brain metastasis\n* Cohort B: age 18", {"brain": "allowed"}, id="required in one only"
    ),
]


@pytest.mark.parametrize(("text", "wanted"), COHORTS)
def test_cohorts_are_rolled_up(text, wanted):
    assert of(text) == wanted


def test_a_cohort_keeps_its_own_row():
    found = sites.label(
        document("* Cohort 1: no brain metastases\n* Cohort 2: untreated brain metastases are eligible")
    )
    assert stances(found, "site", "cohort 1") == {"brain": "excluded"}
    assert stances(found, "site", "cohort 2") == {"brain": "allowed"}


def test_quotations_are_the_registrys_own_words():
    row = document(exclusion="* Untreated BRAIN metastases \\> 2 cm or carcinomatous meningitis")
    for evidence in sites.label(row):
        assert evidence.quote == row.text("eligibility_text")[evidence.start : evidence.end] != ""
