"""One writer at a time, locally by the system's lock, elsewhere by a lease; a dead holder is in nobody's way."""

import json
import multiprocessing
import os
import platform
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from errno import ENOSYS
from pathlib import Path
from uuid import uuid4

import pytest
from fsspec import register_implementation
from fsspec.implementations.memory import MemoryFileSystem

from cache import lease
from cache.errors import Busy, StoreUnreachable
from cache.lock import locked
from cache.place import place, read_bytes_now, write_whole
from tests import object_store

ROOT = Path(__file__).parents[1]
TURNS = 8
DYING = """
import os, signal, sys
from cache.lock import locked
from cache.place import place
with locked(place(sys.argv[1]), {"job": "dying"}):
    os.kill(os.getpid(), signal.SIGKILL)
"""


class WithoutConditions(MemoryFileSystem):
    """A store that says that it does not know what a conditional put is."""

    protocol = "plain"

    def pipe_file(self, path, value, mode="overwrite", **conditions):
        if mode == "create" or conditions:
            raise OSError(ENOSYS, "A header you provided is not implemented")
        super().pipe_file(path, value)


@pytest.fixture
def bucket(monkeypatch):
    with object_store.new_bucket(monkeypatch) as address:
        yield address


@pytest.fixture
def cache(request, tmp_path):
    """A place of the kind asked for, in which nothing is."""
    if request.param == "local":
        return place(str(tmp_path / "new"))
    return place(request.getfixturevalue("bucket") if request.param == "s3" else f"{request.param}://{uuid4().hex}")


ANYWHERE = pytest.mark.parametrize("cache", ["local", "s3", "memory"], indirect=True)
STORES = pytest.mark.parametrize("cache", ["s3", "memory"], indirect=True)


def said(cache):
    """What stands in the lock."""
    return json.loads(read_bytes_now(cache / "lock"))


def leave(cache, about):
    """A lock as a holder leaves it that died."""
    write_whole(cache / "lock", about if isinstance(about, str) else json.dumps(about))


def ends(**later):
    return (datetime.now(UTC) + timedelta(**later)).isoformat()


@ANYWHERE
def test_one_writer_at_a_time(cache):
    mine = {"pid": os.getpid(), "host": platform.node(), "job": "first"}
    with locked(cache, {"job": "first"}) as lock:
        assert lock.left_behind is None
        assert mine.items() <= said(cache).items()
        who = rf"Another job \(process {os.getpid()} on {platform.node()} since 20.*\) is writing to "
        with pytest.raises(Busy, match=who), locked(cache):
            raise AssertionError("the second holder must be refused")
        lock.check()
        assert mine.items() <= said(cache).items()
    with locked(cache) as lock:
        assert lock.left_behind is None


@ANYWHERE
def test_a_fault_while_it_is_held_frees_it(cache):
    with pytest.raises(ZeroDivisionError), locked(cache):
        raise ZeroDivisionError
    with locked(cache) as lock:
        assert lock.left_behind is None


def died(cache):
    """A holder killed at work."""
    command = [sys.executable, "-c", DYING, str(cache)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL


def test_the_lock_of_a_dead_holder_is_free_and_tells_of_it(tmp_path):
    died(tmp_path)
    with locked(tmp_path) as lock:
        assert {"job", "pid", "host", "start"} == set(lock.left_behind)
        assert lock.left_behind["job"] == "dying"
    with locked(tmp_path) as lock:
        assert lock.left_behind is None


def test_the_lease_of_a_dead_holder_ends_and_tells_of_it(bucket, monkeypatch):
    died(bucket)
    with pytest.raises(Busy, match="Another job"), locked(place(bucket)):
        raise AssertionError("a lease that has not ended must be kept")
    an_hour_on = datetime.now(UTC) + lease.LASTS
    monkeypatch.setattr(lease, "_now", lambda: an_hour_on)
    with locked(place(bucket)) as lock:
        assert lock.left_behind["job"] == "dying"


@pytest.mark.parametrize(
    ("about", "free"),
    [
        pytest.param(lambda: {"lease_end": ends(minutes=30)}, False, id="running"),
        pytest.param(lambda: {"lease_end": ends(minutes=119)}, False, id="from a clock an hour ahead"),
        pytest.param(lambda: {"lease_end": ends(minutes=121)}, True, id="further ahead than can be right"),
        pytest.param(lambda: {"lease_end": ends(seconds=-1)}, True, id="ended"),
        pytest.param({"lease_end": "soon"}, True, id="no time"),
        pytest.param({"lease_end": 7}, True, id="a number"),
        pytest.param({"lease_end": "2999-01-01"}, True, id="no zone"),
        pytest.param({}, True, id="no end"),
        pytest.param('{"lease_end": "20', True, id="half a line"),
        pytest.param("[]", True, id="a list"),
    ],
)
@STORES
def test_a_lease_is_kept_until_it_ends(cache, about, free):
    about = about() if callable(about) else about
    leave(cache, about)
    before = read_bytes_now(cache / "lock")
    if free:
        with locked(cache) as lock:
            assert lock.left_behind == (about if isinstance(about, dict) else {})
        return
    with pytest.raises(Busy, match="wait until it has ended"), locked(cache):
        raise AssertionError("a lease that has not ended must be kept")
    assert read_bytes_now(cache / "lock") == before


@pytest.mark.parametrize(
    ("text", "left_behind"),
    [
        pytest.param("", None, id="empty"),
        pytest.param('{"pid": 7}\n', {"pid": 7}, id="a line"),
        pytest.param('{"pid"', {}, id="half a line"),
    ],
)
def test_a_file_says_what_was_left_behind(tmp_path, text, left_behind):
    leave(tmp_path, text)
    with locked(tmp_path) as lock:
        assert lock.left_behind == left_behind


@STORES
def test_a_check_makes_the_lease_longer(cache, monkeypatch):
    with locked(cache) as lock:
        later = datetime.now(UTC) + timedelta(minutes=50)
        monkeypatch.setattr(lease, "_now", lambda: later)
        lock.check()
        assert said(cache)["lease_end"] == (later + lease.LASTS).isoformat(timespec="seconds")


@STORES
def test_a_lease_that_another_took_over_is_lost(cache):
    theirs = {"holder": "another", "lease_end": ends(minutes=60)}
    with locked(cache) as lock:
        leave(cache, theirs)
        with pytest.raises(Busy, match="taken over by another job"):
            lock.check()
    assert said(cache) == theirs


@STORES
def test_a_lease_that_was_removed_is_lost(cache):
    with locked(cache) as lock:
        cache.fs.rm_file((cache / "lock").path)
        with pytest.raises(Busy, match="taken over by another job"):
            lock.check()


@pytest.mark.parametrize("replaced", [False, True], ids=["removed", "replaced"])
def test_a_file_that_was_removed_is_lost(tmp_path, replaced):
    with locked(tmp_path) as lock:
        (tmp_path / "lock").unlink()
        if replaced:
            leave(tmp_path, "")
        with pytest.raises(Busy, match="removed by someone"):
            lock.check()


def race(address, gate, found):
    """Tries each lock at the same moment as the other racer, and checks what it got after the other has tried, too."""
    for turn in range(TURNS):
        gate.wait(60)
        try:
            with locked(place(f"{address}/{turn}")) as lock:
                gate.wait(60)
                found.put((turn, _end(lock)))
        except Busy:
            gate.wait(60)
            found.put((turn, "busy"))


def _end(lock):
    try:
        lock.check()
    except Busy:
        return "lost"
    return "held"


@pytest.mark.parametrize("ended", [False, True], ids=["free", "ended lease"])
def test_one_of_two_racing_processes_wins(bucket, ended):
    if ended:
        for turn in range(TURNS):
            leave(place(bucket) / str(turn), {"lease_end": ends(hours=-1)})
    spawn = multiprocessing.get_context("spawn")
    gate, found = spawn.Barrier(2), spawn.Queue()
    racers = [spawn.Process(target=race, args=(bucket, gate, found)) for _ in range(2)]
    for racer in racers:
        racer.start()
    ends_of_turns = sorted(found.get(timeout=60) for _ in range(2 * TURNS))
    for racer in racers:
        racer.join(60)
    assert ends_of_turns == [(turn, end) for turn in range(TURNS) for end in ("busy", "held")]


@pytest.mark.parametrize(
    ("cache", "ended"),
    [
        pytest.param("s3", False, id="S3"),
        pytest.param("s3", True, id="S3, ended lease"),
        pytest.param("memory", False, id="memory"),
    ],
    indirect=["cache"],
)
def test_a_lock_that_another_takes_between_our_look_and_our_put_is_theirs(cache, ended, monkeypatch):
    if ended:
        leave(cache, {"lease_end": ends(hours=-1)})
    theirs = {"holder": "another", "lease_end": ends(minutes=60)}
    plain = cache.fs.pipe_file

    def late(path, line, **conditions):
        plain(path, json.dumps(theirs).encode())
        return plain(path, line, **conditions)

    monkeypatch.setattr(cache.fs, "pipe_file", late)
    with pytest.raises(Busy, match="Another job"), locked(cache):
        raise AssertionError("the one who was late must be refused")
    assert said(cache) == theirs


@pytest.mark.filterwarnings("ignore:UPath 'plain'")
def test_a_store_without_conditional_puts_still_has_a_lock():
    register_implementation("plain", WithoutConditions, clobber=True)
    cache = place(f"plain://{uuid4().hex}")
    with locked(cache) as lock:
        lock.check()
        with pytest.raises(Busy, match="Another job"), locked(cache):
            raise AssertionError("the second holder must be refused")
    with locked(cache):
        pass


def test_a_lease_whose_answer_was_lost_is_held(monkeypatch):
    cache, plain = place(f"memory://{uuid4().hex}"), MemoryFileSystem.pipe_file

    def answers_never(*args, **more):
        plain(*args, **more)
        raise ConnectionResetError("no answer")

    monkeypatch.setattr(MemoryFileSystem, "pipe_file", answers_never)
    with locked(cache, {"job": "unlucky"}):
        assert said(cache)["job"] == "unlucky"


def test_a_lease_that_cannot_be_put_is_a_fault(monkeypatch):
    def refuses(*args, **more):
        raise PermissionError("not allowed")

    monkeypatch.setattr(MemoryFileSystem, "pipe_file", refuses)
    with pytest.raises(StoreUnreachable, match="not allowed"), locked(place(f"memory://{uuid4().hex}")):
        raise AssertionError("nothing was locked")


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnreachable, match=r"file/lock cannot be written \(.+\)"), locked(tmp_path / "file"):
        raise AssertionError("nothing was locked")
