"""The main job, step by step: contact, sweep, fetch, label, check, publish. Nothing is published unless all of it went well."""

from collections.abc import Callable, Collection
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cache import store
from cache.errors import RegistryError
from cache.lock import locked
from cache.reached import reached
from pipelines import checks
from pipelines.answers import DataChanged
from pipelines.edition import Edition, now, write
from pipelines.fetch import Fetched
from pipelines.journal import Journal
from pipelines.past import tombstones
from pipelines.plan import Options, changed, full_because
from pipelines.progress import Progress
from pipelines.registry import Registry
from pipelines.stored import Stored, previous
from pipelines.sweep import Sweep, missing, probe, sweep

ATTEMPTS = 4
"""How often a refresh begins, at most, because the registry got new data while it was read."""


class Job(NamedTuple):
    """What every step of one refresh needs. `still_ours` raises Busy where the lock was lost."""

    cache: Path
    registry: Registry
    options: Options
    progress: Progress
    journal: Journal
    still_ours: Callable[[], None]

    def publish(self, edition: Edition, before: Stored | None, confirm: Callable[[], None] = lambda: None) -> None:
        """Writes and publishes an edition, and notes it."""
        with self.journal.stage("building"):
            made = write(edition, before, self.cache, self.options.accept_loss, self.progress, confirm, self.still_ours)
        self.journal.note(
            outcome="relabelled" if edition.mode == "relabelled" else "published",
            snapshot=made["name"],
            **{key: made[key] for key in ("mode", "data_timestamp", "counts")},
        )
        self.progress.say(
            f"Published {made['counts']['stored']:,} trials as {made['name']}, {made['counts']['anew']:,} of them made anew",
            snapshot=made["name"],
            trials=made["counts"]["stored"],
        )


def refresh(cache: Path, registry: Registry, options: Options, progress: Progress) -> None:
    """One whole refresh, or nothing but a line in runs.jsonl. Raises RegistryError, CheckFailed, Busy, StoreUnreachable."""
    with ExitStack() as held, Journal(cache, registry.traffic, progress) as journal, reached(cache):
        # Given back when the journal has its line, so that no death goes untold.
        lock = held.enter_context(locked(cache))
        if lock.left_behind:
            journal.died(lock.left_behind)
        journal.note(outcome="unchanged")
        job = Job(cache, registry, options, progress, journal, lock.check)
        before = _before(job)
        if before is not None and not before.up_to_date:
            relabel(job, before)
            before = _before(job)
        update(job, before)


def _before(job: Job) -> Stored | None:
    with job.journal.stage("reading"):
        return previous(job.cache)


def relabel(job: Job, before: Stored) -> None:
    """Makes all tables anew of the stored records, without the network, and publishes them."""
    job.progress.say("The rules have changed: all stored records are labelled anew")
    rows = before.read("studies", ["nct_id", "matched_by"])
    matched_by = dict(zip(rows["nct_id"].to_pylist(), rows["matched_by"].to_pylist(), strict=True))
    kept = ("demo", "query", "api_version", "data_timestamp", "retrieved_at", "last_full")
    edition = Edition(
        mode="relabelled",
        facts={key: before.manifest[key] for key in kept},
        counts={key: before.manifest["counts"][key] for key in ("reported", "received", "fetched")},
        matched_by=matched_by,
        source=None,
        wanted=len(matched_by),
        tombstones=before.frame("tombstones"),
        checks=[],
    )
    job.publish(edition, before)


def update(job: Job, before: Stored | None) -> None:
    """Brings the catalogue to the registry's present state. Raises RegistryError, CheckFailed."""
    for _ in range(ATTEMPTS):
        try:
            return _update_once(job, before)
        except DataChanged:
            job.progress.say("The registry got new data while it was read; starting over.")
    raise RegistryError(f"{job.registry.url} got new data {ATTEMPTS} times while it was read; try again in an hour.")


def _update_once(job: Job, before: Stored | None) -> None:
    version = job.registry.version()
    because = full_because(job.options, before)
    if because is None and _nothing_new(job, before, version):
        return
    known = {} if before is None else before.seen()
    with job.journal.stage("sweeping"):
        found = sweep(job.registry, version, job.options.statuses, known, job.progress)
        lost = missing(known, found)
        checked = _check_sweep(job.options, found, len(known), len(lost))
        probe(job.registry, lost, found, job.progress)
    wanted = found.seen.keys() if because else changed(before, known, found.seen)
    job.still_ours()
    mode = "full" if because else "incremental"
    job.progress.say(
        f"{mode.capitalize()} refresh{f', because {because}' if because else ''}: {len(wanted):,} records to fetch"
    )
    edition = _edition(job, mode, before, found, wanted, checked)
    job.publish(edition, before, partial(_confirm, job.registry, version))


def _nothing_new(job: Job, before: Stored, version: dict) -> bool:
    """Whether the registry's data date is that of the live snapshot; notes it."""
    if before.manifest["data_timestamp"] != version["dataTimestamp"] or before.name != store.current_name(job.cache):
        return False
    job.journal.note(snapshot=before.name, data_timestamp=version["dataTimestamp"])
    job.progress.say(f"Nothing new: the registry's data are still those of {version['dataTimestamp']}")
    return True


def _check_sweep(options: Options, found: Sweep, known: int, lost: int) -> list[checks.Check]:
    """Before the lost trials are asked for one by one: too many of them refuse the refresh. Raises CheckFailed."""
    checked = checks.check_counts(found.counts)
    if known and not options.accept_loss:
        checked.append(checks.check_gone(known, lost))
    checks.refuse_failed(checked)
    return checked


def _edition(
    job: Job, mode: str, before: Stored | None, found: Sweep, wanted: Collection[str], checked: list[checks.Check]
) -> Edition:
    moment = now()
    return Edition(
        mode=mode,
        facts={
            "demo": False,
            "query": job.options.query,
            "api_version": found.version["apiVersion"],
            "data_timestamp": found.version["dataTimestamp"],
            "retrieved_at": moment,
            "last_full": moment if mode == "full" else before.manifest["last_full"],
        },
        counts={
            "reported": sum(n["reported"] for n in found.counts.values()),
            "received": sum(n["received"] for n in found.counts.values()),
            "fetched": len(wanted),
        },
        matched_by=found.matched_by,
        source=Fetched(job.registry, wanted, found.version, job.journal),
        wanted=len(wanted),
        tombstones=tombstones(before, found),
        checks=checked,
    )


def _confirm(registry: Registry, version: dict) -> None:
    """The registry's data are still those that were read. Raises DataChanged."""
    if registry.version() != version:
        raise DataChanged(f"{registry.url} got new data during the refresh.")
