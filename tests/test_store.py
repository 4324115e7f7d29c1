"""Snapshots: published whole or not at all, whatever happens to the writer or to the files."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd
import pytest

from cache import schema, store
from cache.errors import BadInput, Busy, DamagedSnapshot, NoSnapshot
from cache.lock import locked

MANIFEST = {"demo": False, "data_timestamp": "2026-11-24T09:00:04"}
DYING = """
import os, signal, sys
from pathlib import Path
from cache import store
from tests.test_store import MANIFEST, tables

target, moment = sys.argv[2], int(sys.argv[3])
plain, seen = getattr(store, target), 0

def dying(*args, **more):
    global seen
    seen += 1
    if seen == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(*args, **more)

setattr(store, target, dying)
store.publish(Path(sys.argv[1]), tables("NCT98000002"), MANIFEST)
"""


def tables(*ids: str) -> dict[str, pd.DataFrame]:
    trials = [{"nct_id": nct_id, "phases": ["PHASE1", "PHASE2"], "intervention_arms": [["A"], []]} for nct_id in ids]
    rows = {"trials": trials, "locations": [{"nct_id": ids[0], "city": "Córdoba", "lat": -31.4}]}
    return {name: schema.frame(name, rows.get(name, [])) for name in schema.TABLES}


def publish(cache: Path, *ids: str) -> str:
    return store.publish(cache, tables(*ids), MANIFEST)


def ids(cache: Path) -> list[str]:
    return store.load(cache).trials["nct_id"].tolist()


def test_what_is_published_is_loaded(tmp_path):
    name = publish(tmp_path, "NCT98000001", "NCT98000002")
    snapshot = store.load(tmp_path)
    assert (snapshot.name, snapshot.notice) == (name, None)
    for table, frame in tables("NCT98000001", "NCT98000002").items():
        pd.testing.assert_frame_equal(getattr(snapshot, table), frame)
    assert {"name": name, "demo": False}.items() <= snapshot.manifest.items()
    assert set(snapshot.manifest["files"]) == {f"{table}.parquet" for table in schema.TABLES}


def test_nothing_published_is_said(tmp_path):
    for ask in (store.load, store.manifest, store.rollback, store.snapshot_folder):
        with pytest.raises(NoSnapshot, match="run `python -m pipelines refresh`"):
            ask(tmp_path / "none")


MOMENTS = [("_sync", n) for n in range(1, 7)] + [("_sync_folder", n) for n in range(1, 4)]
MOMENTS += [("_write_table", 1), ("_write_table", 3), ("_write_manifest", 1), ("_make_live", 1)]


@pytest.mark.parametrize(("target", "moment"), MOMENTS, ids=[f"{target} {moment}" for target, moment in MOMENTS])
def test_a_killed_publish_keeps_a_whole_snapshot(tmp_path, target, moment):
    old = publish(tmp_path, "NCT98000001")
    command = [sys.executable, "-c", DYING, str(tmp_path), target, str(moment)]
    died = subprocess.run(command, cwd=Path(__file__).parents[1], check=False)
    assert died.returncode == -signal.SIGKILL
    live = store.current_name(tmp_path)
    assert ids(tmp_path) == (["NCT98000001"] if live == old else ["NCT98000002"])
    assert list(store.damaged_files(tmp_path)) == []
    publish(tmp_path, "NCT98000003")
    assert ids(tmp_path) == ["NCT98000003"]
    assert not list((tmp_path / "snapshots").glob(".*"))


def test_a_reader_sees_whole_snapshots_during_publishes(tmp_path):
    publish(tmp_path, "NCT98000000")
    stop, faults = threading.Event(), []

    def read():
        while not stop.is_set():
            snapshot = store.load(tmp_path)
            if snapshot.notice or len(snapshot.trials) != 1:
                faults.append(snapshot.name)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 21):
        publish(tmp_path, f"NCT980000{number:02}")
    stop.set()
    reader.join()
    assert faults == []


@pytest.mark.parametrize("file", ["trials.parquet", "labels.parquet", "manifest.json"])
def test_a_damaged_snapshot_falls_back_to_the_one_before(tmp_path, file):
    old = publish(tmp_path, "NCT98000001")
    new = publish(tmp_path, "NCT98000002")
    (tmp_path / "snapshots" / new / file).write_bytes(b"damaged")
    snapshot = store.load(tmp_path)
    assert (snapshot.name, snapshot.trials["nct_id"].tolist()) == (old, ["NCT98000001"])
    assert file in snapshot.notice


def test_only_damaged_snapshots_are_an_error(tmp_path):
    name = publish(tmp_path, "NCT98000001")
    (tmp_path / "snapshots" / name / "trials.parquet").unlink()
    with pytest.raises(DamagedSnapshot, match=r"trials\.parquet cannot be read"):
        store.load(tmp_path)


def test_verify_names_what_is_wrong(tmp_path):
    name = publish(tmp_path, "NCT98000001")
    folder = tmp_path / "snapshots" / name
    with (folder / "labels.parquet").open("ab") as file:
        file.write(b"x")
    (folder / "changes.parquet").unlink()
    assert {path.name for path in store.damaged_files(tmp_path)} == {"labels.parquet", "changes.parquet"}


def test_another_version_of_the_tables_is_said(tmp_path, monkeypatch):
    publish(tmp_path, "NCT98000001")
    monkeypatch.setattr(schema, "names", lambda table: ["nct_id"])
    with pytest.raises(DamagedSnapshot, match="another version"):
        store.load(tmp_path)


def test_names_rise_even_when_the_clock_jumps_back(tmp_path):
    (tmp_path / "snapshots" / "29990101T000000Z").mkdir(parents=True)
    names = [publish(tmp_path, f"NCT9800000{n}") for n in range(3)]
    assert names == ["29990101T000000Z-0001", "29990101T000000Z-0002", "29990101T000000Z-0003"]
    assert ids(tmp_path) == ["NCT98000002"]


def test_rollback_goes_back_one_and_says_when_there_is_none(tmp_path):
    names = [publish(tmp_path, f"NCT9800000{n}") for n in range(2)]
    assert store.rollback(tmp_path) == names[0]
    assert ids(tmp_path) == ["NCT98000000"]
    with pytest.raises(BadInput, match="no snapshot before"):
        store.rollback(tmp_path)
    assert ids(tmp_path) == ["NCT98000000"]


def test_prune_keeps_the_newest_and_the_live_one(tmp_path):
    names = [publish(tmp_path, f"NCT9800000{n}") for n in range(4)]
    store.rollback(tmp_path)
    store.rollback(tmp_path)
    assert sorted(store.prune(tmp_path, 1)) == [names[0], names[2]]
    assert (store.current_name(tmp_path), ids(tmp_path)) == (names[1], ["NCT98000001"])
    with pytest.raises(BadInput, match="at least 1"):
        store.prune(tmp_path, 0)


def test_one_writer_at_a_time(tmp_path):
    with locked(tmp_path), pytest.raises(Busy, match="Another job"), locked(tmp_path):
        raise AssertionError("the second holder must be refused")


def test_the_lock_of_a_dead_holder_is_free(tmp_path):
    holder = "import sys, os, signal; from pathlib import Path; from cache.lock import locked\n"
    holder += "with locked(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run([sys.executable, "-c", holder, str(tmp_path)], cwd=Path(__file__).parents[1], check=False)
    with locked(tmp_path):
        assert (tmp_path / "lock").exists()


def test_the_manifest_is_readable_by_anyone(tmp_path):
    name = publish(tmp_path, "NCT98000001")
    text = (tmp_path / "snapshots" / name / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(text)["name"] == name == (tmp_path / "current").read_text().strip()


def test_the_default_folder(monkeypatch):
    monkeypatch.setenv("MBC_CACHE_DIR", os.sep + "elsewhere")
    assert store.default_cache() == Path(os.sep + "elsewhere")
    monkeypatch.delenv("MBC_CACHE_DIR")
    assert store.default_cache() == Path(store.__file__).parent / "data"
