"""Tier: words that keep people with stage IV disease out, and silence."""

import pytest

from tests.test_tier import tier_of

CASES = [
    pytest.param(
        "* Invasive breast cancer", "* Evidence of distant metastatic disease (M1).", {}, "early", id="S1 M1 excluded"
    ),
    pytest.param("* Stage II-III cancer with a clear CT and bone scan.", "", {}, "early", id="S2 stage II-III"),
    pytest.param("* Breast cancer, M0", "", {}, "early", id="M0"),
    pytest.param("* No evidence of metastatic disease", "", {}, "early", id="metastasis denied"),
    pytest.param("* Breast cancer", "* Metastatic breast cancer", {}, "early", id="metastatic excluded"),
    pytest.param(
        "* Breast cancer", "", {"brief_title": "Neoadjuvant therapy of breast cancer"}, "early", id="S12 neoadjuvant"
    ),
    pytest.param("* Women aged 50", "", {"brief_title": "Mammography screening"}, "early", id="screening"),
    pytest.param(
        "* cT2 tumour with metastasis in the axillary lymph nodes, no distant metastasis",
        "",
        {},
        "early",
        id="K1 regional nodes",
    ),
    pytest.param(
        "* Women with breast cancer", "", {"brief_title": "Yoga for sleep"}, "unclear", id="supportive, silent on stage"
    ),
    pytest.param(
        "* Women who had breast cancer",
        "",
        {"brief_title": "Walking for survivors"},
        "unclear",
        id="survivors, silent on stage",
    ),
    pytest.param(
        "* Age 50 or older",
        "",
        {"brief_summary": "Women at increased risk of developing breast cancer give saliva."},
        "early",
        id="people at risk in the summary",
    ),
    pytest.param(
        "* Age 50 or older",
        "",
        {"brief_summary": "Patients at high risk of breast cancer recurrence give saliva."},
        "unclear",
        id="risk of recurrence",
    ),
    pytest.param(
        "* Had breast cancer a year ago",
        "",
        {"brief_summary": "Dance lessons for breast cancer survivors in remission."},
        "early",
        id="survivors in remission in the summary",
    ),
    pytest.param("* Swelling of the arm, stage 2 according to the ISL", "", {}, "unclear", id="stages of lymphedema"),
    pytest.param(
        "* Planned major cancer operation",
        "",
        {"brief_title": "A pill box for postoperative pain"},
        "unclear",
        id="pain after any operation",
    ),
    pytest.param("* Any stage II or III cancer", "", {}, "early", id="any of the early stages"),
    pytest.param(
        "* Breast cancer of any stage",
        "* Distant metastasis at diagnosis",
        {},
        "early",
        id="any stage, then M1 refused",
    ),
    pytest.param(
        "* Breast cancer",
        "",
        {"brief_summary": "The protein acts at the early stages of tumour growth."},
        "unclear",
        id="early stages of growth",
    ),
    pytest.param(
        "* Inoperable, or refusing surgery",
        "",
        {"brief_title": "Focused radiation as an alternative to surgery in old age"},
        "early",
        id="inoperable for want of health",
    ),
    pytest.param("* People in hospice care cannot join", "", {}, "unclear", id="hospice as a bar"),
    pytest.param(
        "* Breast cancer with an axillary node biopsy scheduled",
        "",
        {"brief_title": "Ultrasound of the axillary nodes"},
        "unclear",
        id="axilla imaged, not operated",
    ),
    pytest.param("* Planned axillary lymph node dissection", "", {}, "early", id="axillary surgery planned"),
    pytest.param(
        "* Survivors of breast cancer who completed taxane chemotherapy",
        "",
        {},
        "early",
        id="survivors after treatment",
    ),
    pytest.param(
        "* Age 18 to 45",
        "* Sign-up: history of breast cancer including DCIS",
        {},
        "early",
        id="people without breast cancer",
    ),
    pytest.param(
        "* Age 40",
        "",
        {"brief_title": "Targeted prevention of childbirth-related breast cancer"},
        "early",
        id="prevention",
    ),
    pytest.param(
        "* Breast cancer",
        "",
        {"brief_title": "Prevention of breast cancer-related lymphoedema"},
        "unclear",
        id="prevention of a complication",
    ),
    pytest.param(
        "* Any cancer",
        "",
        {"conditions": ["Breast Cancer", "Lung Cancer", "Sarcoma"], "keywords": ["Eligibility screening"]},
        "unclear",
        id="screening for a protocol",
    ),
    pytest.param(
        "* Breast cancer",
        "",
        {"brief_summary": "Does drug X after surgery lower the chance of metastasis?"},
        "early",
        id="S4 metastasis as an outcome",
    ),
    pytest.param(
        "* Breast cancer",
        "* Metastatic setting, except one resected node above the collarbone",
        {},
        "early",
        id="S11 refusal with an exception",
    ),
    pytest.param(
        "* Breast cancer",
        "",
        {"brief_title": "Advanced imaging techniques in breast cancer"},
        "unclear",
        id="trap 25 advanced technique",
    ),
    pytest.param(
        "* Women with newly diagnosed breast cancer", "", {}, "unclear", id="newly diagnosed, silent on stage"
    ),
    pytest.param("* Tumor-node-metastasis stage on file", "", {}, "unclear", id="name of the staging system"),
]


@pytest.mark.parametrize(("inclusion", "exclusion", "columns", "wanted"), CASES)
def test_tier_early(inclusion, exclusion, columns, wanted):
    assert tier_of(inclusion, exclusion, **columns) == wanted
