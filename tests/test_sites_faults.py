"""Ways of writing about places of spread that were once misread, one case each."""

import pytest

from pipelines.labels import sites
from tests.labelling import document, stances

TS, EX = "treated_stable", "excluded"
REFUSALS = [
    pytest.param(
        "* Clinically active brain lesions and/or meningeal metastases, defined as untreated or needing steroids",
        {"brain": TS, "leptomeningeal": TS},
        id="a definition after a list limits all of it",
    ),
    pytest.param(
        "* Active brain metastases, cord compression or leptomeningeal carcinomatosis, defined as symptomatic disease",
        {"brain": TS, "leptomeningeal": TS},
        id="carcinomatosis is a noun to pass over",
    ),
    pytest.param("* People who require urgent local therapy for brain metastases", {"brain": TS}, id="need of therapy"),
    pytest.param("* Brain metastases with need of steroids", {"brain": TS}, id="with need"),
    pytest.param(
        "* For people with brain metastases who had local therapy, less than 4 weeks of stability",
        {"brain": TS},
        id="a wash-out for those who were treated",
    ),
    pytest.param(
        "* For subjects with brain metastases who had received local treatment, growth since then",
        {"brain": TS},
        id="a limit for those who were treated",
    ),
    pytest.param(
        "* Symptomatic brain metastases, leptomeningeal disease, or a spinal cord compression that need prompt treatment",
        {"brain": TS, "leptomeningeal": TS},
        id="an article inside a list",
    ),
    pytest.param("* Measurable disease only in the liver", {"liver": "allowed"}, id="only in the liver"),
    pytest.param("* Symptoms of brain metastases", {"brain": TS}, id="symptoms of"),
    pytest.param("* More than 5 brain metastases", {"brain": TS}, id="a number limits"),
    pytest.param("* Brain lesion size over 3 cm", {"brain": TS}, id="size of a lesion"),
    pytest.param("* Brain metastases that have not been controlled", {"brain": TS}, id="has not been"),
    pytest.param(
        "* CNS involvement unless BOTH of these criteria are met: 1) treated four weeks ago 2) stable on MRI",
        {"brain": TS},
        id="an exception that ends in a colon",
    ),
    pytest.param(
        "* Brain or subdural metastases are not eligible, unless local therapy was completed",
        {"brain": TS},
        id="subdural",
    ),
    pytest.param(
        "* Brain metastases. A woman may be considered if her lesions were treated and she is symptom-free",
        {"brain": TS},
        id="may be considered if",
    ),
    pytest.param(
        "* Brain metastases that are untreated or reach the meninges. Stable brain metastases (except those involving the"
        " meninges) may be permitted",
        {"brain": TS, "leptomeningeal": EX},
        id="an exception in brackets ends with them",
    ),
    pytest.param(
        "* Known brain metastases are not eligible, as they may call for scans to watch treatment",
        {"brain": EX},
        id="a reason limits nothing",
    ),
    pytest.param("* Treated or untreated nodular brain metastases", {"brain": EX}, id="all kinds"),
    pytest.param(
        "* One or more active brain metastases that need treatment now. If treatment is unlikely to be required soon,"
        " people may be enrolled",
        {"brain": "allowed"},
        id="even active where treatment can wait",
    ),
    pytest.param("* Active CNS primary tumour or metastases", {"brain": TS}, id="primary tumour or metastases"),
    pytest.param(
        "* One cycle will be allowed where treatment is urgent:\n* Active CNS metastases and/or carcinomatous meningitis",
        {"brain": TS, "leptomeningeal": EX},
        id="a colon about treatment turns no list round",
    ),
    pytest.param("* Brain or LM metastases", {"brain": EX, "leptomeningeal": EX}, id="LM"),
    pytest.param("* Metastases limited to the skin", {"skin_soft_tissue": "allowed"}, id="only one place refused"),
    pytest.param(
        "* Cancer that has spread to the brain and nowhere else: isolated brain metastases",
        {"brain": "allowed"},
        id="refused alone",
    ),
    pytest.param(
        "* Meningeal metastases as the only place of spread", {"leptomeningeal": "allowed"}, id="as the only place"
    ),
    pytest.param("* Brain metastases only; untreated brain metastases", {"brain": TS}, id="refused alone or untreated"),
    pytest.param(
        "* Brain leptomeningeal metastases", {"leptomeningeal": EX}, id="the lining of the brain is not the brain"
    ),
    pytest.param(
        "* Widespread tumour involvement of the lungs with breathlessness at rest", {"lung": "allowed"}, id="lung"
    ),
    pytest.param(
        "* Symptomatic visceral metastases, or visceral crisis", {"visceral": "allowed"}, id="beside a crisis"
    ),
    pytest.param(
        "* Symptomatic visceral spread with a risk of life-threatening complications in the short term",
        {},
        id="visceral crisis in other words",
    ),
    pytest.param(
        "* Painful lesions (e.g. bone metastases) should be treated before joining",
        {"bone": "allowed"},
        id="treat first",
    ),
    pytest.param(
        "* Hormone drugs within four weeks. (Denosumab for bone metastases is excluded from this restriction.)",
        {"bone": "allowed"},
        id="bone drug outside a restriction",
    ),
]
PERMISSIONS = [
    pytest.param("* Metastases in lymph nodes of the neck are allowed", {"lymph_node": "allowed"}, id="in lymph nodes"),
    pytest.param("* Lymph node metastases are permitted", {"lymph_node": "allowed"}, id="lymph node metastases"),
    pytest.param(
        "* Brain metastases are allowed but not required\n* People with a history of brain metastases but with no sign of"
        " them now are eligible\n* Patients may have untreated brain metastases",
        {"brain": "allowed"},
        id="never required where it is not required",
    ),
    pytest.param("* Presence of active brain metastases is not required", {"brain": "allowed"}, id="not required"),
    pytest.param("* Measurable disease in the brain is not required", {}, id="measurability is not required"),
    pytest.param("* Bone metastasis is not required", {"bone": "allowed"}, id="bone is not required"),
    pytest.param(
        "* New or progressive brain metastases or leptomeningeal disease are eligible if the doctor finds that immediate"
        " treatment is not required",
        {"brain": "allowed", "leptomeningeal": "allowed"},
        id="treatment not required",
    ),
    pytest.param(
        "* Untreated CNS metastases, or leptomeningeal metastases",
        {"leptomeningeal": "allowed", "brain": "allowed"},
        id="alternatives",
    ),
    pytest.param(
        "* Treated brain metastases are eligible (untreated brain metastases are ineligible)",
        {"brain": TS},
        id="a refusal in brackets opens nothing",
    ),
    pytest.param(
        "* Brain metastases are allowed provided they are stable (no progression by imaging for two weeks)",
        {"brain": TS},
        id="progression by imaging is no aside",
    ),
    pytest.param(
        "* If a woman has brain metastases, she must meet the following criteria:",
        {"brain": TS},
        id="must meet criteria",
    ),
    pytest.param(
        "* No known active brain metastases or leptomeningeal disease",
        {"brain": TS, "leptomeningeal": EX},
        id="a negation passes an adjective",
    ),
    pytest.param(
        "* People without brain metastases or asymptomatic people with brain metastases",
        {"brain": EX},
        id="a negation stops at new people",
    ),
    pytest.param("* Spread to bone is allowed", {"bone": "allowed"}, id="spread to bone"),
    pytest.param(
        "* Liver enzymes below 2 x ULN; up to 5 times if there are liver metastases",
        {"liver": "allowed"},
        id="up to n times",
    ),
    pytest.param(
        "* For bone metastases only, people may be accrued to the first cohort",
        {"bone_only": "allowed", "bone": "allowed"},
        id="bone metastases only",
    ),
    pytest.param(
        "* People with predominantly bone disease are allowed",
        {"bone_only": "allowed", "bone": "allowed"},
        id="mostly bone",
    ),
    pytest.param(
        "* Measurable lytic bone lesion(s) and/or skin lesion(s) are allowed",
        {"bone": "allowed", "skin_soft_tissue": "allowed"},
        id="skin beside bone",
    ),
    pytest.param(
        "* The lesion to inject must be in soft tissue, or lymph nodes",
        {"skin_soft_tissue": "allowed", "lymph_node": "allowed"},
        id="soft tissue or nodes",
    ),
    pytest.param("* Metastatic disease (≤ 5 sites)", {"oligometastatic": "required"}, id="a limit in brackets"),
    pytest.param("* Melanoma patients with liver metastases", {}, id="another tumour"),
]
ASIDES = [
    pytest.param("* A one-week washout for radiation to non-CNS disease is permitted", id="outside the brain"),
    pytest.param("* 8 weeks for brain metastases", id="a washout alone"),
    pytest.param("* Heparin, other than in people without brain metastases who are stable on it", id="anticoagulants"),
    pytest.param("* RANO criteria are used to evaluate brain metastases", id="criteria of response"),
    pytest.param("* If brain metastases are suspected, an MRI should be done", id="suspicion"),
    pytest.param("* Autoimmune disease with CNS involvement", id="another disease of the brain"),
    pytest.param(
        "* Steroids above 10 mg (exception for brain metastases, see exclusion criterion 1)", id="cross-reference"
    ),
]


def of(inclusion: str = "", exclusion: str = "", **columns) -> dict[str, str]:
    return stances(sites.label(document(inclusion, exclusion, **columns)), "site")


@pytest.mark.parametrize(("text", "wanted"), REFUSALS)
def test_refusals(text, wanted):
    assert of(exclusion=text) == wanted


@pytest.mark.parametrize(("text", "wanted"), PERMISSIONS)
def test_permissions(text, wanted):
    assert of(inclusion=text) == wanted


@pytest.mark.parametrize("text", ASIDES)
def test_asides_take_no_stance(text):
    assert of(exclusion=text) == {}


TITLES = [
    pytest.param(
        "Drug X for leptomeningeal disease with treated brain metastases",
        "* Leptomeningeal disease\n* History of treated brain metastases",
        {"leptomeningeal": "required", "brain": "required"},
        id="two places that criteria ask for too",
    ),
    pytest.param(
        "Cells for cancer in the liver, lungs or lymph nodes",
        "* Liver metastases and lung metastases are acceptable",
        {"liver": "allowed", "lung": "allowed"},
        id="one of several places",
    ),
    pytest.param(
        "A scan for brain metastases",
        "* Group 1: new brain metastases\n* Group 2: a brain lesion that was irradiated and is stable\n* Age 18",
        {"brain": "required"},
        id="a title holds for all groups",
    ),
]


@pytest.mark.parametrize(("title", "inclusion", "wanted"), TITLES)
def test_titles(title, inclusion, wanted):
    assert of(inclusion, brief_title=title) == wanted


def test_one_of_many_conditions_may_be_that_of_one_cohort():
    many = ["Brain metastases", *(f"Stage {n} cancer" for n in range(5))]
    text = "* Patients with inoperable brain metastases or lung cancer"
    assert of(text, conditions=many) == {}


def test_a_cohort_of_active_disease_lets_it_in():
    text = "Cohort A:\n\n* No brain metastases\n\nCohort B:\n\n* Active brain metastases that need no treatment now"
    assert of(text) == {"brain": "allowed"}


def test_a_cohort_heading_without_a_colon_is_one():
    text = "1. By cohort:\n   1. Cohort A (never irradiated)\n      * Brain metastases\n   2. Cohort B\n      * Glioma"
    assert of(exclusion=text) == {}


def test_a_bone_biopsy_refused_is_bone_only_disease_refused():
    assert of("* Bone lesion biopsies are not acceptable") == {"bone": "allowed", "bone_only": EX}


def test_bone_only_disease_let_in_on_a_definition():
    text = "* A person with bone-only disease is eligible as long as a lytic lesion is considered measurable"
    assert of(text) == {"bone": "allowed", "bone_only": "allowed"}


def test_a_plan_for_radiotherapy_asks_for_the_place():
    assert of("* Plan for radiotherapy (SBRT) to a bone metastasis") == {"bone": "required"}


def test_a_cohort_for_the_lining_alone_needs_no_brain_metastases():
    text = "Cohort A:\n\n* Newly found brain metastases\n\nCohort B:\n\n* Evidence of leptomeningeal disease"
    assert of(text, brief_title="Drug X for brain metastases")["brain"] == "allowed"


def test_when_treatment_may_begin_says_nothing_of_who_can_enter():
    text = "* Active brain metastases; people who had oligometastatic disease may start treatment 10 days after radiosurgery"
    assert of(exclusion=text) == {"brain": "treated_stable"}


def test_a_place_refused_where_it_stands_alone_is_quoted_whole():
    (row,) = sites.label(document(exclusion="* Evaluable spots of disease only in the liver"))
    assert (row.stance, row.quote) == ("allowed", "Evaluable spots of disease only in the liver")
