"""What a refresh has to fetch: everything, or only what is new or has changed."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pipelines.fields import request_fields
from pipelines.past import data_date
from pipelines.stored import Stored
from pipelines.streams import STATUSES, streams
from pipelines.sweep import Seen

OVERLAP = timedelta(days=7)
"""Records updated so shortly before the last refresh are fetched again: the registry posts some dates late."""
FULL_EVERY = timedelta(days=6, hours=12)
"""Once a week, whatever the hour of the job: MeSH terms, positions and spellings change without a new update date."""


class Options(NamedTuple):
    """What the command line asks of a refresh."""

    statuses: str = "open"
    full: bool = False
    accept_loss: bool = False

    @property
    def query(self) -> dict:
        """All that is asked of the registry; a snapshot made with another query cannot be built on piece by piece."""
        return {
            "streams": streams(),
            "statuses": list(STATUSES[self.statuses]) or "all",
            "fields": request_fields(),
        }


def full_because(options: Options, before: Stored | None) -> str | None:
    """Why every record must be fetched, in words; None where the new and the changed ones are enough."""
    if before is None:
        return "nothing is stored yet"
    if options.full:
        return "it was asked for"
    if before.manifest["query"] != options.query:
        return "the registry was asked for something else before"
    age = datetime.now(UTC) - datetime.fromisoformat(before.manifest["last_full"])
    if not timedelta(0) <= age < FULL_EVERY:  # less than nothing where the clock was set back
        return "the last full one was a week ago"
    return None


def changed(before: Stored, known: dict[str, Seen], seen: dict[str, Seen]) -> Collection[str]:
    """Ids that are new, or whose date or status differs, or that were updated within OVERLAP before the last data date."""
    since = f"{data_date(before.manifest['data_timestamp']) - OVERLAP:%Y-%m-%d}"
    return [each for each, now in seen.items() if known.get(each) != now or (now.posted or "") >= since]
