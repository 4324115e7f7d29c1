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
        {"chemotherapy", "targeted"}, set(), id="regimens-of-letters"),
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
