"""The worst performance status with which a person may still join."""

import pytest

from pipelines.labels import ecog
from tests.labelling import document, stances

CASES = [
    pytest.param("* ECOG performance status of 0 or 1", "", "1", id="or"),
    pytest.param("* ECOG performance status 0, 1, or 2", "", "2", id="list"),
    pytest.param("* Performance status 0-3", "", "3", id="range"),
    pytest.param("* Zubrod 0 to 2", "", "2", id="Zubrod"),
    pytest.param("* The WHO physical status was 0-2 points", "", "2", id="WHO physical status"),
    pytest.param("* ECOG ≤ 2", "", "2", id="at most"),
    pytest.param("* ECOG less than or equal to two", "", "2", id="number in words"),
    pytest.param("* ECOG performance status < 2", "", "1", id="below"),
    pytest.param("* Performance status of 2 or better", "", "2", id="or better"),
    pytest.param("* ECOG performance status of 1", "", "1", id="single"),
    pytest.param("* Adults", "* ECOG > 2", "2", id="above excluded"),
    pytest.param("* Adults", "* ECOG of 3 or more", "2", id="or more excluded"),
    pytest.param("* Karnofsky performance status of 80 or higher", "", "1", id="Karnofsky 80"),
    pytest.param("* Karnofsky score equal to 70 or greater", "", "2", id="equal to or greater"),
    pytest.param("* KPS ≥ 60%", "", "2", id="Karnofsky 60"),
    pytest.param("* Karnofsky 50-100%", "", "3", id="Karnofsky range"),
    pytest.param("* Adults", "* KPS < 70", "2", id="Karnofsky excluded"),
    pytest.param("* ECOG 0-1 (one cohort may allow ECOG 2 if justified)", "", "1", id="exception in brackets"),
    pytest.param("* ECOG 0-1 or Karnofsky ≥ 60", "", "1", id="ECOG before Karnofsky"),
    pytest.param("* Part A: ECOG 0-1\n* Part B: ECOG 0-2", "", "2", id="most permissive part"),
    pytest.param("Performance status:\n\n* Karnofsky 70-100%", "", "2", id="heading"),
    pytest.param("Performance status:\n\n* Not specified", "", None, id="not specified"),
    pytest.param("* Recurrent World Health Organization grade 4 glioma", "", None, id="grade of a tumour"),
    pytest.param("* Consent before performance of 2 or 3 study procedures", "", None, id="another performance"),
    pytest.param("* Breast cancer", "", None, id="silent"),
]


@pytest.mark.parametrize(("inclusion", "exclusion", "expected"), CASES)
def test_worst_status(inclusion, exclusion, expected):
    found = stances(ecog.label(document(inclusion, exclusion)), "ecog_max")
    assert found == ({expected: "is"} if expected else {})


def test_quotation_begins_at_the_scale():
    (found,) = ecog.label(document("* Fit adults with an ECOG status of 0 or 1 at screening"))
    assert (found.value, found.field, found.quote) == ("1", "eligibility_text", "ECOG status of 0 or 1")
