"""What the sheet to take along says."""

import evidence
import handout
import pytest
import team_questions
from handout import Answer, Chosen, Entry

from cache import language, vocabulary
from cache.catalogue import Catalogue
from cache.search import Search
from tests import catalogue

MANIFEST = {
    "demo": False,
    "data_timestamp": catalogue.DATA_DATE,
    "retrieved_at": catalogue.RETRIEVED,
    "lexicon_version": "example",
}
PREPARED = Catalogue(catalogue.snapshot())
ANYWHERE = Search()
HER2_LOW = "HER2-low disease (IHC 1+, or IHC 2+ and ISH negative)"
PLAIN = Entry(
    nct_id="NCT99000101",
    title="Examplinib in HER2-Low Metastatic Breast Cancer",
    url="https://clinicaltrials.gov/study/NCT99000101",
    facts=(
        ("Status", "Recruiting, last confirmed by the sponsor in October 2026"),
        ("Phase", "Phase 2 (asks whether the treatment works)"),
        ("Tests", "Examplinib"),
        ("Plan", "1 group · Open label: everyone knows what is given · 60 people planned · Planned end: June 2029"),
        ("Age", "18 years and older"),
        ("Sex", "All"),
        ("Where", "2 open sites"),
    ),
    cautions=(),
    answers=(
        Answer("What is tested", ("Targeted therapy: tested",), ("Examplinib",)),
        Answer(
            "",
            ("Brain: only if treated and stable",),
            ("Untreated or symptomatic brain metastases (lesions > 2 cm)",),
        ),
        Answer(
            "",
            ("Lining of the brain and spinal cord (leptomeningeal): cannot join",),
            ("Leptomeningeal disease",),
        ),
        Answer("", ("Bone: may join",), ("Bone metastases are allowed",)),
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
        "Liver",
        "Gene or protein changes needed",
        "Menopause",
        "Measurable disease",
        "Earlier treatment lines",
        "Earlier treatment needed",
        "Earlier treatment not allowed or limited",
    ),
    questions=(
        "If I have brain metastases: how long must they have been stable? How do you check this?",
        "If I have liver metastases: may I join? Which blood tests of the liver must be good enough?",
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


def entry(nct_id, search=ANYWHERE, **columns):
    return handout.sheet([chosen(nct_id, **columns)], MANIFEST, search).entries[0]


def test_a_trial_is_told_by_fixed_phrases_with_the_records_words():
    assert entry("NCT99000101") == PLAIN


def test_the_sheet_says_what_it_is_and_what_it_is_not():
    made = handout.sheet([chosen("NCT99000101")], MANIFEST, ANYWHERE)
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
    about = handout.sheet([chosen("NCT99000101")], MANIFEST, ANYWHERE, "Distances are approximate.").about
    assert about == (*ABOUT[:-1], "Distances are approximate.", ABOUT[-1])


def test_trials_keep_their_order():
    made = handout.sheet([chosen("NCT99000105"), chosen("NCT99000101")], MANIFEST, ANYWHERE)
    assert [each.nct_id for each in made.entries] == ["NCT99000105", "NCT99000101"]
    assert made.about[0].startswith("This sheet is about 2 clinical trials in ")


def test_demo_data_are_said_to_be_made_up():
    made = handout.sheet([chosen("NCT99000101")], MANIFEST | {"demo": True}, ANYWHERE)
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


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        pytest.param([], [], id="nothing listed"),
        pytest.param(
            ["DRUG: A \\< B: high dose", "Surgery", *(f"OTHER: {each}" for each in "CDEF")],
            [("Listed in the record", "A < B: high dose · Surgery · C · D · E · and 1 more")],
            id="a long list is cut as on the card",
        ),
    ],
)
def test_treatments_are_those_of_the_card(listed, said):
    made = handout.sheet(
        [Chosen(PREPARED.trial("NCT99000101") | {"interventions": listed}, [], "")], MANIFEST, Search()
    )
    assert [fact for fact in made.entries[0].facts if fact[0] in ("Tests", "Listed in the record")] == said


@pytest.mark.parametrize(
    ("nct_id", "sites", "said", "silent"),
    [
        pytest.param("NCT99000109", ("bone_only",), ["Only in bone", "Bone"], [], id="all must have it"),
        pytest.param("NCT99000101", ("bone_only", "lung"), ["Bone"], ["Lung"], id="the wider site, and silence"),
        pytest.param("NCT99000101", ("brain",), ["Brain"], [], id="the brain"),
    ],
)
def test_places_of_spread_are_those_that_the_person_told(nct_id, sites, said, silent):
    made = entry(nct_id, Search(sites=sites))
    assert [
        phrase.partition(":")[0] for answer in made.answers if not answer.question for phrase in answer.phrases
    ] == said
    sites = {vocabulary.name("site", each) for each in vocabulary.values("site")}
    assert [name for name in made.silent if name in sites] == silent


def test_the_number_of_earlier_treatments_names_itself():
    trial, _labels, where = chosen("NCT99000101")
    lines = evidence.Label("", "lines_any", "0..0", "is", ("explicit",), ("rule",), ())
    (made,) = handout.sheet([Chosen(trial, [lines], where)], MANIFEST, ANYWHERE).entries
    assert made.answers == (Answer("", ("Earlier treatment lines: none allowed",), ()),)


def test_a_quotation_is_the_whole_statement():
    trial, _labels, where = chosen("NCT99000101")
    words = evidence.Quote("eligibility_text", 3, 8, "brain", "No ", " metastases unless treated")
    brain = evidence.Label("", "site", "brain", "treated_stable", ("explicit",), ("rule",), (words,))
    (made,) = handout.sheet([Chosen(trial, [brain], where)], MANIFEST, ANYWHERE).entries
    assert made.answers[0].quotations == ("No brain metastases unless treated",)


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
    (made,) = handout.sheet([Chosen(trial, [part, brain], where)], MANIFEST, ANYWHERE).entries
    assert made.answers == (
        Answer(
            "",
            ("Brain: cannot join", "Brain: only if treated and stable"),
            ("Untreated or symptomatic brain metastases (lesions > 2 cm)",),
        ),
    )


def test_in_spanish_the_registrys_words_stay_english_and_the_sheet_says_so():
    language.use("es")
    made = handout.sheet([chosen("NCT99000101")], MANIFEST, ANYWHERE)
    told = "Text from the registry stays in English. No clinician has reviewed our translation."
    assert made.about[-2] == language.gettext(told)
    (spanish,) = made.entries
    assert spanish.title == PLAIN.title
    assert [each.quotations for each in spanish.answers] == [each.quotations for each in PLAIN.answers]
    assert spanish.answers[1].phrases == (
        language.gettext("{name}: only if treated and stable").format(name="Cerebro"),
    )
