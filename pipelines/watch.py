"""What is new for one search since its own last run, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from cache import schema
from cache.gazetteer import place
from cache.news import Change, read
from cache.person import broader
from cache.search import AXES, Search
from cache.store import Snapshot
from pipelines.memory import Memory, key
from pipelines.report import DEMO, GROUPS, Item, Report, Section, titles

UNEXPLAINED = "no listed change explains it; its titles, phase or countries may have changed"


def report(
    snapshot: Snapshot, search: Search, was: Memory | None, now: Memory, trouble: str = "", unlisted: str = ""
) -> Report:
    """What is new since `was`, or, at a first run, what matches now.

    `trouble` says why `was` is not known, `unlisted` which countries of the search no trial has a site in.
    """
    if was and was.demo != now.demo:
        was, trouble = None, "The last run for this link saw another catalogue."
    return Report(
        key=f"watch {key(search)}",
        title="News for a saved search" + (" (made-up trials)" if now.demo else ""),
        snapshot=now.snapshot,
        updated=now.day,
        facts=_facts(was, now),
        notes=[*filter(None, [unlisted]), *_notes(snapshot, was, now, trouble)],
        sections=_first(snapshot, now) if was is None else _since(snapshot, search, was, now),
        nothing="No trial matches." if was is None else f"Nothing new since the registry data of {_day(was.day)}.",
    )


def _facts(was: Memory | None, now: Memory) -> dict:
    return {
        "snapshot": now.snapshot,
        "data_date": now.data_date,
        "demo": now.demo,
        "first_run": was is None,
        "since": was and {"snapshot": was.snapshot, "data_date": was.data_date},
        "matches": len(now.group_of),
    }


def _notes(snapshot: Snapshot, was: Memory | None, now: Memory, trouble: str) -> Iterator[str]:
    yield from filter(None, (DEMO if now.demo else "", snapshot.notice, trouble))
    if was is None:
        yield "First run for this link: what matches now. From the next run on, only what is new is told."
    elif was.snapshot > now.snapshot:
        yield f"The catalogue was set back since the last run: its registry data are of {_day(now.day)} again."
    elif now.day - was.day > timedelta(days=schema.HISTORY_DAYS):
        yield (
            f"The last run was on registry data of {_day(was.day)}; "
            f"changes of more than {schema.HISTORY_DAYS} days ago are not listed."
        )


def _first(snapshot: Snapshot, now: Memory) -> list[Section]:
    named = titles(snapshot)
    matching = [Item(nct_id, named[nct_id], group) for nct_id, group in now.group_of.items()]
    return _news([], [], [], matching)


def _since(snapshot: Snapshot, search: Search, was: Memory, now: Memory) -> list[Section]:
    old, new, named = was.group_of, now.group_of, titles(snapshot)
    told = _told(snapshot, was.snapshot, [*old, *new])
    items = {
        nct_id: Item(nct_id, named.get(nct_id, ""), new.get(nct_id, ""), changes=tuple(told.get(nct_id, ())))
        for nct_id in [*new, *old]
    }
    kept = [_moved(items[nct_id], old[nct_id]) for nct_id in new if nct_id in old]
    return _news(
        [_explained(search, items[nct_id]) for nct_id in new if nct_id not in old],
        [_explained(search, items[nct_id]) for nct_id in old if nct_id not in new],
        [item for item in kept if item.note or item.changes],
    )


def _news(joined: list[Item], left: list[Item], changed: list[Item], matching: Iterable[Item] = ()) -> list[Section]:
    return [
        Section("matching", "Matches", list(matching)),
        Section("joined", "Newly matches", joined),
        Section("left", "No longer matches", left),
        Section("changed", "Matches still, and changed", changed),
    ]


def _explained(search: Search, item: Item) -> Item:
    """A trial that came or went, with the changes that bear on the search; where there are none, with all."""
    bearing = tuple(change for change in item.changes if bears_on(search, change))
    return item._replace(changes=bearing) if bearing else item._replace(note=UNEXPLAINED)


def _moved(item: Item, before: str) -> Item:
    """A trial that matches still; its note tells from which group it came."""
    return item if item.group == before else item._replace(note=f"before: {GROUPS[before]}")


def _told(snapshot: Snapshot, after: str, ids: Iterable[str]) -> dict[str, list[Change]]:
    """The changes of these trials since a snapshot; of those that are gone also why, however long ago."""
    history, found = snapshot.history, defaultdict(list)
    for change in read(history[(history["snapshot"] > after) & history["nct_id"].isin(ids)]):
        found[change.nct_id].append(change)
    for end in _ends(snapshot, ids):
        if all(change.kind != "removed" for change in found[end.nct_id]):
            found[end.nct_id].append(end)
    return found


def _ends(snapshot: Snapshot, ids: Iterable[str]) -> Iterator[Change]:
    """What the tombstones tell of trials that are not stored."""
    tombs = snapshot.tombstones
    gone = tombs[tombs["nct_id"].isin(ids) & ~tombs["nct_id"].isin(snapshot.trials["nct_id"])]
    rows = gone.assign(
        snapshot="", data_date=gone["since"], cause="registry", kind="removed", axis="", value=gone["merged_into"],
        before=gone["overall_status"], after=gone["reason"], before_quote="", after_quote="",
    )  # fmt: skip
    yield from read(rows[schema.names("history")])


def bears_on(search: Search, change: Change) -> bool:
    """Whether a change can have moved a trial into the search's result, or out of it."""
    if change.kind in ("new", "removed"):
        return True
    if change.axis == "country":
        return change.value in search.countries or change.value == _country_near(search)
    if change.kind != "label":
        return bool(search.statuses) and (change.before in search.statuses) != (change.after in search.statuses)
    if change.axis == "site" and "required" in (change.before, change.after):
        return True
    if (change.axis, change.value) == ("drug", "unclassified"):
        return bool(search.treatments)
    return change.axis == "tier" or (change.axis, change.value) in _asked(search)


def _country_near(search: Search) -> str:
    """The country of the place from which the search counts a distance; '' where it counts none."""
    return place(search.near).country if search.near and search.within else ""


def _asked(search: Search) -> set[tuple[str, str]]:
    """Every (axis, value) that the search looks at; a site lies within a broader one."""
    asked = {(axis, value) for field, axis in AXES.items() for value in getattr(search, field)}
    return asked | {("site", broader(site)) for site in search.sites}


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
