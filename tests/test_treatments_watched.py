"""Genes, images, tests and care as what a study studies, above all where it only watches; less treatment; exercise."""

import pytest

from tests.test_treatments import arms, read

WATCHED = [
    pytest.param(
        {"brief_title": "Recurrence Network", "brief_summary": "This study aims to assess molecular drivers of recurrence."},
        {"genetic_testing"}, id="genes-in-the-summary"),
    pytest.param(
        {"brief_title": "Recurrence Biobank", "brief_summary": "This study aims to assess molecular drivers of recurrence."},
        set(), id="genes-in-the-summary-of-a-biobank"),
    pytest.param(
        {"brief_title": "Real-world Study", "brief_summary": "The purpose is to assess the drug in women with gene mutations."},
        set(), id="genes-of-the-people"),
    pytest.param({"brief_title": "Frequency of PIK3CA Mutations"}, {"genetic_testing"}, id="mutations-that-are-counted"),
    pytest.param({"brief_title": "Next Generation Treatment", "interventions": ["DRUG: letrozole"]}, set(), id="next-generation-of-what"),
    pytest.param({"brief_title": "Samples of Tumours", "interventions": ["GENETIC: mutation analysis"]}, {"genetic_testing"}, id="listed-gene-test"),
    pytest.param({"brief_title": "Serum IL-7 as a Marker"}, {"other"}, id="marker-in-blood"),
    pytest.param({"brief_title": "Collection of Serum Markers"}, {"other"}, id="markers-that-are-collected"),
    pytest.param({"brief_title": "Collection of Blood Samples"}, set(), id="samples-without-a-question"),
    pytest.param({"brief_title": "Collecting Blood Samples to Validate Tests for Early Detection"}, {"other"}, id="samples-with-a-question"),
    pytest.param(
        {"brief_title": "Biomarkers of Hypersensitivity to a Drug", "interventions": ["OTHER: Blood sampling"]},
        {"other", "supportive"}, id="marker-of-a-side-effect"),
    pytest.param({"brief_title": "Validation Study", "interventions": ["DIAGNOSTIC_TEST: Functional screen"]}, {"other"}, id="listed-test"),
    pytest.param({"brief_title": "Validation Study", "interventions": ["DIAGNOSTIC_TEST: AI reading of slides"]}, {"imaging"}, id="computer-that-reads-images"),
    pytest.param({"brief_title": "Suppressed Immunity", "interventions": ["OTHER: Cell quantification"]}, {"other"}, id="measurement-as-intervention"),
    pytest.param({"brief_title": "Findings in Breast MRI", "interventions": ["DEVICE: MRI"]}, {"imaging"}, id="images"),
    pytest.param({"brief_title": "Detection of Tumours by 99mTc-QQ77"}, {"imaging"}, id="tracer-in-the-title"),
    pytest.param({"brief_title": "The QSCAN-B Cohort"}, set(), id="scan-in-a-name"),
    pytest.param(
        {"brief_title": "An Educational Tool for Patients", "interventions": ["OTHER: Educational Intervention"]},
        {"supportive"}, id="care-of-type-other"),
    pytest.param({"brief_title": "Diet and Survival", "interventions": ["OTHER: Dietary intake"]}, set(), id="diet-that-is-only-asked-about"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "studied"), WATCHED)
def test_what_is_watched(columns, studied):
    assert read(study_type="OBSERVATIONAL", **columns) == (studied, set())


TRIALS = [
    pytest.param(
        {"brief_title": "Predictive Value of a Titer", "interventions": ["OTHER: Blood draws"]}, {"other"}, set(), id="test-in-a-trial-that-only-takes-blood"),
    pytest.param(
        {"brief_title": "Pembrolizumab", "interventions": ["Pembrolizumab"],
         "brief_summary": "The main purpose of this study is to evaluate gene changes during treatment."},
        {"genetic_testing", "immunotherapy"}, set(), id="genes-as-main-purpose"),
    pytest.param(
        {"brief_title": "Family Programme for BRCA-Associated Cancers", "interventions": ["Adapted screening programme"]},
        {"genetic_testing"}, set(), id="uptake-of-gene-tests"),
    pytest.param(
        {"brief_title": "Radiation of Metastases", "interventions": ["SBRT"],
         "brief_summary": "This study assesses whether circulating tumor cells can help guide treatment."},
        {"local_metastases", "other", "radiation"}, set(), id="treatment-guided-by-cells-in-blood"),
    pytest.param(
        {"brief_title": "177Lu-QQ77 Plus Fulvestrant", "interventions": ["[68Ga]Ga-QQ77", "[177Lu]Lu-QQ77", "Fulvestrant"]},
        {"hormone", "radiation", "targeted"}, set(), id="tracer-that-only-selects"),
    pytest.param(
        {"brief_title": "177Lu-QQ77", "interventions": ["[68Ga]Ga-QQ77", "[177Lu]Lu-QQ77"],
         "brief_summary": "The purpose is to evaluate [177Lu]Lu-QQ77 and the safety of [68Ga]Ga-QQ77."},
        {"imaging", "radiation", "targeted"}, set(), id="tracer-that-is-studied"),
    pytest.param(
        {"brief_title": "QQ-77 in Brain Metastases", "interventions": ["DRUG: QQ-77", "RADIATION: Whole-Brain Radiotherapy"],
         "intervention_arms": [["Arm not specified"]] * 2, "arm_types": ["", "ACTIVE_COMPARATOR", "NO_INTERVENTION"],
         "arm_labels": ["Arm not specified", "A", "B"],
         "arms": ["Arm not specified", "ACTIVE_COMPARATOR: A: WBRT with QQ-77", "NO_INTERVENTION: B: WBRT"]},
        {"other"}, {"local_metastases", "radiation"}, id="arms-that-only-their-own-words-fill"),
    pytest.param(
        {"interventions": ["RADIATION: Radiation Therapy", "DRUG: olaparib"], "intervention_arms": [["A"], ["A"]],
         **arms("EXPERIMENTAL: A", "NO_INTERVENTION: Radiotherapy without olaparib")},
        {"targeted"}, {"radiation"}, id="bare-arm-with-the-same-radiotherapy"),
    pytest.param(
        {"brief_title": "Protector Drug BMX-001 During Radiotherapy", "interventions": ["DRUG: BMX-001", "RADIATION: Radiotherapy"],
         "intervention_arms": [["A"], ["A", "B"]], **arms("EXPERIMENTAL: A", "ACTIVE_COMPARATOR: B")},
        {"supportive"}, {"radiation"}, id="drug-that-protects"),
    pytest.param(
        {"brief_title": "QQ-77 and Pembrolizumab", "interventions": ["QQ-77", "Pembrolizumab"]},
        {"immunotherapy", "other"}, set(), id="unknown-drug-without-a-type"),
    pytest.param({"interventions": ["novatuzumab plus tagolimumab"]}, {"immunotherapy", "targeted"}, set(), id="stems-of-antibodies"),
    pytest.param(
        {"brief_title": "Tesetaxel Plus Reduced Dose of Capecitabine", "interventions": ["Tesetaxel", "Capecitabine"]},
        {"chemotherapy"}, set(), id="lower-dose-in-a-combination"),
    pytest.param(
        {"brief_title": "Reduced Dose of Palbociclib in Older People", "interventions": ["Palbociclib"]},
        {"targeted", "treatment_break"}, set(), id="lower-dose"),
    pytest.param(
        {"brief_title": "A Randomised Trial of Bevacizumab With or Without Surgery", "interventions": ["PROCEDURE: Surgery"]}, {"surgery"}, {"targeted"}, id="with-or-without-is-no-omission"),
    pytest.param({"interventions": ["Intermittent PD-1 inhibitor therapy", "Continuous PD-1 inhibitor therapy"]},
        {"immunotherapy", "treatment_break"}, set(), id="pauses-in-the-name"),
    pytest.param(
        {"interventions": ["DRUG: Denosumab"], "intervention_arms": [["A", "B"]], "arm_labels": ["A", "B"],
         "arm_types": ["EXPERIMENTAL", "EXPERIMENTAL"], "arms": ["EXPERIMENTAL: A: denosumab every 4 weeks", "EXPERIMENTAL: B: denosumab every 12 weeks"]},
        {"bone_modifying"}, set(), id="schedules-that-are-only-tried"),
    pytest.param(
        {"brief_title": "Oncological Value of Exercise and Statin", "interventions": ["BEHAVIORAL: Guided exercise", "DRUG: Atorvastatin"]},
        {"complementary", "other"}, set(), id="exercise-against-the-tumour"),
    pytest.param(
        {"brief_title": "Exercise and Response to Neoadjuvant Therapy", "interventions": ["BEHAVIORAL: Exercise"],
         "brief_summary": "The main aim is to determine the effect on quality of life."},
        {"complementary", "supportive"}, set(), id="exercise-for-both"),
    pytest.param(
        {"brief_title": "AI-based Exercise Coaching, Randomised", "primary_purpose": "SUPPORTIVE_CARE",
         "interventions": ["DEVICE: Exercise Coaching", "BEHAVIORAL: Conventional Exercise Guidance"]},
        {"complementary", "supportive"}, set(), id="conventional-form-of-the-same"),
    pytest.param(
        {"brief_title": "Side Effects Navigation", "primary_purpose": "DIAGNOSTIC", "interventions": ["OTHER: Immunotherapy CARE Program"]},
        {"supportive"}, set(), id="treatment-in-the-name-of-a-programme"),
    pytest.param(
        {"brief_title": "A Sensitivity Test", "interventions": ["OTHER: QQ Assay"],
         "intervention_descriptions": ["Chemotherapy is chosen by what kills cells in a dish."]},
        {"other"}, set(), id="assay-that-is-described-by-drugs"),
    pytest.param(
        {"brief_title": "Biosimilar Pertuzumab (QQ-77) Versus Perjeta With Trastuzumab",
         "interventions": ["QQ-77 plus trastuzumab and docetaxel", "Perjeta plus trastuzumab and docetaxel"],
         "intervention_arms": [["A"], ["B"]], **arms("EXPERIMENTAL: A", "ACTIVE_COMPARATOR: B")},
        {"targeted"}, {"chemotherapy"}, id="biosimilar"),
    pytest.param(
        {"brief_title": "Minoxidil for the Skin", "interventions": ["DRUG: Minoxidil", "DRUG: Hair mousse"],
         "intervention_arms": [["A"], ["B"]], **arms("EXPERIMENTAL: A", "PLACEBO_COMPARATOR: B")},
        {"other"}, set(), id="placebo-by-another-name"),
    pytest.param(
        {"brief_title": "Pembrolizumab Plus a Postbiotic Versus Pembrolizumab", "interventions": ["Postbiotic", "Pembrolizumab"]},
        {"complementary"}, {"immunotherapy"}, id="supplement-against-the-tumour-is-no-care"),
    pytest.param(
        {"brief_title": "QQ-77 With Chemotherapy", "interventions": ["QQ-77", "Chemotherapy"]},
        {"chemotherapy", "other"}, set(), id="class-word-of-another-drug"),
    pytest.param(
        {"brief_title": "Apheresis for CAR T- Cell Manufacturing", "interventions": ["Next Generation Sequencing"]},
        {"genetic_testing"}, set(), id="cells-only-to-be-made"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "tested", "given"), TRIALS)
def test_trials(columns, tested, given):
    assert read(**columns) == (tested, given)
