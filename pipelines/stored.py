"""The snapshot that a refresh builds on: what it knows of each trial, and its tables read in the order of ids."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cache import schema, store
from cache.errors import DamagedSnapshot
from pipelines.lexicon import lexicon_version
from pipelines.sweep import Seen

ROWS = 500
"""Rows read at a time."""


class Stored(NamedTuple):
    """A whole snapshot of real trials."""

    cache: Path
    name: str
    manifest: dict

    @property
    def up_to_date(self) -> bool:
        """Whether the present rules and tables made it."""
        made_by = self.manifest["lexicon_version"], self.manifest["schema_version"]
        return made_by == (lexicon_version(), schema.version())

    def seen(self) -> dict[str, Seen]:
        """What the last sweep saw of each trial."""
        rows = self.read("trials", ["nct_id", "last_update_posted", "overall_status"])
        posted = pc.strftime(rows["last_update_posted"], "%Y-%m-%d").to_pylist()
        return dict(zip(rows["nct_id"].to_pylist(), map(Seen, posted, rows["overall_status"].to_pylist()), strict=True))

    def frame(self, table: str) -> pd.DataFrame:
        """A small table, whole."""
        return schema.from_arrow(table, _aligned(self.read(table), table))

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Columns of a table."""
        with self._open(table) as file:
            return pq.read_table(file, columns=columns)

    def cursors(self) -> "Cursors":
        """Readers of the records and of what was made of them."""
        return Cursors({table: pq.ParquetFile(self._open(table)) for table in PER_TRIAL})

    def _open(self, table: str):
        return (store.snapshot_folder(self.cache, self.name) / f"{table}.parquet").open("rb")


PER_TRIAL = ("trials", "locations", "labels", "studies")
"""Tables in the order of trials' ids."""


class Cursors:
    """Reads stored tables side by side, as far as asked, so that memory holds a few trials only."""

    def __init__(self, files: dict[str, pq.ParquetFile]):
        self._batches = {table: file.iter_batches(ROWS) for table, file in files.items()}
        self._rest = {table: schema.arrow(table).empty_table() for table in files}

    def up_to(self, nct_id: str) -> dict[str, pa.Table]:
        """The rows of each table that were not given yet, of trials up to this id."""
        return {table: self._up_to(table, nct_id) for table in self._batches}

    def _up_to(self, table: str, nct_id: str) -> pa.Table:
        parts = [self._rest[table]]
        while not len(parts[-1]) or parts[-1]["nct_id"][-1].as_py() <= nct_id:
            batch = next(self._batches[table], None)
            if batch is None:
                break
            parts.append(_aligned(pa.Table.from_batches([batch]), table))
        rows = pa.concat_tables(parts)
        count = pc.sum(pc.less_equal(rows["nct_id"], nct_id)).as_py() or 0
        self._rest[table] = rows.slice(count)
        return rows.slice(0, count)


def _aligned(rows: pa.Table, table: str) -> pa.Table:
    """The rows with the columns of today's table; what an older version did not have is missing."""
    return pa.table(
        [
            rows[field.name].cast(field.type) if field.name in rows.schema.names else pa.nulls(len(rows), field.type)
            for field in schema.arrow(table)
        ],
        schema=schema.arrow(table),
    )


def previous(cache: Path) -> Stored | None:
    """The newest whole snapshot of real trials, the live one first; None where there is none to build on."""
    if store.current_name(cache) is None:
        return None
    for name in store.candidates(cache):
        try:
            described = store.manifest(cache, name)
            whole = store.STUDIES in described["files"] and not any(store.damaged_files(cache, name))
        except DamagedSnapshot:
            continue
        if whole and not described["demo"]:
            return Stored(cache, name, described)
    return None
