"""The commands that tell what is new: `changes` of the whole catalogue, `watch` for one search."""

import sys
from argparse import Namespace
from itertools import groupby

import pandas as pd

from cache import links, runs, schema, store
from cache.catalogue import Catalogue
from cache.errors import BadInput
from cache.news import newest_first, read
from cache.search import Search
from cache.store import Snapshot
from pipelines import memory
from pipelines.changes import changes as compare
from pipelines.past import data_date
from pipelines.report import DEMO, Item, Report, Section, as_feed, as_json, as_markdown, as_text, titles
from pipelines.watch import report as news_for

FORMATS = {"table": as_text, "json": as_json, "atom": as_feed, "markdown": as_markdown}


def changes(args: Namespace) -> int:
    """The changes that the live snapshot brought, or those since an older one; as a feed, those of the last 30 days."""
    live = store.load(args.cache)
    before = store.load_named(args.cache, args.since) if args.since else None
    if before and before.manifest["demo"] != live.manifest["demo"]:
        raise BadInput(f"{args.since} and {live.name} cannot be compared: one of them holds made-up trials.")
    if live.notice:
        print(live.notice, file=sys.stderr)
    found = compare(before, live, live.tombstones) if before else live.changes
    if args.format == "csv":
        print(found.to_csv(index=False), end="")
    elif args.format == "json":
        print(found.to_json(orient="records", force_ascii=False))
    else:
        dated = live.history if args.format == "atom" and not before else _dated(found, live)
        print(FORMATS[args.format](_report(dated, live, before)))
    return 0


def watch(args: Namespace) -> int:
    """What is new for the search of a link since its own last run, which is then remembered."""
    search = Search.from_params(links.params(args.link))
    snapshot = store.load(args.cache)
    catalogue = Catalogue(snapshot)
    now = memory.see(catalogue, search)
    path = memory.place_of(args.cache, search)
    was, trouble = memory.recall(path)
    # Remembered only once it was told: whoever did not get to read this run's news gets it at the next one.
    told = news_for(snapshot, search, was, now, trouble, links.unlisted(search, catalogue))
    print(FORMATS[args.format](told), flush=True)
    memory.remember(path, now)
    return 0


def _dated(found: pd.DataFrame, live: Snapshot) -> pd.DataFrame:
    """Changes as rows of the history: those of the live snapshot."""
    cause = "rules" if live.manifest.get("mode") == "relabelled" else "registry"
    date = data_date(live.manifest["data_timestamp"])
    return found.assign(snapshot=live.name, data_date=date, cause=cause)[schema.names("history")]


def _report(history: pd.DataFrame, live: Snapshot, before: Snapshot | None) -> Report:
    named = titles(*filter(None, (before, live)))
    by_trial = groupby(read(newest_first(history)), key=lambda change: (change.snapshot, change.nct_id))
    items = [Item(nct_id, named.get(nct_id, ""), changes=tuple(told)) for (_, nct_id), told in by_trial]
    demo = live.manifest["demo"]
    return Report(
        key=" ".join(filter(None, ("changes", demo and "demo", before and f"since {before.name}"))),
        title="Changes of metastatic breast cancer trials" + (" (made-up)" if demo else ""),
        snapshot=live.name,
        updated=runs.data_date(live.manifest),
        facts={},
        notes=[DEMO] if demo else [],
        sections=[Section("changes", "", items)],
        nothing="Nothing changed.",
    )
