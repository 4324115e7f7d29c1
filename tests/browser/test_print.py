"""What comes out on paper: the whole sheet and nothing else of the page; and the PDF file behind the button."""

import io
import re

import pytest
from pypdf import PdfReader

LIST = "shortlist?trials=NCT99000101,NCT99000105,NCT99000113"
SWITCH = "Show only the page for printing"
BESIDE = (
    "Find trials",
    "Shortlist",
    "Print or save",
    "Download as PDF",
    SWITCH,
    "To print, press",
    "Español",
    "Source:",
)
"""Words of the page that stand around the sheet."""


def open_sheet(visit):
    page = visit.open(LIST)
    page.get_by_text(SWITCH).click()
    page.get_by_role("heading", name="Where these questions come from").wait_for()
    return visit.settle()


def printed(page):
    """The text of each page that the browser would print."""
    return [each.extract_text() for each in PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages]


@pytest.mark.parametrize(
    "size", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}], ids=["desktop", "phone"]
)
def test_the_sheet_is_printed_wholly_and_alone(new_window, address, size):
    pages = printed(open_sheet(new_window(address, size)))
    assert all(page.strip() for page in pages)
    text = " ".join(pages)
    assert text.startswith("Clinical trials to talk about with your care team")
    assert re.findall(r"(NCT\d{8}) ·|(To ask about every trial|Where these questions come from)", text) == [
        *[("NCT99000101", ""), ("NCT99000105", ""), ("NCT99000113", "")] * 2,  # the list, then each in full
        ("", "To ask about every trial"),
        ("", "Where these questions come from"),
    ]
    assert [words for words in BESIDE if words in text] == []


def test_a_dark_page_is_printed_black_on_white(visit):
    visit.page.emulate_media(color_scheme="dark")
    page = open_sheet(visit)
    colour = "[...document.querySelectorAll('.sheet, .sheet *')].map(each => getComputedStyle(each).color)"
    assert set(page.evaluate(colour)) != {"rgb(0, 0, 0)"}
    page.emulate_media(media="print", color_scheme="dark")
    assert set(page.evaluate(colour)) == {"rgb(0, 0, 0)"}
    around = "[...document.querySelectorAll('body, :has(.sheet)')].map(each => getComputedStyle(each).backgroundColor)"
    assert set(page.evaluate(around)) == {"rgb(255, 255, 255)"}


def test_demo_data_are_named_on_paper_with_each_trial(demo_visit):
    text = " ".join(printed(open_sheet(demo_visit)))
    assert text.startswith("Clinical trials to talk about")
    before_each = re.split(r"NCT\d{8} ·", text)[3:6]  # after the list of all three
    assert ["Demo data: these trials do not exist" in part for part in before_each] == [True] * 3


def test_the_file_is_downloaded_and_nothing_of_it_stands_in_the_address(visit):
    page = visit.open(LIST)
    before = page.url
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF").click()
    assert re.fullmatch(r"clinical-trials-\d{4}-\d\d-\d\d\.pdf", download.value.suggested_filename)
    made = PdfReader(download.value.path())
    assert [mark.title[:11] for mark in made.outline] == ["NCT99000101", "NCT99000105", "NCT99000113"]
    assert page.url == before


def test_the_page_for_printing_is_closed_when_the_shortlist_is_left(visit):
    page = open_sheet(visit)
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_role("heading", name="Terms of the data").wait_for()
    page.get_by_role("link", name="Shortlist", exact=True).click()
    page.get_by_role("heading", name="Side by side").wait_for()
