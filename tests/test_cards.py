"""A found trial as a card: whole cards of made-up trials."""

import gc
import re
import weakref

import cards
import pytest

from cache import language
from cache.catalogue import Catalogue
from cache.search import Search
from tests import catalogue as made

SILENT_JOINING = "Receptor status; Brain: the record does not say. Ask the team."
LAST_KNOWN = (
    "The status is not known now; the last known one is: Available (expanded access). "
    "Ask the team whether people can join."
)
PLACEBO = "A placebo has no active drug, and may be given beside a real treatment: ask what each group gets."


def card(*, search=None, **columns):
    """The card of a made-up trial as HTML."""
    catalogue = Catalogue(made.snapshot([made.study(1, "A <trial> \\> 1", **columns)]))
    return cards.card_html(catalogue, search or Search(), "NCT99000101")


def pieces(html):
    """What a card says, piece by piece of its HTML."""
    bare = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return [each.strip() for each in re.split(r"<[^>]+>", bare) if each.strip()]


BARE = {
    "overall_status": None,
    "verified_date": None,
    "phases": [],
    "allocation": None,
    "intervention_model": None,
    "masking": None,
    "enrollment": None,
    "completion_date": None,
    "primary_completion_date": None,
}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        pytest.param(
            {
                "criteria": "* Treated brain metastases",
                "says": [("site", "brain", "treated_stable", "Treated brain metastases")],
                "interventions": ["DRUG: Examplinib"],
                "arm_labels": ["A", "B"],
                "arm_types": ["EXPERIMENTAL", "PLACEBO_COMPARATOR"],
                "allocation": "RANDOMIZED",
                "sites": [("boston", "RECRUITING")],
            },
            [
                "A &lt;trial&gt; &gt; 1",
                "Recruiting, last confirmed by the sponsor in October 2026",
                "·",
                "NCT99000101 at ClinicalTrials.gov",
                *("Listed in the record", "Examplinib"),
                *("Phase", "Phase 2 (asks whether the treatment works)"),
                *("Who can join", "Brain: only if treated and stable", "quote"),
                *("“Treated brain metastases”", "from the criteria"),
                "Receptor status: the record does not say. Ask the team.",
                "Plan",
                "2 groups · Chance decides who is in which group (randomised) · Open label: everyone knows what is given",
                f"The record lists a placebo arm. {PLACEBO}",
                "60 people planned · Planned end: June 2029",
                *("Where", "1 open site"),
            ],
            id="a full record",
        ),
        pytest.param(
            BARE,
            [
                "A &lt;trial&gt; &gt; 1",
                "not given; the record last changed on 1 November 2026",
                "·",
                "NCT99000101 at ClinicalTrials.gov",
                *("Tests", "The record does not say"),
                *("Phase", "The record does not say"),
                *("Who can join", SILENT_JOINING),
                *("Plan", "The record does not say"),
                *("Where", "The record lists no site"),
            ],
            id="a bare record: silence is said",
        ),
        pytest.param(
            {
                "study_type": "EXPANDED_ACCESS",
                "overall_status": "UNKNOWN",
                "last_known_status": "AVAILABLE",
                "verified_date": "2023-02-01",
                "phases": [],
                "intervention_model": None,
            },
            [
                "A &lt;trial&gt; &gt; 1",
                "Status unknown (last known: Available (expanded access)), last confirmed by the sponsor in February 2023",
                "·",
                "NCT99000101 at ClinicalTrials.gov",
                "⚠",
                LAST_KNOWN,
                "⚠",
                "Not confirmed by the sponsor for over 12 months (last in February 2023). The record may be out of date.",
                *("Tests", "The record does not say"),
                *("Kind of study", "Expanded access: a drug outside a trial"),
                *("Who can join", SILENT_JOINING),
                *("Plan", "Open label: everyone knows what is given", "60 people · Planned end: June 2029"),
                *("Where", "The record lists no site"),
            ],
            id="expanded access whose status is not known",
        ),
    ],
)
def test_a_whole_card(columns, said):
    assert pieces(card(**columns)) == said


def test_who_the_record_keeps_out_is_said_first():
    html = card(
        sex="FEMALE",
        maximum_age_years=75.0,
        criteria="* Postmenopausal\n* PTEN loss",
        says=[
            ("menopause", "post_only", "is", "Postmenopausal"),
            ("biomarker", "PTEN", "required", "PTEN loss"),
            ("site", "brain", "allowed", "Postmenopausal", "Part B"),
        ],
    )
    said = pieces(html)
    assert said[said.index("Who can join") : said.index("Plan")] == [
        *("Who can join", "Women only", "Age: 18 years to 75 years"),
        *("PTEN change: needed", "quote", "“PTEN loss”", "from the criteria"),
        *("After menopause only", "quote", "“Postmenopausal”", "from the criteria"),
        "Brain: the record says it for some groups only. See the trial&#x27;s page.",
        "Receptor status: the record does not say. Ask the team.",
    ]


def test_an_end_that_has_passed_is_a_warning_and_no_plan():
    said = pieces(card(primary_completion_date=None, completion_date="2022-06-01"))
    assert "The end was planned for June 2022" in said[said.index("Plan") + 2]
    warning = "Recruiting, but the study was planned to end by June 2022. Ask the team whether it still takes people."
    assert said[said.index("⚠") + 1] == warning


def test_words_of_the_registry_are_marked_as_english():
    html = card(criteria="* No CNS", says=[("site", "brain", "excluded", "No CNS")], interventions=["DRUG: Examplinib"])
    marked = re.findall(r'lang="en">([^<]*)<', html)
    assert marked == ["A &lt;trial&gt; &gt; 1", "Examplinib", "“No CNS”"]


def test_the_registry_opens_beside_this_page():
    (link,) = re.findall(r"<a [^>]*>", card())
    assert link == '<a href="https://clinicaltrials.gov/study/NCT99000101" target="_blank" rel="noopener">'


def test_a_card_follows_the_language_and_the_search():
    catalogue = Catalogue(made.snapshot())
    before = cards.card_html(catalogue, Search(), "NCT99000101")
    with_bone = cards.card_html(catalogue, Search(sites=("bone",)), "NCT99000101")
    language.use("es")
    try:
        spanish = cards.card_html(catalogue, Search(), "NCT99000101")
    finally:
        language.use(language.ENGLISH)
    assert ["Bone: may join" in each for each in (before, with_bone)] == [False, True]
    assert ["octubre de 2026" in each for each in (before, spanish)] == [False, True]
    assert cards.card_html(catalogue, Search(), "NCT99000101") == before


def test_what_cards_remember_goes_with_its_catalogue():
    catalogue = Catalogue(made.snapshot())
    cards.card_html(catalogue, Search(), "NCT99000101")
    gone = weakref.ref(catalogue)
    del catalogue
    gc.collect()
    assert gone() is None
