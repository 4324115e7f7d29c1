"""A real Chromium, and the real dashboard on a snapshot of made-up trials. Nothing here leaves this computer."""

import os
from pathlib import Path

import pages
import pytest
import server
from visit import Visit

from tests import catalogue

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TOLD = pytest.StashKey[dict[str, list[tuple[str, ...]]]]()
"""Title of a table -> its rows."""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def give_up(reason):
    """Skips with the reason, or fails where a browser is demanded."""
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(f"REQUIRE_BROWSER=1, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        give_up("the Python package playwright is not installed: pip install playwright")
    path = server.chromium_path()
    if path is None:
        give_up(f"no browser was found under the names {', '.join(server.NAMES)}: install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=server.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def catalogue_folder(tmp_path_factory):
    """A cache folder that holds the tests' own snapshot."""
    cache = tmp_path_factory.mktemp("cache")
    catalogue.publish(cache)
    return cache


@pytest.fixture(scope="session")
def address(catalogue_folder):
    """The dashboard's address, started as a user starts it."""
    with server.dashboard(catalogue_folder) as running:
        yield running


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory):
    """The same on a snapshot that says it is made up."""
    cache = tmp_path_factory.mktemp("demo")
    catalogue.publish(cache, demo=True)
    with server.dashboard(cache) as running:
        yield running


@pytest.fixture
def tell(request):
    """Adds a row to a table that is shown when all tests are done."""

    def add(title, *row):
        request.config.stash.setdefault(TOLD, {}).setdefault(title, []).append(row)

    return add


def pytest_terminal_summary(terminalreporter, config):
    for title, rows in config.stash.get(TOLD, {}).items():
        terminalreporter.section(title)
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            terminalreporter.line(
                "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            )


@pytest.fixture(scope="session", params=pages.EVERY_STATE)
def state(request):
    """The name of a state of a page."""
    return request.param


@pytest.fixture(scope="session", params=["en-US", "es-MX"])
def shown(request, state, chromium, address):
    """A new window in which that state is shown with all folds open, in English and in Spanish. Tests only look at it."""
    context = chromium.new_context(viewport=DESKTOP, locale=request.param)
    visit = Visit(context, address)
    pages.EVERY_STATE[state](visit)
    yield visit
    context.close()


@pytest.fixture
def new_window(chromium):
    """Opens windows that share nothing with each other; what each asked for is checked at the end."""
    visits = []

    def start(address, size=DESKTOP):
        context = chromium.new_context(viewport=size)
        visits.append((context, Visit(context, address)))
        return visits[-1][1]

    yield start
    for context, _ in visits:
        context.close()
    for _, visit in visits:
        visit.check()


@pytest.fixture
def new_visit(new_window, address):
    return lambda: new_window(address)


@pytest.fixture
def visit(new_visit):
    return new_visit()


@pytest.fixture
def phone(new_window, address):
    return new_window(address, PHONE)


@pytest.fixture
def demo_visit(new_window, demo_address):
    return new_window(demo_address)
