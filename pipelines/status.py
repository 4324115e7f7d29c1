"""The command `status`: how old the live snapshot is, how big, and how the last runs went."""

import json
from argparse import Namespace
from datetime import UTC, datetime

from cache import runs, store, vocabulary
from cache.errors import NoSnapshot

FRESH, STALE = 0, 3
FROM_MANIFEST = (
    *("name", "demo", "mode", "data_timestamp", "retrieved_at", "last_full", "api_version", "lexicon_version"),
    *("counts", "warnings"),
)


def status(args: Namespace) -> int:
    """Age, size and health of what readers get, and the last run. Raises NoSnapshot with the last run's words."""
    ran, now = runs.read(args.cache), datetime.now(UTC).astimezone()
    try:
        snapshot = store.load(args.cache)
    except NoSnapshot as error:
        if args.json:
            print(json.dumps({"name": None, "health": "nothing stored", **_last(ran)}, ensure_ascii=False))
        raise NoSnapshot(_nothing(error, ran)) from error
    stale = now - runs.data_date(snapshot.manifest) > store.STALE_AFTER and not snapshot.manifest["demo"]
    facts = _facts(snapshot, ran, now, "stale" if stale else "fresh")
    print(json.dumps(facts, ensure_ascii=False) if args.json else _text(facts, ran, now))
    return STALE if stale else FRESH


def _facts(snapshot: store.Snapshot, ran: list[dict], now: datetime, age: str) -> dict:
    """A snapshot that stands in for a damaged one is called damaged, whatever its age."""
    manifest = snapshot.manifest
    return {
        **{key: manifest.get(key) for key in FROM_MANIFEST},
        "age_days": runs.days_old(runs.data_date(manifest), now),
        "health": "damaged" if snapshot.notice else age,
        "notice": snapshot.notice,
        **_last(ran),
    }


def _last(ran: list[dict]) -> dict:
    return {"last_run": ran[-1] if ran else None, "last_success": runs.last_success(ran)}


def _nothing(error: NoSnapshot, ran: list[dict]) -> str:
    return f"{error} The last run, {_run(ran[-1])}" if ran else str(error)


def _text(facts: dict, ran: list[dict], now: datetime) -> str:
    tiers = ", ".join(f"{vocabulary.name('tier', tier)} {n:,}" for tier, n in facts["counts"]["per_tier"].items())
    made = f" ({facts['mode']}, last full pull {facts['last_full']})" if facts["mode"] else ""
    lines = [
        f"{facts['health']}: {_what(facts, ran, now)}",
        facts["notice"],
        f"snapshot {facts['name']}{made}, retrieved {facts['retrieved_at']}, rules {facts['lexicon_version']}",
        f"{facts['counts']['stored']:,} trials ({tiers})",
        *facts["warnings"],
        f"last run: {_run(ran[-1])}" if ran else "last run: none recorded",
        f"last that went well: {_run(facts['last_success'])}" if _went_badly(facts) else None,
    ]
    return "\n".join(line for line in lines if line)


def _what(facts: dict, ran: list[dict], now: datetime) -> str:
    if facts["demo"]:
        return "demo data, made up"
    news = runs.news_of_runs(ran, facts, now)
    return "; ".join(part for part in (runs.data_in_words(facts, now), news) if part)


def _went_badly(facts: dict) -> bool:
    return facts["last_success"] is not None and facts["last_success"] != facts["last_run"]


def _run(run: dict) -> str:
    """'2026-11-26T03:10:00+00:00, failed (exit 5): clinicaltrials.gov did not answer; try again later.'"""
    code = f" (exit {run['exit_code']})" if run.get("exit_code") else ""
    message = f": {run['message']}" if run.get("message") else ""
    return f"{run.get('start')}, {run.get('outcome')}{code}{message}"
