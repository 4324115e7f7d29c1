"""The lock of a cache in an object store, which has no locks: an object that says until when its holder may write."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from errno import ENOSYS
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from cache.errors import Busy, StoreUnreachable
from cache.reached import reached

if TYPE_CHECKING:
    from pathlib import Path

    from upath import UPath

LASTS = timedelta(hours=1)
COMPARES = {"s3", "s3a"}
"""Protocols of stores that overwrite an object only while it is still the one that was seen (If-Match)."""


class Seen(NamedTuple):
    """What stands in the lock: what its holder says about itself, and the version of the object."""

    about: dict
    version: str | None


class Lease:
    """A lock that ends by itself an hour after it was last checked, held from the start.

    S3 and stores like it put the object only where there is none (If-None-Match), and replace it only when it is what was seen
    (If-Match), so that one of two wins. Google's and Azure's clients do the first: of two that take over the same ended lease,
    both may go on until `check`. On any other store that is so of two that start in the same moment.

    Clocks: one that is wrong by less than an hour lets a lease end too early or too late by as much. An end further away than
    two hours cannot be right and counts as past. A holder whose lease was taken over too early learns it at its next `check`.
    """

    def __init__(self, path: "UPath", about: dict):
        self._path = path
        self._about = {**about, "holder": uuid4().hex}
        seen = _seen(path)
        if seen and _runs(seen.about):
            raise busy(path, seen.about)
        self.left_behind = seen.about if seen else None
        if not self._put(seen):
            raise busy(path, None)

    def check(self) -> None:
        """Makes the lease last for another hour. Raises Busy when another has taken it over."""
        seen = _seen(self._path)
        if not self._is_mine(seen) or not self._put(seen):
            raise Busy(
                f"{self._path} was taken over by another job, because this one was silent for longer than its lease; "
                "nothing was published."
            )

    def release(self) -> None:
        """Removes the object if it is still ours. Where that fails the lease ends by itself."""
        with suppress(StoreUnreachable, FileNotFoundError), reached(self._path):
            if self._is_mine(_seen(self._path)):
                self._path.fs.rm_file(self._path.path)

    def _is_mine(self, seen: Seen | None) -> bool:
        return seen is not None and seen.about.get("holder") == self._about["holder"]

    def _put(self, seen: Seen | None) -> bool:
        """Writes our lease over what was seen; whether ours then stands there, which alone counts: an answer can be lost."""
        end = (_now() + LASTS).isoformat(timespec="seconds")
        line = f"{json.dumps({**self._about, 'lease_end': end})}\n"
        fault = None
        try:
            with reached(self._path):
                _put_over(self._path, line.encode(), seen)
        except (FileExistsError, FileNotFoundError, StoreUnreachable) as error:
            fault = error
        now = _seen(self._path)
        if isinstance(fault, StoreUnreachable) and now == seen:
            raise fault
        return self._is_mine(now)


def _put_over(path: "UPath", line: bytes, seen: Seen | None) -> None:
    condition = {} if seen else {"mode": "create"}
    if seen and path.protocol in COMPARES:
        condition = {"IfMatch": seen.version}
    try:
        path.fs.pipe_file(path.path, line, **condition)
    except OSError as error:
        if error.errno != ENOSYS:
            raise
        path.fs.pipe_file(path.path, line)  # a store that answers that it knows no conditions


def _seen(path: "UPath") -> Seen | None:
    """The version is asked for first: if the object is replaced in between, ours will not be put over it."""
    try:
        with reached(path):
            version = path.fs.info(path.path).get("ETag")
            return Seen(about_in(path.fs.cat_file(path.path)) or {}, version)
    except FileNotFoundError:
        return None


def _runs(about: dict) -> bool:
    try:
        left = datetime.fromisoformat(about["lease_end"]) - _now()
    except (KeyError, TypeError, ValueError):
        return False
    return timedelta(0) < left <= 2 * LASTS


def _now() -> datetime:
    return datetime.now(UTC)


def about_in(text: str | bytes) -> dict | None:
    """What a holder wrote about itself; None where the lock is empty. Half a line is of a holder, too, but says nothing."""
    try:
        about = json.loads(text) if text.strip() else None
    except ValueError:
        return {}
    return about if about is None or isinstance(about, dict) else {}


def busy(path: "Path | UPath", about: dict | None) -> Busy:
    """The fault, with what is known of the holder."""
    words = {"pid": "process", "host": "on", "start": "since"}
    known = [f"{word} {about[key]}" for key, word in words.items() if key in about] if about else []
    who = f" ({' '.join(known)})" if known else ""
    return Busy(f"Another job{who} is writing to {path.parent}; wait until it has ended.")
