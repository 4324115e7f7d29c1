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
    pytest.param(
        "HER2 positive disease.\n* HER2 expression 1+, 2+ or 3+ in the tumour", ALL, {P, LOW}, id="positive spelt out as 1+"
    ),
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
    pytest.param("Endocrine-resistant breast cancer, HER2-negative", {POS_NEG}, NEGATIVE, id="endocrine-resistant"),
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
    pytest.param("Negative HER2 gene amplification by FISH.", {POS_NEG, TNBC}, NEGATIVE, id="negative amplification"),
    pytest.param("ER or PR positive and negative expression of HER2.", {POS_NEG}, NEGATIVE, id="negative expression"),
    pytest.param("Tumour that expresses HER2.", ALL, {P, LOW}, id="expresses HER2"),
    pytest.param("Tumour without any HER2 staining.", {POS_NEG, TNBC}, {ZERO}, id="no staining at all"),
    pytest.param("HER2 0 (HER2-ultralow is not eligible), hormone receptor positive or negative.", {POS_NEG, TNBC}, {ZERO}, id="refused in brackets"),
    pytest.param("HER2-low\n* Was never found to be HER2-positive (IHC 3+ or ISH+).", {POS_NEG, TNBC}, {LOW}, id="never positive"),
    pytest.param("Low HER2 expression, may be ultra-low.", {POS_NEG, TNBC}, {LOW, ULTRA}, id="ultra-low alone"),
    pytest.param("HER2-positive, any hormone receptor status.", {POS_POS, NEG_POS}, {P}, id="any hormone receptors"),
    pytest.param("Invasive cancer, whatever the biological characteristics.", ALL, LEVELS, id="any biology"),
    pytest.param("If the tumour is HER2-positive, trastuzumab must be given.", ALL, LEVELS, id="if HER2-positive"),
    pytest.param("Every receptor subtype can enter.", ALL, LEVELS, id="every subtype"),
    pytest.param("All histological and intrinsic subtypes of breast cancer.", ALL, LEVELS, id="all intrinsic subtypes"),
    pytest.param("Any histological subtype of breast cancer.", None, None, id="histological subtype"),
    pytest.param("ER-positive, HER2-negative breast cancer with a PIK3CA mutation is required.", {POS_NEG}, NEGATIVE, id="the disease is required"),
    pytest.param("HER2-positive\n* Bilateral cancer is allowed if each tumour is ER-positive.", {POS_POS, NEG_POS}, {P}, id="bilateral cancer"),
    pytest.param("HER2-positive\n* At least one of the following factors: grade 3, ER-negative, age under 35", {POS_POS, NEG_POS}, {P}, id="risk factors"),
    pytest.param("HER2-negative, defined as:\n  * IHC 0\n  * IHC 1+", {POS_NEG, TNBC}, NEGATIVE, id="bullets that define"),
    pytest.param("TNBC or HER2-positive\n* IHC 1+ tumours are reported as HER2-negative.", {POS_POS, NEG_POS, TNBC}, LEVELS, id="how a laboratory reports"),
    pytest.param("HER2-negative or HER2-low will be included and defined by IHC.", {POS_NEG, TNBC}, NEGATIVE, id="included and defined"),
    pytest.param("HER2-negative\n* ER-negative: T2 or more\n* ER-positive: N1 or more", {POS_NEG, TNBC}, NEGATIVE, id="alternatives on one axis"),
    pytest.param("TNBC, HER2-positive, or ER-positive disease", ALL, LEVELS, id="every kind named"),
    pytest.param("HER2-positive disease or TNBC\n* HER2-positive or triple-negative, T2\n* HR-positive, HER2-negative, N1", ALL, LEVELS, id="kinds repeated"),
    pytest.param("TNBC\n* Weakly ER positive disease (1-4%) is eligible.", {TNBC}, NEGATIVE, id="weakly ER positive"),
    pytest.param("HR+/HER2- patients must have had CDK4/6 inhibitors\n* HER2+ patients must have had T-DM1\n* TNBC patients must have had taxanes", ALL, LEVELS, id="rules for every group"),
    pytest.param("ER and PR positive and HER2 positive (HER2 positive: IHC 3+)", {POS_POS}, {P}, id="repeated in brackets"),
    pytest.param("HER2-positive; a non-luminal subtype is needed for randomisation", {POS_POS, NEG_POS}, {P}, id="non-luminal"),
    pytest.param("HER2-positive\n* At least one of the following factors:\n  * ER-negative\n  * grade 3", {POS_POS, NEG_POS}, {P}, id="bullets of risk factors"),
    pytest.param("No HER2-positive disease.", {POS_NEG, TNBC}, NEGATIVE, id="no HER2-positive"),
    pytest.param("Non HER2 amplified, ER-positive cancer", {POS_NEG}, NEGATIVE, id="non amplified"),
    pytest.param("HER2 neither overexpressed nor amplified", {POS_NEG, TNBC}, NEGATIVE, id="neither nor"),
    pytest.param("HER2 3+ on IHC, or 2+ with gene amplification", {POS_POS, NEG_POS}, {P}, id="2+ with amplification"),
    pytest.param("Human epidermal growth factor receptor-2 negative", {POS_NEG, TNBC}, NEGATIVE, id="receptor-2"),
    pytest.param("TNBC with HER2-low expression", {TNBC}, {LOW}, id="TNBC with HER2-low"),
    pytest.param("Triple-positive or HER2-positive", {POS_POS, NEG_POS}, {P}, id="triple positive or HER2-positive"),
    pytest.param("HER2-low (IHC 1+), HER2-positive is not allowed", {POS_NEG, TNBC}, {LOW}, id="stated and refused"),
    pytest.param("HER2-negative; if HER2 is 2+, FISH must be negative", {POS_NEG, TNBC}, NEGATIVE, id="a rule after a statement"),
    pytest.param("HER2-negative\n* Patients with a BRCA mutation and HR+ disease must have had hormones", {POS_NEG, TNBC}, NEGATIVE, id="a rule for some people"),
    pytest.param("Part 1: HER2-positive or HER2-low\n* Part 2: HER2-low", ALL, {P, LOW}, id="one part is wider"),
    pytest.param("HER2-negative breast cancer, defined as IHC 0 to 1+", {POS_NEG, TNBC}, NEGATIVE, id="stated and defined"),
    pytest.param("HER2 IHC 1+, 2+/ISH-, or >0 <1+", {POS_NEG, TNBC}, {LOW, ULTRA}, id="faint staining as figures"),
    pytest.param("ER, PR and HER2 status may be positive or negative.", ALL, LEVELS, id="may be either"),
    pytest.param("No restriction on hormone receptor or HER2 status.", ALL, LEVELS, id="no restriction"),
    pytest.param("HER2 status unknown, negative or positive.", ALL, LEVELS, id="even unknown"),
    pytest.param("ER-positive\n* Concurrent trastuzumab in HER2-positive disease is allowed", {POS_POS, POS_NEG}, None, id="a drug for some people"),
    pytest.param("Disease got worse on trastuzumab deruxtecan.", ALL, {P, LOW, ULTRA}, id="implied by T-DXd"),
    pytest.param("Part A: triple-negative. Part B: HR-positive, HER2-negative. Part C: HER2-positive.", ALL, LEVELS, id="parts in one line"),
    pytest.param("Androgen receptor 10% or higher in a triple-negative tumour.", {TNBC}, NEGATIVE, id="androgen receptor"),
    pytest.param("TNBC after two lines, unless the patient was ineligible to receive them.", {TNBC}, NEGATIVE, id="ineligible for treatment"),
    pytest.param("HER2-positive disease is ineligible for the study.", {POS_NEG, TNBC}, NEGATIVE, id="ineligible for the study"),
    pytest.param("Stratified by HER2-positive and HER2-negative", None, None, id="stratification"),
    pytest.param("No anti-HER2 therapy or HER2-targeted drugs; hormonal contraception", None, None, id="drug classes"),
    pytest.param("Adults with advanced disease", None, None, id="silent"),
]  # fmt: skip


@pytest.mark.parametrize(("inclusion", "subtypes", "levels"), INCLUSION)
def test_inclusion(inclusion, subtypes, levels):
    check(document(f"* {inclusion}", **BREAST), subtypes, levels)


EXCLUSION = [
    pytest.param("HER2-positive breast cancer.", {POS_NEG, TNBC}, NEGATIVE, id="only an exclusion"),
    pytest.param(
        "HER2-positive tumours found in the core needle biopsy", {POS_NEG, TNBC}, NEGATIVE, id="how it was found"
    ),
    pytest.param("Triple-negative disease (negative for ER, PR and HER2)", ALL - {TNBC}, LEVELS, id="TNBC excluded"),
    pytest.param("Tumours scored HER2 IHC 0.", ALL, {P, LOW}, id="IHC 0 excluded"),
    pytest.param(
        "HER2-positive disease with symptoms that need urgent treatment of the liver", None, None, id="conditional"
    ),
    pytest.param("Earlier treatment with trastuzumab deruxtecan.", None, None, id="an excluded drug implies nothing"),
    pytest.param("Earlier trastuzumab for HER2-positive disease.", None, None, id="what a drug was given for"),
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
    pytest.param("Solid tumour\n* TNBC: participants must have metastatic TNBC\n* Melanoma", {TNBC}, NEGATIVE, id="name of a cohort"),
    pytest.param("HER2-expressing solid tumours, excluding breast cancer", None, None, id="breast cancer left out"),
    pytest.param("HER2-positive gastric cancer", None, None, id="no breast cancer"),
    pytest.param("Lung cancer\n* Breast cancer:\n  * HR-positive, at least 1% of cells\n  * HER2-negative", {POS_NEG}, NEGATIVE, id="bullets below breast cancer"),
    pytest.param("HR+/HER2- BC after two lines\n* Advanced TNBC\n* Ovarian cancer", {POS_NEG, TNBC}, NEGATIVE, id="BC for breast cancer"),
    pytest.param("HER2-positive solid tumors including breast and gastric cancer", {POS_POS, NEG_POS}, {P}, id="HER2 of a whole list"),
    pytest.param("Phase 1b: ovarian or breast cancer\n* Breast cancer: HER2-positive disease is not eligible", None, None, id="refused in one phase"),
    pytest.param("Breast, ovarian or lung cancer\n* Prior therapy if HR-positive, HER2-negative\n* HER2-targeted therapy if HER2-positive\n* A taxane if triple-negative", ALL, LEVELS, id="rules for every breast group"),
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


COHORTS = [
    pytest.param("Phase 1: breast or lung cancer\n* For the TNBC cohort, participants must have ER-, PR- and HER2-negative disease", "", "tnbc cohort", {TNBC}, NEGATIVE, id="named before the demand"),
    pytest.param("Breast or lung cancer", "For the TNBC cohort, participants must have ER-, PR- and HER2-negative disease", "tnbc cohort", {TNBC}, NEGATIVE, id="a demand in the wrong list"),
    pytest.param("Breast or lung cancer\n* In the TNBC cohort, patients must have ER-, PR- and HER2-negative disease", "For the TNBC cohort, patients with HER2-ultralow disease", "tnbc cohort", {TNBC}, {LOW, ZERO}, id="refused in this cohort"),
    pytest.param("Part 1: breast or lung cancer\n* TNBC: advanced triple-negative breast cancer", "", "tnbc", {TNBC}, NEGATIVE, id="name of a bullet"),
    pytest.param("Phase 1: breast or lung cancer\n* Phase 2: HER2-positive breast cancer", "", "phase 2", {POS_POS, NEG_POS}, {P}, id="phase"),
]  # fmt: skip


@pytest.mark.parametrize(("inclusion", "exclusion", "cohort", "subtypes", "levels"), COHORTS)
def test_a_cohort_has_its_rows_where_the_trial_is_open_to_all_breast_cancer(
    inclusion, exclusion, cohort, subtypes, levels
):
    found = receptors.label(document(f"* {inclusion}", f"* {exclusion}", brief_title="A drug for solid tumors"))
    assert {e.cohort for e in found} == {cohort}
    assert {e.value for e in found if e.stance == "accepted"} == subtypes | levels


def test_a_refusal_is_quoted_only_for_what_it_refuses_as_a_whole():
    found = receptors.label(document("* TNBC", "* HER2-low breast cancer", **BREAST))
    quoted = {(e.value, e.quote) for e in found if e.stance == "excluded" and e.basis == "explicit"}
    assert quoted == {(LOW, "HER2-low")}


def test_titles_count_where_criteria_are_silent():
    found = receptors.label(document("* Adults", brief_title="A drug in ER+/HER2- advanced breast cancer"))
    assert {(e.value, e.field) for e in found if e.axis == "subtype" and e.stance == "accepted"} == {
        (POS_NEG, "brief_title")
    }


LISTS = [
    pytest.param(["HER2-positive Breast Cancer", "ER-positive Breast Cancer"], "HER2-positive breast cancer", {POS_POS, NEG_POS}, {P}, id="side by side"),
    pytest.param(["HER2-negative Breast Cancer", "ER-positive Breast Cancer"], "Breast cancer", {POS_NEG}, NEGATIVE, id="together"),
    pytest.param(["Triple-negative Breast Cancer"], "Breast cancer", {TNBC}, NEGATIVE, id="the only kind"),
    pytest.param(["Breast Cancer", "Triple-negative Breast Cancer"], "Breast cancer", None, None, id="an example"),
    pytest.param(["Triple-negative Breast Cancer"], "TNBC or HER2-positive", {POS_POS, NEG_POS, TNBC}, LEVELS, id="one of the kinds asked"),
]  # fmt: skip


@pytest.mark.parametrize(("conditions", "inclusion", "subtypes", "levels"), LISTS)
def test_conditions_only_fill_gaps(conditions, inclusion, subtypes, levels):
    check(document(f"* {inclusion}", brief_title="A study in breast cancer", conditions=conditions), subtypes, levels)


def test_a_cohort_open_to_any_tumour_leaves_breast_cancer_open():
    text = "* Cohort 1: histologically confirmed solid tumors\n* Cohort 2: melanoma or TNBC"
    trial = {"brief_title": "A vaccine for solid tumors", "conditions": ["Melanoma", "Breast Cancer"]}
    check(document(text, **trial), None, None)
    check(document(text, **{**trial, "conditions": ["Melanoma", "TNBC"]}), {TNBC}, NEGATIVE)


def test_a_refusal_below_one_group_is_not_made_to_another():
    groups = ("Part 1", "Part 2")
    told = ("HER2-low tumours (IHC 1+) are excluded", "People with HER2-low tumours need to have had drug Y")
    lists = [f"   * ({group}) TNBC\n      * {said}\n   * Melanoma" for group, said in zip(groups, told, strict=True)]
    made = document(
        "* One of these tumours:\n" + "\n".join(lists),
        brief_title="A drug for cancers",
        conditions=["TNBC", "Melanoma"],
    )
    check(made, {TNBC}, NEGATIVE)


def test_conditions_of_breast_cancer_alone_are_no_basket():
    made = document(
        "* ER-positive\n* HER2-positive\n* No lung cancer", conditions=["Breast Cancer"], brief_title="A drug"
    )
    check(made, {POS_POS}, {P})


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
