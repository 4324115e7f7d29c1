"""Traps of reading criteria, one case each, through all axes: what misleads a search for words must not mislead the labels."""

import pytest

from tests.labelling import labels

MBC = {"title": "Drug X in metastatic breast cancer"}
TRAPS = [
    pytest.param(
        {"exclusion": "Brain metastases are NOT an exclusion if they are controlled."},
        {"sites": {"brain": "treated_stable"}},
        id="1 a permission among exclusions",
    ),
    pytest.param(
        {"exclusion": "Brain metastases, unless treated and stable for 4 weeks."},
        {"sites": {"brain": "treated_stable"}},
        id="2 unless",
    ),
    pytest.param(
        {"exclusion": "Untreated or symptomatic brain metastases or carcinomatous meningitis."},
        {"sites": {"brain": "treated_stable", "leptomeningeal": "excluded"}},
        id="3 an adjective limits what it describes only",
    ),
    pytest.param(
        {"exclusion": "Any history of brain metastases, even if fully treated."},
        {"sites": {"brain": "excluded"}},
        id="4 history of",
    ),
    pytest.param(
        {"inclusion": "MRI of the head to rule out brain metastases if symptoms suggest them."},
        {"sites": {}},
        id="5 a procedure",
    ),
    pytest.param(
        {"exclusion": "Whole-brain radiotherapy within 14 days of the first dose."},
        {"sites": {}, "prior_excluded": []},
        id="6 a wash-out window",
    ),
    pytest.param(
        {"inclusion": "AST and ALT up to 3 times the upper limit of normal, or 5 times with liver metastases."},
        {"sites": {"liver": "allowed"}},
        id="7 a laboratory limit by site",
    ),
    pytest.param(
        {"exclusion": "Interstitial lung disease, liver cirrhosis, osteoporosis, or a primary brain tumour."},
        {"sites": {}},
        id="8 other diseases of the same organs",
    ),
    pytest.param(
        {"title": "Drug X in operable breast cancer", "inclusion": "cT2 tumour with metastasis in axillary nodes."},
        {"tier": "early", "sites": {}},
        id="9 regional nodes",
    ),
    pytest.param({"exclusion": "Visceral crisis."}, {"sites": {}}, id="10 visceral crisis"),
    pytest.param(
        {"inclusion": "Measurable disease by RECIST 1.1."},
        {"sites": {}, "measurable": "required"},
        id="11 measurable disease says nothing of bone",
    ),
    pytest.param(
        {"inclusion": "HER2-negative disease (IHC 0, 1+, or 2+ with negative ISH)."},
        {"her2_levels": ["low", "ultralow", "zero"], "subtypes": ["HR+/HER2-", "TNBC"]},
        id="12 a definition in brackets",
    ),
    pytest.param(
        {"inclusion": "Hormone receptor positive or negative, HER2-positive disease."},
        {"subtypes": ["HR+/HER2+", "HR-/HER2+"]},
        id="13 positive or negative",
    ),
    pytest.param(
        {"inclusion": "ER and/or PR positive, HER2-negative disease."},
        {"subtypes": ["HR+/HER2-"]},
        id="14 ER and/or PR",
    ),
    pytest.param(
        {"inclusion": "ER in at least 10% of cells, any PR, HER2 not amplified."},
        {"subtypes": ["HR+/HER2-"]},
        id="15 a threshold",
    ),
    pytest.param(
        {"inclusion": "Progression on trastuzumab and a taxane for advanced disease."},
        {"her2_levels": ["positive"], "prior_required": ["taxane", "trastuzumab"]},
        id="16 a receptor implied by earlier treatment",
    ),
    pytest.param(
        {
            "exclusion": "Strong CYP3A4 inhibitors such as ritonavir, or earlier capecitabine.",
            "interventions": ["DRUG: Letrozole"],
        },
        {"treatments_tested": ["hormone"], "treatments_given": ["hormone"]},
        id="17 drugs that are refused are not tested",
    ),
    pytest.param(
        {
            "arms": ["EXPERIMENTAL: Ribociclib and letrozole", "ACTIVE_COMPARATOR: Letrozole"],
            "interventions": ["DRUG: Ribociclib", "DRUG: Letrozole"],
        },
        {"treatments_tested": ["targeted"], "treatments_given": ["hormone", "targeted"]},
        id="18 a backbone",
    ),
    pytest.param(
        {
            "title": "Trilaciclib to protect the bone marrow during chemotherapy of metastatic breast cancer",
            "interventions": ["DRUG: Trilaciclib"],
            "purpose": "SUPPORTIVE_CARE",
        },
        {"treatments_tested": ["supportive"]},
        id="19 purpose before mechanism",
    ),
    pytest.param(
        {"title": "Drug X before surgery of breast cancer", "exclusion": "Distant metastases (M1)."},
        {"tier": "early"},
        id="20 metastases refused",
    ),
    pytest.param(
        {"title": "Drug X in breast cancer", "inclusion": "Locally advanced or metastatic breast cancer."},
        {"tier": "mbc"},
        id="21 locally advanced or metastatic",
    ),
    pytest.param(
        {
            "title": "Drug X in advanced solid tumours",
            "conditions": ["Ovarian Cancer", "Lung Cancer", "Breast Cancer"],
            "inclusion": "Metastatic solid tumour.",
        },
        {"tier": "basket_breast"},
        id="22 a basket that names breast cancer",
    ),
    pytest.param(
        {
            "title": "Drug X in lung cancer",
            "conditions": ["Lung Cancer"],
            "exclusion": "Other cancers, except treated early breast cancer.",
        },
        {"tier": "not_breast"},
        id="23 breast cancer in an aside",
    ),
    pytest.param(
        {"inclusion": "Cohort 1: no brain metastases.\n* Cohort 2: active, untreated brain metastases."},
        {"sites": {"brain": "allowed"}},
        id="24 cohorts of opposite kinds",
    ),
    pytest.param(
        {"title": "An advanced imaging technique for the breast", "inclusion": "Breast cancer."},
        {"tier": "unclear"},
        id="25 advanced technique",
    ),
    pytest.param(
        {"exclusion": "More than two earlier lines of chemotherapy for metastatic disease."},
        {"lines": {"chemo": [None, 2]}},
        id="26 more than two excluded leaves two",
    ),
    pytest.param(
        {
            "title": "A registry of people with metastatic breast cancer",
            "study_type": "OBSERVATIONAL",
            "interventions": ["DRUG: Capecitabine"],
        },
        {"treatments_tested": [], "tier": "mbc"},
        id="27 a registry tests nothing",
    ),
    pytest.param(
        {"inclusion": "Post-menopausal, or pre-menopausal with ovarian suppression."},
        {"menopause": "any"},
        id="28 menopause",
    ),
    pytest.param({"inclusion": "Karnofsky performance status of at least 70."}, {"ecog_max": 2}, id="29 Karnofsky"),
    pytest.param(
        {"inclusion": "PR after earlier treatment (RECIST); CR or PR within 3 months."},
        {"subtypes": None, "her2_levels": None},
        id="30 PR is partial response here",
    ),
]


@pytest.mark.parametrize(("said", "wanted"), TRAPS)
def test_traps(said, wanted):
    made = labels(**MBC | said)
    assert {name: made[name] for name in wanted} == wanted
