"""Reads lexicon/*.csv: clinical knowledge as rows. A row that breaks its own example is refused by name."""

import csv
import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import ahocorasick

from cache.errors import BadInput
from pipelines.literals import plain_words
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
    """Those rules of lexicon/<name>.csv, in order, that can match a lower-case text: one of their plain words stands in it."""
    first, every, always = _places()[name]
    return _chosen(name, (_spoken(text) >> first) & every | always)


@lru_cache(_KEPT)
def _chosen(name: str, bits: int) -> tuple[Rule, ...]:
    found, every = [], rules(name)
    while bits:
        lowest = bits & -bits
        found.append(every[lowest.bit_length() - 1])
        bits ^= lowest
    return tuple(found)


@lru_cache(_KEPT)
def _spoken(text: str) -> int:
    """One bit for each rule of all files, set where a plain word of it stands in the text; one pass over the text."""
    found = 0
    for _, bits in _automaton().iter(text):
        found |= bits
    return found


@cache
def _automaton() -> ahocorasick.Automaton:
    """Finds all plain words of all files at once; each leads to the bits of its rules."""
    owners: dict[str, int] = defaultdict(int)
    for name in names():
        for place, rule in enumerate(rules(name), _places()[name][0]):
            for word in plain_words(rule.pattern):
                owners[word] |= 1 << place
    made = ahocorasick.Automaton()
    for word, bits in owners.items():
        made.add_word(word, bits)
    made.make_automaton()
    return made


@cache
def _places() -> dict[str, tuple[int, int, int]]:
    """File -> its first bit, a bit for each of its rules, and the bits of rules without plain words, which are always tried."""
    made, first = {}, 0
    for name in names():
        always = sum(1 << place for place, rule in enumerate(rules(name)) if not plain_words(rule.pattern))
        made[name] = first, (1 << len(rules(name))) - 1, always
        first += len(rules(name))
    return made


@cache
def lexicon_version() -> str:
    """Twelve hexadecimal digits that change when a rule, a table or code that makes rows of records changes."""
    digest = hashlib.sha256()
    code = [*(ROOM / "labels").glob("*.py"), *(ROOM / f"{name}.py" for name in READERS)]
    for path in sorted([*FOLDER.glob("*.csv"), ROOM / "countries.csv", ROOM.parent / "cache" / "drugs.csv", *code]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
