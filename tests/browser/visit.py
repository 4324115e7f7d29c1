"""One person's browser window on the dashboard."""

import time
from urllib.parse import urlsplit

SOUGHT_BELOW_THE_PAGE = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit looks for its server below a page's own address first, and finds it one step up."""
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation",
    (event) => console.error(`${event.violatedDirective} forbids ${event.blockedURI}`))"""
PATIENCE_MS = 20_000  # a cold first page on a busy computer


class Visit:
    """One person's browser window, with all that it asked for and complained of."""

    def __init__(self, context, address):
        self.address = address
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.complaints: list[str] = []
        self.bytes = self.answers = 0  # received, as sent, with headers
        self.page.add_init_script(TELL_VIOLATIONS)
        self.page.on("request", lambda request: self.requests.append((request.url, request.headers)))
        self.page.on("websocket", lambda socket: self.requests.append((socket.url, {})))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        devtools = context.new_cdp_session(self.page)
        devtools.send("Network.enable")
        devtools.on("Network.loadingFinished", self._weigh)

    def _hear(self, message):
        if message.type == "error" and not message.location["url"].endswith(SOUGHT_BELOW_THE_PAGE):
            self.complaints.append(f"{message.text} {message.location['url']}")

    def _weigh(self, event):
        self.bytes += event["encodedDataLength"]
        self.answers += 1

    def open(self, path=""):
        """Goes to a page of the dashboard, or to a whole link to it."""
        self.page.goto(path if path.startswith(self.address) else f"{self.address}/{path}")
        return self.settle()

    def settle(self):
        """Waits until the page has been drawn and stands still, also where what was just done only begins to be answered."""
        for pause in (150, 0):
            self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
            self.page.wait_for_selector('[data-stale="true"], [data-testid="stSkeleton"]', state="detached")
            self.page.wait_for_timeout(pause)
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
