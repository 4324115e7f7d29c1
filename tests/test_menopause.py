"""Menopausal status that a trial asks for."""

import pytest

from pipelines.labels import menopause
from tests.labelling import document, stances

CASES = [
    pytest.param("* Postmenopausal women with breast cancer", "", "post_only", id="postmenopausal women"),
    pytest.param("* Post-menopausal, defined as one of the following:\n  * Age over 60", "", "post_only", id="defined"),
    pytest.param("* Premenopausal women with regular cycles", "", "pre_only", id="premenopausal women"),
    pytest.param("* Pre-, peri- or postmenopausal women", "", "any", id="all named"),
    pytest.param("* Menopausal status: any", "", "any", id="any status"),
    pytest.param("* Postmenopausal, or receiving ovarian suppression with goserelin", "", "any", id="or suppression"),
    pytest.param(
        "* Men and pre- or peri-menopausal women must take a GnRH agonist.",
        "",
        "any",
        id="suppression for premenopausal",
    ),
    pytest.param("* Adults", "* Pre-menopausal women", "post_only", id="premenopausal excluded"),
    pytest.param("* Adults", "* In premenopausal women: intolerance of LHRH agonists", "any", id="LHRH intolerance"),
    pytest.param(
        "* Women of childbearing potential, unless postmenopausal, must use contraception", "", None, id="contraception"
    ),
    pytest.param("* Negative pregnancy test for premenopausal women", "", None, id="pregnancy test"),
    pytest.param("* Postmenopausal is defined as no periods for 12 months", "", None, id="only a definition"),
    pytest.param(
        "* Women not of childbearing potential:\n  * Postmenopausal for two years", "", None, id="below childbearing"
    ),
    pytest.param("* Estradiol in the postmenopausal range", "", None, id="laboratory range"),
    pytest.param("* Breast cancer", "", None, id="silent"),
]


@pytest.mark.parametrize(("inclusion", "exclusion", "expected"), CASES)
def test_status(inclusion, exclusion, expected):
    found = stances(menopause.label(document(inclusion, exclusion)), "menopause")
    assert found == ({expected: "is"} if expected else {})


def test_title_where_criteria_are_silent():
    made = document("* Adults", brief_title="Letrozole in postmenopausal women with breast cancer")
    assert [(e.field, e.quote) for e in menopause.label(made)] == [("brief_title", "postmenopausal")]
