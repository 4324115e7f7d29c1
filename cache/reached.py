"""Faults of the store that holds a cache, said in one sentence."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cache.errors import StoreUnreachable
from cache.language import later

if TYPE_CHECKING:
    from upath import UPath

FAULTS = {
    "botocore.exceptions": ("BotoCoreError", "ClientError"),
    "aiohttp": ("ClientError",),
    "gcsfs.retry": ("HttpError",),
    "google.auth.exceptions": ("GoogleAuthError",),
    "azure.core.exceptions": ("AzureError",),
}
"""What clients of stores raise that is no OSError."""


@contextmanager
def reached(path: "Path | UPath") -> Iterator[None]:
    """Around anything that talks to a store: its faults become one StoreUnreachable.

    A file that is missing, or there already, is an answer and stays what it is; so does every fault of a local file.
    """
    try:
        yield
    except _faults() as error:
        if isinstance(path, Path) or _is_local(error) or _is_answer(error):
            raise
        reason = " ".join(str(error).split()) or type(error).__name__
        raise StoreUnreachable(
            later("{path} cannot be reached ({reason}); check the address, the credentials and the network."),
            path=path,
            reason=reason,
        ) from error


def _faults() -> tuple[type[BaseException], ...]:
    """Only a client that has been loaded can have raised anything, so none is imported for this."""
    found = [getattr(sys.modules[name], fault) for name in FAULTS if name in sys.modules for fault in FAULTS[name]]
    return (OSError, NotImplementedError, *found)


def _is_local(error: BaseException) -> bool:
    """The system names the file that it could not use; clients of stores do not."""
    return getattr(error, "filename", None) is not None


def _is_answer(error: BaseException) -> bool:
    if not isinstance(error, FileNotFoundError | FileExistsError):
        return False
    answer = getattr(error.__cause__, "response", None) or {}
    return answer.get("Error", {}).get("Code") != "NoSuchBucket"
