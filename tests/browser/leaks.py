"""Looks for what a person answered in all that could carry it away: in plain, and in the usual disguises."""

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, quote_plus


def found(secrets: Iterable[str], places: Mapping[str, str]) -> set[tuple[str, str]]:
    """Every (secret, name of the place) where a secret of three letters or more stands in a text."""
    return {(secret, name) for secret in secrets for name, text in places.items() if holds(text, secret)}


def holds(text: str, secret: str) -> bool:
    """Whether a text holds a secret in any capitals, percent-encoded, escaped as JSON does it, or as base64."""
    folded = text.casefold()
    plain = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}
    return any(form.casefold() in folded for form in plain) or any(form in text for form in _in_base64(secret))


def _in_base64(secret: str) -> Iterable[str]:
    """What every base64 of a longer text holds of it, for each of the three ways in which its bytes can be split."""
    for before in range(3):
        padded = b"\0" * before + secret.encode()
        first, last = -(-before * 8 // 6), len(padded) * 8 // 6
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(padded).decode()[first:last]


def sums(folder: Path) -> dict[str, str]:
    """Name of each file below a folder -> sum of its content."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


class Overheard:
    """All that a window asks for, with every header as sent, and all that it keeps."""

    def __init__(self, visit):
        self.visit = visit
        self.sent: list[str] = []
        self.addresses: list[str] = []
        self.devtools = visit.page.context.new_cdp_session(visit.page)
        self.devtools.send("Network.enable")
        self.devtools.on("Network.requestWillBeSent", lambda event: self._hear(event["request"]))
        self.devtools.on("Network.requestWillBeSentExtraInfo", lambda event: self._hear(event["headers"]))
        self.devtools.on("Network.webSocketCreated", lambda event: self._hear(event["url"]))
        self.devtools.on("Page.navigatedWithinDocument", lambda event: self.addresses.append(event["url"]))
        self.devtools.send("Page.enable")
        visit.page.on("framenavigated", lambda frame: self.addresses.append(frame.url))
        visit.page.on(
            "download", lambda download: self.addresses.append(f"{download.url} {download.suggested_filename}")
        )

    def _hear(self, told):
        self.sent.append(json.dumps(told, ensure_ascii=False))

    def places(self) -> dict[str, str]:
        """Name -> text of everything outside the page itself where an answer could stand."""
        page = self.visit.page
        history = self.devtools.send("Page.getNavigationHistory")["entries"]
        return {
            "requests": "\n".join(self.sent),
            "addresses": "\n".join([*self.addresses, page.url]),
            "history": json.dumps(history, ensure_ascii=False),
            "storage": json.dumps(page.context.storage_state(indexed_db=True), ensure_ascii=False),
            "storage of the tab": page.evaluate("JSON.stringify(sessionStorage)"),
        }
