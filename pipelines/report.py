"""Changes of trials as a report, and the report as plain text, Markdown, JSON or an Atom feed."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape
from typing import NamedTuple

from cache.news import Change
from cache.schema import RECORD_PAGE
from cache.text import unescape
from pipelines.feed import Entry, feed

DEMO = "These trials are made up: they do not exist."
GROUPS = {
    "fits": "fits what was chosen",
    "ask": "one answer decides",
    "silent": "the record does not say: ask the team",
}
"""Groups of a search's result, in words."""
_NAMED_IN_TITLE = 3
_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+!|~&-]")


class Item(NamedTuple):
    """A trial with what is to be said of it."""

    nct_id: str
    title: str
    group: str = ""
    note: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def words(self) -> str:
        """Its group, and what there is to note."""
        return "; ".join(filter(None, (GROUPS.get(self.group, ""), self.note)))

    @property
    def url(self) -> str:
        """The registry's page."""
        return RECORD_PAGE + self.nct_id


class Section(NamedTuple):
    """Trials of which the same is said."""

    name: str
    heading: str
    items: list[Item]


class Report(NamedTuple):
    """Everything that one command has to tell. `key` names its feed; `facts` stand in the JSON beside the sections."""

    key: str
    title: str
    snapshot: str
    updated: datetime
    facts: dict
    notes: list[str]
    sections: list[Section]
    nothing: str

    @property
    def items(self) -> list[Item]:
        """The trials of all sections."""
        return [item for section in self.sections for item in section.items]


def as_text(report: Report) -> str:
    """For a terminal."""
    return "\n".join([*report.notes, *_blocks(report, "{} ({})", _text_item)]).strip("\n")


def as_markdown(report: Report) -> str:
    """For a mail or a page; what comes from a record is never markup."""
    head = [f"# {report.title}", "", *(f"{_literal(note)}\n" for note in report.notes)]
    return "\n".join([*head, *_blocks(report, "## {} ({})\n", _markdown_item)])


def as_json(report: Report) -> str:
    """For scripts: the codes of the tables."""
    told = {section.name: [_plain_item(item) for item in section.items] for section in report.sections}
    return json.dumps({**report.facts, "notes": report.notes, **told}, ensure_ascii=False)


def as_feed(report: Report) -> str:
    """For feed readers: one entry for each trial and snapshot."""
    entries = [_entry(report, section, item) for section in report.sections for item in section.items]
    return feed(report.key, report.title, report.updated, entries, " ".join(report.notes))


def titles(*snapshots) -> dict[str, str]:
    """Titles of all trials of the snapshots, and of those that are gone; the last snapshot's count."""
    found: dict[str, str] = {}
    for snapshot in snapshots:
        for table in (snapshot.tombstones, snapshot.trials):
            found |= zip(table["nct_id"], table["brief_title"].fillna("").map(unescape), strict=True)
    return found


def _blocks(report: Report, heading: str, draw: Callable[[Item], Iterator[str]]) -> Iterator[str]:
    if not report.items:
        yield report.nothing
    for section in report.sections:
        if section.items and section.heading:
            yield from ("", heading.format(section.heading, len(section.items)))
        for item in section.items:
            yield from draw(item)


def _text_item(item: Item) -> Iterator[str]:
    yield f"{item.nct_id}  {_line(item.title)}"
    if item.words:
        yield f"  {item.words}"
    for change in item.changes:
        yield f"  {_line(change.line)}"
        yield from (f"    {when}: {_line(quote)}" for when, quote in change.quotes)


def _markdown_item(item: Item) -> Iterator[str]:
    yield f"- [{item.nct_id}]({item.url}) {_literal(item.title)}" + (f" ({item.words})" if item.words else "")
    for change in item.changes:
        yield f"  - {_literal(change.line)}"
        yield from (f"    - {when}: {_literal(quote)}" for when, quote in change.quotes)


def _plain_item(item: Item) -> dict:
    changes = [change._asdict() | {"data_date": f"{change.data_date:%Y-%m-%d}"} for change in item.changes]
    return item._asdict() | {"url": item.url, "changes": changes}


def _entry(report: Report, section: Section, item: Item) -> Entry:
    newest = max(item.changes, key=lambda change: change.snapshot, default=None)
    snapshot, updated = (newest.snapshot, newest.data_date) if newest else (report.snapshot, report.updated)
    title = f"{section.heading or _whats(item)}: {_line(item.title)} ({item.nct_id})"
    paragraphs = [f"<p>{escape(item.words or item.nct_id)}</p>", *map(_html_change, item.changes)]
    return Entry(f"{report.key} {snapshot} {item.nct_id}", title, updated, item.url, "".join(paragraphs))


def _whats(item: Item) -> str:
    """'Opened, Brain and 2 more'."""
    names = list(dict.fromkeys(change.what for change in item.changes))
    more = f" and {len(names) - _NAMED_IN_TITLE} more" if len(names) > _NAMED_IN_TITLE else ""
    return ", ".join(names[:_NAMED_IN_TITLE]) + more


def _html_change(change: Change) -> str:
    quotes = "".join(f"<blockquote>{when}: {escape(quote)}</blockquote>" for when, quote in change.quotes)
    return f"<p>{escape(change.line)}</p>{quotes}"


def _line(text: str) -> str:
    """The text on one line, without signs that a terminal would obey."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _literal(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", _line(text))
