"""What `make dashboard` starts: Streamlit's own application, with answers that keep a visitor's browser on this server.

The pages also work under plain `streamlit run dashboard/app.py`, without these headers and uncompressed.
"""

import asyncio
import re
import socket
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from cache.language import ENGLISH, LANGUAGES

INDEX = Path(get_static_dir(), "index.html").read_text(encoding="utf-8")
"""The one page that Streamlit sends for every address; scripts fill it."""
SCRIPT = '<script defer src="./app/static/language.js"></script>'
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
FILES = re.compile(r"(?:^|/)(?:media|component|app/static)/")
"""Paths of files that keep their own content, even where it is HTML."""
OFF = ("camera", "display-capture", "geolocation", "hid", "microphone", "midi", "payment", "serial", "usb")
"""What a browser could give away about a person or a device, and no page needs."""


def policy(index: str = INDEX) -> str:
    """The Content-Security-Policy: this server only. Of scripts within the page, those that Streamlit itself put there."""
    own = " ".join(f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'" for code in INLINE.findall(index))
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {own}",  # Streamlit's protobuf counts in WebAssembly
            "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles while the page runs
            "img-src 'self' data: blob:",
            "font-src 'self' data:",  # one stands in Streamlit's own code
            "connect-src 'self'",
            "manifest-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


class Guarded:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self.headers = {
            "Content-Security-Policy": policy(),
            "Referrer-Policy": "no-referrer",  # nor does the registry learn which page a link to it stood on
            "X-Content-Type-Options": "nosniff",
            "Permissions-Policy": ", ".join(f"{each}=()" for each in OFF),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                headers.update(self.headers | kept_for(scope["path"]))
                message = message | {"headers": headers.raw}
            await send(message)

        await self.app(scope, receive, send_guarded)


def kept_for(path: str) -> dict[str, str]:
    """How long a browser keeps a file of ours; what a person downloads is not kept on a computer that others may use."""
    if "/media/" in path:
        return {"Cache-Control": "no-store"}
    return {"Cache-Control": "public, max-age=3600"} if "/app/static/" in path else {}


class Compressed:
    """Compresses Streamlit's own files, which it leaves as they are, and remembers them: their names change with content."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self.compressing = GZipMiddleware(app)
        self.known: dict[str, Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, send)
        elif scope["method"] == "GET" and scope["path"] in self.known:
            await self.known[scope["path"]](scope, receive, send)
        else:
            await self.compress(scope, receive, send)

    async def compress(self, scope: Scope, receive: Receive, send: Send) -> None:
        heard = []

        async def send_heard(message: Message) -> None:
            heard.append(message)
            await send(message)

        await self.compressing(scope, receive, send_heard)
        headers = Headers(raw=heard[0].get("headers", []))
        if headers.get("content-encoding") == "gzip" and "immutable" in headers.get("cache-control", ""):
            body = b"".join(message.get("body", b"") for message in heard)
            self.known[scope["path"]] = Response(body, headers=dict(headers))


class InLanguage:
    """Sends the page in the visitor's language, with the script that follows a change of it."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self.pages = {language: page(language) for language in LANGUAGES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        swapped = False

        async def send_swapped(message: Message) -> None:
            nonlocal swapped
            if is_page(scope, message):
                swapped = True
                answer = HTMLResponse(self.pages[language_of(Request(scope))])
                answer.headers.update({"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"})
                await answer(scope, receive, send)
            elif not swapped:
                await send(message)

        await self.app(scope, receive, send_swapped)


def page(language: str, index: str = INDEX) -> str:
    """Streamlit's page, in a language and with our script."""
    return index.replace('<html lang="en">', f'<html lang="{language}">', 1).replace("</head>", f"{SCRIPT}</head>", 1)


def is_page(scope: Scope, message: Message) -> bool:
    """Whether an answer begins that is Streamlit's page."""
    if message["type"] != "http.response.start" or message["status"] != 200 or FILES.search(scope["path"]):
        return False
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")


def language_of(request: Request) -> str:
    """The language asked for in the address, else the one kept, else the browser's first; English where we do not have it."""
    preferred = request.headers.get("accept-language", "").partition(",")[0].partition("-")[0]
    kept = request.cookies.get("language")  # as static/language.js names it
    asked = (request.query_params.get("lang"), kept, preferred.partition(";")[0].strip().lower())
    return next((language for language in asked if language in LANGUAGES), ENGLISH)


@asynccontextmanager
async def at_once(_app: st.App) -> AsyncIterator[None]:
    """Lets small messages leave at once.

    Streamlit listens on a socket of its own, for which asyncio does not switch off Nagle's algorithm: the last part of
    a page then waits 40 ms for the visitor's delayed acknowledgement.
    """
    loop = asyncio.get_running_loop()
    listen = loop.create_server

    async def listen_at_once(*arguments, sock: socket.socket | None = None, **options) -> asyncio.Server:
        if sock is not None:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits this
        return await listen(*arguments, sock=sock, **options)

    loop.create_server = listen_at_once
    yield


app = st.App(
    "app.py", lifespan=at_once, middleware=[Middleware(Guarded), Middleware(Compressed), Middleware(InLanguage)]
)
