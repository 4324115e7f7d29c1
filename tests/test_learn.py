"""The explanatory pages."""

import content
import pytest

from cache.search import Search
from tests import views


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    return views.show(monkeypatch)


def links(page):
    return [link.proto.label for link in page.get("page_link")]


def test_the_index_lists_every_text_under_its_group():
    page = views.open_page("learn")
    assert links(page) == [each.title for each in content.pages()]
    assert [header.value for header in page.header] == list(content.GROUPS.values())


@pytest.mark.parametrize("slug", [each.slug for each in content.pages()])
def test_each_text_is_shown_with_its_date_and_sources(slug):
    text = content.page(slug)
    page = views.open_page("learn", page=slug)
    said = views.words(page)
    assert page.title[0].value == text.title
    assert "No clinician has reviewed this text yet." in said
    assert text.body.strip() in [block.value for block in page.markdown]
    for source in text.sources:
        assert f"[{source.name}]({source.url}), {source.year}" in said
    assert len([label for label in views.buttons(page) if label.startswith("Trials for this")]) == len(text.values)


def test_a_text_leads_to_its_trials_and_leaves_nothing_in_the_address():
    page = views.press(views.open_page("learn", page="bone"), "Trials for this: Only in bone")
    assert page.session_state["search"] == Search(sites=("bone_only",))
    assert page.title[0].value == "Find trials for metastatic breast cancer"
    assert page.query_params == {}


def test_texts_lead_to_their_neighbours():
    first, second, *_, last = content.pages()
    assert links(views.open_page("learn", page=first.slug)) == ["All texts", f"Next: {second.title}"]
    assert links(views.open_page("learn", page=second.slug))[0] == f"Before: {first.title}"
    assert links(views.open_page("learn", page=last.slug))[-1] == "All texts"


def test_an_unknown_text_gets_a_sentence_and_the_index():
    page = views.open_page("learn", page="knee")
    assert "We do not have a text of that name." in page.info[0].value
    assert len(links(page)) == len(content.pages())


def test_texts_can_be_read_without_a_snapshot(monkeypatch):
    views.show_nothing(monkeypatch)
    assert views.open_page("learn").title[0].value == "Learn"
