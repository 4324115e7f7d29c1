"""What stands beside the subject of a trial: conditioning, helpers, protection, standard care, planned local treatment."""

import pytest

from pipelines.labels import treatments
from tests.labelling import document
from tests.test_treatments import arms, read

BESIDE = [
    pytest.param(
        {"brief_title": "Tumor Infiltrating Lymphocytes", "interventions": ["BIOLOGICAL: Tumor Infiltrating Lymphocytes"],
         "eligibility_text": "Exclusion Criteria:\n\n* Live vaccine prior to planned lymphodepletion"},
        {"immunotherapy"}, {"chemotherapy"}, id="lymphodepletion-that-only-the-criteria-name"),
    pytest.param(
        {"brief_title": "A Peptide Vaccine", "interventions": ["BIOLOGICAL: peptide vaccine"],
         "eligibility_text": "Exclusion Criteria:\n\n* Earlier lymphodepletion"},
        {"immunotherapy"}, set(), id="lymphodepletion-is-for-cells"),
    pytest.param(
        {"brief_title": "A Vaccine Plus Pembrolizumab", "interventions": ["peptide vaccine", "Pembrolizumab", "Colony Stimulating Factor"]},
        {"immunotherapy"}, set(), id="growth-factor-that-helps-a-vaccine"),
    pytest.param(
        {"brief_title": "Whole Brain Radiotherapy", "interventions": ["RADIATION: Radiosurgery", "RADIATION: Whole-Brain Radiotherapy", "DRUG: Memantine"],
         "intervention_arms": [["A", "B"], ["A"], ["A"]], **arms("EXPERIMENTAL: A", "ACTIVE_COMPARATOR: B")},
        {"local_metastases", "radiation", "supportive"}, set(), id="protection-that-one-arm-gets"),
    pytest.param(
        {"brief_title": "QQ-77 Versus Carboplatin", "interventions": ["DRUG: QQ-77", "DRUG: Carboplatin", "DRUG: Dexamethasone"],
         "intervention_arms": [["A"], ["B"], ["A"]], **arms("EXPERIMENTAL: A", "ACTIVE_COMPARATOR: B")},
        {"other"}, {"chemotherapy", "supportive"}, id="premedication-that-one-arm-gets"),
    pytest.param(
        {"brief_title": "Vosilasarm Alone and in Combination", "interventions": ["Vosilasarm", "Everolimus"],
         "brief_summary": "The aim is to find the dose of vosilasarm alone and in combination with standard-of-care therapies."},
        {"hormone"}, {"targeted"}, id="standard-partners-that-the-summary-names-as-such"),
    pytest.param(
        {"brief_title": "Personal Exercise Coaching", "primary_purpose": "SUPPORTIVE_CARE", "interventions": ["DEVICE: Exercise Coaching", "BEHAVIORAL: Exercise"],
         "brief_summary": "People are randomized to coaching or to conventional exercise."},
        {"complementary", "supportive"}, set(), id="conventional-form-in-the-summary"),
    pytest.param(
        {"brief_title": "Circulating Tumor DNA as a Marker for Early Switch in Treatment, Randomized",
         "interventions": ["Letrozole", "Chemotherapy"]},
        {"genetic_testing"}, {"chemotherapy", "hormone"}, id="when-to-switch-is-the-question"),
    pytest.param(
        {"brief_title": "Abemaciclib and Radiation Therapy", "interventions": ["DRUG: Abemaciclib", "RADIATION: Radiation Therapy"],
         "eligibility_text": "Inclusion Criteria:\n\n* Plan for radiotherapy to a bone metastasis"},
        {"local_metastases", "radiation", "targeted"}, set(), id="metastases-as-the-target-in-the-criteria"),
    pytest.param(
        {"brief_title": "Abemaciclib and Radiation Therapy", "interventions": ["DRUG: Abemaciclib", "RADIATION: Radiation Therapy"],
         "eligibility_text": "Exclusion Criteria:\n\n* Candidates for radiotherapy to brain metastases"},
        {"radiation", "targeted"}, set(), id="refused-metastases-are-no-target"),
]  # fmt: skip


SUBJECTS = [
    pytest.param(
        {"brief_title": "PET Guided Stereotactic Radiotherapy", "interventions": ["PROCEDURE: Positron Emission Tomography", "RADIATION: SBRT"]},
        {"radiation"}, set(), id="scan-that-guides-radiation"),
    pytest.param(
        {"brief_title": "Raloxifene and Hormones", "interventions": ["PROCEDURE: measuring estradiol levels in saliva"]},
        {"hormone", "other"}, set(), id="hormone-that-is-only-measured"),
    pytest.param(
        {"brief_title": "A Reduced Diet and Its Effect on Serum Levels", "interventions": ["OTHER: Reduced Diet"]},
        {"complementary"}, set(), id="diet-and-levels-are-no-symptom"),
    pytest.param(
        {"brief_title": "An Intervention to Increase Genetic Testing", "primary_purpose": "HEALTH_SERVICES_RESEARCH",
         "interventions": ["BEHAVIORAL: Online Genetic Counseling"]},
        {"genetic_testing", "supportive"}, set(), id="help-with-gene-tests"),
    pytest.param(
        {"study_type": "OBSERVATIONAL", "brief_title": "Evaluating a Map in Support of Shared Decision Making"},
        {"supportive"}, set(), id="tool-that-is-watched"),
    pytest.param(
        {"study_type": "OBSERVATIONAL", "brief_title": "A Risk Model for Families With BRCA1/2 Germline Mutations"},
        set(), set(), id="genes-of-the-families"),
    pytest.param(
        {"brief_title": "CBL-B Inhibitor NX-1607", "interventions": ["DRUG: NX-1607"]}, {"immunotherapy", "targeted"}, set(), id="small-molecule-for-immunity"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "tested", "given"), BESIDE + SUBJECTS)
def test_beside(columns, tested, given):
    assert read(**columns) == (tested, given)


def test_a_title_names_the_drug_that_every_arm_has():
    columns = {
        "brief_title": "Trastuzumab Given Alone or Combined",
        "allocation": "RANDOMIZED",
        "interventions": ["DRUG: Trastuzumab", "DRUG: Trastuzumab and Olaparib", "DRUG: Trastuzumab plus Nivolumab"],
    }
    found = [row for row in treatments.label(document(**columns)) if (row.axis, row.stance) == ("drug", "tested")]
    assert {row.value for row in found} == {"trastuzumab", "olaparib", "nivolumab"}


def test_a_title_names_the_programme_that_no_table_knows():
    columns = {
        "brief_title": "STRIDE: a Psychosocial Programme to Decrease Symptoms",
        "allocation": "RANDOMIZED",
        "interventions": ["STRIDE", "Supportive Care"],
    }
    assert "STRIDE" in {row.quote for row in treatments.label(document(**columns)) if row.stance == "tested"}


def test_a_vaccine_is_quoted_after_three_drugs_and_its_vocabulary_is_not():
    given = ["Laboratory Biomarker Analysis", "Pembrolizumab", "Nivolumab", "Ipilimumab", "HER2 Peptide Vaccine"]
    tree = ["Intervention or Procedure", "Antineoplastic Vaccine", "Vaccine Therapy", "Immunotherapy"]
    columns = {"brief_title": "A Combination", "interventions": [f"OTHER: {name}" for name in given + tree]}
    found = treatments.label(document(**columns))
    quoted = {row.quote for row in found if (row.value, row.stance) == ("immunotherapy", "tested")}
    assert quoted == {"Pembrolizumab", "Nivolumab", "Ipilimumab", "HER2 Peptide Vaccine"}


def test_care_that_is_filed_in_the_vocabulary_goes_by_its_own_name():
    listed = ["Telephone-Based Intervention", "Survey Administration", "Intervention or Procedure", "Supportive Care"]
    columns = {"brief_title": "Monitoring of Symptoms", "primary_purpose": "SUPPORTIVE_CARE"}
    found = treatments.label(document(interventions=[f"OTHER: {name}" for name in listed], **columns))
    assert {row.quote for row in found if row.field.startswith("interventions")} == {"Telephone-Based Intervention"}
