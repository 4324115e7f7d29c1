"""The words of a text search: which belong together, and what else they are called (synonyms.csv, drugs.csv)."""

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cache import drugs
from cache.text import searchable

SYNONYMS = Path(__file__).parent / "synonyms.csv"
_WHOLE_WORD_LENGTH = 3  # shorter words match whole words only: 'er' is not the start of 'eribulin'
_LONGEST_PHRASE = 6  # words


class Term(NamedTuple):
    """Words of the query that belong together, and what they are also called; a trial needs one of them.

    `meant` is the spelling that was taken for a word that no table knows, '' where nothing was corrected; it stands in
    `also` with its own other names, so that the words as typed are searched as well.
    """

    words: str
    also: tuple[str, ...] = ()
    meant: str = ""

    @property
    def patterns(self) -> list[str]:
        """What to look for in a text that cache.text.searchable made."""
        return [_pattern(each) for each in (self.words, *self.also)]


def terms(query: str, synonyms: bool = True) -> list[Term]:
    """The terms of a query, the longest known phrases first: 'stage 4 bone' gives 'stage 4' and 'bone'."""
    words, found = searchable(query).split(), []
    table = _table() if synonyms else {}
    while words:
        length = next((n for n in range(min(len(words), _LONGEST_PHRASE), 1, -1) if " ".join(words[:n]) in table), 1)
        phrase = " ".join(words[:length])
        found.append(Term(phrase, table.get(phrase, ())))
        words = words[length:]
    return found


def _pattern(phrase: str) -> str:
    whole = searchable(phrase)
    return whole if len(whole.strip()) <= _WHOLE_WORD_LENGTH else whole.rstrip()


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Every known phrase, searchable, with its other names: those of drugs, and our own which win."""
    found: dict[str, tuple[str, ...]] = {}
    for drug in drugs.table().values():
        names = (drug.name, *drug.aliases)
        found |= {searchable(name).strip(): _others(name, names) for name in names}
    for row in _rows():
        found[searchable(row["term"]).strip()] = _others(row["term"], row["also"].split("|"))
    return found


def _others(name: str, names: Sequence[str]) -> tuple[str, ...]:
    own = searchable(name)
    distinct = {searchable(each): each.strip() for each in names if searchable(each) not in (own, "  ")}
    return tuple(distinct.values())


def _rows() -> list[dict[str, str]]:
    with SYNONYMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
