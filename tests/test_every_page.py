"""Every page in a made-up language: no word of ours may be left in English."""

from dataclasses import replace
from datetime import timedelta

import frame
import pytest

from cache import store
from cache.catalogue import Catalogue
from cache.language import later
from cache.search import Search
from tests import catalogue, left_in_english, pseudo, views

FULL, COHORTS, ODD, NO_SITE, LOST = "NCT99000101", "NCT99000105", "NCT99000110", "NCT99000106", "NCT99000150"
BOSTON = "Boston, Massachusetts, United States"
FOLDED = {"change answers": True, "more filters": True, "map open": True, "chart open": True}
FOUND = {
    "asked": True,
    "search": Search(sites=("brain",), her2_levels=("low",), near=BOSTON, within="100", order="nearest"),
}
NOTHING = {
    "asked": True,
    "search": Search(text=pseudo.foreign("zzzz"), sites=("leptomeningeal",), treatments=("imaging",)),
}
STATES = {
    "find, first screen": ("find", {}, {}),
    "find, all trials": ("find", {"asked": True}, {}),
    "find, some trials": ("find", FOUND | FOLDED, {}),
    "find, no trial": ("find", NOTHING | FOLDED, {}),
    "find, a bad link": ("find", {}, {"1": "1"}),
    "trial": ("trial", FOUND, {"id": FULL}),
    "trial, cohorts": ("trial", {}, {"id": COHORTS}),
    "trial, odd": ("trial", {}, {"id": ODD}),
    "trial, no site": ("trial", {}, {"id": NO_SITE}),
    "trial, for printing": ("trial", {f"page for printing of {FULL}": True}, {"id": FULL}),
    "trial, gone": ("trial", {}, {"id": LOST}),
    "trial, unknown": ("trial", {}, {"id": "NCT00000001"}),
    "trial, no number": ("trial", {}, {"id": "12"}),
    "shortlist, empty": ("shortlist", {}, {}),
    "shortlist": ("shortlist", FOUND | {"shortlist": [FULL, COHORTS, LOST]}, {}),
    "shortlist, for printing": (
        "shortlist",
        {"shortlist": [FULL, NO_SITE], "page for printing of shortlist": True},
        {},
    ),
    "shortlist, from a link": ("shortlist", {}, {"trials": f"{FULL}~{LOST}~1"}),
    "learn": ("learn", {}, {}),
    "learn, a page": ("learn", {}, {"page": "bone"}),
    "learn, no such page": ("learn", {}, {"page": "x"}),
    "glossary": ("glossary", {}, {}),
    "glossary, nothing found": ("glossary", {"glossary word": pseudo.foreign("zzzz")}, {}),
    "data": ("data", {}, {}),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("locale")
    pseudo.write(made)
    return made


@pytest.fixture
def speaking(folder, monkeypatch):
    pseudo.speak(monkeypatch, folder)
    return {"language": pseudo.CODE}


def show(monkeypatch, **changed):
    told = {name: pseudo.letterless(getattr(catalogue, name.upper())) for name in ("changes", "history", "tombstones")}
    manifest = {"files": {"trials.parquet": "0" * 64}, "warnings": [], "lexicon_version": "1", **changed}
    return views.show(monkeypatch, [pseudo.letterless(each) for each in catalogue.STUDIES], **told, **manifest)


@pytest.mark.parametrize(("page", "session", "params"), STATES.values(), ids=STATES)
def test_no_word_is_left_in_english(monkeypatch, speaking, page, session, params):
    show(monkeypatch)
    assert left_in_english.lines(views.open_page(page, speaking | session, **params)) == []


def old(monkeypatch):
    monkeypatch.setattr(frame, "STALE_AFTER", timedelta(0))


def failed(monkeypatch):
    runs = [{"start": f"{day}T03:10:00+00:00", "outcome": "failed"} for day in ("2026-11-22", "2026-11-23")]
    monkeypatch.setattr(frame, "known_runs", lambda: runs)


def damaged(monkeypatch):
    fault = store.DamagedSnapshot(
        later("{path} cannot be read ({why}); run `python -m pipelines verify`, then rollback or refresh."),
        path="7",
        why="8",
    )
    shown = frame.current()
    snapshot = replace(shown.snapshot, name="9", fault=fault)
    monkeypatch.setattr(frame, "current", lambda: Catalogue(snapshot))


@pytest.mark.parametrize("banner", [old, failed, damaged, views.show_nothing], ids=lambda banner: banner.__name__)
def test_no_banner_is_left_in_english(monkeypatch, speaking, banner):
    show(monkeypatch)
    banner(monkeypatch)
    page = views.open_page("trial", speaking, id=FULL)
    assert [*page.warning, *page.info]
    assert left_in_english.lines(page) == []


def test_made_up_trials_are_called_so_in_every_language(monkeypatch, speaking):
    show(monkeypatch, demo=True)
    page = views.open_page("data", speaking)
    assert [banner.value for banner in page.error] == [pseudo.translated(frame.DEMO)]
    assert left_in_english.lines(page) == []


def test_what_is_not_translated_is_found(monkeypatch, speaking):
    show(monkeypatch)
    monkeypatch.setattr(frame, "FOOTER", "A footer that no catalogue has.")
    assert left_in_english.lines(views.open_page("learn", speaking)) == ["[A footer that no catalogue has.]"]


def test_a_change_of_the_language_keeps_what_was_answered(monkeypatch, speaking):
    show(monkeypatch)
    page = views.open_page("find", {"language": "en", **FOUND, "shortlist": [FULL]})
    (switch,) = (group for group in page.get("button_group") if group.key == "language")
    switch.set_value(pseudo.CODE).run()
    assert left_in_english.lines(page) == []
    assert (page.session_state["search"], page.session_state["shortlist"]) == (FOUND["search"], [FULL])
