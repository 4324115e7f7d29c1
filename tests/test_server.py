"""What the started application adds to Streamlit's answers: headers, compression, the language of the page."""

import asyncio
import copy
import gzip
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from streamlit.web.server.app_discovery import discover_asgi_app

from dashboard import server

ROOT = Path(__file__).parents[1]
FOREVER = {"Cache-Control": "public, immutable, max-age=31536000"}
LONG = "const trials = 1;\n" * 100
DOWNLOAD = "<!DOCTYPE html><html lang='en'><head></head><body>My trials</body></html>"


class Behind:
    """Stands where Streamlit stands: gives one answer, and counts how often it was asked."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = 0

    async def __call__(self, scope, receive, send):
        self.asked += 1
        await copy.deepcopy(self.answer)(scope, receive, send)


def scope_of(path, **headers):
    address, _, query = path.partition("?")
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": "GET", "path": address, "query_string": query.encode(), "headers": named}


def get(app, path, **headers) -> Response:
    """The answer to one request, its body as sent."""
    heard = []

    async def send(message):
        heard.append(message)

    with ThreadPoolExecutor(1) as own:  # the browser of other tests keeps this thread's event loop running
        own.submit(asyncio.run, app(scope_of(path, **headers), None, send)).result()
    answer = Response(b"".join(message.get("body", b"") for message in heard), heard[0]["status"])
    answer.raw_headers = heard[0]["headers"]
    return answer


@pytest.mark.parametrize(
    ("index", "sources"),
    [
        pytest.param("<script src='./index.js'></script>", "script-src 'self' 'wasm-unsafe-eval' ", id="files only"),
        pytest.param(
            "<script>alert('Hello, world.');</script>",
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
            id="the example of the standard",
        ),
        pytest.param(
            "<script type='module' src='a.js'></script>\n<script>\n  alert('Hello, world.');</script>",
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-kSC/KlrKUXDXOVp2tVZ8ePdd8xWM+in38RROA2d+aK8='",
            id="white space counts",
        ),
    ],
)
def test_scripts_within_the_page_are_let_in_by_their_sum(index, sources):
    assert server.policy(index).split("; ")[1] == sources


def test_only_this_server_is_let_in():
    words = server.policy().replace(";", "").split()
    assert {word for word in words if "://" in word or "*" in word} == set()
    assert "'unsafe-eval'" not in words
    assert server.policy().count("'unsafe-inline'") == 1


@pytest.mark.parametrize(
    ("path", "preferred", "cookie", "language"),
    [
        pytest.param("/", "", "", "en", id="nothing said"),
        pytest.param("/", "es", "", "es", id="browser"),
        pytest.param("/", "es-MX,es;q=0.9,en;q=0.8", "", "es", id="browser, with a country"),
        pytest.param("/", "ES;q=0.9", "", "es", id="capitals"),
        pytest.param("/", "fr,es;q=0.5", "", "en", id="first language is not ours"),
        pytest.param("/trial?id=NCT1&lang=es", "en-US", "", "es", id="the address wins"),
        pytest.param("/?lang=en", "es", "", "en", id="the address wins in English"),
        pytest.param("/?lang=xx", "es", "", "es", id="unknown in the address"),
        pytest.param("/", "en-US", "a=b; language=es", "es", id="kept"),
        pytest.param("/?lang=en", "es", "language=es", "en", id="the address before what is kept"),
        pytest.param("/", "es", "language=xx", "es", id="unknown one kept"),
    ],
)
def test_the_page_has_the_language_of_its_visitor(path, preferred, cookie, language):
    assert server.language_of(Request(scope_of(path, accept_language=preferred, cookie=cookie))) == language
    answer = get(server.InLanguage(Behind(HTMLResponse(server.INDEX))), path, accept_language=preferred, cookie=cookie)
    sent = answer.body.decode()
    assert f'<html lang="{language}">' in sent
    assert sent.count(server.SCRIPT) == 1
    assert answer.headers["vary"] == "Accept-Language, Cookie"
    assert answer.headers["content-length"] == str(len(answer.body))


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        pytest.param("/media/list.html", HTMLResponse(DOWNLOAD), id="a download"),
        pytest.param("/base/media/list.html", HTMLResponse(DOWNLOAD), id="a download below a base address"),
        pytest.param("/nothing", HTMLResponse(DOWNLOAD, 404), id="an error"),
        pytest.param("/static/js/index.js", PlainTextResponse(DOWNLOAD), id="no page"),
    ],
)
def test_other_answers_are_left_as_they_are(path, answer):
    assert get(server.InLanguage(Behind(answer)), path, accept_language="es").body.decode() == DOWNLOAD


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        pytest.param("/trial", "as before", id="a page"),
        pytest.param("/media/shortlist.csv", "no-store", id="a download stays out of a shared computer's cache"),
        pytest.param("/app/static/topo/world_110m.json", "public, max-age=3600", id="our own file"),
    ],
)
def test_every_answer_is_guarded_and_keeps_its_own_headers(path, kept):
    app = server.Guarded(Behind(PlainTextResponse("x", headers={"Cache-Control": "as before", "X-Own": "1"})))
    for _ in range(2):
        headers = get(app, path).headers
        assert headers["cache-control"] == kept
        assert headers["x-own"] == "1"
        assert headers.getlist("content-security-policy") == [server.policy()]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "geolocation=()" in headers["permissions-policy"]


@pytest.mark.parametrize(
    ("answer", "asked", "compressed"),
    [
        pytest.param(PlainTextResponse(LONG, headers=FOREVER), 1, True, id="a file that never changes"),
        pytest.param(PlainTextResponse(LONG), 3, True, id="a file that may change"),
        pytest.param(PlainTextResponse("short", headers=FOREVER), 3, False, id="too short"),
        pytest.param(Response(LONG, media_type="font/woff2", headers=FOREVER), 3, False, id="compressed by nature"),
    ],
)
def test_files_that_never_change_are_compressed_once(answer, asked, compressed):
    behind = Behind(answer)
    app = server.Compressed(behind)
    for _ in range(3):
        got = get(app, "/static/js/index.js", accept_encoding="gzip, br")
        assert (gzip.decompress(got.body) if compressed else got.body) == answer.body
        assert got.headers.get("content-encoding") == ("gzip" if compressed else None)
        assert got.headers["content-length"] == str(len(got.body))
    assert behind.asked == asked


def test_who_cannot_read_compressed_files_gets_them_plain():
    app = server.Compressed(Behind(PlainTextResponse(LONG, headers=FOREVER)))
    get(app, "/static/js/index.js", accept_encoding="gzip")
    assert get(app, "/static/js/index.js").body.decode() == LONG
    assert get(app, "/static/js/other.js", accept_encoding="identity").body.decode() == LONG


def test_streamlit_finds_the_application():
    assert discover_asgi_app(ROOT / "dashboard" / "server.py").import_string == "server:app"


def test_make_dashboard_refreshes_then_starts_the_application():
    said = subprocess.run(["make", "-n", "dashboard"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    places = [said.index(step) for step in ("pipelines refresh", "pipelines demo", "streamlit run dashboard/server.py")]
    assert places == sorted(places)
