"""Tier: is breast cancer a target, and the words quoted; whether stage IV enters: test_tier_entry, test_tier_early."""

import pytest

from pipelines.labels import tier
from tests.labelling import document

BREAST = ["Breast Cancer"]


def tier_of(inclusion: str = "", exclusion: str = "", **columns) -> str:
    found = tier.label(document(inclusion, exclusion, **{"conditions": BREAST, **columns}))
    assert len(found) == 1
    return found[0].value


CASES = [
    pytest.param(
        "* Metastatic cancer", "", {"conditions": ["Breast Cancer", "Prostate Cancer"]}, "mbc", id="two tumour types"
    ),
    pytest.param(
        "* Stage IV breast cancer or melanoma",
        "",
        {"conditions": ["Melanoma (Skin Cancer)", "Breast Cancer"]},
        "mbc",
        id="one other cancer with two names",
    ),
    pytest.param(
        "* Stage IV disease",
        "",
        {"brief_title": "Coaching for breast, GI and melanoma cancer survivors", "conditions": ["Cancer"]},
        "basket_breast",
        id="three tumour types in the title",
    ),
    pytest.param(
        "* Metastatic disease",
        "",
        {"brief_title": "Drug X in metastatic breast cancer and other HER2+ carcinomas"},
        "basket_breast",
        id="other carcinomas too",
    ),
    pytest.param(
        "* Metastatic triple-negative breast cancer",
        "",
        {"brief_title": "Drug X in advanced solid tumours"},
        "mbc",
        id="solid tumours in the title only",
    ),
    pytest.param(
        "* Metastatic solid tumours (excluding breast and gastric cancer)",
        "",
        {"conditions": ["Solid Tumor"]},
        "not_breast",
        id="breast left out",
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
    pytest.param(
        "* Metastatic disease",
        "",
        {
            "brief_title": "Drug X for graft failure",
            "conditions": ["Neoplasm"],
            "keywords": ["breast cancer", "melanoma", "sarcoma"],
        },
        "basket_breast",
        id="one of many keywords",
    ),
    pytest.param(
        "* Relapsed ependymoma",
        "",
        {"brief_title": "Radiation of ependymoma", "conditions": ["Ependymoma", "Solid Tumor, Childhood"]},
        "not_breast",
        id="one tumour type under a general heading",
    ),
    pytest.param(
        "* Pancreatic ductal carcinoma\n* Unfit for surgery because of another advanced malignancy",
        "",
        {"conditions": ["Pancreatic Neoplasms"]},
        "not_breast",
        id="ducts of the pancreas",
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


ASTHMA = {"conditions": ["Asthma"]}
SOLID = {"conditions": ["Solid Tumor"]}
LEUKAEMIA = {"brief_title": "Drug X in myeloid blast crisis", "conditions": ["Leukemia"]}
IN_SITU = "* Cancer within the last year (excluding treated carcinoma of the breast in situ)"
SET_APART = [
    pytest.param("* MBC-CML: at least 30% blasts", IN_SITU, LEUKAEMIA, "not_breast", id="blast crisis"),
    pytest.param(
        "* MBC-CML or breast cancer",
        "",
        {**LEUKAEMIA, "conditions": BREAST},
        "unclear",
        id="blast crisis says nothing of metastases",
    ),
    pytest.param(
        "* Children tested with the MABC", "", {"conditions": ["Autism"]}, "not_breast", id="a test of movement"
    ),
    pytest.param("* MBC, one line or more", "", {"conditions": BREAST}, "mbc", id="MBC in a breast trial"),
    pytest.param(
        "* MBC",
        "",
        {"brief_title": "Drug X in ER-positive MBC", "conditions": ["Cancer"]},
        "mbc",
        id="MBC and its receptor",
    ),
    pytest.param("* Male breast cancer (MBC)", "", {"brief_title": "Drug X in MBC"}, "unclear", id="MBC is male"),
    pytest.param(
        "* Healed of cancer, apart from in-situ carcinoma of the breast", "", ASTHMA, "not_breast", id="apart from"
    ),
    pytest.param("* No tumour, unless it is a healed breast cancer", "", ASTHMA, "not_breast", id="unless"),
    pytest.param("* An earlier breast cancer is no hindrance", "", ASTHMA, "not_breast", id="earlier cancer"),
    pytest.param(
        "* No malignancy except:\n  * healed breast cancer", "", ASTHMA, "not_breast", id="list of exceptions"
    ),
    pytest.param("* One of these:\n  * breast cancer", "", {"conditions": ["Cancer"]}, "unclear", id="list of cancers"),
    pytest.param(
        "* Metastatic solid tumours\n\nThese tumour types are excluded:\n\n* Breast cancer\n* Sarcoma",
        "",
        SOLID,
        "not_breast",
        id="list of excluded tumours",
    ),
    pytest.param(
        "* Metastatic solid tumours\n* No second cancer other than healed breast cancer",
        "",
        SOLID,
        "basket_any",
        id="exception to earlier cancers leaves no tumour out",
    ),
    pytest.param(
        "* Metastatic solid tumours\n* No second cancer other than:\n  * healed breast cancer",
        "",
        SOLID,
        "basket_any",
        id="list of exceptions leaves no tumour out",
    ),
    pytest.param(
        "* Metastatic tumours other than breast cancer", "", SOLID, "not_breast", id="tumours other than breast"
    ),
]


@pytest.mark.parametrize(("inclusion", "exclusion", "columns", "wanted"), [*CASES, *SET_APART])
def test_tier_scope(inclusion, exclusion, columns, wanted):
    assert tier_of(inclusion, exclusion, **columns) == wanted


def test_silence_has_no_quotation():
    (found,) = tier.label(document("* Women with breast cancer", conditions=BREAST))
    assert (found.value, found.basis, found.field, found.start, found.quote) == ("unclear", "derived", "", None, "")


def test_words_are_quoted_with_their_place():
    (found,) = tier.label(document("* Women with METASTATIC breast cancer", conditions=BREAST))
    assert (found.field, found.quote, found.basis) == ("eligibility_text", "METASTATIC", "explicit")
