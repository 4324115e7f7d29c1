"""Whether measurable disease is needed."""

import pytest

from pipelines.labels import measurable
from tests.labelling import document, stances

LONG = "on a CT or MRI that was made in the four weeks before entry and read by the hospital's own radiologist"
CASES = [
    pytest.param("* Measurable disease by RECIST 1.1.", "", "required", id="N3 measurable, silent on bone"),
    pytest.param(
        "* Measurable disease by RECIST 1.1, and people whose only disease is in bone cannot take part.",
        "",
        "required",
        id="N2 measurable, bone-only refused",
    ),
    pytest.param("* Measurable", "", "required", id="the word alone"),
    pytest.param("* Metastatic cancer that can be measured on a scan", "", "required", id="can be measured"),
    pytest.param("* The disease must be measured by irRECIST", "", "required", id="must be measured"),
    pytest.param("* At least one target lesion that can be reliably evaluated", "", "required", id="target lesion"),
    pytest.param(
        "* At least one lesion, not irradiated before and away from the place of biopsy, that qualifies under RECIST 1.1",
        "",
        "required",
        id="lesion under RECIST after a long aside",
    ),
    pytest.param(
        "* Disease that is evaluable on CT, with at least one measurable lesion",
        "",
        "required",
        id="evaluable and more",
    ),
    pytest.param("* Lesions must be measurable after earlier treatment", "", "required", id="lesions must be"),
    pytest.param("* Adults", "* No measurable disease", "required", id="excluded without"),
    pytest.param("* Measurable or non-measurable disease", "", "not_required", id="or non-measurable"),
    pytest.param("* Evaluable or measurable disease", "", "not_required", id="evaluable or"),
    pytest.param(f"* Measurable disease {LONG}, or bone metastases only", "", "not_required", id="or far behind"),
    pytest.param("* Evaluable disease by RECIST 1.1", "", "not_required", id="evaluable is enough"),
    pytest.param("* Breast cancer must be evaluable by RECIST", "", "not_required", id="must be evaluable"),
    pytest.param("* Measurable disease is not required", "", "not_required", id="said not to be needed"),
    pytest.param(
        "* Measurable disease\n* Bone-only disease is allowed", "", "not_required", id="bone-only allowed elsewhere"
    ),
    pytest.param(
        "* One measurable lesion\n* If only bone lesions are present, two must show on a bone scan",
        "",
        "not_required",
        id="bone lesions instead",
    ),
    pytest.param(
        "* Measurable disease\n* Measurable lytic bone lesions are allowed",
        "",
        "required",
        id="measurable lytic lesion",
    ),
    pytest.param(
        "* Measurable disease\n* People with measurable bone-only disease are eligible",
        "",
        "required",
        id="measurable bone-only disease",
    ),
    pytest.param(
        "* Measurable disease\n* Bone-only disease allowed if a soft part of it is measurable",
        "",
        "required",
        id="bone-only if measurable",
    ),
    pytest.param(
        "* Measurable disease\n* Prostate cancer without measurable disease is eligible",
        "",
        "required",
        id="waived for another tumour",
    ),
    pytest.param(
        "* One measurable brain metastasis\n* Extracranial disease can be measurable or non-measurable",
        "",
        "required",
        id="outside the brain either",
    ),
    pytest.param(
        "* Measurable disease\n* Samples sent to the Analytics Platform may be eligible", "", "required", id="no lytics"
    ),
    pytest.param(
        "* Dose escalation: bone-only or non-measurable disease is eligible. Expansion: measurable disease only.",
        "",
        "not_required",
        id="N8 cohorts differ",
    ),
    pytest.param("* For Phase 2 only: measurable disease", "", None, id="one phase only"),
    pytest.param("* For entry to the expansion cohort: consent\n* Measurable disease", "", "required", id="for all"),
    pytest.param("* One lesion must be RECIST measurable disease if in Part 2", "", None, id="if in a part"),
    pytest.param(
        "* Cohort A: measurable disease\n* Cohort B: measurable disease", "", "required", id="every cohort asks"
    ),
    pytest.param(
        "Part A, B, and C:\n\n* Measurable disease\n\nPart D:\n\n* A lesion on a scan", "", None, id="a silent part"
    ),
    pytest.param("* Lesions are considered measurable after growth", "", None, id="definition"),
    pytest.param("* Definition of disease or measurable disease", "", None, id="empty heading"),
    pytest.param("* Left ventricular function measured by echocardiography", "", None, id="another measure"),
    pytest.param("* Breast cancer", "", None, id="silent"),
]


@pytest.mark.parametrize(("inclusion", "exclusion", "expected"), CASES)
def test_needed(inclusion, exclusion, expected):
    found = stances(measurable.label(document(inclusion, exclusion)), "measurable")
    assert found == ({expected: "is"} if expected else {})


def test_a_part_keeps_its_own():
    found = measurable.label(document("* For Phase 2 only: measurable disease"))
    assert [(e.value, e.quote, bool(e.cohort)) for e in found] == [("required", "measurable", True)]
