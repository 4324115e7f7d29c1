"""What people do, in a real browser: filter, open a trial, keep it, share the list, read on a phone."""

import csv
import io
import re
from urllib.parse import urlsplit

import pytest
from conftest import DESKTOP, PHONE

PAGES = {
    "questions": ("", "Where has the cancer spread?"),
    "trials found": ("?sites=bone", "of 13 trials"),
    "nothing found": ("?text=quokka", "No trial is left"),
    "trial": ("trial?id=NCT99000105", "Criteria for joining, in full"),
    "no trial": ("trial", "Trial number"),
    "shortlist": ("shortlist?trials=NCT99000101,NCT99000105,NCT99000113", "Side by side"),
    "empty shortlist": ("shortlist", "Your shortlist is empty."),
    "learn": ("learn", "Where cancer can spread"),
    "a text": ("learn?page=bone", "Sources"),
    "data": ("data", "Terms of the data"),
}
COUNT = re.compile(r"^\d+ of \d+ trials$")
EVERY_PAGE = [pytest.param(*place, id=name) for name, place in PAGES.items()]


def answer(page, choice):
    """Taps a choice of the questions."""
    page.get_by_role("button", name=choice, exact=True).click()


def show_trials(visit):
    """Presses the button below the questions; returns how many trials are shown."""
    visit.page.get_by_role("button", name="Show trials").click()
    return counted(visit)


def counted(visit):
    """How many trials the page says that it shows, once it does."""
    heading = visit.page.get_by_role("heading", name=COUNT)
    heading.wait_for()
    visit.settle()
    return heading.inner_text()


def see(visit, nct_id):
    """Opens a trial from the list."""
    visit.page.get_by_role("link", name=f"See {nct_id}").click()
    visit.page.get_by_role("heading", name="Criteria for joining, in full").wait_for()
    visit.settle()


def brain(visit, pressed):
    """Waits for the questions, and for the answer to be as it should."""
    visit.page.get_by_role("button", name="Show trials").wait_for()
    visit.page.get_by_role("button", name="Brain", exact=True, pressed=pressed).wait_for()
    visit.settle()


@pytest.mark.parametrize(("path", "words"), EVERY_PAGE)
def test_every_page_fits_a_phone_and_names_its_source(phone, path, words):
    page = phone.open(path)
    assert words in phone.words()
    assert "Not medical advice" in phone.words()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_from_a_filter_to_a_trial_to_a_list_that_a_colleague_opens(visit, new_visit):
    page = visit.open()
    answer(page, "Brain")
    show_trials(visit)
    assert urlsplit(page.url).query == "step=trials"
    see(visit, "NCT99000105")
    assert "Brain: may join" in visit.words()
    page.get_by_role("button", name="Add to shortlist").click()
    page.get_by_role("button", name="Remove from shortlist").wait_for()
    page.get_by_role("link", name="Shortlist", exact=True).click()
    page.get_by_role("heading", name="Side by side").wait_for()
    visit.settle()
    page.get_by_text("Make a link to this list").click()
    link = page.locator('[data-testid="stCode"]').inner_text().strip()
    assert link == f"{visit.address}/shortlist?trials=NCT99000105"
    colleague = new_visit()
    colleague.open(link)
    colleague.page.get_by_role("heading", name="Side by side").wait_for()
    assert "Examplikinase Inhibitor in Advanced Solid Tumours Including Breast Cancer" in colleague.words()
    assert "Brain: may join" in colleague.words()


def test_on_a_phone_the_button_below_the_questions_leads_to_the_top_of_the_trials(phone):
    page = phone.open()
    answer(page, "Bone")
    page.get_by_role("button", name="Show trials").scroll_into_view_if_needed()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 300
    show_trials(phone)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    assert page.get_by_role("heading", name=COUNT).bounding_box()["y"] < page.viewport_size["height"]
    page.mouse.move(200, 600)
    page.mouse.wheel(0, 500)
    phone.until("document.querySelector('[data-testid=stMain]').scrollTop > 400")


def test_a_chosen_country_stays_whatever_is_chosen_next(visit):
    page = visit.open("?sites=brain")
    page.get_by_text("More filters").click()
    visit.settle()
    box = page.get_by_role("combobox", name="Country with a site of the trial")
    box.scroll_into_view_if_needed()
    box.click()
    page.get_by_role("option", name="United States", exact=True).click()
    visit.settle()
    page.get_by_text("Only trials with an open site in a chosen country").click()
    page.get_by_role("heading", name="3 of 13 trials").wait_for()
    found = counted(visit)
    page.get_by_role("button", name="Add to shortlist").first.click()
    page.get_by_role("button", name="Remove from shortlist").wait_for()
    visit.settle()
    assert counted(visit) == found
    assert "United States" in page.locator(".st-key-filter-countries").inner_text()
    assert page.get_by_role("button", name="→ United States").count() == 1


@pytest.mark.parametrize("place", ["Springfield", "02115", "Xqzzville"])
def test_after_a_place_the_keyboard_goes_on_to_the_distance(visit, place):
    page = visit.open()
    page.get_by_label("US ZIP code or city").fill(place)
    page.keyboard.press("Tab")
    page.get_by_text(re.compile("We take this as|We found no place")).first.wait_for()
    visit.settle()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "How far would you travel?"


@pytest.mark.parametrize("place", ["Springfield", "02115"])
def test_a_click_right_after_a_place_is_not_lost(visit, place):
    page = visit.open()
    page.get_by_label("US ZIP code or city").fill(place)
    button = page.get_by_role("button", name="Show trials")
    button.hover()
    page.mouse.down()
    page.get_by_text("We take this as").first.wait_for()
    visit.settle()
    page.mouse.up()
    counted(visit)


def test_the_keyboard_stays_on_the_button_of_the_shortlist(visit):
    page = visit.open("?sites=bone")
    page.get_by_role("button", name="Add to shortlist").first.press("Enter")
    page.get_by_role("button", name="Remove from shortlist").wait_for()
    visit.settle()
    assert page.evaluate("document.activeElement.innerText") == "Remove from shortlist"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove from shortlist").wait_for(state="detached")
    visit.settle()
    assert page.evaluate("document.activeElement.innerText") == "Add to shortlist"


def test_a_step_is_taken_off_and_brought_back_by_keyboard(visit):
    page = visit.open("?sites=bone&subtypes=TNBC")
    count = page.get_by_role("heading", name=COUNT)
    before = count.inner_text()
    page.get_by_role("button", name="→ Triple-negative").press("Enter")
    visit.until(f"document.querySelector('.result-count h2').innerText !== {before!r}")
    visit.settle()
    page.get_by_role("button", name="Undo").press("Enter")
    visit.until(f"document.querySelector('.result-count h2').innerText === {before!r}")


def test_steps_are_large_enough_to_hit(phone):
    page = phone.open("?sites=bone&subtypes=TNBC&text=trial&countries=France")
    boxes = [each.bounding_box() for each in page.locator(".st-key-funnel button:visible").all()]
    assert len(boxes) >= 6
    assert all(box["height"] >= 24 and box["width"] >= 24 and box["x"] + box["width"] <= 390 for box in boxes)


@pytest.mark.parametrize("size", [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")])
def test_back_and_forward_lead_from_question_to_trial_with_every_answer_kept(new_window, address, size):
    visit = new_window(address, size)
    page = visit.open()
    answer(page, "Brain")
    found = show_trials(visit)
    see(visit, "NCT99000105")
    page.go_back()
    assert counted(visit) == found
    page.go_back()
    brain(visit, pressed=True)
    assert not urlsplit(page.url).query
    page.go_forward()
    assert counted(visit) == found
    page.go_back()
    brain(visit, pressed=True)
    answer(page, "Brain")
    brain(visit, pressed=False)
    assert show_trials(visit) != found


def test_back_from_a_trial_leads_to_the_trials_of_a_link(visit):
    page = visit.open("?sites=brain")
    found = counted(visit)
    see(visit, "NCT99000105")
    page.go_back()
    assert counted(visit) == found
    assert "Brain" in visit.words()


def test_a_link_to_find_shows_the_trials_last_seen_and_back_leads_where_it_stood(visit):
    page = visit.open()
    answer(page, "Brain")
    found = show_trials(visit)
    see(visit, "NCT99000105")
    trial = page.url
    page.get_by_test_id("stTopNavLink").filter(has_text="Find trials").click()
    assert counted(visit) == found
    page.get_by_role("radio", name="Español").click()
    visit.settle()
    assert page.get_by_role("heading", name=re.compile("ensayos$")).is_visible()
    page.go_back()
    visit.until(f"location.href === {trial!r}")


def test_starting_again_is_a_page_of_its_own(visit):
    page = visit.open()
    answer(page, "Brain")
    show_trials(visit)
    page.get_by_role("button", name="Start again").click()
    brain(visit, pressed=False)
    page.go_back()
    brain(visit, pressed=False)
    page.go_back()
    brain(visit, pressed=False)


@pytest.mark.parametrize("shown", [pytest.param(False, id="questions"), pytest.param(True, id="trials")])
def test_a_reload_forgets_every_answer_and_begins_with_the_questions(visit, shown):
    page = visit.open()
    answer(page, "Brain")
    brain(visit, pressed=True)
    if shown:
        show_trials(visit)
    page.reload()
    brain(visit, pressed=False)
    assert not urlsplit(page.url).query
    show_trials(visit)
    page.go_back()
    brain(visit, pressed=False)


def test_back_from_a_trial_that_was_reloaded_leads_to_the_questions(visit):
    page = visit.open()
    answer(page, "Brain")
    show_trials(visit)
    see(visit, "NCT99000105")
    page.reload()
    visit.settle()
    page.go_back()
    brain(visit, pressed=False)
    assert not urlsplit(page.url).query


@pytest.mark.parametrize(
    "path", [pytest.param("", id="questions"), pytest.param("?phases=PHASE2", id="numbers behind")]
)
def test_two_quick_answers_both_count(visit, path):
    page = visit.open(path)
    if path:
        page.get_by_text("Change my answers").click()
        page.get_by_role("button", name=re.compile(r"^Bone \(\d+\)$")).wait_for()
    for choice in ("Bone", "Liver"):
        page.get_by_role("button", name=re.compile(rf"^{choice}( \(\d+\))?$")).click(no_wait_after=True)
    visit.settle()
    for choice in ("Bone", "Liver"):
        page.get_by_role("button", name=re.compile(rf"^{choice}( \(\d+\))?$"), pressed=True).wait_for()


def test_a_quotation_leads_to_its_place_in_the_criteria_and_back(visit):
    page = visit.open("trial?id=NCT99000101")
    page.locator("#label-3 a").click()
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 300")
    mark = page.locator("mark", has_text="Untreated or symptomatic brain metastases (lesions > 2 cm)")
    assert mark.is_visible()
    mark.locator("a").click()
    assert page.url.endswith("#label-3")
    assert "NCT99000101" in page.url


def test_the_words_behind_an_answer_open_with_one_tap_on_a_phone(phone):
    page = phone.open("shortlist?trials=NCT99000101,NCT99000105")
    words = page.get_by_text("“Untreated or symptomatic brain metastases (lesions > 2 cm)”")
    assert not words.is_visible()
    row = page.get_by_role("row").filter(has_text="Brain metastases")
    row.locator("summary").first.click()
    assert words.is_visible()


def test_the_list_is_downloaded_as_a_csv_file(visit):
    page = visit.open("shortlist?trials=NCT99000106,NCT99000101")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["Trial"] for row in rows] == ["NCT99000106", "NCT99000101"]
    assert {row["Registry data of"] for row in rows} == {"2026-11-20T09:00:05"}


def test_a_text_leads_to_its_trials_and_nothing_stands_in_the_address(visit):
    page = visit.open("learn?page=brain")
    page.get_by_role("button", name="Trials for this: Brain").click()
    page.get_by_role("heading", name="Find trials for metastatic breast cancer").wait_for()
    visit.settle()
    assert "Brain" in visit.words()
    assert not urlsplit(page.url).query


def test_a_link_to_a_search_brings_the_same_trials_back(visit, new_visit):
    page = visit.open()
    answer(page, "Triple-negative")
    found = show_trials(visit)
    page.get_by_text("Copy a link to this search").click()
    link = page.locator('[data-testid="stCode"]').inner_text().strip()
    friend = new_visit()
    friend.open(link)
    assert friend.page.get_by_role("heading", name=COUNT).inner_text() == found
    assert not urlsplit(friend.page.url).query


def test_demo_data_cannot_be_mistaken(demo_visit):
    for path, words in PAGES.values():
        demo_visit.open(path)
        assert words in demo_visit.words()
        assert demo_visit.page.get_by_text("Demo data: these trials do not exist").first.is_visible()
