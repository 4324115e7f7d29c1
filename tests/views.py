"""Opens a page of the dashboard on the made-up snapshot, without a browser."""

import re
from datetime import timedelta
from pathlib import Path

import frame
from streamlit.testing.v1 import AppTest

from cache.catalogue import Catalogue
from cache.errors import NoSnapshot
from tests import catalogue

APP = Path(__file__).parents[1] / "dashboard" / "app.py"


def show(monkeypatch, studies=None, **changed):
    """Every page shows the made-up snapshot, which never grows old and was never refreshed; keywords change its manifest."""
    monkeypatch.setattr(frame, "STALE_AFTER", timedelta.max)
    monkeypatch.setattr(frame, "known_runs", list)
    prepared = Catalogue(catalogue.snapshot(studies, **changed))
    monkeypatch.setattr(frame, "current", lambda: prepared)
    return prepared


def show_nothing(monkeypatch):
    """No page finds a snapshot."""

    def missing():
        raise NoSnapshot("No snapshot has been published.")

    monkeypatch.setattr(frame, "current", missing)


def open_page(name, session=None, **params):
    """The page after its first run, with parameters of a link and values kept in the session."""
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.switch_page(f"views/{name}.py")
    for key, value in (session or {}).items():
        page.session_state[key] = value
    for key, value in params.items():
        page.query_params[key] = value
    return page.run()


def words(page):
    """All that the page says, as one line of text."""
    assert not page.exception, page.exception
    kinds = ("title", "header", "markdown", "caption", "info", "warning", "error", "code")
    said = [element.value for kind in kinds for element in page.get(kind)]
    said += [element.proto.body for element in page.get("html")]
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(said), flags=re.DOTALL)
    return catalogue.words(bare)


def buttons(page):
    """The words on the buttons, in their order."""
    return [button.label for button in page.button]


def press(page, label):
    """Presses the one button with these words."""
    (button,) = (each for each in page.button if each.label == label)
    return button.click().run()
