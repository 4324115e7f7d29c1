"""Full records by id, asked for in batches, in the order in which they are wanted, so that memory holds one batch."""

from collections.abc import Collection
from itertools import chain

import orjson

from pipelines.answers import BadAnswer, DataChanged, nct_id_of
from pipelines.fields import request_fields
from pipelines.journal import Journal
from pipelines.registry import Registry
from pipelines.sweep import batches


class Fetched:
    """The records of `ids`, as JSON texts. `version` is the registry's when the ids were found."""

    def __init__(self, registry: Registry, ids: Collection[str], version: dict, journal: Journal):
        self._registry, self._version, self._journal = registry, version, journal
        self._batches = batches(sorted(ids))
        self._held: dict[str, str] = {}

    def up_to(self, last: str) -> dict[str, str]:
        """Records not given yet, of ids up to this one. Raises RegistryError, DataChanged where they are not what was found."""
        while not self._held or max(self._held) <= last:
            batch = next(self._batches, None)
            if batch is None:
                break
            self._held |= self._ask(batch)
        return {nct_id: self._held.pop(nct_id) for nct_id in sorted(self._held) if nct_id <= last}

    def _ask(self, ids: list[str]) -> dict[str, str]:
        question = {"filter.ids": "|".join(ids), "fields": ",".join(request_fields())}
        with self._journal.stage("fetching"):
            studies = list(chain.from_iterable(page for page, _ in self._registry.pages(question)))
        found = {nct_id_of(study): _text(study) for study in studies}
        if found.keys() != set(ids):
            self._explain(found.keys() ^ set(ids))
        return found

    def _explain(self, differing: set[str]) -> None:
        if self._registry.version() != self._version:
            raise DataChanged(f"{self._registry.url} got new data while records were read.")
        raise BadAnswer(
            f"{self._registry.url} did not send just the studies asked for (see {min(differing)}); try again later."
        )


def _text(study: dict) -> str:
    return orjson.dumps(study).decode()
