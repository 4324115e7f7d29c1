"""Which language a page speaks, and how it says so."""

import pytest
import streamlit as st

from tests import views

NOTE = "El texto del registro está en inglés. Ningún profesional clínico ha revisado nuestra traducción."


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    return views.show(monkeypatch)


def headings(page):
    assert not page.exception, page.exception
    return [title.value for title in page.title]


def marks(page):
    return [each.proto.body for each in page.get("html") if "page-language" in each.proto.body]


@pytest.mark.parametrize(
    ("brought", "kept", "browser", "session", "heading"),
    [
        pytest.param("", "", None, {}, "Shortlist", id="nothing known"),
        pytest.param("", "", "es-MX", {}, "Mi lista", id="the browser's"),
        pytest.param("", "", "de-AT", {}, "Shortlist", id="a browser's that we do not have"),
        pytest.param("", "es", "en-US", {}, "Mi lista", id="the one kept before the browser's"),
        pytest.param("", "xx", "es-MX", {}, "Mi lista", id="one kept that we do not have"),
        pytest.param("es", "en", "en-US", {}, "Mi lista", id="the link's before both"),
        pytest.param("en", "", "es-ES", {}, "Shortlist", id="English by link"),
        pytest.param("ES_mx", "", "en-US", {}, "Mi lista", id="the link's, written otherwise"),
        pytest.param("xx", "", "es", {}, "Mi lista", id="a link's that we do not have"),
        pytest.param("es", "es", "es", {"language": "en"}, "Shortlist", id="what was chosen before all"),
    ],
)
def test_a_page_speaks_what_was_chosen_else_the_links_language_else_the_one_kept_else_the_browsers(
    monkeypatch, brought, kept, browser, session, heading
):
    monkeypatch.setattr(type(st.context), "locale", browser)
    monkeypatch.setattr(type(st.context), "cookies", {"language": kept} if kept else {})
    page = views.open_page("shortlist", session, **({"lang": brought} if brought else {}))
    assert headings(page) == [heading]
    assert "lang" not in page.query_params


def test_a_translated_page_says_once_what_is_not_and_who_did_not_review_it():
    english, spanish = (views.open_page("shortlist", {"language": code}) for code in ("en", "es"))
    assert marks(english) == ['<span id="page-language" lang="en"></span>']
    assert marks(spanish) == [f'<span id="page-language" lang="es"></span><small>{NOTE}</small>']
    assert views.words(spanish).count("Ningún profesional clínico") == 1


def test_the_switch_names_each_language_in_itself_and_changes_the_page():
    page = views.open_page("shortlist")
    (switch,) = page.get("button_group")
    assert (switch.label, switch.options) == ("Language · Idioma", ["English", "Español"])
    assert headings(switch.set_value("es").run()) == ["Mi lista"]
