"""Quotations are shown with the whole statement that they stand in, so that no exception is cut off."""

import evidence
import pytest
from quotes import Mark
from statements import Quote, around, gathered

LONG = "Long words about something else stand here. " * 12

STATEMENTS = [
    pytest.param("* Age over 18\n* Brain [metastases], unless treated\n* No fever", "Brain metastases, unless treated", id="a bullet"),
    pytest.param("* Seen in clin[ic today]", "Seen in clinic today", id="a word cut in two"),
    pytest.param("1. [Brain metastases]\n   that were never treated\n2. Fever", "Brain metastases\n   that were never treated", id="a wrapped line"),
    pytest.param(f"* {LONG}[Brain metastases] are refused. Blood is drawn.", "Brain metastases are refused.", id="the sentence of a long bullet"),
    pytest.param(f"* [Active disease] of the brain. Treated disease is allowed. Such people need no drugs. {LONG}", "Active disease of the brain. Treated disease is allowed. Such people need no drugs.", id="sentences that go on with it"),
    pytest.param(f"* {LONG}[Active disease], e.g. Of the brain. Blood is drawn.", "Active disease, e.g. Of the brain.", id="an abbreviation ends no sentence"),
    pytest.param("* [Brain metastases], except if:\n  * treated\n  * stable\n* Fever", "Brain metastases, except if:\n  * treated\n  * stable", id="bullets below an exception"),
    pytest.param("* [Metastatic disease]:\n  * in the bone\n  * in the liver", "Metastatic disease:", id="bullets that only tell more"),
    pytest.param("* No [brain metastases]\n  * Patients with treated ones may enter\n* Fever", "No brain metastases\n  * Patients with treated ones may enter", id="people let in below"),
    pytest.param("* No [brain metastases]\n\nNote: treated ones may enter\n\n* Fever", "No brain metastases\n\nNote: treated ones may enter", id="a note behind"),
    pytest.param("* No [brain metastases]\n* Patients with fever", "No brain metastases", id="the next criterion"),
    pytest.param("* Treated\n* Sta[ble\n* Fe]ver\n* Pain", "Stable\n* Fever", id="words of two bullets"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whole"), STATEMENTS)
def test_the_statement_around_words(text, whole):
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    first, last = around(text, start, end)
    assert text[first:last] == whole


def test_words_of_one_statement_stand_together():
    one, two = Quote("brief_title", 0, 4, "HER2", "", "-low HR+"), Quote("brief_title", 9, 12, "HR+", "HER2-low ", "")
    other = Quote("brief_title", 20, 24, "Pain")
    assert [(each.text, each.marks) for each in gathered([one, two, other, one])] == [
        ("HER2-low HR+", [Mark(0, 4, ()), Mark(9, 12, ())]),
        ("Pain", []),
    ]


@pytest.mark.parametrize(
    ("axis", "field", "before", "after"),
    [
        pytest.param("site", "eligibility_text", "No ", ", unless treated", id="a criterion"),
        pytest.param("site", "conditions[0]", "", "", id="a short field"),
        pytest.param("drug", "eligibility_text", "", "", id="the name of a drug"),
    ],
)
def test_labels_carry_the_statement(axis, field, before, after):
    text = "No brain metastases, unless treated"
    trial = {"eligibility_text": f"* {text}", "conditions": [text]}
    start = evidence.field_text(trial, field).index("brain")
    row = {
        "nct_id": "NCT99000001",
        "cohort": "",
        "axis": axis,
        "value": "brain",
        "stance": "excluded",
        "basis": "explicit",
    }
    row |= {"rule_id": "r", "field": field, "start": start, "end": start + 16, "quote": "brain metastases"}
    assert evidence.labels_of([row], trial)[0].quotes == (
        Quote(field, start, start + 16, "brain metastases", before, after),
    )
