"""What a trial tests and what kind of treatment that is, as its card says it."""

import re

import evidence
import pytest
import tested

from cache.search import Search
from tests.test_claims import labels_of
from tests.test_facts import trial

LOCAL = (
    "Local treatment of distant metastases "
    "(surgery, radiation, ablation or embolization aimed at the places where cancer has spread)"
)
SILENT = ["The record does not say"]
UNKNOWN = "A drug whose kind we could not tell (the record names a drug that our table does not know)"


def rows(known, labels, search):
    """(heading, [its words, piece by piece of the HTML]) of the rows that say something."""
    found = tested.rows(trial(**known), labels, search or Search())
    return [
        (name, [each.strip() for each in re.split(r"<[^>]+>", html) if each.strip()]) for name, html in found if html
    ]


def label(axis, value, stance, field, words):
    return evidence.Label(
        "", axis, value, stance, ("explicit",), ("r",), (evidence.Quote(field, 0, len(words), words),)
    )


def drug(value, field="interventions[0]", words="x"):
    return label("drug", value, "tested", field, words)


@pytest.mark.parametrize(
    ("known", "labels", "said"),
    [
        pytest.param({}, [], [("Tests", SILENT), ("Phase", SILENT)], id="nothing"),
        pytest.param(
            {"interventions": ["DRUG: A", "PROCEDURE: B <b>"], "phases": ["PHASE1", "PHASE2"]},
            [],
            [
                ("Listed in the record", ["A", "·", "B &lt;b&gt;"]),
                ("Phase", ["Phase 1 (finds a safe dose) · Phase 2 (asks whether the treatment works)"]),
            ],
            id="listed, but the labels do not tell what is tested",
        ),
        pytest.param(
            {"interventions": ["DRUG: EX-999"], "phases": ["NA"]},
            [drug("unclassified", words="EX-999"), label("treatment", "other", "tested", "interventions[0]", "EX-999")],
            [
                ("Tests", ["EX-999", UNKNOWN, "quote", "“EX-999”", "from the intervention 1"]),
                ("Phase", ["No phase (a study to which phases do not apply)"]),
            ],
            id="a drug of unknown kind",
        ),
        pytest.param(
            {"interventions": [f"DRUG: {name}" for name in "abcdefg"], "phases": ["PHASE4"]},
            [drug(name) for name in "abcdefg"],
            [("Tests", ["a · b · c · d · e · and 2 more"]), ("Phase", ["Phase 4 (after approval)"])],
            id="many drugs",
        ),
        pytest.param(
            {"interventions": ["DRUG: Given drug", "PROCEDURE: Breast surgery"], "phases": ["PHASE9"]},
            [label("treatment", "surgery", "tested", "interventions[1]", "surgery")],
            [
                (
                    "Tests",
                    ["Breast surgery", "Surgery (an operation)", "quote", "“surgery”", "from the intervention 2"],
                ),
                ("Phase", ["PHASE9"]),
            ],
            id="no drug: the intervention that is tested, by its whole name; a phase that nobody knows",
        ),
        pytest.param(
            {"study_type": "OBSERVATIONAL"},
            [label("treatment", "supportive", "tested", "brief_title", "tired")],
            [
                (
                    "Tests",
                    [
                        "Supportive care (care for symptoms, side effects, mood and daily life)",
                        "quote",
                        "“tired”",
                        "from the short title",
                    ],
                ),
                (
                    "Kind of study",
                    ["Observational: people are followed; the study does not decide what they are given"],
                ),
            ],
            id="known from the title; an observational study is not asked for a phase",
        ),
    ],
)
def test_rows(known, labels, said):
    assert rows(known, labels, None) == said


def test_several_kinds_are_named_and_explained_one_tap_away():
    assert rows({}, labels_of(2), None)[0] == (
        "Tests",
        [
            "trastuzumab deruxtecan",
            "Radiation · Targeted therapy · Local treatment of distant metastases",
            "quote",
            "Radiation (high-energy rays, or a radioactive drug)",
            "Targeted therapy (drugs aimed at a feature of the cancer cell, antibody-drug conjugates included)",
            LOCAL,
            "“Radiosurgery”",
            "from the short title",
            "“Trastuzumab deruxtecan”",
            "from the intervention 2",
        ],
    )


@pytest.mark.parametrize(
    ("search", "said"),
    [
        pytest.param(
            Search(treatments=("chemotherapy",), given=True),
            ["Chemotherapy: given to people in the trial", "quote", "“Carboplatin”", "from the intervention 2"],
            id="given",
        ),
        pytest.param(Search(treatments=("immunotherapy",), given=True), None, id="tested is said as tested only"),
        pytest.param(Search(treatments=("chemotherapy",)), None, id="not asked for"),
    ],
)
def test_what_is_given_beside(search, said):
    assert dict(rows({}, labels_of(4), search)).get("Also given") == said
