"""The drugs we know: canonical names, aliases, classes. Finds them in a text, for labels, search and suggestions.

A name is found however it is hyphenated or spaced ('MK-2206', 'MK 2206', 'MK2206') and in any case. Names of a few
letters must be written as in the table or in capitals ('DTIC'), and `shorthand` ('SG', 'CAP') counts only where asked
for, since such letters mean other things in a sentence.
"""

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cache.errors import BadInput

TABLE = Path(__file__).parent / "drugs.csv"
COLUMNS = ("name", "aliases", "shorthand", "classes", "target", "type", "source", "reviewed")
_TOKEN = re.compile(r"[^\W_]+")
_SHORT = 4
"""Names of up to so many letters are need their capitals."""
_GAP = 2
"""Signs that may stand between two parts of one name."""
_NUMBER = re.compile(r"-\d")
"""What follows the letters of a code: 'CTX-8371' is not CTX, a short name of cyclophosphamide."""


class Drug(NamedTuple):
    """One row of drugs.csv. `classes` like 'targeted.adc.her2'; `types` are values of the treatment axis."""

    name: str
    aliases: tuple[str, ...]
    shorthand: tuple[str, ...]
    classes: tuple[str, ...]
    target: str
    types: tuple[str, ...]
    source: str
    reviewed: date


class Found(NamedTuple):
    """A drug's name at text[start:end]."""

    start: int
    end: int
    drug: Drug


def _cells(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


@cache
def table() -> dict[str, Drug]:
    """Canonical name -> drug, sorted by name; raises BadInput naming the row that is out of order or said twice."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise BadInput(f"The drug table {TABLE.name} must have the columns {', '.join(COLUMNS)}.")
        drugs = [_drug(row) for row in reader]
    names = [drug.name for drug in drugs]
    wrong = [name for name, before in zip(names[1:], names, strict=False) if _order(name) <= _order(before)]
    if wrong:
        raise BadInput(f"The drug table {TABLE.name} is out of order, or repeats a name, at {wrong[0]!r}; sort it.")
    return {drug.name: drug for drug in drugs}


def _order(name: str) -> tuple[str, str]:
    return name.lower(), name


def _drug(row: dict[str, str]) -> Drug:
    lists = (_cells(row[column]) for column in ("aliases", "shorthand", "classes"))
    return Drug(
        row["name"], *lists, row["target"], _cells(row["type"]), row["source"], date.fromisoformat(row["reviewed"])
    )


def joined(name: str) -> str:
    """A name as it is looked up: lower case, letters and digits only."""
    return "".join(_TOKEN.findall(name)).lower()


class _Index(NamedTuple):
    """`names`: joined name -> drug; `starts`: every beginning of one; `short`: joined short name -> its spellings."""

    names: dict[str, Drug]
    starts: frozenset[str]
    short: dict[str, set[str]]


@cache
def _index(shorthand: bool) -> _Index:
    names: dict[str, Drug] = {}
    short: dict[str, set[str]] = {}
    forms = [(name, drug) for drug in table().values() for name in surface_forms(drug, shorthand)]
    for name, drug in forms:
        key = joined(name)
        if names.setdefault(key, drug) is not drug:
            raise BadInput(f"In {TABLE.name} {name!r} stands for {drug.name!r} and {names[key].name!r}; leave one.")
        if len(key) <= _SHORT and key.isalpha():
            short.setdefault(key, set()).add(name)
    starts = frozenset(name[:end] for name in names for end in range(1, len(name) + 1))
    return _Index(names, starts, short)


def surface_forms(drug: Drug, shorthand: bool = False) -> list[str]:
    """All names of a drug, canonical first. A canonical name that is also listed as shorthand is left out with it."""
    names = (drug.name, *drug.aliases)
    return [*dict.fromkeys([*names, *drug.shorthand])] if shorthand else [n for n in names if n not in drug.shorthand]


def find(text: str, shorthand: bool = False) -> list[Found]:
    """Drugs named in a text, in order, longest name first, never overlapping; time grows linearly with the text.

    `shorthand` also takes the short forms that are safe only in a list of interventions.
    """
    index = _index(shorthand)
    tokens = [(match.group(), *match.span()) for match in _TOKEN.finditer(text)]
    found, position = [], 0
    while position < len(tokens):
        count, drug = _longest(text, tokens, position, index)
        if drug:
            found.append(Found(tokens[position][1], tokens[position + count - 1][2], drug))
        position += count or 1
    return found


def _longest(text: str, tokens: list[tuple[str, int, int]], first: int, index: _Index) -> tuple[int, Drug | None]:
    """How many tokens from `first` on make up the longest known name, and its drug; (0, None) where there is none."""
    name, best = "", (0, None)
    for place in range(first, len(tokens)):
        word, start, _ = tokens[place]
        if place > first and (start - tokens[place - 1][2] > _GAP or "\n" in text[tokens[place - 1][2] : start]):
            break
        name += word.lower()
        if name not in index.starts:
            break
        end = tokens[place][2]
        code = name in index.short and _NUMBER.match(text, end)
        if name in index.names and not code and _well_written(text[tokens[first][1] : end], name, index):
            best = (place - first + 1, index.names[name])
    return best


def _well_written(words: str, name: str, index: _Index) -> bool:
    """Short names must stand in capitals or as the table spells them; 't-dxd' is T-DXd, but 'act' is not AC-T."""
    spellings = index.short.get(name)
    if spellings is None or words.isupper() or words in spellings:
        return True
    return not words.isalpha() and words.lower() in {spelling.lower() for spelling in spellings}


def named(name: str) -> Drug | None:
    """The drug that a whole name or alias stands for, None where the table does not know it."""
    return _index(True).names.get(joined(name))
