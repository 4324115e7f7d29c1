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
    pytest.param(
        "* Men and pre- or peri-menopausal women must take a GnRH agonist.", "", "any", id="X4 men and premenopausal"
    ),
    pytest.param("* Postmenopausal (including through ovarian suppression)", "", "any", id="suppression included"),
    pytest.param(
        "* Postmenopausal, defined as one of these:\n  * Natural menopause\n  * Menopause induced by ovarian suppression",
        "",
        "any",
        id="suppression among the definitions",
    ),
    pytest.param(
        "* Postmenopausal women\n* Women on ovarian suppression also qualify", "", "any", id="suppression qualifies"
    ),
    pytest.param(
        "* Postmenopausal women\n* No periods for a year in the absence of tamoxifen or ovarian suppression",
        "",
        "post_only",
        id="absence of suppression",
    ),
    pytest.param(
        "* Postmenopausal women",
        "* Postmenopausal due to ovarian suppression",
        "post_only",
        id="suppression refused",
    ),
    pytest.param(
        "* Postmenopausal women\n* Below 60 with luteinizing hormone in the range after menopause",
        "",
        "post_only",
        id="a hormone level is no suppression",
    ),
    pytest.param(
        "* Premenopausal before the start of the GnRH agonist",
        "* Postmenopausal",
        "pre_only",
        id="postmenopausal refused",
    ),
    pytest.param(
        "* Adults", "* Premenopausal patients may go on with suppression of ovarian function", "any", id="may go on"
    ),
    pytest.param("* Women in menopause after breast cancer", "", "post_only", id="in menopause"),
    pytest.param(
        "* Women must use contraception. This covers all between 18 and 55 years, save: (i) Postmenopausal for a year",
        "",
        None,
        id="goes on with contraception",
    ),
    pytest.param(
        "* Women below 50 would be considered post-menopausal after 12 months or more without periods",
        "",
        None,
        id="would be considered",
    ),
    pytest.param("* Breast cancer", "", None, id="silent"),
]


@pytest.mark.parametrize(("inclusion", "exclusion", "expected"), CASES)
def test_status(inclusion, exclusion, expected):
    found = stances(menopause.label(document(inclusion, exclusion)), "menopause")
    assert found == ({expected: "is"} if expected else {})


def test_title_where_criteria_are_silent():
    made = document("* Adults", brief_title="Letrozole in postmenopausal women with breast cancer")
    assert [(e.field, e.quote) for e in menopause.label(made)] == [("brief_title", "postmenopausal")]


def test_suppression_is_quoted_beside_menopause():
    found = menopause.label(document("* Postmenopausal women\n* Women on ovarian suppression also qualify"))
    assert [(e.value, e.quote) for e in found] == [
        ("any", "Postmenopausal"),
        ("any", "ovarian suppression also qualify"),
    ]
