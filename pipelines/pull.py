"""Asks the registry for everything we look at, in three recorded streams, and keeps the records as received."""

import csv
import gzip
import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cache.errors import RegistryError
from cache.schema import OPEN_STATUSES
from pipelines.fields import request_fields
from pipelines.progress import Progress
from pipelines.registry import DataChanged, Registry, nct_id_of

STATUSES = {"open": (*OPEN_STATUSES, "ACTIVE_NOT_RECRUITING"), "all": ()}
"""What --statuses stands for; an empty tuple asks for every status."""
RESTARTS = 3


class Pull(NamedTuple):
    """What one pull brought. `matched_by`: id -> names of the streams that found it; `counts`: stream -> reported, received."""

    version: dict
    matched_by: dict[str, list[str]]
    counts: dict[str, dict[str, int]]
    studies: Path


@cache
def streams() -> dict[str, dict[str, str]]:
    """Stream name -> its query parameters (streams.csv)."""
    with (Path(__file__).parent / "streams.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["name"]: {key: row[key] for key in row if "." in key and row[key]} for row in rows}


def pull(registry: Registry, statuses: str, folder: Path, progress: Progress) -> Pull:
    """All streams from one state of the registry's data, written to a file in `folder`. Raises RegistryError."""
    for _ in range(1 + RESTARTS):
        try:
            pulled = _pull_once(registry, statuses, folder, progress)
        except DataChanged:
            progress.say("The registry got new data while pages were read; starting over.")
            continue
        if registry.version() == pulled.version:
            return pulled
        progress.say("The registry got new data during the pull; starting over.")
    raise RegistryError(f"{registry.url} got new data {1 + RESTARTS} times while it was read; try again in an hour.")


def _pull_once(registry: Registry, statuses: str, folder: Path, progress: Progress) -> Pull:
    pulled = Pull(registry.version(), {}, {}, folder / "studies.jsonl.gz")
    common = {"fields": ",".join(request_fields())}
    if STATUSES[statuses]:
        common["filter.overallStatus"] = "|".join(STATUSES[statuses])
    with gzip.open(pulled.studies, "wt", encoding="utf-8", compresslevel=6) as file:
        for name, query in streams().items():
            _pull_stream(registry, name, {**query, **common}, pulled, file, progress)
    return pulled


def _pull_stream(registry: Registry, name: str, question: dict, pulled: Pull, file, progress: Progress) -> None:
    progress.start(f"Stream {name}", "studies")
    pages = received = total = 0
    for pages, (studies, total) in enumerate(registry.pages(question), 1):  # noqa: B007  the last page number is said below
        received += len(studies)
        for study in studies:
            nct_id = nct_id_of(study)
            if nct_id not in pulled.matched_by:
                file.write(json.dumps(study, ensure_ascii=False, separators=(",", ":")) + "\n")
            pulled.matched_by.setdefault(nct_id, []).append(name)
        progress.advance(len(studies), total)
    pulled.counts[name] = {"reported": total, "received": received}
    progress.say(
        f"Stream {name}: {pages} pages, {received:,} of {total:,} studies", stream=name, pages=pages, received=received
    )
