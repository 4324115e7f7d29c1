"""The words that our tables know: what else they are called, and which of them a misspelling meant.

Other names are rows of synonyms.csv and drugs.csv. A word that no table knows is taken for a close one that names a drug
or stands in synonyms.csv; plain_words.csv holds real words that only look like one, small_words.csv those that say
nothing of a trial by themselves.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from os.path import commonprefix
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cache import drugs, vocabulary
from cache.text import searchable

HERE = Path(__file__).parent
SYNONYMS = HERE / "synonyms.csv"
PLAIN_WORDS = HERE / "plain_words.csv"
SMALL_WORDS = HERE / "small_words.csv"
_LONGEST_PHRASE = 6  # words
_SHORTEST_CORRECTED = 5  # letters
_LONG_ENOUGH_FOR_NAMES = 7  # shorter words resemble too many brands: 'policy' is not Polivy
_LONG_ENOUGH_FOR_TWO = 10  # of so many letters two may be wrong
_ENDING = 3  # letters; two words that differ only there are forms of each other, not misspellings
_CORRECTIONS_KEPT = 4096
_CODE = re.compile(r"[a-z]{2,5} ?\d{3,8}[a-z]?")
"""Number of a drug or of a trial: 'xyz 1234', 'nct01234567'. Genes have fewer digits."""
_AXES = {
    "site": "site",
    "treatment": "treatment",
    "prior": "treatment",
    "subtype": "receptor",
    "her2_level": "receptor",
}
"""Axis of the vocabulary -> the kind of its names."""


def longest(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """How many of the words make up the longest known phrase, and its other names; (1, ()) where there is none."""
    for length in range(min(len(words), _LONGEST_PHRASE), 0, -1):
        names = _table().get(" ".join(words[:length])) or _codes().get("".join(words[:length]))
        if names:
            return length, names
    return 1, ()


def small(words: Sequence[str]) -> tuple[int, str]:
    """How many of the words, at most two, begin them and tell nothing of a trial, and why: 'new drugs', 'my'; (0, '')."""
    sizes = (length for length in (2, 1) if " ".join(words[:length]) in _small())
    return next(((length, _small()[" ".join(words[:length])]) for length in sizes), (0, ""))


def kind(phrase: str) -> str:
    """What a phrase names, one of 'site', 'spread', 'treatment', 'receptor'; '' for anything else."""
    is_drug = phrase in spelling() or phrase.replace(" ", "") in _codes()
    return _kinds().get(phrase) or ("treatment" if is_drug or _CODE.fullmatch(phrase) else "")


@lru_cache(maxsize=_CORRECTIONS_KEPT)
def corrected(word: str) -> str:
    """The known word that is likely meant; the word itself where it is known, too short, or like none."""
    short = len(word) < _SHORTEST_CORRECTED or not word.isalpha()
    if short or word in _known() or word.removesuffix("s") in _known():
        return word
    near = process.extract(word, _targets().get(word[0], ()), scorer=OSA.distance, score_cutoff=2, limit=None)
    return next((known for known, distance, _place in near if _is_slip(word, known, distance)), word)


def _is_slip(word: str, known: str, distance: int) -> bool:
    """Whether a word is so close to a known one that it can be a slip."""
    if distance > 1:
        shared = len(commonprefix([word, known]))
        return len(word) >= _LONG_ENOUGH_FOR_TWO and shared < min(len(word), len(known)) - _ENDING
    if len(word) >= _LONG_ENOUGH_FOR_NAMES:
        return True
    return known in _ordinary() and (len(word) != len(known) or sorted(word) == sorted(known))


@cache
def _known() -> frozenset[str]:
    """Every word of our tables, and the plain words that look like one."""
    names = [name for phrase, others in _table().items() for name in (phrase, *others)]
    named = [text for term in vocabulary.terms().values() for text in (term.name, term.explanation)]
    plain = [row["word"] for row in _rows(PLAIN_WORDS)]
    return frozenset(word for text in (*names, *named, *plain, *_small()) for word in searchable(text).split())


@cache
def _small() -> dict[str, str]:
    """Words -> why they tell nothing."""
    return {row["words"]: row["why"] for row in _rows(SMALL_WORDS)}


@cache
def _kinds() -> dict[str, str]:
    """Phrase -> kind, by the vocabulary's names and by synonyms.csv, which wins."""
    terms = vocabulary.terms().items()
    named = {searchable(term.name).strip(): _AXES[axis] for (axis, _value), term in terms if axis in _AXES}
    return named | {searchable(row["term"]).strip(): row["kind"] for row in _rows(SYNONYMS) if row["kind"]}


@cache
def _targets() -> dict[str, list[str]]:
    """First letter -> words that a misspelling may have meant."""
    found: dict[str, list[str]] = {}
    names = {searchable(name).strip() for name in _drug_words()}
    for word in sorted(names | _ordinary()):
        if word.isalpha() and len(word) >= _SHORTEST_CORRECTED:
            found.setdefault(word[0], []).append(word)
    return found


def _drug_words() -> Iterator[str]:
    """Names of one word, and each word of the names of antibody-drug conjugates: 'deruxtecan'."""
    for drug in drugs.table().values():
        yield from (name for name in (drug.name, *drug.aliases) if " " not in name)
        if any(".adc" in each for each in drug.classes):
            yield from drug.name.split()


@cache
def _ordinary() -> frozenset[str]:
    """The words of synonyms.csv."""
    return frozenset(
        word for row in _rows(SYNONYMS) for text in (row["term"], row["also"]) for word in searchable(text).split()
    )


@cache
def spelling() -> dict[str, str]:
    """Searchable drug name -> its first spelling in the table."""
    found: dict[str, str] = {}
    for drug in drugs.table().values():
        for name in (drug.name, *drug.aliases):
            found.setdefault(searchable(name).strip(), name)
    return found


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Every known phrase, searchable, with its other names: those of drugs, and our own which win."""
    found: dict[str, tuple[str, ...]] = {}
    for drug in drugs.table().values():
        names = (drug.name, *drug.aliases)
        found |= {searchable(name).strip(): _others(name, names) for name in names}
    for row in _rows(SYNONYMS):
        found[searchable(row["term"]).strip()] = _others(row["term"], row["also"].split("|"))
    return found


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Names of letters and numbers written as one, with all names of the drug: 'ds8201' is DS-8201."""
    found: dict[str, tuple[str, ...]] = {}
    for drug in drugs.table().values():
        joined = {drugs.joined(name) for name in drug.aliases}
        found |= {code: (drug.name, *drug.aliases) for code in joined if not code.isalpha() and not code.isdigit()}
    return found


def _others(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """The other names, each once as it is first spelled."""
    distinct: dict[str, str] = {}
    for each in names:
        distinct.setdefault(searchable(each), each.strip())
    return tuple(each for words, each in distinct.items() if words not in (searchable(name), "  "))


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
