"""Publishes the demo catalogue: made-up studies through the same steps as real ones, marked as demo."""

from pathlib import Path

import orjson

from cache import schema, store
from cache.errors import BadInput, DamagedSnapshot
from cache.lock import locked
from pipelines.answers import nct_id_of
from pipelines.edition import Edition, now, write
from pipelines.progress import Progress
from pipelines.records import read_studies

STUDIES = Path(store.__file__).parent / "demo" / "studies.jsonl"
WRITTEN = "2026-11-24T09:00:00"
"""The day on which the demo studies were written stands in for the registry's data date."""


class Given:
    """Records that are there already."""

    def __init__(self, studies: list[dict]):
        self._records = {nct_id_of(study): orjson.dumps(study).decode() for study in studies}

    def up_to(self, last: str) -> dict[str, str]:
        """Records not given yet, of ids up to this one."""
        return {nct_id: self._records.pop(nct_id) for nct_id in sorted(self._records) if nct_id <= last}


def publish_demo(cache: Path, progress: Progress) -> str:
    """Publishes the demo catalogue; returns the snapshot's name. Raises BadInput where the cache holds real data."""
    with locked(cache) as lock:
        if any(_is_real(cache, name) for name in store.snapshot_names(cache)):
            raise BadInput(
                f"{cache} holds real trials, which demo data must never mix with; name another folder with --cache."
            )
        name = write(_edition(list(read_studies(STUDIES))), None, cache, True, progress, last_word=lock.check)["name"]
    progress.say(f"Published made-up demo trials as {name}: these trials do not exist", snapshot=name)
    return name


def _is_real(cache: Path, name: str) -> bool:
    try:
        return not store.manifest(cache, name)["demo"]
    except DamagedSnapshot:
        return True


def _edition(studies: list[dict]) -> Edition:
    return Edition(
        mode="full",
        facts={
            "demo": True,
            "query": {"streams": {}, "statuses": "all", "fields": []},
            "api_version": "demo",
            "data_timestamp": WRITTEN,
            "retrieved_at": now(),
            "last_full": now(),
        },
        counts={"reported": len(studies), "received": len(studies), "fetched": len(studies)},
        matched_by={nct_id_of(study): ["demo"] for study in studies},
        source=Given(studies),
        wanted=len(studies),
        tombstones=schema.frame("tombstones", []),
        checks=[],
    )
