"""A snapshot prepared for questions: one bit per trial for everything that filters ask, so that an answer takes milliseconds."""

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa

from cache import gazetteer, searched
from cache.phrases import Phrases

NO, SILENT, ASK, YES = range(4)
"""What a record says to a question. Several questions give the least of their verdicts, alternatives the greatest.

YES: a person with this may join. ASK: it depends on something that the person has not told. SILENT: the record does
not say. NO: the record says no.
"""

_NO_ROWS = slice(0, 0)
_REMEMBERED = 2_000  # answers, of one byte a trial each: 40 MB at 20,000 trials
_FILTERED = ("overall_status", "study_type", "tier", "phases", "sex", "countries", "open_countries")
_NAMED = ["nct_id", "facility", "city", "state", "country", "status"]


class Catalogue:
    """The trials of a snapshot in a fixed order, and masks over them. Read-only: it is shared by all visitors."""

    def __init__(self, snapshot):
        self.snapshot = snapshot
        self.trials = snapshot.trials.reset_index(drop=True)
        self.ids = self.trials["nct_id"].to_numpy(dtype=object)
        self.order = {nct_id: place for place, nct_id in enumerate(self.ids)}
        """Where each trial stands."""
        self._items = {name: self._by_item(self.trials, name) for name in _FILTERED}
        self._unsure = self._by_item(snapshot.locations, "country", snapshot.locations["status"].isna())
        labels, self._label_rows = _by_trial(snapshot.labels)
        self._labels = pa.Table.from_pandas(labels, preserve_index=False)
        self.sites, self._site_rows = _by_trial(_placed(snapshot.locations))
        self._sites = pa.Table.from_pandas(self.sites[_NAMED], preserve_index=False)
        self._said = self._by_label()
        self.recall = lru_cache(maxsize=_REMEMBERED)(self._ask)
        self._row = lru_cache(maxsize=_REMEMBERED)(self._read_row)
        self._columns = {name: self.trials[name].array for name in self.trials}

    def __len__(self) -> int:
        return len(self.ids)

    def _ask(self, question: Callable, *arguments: Hashable):
        """What question(self, *arguments) gives; through `recall` it is asked once."""
        answer = question(self, *arguments)
        if isinstance(answer, np.ndarray):
            answer.flags.writeable = False  # it is shared
        return answer

    def trial(self, nct_id: str) -> dict | None:
        """The row of a trial by its id or an older id, not to be changed; None where the snapshot lacks it."""
        place = self.order.get(nct_id, self._older_ids.get(nct_id))
        return None if place is None else self._row(place)

    def _read_row(self, place: int) -> dict:
        return {name: _plain(column[place]) for name, column in self._columns.items()}

    def tombstone(self, nct_id: str) -> dict | None:
        """What is remembered of a trial that was here and is gone (schema TOMBSTONES); None for any other id."""
        gone = self.snapshot.tombstones
        found = gone[gone["nct_id"] == nct_id]
        return found.iloc[0].to_dict() if len(found) else None

    def labels_of(self, nct_id: str) -> list[dict]:
        """The label rows of a trial (schema LABELS); None where a row has nothing."""
        return _part(self._labels, self._label_rows.get(nct_id, _NO_ROWS)).to_pylist()

    def site_rows(self, nct_id: str) -> slice:
        """Where the sites of a trial stand in `sites`."""
        return self._site_rows.get(nct_id, _NO_ROWS)

    def site(self, row: int) -> dict:
        """The names, status and trial of a site (_NAMED), by its row in `sites`; None where the record has nothing."""
        return self._sites.slice(int(row), 1).to_pylist()[0]

    def countries_of(self, nct_id: str) -> list[str | None]:
        """The country of each site of a trial."""
        return _part(self._sites["country"], self.site_rows(nct_id)).to_pylist()

    def locations_of(self, nct_id: str) -> pd.DataFrame:
        """The sites of a trial."""
        return self.sites.iloc[self.site_rows(nct_id)]

    def says(self, axis: str, value: str, stance: str) -> np.ndarray:
        """Which trials, as a whole, say this of a value."""
        return self._said.get((axis, value, stance), self._nowhere)

    def rests_on(self, axis: str, value: str, stance: str, rule: str) -> np.ndarray:
        """Which trials, as a whole, say this of a value by one rule of the lexicon only, named by the end of its id."""
        labels = self.snapshot.labels
        same = (labels["axis"] == axis) & (labels["value"] == value) & (labels["stance"] == stance)
        rows = labels.loc[same, ["nct_id", "rule_id"]]
        others = rows.loc[~rows["rule_id"].str.endswith(rule), "nct_id"]
        return self.says(axis, value, stance) & ~self._mask(others.map(self.order).to_numpy(dtype=np.int64))

    def states(self, axis: str) -> np.ndarray:
        """Which trials say anything on an axis."""
        return self.any_of(mask for (owner, _, _), mask in self._said.items() if owner == axis)

    def judged(self, axis: str, value: str, verdicts: Mapping[str, int]) -> np.ndarray:
        """A verdict for each trial from its stance on a value; SILENT where it has none."""
        answer = np.full(len(self), SILENT, dtype=np.int8)
        for stance, verdict in sorted(verdicts.items(), key=lambda pair: pair[1]):
            answer[self.says(axis, value, stance)] = verdict
        return answer

    def has(self, column: str, *values: str) -> np.ndarray:
        """Which trials have one of the values in a column of _FILTERED, be it one text or a list."""
        return self.any_of(self._items[column].get(value, self._nowhere) for value in values)

    def contains(self, phrase: str) -> np.ndarray:
        """Which trials have a phrase, as cache.text.searchable makes it, in their searched text or the names of their sites.

        In names of sites the last word must be whole too: 'pembro' is not a hospital in Pembroke.
        """
        return self._phrases.holding(phrase) | self._site_phrases.holding(f"{phrase.rstrip()} ")

    def unsure_in(self, country: str) -> np.ndarray:
        """Which trials list a site in a country without saying whether it is open."""
        return self._unsure.get(country, self._nowhere)

    def countries(self) -> list[str]:
        """Every country with a listed site."""
        return sorted(self._items["countries"])

    @cached_property
    def site_trials(self) -> np.ndarray:
        """For each row of `sites` the place of its trial in the order of the catalogue."""
        counts = [rows.stop - rows.start for rows in self._site_rows.values()]
        return np.repeat(np.array([self.order[nct_id] for nct_id in self._site_rows], dtype=np.int64), counts)

    @cached_property
    def has_no_phase(self) -> np.ndarray:
        """Which trials have no phase."""
        return self.trials["phases"].map(len).eq(0).to_numpy(dtype=bool)

    @cached_property
    def lists_no_site(self) -> np.ndarray:
        """Which trials list no site at all."""
        return self.trials["site_count"].fillna(0).eq(0).to_numpy(dtype=bool)

    @cached_property
    def age_rank(self) -> np.ndarray:
        """0 for the trial whose record was updated last, then upwards; trials without a date come last."""
        dated = self.trials[["last_update_posted", "nct_id"]]
        newest_first = dated.sort_values(["last_update_posted", "nct_id"], ascending=[False, True]).index
        ranks = np.empty(len(self), dtype=np.int64)
        ranks[newest_first] = np.arange(len(self))
        return ranks

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(searched.texts(self.trials))

    @cached_property
    def _site_phrases(self) -> Phrases:
        return Phrases(searched.site_texts(self.sites, self.site_trials, len(self)))

    @cached_property
    def _older_ids(self) -> dict[str, int]:
        return {older: place for place, aliases in enumerate(self.trials["aliases"]) for older in aliases}

    @cached_property
    def _nowhere(self) -> np.ndarray:
        return np.zeros(len(self), dtype=bool)

    def any_of(self, masks) -> np.ndarray:
        """Which trials are in one of the masks."""
        return np.logical_or.reduce([self._nowhere, *masks])

    def _mask(self, places) -> np.ndarray:
        mask = np.zeros(len(self), dtype=bool)
        mask[places] = True
        return mask

    def _by_item(self, rows: pd.DataFrame, column: str, wanted=slice(None)) -> dict[str, np.ndarray]:
        pairs = rows.loc[wanted, ["nct_id", column]].explode(column).dropna(subset=column)
        places = pairs["nct_id"].map(self.order).to_numpy()
        return {value: self._mask(places[at]) for value, at in pairs.groupby(column).indices.items()}

    def _by_label(self) -> dict[tuple[str, str, str], np.ndarray]:
        labels = self.snapshot.labels
        rows = labels.loc[labels["cohort"].fillna("") == "", ["nct_id", "axis", "value", "stance"]]
        places = rows["nct_id"].map(self.order).to_numpy()
        found = rows.groupby(["axis", "value", "stance"]).indices
        return {claim: self._mask(places[at]) for claim, at in found.items()}


def _placed(sites: pd.DataFrame) -> pd.DataFrame:
    """The sites; where the registry gives no position, with that of the city's centre, if we know the city or town."""
    lacking = sites[["lat", "lon"]].isna().any(axis=1)
    names = ["city", "state", "country", "zip"]
    cities = sites.loc[lacking, names].fillna("").groupby(names)
    centres = [gazetteer.centre(*each) or (np.nan, np.nan) for each in cities.groups]
    placed = sites.copy()
    placed.loc[lacking, ["lat", "lon"]] = np.array(centres).reshape(-1, 2)[cities.ngroup()]
    return placed


def _plain(value):
    """A value of a column as Python has it, not numpy."""
    if isinstance(value, np.generic):
        return value.item()
    return None if value is pd.NA else value


def _part(table: pa.Table | pa.ChunkedArray, rows: slice) -> pa.Table | pa.ChunkedArray:
    """Some rows next to each other, without a copy of them."""
    return table.slice(rows.start, rows.stop - rows.start)


def _by_trial(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, slice]]:
    """Rows with those of a trial next to each other, and where they stand: a slice is far faster than a list of places."""
    rows = rows.sort_values("nct_id", kind="stable", ignore_index=True)
    ids, starts = np.unique(rows["nct_id"].to_numpy(dtype=object), return_index=True)
    ends = np.append(starts, len(rows))[1:]
    return rows, {nct_id: slice(start, end) for nct_id, start, end in zip(ids, starts, ends, strict=True)}
