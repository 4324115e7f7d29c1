"""One writer at a time: a lock on <cache>/lock that the system takes back when its holder dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cache.errors import Busy


@contextmanager
def locked(cache: Path) -> Iterator[None]:
    """Holds the lock of a cache folder. Raises Busy at once when another process holds it."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"Another job is writing to {cache}; wait until it has ended.") from error
        yield
