"""Snapshots as the one writer makes them: written aside, then published whole or not at all; rolled back; pruned.

Whoever calls these holds the lock (cache.lock). Whatever happens before the last step of a publish, the old snapshot stays.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cache import schema
from cache.errors import BadInput
from cache.place import folders, is_local, move_in, remove, sync, sync_folder, write_whole
from cache.store import MANIFEST, SEAL, current_name, live_name, seal, sha256, snapshot_names

UNFINISHED = ".unfinished-"


class Draft:
    """A snapshot that is being written in a local folder, table by table, in the order of its trials' ids."""

    def __init__(self, cache: Path, folder: Path):
        self.name = _new_name(cache)
        self._cache, self._folder = cache, folder
        self._writers: dict[str, pq.ParquetWriter] = {}

    def open(self) -> None:
        """Begins all tables."""
        for table in schema.FILES:
            path = self._folder / f"{table}.parquet"
            self._writers[table] = pq.ParquetWriter(path, schema.arrow(table), compression="zstd")

    def append(self, table: str, rows: pa.Table) -> None:
        """Adds rows to the end of a table."""
        self._writers[table].write_table(rows)

    def publish(self, manifest: dict, last_word: Callable[[], None] = lambda: None) -> str:
        """Closes the tables and makes them the live snapshot; returns its name. `last_word` may still raise before that."""
        self.close()
        _write_manifest(self._folder, {**manifest, "name": self.name, "schema_version": schema.version()})
        move_in(self._folder, self._cache / "snapshots" / self.name, last=MANIFEST)
        last_word()
        write_whole(self._cache / "current", f"{self.name}\n")
        return self.name

    def close(self) -> None:
        """Ends all tables; a table without rows is stored empty. Raises the first fault when all were tried."""
        faults = [fault for fault in map(_close, self._writers.values()) if fault]
        if faults:
            raise faults[0]


@contextmanager
def draft(cache: Path) -> Iterator[Draft]:
    """A new draft, whose files are removed unless it was published; so are those that a killed writer left."""
    with _aside(cache) as folder:
        made = Draft(cache, folder)
        try:
            made.open()
            yield made
        finally:
            with suppress(OSError):  # published, it is closed already; else what went wrong before is what to tell
                made.close()


@contextmanager
def _aside(cache: Path) -> Iterator[Path]:
    """A local folder beside the snapshots, or elsewhere on this computer where they are in an object store."""
    _sweep_up(cache)
    if not is_local(cache):
        with TemporaryDirectory(prefix="snapshot-") as folder:
            yield Path(folder)
        return
    folder = cache / "snapshots" / f"{UNFINISHED}draft"
    try:
        folder.mkdir(parents=True)
        yield folder
    finally:
        _sweep_up(cache)


def _close(writer: pq.ParquetWriter) -> OSError | None:
    """The fault, if any. A writer that cannot end its file, on a full disk, must not be asked again."""
    try:
        writer.close()
    except OSError as error:
        writer.is_open = False
        return error
    return None


def _sweep_up(cache: Path) -> None:
    """Removes what a killed writer left: a draft, half an upload or removal, a pointer that was not put in its place."""
    for name in set(folders(cache / "snapshots")).difference(snapshot_names(cache)):
        remove(cache / "snapshots" / name)
    for pointer in cache.glob(".current.*") if is_local(cache) else ():
        pointer.unlink()


def publish(cache: Path, tables: dict[str, pd.DataFrame], manifest: dict) -> str:
    """Publishes whole tables at once; a table that is not given is empty. Returns the snapshot's name."""
    with draft(cache) as made:
        for table, rows in tables.items():
            made.append(table, schema.to_arrow(table, rows))
        return made.publish(manifest)


def _new_name(cache: Path) -> str:
    """UTC time; a counter keeps names rising when the clock stands still or jumps back."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    newest = max(snapshot_names(cache), default="")
    if stamp > newest:
        return stamp
    base, _, count = newest.partition("-")
    return f"{base}-{int(count or 0) + 1:04d}"


def _write_manifest(folder: Path, manifest: dict) -> None:
    """Check sums of all files beside it; everything is on the disk before the manifest is."""
    files = sorted(folder.iterdir())
    for path in files:
        sync(path)
    whole = {**manifest, "files": {path.name: sha256(path) for path in files}}
    write_whole(folder / MANIFEST, json.dumps({**whole, SEAL: seal(whole)}, indent=1, ensure_ascii=False))
    sync_folder(folder)


def rollback(cache: Path) -> str:
    """Makes the snapshot before the live one the live one; returns its name. Raises NoSnapshot, BadInput."""
    live = live_name(cache)
    older = [name for name in snapshot_names(cache) if name < live]
    if not older:
        raise BadInput(f"There is no snapshot before {live} in {cache}, so nothing was changed.")
    write_whole(cache / "current", f"{older[0]}\n")
    return older[0]


def prune(cache: Path, keep: int) -> list[str]:
    """Removes all but the newest `keep` snapshots and the live one; returns the names removed. Raises BadInput."""
    if keep < 1:
        raise BadInput(f"--keep must be at least 1, not {keep}.")
    _sweep_up(cache)
    live = current_name(cache)
    gone = [name for name in snapshot_names(cache)[keep:] if name != live]
    for name in gone:
        remove(cache / "snapshots" / name, first=MANIFEST)
    return gone
