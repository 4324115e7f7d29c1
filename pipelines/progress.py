"""Says how far a long job is: a bar on a terminal, plain lines in a log, JSON lines for programs.

Plain lines carry no time: the journal of systemd and the logs of GitHub add their own. JSON lines do.
"""

import json
import sys
import time
from datetime import UTC, datetime

from tqdm import tqdm

LINE_EVERY = 10
"""Seconds between plain lines about one step."""


class Progress:
    """Steps of a job, one at a time: start(), advance() as often as needed, then say() what came of it."""

    def __init__(self, as_json: bool = False):
        self._json = as_json
        self._bars = not as_json and sys.stderr.isatty()
        self._bar: tqdm | None = None
        self._what, self._unit, self._total, self._done, self._spoken = "", "", None, 0, 0.0

    def start(self, what: str, unit: str, total: int | None = None) -> None:
        """Begins a step of `total` units, or of an unknown number."""
        self._close()
        self._what, self._unit, self._total, self._done, self._spoken = what, unit, total, 0, time.monotonic()
        if self._bars:
            self._bar = tqdm(total=total, desc=what, unit=f" {unit}", file=sys.stderr, leave=False)

    def advance(self, count: int = 1, total: int | None = None) -> None:
        """`count` more units are done; `total` where it has become known."""
        self._done += count
        self._total = total or self._total
        if self._bar is not None:
            self._bar.total = self._total
            self._bar.update(count)
        elif time.monotonic() - self._spoken >= LINE_EVERY:
            self._spoken = time.monotonic()
            text = f"{self._what}: {self._done:,}{f' of {self._total:,}' if self._total else ''} {self._unit}"
            self._print(text, done=self._done, total=self._total)

    def say(self, text: str, **facts) -> None:
        """Ends the step with one line; `facts` go into the JSON form."""
        self._close()
        self._print(text, **facts)
        self._what = ""

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _print(self, text: str, **facts) -> None:
        """`stage` is the step that was started, null between two steps."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        line = {"time": now, "stage": self._what or None, "message": text, **facts}
        print(json.dumps(line, ensure_ascii=False) if self._json else text, flush=True)
