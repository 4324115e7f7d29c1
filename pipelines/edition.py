"""One snapshot from what it is to be made of: its tables are written, checked, described and published."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cache import schema, vocabulary
from cache.publish import draft
from pipelines import checks
from pipelines.build import Builder, Source
from pipelines.checks import Check
from pipelines.lexicon import lexicon_version
from pipelines.past import history
from pipelines.progress import Progress
from pipelines.stored import Stored
from pipelines.tally import Tally
from pipelines.workers import workers


class Edition(NamedTuple):
    """What a snapshot is made of. `facts` go into the manifest; `wanted` trials at most are to be labelled."""

    mode: str
    facts: dict
    counts: dict
    matched_by: Mapping[str, list[str]]
    source: Source | None
    wanted: int
    tombstones: pd.DataFrame
    checks: list[Check]

    @property
    def cause(self) -> str:
        """Whether the registry or our rules changed what the snapshot says."""
        return "rules" if self.mode == "relabelled" else "registry"


def now() -> str:
    """ISO, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def write(
    edition: Edition,
    before: Stored | None,
    cache: Path,
    accept_loss: bool,
    progress: Progress,
    confirm: Callable[[], None] = lambda: None,
    last_word: Callable[[], None] = lambda: None,
) -> dict:
    """Publishes an edition; returns its manifest. `confirm` may still refuse when all is read, `last_word` when all is written.

    Raises CheckFailed, and what the source raises.
    """
    with draft(cache) as made, workers(edition.wanted) as pool:
        built = Builder(made, edition.matched_by, before, edition.tombstones).build(edition.source, pool, progress)
        confirm()
        checked = edition.checks + _checks(built.tally, before, accept_loss)
        checks.refuse_failed(checked)
        changed = pd.concat([schema.frame("changes", []), *built.changes], ignore_index=True)
        told = history(before, changed, made.name, edition.facts["data_timestamp"], edition.cause)
        for table, rows in {"changes": changed, "history": told, "tombstones": edition.tombstones}.items():
            made.append(table, schema.to_arrow(table, rows))
        manifest = _manifest(edition, built.tally, checked)
        return manifest | {"name": made.publish(manifest, last_word)}


def _checks(tally: Tally, before: Stored | None, accept_loss: bool) -> list[Check]:
    made = checks.check_tables(tally)
    if not accept_loss:
        made += checks.check_columns(tally)
        if before is not None:
            made.append(checks.check_tiers(before.manifest["counts"]["per_tier"], tally))
    return made


def _manifest(edition: Edition, tally: Tally, checked: list[Check]) -> dict:
    return {
        **edition.facts,
        "mode": edition.mode,
        "counts": edition.counts | counts(tally) | {"tombstones": len(edition.tombstones)},
        "checks": [made._asdict() for made in checked],
        "warnings": warnings(tally),
        "tool_version": version("mbc-trial-finder"),
        "lexicon_version": lexicon_version(),
    }


def counts(tally: Tally) -> dict:
    """Numbers of rows, of trials per tier, status and stream, and of trials made anew or kept."""
    stored = tally.rows["trials"]
    return {
        "stored": stored,
        "anew": tally.anew,
        "reused": stored - tally.anew,
        "per_tier": dict(tally.tiers.most_common()),
        "per_status": dict(tally.statuses.most_common()),
        "per_stream": dict(tally.streams.most_common()),
        "locations": tally.rows["locations"],
        "labels": tally.rows["labels"],
    }


def warnings(tally: Tally) -> list[str]:
    """One sentence for each phase or status that the vocabulary does not know; it is stored and shown as the registry spells it."""
    found = [("phase", tally.phases), ("status", tally.statuses), ("site status", tally.site_statuses)]
    return [
        f"The registry has a {what} that is new to us, {value!r}, in {count:,} rows; it is shown as spelled."
        for what, values in found
        for value, count in values.most_common()
        if value and value not in vocabulary.values("phase" if what == "phase" else "status")
    ]
