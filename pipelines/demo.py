"""Publishes the demo catalogue: made-up studies through the same steps as real ones, marked as demo."""

import gzip
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from cache import schema, store
from cache.errors import BadInput
from cache.lock import locked
from pipelines.progress import Progress
from pipelines.records import read_studies
from pipelines.refresh import check, counts, made_by, make_tables, previous
from pipelines.registry import nct_id_of

STUDIES = Path(store.__file__).parent / "demo" / "studies.jsonl"
WRITTEN = "2026-11-24T09:00:00"
"""The day on which the demo studies were written stands in for the registry's data date."""


def publish_demo(cache: Path, progress: Progress) -> str:
    """Publishes the demo catalogue; returns the snapshot's name. Raises BadInput where the cache holds real data."""
    with locked(cache), TemporaryDirectory(prefix=".demo-", dir=cache) as folder:
        before = previous(cache)
        if before is not None and not before.manifest["demo"]:
            raise BadInput(
                f"{cache} holds real trials, which demo data must never mix with; name another folder with --cache."
            )
        studies = list(read_studies(STUDIES))
        tables = make_tables(STUDIES, {nct_id_of(study): ["demo"] for study in studies}, progress)
        checked = check(tables, None, accept_loss=True)
        received = {"reported": len(studies), "received": len(studies), "per_stream": {"demo": len(studies)}}
        manifest = {
            "demo": True,
            "query": {"streams": {}, "statuses": "all"},
            "api_version": "demo",
            "data_timestamp": WRITTEN,
            "checks": [made._asdict() for made in checked],
            "counts": received | counts(tables),
            **made_by(tables),
        }
        frames = {"trials": tables.trials, "locations": tables.locations, "labels": tables.labels}
        frames["changes"] = schema.frame("changes", [])
        name = store.publish(cache, frames, manifest, compressed(STUDIES, Path(folder)))
    progress.say(f"Published {len(studies)} made-up demo trials as {name}: these trials do not exist", snapshot=name)
    return name


def compressed(studies: Path, folder: Path) -> Path:
    """A gzipped copy of a file in `folder`."""
    target = folder / "studies.jsonl.gz"
    with studies.open("rb") as source, gzip.open(target, "wb") as file:
        shutil.copyfileobj(source, file)
    return target
