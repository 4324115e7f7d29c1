"""What each command does with its arguments. Each returns the exit code."""

import json
import signal
from argparse import Namespace
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from cache import publish, store
from cache.errors import BadInput
from cache.lock import locked
from pipelines import score
from pipelines.demo import publish_demo
from pipelines.flatten import flatten
from pipelines.labels import guide_labels, label_trials
from pipelines.plan import Options
from pipelines.progress import Progress
from pipelines.records import read_studies
from pipelines.refresh import refresh as run_refresh
from pipelines.registry import Registry


def refresh(args: Namespace) -> int:
    """Pull, label, check, publish."""
    signal.signal(signal.SIGTERM, _stop)  # systemd and containers ask in this way: end as tidily as on Ctrl-C
    options = Options(args.statuses, args.full, args.accept_loss)
    run_refresh(args.cache, Registry(args.api_url), options, Progress(args.json))
    return 0


def _stop(number: int, frame) -> None:
    raise SystemExit(128 + number)


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
    with locked(args.cache):
        print(f"The live snapshot is now {publish.rollback(args.cache)}.")
    return 0


def prune(args: Namespace) -> int:
    """Keep the newest snapshots only."""
    with locked(args.cache):
        gone = publish.prune(args.cache, args.keep)
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
