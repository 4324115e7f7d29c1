"""What the last run for a search saw. The memory holds ids and dates, and none of the search's words."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from cache.catalogue import Catalogue
from cache.place import read_bytes_now, write_whole
from cache.runs import read_utc
from cache.search import Search, find
from pipelines.report import GROUPS


class Memory(NamedTuple):
    """The snapshot that was seen, the registry's data date, and the ids of each group."""

    snapshot: str
    data_date: str
    demo: bool
    groups: dict[str, list[str]]

    @property
    def day(self) -> datetime:
        """The data date."""
        return read_utc(self.data_date)

    @property
    def group_of(self) -> dict[str, str]:
        """Each id with its group."""
        return {nct_id: group for group in GROUPS for nct_id in self.groups[group]}


def see(catalogue: Catalogue, search: Search) -> Memory:
    """What a search finds now."""
    snapshot, result = catalogue.snapshot, find(catalogue, search)
    groups = {group: getattr(result, group) for group in GROUPS}
    return Memory(snapshot.name, snapshot.manifest["data_timestamp"], snapshot.manifest["demo"], groups)


def key(search: Search) -> str:
    """A name for a search that does not tell what was asked."""
    return hashlib.sha256(urlencode(sorted(search.to_params().items())).encode()).hexdigest()


def place_of(cache: Path, search: Search) -> Path:
    """The file that remembers a search."""
    return cache / "watches" / f"{key(search)}.json"


def recall(path: Path) -> tuple[Memory | None, str]:
    """What the last run saw, or why that is not known ('' where there was no run)."""
    try:
        return _checked(Memory(**json.loads(read_bytes_now(path)))), ""
    except FileNotFoundError:
        return None, ""
    except (ValueError, TypeError, KeyError):
        return None, f"What the last run for this link saw cannot be read from {path}."


def remember(path: Path, seen: Memory) -> None:
    """Keeps what this run saw for the next one."""
    write_whole(path, json.dumps(seen._asdict()))


def _checked(memory: Memory) -> Memory:
    """The same, if it is what we write. Raises ValueError, TypeError, KeyError."""
    texts = [memory.snapshot, f"{memory.day:%Y}", *memory.group_of]
    if not (isinstance(memory.demo, bool) and all(isinstance(each, str) for each in texts)):
        raise TypeError("not a memory of ours")
    return memory
