"""Labels gathered for one trial, with their words."""

import evidence
import pytest
from evidence import Label, Question, Quote

from cache import vocabulary


def row(axis, value, stance, quote="", start=0, cohort="", basis="explicit", rule="r1", field=None):
    place = "eligibility_text" if field is None else field
    said = (
        {"field": place, "start": start, "end": start + len(quote), "quote": quote}
        if quote
        else {"field": "", "quote": ""}
    )
    known = {"nct_id": "NCT99000001", "cohort": cohort, "axis": axis, "value": value, "stance": stance}
    return known | said | {"basis": basis, "rule_id": rule}


ROWS = [
    row("prior", "taxane", "required", "prior taxane", 80),
    row("site", "brain", "treated_stable", "stable brain metastases", 40, rule="r9"),
    row("site", "brain", "treated_stable", "brain", 3, basis="implied", field="conditions[1]"),
    row("site", "bone", "allowed", "bone", 60),
    row("tier", "mbc", "is", basis="derived", rule="tier-1"),
    row("site", "liver", "required", "liver", 7, cohort="Part B"),
]
TIER = Label("", "tier", "mbc", "is", ("derived",), ("tier-1",), ())
BONE = Label("", "site", "bone", "allowed", ("explicit",), ("r1",), (Quote("eligibility_text", 60, 64, "bone"),))
BRAIN = Label(
    "",
    "site",
    "brain",
    "treated_stable",
    ("explicit", "implied"),
    ("r1", "r9"),
    (Quote("conditions[1]", 3, 8, "brain"), Quote("eligibility_text", 40, 63, "stable brain metastases")),
)
TAXANE = Label(
    "", "prior", "taxane", "required", ("explicit",), ("r1",), (Quote("eligibility_text", 80, 92, "prior taxane"),)
)
LIVER = Label(
    "Part B", "site", "liver", "required", ("explicit",), ("r1",), (Quote("eligibility_text", 7, 12, "liver"),)
)
ALL = [TIER, BONE, BRAIN, TAXANE, LIVER]


def test_the_rows_of_one_claim_become_one_label_in_the_order_of_the_page():
    assert evidence.labels_of(ROWS) == ALL


def test_a_trial_without_labels_has_none():
    assert evidence.labels_of([]) == []


def test_labels_on_the_very_same_words_stand_together():
    lining = BRAIN._replace(value="leptomeningeal")
    other_cohort = BRAIN._replace(cohort="Part B")
    assert evidence.grouped([BRAIN, BONE, lining, other_cohort]) == [[BRAIN, lining], [BONE], [other_cohort]]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        pytest.param(
            ("site-brain-01+limit-03-symptomatic",), "Brain: cannot join if it causes symptoms", id="symptoms only"
        ),
        pytest.param(
            ("site-brain-01+limit-03-symptomatic", "site-brain-01+stable-01"),
            "Brain: only if treated and stable",
            id="symptoms and more",
        ),
    ],
)
def test_a_refusal_of_symptoms_alone_is_not_said_to_need_treatment(rules, said):
    assert BRAIN._replace(rules=rules).phrase == said


def test_a_label_speaks_the_vocabularys_phrase():
    assert [label.phrase for label in (TIER, BRAIN, TAXANE)] == [
        "Metastatic breast cancer",
        "Brain: only if treated and stable",
        "Taxane: needed before joining",
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param(Question("Brain", ("site",), "brain"), [BRAIN], id="one value"),
        pytest.param(Question("Sites", ("site",)), [BONE, BRAIN], id="an axis, without its cohorts"),
        pytest.param(Question("Liver", ("site",), "liver"), [], id="said of a cohort only"),
        pytest.param(Question("Not allowed", ("prior",), stances=("excluded", "limited")), [], id="another stance"),
        pytest.param(Question("Needed", ("prior",), stances=("required",)), [TAXANE], id="one stance"),
        pytest.param(Question("Any", ("prior",), stances=("limited", "required")), [TAXANE], id="one of two stances"),
    ],
)
def test_answers(question, found):
    assert evidence.answers(ALL, question) == found


@pytest.mark.parametrize(
    ("values", "said"),
    [
        pytest.param(["PTEN"], ["PTEN change: needed"], id="one"),
        pytest.param(["other:ATM"], ["ATM: needed"], id="one that the vocabulary does not list"),
        pytest.param(
            ["PTEN", "AKT1"],
            ["PTEN change: needed", "AKT1 change: needed", "One of these may be enough: see the record's words"],
            id="several, joined by and or by or",
        ),
    ],
)
def test_changes_needed(values, said):
    assert evidence.phrases(TIER._replace(axis="biomarker", value=each, stance="required") for each in values) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(Question("Lung", ("site",), "lung"), evidence.SILENT, id="said of nobody"),
        pytest.param(Question("Liver", ("site",), "liver"), evidence.GROUPS, id="said of a cohort only"),
        pytest.param(
            Question("Not liver", ("site",), "liver", ("excluded",)), evidence.SILENT, id="another stance of a cohort"
        ),
    ],
)
def test_what_stands_where_there_is_no_answer(question, said):
    assert evidence.unanswered(ALL, question) == said


def test_what_is_said_of_the_whole_and_of_a_cohort_is_not_of_groups_only():
    assert not evidence.is_of_groups_only([BONE, LIVER], Question("Sites", ("site",)))


def test_axes_without_a_label_are_silent_but_for_what_few_trials_are_about():
    stated = {evidence.AXES[axis] for axis in ("tier", "site", "prior", "menopause", "focus_site")}
    of_a_cohort = LIVER._replace(axis="menopause", value="post_only", stance="is")
    assert evidence.silent_axes([*ALL, of_a_cohort]) == [
        heading for heading in evidence.AXES.values() if heading not in stated
    ]


@pytest.mark.parametrize(
    ("field", "words", "text"),
    [
        pytest.param("brief_title", "short title", "Bones", id="a column"),
        pytest.param("conditions[1]", "condition 2", "Cancer", id="an item of a list"),
        pytest.param("sponsor_class", "sponsor class", "OTHER", id="a column that we have no words for"),
    ],
)
def test_fields(field, words, text):
    trial = {"brief_title": "Bones", "conditions": ["Pain", "Cancer"], "sponsor_class": "OTHER"}
    assert evidence.field_words(field) == words
    assert evidence.field_text(trial, field) == text


def test_every_question_asks_for_something_the_vocabulary_knows():
    for question in evidence.QUESTIONS:
        assert set(question.axes) <= set(evidence.AXES)
        assert question.value in ("", *vocabulary.values(question.axes[0]))
        assert set(question.stances) <= set(vocabulary.stances(question.axes[0]))
