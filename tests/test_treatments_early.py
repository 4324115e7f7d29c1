"""Treatments as trials of early disease, care and tests name them: fewer fractions, added drugs, equal arms, unlisted treatment."""

import pytest

from tests.test_treatments import arms, read

CASES = [
    pytest.param(
        {"brief_title": "Hypofractionated Proton Radiotherapy", "allocation": "NA", "interventions": ["RADIATION: proton radiotherapy"]},
        {"radiation"}, set(), id="fewer-fractions-without-a-comparison"),
    pytest.param(
        {"brief_title": "Hypofractionated Versus Standard Radiotherapy", "interventions": ["RADIATION: whole breast irradiation"]},
        {"radiation", "treatment_break"}, set(), id="fewer-fractions-compared"),
    pytest.param(
        {"brief_title": "LOWER", "interventions": ["Letrozole"],
         "brief_summary": "This trial compares the effect of low dose letrozole to usual endocrine therapy."},
        {"hormone", "treatment_break"}, set(), id="low-dose-against-the-usual"),
    pytest.param(
        {"brief_title": "Letrozole", "interventions": ["Letrozole"],
         "brief_summary": "This trial tests low dose letrozole together with standard radiotherapy."},
        {"hormone"}, set(), id="low-dose-without-a-comparison"),
    pytest.param(
        {"brief_title": "After Complete Response", "interventions": ["RADIATION: Radiation Therapy"],
         "brief_summary": "This study evaluates a non-surgical approach for people with breast cancer."},
        {"radiation", "treatment_break"}, set(), id="no-operation-as-the-question"),
    pytest.param(
        {"brief_title": "A Mushroom in Post-Menopausal Women", "interventions": ["DRUG: Coriolus Versicolor"]},
        {"complementary"}, set(), id="post-menopausal-is-no-symptom"),
    pytest.param(
        {"brief_title": "Weight Loss in Women with Breast Cancer", "interventions": ["BEHAVIORAL: Dietary Intervention"],
         "brief_summary": "The aim is to lower the rate of cancer recurrence."},
        {"complementary"}, set(), id="weight-loss-against-recurrence"),
    pytest.param(
        {"brief_title": "A Tool for People with Hereditary Cancer", "interventions": ["Decision Support"]},
        {"supportive"}, set(), id="hereditary-cancer-as-the-population"),
    pytest.param(
        {"brief_title": "Finding Families", "interventions": ["Genetic Testing and Counseling"]},
        {"genetic_testing"}, set(), id="counselling-that-belongs-to-a-gene-test"),
    pytest.param(
        {"study_type": "", "brief_title": "Doppler of Breast Masses", "interventions": []}, {"imaging"}, set(), id="doppler"),
    pytest.param(
        {"brief_title": "Cognitive Behavioral Stress Management", "interventions": ["BEHAVIORAL: Psychotherapy"]},
        {"supportive"}, set(), id="stress-management-by-psychotherapy"),
    pytest.param(
        {"brief_title": "Marking of Nodes", "primary_purpose": "DIAGNOSTIC",
         "interventions": ["PROCEDURE: Ultrasound-guided metallic marker placement"]},
        {"surgery"}, set(), id="ultrasound-that-guides-a-needle"),
    pytest.param(
        {"brief_title": "Doxorubicin", "interventions": ["Doxorubicin", "Enzyme Inhibitor", "Anthracycline Antineoplastic Antibiotic"]},
        {"chemotherapy"}, set(), id="antibiotic-of-the-vocabulary"),
    pytest.param(
        {"brief_title": "Microsurgery Versus Conservative Treatment of Lymphedema",
         "interventions": ["PROCEDURE: Surgical Intervention", "PROCEDURE: Decongestion Therapy"]},
        {"supportive", "surgery"}, set(), id="operation-against-a-symptom"),
    pytest.param(
        {"brief_title": "A Mousse and Flap Perfusion", "interventions": ["DRUG: Minoxidil"]}, {"supportive"}, set(), id="flap-perfusion"),
    pytest.param({"brief_title": "Metabolism of Tumours", "interventions": ["U-13C-glucose"]}, {"other"}, set(), id="stable-isotope-is-no-image"),
    pytest.param(
        {"brief_title": "Prevention of Neuropathy by QQNERV", "interventions": ["DRUG: QQNERV®"],
         "intervention_descriptions": ["Taken for the duration of paclitaxel, twice daily."],
         "brief_summary": "This study tests the QQNERV dietary supplement."},
        {"complementary", "supportive"}, set(), id="trade-name-with-its-sign"),
    pytest.param(
        {"brief_title": "Wish for Mammography", "primary_purpose": "HEALTH_SERVICES_RESEARCH",
         "interventions": ["BEHAVIORAL: Information about mammography"]},
        {"supportive"}, set(), id="talk-about-images"),
    pytest.param(
        {"brief_title": "QQ-77 and Standard of Care", "interventions": ["BIOLOGICAL: peptide vaccine", "OTHER: Standard of care"],
         "intervention_descriptions": ["", "Observation, capecitabine or carboplatin."]},
        {"immunotherapy"}, {"chemotherapy"}, id="standard-care-spelled-out"),
    pytest.param(
        {"brief_title": "Peptide Vaccine Plus Paclitaxel and Trastuzumab", "interventions": ["peptide vaccine", "Paclitaxel", "Trastuzumab"],
         "brief_summary": "The purpose is to see whether a peptide vaccine added to standard therapy helps."},
        {"immunotherapy"}, {"chemotherapy", "targeted"}, id="added-to-standard-by-the-summary"),
    pytest.param(
        {"brief_title": "Olaparib Plus Pembrolizumab Versus Treatment of Physician's Choice",
         "interventions": ["DRUG: Olaparib", "DRUG: Pembrolizumab", "DRUG: Capecitabine"],
         "brief_summary": "Treatment of physician's choice is pembrolizumab with or without capecitabine."},
        {"targeted"}, {"chemotherapy", "immunotherapy"}, id="choice-spelled-out-by-the-summary"),
    pytest.param(
        {"brief_title": "Radiation With Pembrolizumab Followed by Neoadjuvant Chemotherapy", "interventions": ["RADIATION: Radiation", "DRUG: Pembrolizumab"]},
        {"immunotherapy", "radiation"}, {"chemotherapy"}, id="what-follows-and-is-not-listed"),
    pytest.param(
        {"brief_title": "Changes of Tumours", "interventions": ["core needle biopsy", "blood draw"],
         "brief_summary": "Participants will receive letrozole before surgery."},
        {"hormone"}, set(), id="treatment-that-only-the-summary-promises"),
    pytest.param(
        {"brief_title": "Chemotherapy With or Without Trastuzumab", "allocation": "RANDOMIZED",
         "interventions": ["DRUG: Docetaxel", "DRUG: Trastuzumab", "DRUG: Carboplatin"],
         "intervention_arms": [["A", "B", "C"], ["B", "C"], ["C"]], **arms("EXPERIMENTAL: A", "EXPERIMENTAL: B", "EXPERIMENTAL: C")},
        {"chemotherapy", "targeted"}, set(), id="three-equal-arms"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "tested", "given"), CASES)
def test_early(columns, tested, given):
    assert read(**columns) == (tested, given)
