"""Which trials belong to the catalogue today: asks for ids, update dates and statuses only, and where lost trials went.

A trial belongs when a stream finds it. One that was stored and has closed still belongs, though the streams are asked for
open trials: it is asked for by its id, without the status. One that no stream finds any more is gone, for a reason.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.answers import nct_id_of
from pipelines.progress import Progress
from pipelines.registry import Registry
from pipelines.streams import status_filter, streams

FIELDS = "NCTId|LastUpdatePostDate|OverallStatus"
IDS_PER_REQUEST = 250
"""The addresses stay near 6,000 characters, which servers and what stands between take."""


class Seen(NamedTuple):
    """A trial as the sweep sees it; a change of either tells that its record must be fetched."""

    posted: str | None
    status: str | None


class Gone(NamedTuple):
    """Why a stored trial no longer belongs: removed, merged or left_query (schema TOMBSTONES)."""

    reason: str
    merged_into: str | None = None


@dataclass
class Sweep:
    """What belongs, and what is gone. `counts`: stream -> reported, received."""

    version: dict
    seen: dict[str, Seen] = field(default_factory=dict)
    matched_by: dict[str, list[str]] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def sweep(registry: Registry, version: dict, statuses: str, known: Collection[str], progress: Progress) -> Sweep:
    """Today's members among what the streams find and what was `known`. Raises RegistryError."""
    found = Sweep(version)
    for name, query in streams().items():
        _ask_stream(registry, name, {**query, **status_filter(statuses), "fields": FIELDS}, found, progress)
    _ask_by_id(registry, missing(known, found), found, progress)
    return found


def missing(known: Collection[str], found: Sweep) -> list[str]:
    """Those of the known ids that no stream finds, in order."""
    return sorted(set(known) - set(found.seen))


def probe(registry: Registry, ids: list[str], found: Sweep, progress: Progress) -> None:
    """Asks for each trial that no stream finds under its id any more, one by one, and notes why it is gone."""
    progress.start("Trials that are gone", "studies", len(ids))
    for nct_id in ids:
        found.gone[nct_id] = _why_gone(nct_id, registry.study(nct_id))
        progress.advance()
    if ids:
        reasons = [f"{nct_id} {gone.reason}" for nct_id, gone in found.gone.items()]
        progress.say(f"Trials that are gone: {', '.join(reasons[:10])}{' ...' * (len(reasons) > 10)}", gone=reasons)


def batches(ids: list[str]) -> Iterator[list[str]]:
    """The ids, as many at a time as one request takes."""
    for start in range(0, len(ids), IDS_PER_REQUEST):
        yield ids[start : start + IDS_PER_REQUEST]


def _ask_stream(registry: Registry, name: str, question: dict, found: Sweep, progress: Progress) -> None:
    progress.start(f"Stream {name}", "studies")
    received = total = 0
    for studies, total in registry.pages(question):
        received += len(studies)
        _note(studies, name, found)
        progress.advance(len(studies), total)
    found.counts[name] = {"reported": total, "received": received}
    progress.say(f"Stream {name}: {received:,} of {total:,} studies", stream=name, received=received, reported=total)


def _ask_by_id(registry: Registry, ids: list[str], found: Sweep, progress: Progress) -> None:
    """Stored trials that the open streams no longer bring: most have closed."""
    progress.start("Trials that closed", "studies", len(ids))
    for batch in batches(ids):
        question = {"filter.ids": "|".join(batch), "fields": FIELDS}
        for name, query in streams().items():
            for studies, _ in registry.pages({**query, **question}):
                _note([study for study in studies if nct_id_of(study) in batch], name, found)
        progress.advance(len(batch))
    if ids:
        closed = sum(nct_id in found.seen for nct_id in ids)
        progress.say(f"Stored trials that are not open: {closed:,} of {len(ids):,} found by id", closed=closed)


def _why_gone(nct_id: str, now: str | None) -> Gone:
    if now is None:
        return Gone("removed")
    return Gone("left_query") if now == nct_id else Gone("merged", now)


def _note(studies: list[dict], stream: str, found: Sweep) -> None:
    for study in studies:
        nct_id, status = nct_id_of(study), _status(study)
        posted = status.get("lastUpdatePostDateStruct")
        found.seen[nct_id] = Seen(posted.get("date") if isinstance(posted, dict) else None, status.get("overallStatus"))
        found.matched_by.setdefault(nct_id, []).append(stream)


def _status(study: dict) -> dict:
    module = study["protocolSection"].get("statusModule")
    return module if isinstance(module, dict) else {}
