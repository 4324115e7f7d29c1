"""The browser is kept on this server: no page needs more than the policy grants, and little is sent."""

from urllib.request import Request, urlopen

import pages
import pytest
import server

GUARDED = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
COLD_PAGE = 1_500_000
"""Bytes; Streamlit's own code is 2.9 MB uncompressed."""
COLD_PAGE_WITH_CHARTS = 3_500_000


def test_no_page_asks_for_more_than_the_policy_grants(shown, state, tell):
    language = shown.page.evaluate("document.documentElement.lang")
    weight = f"{shown.bytes / 1e6:.2f} MB"
    tell("Sent to a browser on its first visit", state, language, weight, f"{shown.answers} answers")
    shown.check()
    charts = shown.page.locator(".js-plotly-plot").count()
    assert shown.bytes < (COLD_PAGE_WITH_CHARTS if charts else COLD_PAGE)


def test_what_the_policy_forbids_is_heard(visit):
    visit.open("learn")
    visit.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://example.org/seen.png'}))")
    visit.page.wait_for_timeout(300)
    heard, visit.complaints[:] = visit.complaints[:], []
    visit.requests[:] = [request for request in visit.requests if "example.org" not in request[0]]
    assert any("img-src forbids https://example.org" in complaint for complaint in heard), heard


@pytest.mark.parametrize(
    "path", ["/", "/trial?id=NCT99000105", "/app/static/language.js", "/nothing/here.js", "/script"]
)
def test_every_answer_is_guarded(address, chromium, path):
    headers = answer(address + (first_script(address) if path == "/script" else path)).headers
    assert {name: headers[name] for name in GUARDED} == GUARDED
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_files_are_compressed_and_kept_by_the_browser(address, chromium):
    script = first_script(address)
    plain, small = answer(address + script), answer(address + script, **{"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.read()) < len(plain.read()) / 2
    assert "immutable" in small.headers["Cache-Control"]
    outlines = answer(f"{address}/app/static/topo/world_110m.json", **{"Accept-Encoding": "gzip"})
    assert outlines.headers["Content-Encoding"] == "gzip"
    assert outlines.headers["Cache-Control"] == "public, max-age=3600"
    assert answer(address).headers["Cache-Control"] == "no-cache"


def test_plain_streamlit_shows_the_same_pages_without_headers(tmp_path, catalogue_folder, new_window):
    with server.dashboard(catalogue_folder, script="dashboard/app.py") as address:
        assert "Content-Security-Policy" not in answer(address).headers
        visit = new_window(address)
        for state in ("trials found", "shortlist"):
            pages.EVERY_STATE[state](visit)
        assert "NCT99000105" in visit.words()


def answer(url, **headers):
    return urlopen(Request(url, headers=headers), timeout=10)


def first_script(address):
    """The path of the script that Streamlit's page begins with."""
    page = answer(address).read().decode()
    return page.partition('crossorigin src=".')[2].partition('"')[0]
