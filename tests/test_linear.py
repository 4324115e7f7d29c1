"""Hostile texts of 800 kB: twice the text takes about twice the time, on every axis."""

import time
import timeit

import pytest

from pipelines.labels import label_trial
from tests.labelling import EMPTY

LENGTH = 400_000
QUADRATIC = 3.2
"""Twice the length in linear time is 2; in quadratic time it is 4."""
TRIES = 3
PIECES = [
    pytest.param("* Treated, stable brain metastases\n* No prior chemotherapy for metastatic disease\n", id="bullets"),
    pytest.param("untreated brain metastases and prior chemotherapy or HER2-positive disease and ", id="one sentence"),
    pytest.param("brain, liver, bone, ", id="commas"),
    pytest.param("(brain metastases (untreated (", id="open brackets"),
    pytest.param(" \t ", id="spaces"),
    pytest.param("a", id="one word"),
    pytest.param("priorchemotherapy", id="one word of words"),
    pytest.param("\n\n* ", id="empty bullets"),
    pytest.param("1 2 ", id="numbers"),
    pytest.param("\\>= ", id="escapes"),
    pytest.param("  - Unless treated:\n    - brain metastases:\n", id="nested bullets"),
    pytest.param("Cohort A: brain metastases excluded. Cohort B: ", id="cohorts"),
    pytest.param("Inclusion Criteria: Exclusion Criteria: ", id="headings"),
    pytest.param("trastuzumab deruxtecan or pembrolizumab, ", id="drugs"),
    pytest.param("PIK3CA, AKT1, PTEN, BRCA mutation or ", id="genes"),
    pytest.param("ECOG 0-1 or Karnofsky performance status of ", id="fitness"),
    pytest.param("at least one prior line of therapy but no more than two lines for ", id="lines"),
    pytest.param("no no without prior received ", id="negations"),
    pytest.param("breast cancer, ovarian cancer, NSCLC and solid tumors with ", id="tumours"),
    pytest.param("* HER2-positive breast cancer\n* Ovarian cancer\n* TNBC cohort: triple-negative\n", id="basket"),
    pytest.param("* PIK3CA mutation\n", id="gene bullets"),
    pytest.param("* Prior trastuzumab is required\n", id="earlier treatment bullets"),
    pytest.param("* HR-positive patients must have received prior CDK4/6 inhibitor\n", id="receptor group bullets"),
    pytest.param("\uff28\uff25\uff32\uff12\uff0d e\u0301 ", id="full-width and combining characters"),
]


def seconds(text: str) -> float:
    """CPU time, measured by timeit as it holds off the garbage collector, whose passes over the heap left by other tests
    would fall on one length and not on the other."""
    row = EMPTY | {"brief_title": "Metastatic breast cancer", "eligibility_text": text, "brief_summary": text[:20_000]}
    return timeit.timeit(lambda: label_trial(row), timer=time.process_time, number=1)


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_takes_about_twice_the_time(piece):
    whole = piece * (2 * LENGTH // len(piece) + 1)
    label_trial(EMPTY | {"eligibility_text": "Metastatic breast cancer"})  # the rules are loaded before the clock runs
    ratios = []
    while len(ratios) < TRIES and min(ratios, default=QUADRATIC) >= QUADRATIC:
        ratios.append(seconds(whole[: 2 * LENGTH]) / seconds(whole[:LENGTH]))
    assert min(ratios) < QUADRATIC
