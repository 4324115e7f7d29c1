"""Registry records -> rows of the trials, locations and labels tables. Pure; runs in worker processes."""

from typing import NamedTuple

import orjson
import pyarrow as pa

from cache import schema
from pipelines.flatten import flatten
from pipelines.labels import label_trial


class Made(NamedTuple):
    """Rows made of some records, in their order, and the labels whose quotation is not in its source."""

    tables: dict[str, pa.Table]
    misquoted: list[str]


def make(records: list[str], matched_by: list[list[str]]) -> Made:
    """Tables of records (JSON), each found by the streams beside it."""
    trials, locations, labels, misquoted = [], [], [], []
    for record, streams in zip(records, matched_by, strict=True):
        row, places = flatten(orjson.loads(record))
        found = label_trial(row)
        row |= {"matched_by": streams, "tier": next((each["value"] for each in found if each["axis"] == "tier"), None)}
        misquoted += [f"{row['nct_id']} {each['rule_id']}" for each in found if not quoted(row, each)]
        trials.append(row)
        locations += places
        labels += found
    rows = {"trials": trials, "locations": locations, "labels": labels, "studies": _studies(trials, records)}
    return Made({table: schema.to_arrow(table, schema.frame(table, found)) for table, found in rows.items()}, misquoted)


def _studies(trials: list[dict], records: list[str]) -> list[dict]:
    return [
        {"nct_id": row["nct_id"], "matched_by": row["matched_by"], "record": record}
        for row, record in zip(trials, records, strict=True)
    ]


def quoted(row: dict, label: dict) -> bool:
    """Whether a label's quotation is its field's text[start:end]; a derived label may have none."""
    if not label["field"]:
        return label["basis"] == "derived" and not label["quote"]
    column, _, place = label["field"].partition("[")
    text = row[column][int(place[:-1])] if place else row[column]
    return text is not None and text[label["start"] : label["end"]] == label["quote"] != ""
