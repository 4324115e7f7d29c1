"""What every refresh left behind: one JSON line each in <cache>/runs.jsonl, and what the last ones mean in words."""

import json
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

from cache import place
from cache.language import day, day_and_month, ngettext
from cache.language import gettext as _

FILE = "runs.jsonl"
WELL = ("published", "relabelled", "unchanged")
"""Outcomes after which the catalogue is as new as the registry."""
BUSY = "busy"
"""Outcome of a run that gave way to another: neither good nor bad."""
NIGHT_ENDS, NIGHT_BEGINS = 6, 18  # o'clock


def append(cache: Path, run: dict) -> None:
    """Adds the line of one run. Raises OSError, StoreUnreachable."""
    place.append_line(cache / FILE, json.dumps(run))


def read(cache: Path) -> list[dict]:
    """All runs, the oldest first. A line that a full disk or a crash cut short is skipped. Raises StoreUnreachable."""
    try:
        lines = place.read_bytes_now(cache / FILE).split(b"\n")
    except FileNotFoundError:
        return []
    return [run for run in map(_object, lines) if run is not None]


def _object(line: bytes) -> dict | None:
    try:
        run = json.loads(line)
    except ValueError:
        return None
    return run if isinstance(run, dict) else None


def last(cache: Path) -> dict | None:
    """The newest run; None where there was none."""
    return next(reversed(read(cache)), None)


def last_success(runs: list[dict]) -> dict | None:
    """The newest run after which the catalogue was as new as the registry."""
    return next((run for run in reversed(runs) if run.get("outcome") in WELL), None)


def data_date(manifest: dict) -> datetime:
    """When the registry last changed the data: it gives UTC without saying so."""
    return read_utc(manifest["data_timestamp"])


def plain_data_date(manifest: dict) -> datetime:
    """The same without a zone, as the dates of records are, which it is compared with."""
    return data_date(manifest).replace(tzinfo=None)


def read_utc(timestamp: str) -> datetime:
    """A time in ISO form; one that names no zone is UTC."""
    return _utc(datetime.fromisoformat(timestamp))


def started(run: dict) -> datetime | None:
    """When a run began; None where its line does not say so."""
    try:
        return read_utc(run["start"])
    except (KeyError, TypeError, ValueError):
        return None


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def days_old(data_date: datetime, now: datetime) -> int:
    """Days between two dates as a calendar counts them, for the date stands beside; 0 where the clock jumped back."""
    return max(0, (_utc(now).date() - _utc(data_date).date()).days)


def age_in_words(data_date: datetime, now: datetime) -> str:
    """'2 days old'."""
    days = days_old(data_date, now)
    if not days:
        return _("less than a day old")
    return ngettext("{count} day old", "{count} days old", days).format(count=days)


def day_in_words(moment: datetime, now: datetime) -> str:
    """'20 November', with the year where it is another one than that of `now`."""
    return day_and_month(moment) if moment.year == now.year else day(moment)


def data_in_words(manifest: dict, now: datetime) -> str:
    """'Registry data of 20 November, 2 days old'."""
    date = data_date(manifest)
    said = {"date": day_in_words(date, _utc(now)), "age": age_in_words(date, now)}
    return _("Registry data of {date}, {age}").format(**said)


def news_of_runs(runs: list[dict], manifest: dict, now: datetime) -> str | None:
    """What a reader of the live snapshot should know: "last night's refresh failed"; None after a run that went well.

    Nights and days are those of the zone of `now`.
    """
    failures = _failures(runs, manifest)
    if len(failures) == 1:
        return _("{refresh} failed").format(refresh=_which(started(failures[0]), now))
    if failures:
        began = min((day for day in map(started, failures) if day and day <= now), default=None)
        if not began:
            return _("the last {count} refreshes failed").format(count=len(failures))
        date = day_in_words(began.astimezone(now.tzinfo), now)
        return _("the last {count} refreshes failed, since {date}").format(count=len(failures), date=date)
    return None


def _failures(runs: list[dict], manifest: dict) -> list[dict]:
    """Runs since the last good one that went wrong, without those that are older than the live snapshot.

    The order of the lines tells which are older, since a clock can jump; the clock is asked only where no line tells
    of the live snapshot, which happens when the disk was too full for that line.
    """
    tail = list(takewhile(lambda run: run.get("outcome") not in WELL, reversed(runs)))
    since, good = [run for run in tail if run.get("outcome") != BUSY], last_success(runs)
    if good and good.get("snapshot") == manifest["name"]:
        return since
    retrieved = read_utc(manifest["retrieved_at"])
    return [run for run in since if (started(run) or retrieved) > retrieved]


def _which(start: datetime | None, now: datetime) -> str:
    if start is None or start > now:
        return _("the last refresh")
    start = start.astimezone(now.tzinfo)
    days = (now.date() - start.date()).days
    if days == 0:
        return _("last night's refresh") if start.hour < NIGHT_ENDS else _("today's refresh")
    if days == 1:
        return _("last night's refresh") if start.hour >= NIGHT_BEGINS else _("yesterday's refresh")
    return _("the refresh of {date}").format(date=day_in_words(start, now))
