"""Snapshots: published whole or not at all, whatever happens to the writer or to the files."""

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from cache import publish as publishing
from cache import schema, store
from cache.errors import BadInput, DamagedSnapshot, NoSnapshot

MANIFEST = {"demo": False, "data_timestamp": "2026-11-24T09:00:04"}


def tables(*ids: str) -> dict[str, pd.DataFrame]:
    trials = [{"nct_id": nct_id, "phases": ["PHASE1", "PHASE2"], "intervention_arms": [["A"], []]} for nct_id in ids]
    rows = {"trials": trials, "locations": [{"nct_id": ids[0], "city": "Córdoba", "lat": -31.4}]}
    return {name: schema.frame(name, rows.get(name, [])) for name in schema.TABLES}


def publish(cache: Path, *ids: str) -> str:
    return publishing.publish(cache, tables(*ids), MANIFEST)


def ids(cache: Path) -> list[str]:
    return store.load(cache).trials["nct_id"].tolist()


def test_what_is_published_is_loaded(tmp_path):
    name = publish(tmp_path, "NCT98000001", "NCT98000002")
    snapshot = store.load(tmp_path)
    assert (snapshot.name, snapshot.notice) == (name, None)
    for table, frame in tables("NCT98000001", "NCT98000002").items():
        pd.testing.assert_frame_equal(getattr(snapshot, table), frame)
    assert {"name": name, "demo": False}.items() <= snapshot.manifest.items()
    assert set(snapshot.manifest["files"]) == {f"{table}.parquet" for table in schema.FILES}


def test_nothing_published_is_said(tmp_path):
    for ask in (store.load, store.manifest, publishing.rollback, store.snapshot_folder):
        with pytest.raises(NoSnapshot, match="run `python -m pipelines refresh`"):
            ask(tmp_path / "none")


def test_a_reader_sees_whole_snapshots_during_publishes_and_prunes(tmp_path):
    publish(tmp_path, "NCT98000000")
    with ThreadPoolExecutor() as threads:
        stop = threading.Event()
        reader = threads.submit(read_until, stop, tmp_path)
        for number in range(1, 21):
            publish(tmp_path, f"NCT980000{number:02}")
            publishing.prune(tmp_path, 1)
        stop.set()
    seen = reader.result()
    assert {(count, notice) for _, count, notice in seen} == {(1, None)}
    assert [name for name, _, _ in seen] == sorted(name for name, _, _ in seen), "never an older one after a newer"


def read_until(stop: threading.Event, cache: Path) -> list[tuple[str, int, str | None]]:
    seen = []
    while not stop.is_set():
        snapshot = store.load(cache)
        seen.append((snapshot.name, len(snapshot.trials), snapshot.notice))
    return seen


@pytest.mark.parametrize("file", ["trials.parquet", "labels.parquet", "manifest.json"])
def test_a_damaged_snapshot_falls_back_to_the_one_before(tmp_path, file):
    old = publish(tmp_path, "NCT98000001")
    new = publish(tmp_path, "NCT98000002")
    (tmp_path / "snapshots" / new / file).write_bytes(b"damaged")
    snapshot = store.load(tmp_path)
    assert (snapshot.name, snapshot.trials["nct_id"].tolist()) == (old, ["NCT98000001"])
    assert file in snapshot.notice


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        pytest.param(b"", "NCT98000002", id="empty"),
        pytest.param(b"\xff\x00", "NCT98000002", id="not text"),
        pytest.param(b"20200101T000000Z", "NCT98000002", id="a snapshot that is not there"),
    ],
)
def test_a_damaged_pointer_falls_back_to_the_newest_snapshot(tmp_path, content, shown):
    publish(tmp_path, "NCT98000001")
    publish(tmp_path, "NCT98000002")
    (tmp_path / "current").write_bytes(content)
    snapshot = store.load(tmp_path)
    assert snapshot.trials["nct_id"].tolist() == [shown]
    assert "older data" in snapshot.notice


def test_a_changed_number_in_the_manifest_is_seen(tmp_path):
    old = publish(tmp_path, "NCT98000001")
    new = publish(tmp_path, "NCT98000002")
    path = tmp_path / "snapshots" / new / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-11-24", "2026-11-25"), encoding="utf-8")
    assert store.load(tmp_path).name == old
    with pytest.raises(DamagedSnapshot, match=r"manifest\.json"):
        list(store.damaged_files(tmp_path))


def test_bytes_changed_within_a_table_are_seen(tmp_path):
    old = publish(tmp_path, "NCT98000001")
    path = tmp_path / "snapshots" / publish(tmp_path, "NCT98000002") / "trials.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert store.load(tmp_path).name == old


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
    monkeypatch.setattr(schema, "version", lambda: "another")
    with pytest.raises(DamagedSnapshot, match="another version"):
        store.load(tmp_path)


def test_names_rise_even_when_the_clock_jumps_back(tmp_path):
    (tmp_path / "snapshots" / "29990101T000000Z").mkdir(parents=True)
    names = [publish(tmp_path, f"NCT9800000{n}") for n in range(3)]
    assert names == ["29990101T000000Z-0001", "29990101T000000Z-0002", "29990101T000000Z-0003"]
    assert ids(tmp_path) == ["NCT98000002"]


def test_rollback_goes_back_one_and_says_when_there_is_none(tmp_path):
    names = [publish(tmp_path, f"NCT9800000{n}") for n in range(2)]
    assert publishing.rollback(tmp_path) == names[0]
    assert ids(tmp_path) == ["NCT98000000"]
    with pytest.raises(BadInput, match="no snapshot before"):
        publishing.rollback(tmp_path)
    assert ids(tmp_path) == ["NCT98000000"]


def test_prune_keeps_the_newest_and_the_live_one(tmp_path):
    names = [publish(tmp_path, f"NCT9800000{n}") for n in range(4)]
    publishing.rollback(tmp_path)
    publishing.rollback(tmp_path)
    assert sorted(publishing.prune(tmp_path, 1)) == [names[0], names[2]]
    assert (store.current_name(tmp_path), ids(tmp_path)) == (names[1], ["NCT98000001"])
    with pytest.raises(BadInput, match="at least 1"):
        publishing.prune(tmp_path, 0)


def test_the_manifest_is_readable_by_anyone(tmp_path):
    name = publish(tmp_path, "NCT98000001")
    text = (tmp_path / "snapshots" / name / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(text)["name"] == name == (tmp_path / "current").read_text().strip()


def test_the_default_folder(monkeypatch):
    monkeypatch.setenv("MBC_CACHE_DIR", os.sep + "elsewhere")
    assert store.default_cache() == Path(os.sep + "elsewhere")
    monkeypatch.delenv("MBC_CACHE_DIR")
    assert store.default_cache() == Path(store.__file__).parent / "data"
