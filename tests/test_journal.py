"""The line that every run leaves, whatever ended it."""

import errno
import json
import os
import time
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from cache import runs
from cache.errors import BadInput, Busy, CheckFailed, DamagedSnapshot, RegistryError
from pipelines import journal as module
from pipelines.journal import Journal
from pipelines.progress import Progress

TRAFFIC = SimpleNamespace(requests=7, bytes=1234, retries=1)
NOTHING = {"mode": None, "snapshot": None, "data_timestamp": None, "counts": None}
NO_SPACE = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "labels.parquet")


def journal_of(cache) -> Journal:
    return Journal(cache, TRAFFIC, Progress())


@pytest.mark.parametrize(
    ("error", "outcome", "code", "message"),
    [
        pytest.param(CheckFailed("Too few."), "refused", 1, "Too few.", id="a check"),
        pytest.param(RegistryError("No answer."), "failed", 5, "No answer.", id="the registry"),
        pytest.param(Busy("Another one."), "busy", 6, "Another one.", id="busy"),
        pytest.param(DamagedSnapshot("Damaged."), "failed", 1, "Damaged.", id="a damaged file"),
        pytest.param(BadInput("No."), "failed", 2, "No.", id="bad input"),
        pytest.param(
            NO_SPACE, "error", 1, "labels.parquet cannot be used (No space left on device).", id="the disk is full"
        ),
        pytest.param(OSError("odd"), "error", 1, "A file cannot be used (odd).", id="a fault without a file"),
        pytest.param(
            KeyboardInterrupt(), "stopped", 130, "The refresh was stopped before it had ended.", id="interrupted"
        ),
        pytest.param(SystemExit(143), "stopped", 143, "The refresh was stopped before it had ended.", id="SIGTERM"),
        pytest.param(SystemExit("why"), "stopped", 1, "The refresh was stopped before it had ended.", id="exit"),
        pytest.param(MemoryError(), "error", 1, "MemoryError: ", id="out of memory"),
        pytest.param(KeyError("nctId"), "error", 1, "KeyError: 'nctId'", id="a bug"),
    ],
)
def test_whatever_ends_a_run_is_in_its_line(tmp_path, error, outcome, code, message):
    with pytest.raises(type(error)) as raised, journal_of(tmp_path):
        raise error
    assert raised.value is error
    (line,) = runs.read(tmp_path)
    assert started_and_ended(line)
    assert line == {
        **{key: line[key] for key in ("start", "end")},
        **NOTHING,
        "outcome": outcome,
        "exit_code": code,
        "message": message,
        "requests": 7,
        "bytes": 1234,
        "retries": 1,
        "seconds": {},
    }


def started_and_ended(line: dict) -> bool:
    start, end = (datetime.fromisoformat(line[key]) for key in ("start", "end"))
    return start.tzinfo == end.tzinfo == UTC and start <= end <= datetime.now(UTC)


@pytest.mark.parametrize("outcome", ["published", "unchanged", "relabelled"])
def test_what_a_good_run_notes_is_in_its_line(tmp_path, outcome):
    with journal_of(tmp_path) as journal:
        journal.note(outcome=outcome, mode="full")
        journal.note(snapshot="20261126T031500Z", data_timestamp="2026-11-25T09:00:05", counts={"stored": 5})
    (line,) = runs.read(tmp_path)
    assert [line[key] for key in module.KEYS[2:9]] == [
        *(outcome, 0, None, "full", "20261126T031500Z", "2026-11-25T09:00:05", {"stored": 5})
    ]


def test_what_was_noted_before_a_fault_stays_but_for_the_outcome(tmp_path):
    journal = journal_of(tmp_path)
    journal.note(outcome="published", mode="incremental", counts={"fetched": 3})
    with pytest.raises(CheckFailed), journal:
        raise CheckFailed("Too few.")
    line = runs.last(tmp_path)
    assert (line["outcome"], line["mode"], line["counts"]) == ("refused", "incremental", {"fetched": 3})


def test_a_run_that_was_killed_gets_a_line_from_the_next_one(tmp_path, capsys):
    about = {"start": "2026-11-25T03:10:00+00:00", "pid": 4711}
    with journal_of(tmp_path) as journal:
        journal.died(about)
        journal.died({})
        journal.note(outcome="unchanged")
    killed, unknown, own = runs.read(tmp_path)
    message = "The refresh that began at 2026-11-25T03:10:00+00:00 was killed before it could end."
    assert killed == dict.fromkeys(module.KEYS) | {"start": about["start"], "outcome": "killed", "message": message}
    assert (unknown["start"], unknown["outcome"], own["outcome"]) == (None, "killed", "unchanged")
    assert capsys.readouterr().out.splitlines()[0] == message


@pytest.mark.parametrize("error", [None, CheckFailed("Too few."), NO_SPACE], ids=repr)
def test_a_line_that_cannot_be_written_hides_nothing(tmp_path, capsys, error):
    (tmp_path / "file").write_text("in the way")
    caught = None
    try:
        with journal_of(tmp_path / "file"):
            if error:
                raise error
    except (CheckFailed, OSError) as raised:
        caught = raised
    assert caught is error
    said = capsys.readouterr().err
    assert (said.count("\n"), said.startswith("The line of this run could not be added to")) == (1, True)


class Clock:
    """Time that passes only when told."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)

    def passes(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock(monkeypatch)


def one_after_the_other(journal, clock):
    for _ in range(2):
        with journal.stage("fetch"):
            clock.passes(2)
        clock.passes(100)
    with journal.stage("label"):
        clock.passes(1)


def one_within_another(journal, clock):
    with journal.stage("build"):
        clock.passes(1)
        with journal.stage("label"):
            clock.passes(2)
        clock.passes(4)
        with journal.stage("build"):
            clock.passes(8)


def generators_in_turns(journal, clock):
    def pages():
        for _ in range(2):
            with journal.stage("fetch"):
                clock.passes(1)
            yield

    for _ in pages():
        with journal.stage("label"):
            clock.passes(10)


def a_generator_that_ends_late(journal, clock):
    def held():
        with journal.stage("fetch"):
            yield

    reader = held()
    next(reader)
    clock.passes(1)
    with journal.stage("label"):
        clock.passes(2)
        reader.close()
        clock.passes(4)
    clock.passes(100)


def a_stage_that_fails(journal, clock):
    with journal.stage("fetch"):
        clock.passes(3)
        raise CheckFailed("Too few.")


@pytest.mark.parametrize(
    ("work", "seconds"),
    [
        pytest.param(one_after_the_other, {"fetch": 4, "label": 1}, id="one after the other"),
        pytest.param(one_within_another, {"build": 13, "label": 2}, id="one within another"),
        pytest.param(generators_in_turns, {"fetch": 2, "label": 20}, id="generators in turns"),
        pytest.param(a_generator_that_ends_late, {"fetch": 1, "label": 6}, id="a generator that ends late"),
        pytest.param(a_stage_that_fails, {"fetch": 3}, id="a stage that fails"),
    ],
)
def test_seconds_of_each_stage(tmp_path, clock, work, seconds):
    try:
        with journal_of(tmp_path) as journal:
            work(journal, clock)
    except CheckFailed:
        pass
    assert runs.last(tmp_path)["seconds"] == seconds


def test_an_end_never_comes_before_its_start(tmp_path, monkeypatch):
    times = iter([datetime(2026, 11, 26, 3, tzinfo=UTC), datetime(2026, 11, 26, 2, tzinfo=UTC)])
    monkeypatch.setattr(module, "datetime", SimpleNamespace(now=lambda zone: next(times)))
    with journal_of(tmp_path):
        pass
    line = runs.last(tmp_path)
    assert line["start"] == line["end"] == "2026-11-26T03:00:00+00:00"


def test_progress_in_json_tells_time_and_stage(capsys, monkeypatch):
    monkeypatch.setattr("pipelines.progress.LINE_EVERY", 0)
    progress = Progress(as_json=True)
    progress.start("Fetching", "trials")
    progress.advance(250, 1000)
    progress.say("Fetched é", fetched=1000)
    progress.say("Done")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    times = [datetime.fromisoformat(line.pop("time")) for line in lines]
    assert all(each.tzinfo == UTC for each in times)
    assert lines == [
        {"stage": "Fetching", "message": "Fetching: 250 of 1,000 trials", "done": 250, "total": 1000},
        {"stage": "Fetching", "message": "Fetched é", "fetched": 1000},
        {"stage": None, "message": "Done"},
    ]


def test_progress_in_a_log_is_plain(capsys):
    progress = Progress()
    progress.start("Fetching", "trials", 10)
    progress.advance(10)
    progress.say("Fetched 10 trials", fetched=10)
    assert capsys.readouterr().out == "Fetched 10 trials\n"
