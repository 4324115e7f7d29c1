"""What tests ask of a whole cache folder: equal tables, untouched files, nothing left over."""

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from cache import schema, store

HERE_TO_STAY = {"current", "lock", "runs.jsonl", "snapshots"}


def tables(cache: Path) -> dict[str, pd.DataFrame]:
    """All tables of the live snapshot, with the stored records; without the names of snapshots, which tell the time."""
    live = store.load(cache)
    assert live.notice is None, live.notice
    found = {name: getattr(live, name).drop(columns="snapshot", errors="ignore") for name in schema.TABLES}
    records = pq.read_table(store.snapshot_folder(cache) / "studies.parquet").to_pandas()
    records["record"] = records["record"].map(json.loads)
    records["matched_by"] = records["matched_by"].map(list)
    return found | {"studies": records}


def assert_equal(found: dict[str, pd.DataFrame], expected: dict[str, pd.DataFrame], *names: str) -> None:
    """Row by row the same; `names` of tables, all of them without one."""
    for name in names or expected:
        pd.testing.assert_frame_equal(found[name], expected[name], obj=name)


def are_equal(found: dict[str, pd.DataFrame], expected: dict[str, pd.DataFrame]) -> bool:
    return all(found[name].equals(frame) for name, frame in expected.items())


def files(cache: Path) -> dict[str, bytes]:
    """Every file that readers see."""
    paths = [cache / "current", *sorted((cache / "snapshots").rglob("*"))]
    return {str(path.relative_to(cache)): path.read_bytes() for path in paths if path.is_file()}


def left_over(cache: Path) -> list[str]:
    """Whatever a refresh should not leave behind: temporary files and folders."""
    found = [path for path in cache.iterdir() if path.name not in HERE_TO_STAY]
    folder = cache / "snapshots"
    hidden = [path for path in folder.rglob("*") if path.name.startswith(".")] if folder.is_dir() else []
    return sorted(str(path.relative_to(cache)) for path in [*found, *hidden])


def runs(cache: Path) -> list[dict]:
    path = cache / "runs.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
