"""Tier: words that let people with stage IV disease enter."""

import pytest

from tests.test_tier import tier_of

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
    pytest.param(
        "* Up to five oligometastases in lymph nodes are allowed",
        "",
        {"brief_title": "Postoperative radiotherapy of local recurrence", "brief_summary": "Adjuvant radiotherapy."},
        "mbc",
        id="oligometastases allowed outright",
    ),
    pytest.param("* Age 18", "", {"brief_title": "Drug X in advanced breast cancer"}, "mbc", id="title says advanced"),
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
        "* Stage I-IV invasive carcinoma",
        "",
        {"brief_title": "Samples after breast surgery", "keywords": ["early stage breast cancer"]},
        "mbc",
        id="stages named outright beat early words",
    ),
    pytest.param(
        "* Non-metastatic or metastatic breast cancer in complete response",
        "",
        {"keywords": ["nonmetastatic"]},
        "mbc",
        id="with or without metastasis",
    ),
    pytest.param(
        "* Unresectable breast cancer",
        "",
        {"brief_title": "Drug X in breast cancer that recurred after receiving perioperative immunotherapy"},
        "mbc",
        id="perioperative treatment was earlier",
    ),
    pytest.param("* Not amenable to surgery with curative intent", "", {}, "mbc", id="curative intent denied"),
    pytest.param(
        "* Advanced breast cancer",
        "",
        {"brief_title": "Early switch of treatment by tumour DNA"},
        "mbc",
        id="early switch is no early stage",
    ),
    pytest.param("* Recurrent disease after surgery", "", {}, "mbc", id="recurrent disease"),
    pytest.param(
        "* AST up to 5 times normal with liver metastases", "", {}, "mbc", id="trap 7 laboratory limit admits"
    ),
    pytest.param("* Breast cancer", "* Active brain metastases", {}, "mbc", id="trap 3 limited exclusion admits"),
    pytest.param(
        "* Breast cancer",
        "* Metastatic lesions that threaten the spine",
        {"brief_title": "Breast cancer, stage IV"},
        "mbc",
        id="kind of metastasis refused",
    ),
    pytest.param(
        "* No evidence of disease for a year after treatment of a few metastases",
        "",
        {},
        "mbc",
        id="S9 stage IV without evidence of disease",
    ),
    pytest.param(
        "* Locally advanced or metastatic breast cancer",
        "* Metastatic disease to the bone only",
        {},
        "mbc",
        id="one kind of metastasis refused",
    ),
    pytest.param(
        "* Metastatic breast cancer",
        "* Metastatic breast cancer with life expectancy below 3 months",
        {},
        "mbc",
        id="refusal limited by prognosis",
    ),
]


@pytest.mark.parametrize(("inclusion", "exclusion", "columns", "wanted"), CASES)
def test_tier_entry(inclusion, exclusion, columns, wanted):
    assert tier_of(inclusion, exclusion, **columns) == wanted
