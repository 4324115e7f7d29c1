"""Snapshots as readers see them: always one whole snapshot, checked, or an older one and why.

<cache>/current names the live snapshot and is replaced last; <cache>/snapshots/<name>/ never changes once it has that name.
`cache` is a folder, or any place that cache.place.place takes.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cache import schema
from cache.errors import BadInput, DamagedSnapshot, NoSnapshot, TrialFinderError
from cache.language import gettext as _
from cache.language import later
from cache.place import folders, is_local, place, read_bytes_now

MANIFEST = "manifest.json"
STUDIES = "studies.parquet"
"""The records as received, from which all tables can be made again."""
SEAL = "seal"
"""The manifest's key for the check sum of everything else in it."""
STALE_AFTER = timedelta(days=4)
"""Registry data older than this are stale: the registry posts on working days, so weekends must pass."""


@dataclass(frozen=True)
class Snapshot:
    """One published catalogue: the tables of cache.schema as frames, read-only; with the fault of the newest, where this is older."""

    name: str
    manifest: dict
    trials: pd.DataFrame
    locations: pd.DataFrame
    labels: pd.DataFrame
    changes: pd.DataFrame
    history: pd.DataFrame
    tombstones: pd.DataFrame
    fault: DamagedSnapshot | None = None

    @property
    def notice(self) -> str | None:
        """Why this is not the newest, in the language in use; None where it is."""
        if self.fault is None:
            return None
        said = _("The newest data could not be read, so you see older data, stored as {name}; {fault}")
        return said.format(name=self.name, fault=self.fault)


def default_cache() -> Path:
    """MBC_CACHE_DIR, else cache/data in this checkout. Raises BadInput."""
    named = os.environ.get("MBC_CACHE_DIR")
    return place(named) if named else Path(__file__).parent / "data"


def current_name(cache: Path) -> str | None:
    """Name of the live snapshot; None where nothing was published."""
    try:
        return read_bytes_now(cache / "current").decode(errors="replace").strip()
    except FileNotFoundError:
        return None


def snapshot_names(cache: Path) -> list[str]:
    """All whole snapshots, newest first. In an object store the manifest, which comes last, tells a whole one."""
    found = folders(cache / "snapshots", holding=None if is_local(cache) else MANIFEST)
    return sorted((name for name in found if not name.startswith(".")), reverse=True)


def live_name(cache: Path) -> str:
    """Name of the live snapshot. Raises NoSnapshot."""
    name = current_name(cache)
    if name is None:
        raise NoSnapshot(
            later("No trials have been stored in {cache} yet; run `python -m pipelines refresh` first."), cache=cache
        )
    return name


def snapshot_folder(cache: Path, name: str | None = None) -> Path:
    """Folder of a snapshot, by default the live one. Raises NoSnapshot."""
    return cache / "snapshots" / (live_name(cache) if name is None else name)


def manifest(cache: Path, name: str | None = None) -> dict:
    """Manifest of a snapshot, by default the live one. Raises NoSnapshot, DamagedSnapshot."""
    path = snapshot_folder(cache, name) / MANIFEST
    try:
        found = json.loads(read_bytes_now(path))
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    if not isinstance(found, dict) or found.get(SEAL) != seal(found):
        raise _damaged(path, later("it is not as it was written"))
    return found


def seal(manifest: dict) -> str:
    """Check sum of a manifest, but for the seal itself."""
    rest = {key: value for key, value in manifest.items() if key != SEAL}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def sha256(path: Path) -> str:
    """Check sum of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def candidates(cache: Path) -> list[str]:
    """Names of snapshots to try, the live one first, then those before it, or all where it is missing. Raises NoSnapshot."""
    live, names = live_name(cache), snapshot_names(cache)
    return [live, *(name for name in names if name < live or live not in names)]


def load(cache: Path) -> Snapshot:
    """The live snapshot, or the newest older one that is whole, with a notice. Raises NoSnapshot, DamagedSnapshot."""
    live, *older = candidates(cache)
    try:
        return _load(cache, live)
    except DamagedSnapshot as error:
        if current_name(cache) != live:  # another one was published, and this one pruned, since we looked
            return load(cache)
        return _load_older(cache, older, error)


def _load_older(cache: Path, names: list[str], fault: DamagedSnapshot) -> Snapshot:
    for name in names:
        try:
            older = _load(cache, name)
        except DamagedSnapshot:
            continue
        return replace(older, fault=fault)
    raise fault


def load_named(cache: Path, name: str) -> Snapshot:
    """The snapshot of that name. Raises BadInput where there is none, DamagedSnapshot."""
    names = snapshot_names(cache)
    if name not in names:
        raise BadInput(f"There is no snapshot {name} in {cache}; there are {', '.join(names) or 'none'}.")
    return _load(cache, name)


def _load(cache: Path, name: str) -> Snapshot:
    described = manifest(cache, name)
    folder = snapshot_folder(cache, name)
    if described.get("schema_version") != schema.version():
        raise DamagedSnapshot(
            later("{folder} was written by another version of this program; run `python -m pipelines refresh`."),
            folder=folder,
        )
    return Snapshot(name, described, **{table: _read_table(folder, table, described) for table in schema.TABLES})


def _read_table(folder: Path, table: str, described: dict) -> pd.DataFrame:
    path = folder / f"{table}.parquet"
    try:
        content = read_bytes_now(path)
        if hashlib.sha256(content).hexdigest() != described["files"][path.name]:
            raise _damaged(path, later("it does not match its check sum"))
        return schema.from_arrow(table, pq.read_table(pa.BufferReader(content)))
    except (OSError, pa.ArrowInvalid, KeyError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, why: str | Exception) -> DamagedSnapshot:
    """`why`: a message of ours, or the fault that was met."""
    return DamagedSnapshot(
        later("{path} cannot be read ({why}); run `python -m pipelines verify`, then rollback or refresh."),
        path=path,
        why=TrialFinderError(why) if isinstance(why, str) else why,
    )


def damaged_files(cache: Path, name: str | None = None) -> Iterator[Path]:
    """Files of a snapshot that are missing or do not match their check sum. Raises NoSnapshot, DamagedSnapshot."""
    folder = snapshot_folder(cache, name)
    for file, digest in manifest(cache, folder.name)["files"].items():
        path = folder / file
        if not path.exists() or sha256(path) != digest:
            yield path
