"""The PDF file: read back with another library than the one that wrote it."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import handout
import pdf
import pytest
from handout import Answer, Entry, Sheet
from pypdf import PdfReader
from reportlab.lib.units import mm

from cache import language

ENTRY = Entry(
    nct_id="NCT99000001",
    title="Drug A in Breast Cancer",
    url="https://example.org/study/NCT99000001",
    facts=(("Status", "Recruiting"), ("Where", "2 open sites")),
    cautions=("The record may be out of date.",),
    answers=(Answer("Brain metastases", ("Brain: may join", "Lung: may join"), ("brain metastases are allowed",)),),
    groups=("Menopause",),
    silent=("Liver metastases", "HER2 level"),
    questions=("May I join with liver metastases?",),
)
SHEET = Sheet(
    title="Trials to talk about",
    notice="",
    about=("What this is.", "Not medical advice."),
    entries=(ENTRY,),
    questions=("What would I have to pay?",),
    sources=(("Example Institute (2020)", "https://example.org/questions"),),
    data_words="Registry data of 20 November 2026",
)
PAGE_1 = [
    "Registry data of 20 November 2026",
    "Page 1 of 1",
    "Trials to talk about",
    "What this is.",
    "Not medical advice.",
    "NCT99000001 · Drug A in Breast Cancer",
    "Status: Recruiting",
    "Where: 2 open sites",
    "https://example.org/study/NCT99000001",
    "The record may be out of date.",
    "Who can join and what is tested",
    "Brain metastases: Brain: may join; Lung: may join",
    "“brain metastases are allowed”",
    "The record says it for some groups only: ask the team: Menopause",
    "The record does not say: ask the team: Liver metastases; HER2 level",
    "To ask about this trial",
    "☐ May I join with liver metastases?",
    "Notes",
    "To ask about every trial",
    "☐ What would I have to pay?",
    "My own questions",
    "Where these questions come from",
    "Example Institute (2020): https://example.org/questions",
]


@pytest.fixture(autouse=True)
def _english_again():
    yield
    language.use(language.ENGLISH)


def read(sheet):
    return PdfReader(BytesIO(pdf.made(sheet)), strict=True)


def lines(page):
    return [line.strip() for line in page.extract_text().splitlines() if line.strip()]


def entries(count):
    return tuple(ENTRY._replace(nct_id=f"NCT{number:08}") for number in range(1, count + 1))


def titled(title):
    return SHEET._replace(entries=(ENTRY._replace(title=title),))


def test_one_trial_is_one_page_that_says_everything_in_order_as_text():
    (page,) = read(SHEET).pages
    assert lines(page) == PAGE_1


def test_the_file_has_a_title_a_language_and_names_no_person():
    language.use("es")
    made = read(SHEET)
    told = {key: made.metadata[key] for key in ("/Title", "/Author", "/Subject", "/Creator")}
    maker = "Metastatic breast cancer trial finder"
    assert told == {
        "/Title": "Trials to talk about",
        "/Author": maker,
        "/Subject": "Registry data of 20 November 2026",
        "/Creator": maker,
    }
    assert made.trailer["/Root"]["/Lang"] == "es"
    assert made.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


HEADS = [f"NCT0000000{number} · Drug A in Breast Cancer" for number in (1, 2, 3)]


def test_several_trials_follow_each_other_and_pages_are_counted():
    pages = [lines(page) for page in read(SHEET._replace(entries=entries(3))).pages]
    assert [page[1] for page in pages] == ["Page 1 of 2", "Page 2 of 2"]
    said = [line for page in pages for line in page]
    assert [line for line in said if "· Drug A" in line] == [*(f"• {head}" for head in HEADS), *HEADS]


@pytest.mark.parametrize("count", range(20, 50, 3))
def test_a_trial_begins_where_there_is_room_for_it(count):
    first, second = entries(2)
    asked = tuple(f"Question {number}?" for number in range(count))
    pages = read(SHEET._replace(entries=(first._replace(questions=asked), second))).pages
    (page,) = (said for said in map(lines, pages) if HEADS[1] in said)
    assert "The record does not say: ask the team: Liver metastases; HER2 level" in page[page.index(HEADS[1]) :]


def test_trials_are_bookmarks_and_addresses_are_links():
    made = read(SHEET._replace(entries=entries(2)))
    marked = [(mark.title, made.get_destination_page_number(mark)) for mark in made.outline]
    assert marked == [(head, 0) for head in HEADS[:2]]
    notes = [note.get_object() for page in made.pages for note in page["/Annots"]]
    assert [note["/A"]["/URI"] for note in notes if "/A" in note] == [ENTRY.url] * 2 + [SHEET.sources[0][1]]
    within = [note["/Dest"][0] for note in notes if "/Dest" in note]
    assert within == [made.pages[0].indirect_reference] * 2


def test_demo_data_are_named_on_every_page():
    demo = "Demo data: these trials do not exist"
    pages = read(SHEET._replace(notice=demo, entries=entries(3))).pages
    assert [demo in lines(page) for page in pages] == [True] * 2
    assert demo not in "".join(page.extract_text() for page in read(SHEET).pages)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param("ANC ≥ 1.5 µL, café, español, α-β", "ANC ≥ 1.5 µL, café, español, α-β", id="signs of the field"),
        pytest.param("Łódź, Iași, Győr, Hà Nội", "Łódź, Iași, Győr, Hà Nội", id="names of places"),
        pytest.param("Ias\u0326i", "Iași", id="a letter and its mark, one after the other"),
        pytest.param("<b>Bold</b> & <font size=99>big", "<b>Bold</b> & <font size=99>big", id="markup stays text"),
        pytest.param("&lt; &amp;", "&lt; &amp;", id="entities stay text"),
        pytest.param("乳腺癌 trial", "□□□ trial", id="Chinese"),
        pytest.param("Hope \U0001f9ec\U0001f469\u200d⚕\ufe0f", "Hope □□⚕\ufe0f", id="emoji"),
        pytest.param("a\x00b\x07c\u200bd", "abcd", id="signs that cannot be seen"),
        pytest.param("two\n\n  lines\tof", "two lines of", id="white space"),
        pytest.param("x" * 400, "x" * 400, id="a word longer than a line"),
    ],
)
def test_registry_text_is_shown_as_it_stands(title, shown):
    text = "".join(line.removeprefix("NCT99000001 · ") for line in titled_lines(title))
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", shown)


def titled_lines(title):
    said = [line for page in read(titled(title)).pages for line in lines(page)]
    return said[said.index("Not medical advice.") + 1 : said.index("Status: Recruiting")]


@pytest.mark.parametrize(("title", "is_told"), [("乳腺癌", True), ("café", False)])
def test_a_sign_that_cannot_be_shown_is_explained(title, is_told):
    told = "□ stands for a sign that this file cannot show. The record at the registry has it."
    assert (told in lines(read(titled(title)).pages[-1])) is is_told


def test_a_quotation_longer_than_a_page_goes_on_on_the_next():
    long = Answer("Brain metastases", ("Brain: may join",), (" ".join(f"word{number}" for number in range(3000)),))
    pages = read(SHEET._replace(entries=(ENTRY._replace(answers=(long,)),))).pages
    assert len(pages) > 2
    found = re.findall(r"word\d+", " ".join(page.extract_text() for page in pages))
    assert found == [f"word{number}" for number in range(3000)]


def test_a_page_fits_both_papers():
    width, height = read(SHEET).pages[0].mediabox[2:]
    assert (round(float(width) / mm), round(float(height) / 72)) == (210, 11)


def test_there_is_room_to_write():
    bare = SHEET._replace(entries=())
    assert rules(SHEET) - rules(bare) == handout.NOTE_LINES
    assert rules(bare) == handout.NOTE_LINES


@pytest.mark.parametrize("count", range(26, 40))
def test_the_room_to_write_is_whole_wherever_a_page_ends(count):
    asked = tuple(f"Question {number}?" for number in range(count))
    sheet = SHEET._replace(entries=(ENTRY._replace(questions=asked),))
    assert rules(sheet) - rules(sheet._replace(entries=())) == handout.NOTE_LINES
    (page,) = (each for each in read(sheet).pages if "Notes" in lines(each))
    assert drawn(page) >= handout.NOTE_LINES, "the lines stand with their heading"


def test_short_quotations_share_a_paragraph():
    names = Answer("What is tested", ("Targeted therapy: tested",), ("Drug A", "Drug B"))
    long = Answer("Brain metastases", ("Brain: may join",), ("Drug A", "brain metastases " * 6))
    (page,) = read(SHEET._replace(entries=(ENTRY._replace(answers=(names, long)),))).pages
    said = lines(page)
    assert "“Drug A” · “Drug B”" in said
    assert "“Drug A”" in said


def rules(sheet):
    """Lines to write on, on all pages: not those above a trial and above the end."""
    return sum(map(drawn, read(sheet).pages)) - len(sheet.entries) - 1


def drawn(page):
    return page.get_contents().get_data().count(b" l S")


def test_files_made_at_the_same_time_do_not_mix():
    wanted = [titled(f"Trial {number} " * 30) for number in range(12)]
    with ThreadPoolExecutor(max_workers=6) as pool:
        made = list(pool.map(pdf.made, wanted))
    for number, file in enumerate(made):
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)
        assert set(re.findall(r"Trial (\d+)", text)) == {str(number)}
