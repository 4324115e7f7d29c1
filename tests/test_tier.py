"""Tier: is breast cancer a target, and can people with stage IV disease enter?"""

import pytest

from pipelines.labels import tier
from tests.labelling import document

BREAST = ["Breast Cancer"]


def of(inclusion: str = "", exclusion: str = "", **columns) -> str:
    found = tier.label(document(inclusion, exclusion, **{"conditions": BREAST, **columns}))
    assert len(found) == 1
    return found[0].value


CASES = [
    pytest.param(
        "* Inoperable locally advanced or metastatic breast cancer.",
        "",
        {},
        "mbc",
        id="S3 locally advanced or metastatic",
    ),
    pytest.param(
        "* Stage III or IV breast cancer that has a mass in the breast.",
        "",
        {},
        "mbc",
        id="S3b operable stages mixed in",
    ),
    pytest.param("* Stage IV at first diagnosis with the breast tumour in place.", "", {}, "mbc", id="S7 de novo"),
    pytest.param("* Women with stage I to IV breast cancer who have hot flashes.", "", {}, "mbc", id="S8 mixed stages"),
    pytest.param("* Breast cancer of any stage", "", {}, "mbc", id="any stage"),
    pytest.param("* Non-metastatic or oligometastatic breast cancer", "", {}, "mbc", id="oligometastatic admitted"),
    pytest.param("* Age 18", "", {"brief_title": "Drug X in advanced breast cancer"}, "mbc", id="title says advanced"),
    pytest.param(
        "* Metastatic cancer", "", {"conditions": ["Breast Cancer", "Prostate Cancer"]}, "mbc", id="two tumour types"
    ),
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
        "* Metastatic breast cancer",
        "* Prior chemotherapy for metastatic disease\n* Untreated brain metastases",
        {},
        "mbc",
        id="refusals about treatment are not about stage",
    ),
    pytest.param(
        "* Breast cancer, no prior systemic treatment for metastatic disease",
        "",
        {},
        "mbc",
        id="no treatment for metastatic disease yet",
    ),
    pytest.param(
        "* Any advanced solid tumour", "", {"conditions": ["Solid Tumor"]}, "basket_any", id="S5 solid tumours"
    ),
    pytest.param(
        "* Cohort 3: advanced breast cancer\n* Cohort 4: ovarian cancer",
        "",
        {"conditions": ["Solid Tumor"]},
        "basket_breast",
        id="S6 breast cohort",
    ),
    pytest.param(
        "* Metastatic disease",
        "",
        {"conditions": ["Breast Cancer", "Melanoma", "Lung Cancer"]},
        "basket_breast",
        id="three tumour types",
    ),
    pytest.param(
        "* Metastatic colorectal cancer",
        "",
        {"brief_title": "Drug X in colorectal cancer", "conditions": ["Colorectal Cancer", "Breast Carcinoma"]},
        "not_breast",
        id="breast in the list of conditions only",
    ),
    pytest.param(
        "* Metastatic lung cancer\n* Other cancer in the past 5 years, except treated early breast cancer",
        "",
        {"brief_title": "Drug X in lung cancer", "conditions": ["Lung Cancer"]},
        "not_breast",
        id="S10 boilerplate",
    ),
    pytest.param("* Asthma", "", {"conditions": ["Asthma"]}, "not_breast", id="no cancer"),
    pytest.param(
        "* Metastatic lung cancer by the Response Evaluation Criteria in Solid Tumors",
        "",
        {"conditions": ["Lung Cancer"]},
        "not_breast",
        id="RECIST is no basket",
    ),
]


@pytest.mark.parametrize(("inclusion", "exclusion", "columns", "wanted"), CASES)
def test_tier(inclusion, exclusion, columns, wanted):
    assert of(inclusion, exclusion, **columns) == wanted


def test_silence_has_no_quotation():
    (found,) = tier.label(document("* Women with breast cancer", conditions=BREAST))
    assert (found.value, found.basis, found.field, found.start, found.quote) == ("unclear", "derived", "", None, "")


def test_words_are_quoted_with_their_place():
    (found,) = tier.label(document("* Women with METASTATIC breast cancer", conditions=BREAST))
    assert (found.field, found.quote, found.basis) == ("eligibility_text", "METASTATIC", "explicit")
