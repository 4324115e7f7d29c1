"""What a snapshot remembers: the trials that are gone, and the changes of the last thirty days."""

from datetime import datetime, timedelta

import pandas as pd

from cache import schema
from cache.runs import read_utc
from pipelines.stored import Stored
from pipelines.sweep import Sweep


def data_date(data_timestamp: str) -> datetime:
    """The registry's data date as the tables hold dates: UTC, without a zone."""
    return read_utc(data_timestamp).replace(tzinfo=None)


def tombstones(before: Stored | None, found: Sweep) -> pd.DataFrame:
    """The tombstones table: those stored before, but for trials that are back, and the trials now gone."""
    if before is None:
        return schema.frame("tombstones", [])
    kept = before.frame("tombstones")
    kept = kept[~kept["nct_id"].isin(found.seen.keys() | found.gone.keys())]
    since = data_date(found.version["dataTimestamp"])
    new = [
        {**row, **found.gone[row["nct_id"]]._asdict(), "since": since}
        for row in before.read("trials", ["nct_id", "brief_title", "overall_status"]).to_pylist()
        if row["nct_id"] in found.gone
    ]
    whole = pd.concat([kept, schema.frame("tombstones", new)])
    return whole.sort_values("nct_id", ignore_index=True)


def history(before: Stored | None, changes: pd.DataFrame, name: str, data_timestamp: str, cause: str) -> pd.DataFrame:
    """The history table: the changes of the snapshots before that are young enough, then those of snapshot `name`."""
    date = data_date(data_timestamp)
    new = schema.typed("history", changes.assign(snapshot=name, data_date=date, cause=cause))[schema.names("history")]
    if before is None:
        return new
    old = before.frame("history")
    young = old[old["data_date"] >= date - timedelta(days=schema.HISTORY_DAYS)]
    return pd.concat([young, new], ignore_index=True)
