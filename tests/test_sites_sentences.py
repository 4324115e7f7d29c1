"""Single sentences on places of spread: what a careful reader takes from each, in the words of the label guide.

Converted to the guide: conditional permission is `treated_stable`; a size, extent or number limit on other sites is
`allowed`. Left out, because the guide has no label or no inference for them: B8 (cells in the spinal fluid, without a
diagnosis named), L5 (the liver as "main site", without metastasis named) and P1 (pleural effusion).
"""

import pytest

from pipelines.labels import sites
from tests.labelling import document, stances

EXCLUSION = [
    pytest.param(
        "Untreated or growing brain metastases. Women whose brain lesions were irradiated, look unchanged on MRI for at"
        " least 4 weeks and need no steroids may join.",
        {"brain": "treated_stable"},
        id="B1",
    ),
    pytest.param(
        "Any history of brain metastasis, even if it was fully treated.", {"brain": "excluded"}, id="B2 trap 4"
    ),
    pytest.param("Symptomatic CNS disease.", {"brain": "treated_stable"}, id="B3 trap 3"),
    pytest.param(
        "Leptomeningeal spread confirmed by MRI or spinal-fluid cytology.", {"leptomeningeal": "excluded"}, id="B7"
    ),
    pytest.param(
        "Brain metastases are NOT an exclusion if they are controlled.", {"brain": "treated_stable"}, id="B9 trap 1"
    ),
    pytest.param("Whole-brain radiotherapy less than 14 days before the first dose.", {}, id="B10 trap 6"),
    pytest.param("Primary brain tumour, epilepsy or stroke in the past year.", {}, id="B11 trap 8"),
    pytest.param("Spinal cord compression unless decompressed and stable for 28 days.", {}, id="B13"),
    pytest.param("High risk of fracture in a weight-bearing bone.", {}, id="N7 no metastasis named"),
    pytest.param("Liver metastases that replace more than half of the liver.", {"liver": "allowed"}, id="L2"),
    pytest.param("Known hepatic metastases.", {"liver": "excluded"}, id="L3"),
    pytest.param("Hepatocellular carcinoma, hepatitis B or cirrhosis.", {}, id="L4 trap 8"),
    pytest.param("Interstitial lung disease, or pneumonitis that needed steroids.", {}, id="P2 trap 8"),
    pytest.param("Visceral crisis or any disease that needs quick chemotherapy.", {}, id="V1 trap 10"),
    pytest.param("Evidence of distant metastatic disease (M1).", {}, id="S1 no place named"),
]
INCLUSION = [
    pytest.param(
        "At least one new or enlarging brain lesion of 1 cm or more that has not been irradiated.",
        {"brain": "required"},
        id="B4",
    ),
    pytest.param(
        "Stable, previously radiated brain metastases are permitted but not needed.",
        {"brain": "treated_stable"},
        id="B5",
    ),
    pytest.param(
        "People with small (under 2 cm), symptom-free brain metastases that need no urgent local therapy can enrol,"
        " treated or not.",
        {"brain": "allowed"},
        id="B6",
    ),
    pytest.param(
        "Cohort 1: no brain metastases. Cohort 2: active, untreated brain metastases.",
        {"brain": "allowed"},
        id="B12 trap 24",
    ),
    pytest.param(
        "Brain disease must have been treated. People with active brain metastases who have had no brain-directed therapy"
        " may not enrol.",
        {"brain": "treated_stable"},
        id="B14 trap 1",
    ),
    pytest.param(
        "MRI of the brain is required at screening if symptoms suggest brain metastases.", {}, id="B15 trap 5"
    ),
    pytest.param(
        "Bone-only disease is fine if there is at least one lytic or mixed lesion.",
        {"bone_only": "allowed", "bone": "allowed"},
        id="N1",
    ),
    pytest.param(
        "Measurable disease by RECIST 1.1, and people whose only disease is in bone cannot take part.",
        {"bone_only": "excluded", "bone": "allowed"},
        id="N2",
    ),
    pytest.param("Measurable disease by RECIST 1.1.", {}, id="N3 trap 11"),
    pytest.param(
        "Disease confined to the skeleton on CT and bone scan.", {"bone_only": "required", "bone": "required"}, id="N4"
    ),
    pytest.param("Two or more bone metastases, with or without spread elsewhere.", {"bone": "required"}, id="N5"),
    pytest.param(
        "Zoledronic acid or denosumab for bone metastases may continue if started before screening.",
        {"bone": "allowed"},
        id="N6",
    ),
    pytest.param(
        "Dose escalation: bone-only or non-measurable disease is eligible. Expansion: measurable disease only.",
        {"bone_only": "allowed", "bone": "allowed"},
        id="N8",
    ),
    pytest.param(
        "ALT and AST up to 3 times the upper limit, or up to 5 times when the liver is involved.",
        {"liver": "allowed"},
        id="L1 trap 7",
    ),
    pytest.param(
        "One to five lung metastases that a surgeon thinks can be removed.",
        {"lung": "required"},
        id="P3 the number is of one place",
    ),
    pytest.param(
        "cT2-T4 tumour with metastasis in the axillary nodes on biopsy, no distant spread.", {}, id="K1 trap 9"
    ),
    pytest.param(
        "Spread to distant lymph nodes (for example the mediastinum) counts as metastatic disease.",
        {"lymph_node": "allowed"},
        id="K2",
    ),
    pytest.param(
        "Chest-wall or skin nodules that can be photographed and measured.", {"skin_soft_tissue": "required"}, id="K3"
    ),
    pytest.param(
        "Non-visceral disease only (bone, nodes, soft tissue).",
        {"visceral": "excluded", "liver": "excluded", "lung": "excluded"},
        id="V2",
    ),
    pytest.param(
        "Liver or lung metastases must be present.", {"liver": "allowed", "lung": "allowed"}, id="V3 either will do"
    ),
]


def of(**criteria) -> dict[str, str]:
    return stances(sites.label(document(**criteria)), "site")


@pytest.mark.parametrize(("text", "wanted"), EXCLUSION)
def test_sentences_of_an_exclusion_list(text, wanted):
    assert of(exclusion=f"* {text}") == wanted


@pytest.mark.parametrize(("text", "wanted"), INCLUSION)
def test_sentences_of_an_inclusion_list(text, wanted):
    assert of(inclusion=f"* {text}") == wanted


def test_a_title_about_ablation_asks_for_the_place():
    assert of(inclusion="* Age 18", brief_title="Removal or radiofrequency ablation of liver metastases") == {
        "liver": "required"
    }
