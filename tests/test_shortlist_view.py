"""The shortlist page: side by side, to take along, to share."""

import pytest
import shared_list

from cache.search import Search
from tests import views

FIRST, SECOND, THIRD = "NCT99000101", "NCT99000105", "NCT99000113"
PRINTING, SHARING = "Show only the page for printing", "Make a link to this list"


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    return views.show(monkeypatch)


def kept(*nct_ids):
    return {"shortlist": list(nct_ids)}


def switched(page, label, value=True):
    (toggle,) = (each for each in page.toggle if each.label == label)
    return toggle.set_value(value).run()


def test_an_empty_list_says_how_to_fill_it():
    page = views.open_page("shortlist")
    assert "Your shortlist is empty." in views.words(page)
    assert views.buttons(page) == []


def test_trials_stand_side_by_side_with_the_words_behind_each_answer():
    said = views.words(views.open_page("shortlist", kept(FIRST, SECOND)))
    for part in (
        "Question NCT99000101 NCT99000105",
        "Status NCT99000101: Recruiting NCT99000105: Recruiting",
        "Open sites NCT99000101: 2 of 3 listed NCT99000105: 2 of 2 listed",
        "Doubts about the record NCT99000101: None that we know of NCT99000105: None that we know of",
        "Only in bone NCT99000101: The record does not say",
        "Only a few spots (oligometastatic) NCT99000101: The record does not say",
        "Age NCT99000101: 18 years and older NCT99000105: 18 years and older",
        "Sex NCT99000101: All NCT99000105: All",
        "changes needed NCT99000101: The record does not say NCT99000105: The record says it for some groups only",
        "Brain metastases NCT99000101: Brain: only if treated and stable The record&#x27;s words “Untreated or sympto",
        "brain metastases (lesions &gt; 2 cm)” from the criteria NCT99000105: Brain: may join",
        "Bone metastases NCT99000101: Bone: may join",
        "Measurable disease NCT99000101: The record does not say NCT99000105: The record does not say",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("near", "row"),
    [
        pytest.param("", "", id="no place"),
        pytest.param(
            "Boston, Massachusetts, United States",
            "Nearest site, from Boston, Massachusetts, United States NCT99000101: The nearest open site is in or near the "
            "same city: Example Cancer Centre, Boston, Massachusetts NCT99000105: The nearest open site is in or near "
            "the same city: Example Cancer Centre, Boston, Massachusetts",
            id="a place",
        ),
    ],
)
def test_the_nearest_sites_stand_side_by_side_where_a_place_is_known(near, row):
    page = views.open_page("shortlist", kept(FIRST, SECOND) | {"search": Search(near=near)})
    said = views.words(page)
    assert ("Nearest site" in said) == bool(row)
    assert row in said


def test_a_cohorts_answer_does_not_stand_for_the_trial():
    said = views.words(views.open_page("shortlist", kept(SECOND)))
    assert "PIK3CA" not in said


def test_a_trial_is_taken_off_all_are_taken_off_and_that_is_taken_back():
    page = views.open_page("shortlist", kept(FIRST, SECOND))
    page = page.button(key=f"remove {FIRST}").click().run()
    assert page.session_state["shortlist"] == [SECOND]
    page = views.press(page, "Remove all")
    assert "Your shortlist is empty." in views.words(page)
    assert views.press(page, "Undo the last change").session_state["shortlist"] == [SECOND]


def test_the_list_can_be_saved_or_printed():
    page = views.open_page("shortlist", kept(FIRST))
    assert [button.proto.label for button in page.get("download_button")] == ["Download as PDF", "Download as CSV"]
    assert [toggle.label for toggle in page.toggle] == [PRINTING, SHARING]


def test_the_page_for_printing_stands_alone_and_closes_again():
    page = switched(views.open_page("shortlist", kept(FIRST)), PRINTING)
    said = views.words(page)
    assert "To print, press Ctrl and P" in said
    assert "Clinical trials to talk about with your care team" in said
    assert "Your trials" not in said
    assert "Side by side" not in said
    assert [toggle.label for toggle in page.toggle] == [PRINTING]
    page = switched(page, PRINTING, False)
    assert "Clinical trials to talk about with your care team" not in views.words(page)
    assert "Side by side" in views.words(page)


def test_a_link_is_made_only_when_asked_for():
    page = views.open_page("shortlist", kept(FIRST, SECOND))
    assert not page.code
    assert "Your list stays here until you close or reload this page." in views.words(page)
    assert [toggle.label for toggle in page.toggle] == [PRINTING, SHARING]
    page = switched(page, SHARING)
    assert page.code[0].value.endswith(f"?trials={FIRST},{SECOND}")


def test_a_link_fills_an_empty_list():
    page = views.open_page("shortlist", trials=f"{SECOND},{FIRST},NCT00000009")
    assert page.session_state["shortlist"] == [SECOND, FIRST]
    assert "trials that are not in this catalogue: [NCT00000009]" in page.warning[0].value


def test_a_kept_trial_that_left_the_catalogue_is_named():
    page = views.open_page("shortlist", kept(FIRST, "NCT00000009"))
    assert page.warning[0].value.startswith("Your shortlist holds trials that are not in this catalogue: [NCT00000009]")
    assert FIRST in views.words(page)


def test_a_trial_taken_off_a_shared_list_stays_off():
    page = views.open_page("shortlist", trials=f"{SECOND},{FIRST}")
    page = page.button(key=f"remove {FIRST}").click().run()
    assert page.run().session_state["shortlist"] == [SECOND]


@pytest.mark.parametrize(
    ("choice", "after"),
    [
        pytest.param("Add them to mine", [THIRD, FIRST, SECOND], id="add"),
        pytest.param("Replace mine with them", [FIRST, SECOND], id="replace"),
        pytest.param("Keep mine as it is", [THIRD], id="keep"),
    ],
)
def test_a_link_never_overwrites_a_list_unasked(choice, after):
    page = views.open_page("shortlist", kept(THIRD), trials=f"{FIRST},{SECOND}")
    assert page.session_state["shortlist"] == [THIRD]
    assert "The link brings a list of 2 trials. 2 of them are not on your shortlist." in views.words(page)
    page = views.press(page, choice)
    assert page.session_state["shortlist"] == after
    assert choice not in views.buttons(page)


def test_undo_brings_a_replaced_list_back():
    page = views.open_page("shortlist", kept(THIRD), trials=f"{FIRST},{SECOND}")
    page = views.press(page, "Replace mine with them")
    page = views.press(page, "Undo the last change")
    assert page.session_state["shortlist"] == [THIRD]
    assert "Undo the last change" not in views.buttons(page)
    assert "Replace mine with them" not in views.buttons(page)


@pytest.mark.parametrize(
    ("longest", "is_disabled"), [pytest.param(3, False, id="just fits"), pytest.param(2, True, id="one too many")]
)
def test_two_lists_are_not_put_together_beyond_the_longest(monkeypatch, longest, is_disabled):
    monkeypatch.setattr(shared_list, "LONGEST", longest)
    page = views.open_page("shortlist", kept(THIRD), trials=f"{FIRST},{SECOND}")
    (button,) = (each for each in page.button if each.label == "Add them to mine")
    assert button.disabled is is_disabled
    assert button.help == ("Together they would be more than 2 trials." if is_disabled else "")


def test_a_link_that_cannot_be_read_says_why():
    page = views.open_page("shortlist", trials="NCT99000101,drop table")
    assert "'DROP TABLE' in the link is not a trial number" in page.warning[0].value
    assert "Your shortlist is empty." in views.words(page)


def test_without_a_snapshot_the_page_says_what_to_do(monkeypatch):
    views.show_nothing(monkeypatch)
    assert "No trials yet" in views.words(views.open_page("shortlist"))
