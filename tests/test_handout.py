"""What the sheet to take along says."""

import evidence
import handout
import pytest
import team_questions
from handout import Answer, Chosen, Entry

from cache import language
from cache.catalogue import Catalogue
from tests import catalogue

MANIFEST = {
    "demo": False,
    "data_timestamp": catalogue.DATA_DATE,
    "retrieved_at": catalogue.RETRIEVED,
    "lexicon_version": "example",
}
PREPARED = Catalogue(catalogue.snapshot())
HER2_LOW = "HER2-low disease (IHC 1+, or IHC 2+ and ISH negative)"
PLAIN = Entry(
    nct_id="NCT99000101",
    title="Examplinib in HER2-Low Metastatic Breast Cancer",
    url="https://clinicaltrials.gov/study/NCT99000101",
    facts=(
        ("Status", "Recruiting, last confirmed by the sponsor in October 2026"),
        ("Phase", "Phase 2 (asks whether the treatment works)"),
        ("Treatments and tests listed", "Examplinib"),
        ("Plan", "1 group · Open label: everyone knows what is given · 60 people planned · Planned end: June 2029"),
        ("Age", "18 years and older"),
        ("Sex", "All"),
        ("Where", "2 open sites"),
    ),
    cautions=(),
    answers=(
        Answer("What is tested", ("Targeted therapy: tested",), ("Examplinib",)),
        Answer(
            "Brain metastases",
            ("Brain: only if treated and stable",),
            ("Untreated or symptomatic brain metastases (lesions > 2 cm)",),
        ),
        Answer(
            "Leptomeningeal metastases",
            ("Lining of the brain and spinal cord (leptomeningeal): cannot join",),
            ("Leptomeningeal disease",),
        ),
        Answer("Bone metastases", ("Bone: may join",), ("Bone metastases are allowed",)),
        Answer(
            "Receptor status",
            (
                "HR-positive, HER2-negative: may join",
                "Triple-negative: may join",
                "HR-positive, HER2-positive: cannot join",
                "HR-negative, HER2-positive: cannot join",
            ),
            (HER2_LOW,),
        ),
        Answer(
            "HER2 level",
            (
                "HER2-low: may join",
                "HER2-positive: cannot join",
                "HER2-ultralow: cannot join",
                "HER2 zero: cannot join",
            ),
            (HER2_LOW,),
        ),
        Answer("General fitness (ECOG)", ("ECOG 0 to 1",), ("ECOG performance status 0 or 1",)),
    ),
    groups=(),
    silent=(
        "Liver metastases",
        "Gene or protein changes needed",
        "Menopause",
        "Measurable disease",
        "Earlier treatment lines",
        "Earlier treatment needed",
        "Earlier treatment not allowed or limited",
    ),
    questions=(
        "How long must my brain metastases have been stable? How do you check this?",
        "May I join with liver metastases? Which blood tests of the liver must be good enough?",
        "Must my cancer be large enough to measure on a scan? What if it is only in my bones?",
        "How many treatments for metastatic cancer may I have had before?",
        "Does a treatment that I have had keep me from joining?",
    ),
)
ABOUT = (
    (
        "This sheet is about 1 clinical trial in the public registry ClinicalTrials.gov (U.S. National Library of "
        "Medicine)."
    ),
    "Bring it to your doctor or to the study team. There is room to write on it.",
    "Registry data of 20 November 2026, retrieved 21 November 2026, 04:30 UTC.",
    "Trials open and close: check the record before you plan anything. It also names people to contact.",
    (
        "What we say of a trial is made by rules (version example) from the registry's text. The record's own words stand "
        "below it in quotation marks; we did not change them."
    ),
    "Answers hold for a trial as a whole. One group of a trial may take other people: ask the team.",
    "Not medical advice: the study team decides who can join.",
)


@pytest.fixture(autouse=True)
def _english_again():
    yield
    language.use(language.ENGLISH)


def chosen(nct_id, where="2 open sites", **columns):
    return Chosen(PREPARED.trial(nct_id) | columns, evidence.labels_of(PREPARED.labels_of(nct_id)), where)


def entry(nct_id, **columns):
    return handout.sheet([chosen(nct_id, **columns)], MANIFEST).entries[0]


def test_a_trial_is_told_by_fixed_phrases_with_the_records_words():
    assert entry("NCT99000101") == PLAIN


def test_the_sheet_says_what_it_is_and_what_it_is_not():
    made = handout.sheet([chosen("NCT99000101")], MANIFEST)
    assert made == handout.Sheet(
        title="Clinical trials to talk about with your care team",
        notice="",
        about=ABOUT,
        entries=(PLAIN,),
        questions=tuple(team_questions.general()),
        sources=tuple(team_questions.sources()),
        data_words="Registry data of 20 November 2026",
    )


def test_a_note_stands_before_the_last_sentence():
    about = handout.sheet([chosen("NCT99000101")], MANIFEST, "Distances are approximate.").about
    assert about == (*ABOUT[:-1], "Distances are approximate.", ABOUT[-1])


def test_trials_keep_their_order():
    made = handout.sheet([chosen("NCT99000105"), chosen("NCT99000101")], MANIFEST)
    assert [each.nct_id for each in made.entries] == ["NCT99000105", "NCT99000101"]
    assert made.about[0].startswith("This sheet is about 2 clinical trials in ")


def test_demo_data_are_said_to_be_made_up():
    made = handout.sheet([chosen("NCT99000101")], MANIFEST | {"demo": True})
    assert made.notice == "Demo data: these trials do not exist"
    assert made.about[0] == "The trials on this sheet are made up to show how it works. Never use it for a decision."


def test_an_answer_for_one_group_does_not_stand_for_the_trial():
    cohort = {label.value for label in chosen("NCT99000105").labels if label.cohort}
    assert cohort
    assert entry("NCT99000105").groups == ("Gene or protein changes needed",)
    said = [phrase for answer in entry("NCT99000105").answers for phrase in answer.phrases]
    assert not [phrase for phrase in said for value in cohort if value in phrase]


@pytest.mark.parametrize(
    ("columns", "fact"),
    [
        pytest.param({"phases": []}, ("Phase", "The record does not say"), id="no phase given"),
        pytest.param({"phases": ["PHASE9"]}, ("Phase", "PHASE9"), id="a phase that we do not know"),
        pytest.param(
            {"phases": ["PHASE1", "PHASE2"]},
            ("Phase", "Phase 1 (finds a safe dose) · Phase 2 (asks whether the treatment works)"),
            id="two phases",
        ),
        pytest.param(
            {"interventions": []}, ("Treatments and tests listed", "The record does not say"), id="nothing listed"
        ),
        pytest.param(
            {"interventions": ["DRUG: A \\< B: high dose", "Surgery"]},
            ("Treatments and tests listed", "A < B: high dose; Surgery"),
            id="only the type is taken off a name",
        ),
        pytest.param(
            {"verified_date": None},
            ("Status", "Recruiting; the record last changed on 10 November 2026"),
            id="never confirmed",
        ),
        pytest.param(
            {"where": "The record lists no site"}, ("Where", "The record lists no site"), id="where is what it is given"
        ),
    ],
)
def test_facts_that_are_missing_or_odd(columns, fact):
    assert fact in entry("NCT99000101", **columns).facts


def test_cautions_are_those_of_the_data_date():
    assert entry("NCT99000104").cautions == (
        (
            "Recruiting, but its main measurement was planned to end by March 2026. Ask the team whether it still takes "
            "people."
        ),
        "Recruiting, but it lists no site as open. Ask the team where people can join.",
    )


def test_words_that_stand_within_others_are_not_quoted_twice():
    trial, labels, where = chosen("NCT99000101")
    brain = next(label for label in labels if label.value == "brain")
    part = brain._replace(stance="excluded", quotes=(brain.quotes[0]._replace(text="symptomatic brain metastases"),))
    (made,) = handout.sheet([Chosen(trial, [part, brain], where)], MANIFEST).entries
    assert made.answers == (
        Answer(
            "Brain metastases",
            ("Brain: cannot join", "Brain: only if treated and stable"),
            ("Untreated or symptomatic brain metastases (lesions > 2 cm)",),
        ),
    )


def test_in_spanish_the_registrys_words_stay_english_and_the_sheet_says_so():
    language.use("es")
    made = handout.sheet([chosen("NCT99000101")], MANIFEST)
    told = "Text from the registry stays in English. No clinician has reviewed our translation."
    assert made.about[-2] == language.gettext(told)
    (spanish,) = made.entries
    assert spanish.title == PLAIN.title
    assert [each.quotations for each in spanish.answers] == [each.quotations for each in PLAIN.answers]
    assert spanish.answers[1].phrases == (
        language.gettext("{name}: only if treated and stable").format(name="Cerebro"),
    )
