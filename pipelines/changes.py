"""What changed between two states of the catalogue, in the terms of this project. What is said of a trial rests on its own rows only."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Protocol

import pandas as pd

from cache import schema, vocabulary
from cache.news import NOT_STATED, ONE_VALUE


class State(Protocol):
    """A snapshot, or a part of one."""

    trials: pd.DataFrame
    locations: pd.DataFrame
    labels: pd.DataFrame


_SHUT = "shut"
_DOORS = {
    **dict.fromkeys(vocabulary.values("status"), _SHUT),
    "RECRUITING": "open",
    "ENROLLING_BY_INVITATION": "open",
    "AVAILABLE": "open",
    "NOT_YET_RECRUITING": "soon",
    "WITHHELD": "untold",
}
"""Status -> whether people can enter; a missing status, and one that we do not know, are untold."""
_TURNS = {
    ("soon", "open"): "opened",
    ("untold", "open"): "opened",
    (_SHUT, "open"): "reopened",
    ("open", _SHUT): "closed",
    ("soon", _SHUT): "closed",
}
"""Kind of a change from one to the other; any other change is of the kind 'status'."""
_SITE = ("nct_id", "country", "state", "zip", "city", "facility")
_CLAIM = ("nct_id", "axis", "value", "stance", "quote")


def changes(before: State | None, after: State, tombstones: pd.DataFrame | None = None) -> pd.DataFrame:
    """The changes table; empty where there is nothing before. `tombstones` tell why trials are gone."""
    if before is None:
        return schema.frame("changes", [])
    old, new = _statuses(before.trials), _statuses(after.trials)
    kept = old.keys() & new.keys()
    rows = [{"nct_id": nct_id, "kind": "new", "after": new[nct_id]} for nct_id in new.keys() - kept]
    rows += _removed({nct_id: old[nct_id] for nct_id in old.keys() - kept}, tombstones)
    rows += [_turn(nct_id, old[nct_id], new[nct_id]) for nct_id in kept if old[nct_id] != new[nct_id]]
    rows += _sites(_open_sites(before.locations, kept), _open_sites(after.locations, kept))
    rows += _labels(_said(before.labels, kept), _said(after.labels, kept))
    return schema.frame("changes", sorted(rows, key=_order))


def _order(row: dict) -> list[str]:
    return [row.get(name) or "" for name in ("nct_id", "kind", "axis", "value")]


def _statuses(trials: pd.DataFrame) -> dict[str, str]:
    return dict(zip(trials["nct_id"], trials["overall_status"].fillna(""), strict=True))


def _turn(nct_id: str, was: str, now: str) -> dict:
    kind = _TURNS.get((_DOORS.get(was, "untold"), _DOORS.get(now, "untold")), "status")
    return {"nct_id": nct_id, "kind": kind, "before": was, "after": now}


def _removed(statuses: dict[str, str], tombstones: pd.DataFrame | None) -> Iterator[dict]:
    told = {} if tombstones is None else {row.nct_id: row for row in tombstones.itertuples()}
    for nct_id, status in statuses.items():
        why = told.get(nct_id)
        yield {"nct_id": nct_id, "kind": "removed", "before": status} | (
            {"after": why.reason, "value": why.merged_into} if why else {}
        )


def _open_sites(locations: pd.DataFrame, kept: set[str]) -> Counter:
    """How often each open site is listed: several may bear the same name, such as 'Research Site'."""
    opened = locations[(locations["status"] == "RECRUITING") & locations["nct_id"].isin(kept)]
    return Counter(_rows(opened, _SITE))


def _sites(before: Counter, after: Counter) -> Iterator[dict]:
    """A row for each trial and country in which sites opened, and one for each in which sites closed."""
    was, now = _by_country(before), _by_country(after)
    for kind, quote, differing in (
        ("sites_opened", "after_quote", after - before),
        ("sites_closed", "before_quote", before - after),
    ):
        for place, names in _by_country(differing).items():
            counts = {"before": str(len(was.get(place, ()))), "after": str(len(now.get(place, ())))}
            nct_id, country = place
            yield (
                {"nct_id": nct_id, "kind": kind, "axis": "country", "value": country}
                | counts
                | {quote: "; ".join(names)}
            )


def _by_country(sites: Counter) -> dict[tuple[str, str], list[str]]:
    """(trial, country) -> its sites as 'Facility, City', in the order of their names."""
    found = defaultdict(list)
    for nct_id, country, _, _, city, facility in sorted(sites.elements()):
        found[nct_id, country].append(", ".join(filter(None, (facility, city))) or "a site without a name")
    return found


def _said(labels: pd.DataFrame, kept: set[str]) -> dict[tuple[str, str, str], dict[str, str]]:
    """(trial, axis, value) -> each thing said of the trial as a whole, with the first quotation behind it or ''.

    Where an axis has one value at a time, the value is what is said; elsewhere the stance is.
    """
    whole = labels[(labels["cohort"].fillna("") == "") & labels["nct_id"].isin(kept)]
    found = defaultdict(dict)
    for nct_id, axis, value, stance, quote in _rows(whole, _CLAIM):
        claim, said = ("", value) if axis in ONE_VALUE else (value, stance)
        quotes = found[nct_id, axis, claim]
        quotes[said] = quotes.get(said) or quote
    return found


def _rows(frame: pd.DataFrame, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Tuples of these columns, '' for what is missing; as objects, since a pass over Arrow texts is far slower."""
    return zip(*(frame[name].fillna("").to_numpy(dtype=object) for name in names), strict=True)


def _labels(before: dict, after: dict) -> Iterator[dict]:
    for claim in before.keys() | after.keys():
        was, now = before.get(claim, {}), after.get(claim, {})
        if was.keys() != now.keys():
            nct_id, axis, value = claim
            yield {
                "nct_id": nct_id,
                "kind": "label",
                "axis": axis,
                "value": value,
                "before": _joined(was),
                "after": _joined(now),
                "before_quote": _first(was),
                "after_quote": _first(now),
            }


def _joined(said: dict[str, str]) -> str:
    return ", ".join(sorted(said)) or NOT_STATED


def _first(said: dict[str, str]) -> str | None:
    return next(filter(None, said.values()), None)
