"""Single sentences through all axes: what a careful reader takes from each, in the words of the label guide.

Stage, treatment, biomarker and line sentences; those on places of spread and on receptors stand in test_sites.py and
test_receptors.py. Where the guide says otherwise than the sentence's first reading, the case says so. Left out: R17
('results must be on file': the guide infers nothing from it), X5 (the registry's sex field, no label of ours) and R19
('tumours that changed from HER2-negative to HER2-positive' among refusals, which the rules do not read).
"""

import pytest

from tests.labelling import labels

METASTATIC = {"title": "A study in metastatic breast cancer"}
STAGES = [
    pytest.param({"exclusion": "Evidence of distant metastatic disease (M1)."}, "early", id="S1 M1 excluded"),
    pytest.param({"inclusion": "Stage II-III cancer with a clear CT and bone scan."}, "early", id="S2 stage II-III"),
    pytest.param({"inclusion": "Inoperable locally advanced or metastatic breast cancer."}, "mbc", id="S3 advanced"),
    pytest.param(
        {"inclusion": "Stage III or IV breast cancer that has a mass in the breast."}, "mbc", id="S3b stage III or IV"
    ),
    pytest.param(
        {"summary": "This study asks if drug X after surgery lowers the chance of metastasis."},
        "early",
        id="S4 to prevent metastasis",
    ),
    pytest.param(
        {"title": "Drug X", "inclusion": "Any advanced solid tumour with no standard treatment left."},
        "basket_any",
        id="S5 any solid tumour",
    ),
    pytest.param(
        {
            "title": "Drug X in advanced solid tumours",
            "inclusion": "Cohort 3: HR+/HER2- breast cancer. Cohort 4: ovarian cancer.",
        },
        "basket_breast",
        id="S6 breast as a cohort",
    ),
    pytest.param(
        {"inclusion": "Stage IV at first diagnosis with the breast tumour still in place."}, "mbc", id="S7 de novo"
    ),
    pytest.param(
        {"inclusion": "Women with stage I to IV breast cancer who have hot flashes."}, "mbc", id="S8 any stage"
    ),
    pytest.param(
        {"inclusion": "No evidence of disease for 1 year after treatment of a few metastases."},
        "mbc",
        id="S9 treated metastases",
    ),
    pytest.param(
        {
            "title": "Drug X in lung cancer",
            "exclusion": "Other cancer in the past 5 years, except treated early breast cancer.",
        },
        "not_breast",
        id="S10 breast as an aside",
    ),
    pytest.param(
        {
            "inclusion": "Metastatic setting not allowed, except resected single supraclavicular node at diagnosis.",
        },
        "early",
        id="S11 metastatic setting not allowed",
    ),
    pytest.param(
        {"title": "Short pre-surgery treatment in newly diagnosed operable breast tumours."},
        "early",
        id="S12 operable",
    ),
    pytest.param(
        {"title": "Patterned advanced imaging of the breast", "inclusion": "Breast cancer."},
        "unclear",
        id="trap 25 advanced imaging is no advanced cancer",
    ),
]


@pytest.mark.parametrize(("columns", "tier"), STAGES)
def test_stage_sentences(columns, tier):
    assert labels(**columns)["tier"] == tier


ARMS = [
    pytest.param(
        ["EXPERIMENTAL: elacestrant and fulvestrant", "ACTIVE_COMPARATOR: everolimus and exemestane"],
        ["DRUG: Elacestrant", "DRUG: Fulvestrant", "DRUG: Everolimus", "DRUG: Exemestane"],
        ["hormone"],
        ["hormone", "targeted"],
        id="T1 comparator",
    ),
    pytest.param(
        ["EXPERIMENTAL: Sacituzumab govitecan", "ACTIVE_COMPARATOR: Doctor's choice: capecitabine or eribulin"],
        ["DRUG: Sacituzumab govitecan", "DRUG: Capecitabine", "DRUG: Eribulin"],
        ["targeted"],
        ["chemotherapy", "targeted"],
        id="T3 doctor's choice",
    ),
    pytest.param(
        ["EXPERIMENTAL: letrozole and ribociclib", "PLACEBO_COMPARATOR: letrozole and placebo"],
        ["DRUG: Letrozole", "DRUG: Ribociclib", "DRUG: Placebo"],
        ["targeted"],
        ["hormone", "targeted"],
        id="T4 placebo on a backbone",
    ),
    pytest.param(
        ["EXPERIMENTAL: SBRT to every metastasis plus usual drugs", "ACTIVE_COMPARATOR: usual drugs alone"],
        ["RADIATION: SBRT to all metastases"],
        ["local_metastases", "radiation"],
        ["local_metastases", "radiation"],
        id="T5 SBRT of metastases",
    ),
    pytest.param(
        ["EXPERIMENTAL: Denosumab every 12 weeks", "ACTIVE_COMPARATOR: Denosumab every 4 weeks"],
        ["DRUG: Denosumab"],
        ["bone_modifying", "treatment_break"],
        ["bone_modifying", "treatment_break"],
        id="T6 longer interval",
    ),
    pytest.param(
        ["EXPERIMENTAL: Acupuncture twice a week for joint pain from aromatase inhibitors"],
        ["OTHER: Acupuncture"],
        ["complementary", "supportive"],
        ["complementary", "supportive"],
        id="T9 acupuncture for a side effect",
    ),
    pytest.param(
        ["EXPERIMENTAL: Breast surgery after drug treatment in stage IV at diagnosis"],
        ["PROCEDURE: Breast surgery"],
        ["surgery"],
        ["surgery"],
        id="T12 surgery of the breast",
    ),
    pytest.param(
        ["EXPERIMENTAL: Removal or radiofrequency ablation of liver metastases"],
        ["PROCEDURE: Resection of liver metastases", "PROCEDURE: Radiofrequency ablation of liver metastases"],
        ["local_metastases", "surgery"],
        ["local_metastases", "surgery"],
        id="T13 ablation of liver metastases",
    ),
    pytest.param(
        ["EXPERIMENTAL: Trastuzumab deruxtecan alone"],
        ["DRUG: Trastuzumab deruxtecan"],
        ["targeted"],
        ["targeted"],
        id="T16 an ADC is not chemotherapy",
    ),
    pytest.param(
        ["EXPERIMENTAL: 177Lu-labelled HER2 antibody"],
        ["DRUG: 177Lu-trastuzumab"],
        ["radiation", "targeted"],
        ["radiation", "targeted"],
        id="T17 radioligand",
    ),
    pytest.param(
        ["EXPERIMENTAL: capecitabine + olaparib", "ACTIVE_COMPARATOR: capecitabine"],
        ["DRUG: Capecitabine", "DRUG: Olaparib"],
        ["targeted"],
        ["chemotherapy", "targeted"],
        id="T19 added to a backbone",
    ),
    pytest.param(
        ["EXPERIMENTAL: Trilaciclib, carboplatin, gemcitabine", "ACTIVE_COMPARATOR: Carboplatin, gemcitabine"],
        ["DRUG: Trilaciclib", "DRUG: Carboplatin", "DRUG: Gemcitabine"],
        ["supportive", "targeted"],
        ["chemotherapy", "supportive", "targeted"],
        id="T15 the guide adds the purpose to the drug's own class",
    ),
    pytest.param(
        ["EXPERIMENTAL: Trastuzumab, pertuzumab, tucatinib", "ACTIVE_COMPARATOR: Trastuzumab, pertuzumab"],
        ["DRUG: Tucatinib", "DRUG: Trastuzumab", "DRUG: Pertuzumab"],
        ["targeted"],
        ["targeted"],
        id="T20 planned maintenance is no treatment break",
    ),
]


@pytest.mark.parametrize(("arms", "interventions", "tested", "given"), ARMS)
def test_arm_sentences(arms, interventions, tested, given):
    made = labels(arms=arms, interventions=interventions, **METASTATIC)
    assert (made["treatments_tested"], made["treatments_given"]) == (tested, given)


AIMS = [
    pytest.param(
        {
            "title": "Stopping trastuzumab after 5 years without growth of metastatic breast cancer",
            "interventions": ["OTHER: Stop trastuzumab"],
        },
        ["treatment_break"],
        id="T7 stopping",
    ),
    pytest.param(
        {
            "title": "FES-PET before hormone therapy is chosen",
            "interventions": ["DIAGNOSTIC_TEST: FES-PET"],
            "purpose": "DIAGNOSTIC",
        },
        ["imaging"],
        id="T10 imaging",
    ),
    pytest.param(
        {
            "title": "Liquid biopsy and a molecular tumour board to pick treatment of breast cancer",
            "interventions": ["DIAGNOSTIC_TEST: Genomic profiling of ctDNA"],
        },
        ["genetic_testing"],
        id="T11 profiling",
    ),
    pytest.param(
        {
            "title": "Scalp cooling during chemotherapy for breast cancer",
            "interventions": ["DEVICE: Scalp cooling"],
            "purpose": "SUPPORTIVE_CARE",
        },
        ["supportive"],
        id="T14 care",
    ),
    pytest.param(
        {"summary": "Blood is stored for future genetic research.", "interventions": ["DRUG: Letrozole"]},
        ["hormone"],
        id="T18 a biobank is no genetic testing",
    ),
    pytest.param(
        {"inclusion": "Study drug may be paused for side effects.", "interventions": ["DRUG: Letrozole"]},
        ["hormone"],
        id="T8 a pause for side effects is no treatment break",
    ),
    pytest.param(
        {"exclusion": "Earlier chemotherapy for metastatic disease.", "interventions": ["DRUG: Letrozole"]},
        ["hormone"],
        id="T2 earlier treatment is not tested",
    ),
]


@pytest.mark.parametrize(("columns", "tested"), AIMS)
def test_aim_sentences(columns, tested):
    assert labels(**METASTATIC | columns)["treatments_tested"] == tested


ASKED = [
    pytest.param(
        {"inclusion": "Inherited BRCA1 or BRCA2 mutation and HER2-negative disease."},
        {"biomarkers_required": ["BRCA"], "subtypes": ["HR+/HER2-", "TNBC"]},
        id="M1 inherited BRCA",
    ),
    pytest.param(
        {"inclusion": "ER and PR under 10%, HER2 negative, and hormone therapy not thought useful."},
        {"subtypes": ["TNBC"], "her2_levels": ["low", "ultralow", "zero"]},
        id="R4 weakly positive counts as triple-negative",
    ),
    pytest.param(
        {"inclusion": "First treatment for metastatic breast cancer, whatever the receptor status."},
        {"subtypes": ["HR+/HER2+", "HR-/HER2+", "HR+/HER2-", "TNBC"]},
        id="R11 whatever the status",
    ),
    pytest.param(
        {"inclusion": "Disease got worse on a CDK4/6 inhibitor plus an aromatase inhibitor."},
        {"subtypes": ["HR+/HER2+", "HR+/HER2-"], "prior_required": ["cdk46", "endocrine"]},
        id="R15 earlier treatment implies HR+",
    ),
    pytest.param(
        {"title": "Phase 3 study in ER+/HER2- advanced breast cancer"},
        {"subtypes": ["HR+/HER2-"], "her2_levels": ["low", "ultralow", "zero"]},
        id="R20 in a title",
    ),
    pytest.param(
        {"inclusion": "ESR1 mutation found in ctDNA."},
        {"biomarkers_required": ["ESR1"], "subtypes": ["HR+/HER2+", "HR+/HER2-"]},
        id="M2 ESR1 implies HR+",
    ),
    pytest.param(
        {"exclusion": "Known activating AKT mutation or PTEN loss."}, {"biomarkers_required": []}, id="M3 excluded"
    ),
    pytest.param({"inclusion": "PD-L1 CPS of 10 or higher (22C3)."}, {"biomarkers_required": ["PD-L1"]}, id="M4 PD-L1"),
    pytest.param(
        {"inclusion": "No PIK3CA mutation on local or central testing."},
        {"biomarkers_required": []},
        id="M5 wild type",
    ),
    pytest.param(
        {"inclusion": "0 or 1 earlier line of chemotherapy in the metastatic setting."},
        {"lines": {"chemo": [None, 1]}},
        id="X1 none or one",
    ),
    pytest.param(
        {"inclusion": "No earlier systemic treatment for advanced disease."}, {"lines": {"any": [0, 0]}}, id="X2 none"
    ),
    pytest.param(
        {"exclusion": "More than two earlier lines of any therapy for metastatic disease."},
        {"lines": {"any": [None, 2]}},
        id="X3 more than two excluded",
    ),
    pytest.param(
        {"inclusion": "Men and pre- or peri-menopausal women must take a GnRH agonist."},
        {"menopause": "any"},
        id="X4 menopause",
    ),
]


@pytest.mark.parametrize(("columns", "wanted"), ASKED)
def test_sentences_on_people(columns, wanted):
    made = labels(**METASTATIC | columns)
    assert {name: made[name] for name in wanted} == wanted
