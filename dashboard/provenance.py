"""What the Data page says of a snapshot: counts, changes and checks, as rows of words."""

import pandas as pd
from evidence import SILENT

from cache import vocabulary

KINDS = {
    "new": "New in the catalogue",
    "removed": "No longer in the catalogue",
    "status": "Status",
    "sites": "Open sites",
    "label": "What the labels say",
}
"""Kinds of change in words, in the order of the filter."""


def counts(manifest: dict, axis: str) -> list[tuple[str, int]]:
    """(plain name, number of trials) for each tier or status of the snapshot, in the vocabulary's order."""
    found = manifest["counts"][f"per_{axis}"]
    known = [value for value in vocabulary.values(axis) if value in found]
    return [(vocabulary.name(axis, value), found[value]) for value in [*known, *sorted(set(found) - set(known))]]


def changes(table: pd.DataFrame, titles: dict[str, str]) -> list[tuple[str, str, str, str, str]]:
    """(trial, title, what changed, before, now) in plain words; a trial whose title is not given has none."""
    return [
        (row.nct_id, titles.get(row.nct_id, ""), _what(row), _words(row, row.before), _words(row, row.after))
        for row in table.fillna("").itertuples()
    ]


def checks(manifest: dict) -> list[tuple[str, str, str, str]]:
    """(check, found, expected, passed or failed) for each check of the last refresh."""
    return [
        (each["name"], str(each["found"]), str(each["expected"]), "passed" if each["passed"] else "failed")
        for each in manifest["checks"]
    ]


def _what(row: tuple) -> str:
    if row.kind == "label":
        return vocabulary.name(row.axis, row.value)
    return f"Open sites in {row.value}" if row.kind == "sites" and row.value else KINDS[row.kind]


def _words(row: tuple, said: str) -> str:
    """Stances as their phrases, a status as its name, anything else as it stands."""
    if row.kind == "label":
        known = [each for each in said.split(", ") if each in vocabulary.stances(row.axis)]
        return "; ".join(vocabulary.phrase(row.axis, row.value, each) for each in known) or SILENT
    return vocabulary.name("status", said) if row.kind in ("status", "new", "removed") and said else said
