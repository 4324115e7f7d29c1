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
    """(heading, [its words, block by block of the HTML]) of the rows that say something."""
    found = tested.rows(trial(**known), labels, search or Search())
    blocks = {name: re.split(r"<[^>]+>", re.sub(r"</?span[^>]*>", "", html)) for name, html in found if html}
    return [(name, [each.strip() for each in said if each.strip()]) for name, said in blocks.items()]


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
            {"interventions": ["DRUG: A", "PROCEDURE: B <b>", "DRUG: A"], "phases": ["PHASE1", "PHASE2"]},
            [],
            [
                ("Listed in the record", ["A · B &lt;b&gt;"]),
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
        pytest.param(
            {"study_type": "OBSERVATIONAL"},
            [],
            [("Kind of study", ["Observational: people are followed; the study does not decide what they are given"])],
            id="an observational study is not asked what it tests",
        ),
    ],
)
def test_rows(known, labels, said):
    assert rows(known, labels, None) == said


def test_several_kinds_are_named_and_explained_one_tap_away():
    listed = ["RADIATION: Radiosurgery", "DRUG: Trastuzumab deruxtecan"]
    assert rows({"interventions": listed}, labels_of(2), None)[0] == (
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


def resting_on(kind, listed, place, words):
    """A tested treatment that rests on some words of an intervention."""
    start = listed[place].index(words)
    quote = evidence.Quote(f"interventions[{place}]", start, start + len(words), words)
    return evidence.Label("", *kind, "tested", ("explicit",), ("r",), (quote,))


@pytest.mark.parametrize(
    ("listed", "tested_words", "said"),
    [
        pytest.param(
            ["DRUG: Aldesleukin", "BIOLOGICAL: Anti-X T cells", "PROCEDURE: Biopsy"],
            [(("drug", "aldesleukin"), 0, "Aldesleukin"), (("treatment", "immunotherapy"), 1, "T cells")],
            "aldesleukin · Anti-X T cells",
            id="an intervention without a known drug, beside a drug",
        ),
        pytest.param(
            ["Bone Scan", "[68Ga]Ga-EX1", "Radiation Therapy", "Elacestrant"],
            [
                (("treatment", "imaging"), 0, "Bone Scan"),
                (("treatment", "imaging"), 1, "[68Ga]Ga-EX1"),
                (("treatment", "radiation"), 2, "Radiation"),
                (("drug", "elacestrant"), 3, "Elacestrant"),
            ],
            "[68Ga]Ga-EX1 · Radiation Therapy · elacestrant",
            id="no scan beside a treatment, but a tracer",
        ),
        pytest.param(
            ["PROCEDURE: Bone Scan"],
            [(("treatment", "imaging"), 0, "Bone Scan")],
            "Bone Scan",
            id="a scan alone",
        ),
        pytest.param(
            ["DRUG: Examplimab 10 mg and durvalumab", "DRUG: Durvalumab", "DRUG: Capecitabine plus durvalumab, q3w"],
            [
                (("drug", "durvalumab"), 0, "durvalumab"),
                (("drug", "durvalumab"), 1, "Durvalumab"),
                (("drug", "durvalumab"), 2, "durvalumab"),
            ],
            "Examplimab 10 mg and durvalumab · durvalumab",
            id="a combination with an unknown name as it is listed; a known drug that is only given is not named",
        ),
        pytest.param(
            ["Zoladex", "AZD5305 (saruparib)", "Saruparib with camizestrant"],
            [
                (("drug", "goserelin"), 0, "Zoladex"),
                (("drug", "saruparib"), 1, "AZD5305"),
                (("treatment", "targeted"), 2, "Saruparib"),
            ],
            "goserelin (Zoladex) · saruparib",
            id="another name of a drug, where the record has no other; each drug once",
        ),
        pytest.param(
            ["ENGAGE", "OTHER: Supportive Care"],
            [(("treatment", "supportive"), 1, "Supportive Care")],
            "Supportive care (care for symptoms, side effects, mood and daily life)",
            id="the kind alone, where all that is listed of it is usual care",
        ),
    ],
)
def test_names(listed, tested_words, said):
    labels = [resting_on(kind, listed, place, words) for kind, place, words in tested_words]
    assert rows({"interventions": listed}, labels, None)[0][1][0] == said


def test_an_intervention_is_named_whose_description_tells_its_kind():
    said = [label("treatment", "hormone", "tested", "intervention_descriptions[0]", "SERD")]
    assert rows({"interventions": ["DRUG: EX-1", "DRUG: Letrozole"]}, said, None)[0][1][0] == "EX-1"


def test_a_drug_that_only_the_title_names_comes_last():
    labels = [drug("fulvestrant", "brief_title", "Fulvestrant"), drug("BTX-A51", "interventions[0]", "BTX-A51")]
    assert rows({"interventions": ["BTX-A51"]}, labels, None)[0] == ("Tests", ["BTX-A51 · fulvestrant"])


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
