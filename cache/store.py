"""Snapshots on disk: publish whole or not at all, load, verify, roll back, prune.

<cache>/current names the live snapshot and is replaced last; <cache>/snapshots/<name>/ never changes once it has that name.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cache import schema
from cache.errors import BadInput, DamagedSnapshot, NoSnapshot

MANIFEST = "manifest.json"
STUDIES = "studies.jsonl.gz"
UNFINISHED = ".unfinished-"
STALE_AFTER = timedelta(days=4)
"""Registry data older than this are stale: the registry posts on working days, so weekends must pass."""


@dataclass(frozen=True)
class Snapshot:
    """One published catalogue: the tables of cache.schema as frames, read-only. `notice` says why it is not the newest."""

    name: str
    manifest: dict
    trials: pd.DataFrame
    locations: pd.DataFrame
    labels: pd.DataFrame
    changes: pd.DataFrame
    history: pd.DataFrame
    tombstones: pd.DataFrame
    notice: str | None = None


def default_cache() -> Path:
    """MBC_CACHE_DIR, else cache/data in this checkout."""
    return Path(os.environ.get("MBC_CACHE_DIR") or Path(__file__).parent / "data")


def publish(cache: Path, tables: dict[str, pd.DataFrame], manifest: dict, studies: Path | None = None) -> str:
    """Writes a snapshot and makes it the live one; returns its name. Whatever happens before the last step, the old one stays.

    `studies`: the records as received, gzipped, one a line; copied in.
    """
    folder = cache / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left_over)
    name = _new_name(folder)
    unfinished = folder / f"{UNFINISHED}{name}"
    unfinished.mkdir()
    for table, frame in tables.items():
        _write_table(unfinished / f"{table}.parquet", table, frame)
    if studies:
        shutil.copyfile(studies, unfinished / STUDIES)
    _write_manifest(unfinished, {**manifest, "name": name})
    os.replace(unfinished, folder / name)
    _sync_folder(folder)
    _make_live(cache, name)
    return name


def _new_name(folder: Path) -> str:
    """UTC time; a counter keeps names rising when the clock stands still or jumps back."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    newest = max((path.name for path in folder.iterdir() if not path.name.startswith(".")), default="")
    if stamp > newest:
        return stamp
    base, _, count = newest.partition("-")
    return f"{base}-{int(count or 0) + 1:04d}"


def _write_table(path: Path, table: str, frame: pd.DataFrame) -> None:
    made = pa.Table.from_pandas(frame[schema.names(table)], schema=schema.arrow(table), preserve_index=False)
    pq.write_table(made, path, compression="zstd")


def _write_manifest(folder: Path, manifest: dict) -> None:
    """Check sums of all files beside it; everything is on the disk before the manifest is."""
    files = sorted(folder.iterdir())
    for path in files:
        _sync(path)
    whole = {**manifest, "files": {path.name: _sha256(path) for path in files}}
    (folder / MANIFEST).write_text(json.dumps(whole, indent=1, ensure_ascii=False), encoding="utf-8")
    _sync(folder / MANIFEST)
    _sync_folder(folder)


def _make_live(cache: Path, name: str) -> None:
    temporary = cache / ".current"
    temporary.write_text(f"{name}\n", encoding="utf-8")
    _sync(temporary)
    os.replace(temporary, cache / "current")
    _sync_folder(cache)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def current_name(cache: Path) -> str | None:
    """Name of the live snapshot; None where nothing was published."""
    try:
        return (cache / "current").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def snapshot_names(cache: Path) -> list[str]:
    """All published snapshots, newest first."""
    folder = cache / "snapshots"
    if not folder.is_dir():
        return []
    return sorted((path.name for path in folder.iterdir() if not path.name.startswith(".")), reverse=True)


def snapshot_folder(cache: Path, name: str | None = None) -> Path:
    """Folder of a snapshot, by default the live one. Raises NoSnapshot."""
    name = name or current_name(cache)
    if name is None:
        raise NoSnapshot(f"No trials have been stored in {cache} yet; run `python -m pipelines refresh` first.")
    return cache / "snapshots" / name


def manifest(cache: Path, name: str | None = None) -> dict:
    """Manifest of a snapshot, by default the live one. Raises NoSnapshot, DamagedSnapshot."""
    path = snapshot_folder(cache, name) / MANIFEST
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedSnapshot(
            f"{path} cannot be read ({error}); run `python -m pipelines rollback` or refresh."
        ) from error


def load(cache: Path) -> Snapshot:
    """The live snapshot, or the newest older one that can be read, with a notice. Raises NoSnapshot, DamagedSnapshot."""
    live = snapshot_folder(cache).name
    fault: DamagedSnapshot | None = None
    for name in [live, *(older for older in snapshot_names(cache) if older < live)]:
        try:
            snapshot = _load(cache, name)
        except DamagedSnapshot as error:
            fault = fault or error
            continue
        if fault is None:
            return snapshot
        notice = f"The newest data could not be read, so you see older data, stored as {name}; {fault}"
        return Snapshot(**{**vars(snapshot), "notice": notice})
    raise fault


def load_named(cache: Path, name: str) -> Snapshot:
    """The snapshot of that name. Raises BadInput where there is none, DamagedSnapshot."""
    if name not in snapshot_names(cache):
        raise BadInput(
            f"There is no snapshot {name} in {cache}; there are {', '.join(snapshot_names(cache)) or 'none'}."
        )
    return _load(cache, name)


def _load(cache: Path, name: str) -> Snapshot:
    folder = snapshot_folder(cache, name)
    tables = {table: _read_table(folder / f"{table}.parquet", table) for table in schema.TABLES}
    return Snapshot(name, manifest(cache, name), **tables)


def _read_table(path: Path, table: str) -> pd.DataFrame:
    try:
        read = pq.read_table(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise DamagedSnapshot(
            f"{path} cannot be read ({error}); run `python -m pipelines verify` to see what is whole."
        ) from error
    if read.schema.names != schema.names(table):
        raise DamagedSnapshot(
            f"{path} was written by another version of this program; run `python -m pipelines refresh`."
        )
    rows = read.to_pandas()
    for column in schema.TABLES[table]:
        if column.kind in ("list", "lists"):
            rows[column.name] = pd.Series(read[column.name].to_pylist(), dtype=object)
    return schema.typed(table, rows)


def damaged_files(cache: Path, name: str | None = None) -> Iterator[Path]:
    """Files of a snapshot that are missing or do not match their check sum. Raises NoSnapshot, DamagedSnapshot."""
    folder = snapshot_folder(cache, name)
    for file, digest in manifest(cache, folder.name)["files"].items():
        path = folder / file
        if not path.is_file() or _sha256(path) != digest:
            yield path


def rollback(cache: Path) -> str:
    """Makes the snapshot before the live one the live one; returns its name. Raises NoSnapshot, BadInput."""
    live = snapshot_folder(cache).name
    older = [name for name in snapshot_names(cache) if name < live]
    if not older:
        raise BadInput(f"There is no snapshot before {live} in {cache}, so nothing was changed.")
    _make_live(cache, older[0])
    return older[0]


def prune(cache: Path, keep: int) -> list[str]:
    """Removes all but the newest `keep` snapshots and the live one; returns the names removed. Raises BadInput."""
    if keep < 1:
        raise BadInput(f"--keep must be at least 1, not {keep}.")
    live = current_name(cache)
    gone = [name for name in snapshot_names(cache)[keep:] if name != live]
    for name in gone:
        shutil.rmtree(cache / "snapshots" / name)
    return gone
