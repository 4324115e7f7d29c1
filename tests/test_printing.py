"""'Print or save': the sheet as HTML, and the files behind the buttons."""

import csv
import io
import re
from datetime import UTC, datetime

import frame
import handout
import printing
import pytest
from pypdf import PdfReader
from test_pdf import ENTRY, SHEET

from cache import language
from cache.catalogue import Catalogue
from cache.search import Search
from tests import catalogue, views

FIRST, SECOND = "NCT99000101", "NCT99000105"
PREPARED = Catalogue(catalogue.snapshot())


@pytest.fixture(autouse=True)
def _english_again():
    yield
    language.use(language.ENGLISH)


def words(html):
    bare = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return [catalogue.words(part) for part in re.split(r"<[^>]+>", bare) if part.strip()]


def test_the_page_for_printing_says_what_the_file_says():
    assert words(printing.html_of(SHEET)) == [
        "Trials to talk about",
        "What this is.",
        "Not medical advice.",
        "NCT99000001 ·",
        "Drug A in Breast Cancer",
        "Status:",
        "Recruiting",
        "Where:",
        "2 open sites",
        "https://example.org/study/NCT99000001",
        "The record may be out of date.",
        "Who can join and what is tested",
        "Brain metastases:",
        "Brain: may join; Lung: may join",
        "“brain metastases are allowed”",
        "The record says it for some groups only: ask the team:",
        "Menopause",
        "The record does not say: ask the team:",
        "Liver metastases; HER2 level",
        "To ask about this trial",
        "May I join with liver metastases?",
        "Notes",
        "To ask about every trial",
        "What would I have to pay?",
        "My own questions",
        "Where these questions come from",
        "Example Institute (2020)",
    ]


def test_several_trials_are_listed_first():
    second = ENTRY._replace(nct_id="NCT99000002", title="Drug B")
    html = printing.html_of(SHEET._replace(entries=(ENTRY, second)))
    listed = words(html)[3:8]
    assert listed == ["The trials", "NCT99000001 ·", "Drug A in Breast Cancer", "NCT99000002 ·", "Drug B"]


def test_demo_data_are_named_above_and_with_each_trial():
    html = printing.html_of(SHEET._replace(notice="Demo data", entries=(ENTRY, ENTRY)))
    assert html.count('<p class="notice">Demo data</p>') == 3


def test_words_of_the_registry_are_never_markup_and_are_marked_as_english():
    answer = handout.Answer("Brain", ("Brain: may join",), ("lesions <script>alert(1)</script> & > 2 cm",))
    html = printing.html_of(SHEET._replace(entries=(ENTRY._replace(title="<b>Bold</b>", answers=(answer,)),)))
    assert '<span lang="en">&lt;b&gt;Bold&lt;/b&gt;</span>' in html
    assert '<blockquote lang="en">“lesions &lt;script&gt;alert(1)&lt;/script&gt; &amp; &gt; 2 cm”</blockquote>' in html


def test_headings_stand_in_order():
    levels = [int(level) for level in re.findall(r"<h(\d)>", printing.html_of(SHEET))]
    assert levels == [2, 3, 4, 4, 4, 3, 4, 4]


def test_where_a_place_was_given_the_sheet_says_how_far_and_that_it_is_a_straight_line():
    near = Search(near="Boston, Massachusetts, United States")
    told = printing.sheet_of(PREPARED, near, [FIRST])
    assert "Example Cancer Centre" in dict(told.entries[0].facts)["Where"]
    assert told.about[-2].startswith(
        "Distances are from Boston, Massachusetts, United States. Distances are straight lines"
    )
    untold = printing.sheet_of(PREPARED, Search(), [FIRST])
    assert dict(untold.entries[0].facts)["Where"] == "2 open sites"
    assert not [line for line in untold.about if "straight lines" in line]


def test_the_files_hold_the_trials_in_their_order():
    file = printing.pdf_of(PREPARED, Search(), [SECOND, FIRST])
    heads = [mark.title[:11] for mark in PdfReader(io.BytesIO(file)).outline]
    assert heads == [SECOND, FIRST]
    table = printing.csv_of(PREPARED, Search(), [SECOND, FIRST]).decode("utf-8-sig")
    assert [row["Trial"] for row in csv.DictReader(io.StringIO(table, newline=""))] == [SECOND, FIRST]


@pytest.fixture
def buttons(monkeypatch):
    """The download buttons that a page draws: label -> (what makes the file, its name, its kind)."""
    drawn = {}

    def draw(label, make, name, kind, on_click):
        assert on_click == "ignore"
        drawn[label] = (make, name, kind)

    monkeypatch.setattr(printing.st, "download_button", draw)
    views.show(monkeypatch)
    return drawn


def test_files_are_made_only_when_asked_for(buttons, monkeypatch):
    for name in ("pdf_of", "csv_of"):
        monkeypatch.setattr(printing, name, lambda *given: given[1:])
    monkeypatch.setattr(frame, "here_and_now", lambda: datetime(2026, 11, 6, tzinfo=UTC))
    views.open_page("shortlist", {"shortlist": [FIRST, SECOND]})
    told = {label: (make(), name, kind) for label, (make, name, kind) in buttons.items()}
    assert told == {
        "Download as PDF": ((Search(), [FIRST, SECOND]), "clinical-trials-2026-11-06.pdf", "application/pdf"),
        "Download as CSV": ((Search(), [FIRST, SECOND]), "shortlist-2026-11-06.csv", "text/csv"),
    }


def test_a_file_is_in_the_language_of_the_page_that_offered_it(buttons):
    views.open_page("shortlist", {"shortlist": [FIRST], "language": "es"})
    language.use(language.ENGLISH)
    make, _, _ = next(iter(buttons.values()))
    assert PdfReader(io.BytesIO(make())).trailer["/Root"]["/Lang"] == "es"
