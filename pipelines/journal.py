"""Writes down how a refresh went, whatever happened to it: one line of <cache>/runs.jsonl."""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, Self

from cache import runs
from cache.errors import Busy, CheckFailed, TrialFinderError
from pipelines.progress import Progress

OUTCOMES = (
    (CheckFailed, "refused"),
    (Busy, runs.BUSY),
    (TrialFinderError, "failed"),
    ((KeyboardInterrupt, SystemExit), "stopped"),
    (BaseException, "error"),
)
"""What ended a run -> its outcome; the first that fits."""
KEYS = (
    *("start", "end", "outcome", "exit_code", "message", "mode", "snapshot", "data_timestamp", "counts"),
    *("requests", "bytes", "retries", "seconds"),
)
"""Every line has all of them; null is what a run did not come to know."""
INTERRUPTED = 130


class Traffic(Protocol):
    """What a run asked of the registry."""

    requests: int
    bytes: int
    retries: int


class Journal:
    """Around a whole refresh: `with Journal(cache, registry, progress) as journal`. Its line is written at the end."""

    def __init__(self, cache: Path, traffic: Traffic, progress: Progress):
        self._cache, self._traffic, self._progress = cache, traffic, progress
        self._start, self._facts = datetime.now(UTC), {"outcome": "published"}
        self._seconds, self._stages, self._since = defaultdict(float), [], 0.0

    def note(self, **facts) -> None:
        """Facts for the line: outcome, mode, snapshot, data_timestamp, counts."""
        self._facts |= facts

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts the time within as that of a stage.

        Each moment counts once, for the stage that was entered last and is still open. Generators that hold a stage may
        end in any order. For one thread.
        """
        self._count()
        entered = [name]
        self._stages.append(entered)
        try:
            yield
        finally:
            self._count()
            self._stages = [each for each in self._stages if each is not entered]

    def _count(self) -> None:
        now = time.monotonic()
        if self._stages:
            self._seconds[self._stages[-1][0]] += now - self._since
        self._since = now

    def died(self, about: dict) -> None:
        """Adds a line for an earlier run that left only its lock behind; `about` is what the lock says of it."""
        began = about.get("start")
        message = f"The refresh that began at {began or 'an unknown time'} was killed before it could end."
        self._progress.say(message)
        self._write({"start": began, "outcome": "killed", "message": message})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind, error: BaseException | None, trace) -> None:
        self._count()
        ended = {} if error is None else {"outcome": _outcome(error), "message": _message(error)}
        self._write(
            {
                "start": _iso(self._start),
                "end": _iso(max(self._start, datetime.now(UTC))),  # a clock may jump back
                "exit_code": 0 if error is None else _exit_code(error),
                **self._facts,
                **ended,
                "requests": self._traffic.requests,
                "bytes": self._traffic.bytes,
                "retries": self._traffic.retries,
                "seconds": {name: round(seconds, 2) for name, seconds in self._seconds.items()},
            }
        )

    def _write(self, line: dict) -> None:
        """A line that cannot be written must not hide how the run ended."""
        try:
            runs.append(self._cache, dict.fromkeys(KEYS) | line)
        except (OSError, TrialFinderError) as error:
            print(f"The line of this run could not be added to {self._cache / runs.FILE} ({error}).", file=sys.stderr)


def _outcome(error: BaseException) -> str:
    return next(outcome for kind, outcome in OUTCOMES if isinstance(error, kind))


def _exit_code(error: BaseException) -> int:
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    code = error.code if isinstance(error, SystemExit) else getattr(error, "exit_code", 1)
    return code if isinstance(code, int) else 1


def _message(error: BaseException) -> str:
    """One sentence."""
    if isinstance(error, TrialFinderError):
        return str(error)
    if isinstance(error, KeyboardInterrupt | SystemExit):
        return "The refresh was stopped before it had ended."
    if isinstance(error, OSError):
        return f"{error.filename or 'A file'} cannot be used ({error.strerror or error})."
    return f"{type(error).__name__}: {error}"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
