"""The main job, step by step: contact, pull, flatten, label, check, publish. Nothing is published unless all of it went well."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd

from cache import schema, store, vocabulary
from cache.errors import NoSnapshot
from cache.lock import locked
from pipelines import checks
from pipelines.changes import changes
from pipelines.flatten import flatten
from pipelines.labels import label_trials, lexicon_version
from pipelines.progress import Progress
from pipelines.pull import STATUSES, Pull, pull, streams
from pipelines.records import read_studies
from pipelines.registry import Registry, nct_id_of

Labeller = Callable[[Iterable[dict], Callable[[int], None]], Iterator[list[dict]]]
BATCH = 1000


class Tables(NamedTuple):
    """What is made of the records, and the labels whose quotation is not in its source."""

    trials: pd.DataFrame
    locations: pd.DataFrame
    labels: pd.DataFrame
    misquoted: list[str]


def refresh(cache: Path, registry: Registry, statuses: str, accept_loss: bool, progress: Progress) -> str:
    """One whole refresh; returns the name of the snapshot. Raises RegistryError, CheckFailed, Busy."""
    with locked(cache), TemporaryDirectory(prefix=".pull-", dir=cache) as folder:
        pulled = pull(registry, statuses, Path(folder), progress)
        checked = checks.check_counts(pulled.counts)
        checks.refuse_failed(checked)
        tables = make_tables(pulled.studies, pulled.matched_by, progress)
        before = previous(cache)
        checked += check(tables, before, accept_loss)
        name = publish(cache, pulled, statuses, tables, before, checked)
    progress.say(f"Published {len(tables.trials):,} trials as {name}", snapshot=name, trials=len(tables.trials))
    return name


def make_tables(
    studies: Path, matched_by: dict[str, list[str]], progress: Progress, label: Labeller = label_trials
) -> Tables:
    """Tables of the stored records, trials in order of their ids."""
    rows, places = [], []
    for study in read_studies(studies):
        row, sites = flatten(study)
        rows.append(row | {"matched_by": matched_by[nct_id_of(study)]})
        places += sites
    rows.sort(key=lambda row: row["nct_id"])
    progress.say(f"Flattened {len(rows):,} studies with {len(places):,} sites", studies=len(rows), sites=len(places))
    labels, misquoted = _labelled(rows, progress, label)
    locations = schema.frame("locations", sorted(places, key=lambda place: place["nct_id"]))
    return Tables(schema.frame("trials", rows), locations, labels, misquoted)


def _labelled(rows: list[dict], progress: Progress, label: Labeller) -> tuple[pd.DataFrame, list[str]]:
    """Labels of all rows; fills in each row's tier."""
    progress.start("Labelling", "trials", len(rows))
    frames, batch, misquoted = [], [], []
    for row, found in zip(rows, label(rows, progress.advance), strict=True):
        row["tier"] = next((each["value"] for each in found if each["axis"] == "tier"), None)
        misquoted += [f"{row['nct_id']} {each['rule_id']}" for each in found if not quoted(row, each)]
        batch += found
        if len(batch) >= BATCH * 20:
            frames.append(schema.frame("labels", batch))
            batch = []
    frames.append(schema.frame("labels", batch))
    labels = pd.concat(frames, ignore_index=True)
    progress.say(f"Labelled {len(rows):,} trials with {len(labels):,} pieces of evidence", labels=len(labels))
    return labels, misquoted


def quoted(row: dict, label: dict) -> bool:
    """Whether a label's quotation is its field's text[start:end]; a derived label may have none."""
    if not label["field"]:
        return label["basis"] == "derived" and not label["quote"]
    column, _, place = label["field"].partition("[")
    text = row[column][int(place[:-1])] if place else row[column]
    return text is not None and text[label["start"] : label["end"]] == label["quote"] != ""


def previous(cache: Path) -> store.Snapshot | None:
    """The snapshot before this run, if there is one."""
    try:
        return store.load(cache)
    except NoSnapshot:
        return None


def check(tables: Tables, before: store.Snapshot | None, accept_loss: bool) -> list[checks.Check]:
    """All checks of the tables. Raises CheckFailed."""
    made = checks.check_tables(tables.trials, tables.locations, tables.labels)
    made.append(checks.check_quotations(tables.misquoted))
    if before is not None and not before.manifest["demo"] and not accept_loss:
        made += checks.check_losses(before.trials, tables.trials)
    checks.refuse_failed(made)
    return made


def publish(
    cache: Path,
    pulled: Pull,
    statuses: str,
    tables: Tables,
    before: store.Snapshot | None,
    checked: list[checks.Check],
) -> str:
    """Writes the snapshot and makes it the live one."""
    frames = {"trials": tables.trials, "locations": tables.locations, "labels": tables.labels}
    frames["changes"] = changes(before, **frames)
    manifest = {
        "demo": False,
        "query": {"streams": streams(), "statuses": list(STATUSES[statuses]) or "all"},
        "api_version": pulled.version["apiVersion"],
        "data_timestamp": pulled.version["dataTimestamp"],
        "checks": [made._asdict() for made in checked],
        "counts": _received(pulled) | counts(tables),
        **made_by(tables),
    }
    return store.publish(cache, frames, manifest, pulled.studies)


def made_by(tables: Tables) -> dict:
    """What every manifest says of its making, with the warnings."""
    return {
        "tool_version": version("mbc-trial-finder"),
        "lexicon_version": lexicon_version(),
        "retrieved_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "warnings": warnings(tables.trials, tables.locations),
    }


def _received(pulled: Pull) -> dict:
    streams_found = Counter(name for names in pulled.matched_by.values() for name in names)
    reported = sum(n["reported"] for n in pulled.counts.values())
    received = sum(n["received"] for n in pulled.counts.values())
    return {"reported": reported, "received": received, "per_stream": dict(streams_found)}


def counts(tables: Tables) -> dict:
    """Numbers of rows and of trials per tier and status, for the manifest."""
    return {
        "stored": len(tables.trials),
        "per_tier": tables.trials["tier"].value_counts().to_dict(),
        "per_status": tables.trials["overall_status"].fillna("").value_counts().to_dict(),
        "locations": len(tables.locations),
        "labels": len(tables.labels),
    }


def warnings(trials: pd.DataFrame, locations: pd.DataFrame) -> list[str]:
    """One sentence for each phase or status that the vocabulary does not know; it is stored and shown as the registry spells it."""
    found = [
        ("phase", trials["phases"].explode()),
        ("status", trials["overall_status"]),
        ("site status", locations["status"]),
    ]
    made = []
    for what, values in found:
        known = vocabulary.values("phase" if what == "phase" else "status")
        for value, count in values.dropna().value_counts().items():
            if value not in known:
                made.append(
                    f"The registry has a {what} that is new to us, {value!r}, in {count:,} rows; it is shown as spelled."
                )
    return made
