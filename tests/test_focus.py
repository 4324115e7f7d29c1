"""Places of metastasis that a trial is about."""

import pytest

from pipelines.labels import focus
from tests.labelling import document, stances

CASES = [
    pytest.param({"brief_title": "Radiosurgery for brain metastases"}, ["brain"], id="title"),
    pytest.param({"conditions": ["Breast Cancer Metastatic to Bone"]}, ["bone"], id="condition"),
    pytest.param({"interventions": ["RADIATION: Whole Brain Radiotherapy"]}, ["brain"], id="intervention aimed at it"),
    pytest.param({"brief_title": "Intrathecal drug X for leptomeningeal disease"}, ["leptomeningeal"], id="meninges"),
    pytest.param(
        {"brief_title": "Ablation of oligometastatic liver metastases"}, ["liver", "oligometastatic"], id="two"
    ),
    pytest.param({"brief_title": "Bone-only metastatic breast cancer"}, ["bone", "bone_only"], id="bone-only"),
    pytest.param({"conditions": ["Lymph Node Metastases"]}, ["lymph_node"], id="nodes"),
    pytest.param({"conditions": ["Metastatic Malignant Neoplasm in the Brain"]}, ["brain"], id="condition list alone"),
    pytest.param(
        {"conditions": ["Neoplasm Metastatic in the Brain", *(f"Carcinoma {n}" for n in range(20))]},
        [],
        id="one of very many conditions",
    ),
    pytest.param({"brief_title": "Brain MRI surveillance"}, ["brain"], id="organ watched for spread"),
    pytest.param({"brief_title": "Drug X with or without brain metastases"}, ["brain"], id="named in the title at all"),
    pytest.param({"brief_title": "Ultrasound of the axillary lymph nodes"}, ["lymph_node"], id="nodes examined"),
    pytest.param(
        {"brief_title": "Blue dye for sentinel lymph node biopsy"}, [], id="a staging operation is no subject"
    ),
    pytest.param(
        {"brief_title": "Dissection or not for sentinel node macrometastases"}, ["lymph_node"], id="spread to it"
    ),
    pytest.param(
        {"brief_title": "Clips for targeted axillary dissection"}, ["lymph_node"], id="marked nodes taken out"
    ),
    pytest.param(
        {"brief_title": "Hyperthermia of superficial tumours"}, ["skin_soft_tissue"], id="superficial tumours"
    ),
    pytest.param({"brief_title": "Letrozole in node-positive breast cancer"}, [], id="node-positive is no subject"),
    pytest.param({"brief_title": "Exercise after axillary node dissection"}, [], id="nodes taken out before"),
    pytest.param(
        {"arms": ["EXPERIMENTAL: Radiation: SBRT to every metastasis"]},
        ["oligometastatic"],
        id="all metastases treated",
    ),
    pytest.param({"brief_summary": "People with 1-5 metastases join."}, ["oligometastatic"], id="a few metastases"),
    pytest.param(
        {
            "interventions": ["BIOLOGICAL: Intratumoral virus X"],
            "eligibility_text": "Inclusion Criteria:\n* A cutaneous or nodal lesion fit for injection",
        },
        ["lymph_node", "skin_soft_tissue"],
        id="injected lesions",
    ),
    pytest.param(
        {
            "interventions": ["BIOLOGICAL: Intratumoral virus X"],
            "eligibility_text": "Inclusion Criteria:\n* For part 1, a cutaneous or nodal lesion fit for injection",
        },
        [],
        id="injected lesions of one part only",
    ),
    pytest.param(
        {"eligibility_text": "Inclusion Criteria:\n* A cutaneous or nodal lesion; drug X by injection"},
        [],
        id="treatment is not injected into lesions",
    ),
    pytest.param({"brief_title": "Chemotherapy and the brain"}, [], id="brain without spread"),
    pytest.param({"brief_title": "Bone marrow and hepatocellular carcinoma"}, [], id="marrow and liver cancer"),
    pytest.param(
        {"eligibility_text": "Inclusion Criteria:\n* Brain metastases allowed"}, [], id="a criterion is no focus"
    ),
]


@pytest.mark.parametrize(("columns", "wanted"), CASES)
def test_focus(columns, wanted):
    assert sorted(stances(focus.label(document(**columns)), "focus_site")) == wanted


SUBJECTS = [
    pytest.param("Trial for brain metastases", ["brain"], id="subject"),
    pytest.param("Patients with or without brain metastases", [], id="with or without"),
    pytest.param("Prevention of brain metastases", [], id="prevention"),
]


@pytest.mark.parametrize(("title", "wanted"), SUBJECTS)
def test_subjects_leave_out_what_is_only_named(title, wanted):
    assert list(focus.subjects(document(brief_title=title))) == wanted
