"""Every page in a made-up language: no word of ours may be left in English."""

import html
import json
import re
from dataclasses import replace
from datetime import timedelta
from functools import cache

import content
import frame
import glossary
import pytest
import questions
import team_questions

from cache import store
from cache.catalogue import Catalogue
from cache.language import later
from cache.search import Search
from tests import catalogue, pseudo, views

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
REGISTRY_TEXT = {
    *("brief_title", "official_title", "acronym", "why_stopped", "sponsor", "conditions", "keywords", "interventions"),
    *("intervention_descriptions", "intervention_other_names", "intervention_arms", "arms", "arm_labels"),
    *(
        "brief_summary",
        "eligibility_text",
        "facility",
        "city",
        "state",
        "country",
        "zip",
        "countries",
        "open_countries",
    ),
    *("cohort", "quote", "before_quote", "after_quote", "rule_id"),
}
SHOWN = {"body", "label", "help", "placeholder", "options", "content", "alt", "title", "captions", "text"}
NOT_READ = re.compile(
    r"""<style>.*?</style>|<(span|div|blockquote|h1|h3|li)\b[^>]*lang="en".*?</\1>|<[^>]*>|\]\([^)]*\)|https://\S+|`[^`]*`|%\{.*?\}""",
    flags=re.DOTALL,
)
"""Markup, addresses, commands, and what is marked as English."""
NAMES = re.compile(
    r"ClinicalTrials\.gov|NCT\d{8}|English|Español|Language · Idioma|Boston(, Massachusetts, United States)?"  # names
    r"|UTC|sha256|trials\.parquet|\d{8}T\d{6}Z|\b[0-9a-f]{12}\b"  # of time, files, snapshots and rules
    r"|RECRUITING_SOMEDAY|PHASE9"  # the registry's, which we do not know
)
"""What is the same in every language."""
NEVER_SEEN = {"cities", "place"}
"""Names of what is drawn on the map, which has no legend."""
IN_A_CHART = {"x", "y", "text", "ticktext", "hovertext", "hovertemplate", "name", "title"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("locale")
    pseudo.write(made)
    return made


@pytest.fixture
def speaking(folder, monkeypatch):
    pseudo.speak(monkeypatch, folder)
    return {"language": pseudo.CODE}


def letterless(value, name: str = ""):
    """Rows of a table with the registry's text in the letters of the made-up language, every offset as before."""
    if isinstance(value, dict):
        country = value.get("axis") in ("country", "drug")
        return {key: letterless(each, "quote" if country and key == "value" else key) for key, each in value.items()}
    if isinstance(value, list):
        return [letterless(each, name) for each in value]
    return pseudo.foreign(value) if isinstance(value, str) and name in REGISTRY_TEXT else value


def show(monkeypatch, **changed):
    told = {name: letterless(getattr(catalogue, name.upper())) for name in ("changes", "history", "tombstones")}
    manifest = {"files": {"trials.parquet": "0" * 64}, "warnings": [], "lexicon_version": "1", **changed}
    return views.show(monkeypatch, [letterless(each) for each in catalogue.STUDIES], **told, **manifest)


def strings(message, names: set[str] = SHOWN):
    """What an element shows: the text of its parts, the words in its chart."""
    for field, value in message.ListFields():
        many = value if field.is_repeated else [value]
        if field.type == field.TYPE_MESSAGE and not field.message_type.GetOptions().map_entry:
            for each in many:
                yield from strings(each, names)
        elif field.type == field.TYPE_STRING and field.name in names:
            yield from many
        elif field.type == field.TYPE_STRING and field.name == "spec":
            yield from in_chart(json.loads(value))


def in_chart(part, name=""):
    if isinstance(part, dict):
        for key, each in part.items():
            yield from in_chart(each, name if name == "title" and key == "text" else key)
    elif isinstance(part, list):
        for each in part:
            yield from in_chart(each, name)
    elif isinstance(part, str) and name in IN_A_CHART:
        yield part


def elements(block):
    for child in block.children.values():
        if getattr(child, "proto", None) is not None:
            yield child.proto
        if hasattr(child, "children"):
            yield from elements(child)


def left_in_english(page) -> list[str]:
    """The lines of a page in which Latin letters stand, without markup, names and what is marked as English."""
    assert not page.exception, page.exception
    found = []
    for said in (each for element in elements(page._tree) for each in strings(element)):
        bare = html.unescape(NOT_READ.sub("\n", said))
        found += [line.strip() for line in bare.split("\n") if re.search("[A-Za-z]", NAMES.sub("", line))]
    return [line for line in found if line not in sources() | NEVER_SEEN]


@cache
def sources() -> set[str]:
    """Names of papers and sites that our texts rest on."""
    named = {each.source_name for each in (*glossary.entries(), *questions.lines())}
    return (
        named | {each.name for page in content.pages() for each in page.sources} | set(dict(team_questions.sources()))
    )


@pytest.mark.parametrize(("page", "session", "params"), STATES.values(), ids=STATES)
def test_no_word_is_left_in_english(monkeypatch, speaking, page, session, params):
    show(monkeypatch)
    assert left_in_english(views.open_page(page, speaking | session, **params)) == []


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
    assert left_in_english(page) == []


def test_made_up_trials_are_called_so_in_every_language(monkeypatch, speaking):
    show(monkeypatch, demo=True)
    page = views.open_page("data", speaking)
    assert [banner.value for banner in page.error] == [pseudo.translated(frame.DEMO)]
    assert left_in_english(page) == []


def test_what_is_not_translated_is_found(monkeypatch, speaking):
    show(monkeypatch)
    monkeypatch.setattr(frame, "FOOTER", "A footer that no catalogue has.")
    assert left_in_english(views.open_page("learn", speaking)) == ["A footer that no catalogue has."]


def test_a_change_of_the_language_keeps_what_was_answered(monkeypatch, speaking):
    show(monkeypatch)
    page = views.open_page("find", {"language": "en", **FOUND, "shortlist": [FULL]})
    (switch,) = (group for group in page.get("button_group") if group.key == "language")
    switch.set_value(pseudo.CODE).run()
    assert left_in_english(page) == []
    assert (page.session_state["search"], page.session_state["shortlist"]) == (FOUND["search"], [FULL])
