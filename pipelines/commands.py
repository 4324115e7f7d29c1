"""What each command does with its arguments. Each returns the exit code."""

import json
from argparse import Namespace
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from cache import store, vocabulary
from cache.errors import BadInput
from pipelines import score
from pipelines.changes import changes as compare
from pipelines.demo import publish_demo
from pipelines.flatten import flatten
from pipelines.labels import guide_labels, label_trials
from pipelines.progress import Progress
from pipelines.records import read_studies
from pipelines.refresh import refresh as run_refresh
from pipelines.registry import Registry

FRESH, STALE = 0, 3


def refresh(args: Namespace) -> int:
    """Pull, label, check, publish."""
    run_refresh(args.cache, Registry(args.api_url), args.statuses, args.accept_loss, Progress(args.json))
    return 0


def demo(args: Namespace) -> int:
    """Publish the demo catalogue."""
    publish_demo(args.cache, Progress())
    return 0


def label(args: Namespace) -> int:
    """Label records of a file, or explain the labels of single trials."""
    if args.explain:
        return _explain(args.explain, args.input or store.snapshot_folder(args.cache) / store.STUDIES)
    if not args.input:
        raise BadInput("`label` needs --input with a file of records, or --explain with an NCT id.")
    rows = [flatten(study)[0] for study in read_studies(args.input)]
    progress = Progress()
    progress.start("Labelling", "trials", len(rows))
    with args.output.open("w", encoding="utf-8") if args.output else nullcontext(None) as file:
        for row, found in zip(rows, label_trials(rows, progress.advance), strict=True):
            made = {**guide_labels(row["nct_id"], found), "evidence": found}
            print(json.dumps(made, ensure_ascii=False), file=file)
    if args.output:
        progress.say(f"Labelled {len(rows):,} records into {args.output}")
    return 0


def _explain(ids: list[str], records: Path) -> int:
    wanted = {nct_id.upper() for nct_id in ids}
    rows = [row for row in (flatten(study)[0] for study in read_studies(records)) if row["nct_id"] in wanted]
    missing = wanted - {row["nct_id"] for row in rows}
    if missing:
        raise BadInput(
            f"{records} does not hold {', '.join(sorted(missing))}; check the id, or name a file with --input."
        )
    for row, found in zip(rows, label_trials(rows), strict=True):
        print(f"{row['nct_id']}  {row['brief_title']}")
        for each in found:
            print(_line(each))
    return 0


def _line(each: dict) -> str:
    where = f" in {each['field']}[{each['start']}:{each['end']}]" if each["field"] else ""
    cohort = f" ({each['cohort']})" if each["cohort"] else ""
    words = f": {each['quote']!r}" if each["quote"] else ""
    return f"  {each['axis']} {each['value']} {each['stance']}{cohort}, {each['basis']}, rule {each['rule_id']}{where}{words}"


def status(args: Namespace) -> int:
    """Age and size of the live snapshot; fresh or stale."""
    manifest = store.manifest(args.cache)
    age = datetime.now(UTC).replace(tzinfo=None) - datetime.fromisoformat(manifest["data_timestamp"]).replace(
        tzinfo=None
    )
    stale = age > store.STALE_AFTER and not manifest["demo"]
    keys = ("name", "demo", "data_timestamp", "retrieved_at", "api_version", "lexicon_version", "counts", "warnings")
    facts = {**{key: manifest[key] for key in keys}, "age_days": age.days, "health": "stale" if stale else "fresh"}
    print(json.dumps(facts, ensure_ascii=False) if args.json else _status_text(facts))
    return STALE if stale else FRESH


def _status_text(facts: dict) -> str:
    tiers = ", ".join(f"{vocabulary.name('tier', tier)} {n:,}" for tier, n in facts["counts"]["per_tier"].items())
    what = (
        "demo data, made up"
        if facts["demo"]
        else f"registry data of {facts['data_timestamp']}, {facts['age_days']} days old"
    )
    lines = [
        f"{facts['health']}: {what}",
        f"snapshot {facts['name']}, retrieved {facts['retrieved_at']}, rules {facts['lexicon_version']}",
        f"{facts['counts']['stored']:,} trials ({tiers})",
        *facts["warnings"],
    ]
    return "\n".join(lines)


def changes(args: Namespace) -> int:
    """The changes between the live snapshot and the one before, or since an older one."""
    live = store.load(args.cache)
    found = live.changes
    if args.since:
        before = store.load_named(args.cache, args.since)
        found = compare(before, live.trials, live.locations, live.labels)
    print(_table(found, args.format))
    return 0


def _table(frame, form: str) -> str:
    if form == "csv":
        return frame.to_csv(index=False).rstrip("\n")
    if form == "json":
        return frame.to_json(orient="records", force_ascii=False)
    return frame.fillna("").to_string(index=False) if len(frame) else "Nothing changed."


def verify(args: Namespace) -> int:
    """Check sums of the live snapshot's files."""
    damaged = list(store.damaged_files(args.cache))
    _print(
        f"{path} does not match its check sum; run `python -m pipelines rollback` or refresh again." for path in damaged
    )
    if not damaged:
        print(f"Every file of {store.snapshot_folder(args.cache)} is as it was written.")
    return 1 if damaged else 0


def rollback(args: Namespace) -> int:
    """Go back one snapshot."""
    print(f"The live snapshot is now {store.rollback(args.cache)}.")
    return 0


def prune(args: Namespace) -> int:
    """Keep the newest snapshots only."""
    gone = store.prune(args.cache, args.keep)
    print(f"Removed {len(gone)} snapshots{': ' + ', '.join(gone) if gone else ''}.")
    return 0


def show_score(args: Namespace) -> int:
    """Agreement of the labels with a gold set."""
    records = args.records or store.snapshot_folder(args.cache) / store.STUDIES
    made = score.score(args.gold, records)
    print(json.dumps(made.as_json(), ensure_ascii=False, indent=1) if args.json else score.show(made))
    return 0


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
