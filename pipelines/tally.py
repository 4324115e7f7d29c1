"""What is counted while tables are written, for the checks and the manifest: a table is never held whole."""

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.fields import FIELDS, columns
from pipelines.make import Made

EXPECTED = [name for each in FIELDS if not each.rare for name in columns(each)]
"""Columns of the trials table that are not declared rare."""


@dataclass
class Tally:
    """Counts over all trials written so far."""

    rows: Counter = field(default_factory=Counter)  # table -> rows
    tiers: Counter = field(default_factory=Counter)
    statuses: Counter = field(default_factory=Counter)
    site_statuses: Counter = field(default_factory=Counter)
    phases: Counter = field(default_factory=Counter)
    streams: Counter = field(default_factory=Counter)
    labels: Counter = field(default_factory=Counter)  # (axis, value, stance) -> rows
    filled: set[str] = field(default_factory=set)  # expected columns that have something in them
    had: Counter = field(default_factory=Counter)  # expected column -> trials made anew that had something in it
    emptied: Counter = field(default_factory=Counter)  # ... and have nothing now
    astray: list[str] = field(default_factory=list)  # ids that have no trial row, or rows without a trial
    misquoted: list[str] = field(default_factory=list)
    anew: int = 0

    def add(self, ids: list[str], tables: dict[str, pa.Table], made: Made, before: dict[str, pa.Table]) -> None:
        """Counts the tables of the trials `ids`, of which `made` were made anew and `before` were stored."""
        trials, locations, labels = tables["trials"], tables["locations"], tables["labels"]
        self.rows.update({table: len(rows) for table, rows in tables.items()})
        self.tiers.update(_values(trials["tier"]))
        self.statuses.update(_values(trials["overall_status"]))
        self.site_statuses.update(_values(locations["status"]))
        self.phases.update(_values(pc.list_flatten(trials["phases"])))
        self.streams.update(_values(pc.list_flatten(trials["matched_by"])))
        self.labels.update(_kinds(labels))
        self.filled |= {name for name in empty_columns(self) if pc.any(has_value(trials[name])).as_py()}
        self._find_strays(ids, tables)
        self.misquoted += made.misquoted
        self.anew += len(made.tables["trials"])
        if before:
            self._count_emptied(before["trials"], made.tables["trials"])

    def _find_strays(self, ids: list[str], tables: dict[str, pa.Table]) -> None:
        if tables["trials"]["nct_id"].to_pylist() != ids:
            self.astray += sorted(set(ids) ^ set(tables["trials"]["nct_id"].to_pylist())) or ids[:1]
        for table in ("locations", "labels"):
            self.astray += sorted(set(pc.unique(tables[table]["nct_id"]).to_pylist()) - set(ids))

    def _count_emptied(self, before: pa.Table, made: pa.Table) -> None:
        """Compares the trials that are both stored and made anew; both tables are in the order of ids."""
        then = before.filter(pc.is_in(before["nct_id"], made["nct_id"].combine_chunks()))
        now = made.filter(pc.is_in(made["nct_id"], then["nct_id"].combine_chunks()))
        for name in EXPECTED if len(now) else ():
            had = has_value(then[name])
            self.had[name] += pc.sum(had).as_py() or 0
            self.emptied[name] += pc.sum(pc.and_(had, pc.invert(has_value(now[name])))).as_py() or 0


def has_value(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """True where a text is not empty, or a list, or a list of lists, holds a text that is not; where any other value is there."""
    if pa.types.is_list(column.type):
        rows = _rows_of_items(column)
        return pc.is_in(pa.array(range(len(column))), rows)
    filled = pc.is_valid(column)
    if pa.types.is_string(column.type):
        filled = pc.and_(filled, pc.fill_null(pc.not_equal(column, ""), False))
    return filled


def _rows_of_items(column: pa.ChunkedArray) -> pa.Array:
    """The rows of a list column that hold a text that is not empty."""
    rows, items = pc.list_parent_indices(column), pc.list_flatten(column)
    if pa.types.is_list(items.type):
        return pc.take(rows, _rows_of_items(items))
    return pc.filter(rows, pc.fill_null(pc.not_equal(items, ""), False)).combine_chunks()


def _values(column: pa.ChunkedArray) -> dict[str, int]:
    return {each["values"] or "": each["counts"] for each in pc.value_counts(column).to_pylist()}


def _kinds(labels: pa.Table) -> dict[tuple[str, str, str], int]:
    counted = labels.group_by(["axis", "value", "stance"]).aggregate([([], "count_all")])
    return {(row["axis"], row["value"], row["stance"]): row["count_all"] for row in counted.to_pylist()}


def empty_columns(tally: Tally) -> list[str]:
    """Expected columns without a single value."""
    return [name for name in EXPECTED if name not in tally.filled]


def lost_columns(tally: Tally, least: int) -> list[str]:
    """Expected columns that every trial made anew has lost, where at least `least` of them had something in it."""
    return [name for name in EXPECTED if tally.had[name] >= least and tally.emptied[name] == tally.had[name]]
