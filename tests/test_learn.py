"""The explanatory pages."""

from html import escape

import content
import prose
import pytest

from cache import language
from cache.search import Search
from tests import views
from tests.test_glossary import marks, unmarked


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    return views.show(monkeypatch)


WAYS = ["Find trials", "Trial", "Shortlist", "Learn", "Glossary", "Data"]


def links(page):
    """Words on the links of the page itself; before them stand those to all pages, for a phone."""
    words = [link.proto.label for link in page.get("page_link")]
    assert words[: len(WAYS)] == WAYS
    return words[len(WAYS) :]


def htmls(page):
    return [html.proto.body for html in page.get("html")]


def test_the_index_lists_every_text_under_its_group():
    page = views.open_page("learn")
    assert links(page) == ["Glossary: what the words mean", *(each.title for each in content.pages())]
    assert [header.value for header in page.header] == list(content.GROUPS.values())


@pytest.mark.parametrize("slug", [each.slug for each in content.pages()])
def test_each_text_is_shown_with_its_date_and_sources(slug):
    text = content.page(slug)
    page = views.open_page("learn", page=slug)
    said = views.words(page)
    assert page.title[0].value == text.title
    assert "No clinician has reviewed this text yet." in said
    (body,) = (html for html in htmls(page) if unmarked(html).endswith(prose.html(text.body).strip()))
    (sources,) = (html for html in htmls(page) if html.startswith("<h2>Sources</h2>"))
    assert marks(body)
    for source in text.sources:
        assert (
            f'<a href="{escape(source.url)}" target="_blank" lang="en">{escape(source.name)}</a>, {source.year}'
            in sources
        )
    assert len([label for label in views.buttons(page) if label.startswith("Trials for this")]) == len(text.values)


@pytest.mark.parametrize(
    ("slug", "name", "before", "after"),
    [
        pytest.param("bone", "Only in bone", Search(), Search(sites=("bone_only",)), id="nothing chosen before"),
        pytest.param(
            "liver",
            "Liver",
            Search(sites=("brain",), brain="stable", subtypes=("TNBC",), near="Lyon, France"),
            Search(sites=("brain", "liver"), brain="stable", subtypes=("TNBC",), near="Lyon, France"),
            id="added to what was chosen",
        ),
        pytest.param("liver", "Liver", Search(sites=("liver",)), Search(sites=("liver",)), id="chosen before"),
    ],
)
def test_a_text_leads_to_its_trials_and_leaves_nothing_in_the_address(slug, name, before, after):
    kept = {"search": before, "asked": True}
    page = views.press(views.open_page("learn", session=kept, page=slug), f"Trials for this: {name}")
    assert page.session_state["search"] == after
    assert page.session_state["asked"]
    assert page.query_params == {}
    assert ("Undo" in views.buttons(page)) is (before != after)


def test_texts_lead_to_their_neighbours():
    first, second, *_, last = content.pages()
    assert links(views.open_page("learn", page=first.slug)) == ["All texts", f"Next: {second.title}"]
    assert links(views.open_page("learn", page=second.slug))[0] == f"Before: {first.title}"
    assert links(views.open_page("learn", page=last.slug))[-1] == "All texts"


def test_an_unknown_text_gets_a_sentence_and_the_index():
    page = views.open_page("learn", page="knee")
    assert "We do not have a text of that name." in page.info[0].value
    assert len(links(page)) == 1 + len(content.pages())


def test_texts_can_be_read_without_a_snapshot(monkeypatch):
    views.show_nothing(monkeypatch)
    assert views.open_page("learn").title[0].value == "Learn"


@pytest.mark.parametrize(("code", "said"), [("en", False), ("es", True)])
def test_a_translation_says_that_nobody_has_reviewed_it(code, said):
    page = views.open_page("learn", page="bone", session={"language": code})
    language.use(code)
    told = [language.gettext(content.TRANSLATED) in each.value for each in page.info]
    language.use(language.ENGLISH)
    assert any(told) is said


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("## One\n\n### Two", "<h2>One</h2>\n<h3>Two</h3>\n", id="headings"),
        pytest.param("a\nb **c**", "<p>a b <strong>c</strong></p>\n", id="lines of a paragraph are one"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", id="list"),
        pytest.param("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n", id="raw HTML is text"),
        pytest.param(
            "[a](https://example.org/?x=1)",
            '<p><a href="https://example.org/?x=1" target="_blank">a</a></p>\n',
            id="a link to elsewhere",
        ),
        pytest.param(
            "[a](learn?page=bone)",
            '<p><a href="learn?page=bone&amp;lang=en" target="_blank">a</a></p>\n',
            id="a text of ours",
        ),
        pytest.param("[a](glossary)", '<p><a href="glossary?lang=en" target="_blank">a</a></p>\n', id="a page of ours"),
        pytest.param("[a](javascript:x)", "<p>[a](javascript:x)</p>\n", id="script in a link"),
        pytest.param("", "", id="empty"),
    ],
)
def test_texts_become_html(markdown, html):
    assert prose.html(markdown) == html


@pytest.mark.parametrize(("heading", "tags"), [(2, ["h2", "h3"]), (4, ["h4", "h5"]), (6, ["h6", "h6"])])
def test_headings_stand_below_those_of_the_page(heading, tags):
    html = prose.html("## One\n\n### Two", heading)
    assert [line[1:3] for line in html.splitlines()] == tags
