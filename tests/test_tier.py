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


@pytest.mark.parametrize(("inclusion", "exclusion", "columns", "wanted"), CASES)
def test_tier_scope(inclusion, exclusion, columns, wanted):
    assert tier_of(inclusion, exclusion, **columns) == wanted


def test_silence_has_no_quotation():
    (found,) = tier.label(document("* Women with breast cancer", conditions=BREAST))
    assert (found.value, found.basis, found.field, found.start, found.quote) == ("unclear", "derived", "", None, "")


def test_words_are_quoted_with_their_place():
    (found,) = tier.label(document("* Women with METASTATIC breast cancer", conditions=BREAST))
    assert (found.field, found.quote, found.basis) == ("eligibility_text", "METASTATIC", "explicit")
