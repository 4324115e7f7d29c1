"""Eligibility texts -> passages: sections, bullets, cohorts, sentences, offsets."""

import pytest

from pipelines.criteria import Criteria


def rows(text: str) -> list[tuple]:
    return [(p.section, p.cohort, p.text) for p in Criteria(text).passages]


SECTIONS = [
    pytest.param(
        "Inclusion Criteria:\n* a one\nExclusion Criteria:\n* b two", ["inclusion", "exclusion"], id="usual headings"
    ),
    pytest.param(
        "INCLUSION CRITERIA\n1. a one\n\nEXCLUSION CRITERIA\n1. b two",
        ["inclusion", "exclusion"],
        id="capitals, no colon",
    ),
    pytest.param(
        "Key Inclusion Criteria:\n- a one\nKey Exclusion Criteria:\n- b two", ["inclusion", "exclusion"], id="key"
    ),
    pytest.param(
        "Inclusion Criteria: a one. Exclusion Criteria: b two.", ["inclusion", "exclusion"], id="glued in one line"
    ),
    pytest.param(
        "Inclusion Criteria All Arms:\n* a one\nExclusion Criteria All Arms:\n* b two",
        ["inclusion", "exclusion"],
        id="all arms",
    ),
    pytest.param(
        "Inclusion Criteria:\n* a one\nExclusion criteria Medical conditions\n* b two",
        ["inclusion", "exclusion"],
        id="words after",
    ),
    pytest.param(
        "Inclusion Criteria:\n* a one\n\nParticipants are excluded from the study if any of these apply:\n\n* b two",
        ["inclusion", "exclusion", "exclusion"],
        id="asked out in a sentence",
    ),
    pytest.param(
        "Part 1: Key Inclusion Criteria\n1. a one\n\nPart 1: Key Exclusion Criteria\n1. b two",
        ["inclusion", "exclusion"],
        id="part",
    ),
    pytest.param(
        "Who can take part\n\n* a one\n\nWho cannot take part\n\n* b two", ["inclusion", "exclusion"], id="who"
    ),
    pytest.param("Inclusion:\n* a one\nExclusion:\n* b two", ["inclusion", "exclusion"], id="one word"),
    pytest.param(
        "General Inclusion Criteria\n* a one\nOther Exclusion Criteria\n* b two",
        ["inclusion", "exclusion"],
        id="general and other",
    ),
    pytest.param(
        "Disease-specific inclusion criteria:\n* a one\nDisease-specific exclusion criteria:\n* b two",
        ["inclusion", "exclusion"],
        id="disease-specific",
    ),
    pytest.param(
        "4.1.1 Inclusion criteria\n* a one\n4.1.2 Exclusion criteria\n* b two",
        ["inclusion", "exclusion"],
        id="numbered",
    ),
    pytest.param(
        "* Inclusion criteria:\n  * a one\n* Exclusion criteria:\n  * b two",
        ["inclusion", "exclusion"],
        id="as bullets",
    ),
    pytest.param(
        "Inclusion Criteria:\n* a one Exclusion Criteria\n* b two",
        ["inclusion", "exclusion"],
        id="glued to the bullet before",
    ),
    pytest.param(
        "Inclusion criteria at pre-screening\n* a one\nExclusion criteria at pre-screening\n* b two",
        ["inclusion", "exclusion"],
        id="for a step",
    ),
    pytest.param(
        "Inclusion Criteria:\n* a one\n* Does not meet inclusion criteria\n* Other inclusion/exclusion criteria apply.",
        ["inclusion"] * 3,
        id="false friends",
    ),
    pytest.param(
        "Inclusion Criteria:\n* a one\nFor the TNBC cohort the following exclusion criteria has been added:\n* b two",
        ["inclusion", "exclusion"],
        id="added for a cohort",
    ),
    pytest.param("DISEASE CHARACTERISTICS:\n* a one\n* b two", ["unsectioned"] * 3, id="no section"),
]


@pytest.mark.parametrize(("text", "wanted"), SECTIONS)
def test_sections(text, wanted):
    assert [section for section, _, _ in rows(text)] == wanted


def test_a_heading_for_all_cohorts_names_no_cohort():
    criteria = Criteria("Inclusion Criteria (all cohorts):\n* a one\nExclusion Criteria (Cohort B):\n* b two")
    assert [(p.section, p.cohort) for p in criteria.passages] == [("inclusion", ""), ("exclusion", "cohort b")]


def test_nested_bullets_know_their_parent():
    criteria = Criteria("Exclusion Criteria:\n* Brain metastases, unless:\n   * treated\n   * stable\n* Pregnancy")
    assert [(p.text, p.item, p.parent) for p in criteria.passages] == [
        ("brain metastases, unless:", 0, None),
        ("treated", 1, 0),
        ("stable", 2, 0),
        ("pregnancy", 3, None),
    ]
    assert [p.text for p in criteria.children(0)] == ["treated", "stable"]
    assert [p.text for p in criteria.item(3)] == ["pregnancy"]


COHORTS = [
    pytest.param("Inclusion Criteria:\n* Cohort A: one\n* two", ["cohort a", ""], id="head of a bullet"),
    pytest.param(
        "Inclusion Criteria:\n* Cohort A:\n   * one\n* two",
        ["cohort a", "cohort a", ""],
        id="heading with nested bullets",
    ),
    pytest.param("Phase 2 Inclusion Criteria (TNBC):\n* one", ["phase 2"], id="in the heading, before an aside"),
    pytest.param("Inclusion Criteria Cohort #1:\n* one", ["cohort #1"], id="in the heading, by number"),
    pytest.param("Inclusion criteria specific to Part B (two drugs)\n* one", ["part b"], id="specific to a part"),
    pytest.param(
        "For the TNBC cohort the following exclusion criteria has been added:\n* one",
        ["tnbc cohort"],
        id="in the heading, by name",
    ),
    pytest.param(
        "Further Inclusion Criteria for TNBC Participants\n\n1. one\n\nParticipants with any of these are excluded:\n\n1. two",
        ["tnbc", "", ""],
        id="in the heading, by its people, up to the exclusions",
    ),
    pytest.param(
        "Inclusion Criteria for Rare (Skin and Eye) Cancer Patients:\n* one",
        ["rare (skin and eye) cancer"],
        id="by its people, with an aside",
    ),
    pytest.param("Inclusion Criteria for Male and Female Patients:\n* one", [""], id="people of both sexes"),
    pytest.param(
        "Inclusion Criteria:\n* One thing. Part 2 (cohort B, brain metastases)\n* two",
        ["", "part 2 (cohort b, brain metastases)"],
        id="glued to the bullet before",
    ),
    pytest.param("Inclusion Criteria:\n* All cohorts: one\n* two", ["", ""], id="everyone"),
]


@pytest.mark.parametrize(("text", "wanted"), COHORTS)
def test_cohorts(text, wanted):
    assert [cohort for _, cohort, _ in rows(text)] == wanted


SENTENCES = [
    pytest.param("* One thing. Another thing.", ["one thing.", "another thing."], id="two sentences"),
    pytest.param("* Drugs, e.g. X, are fine", ["drugs, e.g. x, are fine"], id="abbreviation"),
    pytest.param("* Size of 2.5 cm", ["size of 2.5 cm"], id="decimal"),
    pytest.param("* A line that is\n  wrapped", ["a line that is   wrapped"], id="wrapped line"),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_sentences(text, wanted):
    assert [p.text for p in Criteria(text).passages] == wanted


def test_offsets_lead_to_the_registrys_own_characters():
    text = "Inclusion Criteria:\n\n* Size \\>= 2 cm, HER2\u2212. Ok\n* \u00dcber 18"
    spans = [passage.span(0, len(passage.text)) for passage in Criteria(text).passages]
    assert [text[start:end] for start, end in spans] == ["Size \\>= 2 cm, HER2\u2212.", "Ok", "\u00dcber 18"]


def test_empty_text_has_no_passages():
    assert Criteria("").passages == []


def test_a_run_on_line_is_cut_at_openers_but_not_within_triple_negative():
    text = "Lung Cancer and Triple Negative Breast Cancer after all usual drugs No lung disease " + "of any kind " * 40
    assert [row[2] for row in rows(text)] == [
        "lung cancer and triple negative breast cancer after all usual drugs",
        ("no lung disease " + "of any kind " * 40).strip(),
    ]
