"""The recorded queries whose union is the catalogue (streams.csv), and the statuses that they are asked for."""

import csv
from functools import cache
from pathlib import Path

from cache.schema import OPEN_STATUSES

STATUSES = {"open": (*OPEN_STATUSES, "ACTIVE_NOT_RECRUITING"), "all": ()}
"""What --statuses stands for; an empty tuple asks for every status."""


@cache
def streams() -> dict[str, dict[str, str]]:
    """Stream name -> its query parameters (streams.csv)."""
    with (Path(__file__).parent / "streams.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["name"]: {key: row[key] for key in row if "." in key and row[key]} for row in rows}


def status_filter(statuses: str) -> dict[str, str]:
    """The query parameter for 'open' or 'all'; none for all."""
    return {"filter.overallStatus": "|".join(STATUSES[statuses])} if STATUSES[statuses] else {}
