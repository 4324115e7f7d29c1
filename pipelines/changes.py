"""What changed between two snapshots, in the terms of this project."""

import pandas as pd

from cache import schema
from cache.store import Snapshot

NOT_STATED = "not stated"


def changes(
    before: Snapshot | None, trials: pd.DataFrame, locations: pd.DataFrame, labels: pd.DataFrame
) -> pd.DataFrame:
    """The changes table against the snapshot before; empty where there is none, or where it held demo data."""
    if before is None or before.manifest["demo"]:
        return schema.frame("changes", [])
    old, new = set(before.trials["nct_id"]), set(trials["nct_id"])
    rows = [{"nct_id": nct_id, "kind": "new", "after": status} for nct_id, status in _status(trials, new - old)]
    rows += [
        {"nct_id": nct_id, "kind": "removed", "before": status} for nct_id, status in _status(before.trials, old - new)
    ]
    kept = old & new
    rows += _differences("status", _statuses(before.trials), _statuses(trials), kept)
    rows += _differences("sites", _open_sites(before.locations), _open_sites(locations), kept)
    rows += _differences("label", _labels(before.labels), _labels(labels), kept)
    return schema.frame("changes", sorted(rows, key=_order))


def _order(row: dict) -> list[str]:
    return [row.get(name) or "" for name in ("nct_id", "kind", "axis", "value")]


def _status(trials: pd.DataFrame, ids: set[str]) -> list[tuple[str, str]]:
    chosen = trials[trials["nct_id"].isin(ids)]
    return list(zip(chosen["nct_id"], chosen["overall_status"].fillna(""), strict=True))


def _statuses(trials: pd.DataFrame) -> pd.Series:
    return (
        trials.assign(axis="overall_status", value="")
        .set_index(["nct_id", "axis", "value"])["overall_status"]
        .fillna("")
    )


def _open_sites(locations: pd.DataFrame) -> pd.Series:
    """Number of open sites per trial and country, as text."""
    opened = locations[locations["status"] == "RECRUITING"].assign(axis="country")
    counted = opened.groupby(["nct_id", "axis", "country"]).size().astype(str)
    return counted.rename_axis(["nct_id", "axis", "value"])


def _labels(labels: pd.DataFrame) -> pd.Series:
    """Stance of each rolled-up label; a value with two stances (tested and given) shows both."""
    whole = labels[labels["cohort"].fillna("") == ""]
    said = whole[["nct_id", "axis", "value", "stance"]].drop_duplicates().sort_values("stance")
    return said.groupby(["nct_id", "axis", "value"])["stance"].agg(", ".join)


def _differences(kind: str, before: pd.Series, after: pd.Series, kept: set[str]) -> list[dict]:
    missing = "0" if kind == "sites" else NOT_STATED
    both = pd.concat([before.rename("before"), after.rename("after")], axis=1).fillna(missing).reset_index()
    changed = both[(both["before"] != both["after"]) & both["nct_id"].isin(kept)]
    return changed.assign(kind=kind).to_dict("records")
