"""Every foreseeable fault. A message is one sentence: what, where, what to do.

TrialFinderError (exit_code)
├── CheckFailed           1  a check refused to publish; the last good snapshot is kept
├── DamagedSnapshot       1  a stored file does not match its check sum, or cannot be read
├── StoreUnreachable      1  the object store that holds the cache refuses or does not answer
├── BadInput              2  an argument, a file, a link or a lexicon row that cannot be taken
├── NoSnapshot            4  nothing has been published here yet
├── RegistryError         5  the registry is unreachable, blocking, or answering nonsense
└── Busy                  6  another refresh holds the lock
"""

from cache.language import gettext


class TrialFinderError(Exception):
    """A fault that the user can understand; `exit_code` is what the command line answers.

    Its words are in the language in use where they are shown: the message is English, with places for the values.
    """

    exit_code = 1

    def __init__(self, message: str, **values: object):
        super().__init__(message)
        self.values = values

    def __str__(self) -> str:
        said = gettext(self.args[0])
        return said.format(**self.values) if self.values else said


class CheckFailed(TrialFinderError):
    """What was received does not look right, so nothing was published."""


class DamagedSnapshot(TrialFinderError):
    """A stored snapshot is not what its manifest says."""


class StoreUnreachable(TrialFinderError):
    """The store that holds the cache refuses, does not answer, or has no such bucket."""


class BadInput(TrialFinderError):
    """Something handed to us by name cannot be used."""

    exit_code = 2


class NoSnapshot(TrialFinderError):
    """The cache folder holds no published snapshot."""

    exit_code = 4


class RegistryError(TrialFinderError):
    """The registry did not answer, refused, or answered nonsense."""

    exit_code = 5


class Busy(TrialFinderError):
    """Another refresh is running on this cache folder."""

    exit_code = 6
