"""Tested and given treatments of records in our own words; the traps of the label guide's treatments one by one."""

from collections import Counter

import pytest

from pipelines import coverage
from pipelines.labels import treatments
from tests.labelling import document


def read(**columns) -> tuple[set[str], set[str]]:
    """(tested, given besides) of a record."""
    found = [row for row in treatments.label(document(**columns)) if row.axis == "treatment"]
    tested = {row.value for row in found if row.stance == "tested"}
    return tested, {row.value for row in found} - tested


def arms(*named: str) -> dict:
    """Arms 'TYPE: label' with their columns."""
    return {
        "arms": list(named),
        "arm_types": [arm.split(": ")[0] for arm in named],
        "arm_labels": [arm.split(": ")[1] for arm in named],
    }


CASES = [
    pytest.param(
        {"brief_title": "Drug X Plus Fulvestrant", "interventions": ["DRUG: QQ-77", "DRUG: Fulvestrant", "DRUG: Everolimus", "DRUG: Exemestane"],
         "intervention_arms": [["New"], ["New"], ["Old"], ["Old"]], **arms("EXPERIMENTAL: New", "ACTIVE_COMPARATOR: Old")},
        {"other", "hormone"}, {"targeted"}, id="comparator-arm"),
    pytest.param(
        {"interventions": ["DRUG: Ribociclib", "DRUG: Letrozole", "DRUG: Placebo"], "intervention_arms": [["A"], ["A", "B"], ["B"]],
         **arms("EXPERIMENTAL: A", "PLACEBO_COMPARATOR: B")},
        {"targeted"}, {"hormone"}, id="drug-of-all-arms-is-background-and-placebo-nothing"),
    pytest.param(
        {"brief_title": "Radiation and HER2-targeted Therapy Versus HER2-targeted Therapy Alone",
         "interventions": ["RADIATION: breast radiation", "DRUG: HER2-targeted therapy"], "intervention_arms": [["A"], ["B"]],
         **arms("ACTIVE_COMPARATOR: A", "ACTIVE_COMPARATOR: B")},
        {"radiation"}, {"targeted"}, id="equal-arms-and-a-title-that-tells"),
    pytest.param(
        {"interventions": ["DRUG: Hydrogen Peroxide"], "intervention_arms": [["Radiotherapy + sensitiser"]],
         **arms("EXPERIMENTAL: Radiotherapy + sensitiser", "NO_INTERVENTION: Radiotherapy alone")},
        {"other"}, {"radiation"}, id="backbone-that-only-the-arms-name"),
    pytest.param(
        {"brief_title": "Talazoparib Versus Physician's Choice Chemotherapy", "interventions": ["DRUG: talazoparib", "DRUG: Physician's choice chemotherapy"]},
        {"targeted"}, {"chemotherapy"}, id="physicians-choice-is-given"),
    pytest.param(
        {"brief_title": "SHR-A1811 Plus Adebrelimab Versus Toripalimab Plus Nab-paclitaxel",
         "interventions": ["DRUG: SHR-A1811", "DRUG: Adebrelimab", "DRUG: Toripalimab", "DRUG: Nab-paclitaxel"]},
        {"targeted", "immunotherapy"}, {"chemotherapy"}, id="versus-in-the-title"),
    pytest.param(
        {"brief_title": "Fulvestrant vs Fulvestrant Plus a CDK4/6 Inhibitor", "interventions": ["DRUG: fulvestrant", "DRUG: palbociclib"]},
        {"targeted"}, {"hormone"}, id="new-drug-on-the-right-of-versus"),
    pytest.param(
        {"brief_title": "THP vs TCHP, Randomized", "interventions": ["DRUG: carboplatin", "DRUG: docetaxel", "DRUG: trastuzumab"]},
        {"chemotherapy"}, {"targeted"}, id="regimens-that-differ-by-a-letter"),
    pytest.param(
        {"brief_title": "QQ-77 Plus TCb vs TCb", "interventions": ["DRUG: QQ-77", "DRUG: TCb"]},
        {"other"}, {"chemotherapy"}, id="one-regimen-on-both-sides"),
    pytest.param(
        {"brief_title": "A Randomised Trial of Radiotherapy With or Without Nimorazole", "interventions": ["RADIATION: Radiotherapy", "DRUG: Nimorazole"]},
        {"other"}, {"radiation"}, id="with-or-without"),
    pytest.param(
        {"brief_title": "Inavolisib With Other Anti-Cancer Treatments, a Placebo-Controlled Trial",
         "interventions": ["DRUG: inavolisib", "DRUG: placebo", "DRUG: letrozole", "DRUG: fulvestrant"]},
        {"targeted"}, {"hormone"}, id="placebo-controlled-without-arms"),
    pytest.param(
        {"brief_title": "Stereotactic Radiotherapy and Chemotherapy, Randomised",
         "interventions": ["DRUG: stereotactic radiotherapy followed by carboplatin", "DRUG: carboplatin"]},
        {"radiation"}, {"chemotherapy"}, id="interventions-that-spell-out-arms"),
    pytest.param(
        {"brief_title": "Study of VS-6766, Abemaciclib and Fulvestrant", "interventions": ["VS-6766", "Abemaciclib", "Fulvestrant"]},
        {"targeted", "hormone"}, set(), id="single-arm-tests-all-and-vs-in-a-code-is-no-versus"),
    pytest.param(
        {"brief_title": "Oncolytic Virus MEM-288 With Standard of Care Therapy", "interventions": ["MEM-288", "Docetaxel"]},
        {"immunotherapy"}, {"chemotherapy"}, id="single-arm-on-top-of-standard"),
    pytest.param(
        {"brief_title": "CAR-T Cells for Triple-negative Breast Cancer",
         "interventions": ["BIOLOGICAL: HER2 CAR-T cells", "DRUG: cyclophosphamide", "DRUG: fludarabine"]},
        {"immunotherapy"}, {"chemotherapy"}, id="conditioning-is-given"),
    pytest.param({"interventions": ["DRUG: Trastuzumab deruxtecan"]}, {"targeted"}, set(), id="adc-is-targeted-only"),
    pytest.param({"interventions": ["DRUG: 177Lu-ABC123"]}, {"radiation", "targeted"}, set(), id="radioligand"),
    pytest.param(
        {"brief_title": "SBRT for Oligometastatic Breast Cancer", "interventions": ["RADIATION: SBRT"]},
        {"radiation", "local_metastases"}, set(), id="radiotherapy-of-metastases"),
    pytest.param(
        {"brief_title": "Breast Surgery in Stage IV Breast Cancer", "interventions": ["PROCEDURE: mastectomy"]},
        {"surgery"}, set(), id="breast-surgery-in-stage-four"),
    pytest.param(
        {"brief_title": "Radiofrequency Ablation or Resection of Liver Metastases",
         "interventions": ["PROCEDURE: radiofrequency ablation", "PROCEDURE: hepatectomy"]},
        {"surgery", "local_metastases"}, set(), id="resection-and-ablation-of-metastases"),
    pytest.param({"interventions": ["DRUG: intrathecal thiotepa"]}, {"chemotherapy", "local_metastases"}, set(), id="intrathecal"),
    pytest.param(
        {"brief_title": "Denosumab Every 12 Weeks Versus Every 4 Weeks", "interventions": ["DRUG: denosumab"]},
        {"bone_modifying", "treatment_break"}, set(), id="longer-interval"),
    pytest.param(
        {"brief_title": "Omission of Radiotherapy After Lumpectomy", "interventions": ["OTHER: no radiotherapy"]},
        {"radiation", "treatment_break"}, set(), id="omitted-radiotherapy"),
    pytest.param(
        {"interventions": ["DRUG: ribociclib"], "inclusion": "Study drug may be paused for side effects."},
        {"targeted"}, set(), id="dose-hold-is-no-break"),
    pytest.param(
        {"brief_title": "Acupuncture for Joint Pain From Aromatase Inhibitors", "interventions": ["PROCEDURE: Acupuncture"]},
        {"complementary", "supportive"}, set(), id="acupuncture-for-a-symptom"),
    pytest.param(
        {"brief_title": "Scalp Cooling During Chemotherapy", "primary_purpose": "SUPPORTIVE_CARE", "interventions": ["DEVICE: scalp cooling"]},
        {"supportive"}, set(), id="chemotherapy-of-the-patients-is-not-given"),
    pytest.param(
        {"brief_title": "Prevention of Stomatitis by Mouthwash", "primary_purpose": "PREVENTION",
         "interventions": ["DRUG: Dexamethasone mouthwash", "DRUG: Datopotamab Deruxtecan"]},
        {"supportive"}, {"targeted"}, id="cancer-drug-in-a-supportive-trial"),
    pytest.param(
        {"brief_title": "Cardioprotection by Melatonin in People Receiving Doxorubicin", "interventions": ["DRUG: doxorubicin", "DRUG: melatonin"]},
        {"complementary", "supportive"}, {"chemotherapy"}, id="cause-of-the-symptom-is-given"),
    pytest.param(
        {"brief_title": "FES PET to Choose Treatment", "primary_purpose": "DIAGNOSTIC", "interventions": ["DRUG: 18F-FES", "DRUG: letrozole"]},
        {"imaging"}, {"hormone"}, id="imaging"),
    pytest.param(
        {"interventions": ["DRUG: eribulin", "PROCEDURE: Magnetic Resonance Imaging", "Biospecimen Collection"]},
        {"chemotherapy"}, set(), id="scans-and-samples-on-the-way"),
    pytest.param(
        {"brief_title": "Liquid Biopsy and a Molecular Tumour Board", "interventions": ["DIAGNOSTIC_TEST: ctDNA test"]},
        {"genetic_testing"}, set(), id="genetic-testing"),
    pytest.param(
        {"brief_title": "Genomic Profiling of Breast Cancer", "study_type": "OBSERVATIONAL", "interventions": ["DRUG: letrozole"]},
        {"genetic_testing"}, set(), id="genomic-aim-of-an-observational-study"),
    pytest.param(
        {"brief_title": "Registry of Women on Palbociclib", "study_type": "OBSERVATIONAL", "interventions": ["DRUG: palbociclib"]},
        set(), set(), id="observational"),
    pytest.param(
        {"brief_title": "Alpelisib", "interventions": ["DRUG: alpelisib", "DRUG: Pharmacologic Substance", "DRUG: Enzyme Inhibitor", "OTHER: Immunotherapy"]},
        {"targeted"}, set(), id="vocabulary-tree"),
    pytest.param({"interventions": ["DRUG: PI3K Inhibitor"]}, {"targeted"}, set(), id="class-without-a-vocabulary-tree"),
    pytest.param(
        {"brief_title": "Elacestrant After Progression on CDK4/6 Inhibitors", "interventions": ["DRUG: elacestrant"]},
        {"hormone"}, set(), id="earlier-treatment-in-the-title"),
    pytest.param(
        {"brief_title": "Study of QQ-77, an Antibody-drug Conjugate", "interventions": ["DRUG: QQ-77"]},
        {"targeted"}, set(), id="unknown-drug-with-its-class-in-the-title"),
    pytest.param({"interventions": ["DRUG: QQ-77"]}, {"other"}, set(), id="unknown-drug"),
    pytest.param({"interventions": ["DRUG: novociclib"]}, {"targeted"}, set(), id="stem"),
    pytest.param(
        {"interventions": ["RADIATION: Scanned Pencil Beam Protons"]}, {"radiation"}, set(), id="beam-is-no-regimen"),
    pytest.param(
        {"brief_title": "Infusions At-Home or in the Clinic", "interventions": ["OTHER: Home Health Encounter"]},
        {"supportive"}, set(), id="place-of-care"),
    pytest.param(
        {"brief_title": "QQ-77 in People Who Progressed After Antibody Drug Conjugates and/or Chemotherapy", "interventions": ["DRUG: 225Ac-QQ"]},
        {"radiation", "targeted"}, set(), id="earlier-treatment-far-behind-after"),
    pytest.param(
        {"brief_title": "DNA Vaccine Beside Standard Endocrine Therapy or Chemotherapy",
         "interventions": ["BIOLOGICAL: DNA Vaccine", "DRUG: Capecitabine", "DRUG: Hormone Therapy"]},
        {"immunotherapy"}, {"chemotherapy", "hormone"}, id="backbone-that-the-title-calls-standard"),
    pytest.param(
        {"brief_title": "Adding Radiotherapy", "interventions": ["SBRT", "Letrozole", "Palbociclib"],
         "brief_summary": "People receiving standard first-line therapy (letrozole + palbociclib) are randomised to also receive SBRT to each metastatic lesion."},
        {"radiation", "local_metastases"}, {"hormone", "targeted"}, id="backbone-that-the-summary-calls-standard"),
    pytest.param(
        {"brief_title": "Phase 1 Study of QQ-77", "interventions": ["Olaparib", "Paclitaxel"],
         "brief_summary": "This trial tests olaparib when added to a usual approach of treatment with paclitaxel."},
        {"targeted"}, {"chemotherapy"}, id="usual-approach-of-treatment"),
    pytest.param(
        {"brief_title": "Neoantigen Vaccine Plus Pembrolizumab", "interventions": ["Neoantigen Vaccine", "Pembrolizumab", "Cyclophosphamide", "Sargramostim"]},
        {"immunotherapy"}, {"chemotherapy"}, id="conditioning-and-helper-of-a-vaccine"),
    pytest.param(
        {"brief_title": "Cyclophosphamide and a Cell Vaccine", "interventions": ["DRUG: cyclophosphamide", "BIOLOGICAL: tumor cell vaccine"]},
        {"chemotherapy", "immunotherapy"}, set(), id="conditioning-that-the-title-tests"),
    pytest.param(
        {"brief_title": "NK Cells Given After Cyclophosphamide/Fludarabine", "interventions": ["NK cells"]},
        {"immunotherapy"}, {"chemotherapy"}, id="conditioning-that-only-the-title-names"),
    pytest.param(
        {"brief_title": "Silymarin Against Return of Brain Metastases", "primary_purpose": "PREVENTION", "interventions": ["DIETARY_SUPPLEMENT: Silymarin"]},
        {"complementary"}, set(), id="supplement-against-the-tumour"),
    pytest.param(
        {"brief_title": "A Synbiotic to Prevent Alopecia", "primary_purpose": "PREVENTION", "interventions": ["DIETARY_SUPPLEMENT: QQ-77"]},
        {"complementary", "supportive"}, set(), id="unknown-supplement-for-a-symptom"),
    pytest.param(
        {"brief_title": "Effects of Hypnosis on Pain", "primary_purpose": "SUPPORTIVE_CARE", "interventions": ["BEHAVIORAL: Group 1"]},
        {"complementary", "supportive"}, set(), id="effects-of-what-is-tested"),
    pytest.param(
        {"brief_title": "Hydroxychloroquine to Reduce Taxane Neuropathy", "primary_purpose": "TREATMENT", "interventions": ["DRUG: Hydroxychloroquine", "DRUG: Paclitaxel"]},
        {"supportive"}, {"chemotherapy"}, id="relief-of-a-symptom-in-a-trial-of-treatment"),
    pytest.param(
        {"brief_title": "Treatment of Metastatic Disease", "primary_purpose": "TREATMENT", "interventions": ["DRUG: F-18 16 Alpha-Fluoroestradiol", "DRUG: Abemaciclib"]},
        {"targeted"}, set(), id="scan-on-the-way"),
    pytest.param(
        {"brief_title": "Computer Analysis of Mammograms", "primary_purpose": "DIAGNOSTIC", "interventions": ["PROCEDURE: Computer analysis of lesions"]},
        {"imaging"}, set(), id="images-that-the-title-studies"),
    pytest.param(
        {"brief_title": "Radiation With an MR-Guided Process", "primary_purpose": "DIAGNOSTIC", "interventions": ["OTHER: IMRT + MR scan"]},
        {"radiation", "imaging"}, set(), id="images-and-radiation"),
    pytest.param(
        {"brief_title": "Gene Signatures to Guide the Choice of Drugs", "interventions": ["DRUG: Capecitabine", "OTHER: Endocrine therapy"]},
        {"genetic_testing", "chemotherapy", "hormone"}, set(), id="treatment-guided-by-genes"),
    pytest.param(
        {"brief_title": "Nivolumab in Tumours of MammaPrint High Risk", "interventions": ["Nivolumab", "Genetic Testing"]},
        {"immunotherapy"}, set(), id="gene-test-of-eligibility"),
    pytest.param(
        {"brief_title": "Marker-Guided Change of Drugs", "interventions": ["TKa assay", "CDK4/6 + Endocrine therapy"]},
        {"other"}, {"targeted", "hormone"}, id="treatment-guided-by-another-marker"),
    pytest.param(
        {"brief_title": "Capecitabine as Adaptive Therapy", "interventions": ["Capecitabine"]},
        {"chemotherapy", "treatment_break"}, set(), id="adaptive-therapy"),
    pytest.param(
        {"brief_title": "Stopping of HER2-directed Therapy After Years Without Growth", "interventions": ["Discontinuation of Maintenance"]},
        {"treatment_break"}, set(), id="stopped-treatment-is-not-tested"),
    pytest.param(
        {"brief_title": "Drug Sequence With Curative Intent", "interventions": ["Tucatinib"],
         "brief_summary": "The study asks whether stopping treatment is safe."},
        {"targeted", "treatment_break"}, set(), id="stopping-as-the-question"),
    pytest.param(
        {"brief_title": "Pembrolizumab After Hypofractionated Radiation", "interventions": ["Pembrolizumab"]},
        {"immunotherapy"}, set(), id="shorter-radiation-that-is-no-question"),
    pytest.param({"interventions": ["DRUG: JS207"]}, {"immunotherapy", "targeted"}, set(), id="bispecific-against-vessels"),
    pytest.param(
        {"brief_title": "Sacituzumab Govitecan + RC148 vs. Eribulin ± Nivolumab", "interventions": ["Sacituzumab Govitecan", "RC148", "Eribulin", "Nivolumab"]},
        {"targeted", "immunotherapy"}, {"chemotherapy"}, id="versus-before-with-or-without"),
    pytest.param(
        {"brief_title": "Longer Radiation Therapy Versus the Usual Radiation Therapy for Brain Metastases",
         "interventions": ["RADIATION: Fractionated Stereotactic Radiation", "RADIATION: Stereotactic Radiosurgery"]},
        {"radiation", "local_metastases"}, set(), id="both-sides-alike"),
    pytest.param(
        {"brief_title": "Everolimus and Trastuzumab Against Brain Metastases",
         "interventions": ["DRUG: Everolimus", "OTHER: Trastuzumab", "DRUG: Pharmacologic Substance", "DRUG: Enzyme Inhibitor",
                           "OTHER: Immunotherapy", "PROCEDURE: Brain Surgery", "PROCEDURE: Intervention or Procedure"]},
        {"targeted"}, {"surgery", "local_metastases"}, id="procedure-inside-a-vocabulary-tree"),
    pytest.param(
        {"brief_title": "Vaccine", "interventions": ["OTHER: Dendritic Cell Vaccine", "DRUG: Celecoxib", "DRUG: Pharmacologic Substance",
                                                     "DRUG: Nitrogen Mustard Compound", "OTHER: Activity"]},
        {"immunotherapy"}, {"other"}, id="class-before-a-vocabulary-tree-is-given"),
    pytest.param(
        {"brief_title": "Capecitabine for Bone Metastases", "interventions": ["Capecitabine", "Zoledronic acid"]},
        {"chemotherapy"}, {"bone_modifying"}, id="bone-drug-beside-the-subject"),
    pytest.param(
        {"interventions": ["DRUG: A", "DRUG: Palbociclib", "DRUG: Fulvestrant"], "intervention_arms": [["P", "E"], ["P", "E", "C"], ["P", "E", "C"]],
         **arms("EXPERIMENTAL: P", "EXPERIMENTAL: E", "ACTIVE_COMPARATOR: C"), "arms": ["EXPERIMENTAL: P: Phase Ib", "EXPERIMENTAL: E", "ACTIVE_COMPARATOR: C"]},
        {"other", "targeted", "hormone"}, set(), id="first-stage-that-compares-nothing"),
    pytest.param(
        {"brief_title": "Distress Screening", "study_type": "OBSERVATIONAL", "interventions": ["BEHAVIORAL: Distress screening"]},
        {"supportive"}, set(), id="care-that-is-watched"),
    pytest.param({"brief_title": "Real-world Use of Ribociclib", "study_type": None}, set(), set(), id="no-type-and-no-intervention"),
    pytest.param(
        {"brief_title": "Post Mastectomy Radiotherapy", "interventions": ["RADIATION: Post Mastectomy Radiation Therapy"]},
        {"radiation"}, set(), id="earlier-operation-in-the-name"),
    pytest.param(
        {"brief_title": "A Side Effects Navigation Program", "primary_purpose": "DIAGNOSTIC", "interventions": ["OTHER: Resource navigation"]},
        {"supportive"}, set(), id="care-called-diagnostic"),
    pytest.param(
        {"brief_title": "Lymph Node Status After Chemotherapy", "primary_purpose": "DIAGNOSTIC", "interventions": ["PROCEDURE: Sentinel node mapping"],
         "intervention_descriptions": ["Lymphoscintigraphy before the operation."]},
        {"surgery", "imaging"}, set(), id="mapping-with-images"),
    pytest.param(
        {"brief_title": "Cell Collection for CAR-T Manufacturing", "interventions": ["Next Generation Sequencing"]},
        {"genetic_testing"}, set(), id="cells-that-are-only-made"),
    pytest.param(
        {"brief_title": "Web-based Collection of Family History", "primary_purpose": "OTHER", "interventions": ["OTHER: Web-based family history tool"]},
        {"other"}, set(), id="tool-that-is-no-care"),
    pytest.param(
        {"brief_title": "Hypofractionated Radiotherapy vs Single Fraction Radiosurgery for Brain Metastases", "interventions": ["RADIATION: Radiosurgery"]},
        {"radiation", "local_metastases"}, set(), id="more-fractions-than-one"),
    pytest.param(
        {"brief_title": "QQ-77 With Fulvestrant", "interventions": ["Olaparib"], "brief_summary": "Olaparib plus standard of care treatment with fulvestrant."},
        {"targeted"}, {"hormone"}, id="backbone-that-only-title-and-summary-name"),
    pytest.param({}, set(), set(), id="nothing-said"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "tested", "given"), CASES)
def test_types(columns, tested, given):
    assert read(**columns) == (tested, given)


@pytest.mark.parametrize(
    ("columns", "name", "quotes"),
    [
        pytest.param({"interventions": ["DRUG: Verzenio (abemaciclib)"]}, "abemaciclib", ["Verzenio", "abemaciclib"], id="brand-and-name"),
        pytest.param({"interventions": ["DRUG: QQ-77"]}, "unclassified", ["QQ-77"], id="unclassified-keeps-its-literal-name"),
        pytest.param(
            {"interventions": ["DRUG: Study drug"], "intervention_other_names": [["LEE011"]]}, "ribociclib", ["Study drug"], id="known-by-another-name"),
        pytest.param(
            {"interventions": ["DRUG: QQ-77"], "intervention_mesh": ["Letrozole"]}, "letrozole", ["QQ-77"], id="known-by-its-MeSH-term"),
        pytest.param(
            {"interventions": ["DRUG: QQ-77", "PROCEDURE: Mastectomy"], "intervention_mesh": ["Letrozole"]}, "unclassified", ["QQ-77"],
            id="a-MeSH-term-of-one-of-several"),
    ],
)  # fmt: skip
def test_drugs(columns, name, quotes):
    found = [row for row in treatments.label(document(**columns)) if row.axis == "drug"]
    expected = {(name, stance, "interventions[0]", quote) for stance in ("tested", "given") for quote in quotes}
    assert {(row.value, row.stance, row.field, row.quote) for row in found} == expected


def test_every_quotation_is_exact():
    columns = {"brief_title": "Neratinib \\> Lapatinib±Capecitabine", "interventions": ["DRUG: Neratinib ≥ 40 mg"]}
    texts = {"brief_title": columns["brief_title"], "interventions[0]": columns["interventions"][0]}
    found = [row for row in treatments.label(document(**columns)) if row.field]
    assert {row.field for row in found} == set(texts)
    assert all(texts[row.field][row.start : row.end] == row.quote for row in found)


def test_coverage_counts_what_no_table_knows():
    trial = {
        "nct_id": "NCT99999999",
        "study_type": "INTERVENTIONAL",
        "brief_title": "Metastatic breast cancer",
        "conditions": ["Metastatic Breast Cancer"],
        "interventions": ["DRUG: QQ-77", "DRUG: letrozole", "DRUG: Placebo", "DRUG: Enzyme Inhibitor", "PROCEDURE: X"],
    }
    trials = [trial, {**trial, "study_type": "OBSERVATIONAL"}]
    assert coverage.coverage(trials) == coverage.Coverage(total=2, resolved=1, tree=1, left=Counter(["QQ-77"]))
    assert coverage.coverage([]).share is None
