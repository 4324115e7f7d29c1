"""Answers stay in the session: typed on every page and looked for in all that leaves it, or stays when it ends."""

import os
import re
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

import leaks
import pytest
import server

from tests import catalogue

AUDIT = Path(__file__).parent / "audit"
OURS = ("localhost", "127.0.0.1", "::1", "'::'", "0.0.0.0", "None")
BOXES = "input[type=text], input[type=search], input:not([type]), textarea"
CHOSEN = ("Brain", "Triple-negative")
CODES = ("brain", "TNBC")
"""How those two are written in a link."""
PLACE, WORDS = "Ouagadougou", "examplikinase"


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A dashboard that tells all it can: its address, its cache, its log, and the hosts it talked to."""
    folder = tmp_path_factory.mktemp("watched")
    with watch(folder, "dashboard/server.py") as address:
        yield address, folder


def watch(folder, script):
    catalogue.publish(folder / "cache")
    settings = {
        "PYTHONPATH": f"{AUDIT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
        "HOSTS_SEEN": str(folder / "hosts"),
    }
    (folder / "hosts").touch()
    return server.dashboard(folder / "cache", "--logger.level=debug", script=script, log=folder / "log", **settings)


def kept_by_server(folder):
    files = {f"file {name}": (folder / "cache" / name).read_text("latin-1") for name in leaks.sums(folder / "cache")}
    return files | {"log": (folder / "log").read_text("utf-8")}


def hosts_outside(folder):
    lines = (folder / "hosts").read_text("utf-8").splitlines()
    return [line for line in lines if not any(ours in line for ours in OURS)]


def fill_every_box(visit, name):
    """Types another word into each box of the page; returns the words."""
    boxes = visit.page.get_by_test_id("stMain").locator(BOXES)
    words = []
    for place in range(boxes.count()):
        box = boxes.nth(place)
        if box.is_visible() and box.is_editable():
            words.append(f"quokka {name} {place}")
            box.fill(words[-1])
            box.press("Enter")
            visit.settle()
    return words


def choose(visit, name):
    """Presses a choice, whatever number stands behind it."""
    named = re.compile(rf"^{re.escape(name)}( \(|$)")
    visit.page.get_by_test_id("stButtonGroup").get_by_text(named).first.click()
    visit.settle()


def ask(visit):
    """Answers the questions of Find and asks for the trials."""
    page = visit.open()
    for name in CHOSEN:
        choose(visit, name)
    for label, words in {"city": PLACE, "words": WORDS}.items():
        box = page.get_by_role("textbox", name=re.compile(label, re.IGNORECASE))
        if box.count():
            box.first.fill(words)
            box.first.press("Enter")
            visit.settle()
    page.get_by_test_id("stBaseButton-primary").first.click()
    visit.settle()


def follow(visit, name):
    visit.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    visit.settle()


def test_no_answer_leaves_the_session(watched, new_window):
    address, folder = watched
    before = leaks.sums(folder / "cache")
    visit = new_window(address)
    overheard = leaks.Overheard(visit)
    visit.open()
    typed = []
    for page in [link.get_attribute("href") for link in visit.page.get_by_test_id("stTopNavLink").all()]:
        visit.open(page)
        typed += fill_every_box(visit, urlsplit(page).path)
    assert len(typed) >= 3, typed
    ask(visit)
    visit.page.locator("a[href*='trial?id=']").first.click()
    visit.page.wait_for_url("**/trial?id=NCT99000*")
    visit.settle()
    visit.page.get_by_role("button", name=re.compile("shortlist")).first.click()
    visit.settle()
    for link in visit.page.get_by_test_id("stTopNavLink").all():
        link.click()
        visit.settle()
    follow(visit, "Shortlist")
    buttons = visit.page.get_by_test_id("stDownloadButton").get_by_role("button")
    assert buttons.count()
    for place in range(buttons.count()):
        with visit.page.expect_download():
            buttons.nth(place).click()
    places = overheard.places() | kept_by_server(folder)
    assert leaks.found([*typed, PLACE], places) == set()
    assert leaks.found([*CHOSEN, *CODES, WORDS], {name: places[name] for name in BEYOND_THE_CATALOGUE}) == set()
    assert leaks.sums(folder / "cache") == before
    assert hosts_outside(folder) == []


BEYOND_THE_CATALOGUE = ("requests", "addresses", "history", "storage", "storage of the tab", "log")


def test_a_link_is_written_only_when_asked_for_and_only_on_the_page(watched, new_window):
    visit = new_window(watched[0])
    overheard = leaks.Overheard(visit)
    ask(visit)
    visit.page.get_by_text(re.compile("[Cc]opy a link")).first.click()
    visit.settle()
    link = visit.page.get_by_test_id("stCode").inner_text()
    assert {code for code in (*CODES, PLACE) if code in unquote_plus(link)} == {*CODES, PLACE}
    places = overheard.places()
    assert leaks.found([*CODES, PLACE], places) == set()


def test_another_visitor_sees_none_of_it(watched, new_window):
    first, second = new_window(watched[0]), new_window(watched[0])
    ask(first)
    page = second.open()
    assert PLACE not in page.content()


def test_the_search_finds_what_a_leaky_page_lets_out(tmp_path, new_window):
    with watch(tmp_path, Path(__file__).with_name("leaky.py")) as address:
        visit = new_window(address)
        overheard = leaks.Overheard(visit)
        visit.open()
        (words,) = fill_every_box(visit, "leak")
        visit.page.evaluate(
            """(words) => { localStorage.words = btoa("typed: " + words); sessionStorage.words = words;
                            document.cookie = "words=" + encodeURIComponent(words); }""",
            words,
        )
        visit.page.reload()
        visit.settle()
        places = overheard.places() | kept_by_server(tmp_path)
    names = {"requests", "addresses", "history", "storage", "storage of the tab", "log", "file asked"}
    assert leaks.found([words], places) == {(words, name) for name in names}
    assert any("192.0.2.1" in line for line in hosts_outside(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("GET /?words=New York 1 HTTP/1.1", id="plain"),
        pytest.param("new york 1", id="other capitals"),
        pytest.param("/find?place=New%20York%201&x=1", id="percent"),
        pytest.param("/find?place=New+York+1", id="plus"),
        *(
            pytest.param(b64encode(f"{'x' * before}New York 1{after}".encode()).decode(), id=f"base64, {before} before")
            for before, after in ((0, ""), (1, "y"), (2, "yy"), (3, "yyy"), (4, "zz"))
        ),
    ],
)
def test_a_secret_is_found_in_every_disguise(text):
    assert leaks.found(["New York 1"], {"there": text, "nowhere": "New Yorker, 1"}) == {("New York 1", "there")}


def test_a_secret_beyond_ascii_is_found():
    assert leaks.holds('{"place": "M\\u00fcnchen"}', "München")
    assert leaks.holds("?place=M%c3%bcnchen", "München")
