"""Receptor subtypes and HER2 levels that can enter a trial."""

import pytest

from pipelines.labels import receptors
from tests.labelling import document, stances

POS_POS, NEG_POS, POS_NEG, TNBC = "HR+/HER2+", "HR-/HER2+", "HR+/HER2-", "TNBC"
ALL = {POS_POS, NEG_POS, POS_NEG, TNBC}
P, LOW, ULTRA, ZERO = "positive", "low", "ultralow", "zero"
NEGATIVE, LEVELS = {LOW, ULTRA, ZERO}, {P, LOW, ULTRA, ZERO}
BREAST = {"brief_title": "A study in breast cancer"}

INCLUSION = [
    pytest.param("ER and/or PR in at least 1% of cells, and HER2 IHC 0, 1+, or 2+ with a negative ISH.", {POS_NEG}, NEGATIVE, id="scores"),
    pytest.param("ER 10% or higher, any PgR, HER2 not amplified.", {POS_NEG}, NEGATIVE, id="any PgR"),
    pytest.param("ER and PR both under 1% and HER2 negative by ASCO/CAP.", {TNBC}, NEGATIVE, id="strict TNBC"),
    pytest.param("Triple-negative disease (ER and PR under 10%, HER2 negative)", {TNBC}, NEGATIVE, id="TNBC under 10%"),
    pytest.param("TNBC or ER-low (1-10%) breast cancer, HER2 negative", {TNBC}, NEGATIVE, id="TNBC or ER-low"),
    pytest.param("Hormone receptor positive and/or negative, with HER2 IHC 3+ or ISH amplified.", {POS_POS, NEG_POS}, {P}, id="and/or"),
    pytest.param("HER2-low (IHC 1+, or 2+ with negative ISH), whatever the hormone receptors.", {POS_NEG, TNBC}, {LOW}, id="HER2-low"),
    pytest.param("HER2-low or HER2-ultralow (faint staining in 10% of cells or fewer).", {POS_NEG, TNBC}, {LOW, ULTRA}, id="ultralow"),
    pytest.param("HER2 expression of IHC 1+ or more.", ALL, {P, LOW}, id="HER2-expressing"),
    pytest.param("HER2 0", {POS_NEG, TNBC}, {ULTRA, ZERO}, id="HER2 0"),
    pytest.param("Any breast cancer subtype may enrol.", ALL, LEVELS, id="any subtype"),
    pytest.param("First treatment, regardless of receptor status.", ALL, LEVELS, id="regardless"),
    pytest.param("HER2-negative breast cancer", {POS_NEG, TNBC}, NEGATIVE, id="HER2-negative is a value"),
    pytest.param("HR+HER2-breast cancer", {POS_NEG}, NEGATIVE, id="minus glued to a word"),
    pytest.param("ER+ve/HER2\u2212ve tumours", {POS_NEG}, NEGATIVE, id="minus sign and ve"),
    pytest.param("Oestrogen-receptor positive breast cancer", {POS_POS, POS_NEG}, None, id="HER2 silent"),
    pytest.param("HoR+ or luminal B breast cancer", {POS_POS, POS_NEG}, None, id="luminal"),
    pytest.param("Hormone-sensitive breast cancer, c-erbB-2 negative", {POS_NEG}, NEGATIVE, id="hormone-sensitive"),
    pytest.param("Triple-positive breast cancer", {POS_POS}, {P}, id="triple positive"),
    pytest.param("Negative for ER, PR and HER2", {TNBC}, NEGATIVE, id="negative for a list"),
    pytest.param("ER- or PR-positive; HER2 overexpression or amplification", {POS_POS}, {P}, id="hanging hyphen"),
    pytest.param("TNBC or HR+/HER2- breast cancer", {POS_NEG, TNBC}, NEGATIVE, id="two kinds"),
    pytest.param("TNBC, HR+/HER2-negative or HER2-low, HR-/HER2+", {NEG_POS, POS_NEG, TNBC}, LEVELS, id="three kinds"),
    pytest.param("ER-positive\n* HER2-negative", {POS_NEG}, NEGATIVE, id="two bullets"),
    pytest.param("TNBC, HR+ breast cancer", {POS_POS, POS_NEG, TNBC}, None, id="one kind silent on HER2"),
    pytest.param("Must have had trastuzumab and a taxane for advanced disease.", {POS_POS, NEG_POS}, {P}, id="implied by trastuzumab"),
    pytest.param("Breast cancer with progression on a CDK4/6 inhibitor plus an aromatase inhibitor.", {POS_POS, POS_NEG}, None, id="implied by CDK4/6"),
    pytest.param("ESR1 mutation found in ctDNA.", {POS_POS, POS_NEG}, None, id="implied by ESR1"),
    pytest.param("HER2-positive disease. Patients with TNBC are not eligible", {POS_POS, NEG_POS}, {P}, id="refusal in inclusion"),
    pytest.param("HER2-negative breast cancer\n* HR+ patients must have had endocrine therapy", {POS_NEG, TNBC}, NEGATIVE, id="a condition narrows nothing"),
    pytest.param("HER2-positive or TNBC\n* Triple negative: ER and PR < 1%", {POS_POS, NEG_POS, TNBC}, LEVELS, id="a definition narrows nothing"),
    pytest.param("ER, PR and HER2 status must be known.", None, None, id="status known"),
    pytest.param("HER2-mutant breast cancer", None, None, id="HER2-mutant"),
    pytest.param("Stratified by HER2-positive and HER2-negative", None, None, id="stratification"),
    pytest.param("No anti-HER2 therapy or HER2-targeted drugs; hormonal contraception", None, None, id="drug classes"),
    pytest.param("Adults with advanced disease", None, None, id="silent"),
]  # fmt: skip


@pytest.mark.parametrize(("inclusion", "subtypes", "levels"), INCLUSION)
def test_inclusion(inclusion, subtypes, levels):
    check(document(f"* {inclusion}", **BREAST), subtypes, levels)


EXCLUSION = [
    pytest.param("HER2-positive breast cancer.", {POS_NEG, TNBC}, NEGATIVE, id="only an exclusion"),
    pytest.param("Triple-negative disease (negative for ER, PR and HER2)", ALL - {TNBC}, LEVELS, id="TNBC excluded"),
    pytest.param("Tumours scored HER2 IHC 0.", ALL, {P, LOW}, id="IHC 0 excluded"),
    pytest.param(
        "HER2-positive disease with symptoms that need urgent treatment of the liver", None, None, id="conditional"
    ),
    pytest.param("Earlier treatment with trastuzumab deruxtecan.", None, None, id="an excluded drug implies nothing"),
]


@pytest.mark.parametrize(("exclusion", "subtypes", "levels"), EXCLUSION)
def test_exclusion(exclusion, subtypes, levels):
    check(document("* Adults", f"* {exclusion}", **BREAST), subtypes, levels)


BASKETS = [
    pytest.param("Breast cancer (TNBC only), colorectal cancer, melanoma", {TNBC}, NEGATIVE, id="TNBC in a list"),
    pytest.param("HER2-positive gastric cancer or breast cancer", None, None, id="HER2 of another tumour"),
    pytest.param("HER2-expressing (IHC 2+ or 3+) tumours\n* Breast cancer", ALL, {P, LOW}, id="HER2 of all tumours"),
    pytest.param("Cohort 3: HR+/HER2- breast cancer\n* Cohort 4: ovarian cancer", {POS_NEG}, NEGATIVE, id="breast cohort"),
    pytest.param("Triple-negative breast cancer\n* Any other breast cancer\n* Lung cancer", None, None, id="one silent cohort"),
    pytest.param("HER2-positive gastric cancer", None, None, id="no breast cancer"),
]  # fmt: skip


@pytest.mark.parametrize(("inclusion", "subtypes", "levels"), BASKETS)
def test_baskets(inclusion, subtypes, levels):
    check(document(f"* {inclusion}", brief_title="A drug for solid tumors"), subtypes, levels)


def check(made, subtypes, levels):
    """Both axes: accepted values, and all others excluded; None where nothing may be stated."""
    found = receptors.label(made)
    for axis, everything, accepted in (("subtype", ALL, subtypes), ("her2_level", LEVELS, levels)):
        expected = {v: "accepted" if v in accepted else "excluded" for v in everything} if accepted is not None else {}
        assert stances(found, axis) == expected
    assert all(e.quote for e in found)


def test_cohorts_have_rows_of_their_own():
    text = "* Cohort A: triple-negative breast cancer\n* Cohort B: HR-positive, HER2-negative breast cancer"
    found = receptors.label(document(text, **BREAST))
    accepted = {(e.cohort, e.value) for e in found if e.axis == "subtype" and e.stance == "accepted"}
    assert accepted == {("cohort a", TNBC), ("cohort b", POS_NEG), ("", TNBC), ("", POS_NEG)}


def test_titles_count_where_criteria_are_silent():
    found = receptors.label(document("* Adults", brief_title="A drug in ER+/HER2- advanced breast cancer"))
    assert {(e.value, e.field) for e in found if e.axis == "subtype" and e.stance == "accepted"} == {
        (POS_NEG, "brief_title")
    }


def test_criteria_win_over_titles():
    made = document("* HER2-positive breast cancer", brief_title="A drug in TNBC breast cancer")
    check(made, {POS_POS, NEG_POS}, {P})


def test_basis_tells_words_from_conclusions():
    found = receptors.label(document("* HER2-negative breast cancer", **BREAST))
    assert {(e.value, e.basis, e.quote) for e in found if e.axis == "her2_level" and e.value in (P, LOW)} == {
        (P, "derived", "HER2-negative"),
        (LOW, "explicit", "HER2-negative"),
    }
    implied = receptors.label(document("* Must have had trastuzumab for advanced breast cancer."))
    assert {e.basis for e in implied} == {"implied"}
