"""Which of many texts hold a phrase, by an index of their words: a thousandth of the time that reading them all takes."""

from bisect import bisect_left

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_AFTER_ALL = "\U0010ffff"


class Phrases:
    """The words of texts that cache.text.searchable made, each with the texts that hold it."""

    def __init__(self, texts: list[str]):
        self._texts = texts
        parted = pc.split_pattern(pa.array(texts, pa.large_string()), " ")
        words = parted.flatten().dictionary_encode()
        by_name = pc.sort_indices(words.dictionary).to_numpy()
        self._words = words.dictionary.take(by_name).to_pylist()
        rank = np.empty(len(by_name), dtype=np.int64)
        rank[by_name] = np.arange(len(by_name))
        text = pc.list_parent_indices(parted).to_numpy()
        pairs = np.sort(rank[words.indices] * len(texts) + text)
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # np.unique takes ten times as long
        self._holders = (pairs % max(len(texts), 1)).astype(np.int32)
        self._starts = np.searchsorted(pairs, np.arange(len(self._words) + 1) * len(texts))

    def holding(self, phrase: str) -> np.ndarray:
        """Which texts hold a phrase: whole words with one space before each; the last may go on unless a space ends it."""
        words = phrase.split()
        begun = [] if phrase.endswith(" ") else words[-1:]
        whole = words[: len(words) - len(begun)]
        masks = [self._with(word, word + "\0") for word in whole] + [
            self._with(word, word + _AFTER_ALL) for word in begun
        ]
        found = np.logical_and.reduce(masks) if masks else np.ones(len(self._texts), dtype=bool)
        if len(words) > 1:
            found = self._read(found, phrase)
        return found

    def _with(self, first: str, after: str) -> np.ndarray:
        """Texts with a word from `first` up to `after`."""
        mask = np.zeros(len(self._texts), dtype=bool)
        start, end = (self._starts[bisect_left(self._words, bound)] for bound in (first, after))
        mask[self._holders[start:end]] = True
        return mask

    def _read(self, candidates: np.ndarray, phrase: str) -> np.ndarray:
        """Those of the candidates that have the words side by side."""
        found = candidates.copy()
        places = np.flatnonzero(candidates)
        found[places] = np.fromiter((phrase in self._texts[at] for at in places), dtype=bool, count=len(places))
        return found
