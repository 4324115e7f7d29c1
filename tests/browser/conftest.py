"""A real Chromium, and the real dashboard on a snapshot of made-up trials. Nothing here leaves this computer."""

import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import server

from tests import catalogue

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SOUGHT_BELOW_THE_PAGE = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit looks for its server below a page's own address first, and finds it one step up."""
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation",
    (event) => console.error(`${event.violatedDirective} forbids ${event.blockedURI}`))"""
TOLD = pytest.StashKey[dict[str, list[tuple[str, ...]]]]()
"""Title of a table -> its rows."""
PATIENCE_MS = 20_000  # a cold first page on a busy computer


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


class Visit:
    """One person's browser window, with all that it asked for and complained of."""

    def __init__(self, context, address):
        self.address = address
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.complaints: list[str] = []
        self.page.add_init_script(TELL_VIOLATIONS)
        self.page.on("request", lambda request: self.requests.append((request.url, request.headers)))
        self.page.on("websocket", lambda socket: self.requests.append((socket.url, {})))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message):
        if message.type == "error" and not message.location["url"].endswith(SOUGHT_BELOW_THE_PAGE):
            self.complaints.append(f"{message.text} {message.location['url']}")

    def open(self, path=""):
        """Goes to a page of the dashboard, or to a whole link to it."""
        self.page.goto(path if path.startswith(self.address) else f"{self.address}/{path}")
        return self.settle()

    def settle(self):
        """Waits until the page has been drawn and stands still."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        self.page.wait_for_selector('[data-stale="true"], [data-testid="stSkeleton"]', state="detached")
        self.page.wait_for_timeout(150)
        return self.page

    def until(self, expression):
        """Waits until JavaScript is true; Playwright's own `wait_for_function` is at odds with the policy of the page."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"never came true: {expression}"
            self.page.wait_for_timeout(50)

    def words(self):
        """All that can be read on the page."""
        return self.page.inner_text('[data-testid="stMain"]')

    def check(self):
        """No request went anywhere else, and the browser had nothing to complain of."""
        hosts = {urlsplit(url).netloc for url, _ in self.requests}
        outside = {host for host in hosts if host} - {urlsplit(self.address).netloc}
        assert not outside, f"the page asked other servers: {outside}"
        assert not self.complaints, self.complaints


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
