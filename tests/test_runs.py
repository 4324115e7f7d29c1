"""The lines of refreshes in runs.jsonl, and what they mean in words."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from cache import runs

NAME = "20261120T043000Z"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PACIFIC = timezone(timedelta(hours=-8))
MANIFEST = {"name": NAME, "data_timestamp": "2026-11-20T09:00:05", "retrieved_at": "2026-11-20T10:30:00+00:00"}
GOOD = {"start": "2026-11-20T10:29:00+00:00", "outcome": "published", "snapshot": NAME}


def run(start: str | None, outcome: str = "failed", **more) -> dict:
    return {"start": start and f"2026-11-{start}:00+00:00", "outcome": outcome, **more}


@pytest.mark.parametrize(
    ("ended", "news"),
    [
        pytest.param([], None, id="never run"),
        pytest.param([GOOD], None, id="went well"),
        pytest.param([GOOD, run("22T03:10")], "last night's refresh failed", id="in the small hours"),
        pytest.param([GOOD, run("21T22:10")], "last night's refresh failed", id="late in the evening"),
        pytest.param([GOOD, run("21T13:00")], "yesterday's refresh failed", id="by day"),
        pytest.param([GOOD, run("21T03:10")], "yesterday's refresh failed", id="the night before"),
        pytest.param([GOOD, run("22T07:10")], "today's refresh failed", id="this morning"),
        pytest.param([GOOD, run("20T12:00")], "the refresh of 20 November failed", id="two days ago"),
        pytest.param([GOOD, run("30T12:00")], "the last refresh failed", id="the clock jumped back"),
        pytest.param([GOOD, run(None)], "the last refresh failed", id="no start"),
        pytest.param(
            [GOOD, {"start": 5, "outcome": "failed"}], "the last refresh failed", id="a start that is no time"
        ),
        pytest.param([GOOD, {}], "the last refresh failed", id="a line without a word"),
        pytest.param([GOOD, run("22T03:10", "refused")], "last night's refresh failed", id="refused"),
        pytest.param([GOOD, run("22T03:10", "killed")], "last night's refresh failed", id="killed"),
        pytest.param([GOOD, run("22T03:10", "stopped")], "last night's refresh failed", id="stopped"),
        pytest.param([GOOD, run("22T03:10", "error")], "last night's refresh failed", id="error"),
        pytest.param([GOOD, run("22T03:10", "busy")], None, id="gave way"),
        pytest.param(
            [GOOD, run("22T03:10"), run("22T03:11", "busy")], "last night's refresh failed", id="failed, then gave way"
        ),
        pytest.param(
            [GOOD, run("21T03:10"), run("22T03:10")], "the last 2 refreshes failed, since 21 November", id="two"
        ),
        pytest.param([GOOD, run(None), run(None)], "the last 2 refreshes failed", id="two without a start"),
        pytest.param(
            [GOOD, run("30T03:10"), run("22T03:10")], "the last 2 refreshes failed, since 22 November", id="two, jumped"
        ),
        pytest.param([GOOD, run("21T03:10"), run("22T03:10", "unchanged")], None, id="then nothing was new"),
        pytest.param([GOOD, run("21T03:10"), run("22T03:10", "relabelled")], None, id="then labelled anew"),
        pytest.param(
            [GOOD, run("20T03:10"), run("21T03:10")],
            "the last 2 refreshes failed, since 20 November",
            id="the order of lines counts, not the clock",
        ),
        pytest.param([run("20T10:00")], None, id="older than the snapshot, whose own line is missing"),
        pytest.param(
            [run("20T10:00"), run("22T03:10")],
            "last night's refresh failed",
            id="one of two is older than the snapshot",
        ),
        pytest.param(
            [GOOD | {"snapshot": "another"}, run("20T10:00"), run("22T03:10")],
            "last night's refresh failed",
            id="the last good line tells of another snapshot",
        ),
    ],
)
def test_news_of_runs(ended, news):
    assert runs.news_of_runs(ended, MANIFEST, NOW) == news


@pytest.mark.parametrize(
    ("start", "now", "news"),
    [
        pytest.param("22T04:00", "22T16:00", "last night's refresh failed", id="begun at eight in the evening there"),
        pytest.param("22T11:30", "22T16:00", "last night's refresh failed", id="half past three there"),
        pytest.param("22T18:00", "23T03:00", "today's refresh failed", id="both on one day there"),
        pytest.param("21T04:00", "22T16:00", "the refresh of 20 November failed", id="its day there"),
    ],
)
def test_nights_are_those_of_the_reader(start, now, news):
    there = datetime.fromisoformat(f"2026-11-{now}:00+00:00").astimezone(PACIFIC)
    assert runs.news_of_runs([GOOD, run(start)], MANIFEST, there) == news


@pytest.mark.parametrize(
    ("stamp", "now", "words"),
    [
        pytest.param("2026-11-20T09:00:05", NOW, "20 November, 2 days old", id="two dates, though under 48 hours"),
        pytest.param("2026-11-21T23:59:00", NOW, "21 November, 1 day old", id="one day"),
        pytest.param("2026-11-22T07:00:00", NOW, "22 November, less than a day old", id="today"),
        pytest.param("2026-11-30T07:00:00", NOW, "30 November, less than a day old", id="a clock that jumped back"),
        pytest.param("2025-11-22T07:00:00", NOW, "22 November 2025, 365 days old", id="another year"),
        pytest.param("2026-11-21T01:00:00", NOW.astimezone(PACIFIC), "21 November, 1 day old", id="another zone"),
        pytest.param("2026-11-21T01:00:00-08:00", NOW, "21 November, 1 day old", id="a stamp with a zone"),
    ],
)
def test_data_in_words(stamp, now, words):
    assert runs.data_in_words({"data_timestamp": stamp}, now) == f"Registry data of {words}"


def test_runs_are_read_in_the_order_in_which_they_were_added(tmp_path):
    assert (runs.read(tmp_path), runs.last(tmp_path)) == ([], None)
    lines = [GOOD, run("21T03:10", message="\u2028 é \n"), run("22T03:10", "busy")]
    for line in lines:
        runs.append(tmp_path, line)
    assert (runs.read(tmp_path), runs.last(tmp_path)) == (lines, lines[-1])
    assert runs.last_success(lines) == GOOD


@pytest.mark.parametrize(
    "damage", [b"", b"\n", b'{"start": "2026', b"[]\n", b"5\n", b"null\n", b"\xff\xfe\n", b"\0" * 9], ids=repr
)
def test_lines_that_are_none_are_skipped(tmp_path, damage):
    runs.append(tmp_path, GOOD)
    with (tmp_path / runs.FILE).open("ab") as file:
        file.write(damage + b"\n")
    runs.append(tmp_path, run("22T03:10"))
    assert runs.read(tmp_path) == [GOOD, run("22T03:10")]
