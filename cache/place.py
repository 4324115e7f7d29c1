"""Where a cache can be, a local folder or the address of an object store, and the few ways in which anything is written there."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import url2pathname

from cache.errors import BadInput
from cache.language import later
from cache.reached import reached

if TYPE_CHECKING:
    from upath import UPath

OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl"}
"""Protocols whose stores have no folders to make, and whose clients would remember listings that others have changed."""
KEPT_LINES = 1_000
GONE = ".gone-"


def place(text: str) -> "Path | UPath":
    """A local folder, or an address that fsspec knows, such as s3://bucket/prefix. Raises BadInput."""
    protocol, found, rest = text.partition("://")
    if not found:
        return Path(text)
    if protocol in ("file", "local"):
        return Path(url2pathname(rest))
    from upath import UPath  # here, because a local folder needs none of it

    _check_protocol(text, protocol)
    fresh = {"use_listings_cache": False} if protocol in OBJECT_STORES else {}
    try:
        made = UPath(text, **fresh)
    except ValueError as error:
        raise BadInput(
            later("{text} is no place for a cache ({why}); write it as {protocol}://bucket/prefix."),
            text=text,
            why=error,
            protocol=protocol,
        ) from error
    if protocol in OBJECT_STORES and not made.drive.strip("/"):
        told = later("{text} names no bucket; write it as {protocol}://bucket/prefix.")
        raise BadInput(told, text=text, protocol=protocol)
    return made


def _check_protocol(text: str, protocol: str) -> None:
    from fsspec import get_filesystem_class

    try:
        get_filesystem_class(protocol)
    except ValueError as error:
        raise BadInput(
            later(
                "{text} cannot be used: {protocol}:// is not known; "
                "give a folder or an address such as s3://bucket/prefix."
            ),
            text=text,
            protocol=protocol,
        ) from error
    except ImportError as error:
        told = later("{text} needs a package that is not installed: {why}.")
        raise BadInput(told, text=text, why=error) from error


def is_local(path: "Path | UPath") -> bool:
    """Whether this is a plain path of this computer."""
    return isinstance(path, Path)


def read_bytes_now(path: "Path | UPath") -> bytes:
    """The whole content as it is at this moment, in one request. Raises FileNotFoundError, StoreUnreachable."""
    with reached(path):
        return path.read_bytes() if is_local(path) else path.fs.cat_file(path.path)


def write_whole(path: "Path | UPath", text: str) -> None:
    """A reader finds the old content or the new, never a part; elsewhere than on a local disk that is the store's promise."""
    if is_local(path):
        return _replace(path, text)
    with reached(path):
        _make_parent(path)
        path.fs.pipe_file(path.path, text.encode())


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _make_parent(path: "UPath") -> None:
    """Asked for a folder, the client of an object store would make a bucket."""
    if path.protocol not in OBJECT_STORES:
        path.fs.makedirs(path.parent.path, exist_ok=True)


def append_line(path: "Path | UPath", line: str) -> None:
    """One more line. An object store cannot append: the last KEPT_LINES are put back, so of two at once one may be lost."""
    if is_local(path):
        return _append(path, f"{line}\n".encode())
    try:
        lines = read_bytes_now(path).decode().splitlines()
    except FileNotFoundError:
        lines = []
    write_whole(path, "".join(f"{each}\n" for each in [*lines, line][-KEPT_LINES:]))


def _append(path: Path, line: bytes) -> None:
    """In one write, so that lines of two processes never mix; on a full disk no half line stays, which would spoil the next."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab", buffering=0) as file:
        end = file.seek(0, os.SEEK_END)
        if file.write(line) < len(line):
            file.truncate(end)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """The file's content is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """The folder's names are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move_in(folder: Path, target: "Path | UPath", last: str) -> None:
    """A finished local folder becomes `target`: renamed on the same disk, else copied file by file, `last` after all others."""
    if is_local(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder, target)
        return sync_folder(target.parent)
    with reached(target):
        for file in sorted(folder.iterdir(), key=lambda file: (file.name == last, file.name)):
            _make_parent(target / file.name)
            target.fs.put_file(str(file), (target / file.name).path)


def remove(folder: "Path | UPath", first: str | None = None) -> None:
    """Removes a folder with all in it; one that is missing is no fault.

    A local one loses its name at once. Elsewhere `first` goes first, so that without it the rest is known to be unfinished.
    """
    if is_local(folder):
        return _remove_local(folder)
    with suppress(FileNotFoundError), reached(folder):
        if first and folder.fs.exists((folder / first).path):
            folder.fs.rm_file((folder / first).path)
        folder.fs.rm(folder.path, recursive=True)


def _remove_local(folder: Path) -> None:
    for left_over in folder.parent.glob(f"{GONE}*"):
        shutil.rmtree(left_over)
    gone = folder.with_name(f"{GONE}{folder.name}")
    with suppress(FileNotFoundError):
        os.replace(folder, gone)
        shutil.rmtree(gone)


def folders(path: "Path | UPath", holding: str | None = None) -> list[str]:
    """Names of the folders in it, in order; none where it is missing. `holding`: only those in which this file is."""
    try:
        if is_local(path):
            found = [each.name for each in path.iterdir() if each.is_dir()]
            return sorted(name for name in found if not holding or (path / name / holding).exists())
        with reached(path):
            return sorted(_objects(path, holding))
    except FileNotFoundError:
        return []


def _objects(path: "UPath", holding: str | None) -> list[str]:
    """An upload that was cut short lacks its last file; one more question tells which folders have it."""
    found = path.fs.ls(path.path, detail=True)
    if holding:
        return [name.split("/")[-2] for name in path.fs.glob(f"{path.path}/*/{holding}")]
    return [each["name"].rstrip("/").rpartition("/")[2] for each in found if each["type"] == "directory"]
