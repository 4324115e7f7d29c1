"""Writes the tables of a new snapshot, a few hundred trials at a time and in the order of their ids.

records wanted anew --make--> rows ┐
                                   ├--> the new tables, their tally, and what changed
the snapshot before --keep--> rows ┘
"""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cache import schema
from cache.publish import Draft
from pipelines.changes import changes
from pipelines.make import make
from pipelines.progress import Progress
from pipelines.stored import PER_TRIAL, Cursors, Stored
from pipelines.tally import Tally
from pipelines.workers import Here

CHUNK = 250
"""Trials written at a time."""
WAITING = 6
"""Chunks that may wait for their labels: enough to keep the workers busy, few enough for memory."""
END = "~"
"""Sorts after every id."""


class Source(Protocol):
    """Where records come from that may have changed."""

    def up_to(self, last: str) -> dict[str, str]:
        """Id -> record (JSON) of those not given yet, up to this id."""


class Slice(NamedTuple):
    """The tables of some trials, as frames: what `changes` compares."""

    trials: pd.DataFrame
    locations: pd.DataFrame
    labels: pd.DataFrame


class Chunk(NamedTuple):
    """Some trials on their way: the rows stored before, the ids made anew, and the rows made of them, once they are there."""

    ids: list[str]
    before: dict[str, pa.Table]
    anew: list[str]
    made: Future


@dataclass
class Built:
    """What was written: facts for the checks and the manifest, and the changes against the snapshot before."""

    tally: Tally = field(default_factory=Tally)
    changes: list[pd.DataFrame] = field(default_factory=list)


@dataclass
class Builder:
    """Writes the tables of the trials in `matched_by` into a draft.

    A record that `source` brings and that equals the stored one keeps its rows, as does one that it does not bring.
    Without a source every stored record is made anew.
    """

    draft: Draft
    matched_by: Mapping[str, list[str]]
    before: Stored | None
    tombstones: pd.DataFrame
    built: Built = field(default_factory=Built)
    _then: list[dict[str, pa.Table]] = field(default_factory=list)
    _now: list[dict[str, pa.Table]] = field(default_factory=list)

    def build(self, source: Source | None, pool: Executor, progress: Progress) -> Built:
        """Writes all of it, each chunk while the next are fetched. Raises what the source and the draft raise."""
        progress.start("Labelling and writing", "trials", len(self.matched_by))
        waiting: deque[Future] = deque()
        writer = ThreadPoolExecutor(1)
        try:
            for chunk in self._chunks(source, pool):
                waiting.append(writer.submit(self._write, chunk))
                if len(waiting) > WAITING:
                    progress.advance(waiting.popleft().result())
            while waiting:
                progress.advance(waiting.popleft().result())
        finally:
            writer.shutdown(cancel_futures=True)
        self._tell()
        return self.built

    def _chunks(self, source: Source | None, pool: Executor) -> Iterator[Chunk]:
        cursors = self.before.cursors() if self.before else Cursors({})
        ids = sorted(self.matched_by)
        for start in range(0, max(len(ids), 1), CHUNK):
            some = ids[start : start + CHUNK]
            last = some[-1] if start + CHUNK < len(ids) else END
            stored = cursors.up_to(last)
            records = _records(stored)
            wanted = records if source is None else source.up_to(last)
            anew = [each for each in some if each in wanted and (source is None or wanted[each] != records.get(each))]
            streams = [self.matched_by[each] for each in anew]
            made = pool.submit(make, [wanted[each] for each in anew], streams) if anew else _nothing()
            yield Chunk(some, stored, anew, made)

    def _write(self, chunk: Chunk) -> int:
        """Number of trials written."""
        made = chunk.made.result()
        kept = set(chunk.ids) - set(chunk.anew)
        tables = {table: _merged(_of(chunk.before, table, kept), made.tables[table]) for table in PER_TRIAL}
        for table in ("trials", "studies"):
            tables[table] = self._with_streams(tables[table])
        for table, rows in tables.items():
            self.draft.append(table, rows)
        self.built.tally.add(chunk.ids, tables, made, chunk.before)
        self._compare(chunk, made.tables)
        return len(chunk.ids)

    def _with_streams(self, rows: pa.Table) -> pa.Table:
        """A stored trial may be found by other streams today."""
        place, ids = rows.schema.get_field_index("matched_by"), rows["nct_id"].to_pylist()
        return rows.set_column(
            place,
            rows.schema.field(place),
            pa.array([self.matched_by[each] for each in ids], rows.schema.field(place).type),
        )

    def _compare(self, chunk: Chunk, made: dict[str, pa.Table]) -> None:
        """Puts aside what differs, and compares it when it is enough to be worth a comparison."""
        gone = _ids(chunk.before) - set(chunk.ids)
        if self.before and (gone or chunk.anew):
            touched = gone | set(chunk.anew)
            self._then.append({table: _of(chunk.before, table, touched) for table in Slice._fields})
            self._now.append(made)
        if sum(len(tables["trials"]) for tables in self._now) >= CHUNK:
            self._tell()

    def _tell(self) -> None:
        if self._then:
            self.built.changes.append(changes(_slice(self._then), _slice(self._now), self.tombstones))
        self._then, self._now = [], []


def _slice(parts: list[dict[str, pa.Table]]) -> Slice:
    """The tables of several chunks as frames."""
    return Slice(*(schema.from_arrow(name, pa.concat_tables([part[name] for part in parts])) for name in Slice._fields))


@cache
def _nothing() -> Future:
    """What is made of no records."""
    return Here().submit(make, [], [])


def _records(stored: dict[str, pa.Table]) -> dict[str, str]:
    rows = stored.get("studies")
    return {} if rows is None else dict(zip(rows["nct_id"].to_pylist(), rows["record"].to_pylist(), strict=True))


def _ids(stored: dict[str, pa.Table]) -> set[str]:
    return set(stored["studies"]["nct_id"].to_pylist()) if stored else set()


def _of(stored: dict[str, pa.Table], table: str, ids: set[str]) -> pa.Table:
    """The stored rows of these trials."""
    if not stored:
        return schema.arrow(table).empty_table()
    return stored[table].filter(pc.is_in(stored[table]["nct_id"], pa.array(sorted(ids), pa.string())))


def _merged(kept: pa.Table, made: pa.Table) -> pa.Table:
    """Both in the order of ids; the sort is stable, so a trial's own rows keep theirs."""
    if not len(kept) or not len(made):
        return kept if len(kept) else made
    return pa.concat_tables([kept, made]).sort_by("nct_id")
