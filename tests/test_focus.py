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
