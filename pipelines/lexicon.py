"""Reads lexicon/*.csv: clinical knowledge as rows. A row that breaks its own example is refused by name."""

import csv
import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from cache.errors import BadInput
from pipelines.literals import spaced, ways
from pipelines.text import Normal

ROOM = Path(__file__).parent
FOLDER = ROOM / "lexicon"
REQUIRED = ("id", "pattern", "value", "example", "counterexample", "source", "reviewed")
MORE = {
    "biomarkers": ("capitals",),
    "ecog": ("scale", "section"),
    "focus": ("places",),
    "lines": ("section", "form"),
    "measurable": ("section",),
    "menopause": ("section",),
    "prior_classes": ("excluded",),
    "prior_cues": ("place",),
    "prior_drugs": ("excluded", "own_class"),
    "receptor_signs_after": ("receptors",),
    "receptor_signs_before": ("receptors",),
    "tier": ("places",),
    "treatment_aims": ("where",),
    "treatment_words": ("capitals", "role"),
}
"""Columns that a file has beside REQUIRED; a file that is not named here has none."""
WORDS = "words"
READERS = ("text", "passage", "criteria", "document", "lexicon", "literals", "blocks", "fields", "flatten")
_PLACEHOLDER = re.compile(r"<<(\w+)>>")
_ANY = (frozenset(), frozenset())
"""The way to match of a rule without plain words, which is always tried."""
_KEPT = 8192
"""Texts whose screening is remembered: the passages of some hundred trials."""


@dataclass(frozen=True)
class Rule:
    """One row: `pattern` is matched against normalised lower-case text (see pipelines.text)."""

    id: str
    pattern: re.Pattern
    value: str
    extra: dict[str, str] = field(default_factory=dict, hash=False)


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """Rules of lexicon/<name>.csv; raises BadInput naming file and row where one breaks its promises."""
    more = MORE.get(name, ())
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        wrong = set(reader.fieldnames or ()) ^ {*REQUIRED, *more}
        if wrong:
            raise BadInput(f"The lexicon file {name}.csv has missing or unknown columns: {', '.join(sorted(wrong))}.")
        made = tuple(_rule(name, row, more) for row in reader)
    ids = [rule.id for rule in made]
    if ids != sorted(set(ids)):
        raise BadInput(f"The lexicon file {name}.csv must be sorted by id, each id once; put its rows in order.")
    return made


def _rule(name: str, row: dict, more: tuple[str, ...]) -> Rule:
    where = f"Rule {row['id']} of the lexicon file {name}.csv"
    try:
        pattern = re.compile(_PLACEHOLDER.sub(lambda found: _words()[found[1]], row["pattern"]))
    except KeyError as error:
        raise BadInput(f"{where} uses the word <<{error.args[0]}>>, which words.csv does not have.") from error
    except re.error as error:
        raise BadInput(f"{where} has a pattern that does not compile ({error}); correct the pattern.") from error
    if not pattern.search(Normal(row["example"]).text):
        raise BadInput(f"{where} does not match its own example; correct one of them.")
    if row["counterexample"] and pattern.search(Normal(row["counterexample"]).text):
        raise BadInput(f"{where} matches its own counterexample; correct one of them.")
    return Rule(row["id"], pattern, row["value"], {column: row[column] for column in more})


@cache
def _words() -> dict[str, str]:
    """Pieces that patterns share, written <<name>> in them."""
    with (FOLDER / f"{WORDS}.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["pattern"] for row in csv.DictReader(file)}


def names() -> list[str]:
    """All files of rules."""
    return sorted(path.stem for path in FOLDER.glob("*.csv") if path.stem != WORDS)


@cache
def by_value(name: str) -> dict[str, tuple[Rule, ...]]:
    """Rules of lexicon/<name>.csv by what they tell (their value), in order."""
    made: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules(name):
        made[rule.value].append(rule)
    return {value: tuple(found) for value, found in made.items()}


def said(name: str, value: str, text: str) -> re.Match | None:
    """The first match in a text, in the order of the file, of a rule with this value; KeyError where the file has none."""
    return next((match for rule in by_value(name)[value] if (match := rule.pattern.search(text))), None)


def candidates(name: str, text: str) -> tuple[Rule, ...]:
    """Those rules of lexicon/<name>.csv, in order, that can match a lower-case text: their plain words stand in it.

    They are chosen for the whole text: a piece that is cut out of a word has edges that the whole has not.
    """
    first, every = _screen().places[name]
    return _chosen(name, _spoken(text) >> first & every)


@lru_cache(_KEPT)
def _chosen(name: str, bits: int) -> tuple[Rule, ...]:
    found, owners = [], _screen().owners[name]
    while bits:
        lowest = bits & -bits
        rule = owners[lowest.bit_length() - 1]
        if not found or found[-1] is not rule:
            found.append(rule)
        bits ^= lowest
    return tuple(found)


@lru_cache(_KEPT)
def _spoken(text: str) -> int:
    """One bit for each way in which a rule of any file can match, set where the text has its words; one pass over the text."""
    screen = _screen()
    found = screen.free
    for _, bits in screen.words.iter(spaced(text)):
        found |= bits
    return found & found >> screen.size


class _Screen(NamedTuple):
    """What is looked for in every text. Each way to match (pipelines.literals) has a bit for either of its sets of words.

    `words` leads from a word to its bits, those of second sets `size` places higher; `free` has the bits of sets without
    words; `places` the first way of a file and a bit for each; `owners` the rule of each way.
    """

    words: ahocorasick.Automaton
    size: int
    free: int
    places: dict[str, tuple[int, int]]
    owners: dict[str, list[Rule]]


@cache
def _screen() -> _Screen:
    owners, places, listed = {}, {}, []
    for name in names():
        known = [(rule, way) for rule in rules(name) for way in ways(rule.pattern) or [_ANY]]
        owners[name] = [rule for rule, _ in known]
        places[name] = len(listed), (1 << len(known)) - 1
        listed += [way for _, way in known]
    bits: dict[str, int] = defaultdict(int)
    free, size = 0, len(listed)
    for place, (first, second) in enumerate(listed):
        for words, bit in ((first, 1 << place), (second, 1 << place + size)):
            free |= 0 if words else bit
            for word in words:
                bits[word] |= bit
    return _Screen(_automaton(bits), size, free, places, owners)


def _automaton(bits: dict[str, int]) -> ahocorasick.Automaton:
    made = ahocorasick.Automaton()
    for word, value in bits.items():
        made.add_word(word, value)
    made.make_automaton()
    return made


@cache
def lexicon_version() -> str:
    """Twelve hexadecimal digits that change when a rule, a table or code that makes rows of records changes."""
    digest = hashlib.sha256()
    code = [*(ROOM / "labels").glob("*.py"), *(ROOM / f"{name}.py" for name in READERS)]
    for path in sorted([*FOLDER.glob("*.csv"), ROOM / "countries.csv", ROOM.parent / "cache" / "drugs.csv", *code]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
