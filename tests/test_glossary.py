"""The glossary: its rows, the marks in our own texts, and its page."""

import re

import content
import glossary
import pytest
import reading_grade

from cache import language
from cache.errors import BadInput
from tests import views

HEAD = ",".join(glossary.COLUMNS)
GOOD = "biopsy,Biopsy,biopsies,A piece of tissue is looked at.,Example,https://example.org/biopsy,bone"
MARK = re.compile(r'<button [^>]*popovertarget="(?P<id>[^"]*)"[^>]*>(?P<words>[^<]*)</button><span popover.*?</span>')


def marks(html):
    """(id, words) of every mark."""
    return [(found["id"].removeprefix("term-"), found["words"]) for found in MARK.finditer(html)]


def unmarked(html):
    return MARK.sub(lambda found: found["words"], html)


def table(tmp_path, *lines):
    path = tmp_path / "glossary.csv"
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    return path


def test_a_row_is_read_as_it_stands(tmp_path):
    assert glossary.rows(table(tmp_path, HEAD, GOOD)) == [
        {
            "slug": "biopsy",
            "term": "Biopsy",
            "also": "biopsies",
            "meaning": "A piece of tissue is looked at.",
            "source_name": "Example",
            "source_url": "https://example.org/biopsy",
            "see": "bone",
        }
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param((HEAD.replace("meaning", "means"), GOOD), "must have the columns slug, term", id="other columns"),
        pytest.param((), "must have the columns", id="empty file"),
        pytest.param((HEAD, GOOD.replace("Biopsy,", ",")), "row 'biopsy' lacks term", id="no term"),
        pytest.param((HEAD, GOOD.replace("Example,", " ,")), "row 'biopsy' lacks source_name", id="no source"),
        pytest.param((HEAD, GOOD + ",more"), "row 'biopsy' has too many or too few cells", id="a cell too many"),
        pytest.param((HEAD, "biopsy,Biopsy"), "row 'biopsy' has too many or too few cells", id="cells are missing"),
        pytest.param((HEAD, GOOD.replace("biopsy,B", "Bio psy,B")), "'Bio psy' has a slug of other signs", id="slug"),
        pytest.param((HEAD, GOOD, GOOD), "row 'biopsy' is out of order or said twice", id="said twice"),
        pytest.param((HEAD, GOOD, GOOD.replace("biopsy,B", "arm,B")), "row 'arm' is out of order", id="out of order"),
        pytest.param((HEAD, GOOD.replace("https:", "http:")), "row 'biopsy' has a source that is not", id="not https"),
        pytest.param((HEAD, GOOD.replace(",bone", ",knee")), "row 'biopsy' names 'knee', unknown", id="no such text"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path, lines, message):
    with pytest.raises(BadInput, match=message):
        glossary.rows(table(tmp_path, *lines))


ENTRIES = glossary.entries()
EVERY_ENTRY = pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.slug) for entry in ENTRIES])
HIDDEN = reading_grade.names()


@EVERY_ENTRY
def test_each_meaning_is_easy_to_read(entry):
    assert reading_grade.grade(reading_grade.masked(entry.meaning, HIDDEN)) <= reading_grade.HIGHEST_GRADE


@EVERY_ENTRY
def test_each_word_explains_itself_once(entry):
    assert marks(glossary.explained(entry.slug)) == [(entry.slug, entry.term)]
    assert marks(glossary.explained(entry.slug, prefix="card", words="a <word>")) == [
        (f"card-{entry.slug}", "a &lt;word&gt;")
    ]


@EVERY_ENTRY
def test_each_name_leads_to_its_own_meaning(entry):
    for name in entry.also:
        assert marks(glossary.marked(f"<p>The {name}.</p>")) == [(entry.slug, name)]


def test_a_person_meets_many_words_and_all_that_is_shown_can_be_translated():
    assert len(ENTRIES) >= 90
    shown = [text for entry in ENTRIES for text in (entry.term, "|".join(entry.also), entry.meaning) if text]
    assert sorted(glossary.messages()) == sorted(shown)


def test_an_unknown_word_is_a_fault_of_the_caller():
    with pytest.raises(KeyError):
        glossary.explained("knee")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>a biopsy</p>", [("biopsy", "biopsy")], id="a word"),
        pytest.param("<p>A BIOPSY, Biopsy</p>", [("biopsy", "BIOPSY")], id="the first mention, in any case"),
        pytest.param("<p>two biopsies</p>", [("biopsy", "biopsies")], id="another name"),
        pytest.param("<p>biopsylike, abiopsy</p>", [], id="part of a word"),
        pytest.param("<p>visceral crisis</p>", [("visceral-crisis", "visceral crisis")], id="the longest name"),
        pytest.param(
            "<p>visceral crisis, visceral crisis, visceral disease</p>",
            [("visceral-crisis", "visceral crisis"), ("visceral", "visceral disease")],
            id="no part of a name that was explained",
        ),
        pytest.param("<p>er, os and pr are not ER</p>", [("estrogen-receptor", "ER")], id="capitals only"),
        pytest.param("<p>HER2-low</p>", [("her2-low", "HER2-low")], id="with a hyphen"),
        pytest.param("<p><b>stage</b> IV</p>", [], id="not across tags"),
        pytest.param("<h1>biopsy</h1><h2>a <b>biopsy</b></h2><h6>biopsy</h6>", [], id="headings"),
        pytest.param('<a href="x">biopsy</a><button>biopsy</button>', [], id="links and buttons"),
        pytest.param("<blockquote><p>biopsy</p></blockquote><summary>biopsy</summary>", [], id="quotations, summaries"),
        pytest.param(
            '<div lang="en"><div>x</div>biopsy</div><i>biopsy</i>', [("biopsy", "biopsy")], id="the registry's"
        ),
        pytest.param('<p title="biopsy">x</p><style>.biopsy {}</style>', [], id="inside tags and style"),
        pytest.param('<p>x<br>y<img src="x">biopsy</p>', [("biopsy", "biopsy")], id="after tags without an end"),
        pytest.param("", [], id="empty"),
    ],
)
def test_what_is_marked(html, expected):
    marked = glossary.marked(html)
    assert marks(marked) == expected
    assert unmarked(marked) == html


def test_a_page_explains_a_word_once_in_all_its_parts():
    already = {"placebo"}
    parts = [glossary.marked(f"<p>{text}</p>", already) for text in ("biopsy, placebo", "biopsy, cohort")]
    assert [marks(part) for part in parts] == [[("biopsy", "biopsy")], [("cohort", "cohort")]]
    assert already == {"placebo", "biopsy", "cohort"}


def test_parts_that_do_not_know_each_other_have_ids_of_their_own():
    assert marks(glossary.marked("<p>biopsy</p>", prefix="two")) == [("two-biopsy", "biopsy")]


def test_marking_twice_changes_nothing():
    once = glossary.marked("<p>A biopsy of brain metastases</p>", here="brain")
    assert glossary.marked(once, {"receptor-status"}) == once


def test_a_meaning_leads_to_the_text_that_says_more_unless_it_stands_there():
    assert 'href="learn?page=brain&amp;lang=en"' in glossary.marked("<p>brain metastases</p>", here="bone")
    assert "href" not in glossary.marked("<p>brain metastases</p>", here="brain")


@pytest.fixture
def spanish(tmp_path, monkeypatch):
    """Spanish is in use, and one word of the glossary is translated."""
    entry = next(entry for entry in ENTRIES if entry.slug == "biopsy")
    told = {entry.term: "Biopsia", "|".join(entry.also): "biopsias|BX", entry.meaning: "Se examina un tejido."}
    words = "".join(f'msgid "{english}"\nmsgstr "{translated}"\n\n' for english, translated in told.items())
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "glossary.po").write_text(words, encoding="utf-8")
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    _forget()
    language.use("es")
    yield
    language.use(language.ENGLISH)
    _forget()


def _forget():
    for kept in (language.catalogues, glossary._entries, glossary._index):
        kept.cache_clear()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("una biopsia", [("biopsy", "biopsia")], id="its term"),
        pytest.param("dos biopsias", [("biopsy", "biopsias")], id="another name"),
        pytest.param("bx, BX", [("biopsy", "BX")], id="an abbreviation"),
        pytest.param("biopsies", [], id="the English name"),
    ],
)
def test_words_are_known_in_the_language_in_use(spanish, text, expected):
    marked = glossary.marked(f"<p>{text}</p>")
    assert marks(marked) == expected
    assert ("Se examina un tejido." in marked) == bool(expected)


def listed(page):
    """The terms on the glossary page."""
    (html,) = [each.proto.body for each in page.get("html") if 'class="letters"' in each.proto.body]
    return re.findall(r"<dt>([^<]*)</dt>", html)


@pytest.fixture
def shown(monkeypatch):
    return views.show(monkeypatch)


def test_the_page_lists_every_word_under_its_letter(shown):
    page = views.open_page("glossary")
    assert listed(page) == [entry.term for entry in ENTRIES]
    (html,) = [each.proto.body for each in page.get("html") if 'class="letters"' in each.proto.body]
    letters = sorted({entry.term[0].upper() for entry in ENTRIES})
    assert re.findall(r'<a href="#letter-(.)">', html) == re.findall(r'<h2 id="letter-(.)">', html) == letters
    for entry in ENTRIES:
        assert f'<a href="{entry.source_url}" target="_blank" lang="en">' in html


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        pytest.param("Biops", ["Biopsy", "Liquid biopsy"], id="part of a term, any case"),
        pytest.param("inoperable", ["Unresectable"], id="another name"),
        pytest.param("fulvestrant", ["Selective estrogen receptor degrader"], id="a word of a meaning"),
    ],
)
def test_words_can_be_looked_for(shown, sought, expected):
    page = views.open_page("glossary")
    page.text_input(key="glossary word").set_value(sought).run()
    assert listed(page) == expected
    assert page.query_params == {}


def test_where_no_word_fits_the_page_says_what_to_do(shown):
    page = views.open_page("glossary")
    page.text_input(key="glossary word").set_value("zzz").run()
    assert "Try fewer of them" in views.words(page)


@pytest.mark.parametrize(
    ("word", "expected"), [pytest.param("biopsy", ["Biopsy"], id="known"), pytest.param("knee", [], id="unknown")]
)
def test_a_link_asks_for_one_word(shown, word, expected):
    page = views.open_page("glossary", word=word)
    first = next(each.proto.body for each in page.get("html") if 'class="words"' in each.proto.body)
    asked = [] if 'class="letters"' in first else re.findall(r"<dt>([^<]*)</dt>", first)
    assert asked == expected
    assert listed(page) == [entry.term for entry in ENTRIES]


def test_every_text_of_learn_explains_some_words_and_reads_the_same():
    for page in content.pages():
        marked = glossary.marked(f"<p>{page.body}</p>", here=page.slug)
        assert marks(marked), page.slug
        assert unmarked(marked) == f"<p>{page.body}</p>"
