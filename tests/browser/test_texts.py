"""Ways between texts, trials and lists in a real browser: each text has an address and begins at its top; none loses the search."""

import re
from urllib.parse import urlsplit

SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


def read(visit, link):
    """Follows a link of a text, wherever it stands; returns the heading and the part of the address that names the text."""
    visit.page.get_by_role("link", name=link).scroll_into_view_if_needed()
    visit.page.get_by_role("link", name=link).click()
    return shown(visit)


def shown(visit):
    visit.settle()
    return visit.page.inner_text("h1"), urlsplit(visit.page.url).query


def test_a_text_outlives_a_reload_and_a_change_of_the_language_and_back_leads_from_text_to_text(visit):
    page = visit.open("learn")
    liver = ("Liver metastases", "page=liver")
    lung = ("Lung metastases", "page=lung")
    assert read(visit, "Liver metastases") == liver
    assert read(visit, "Next: Lung metastases") == lung
    page.reload()
    assert shown(visit) == lung
    page.get_by_role("radio", name="Español").click()
    assert shown(visit) == ("Metástasis pulmonares", "page=lung")
    page.get_by_role("radio", name="English").click()
    assert shown(visit) == lung
    page.go_back()
    assert shown(visit) == liver
    page.go_back()
    assert shown(visit) == ("Learn", "")
    page.go_forward()
    assert shown(visit) == liver
    assert read(visit, "All texts") == ("Learn", "")


def test_a_text_and_a_trial_begin_at_their_top(phone):
    page = phone.open("learn?page=liver")
    for link in ("Next: Lung metastases", "Before: Liver metastases", "All texts"):
        read(phone, link)
        assert page.evaluate(SCROLLED) == 0
    phone.open("?sites=bone")
    trial = page.get_by_role("link", name=re.compile("^See NCT")).last
    trial.scroll_into_view_if_needed()
    assert page.evaluate(SCROLLED) > 300
    trial.click()
    page.get_by_role("heading", name="Criteria for joining, in full").wait_for()
    phone.settle()
    assert page.evaluate(SCROLLED) == 0


def test_a_text_adds_its_choice_to_the_search_and_undo_takes_it_back(visit):
    page = visit.open("?subtypes=TNBC&near=Lyon, France")
    before = page.inner_text(".result-count")
    page.get_by_test_id("stTopNavLink").filter(has_text="Learn").click()
    read(visit, "Liver metastases")
    page.get_by_role("button", name="Trials for this: Liver").click()
    for step in ("Triple-negative", "Liver"):
        page.get_by_role("button", name=f"→ {step}").wait_for()
    visit.settle()
    page.get_by_role("button", name="Undo").click()
    visit.until(f"document.querySelector('.result-count').innerText === {before!r}")


def test_back_from_a_trial_leads_to_the_page_of_the_list_that_it_was_opened_from(visit):
    page = visit.open("?statuses=any&tiers=mbc~basket_breast~unclear")
    page.get_by_role("button", name="Page 2").click()
    page.get_by_text("Page 2 of 2.").wait_for()
    visit.settle()
    trial = page.get_by_role("link", name=re.compile("^See NCT"))
    opened = trial.inner_text()
    trial.click()
    page.get_by_role("heading", name="Criteria for joining, in full").wait_for()
    visit.settle()
    page.go_back()
    page.get_by_text("Page 2 of 2.").wait_for()
    assert trial.inner_text() == opened
