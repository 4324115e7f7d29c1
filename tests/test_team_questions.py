"""The questions to ask a study team: which trials each is for, and that every row of the house can be used."""

import evidence
import pytest
import team_questions
from team_questions import Question

from cache import schema, vocabulary
from cache.search import Search
from tests import catalogue

SILENT_ON_BRAIN = "May I join with treated, stable brain metastases? What if they are active?"
STABLE_BRAIN = "How long must my brain metastases have been stable? How do you check this?"
GROUP = "Which group of this trial could I join, and what are the rules for that group?"
LINES = "How many treatments for metastatic cancer may I have had before?"
PLACEBO = "Could I get a placebo? What else do people in that group get?"
CHANCE = "How are people put into the groups, and what does each group get?"
MASKED = "Will I be told which treatment I get? What if there is an emergency?"
DOSE = "Which dose would I get, and how many people have had it before me?"
OPENING = "When will the trial open?"
NO_SITE = "Where can people join now, or where will the first place open?"


def label(axis, value, stance, cohort=""):
    return evidence.Label(cohort, axis, value, stance, ("explicit",), ("example",), ())


def asked(*labels, sites=("brain",), **columns):
    trial = catalogue.row_of("NCT99000101") | columns
    return team_questions.of_trial(trial, list(labels), Search(sites=sites))


@pytest.mark.parametrize(
    ("labels", "question", "is_asked"),
    [
        pytest.param([], SILENT_ON_BRAIN, True, id="silent"),
        pytest.param([label("site", "liver", "allowed")], SILENT_ON_BRAIN, True, id="silent on this site"),
        pytest.param([label("site", "brain", "allowed", "Part 2")], SILENT_ON_BRAIN, False, id="said of a group only"),
        pytest.param([label("site", "brain", "allowed", "Part 2")], GROUP, True, id="a group has a rule of its own"),
        pytest.param([label("site", "brain", "allowed")], GROUP, False, id="no group has a rule of its own"),
        pytest.param(
            [label("site", "brain", "treated_stable", "Part 2")], STABLE_BRAIN, False, id="a stance of a group only"
        ),
        pytest.param([label("site", "brain", "allowed")], SILENT_ON_BRAIN, False, id="allowed"),
        pytest.param([label("site", "brain", "excluded")], SILENT_ON_BRAIN, False, id="excluded"),
        pytest.param([label("site", "brain", "treated_stable")], STABLE_BRAIN, True, id="a stance of its own"),
        pytest.param([label("site", "brain", "allowed")], STABLE_BRAIN, False, id="another stance"),
        pytest.param([], LINES, True, id="silent on all of several axes"),
        pytest.param([label("lines_chemo", "..2", "is")], LINES, False, id="one of several axes is stated"),
    ],
)
def test_a_question_follows_what_the_record_says_or_not(labels, question, is_asked):
    assert (question in asked(*labels)) is is_asked


@pytest.mark.parametrize(
    ("columns", "question", "is_asked"),
    [
        pytest.param({"arm_types": ["EXPERIMENTAL", "PLACEBO_COMPARATOR"]}, PLACEBO, True, id="a placebo arm"),
        pytest.param({"arm_types": ["EXPERIMENTAL"]}, PLACEBO, False, id="no placebo arm"),
        pytest.param({"arm_types": []}, PLACEBO, False, id="no arms"),
        pytest.param({"allocation": "RANDOMIZED"}, CHANCE, True, id="randomised"),
        pytest.param({"allocation": "NON_RANDOMIZED"}, CHANCE, False, id="a word within another"),
        pytest.param({"allocation": None}, CHANCE, False, id="not given"),
        pytest.param({"masking": "TRIPLE"}, MASKED, True, id="one of several items"),
        pytest.param({"phases": ["PHASE1", "PHASE2"]}, DOSE, True, id="first of two phases"),
        pytest.param({"phases": ["PHASE2"]}, DOSE, False, id="another phase"),
        pytest.param({"overall_status": "NOT_YET_RECRUITING"}, OPENING, True, id="not open yet"),
        pytest.param({"open_site_count": 0}, NO_SITE, True, id="no open site"),
        pytest.param({"open_site_count": 10}, NO_SITE, False, id="a digit within a number"),
    ],
)
def test_a_question_follows_a_field(columns, question, is_asked):
    assert (question in asked(**columns)) is is_asked


SILENT_ON_LINING = "May I join if the cancer has reached the lining of my brain or spinal cord?"
SILENT_ON_BONE = "May I join with bone metastases?"


@pytest.mark.parametrize(
    ("sites", "said"),
    [
        pytest.param(("bone_only",), [SILENT_ON_BONE], id="only in bone: nothing of the brain"),
        pytest.param(("brain", "lung"), [STABLE_BRAIN], id="the brain"),
        pytest.param(("lung",), [], id="elsewhere"),
        pytest.param(
            (),
            [
                "If I have brain metastases: how long must they have been stable? How do you check this?",
                SILENT_ON_LINING,
                "If I have bone metastases: may I join?",
            ],
            id="no place told: if",
        ),
    ],
)
def test_places_of_spread_are_those_of_the_person(sites, said):
    of_sites = {each for row in team_questions.rows() if row.axis == "site" for each in (row.question, row.if_untold)}
    labels = (label("site", "brain", "treated_stable"), label("site", "liver", "allowed"))
    assert [question for question in asked(*labels, sites=sites) if question in of_sites] == said


def test_general_questions_are_asked_of_no_trial_in_particular():
    assert not set(team_questions.general()) & set(asked())
    assert "What would I have to pay, and what does my insurance cover?" in team_questions.general()


def test_every_row_can_be_used():
    columns = {column.name for column in schema.TRIALS}
    for row in team_questions.rows():
        axes = row.axis.split()
        assert set(axes) <= set(evidence.AXES), row
        assert not row.value or row.value in vocabulary.values(row.axis), row
        assert bool(axes) == bool(row.stance), row
        assert all(row.stance in ("silent", "groups", *vocabulary.stances(axis)) for axis in axes), row
        assert bool(row.column) == bool(row.items), row
        assert row.column in {"", *columns}, row
        assert row.question.endswith("?"), row
        assert row.source, row
        assert row.url.startswith("https://"), row
        assert 1990 < int(row.year) < 2100, row


def test_no_question_stands_twice():
    questions = team_questions.messages()
    assert len(questions) == sum(1 + bool(row.if_untold) for row in team_questions.rows())


def test_a_source_is_named_once_with_its_year(monkeypatch):
    row = Question("", "", "", "", "", "What is it?", "", "Example Institute", "https://example.org", "2020")
    monkeypatch.setattr(team_questions, "rows", lambda: (row, row._replace(question="Why?")))
    assert team_questions.sources() == [("Example Institute (2020)", "https://example.org")]
    assert team_questions.general() == ["What is it?", "Why?"]
