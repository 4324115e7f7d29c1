"""One writer at a time: a lock that tells who holds it, and that a holder's death gives back."""

import fcntl
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cache.errors import Busy, StoreUnreachable
from cache.lease import Lease, about_in, busy
from cache.place import is_local

if TYPE_CHECKING:
    from upath import UPath


class Lock(Protocol):
    """What a holder has in hand. `left_behind`: what a holder that died had said about itself."""

    left_behind: dict | None

    def check(self) -> None:
        """To be called just before anything that cannot be undone, and now and then. Raises Busy when the lock is lost."""

    def release(self) -> None:
        """Lets the next one in."""


@contextmanager
def locked(cache: "Path | UPath", about: dict | None = None) -> Iterator[Lock]:
    """Holds the lock of a cache. Raises Busy at once when another holds it, StoreUnreachable where nothing can be written.

    Locally the system's lock on <cache>/lock, which ends with its holder. Elsewhere a lease (cache.lease) in that place.
    `about` is added to what stands in the lock while it is held: the process, the computer, the start.
    """
    start = datetime.now(UTC).isoformat(timespec="seconds")
    about = {"pid": os.getpid(), "host": platform.node(), "start": start, **(about or {})}
    held = FileLock(cache / "lock", about) if is_local(cache) else Lease(cache / "lock", about)
    try:
        yield held
    finally:
        held.release()


class FileLock:
    """The system's lock on a file, held from the start. The file is empty unless a holder is at work or has died."""

    def __init__(self, path: Path, about: dict):
        self._path = path
        try:
            self._file = _locked_file(path)
            self.left_behind = about_in(self._file.read())
            self._file.truncate(0)
            self._file.write(f"{json.dumps(about)}\n".encode())
            self.check()
        except OSError as error:
            raise StoreUnreachable(
                f"{path} cannot be written ({error.strerror}); a refresh needs a folder it may write to, and room on the disk."
            ) from error

    def check(self) -> None:
        """Raises Busy when the file was removed or replaced: another may hold the lock of the new one."""
        held = os.fstat(self._file.fileno())
        if not self._path.exists() or not os.path.samestat(held, self._path.stat()):
            raise Busy(f"{self._path} was removed by someone while this job was at work; nothing was published.")

    def release(self) -> None:
        """Empties the file and closes it, which ends the system's lock."""
        with self._file:
            self._file.truncate(0)


def _locked_file(path: Path) -> FileIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a+b", buffering=0)
    file.seek(0)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        with file:
            raise busy(path, about_in(file.read())) from error
    return file
