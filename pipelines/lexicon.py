"""Reads lexicon/*.csv: clinical knowledge as rows. A row that breaks its own example is refused by name."""

import csv
import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cache.errors import BadInput
from pipelines.text import Normal

ROOM = Path(__file__).parent
FOLDER = ROOM / "lexicon"
REQUIRED = ("id", "pattern", "value", "example", "counterexample", "source", "reviewed")
_PLACEHOLDER = re.compile(r"<<(\w+)>>")


@dataclass(frozen=True)
class Rule:
    """One row: `pattern` is matched against normalised lower-case text (see pipelines.text)."""

    id: str
    pattern: re.Pattern
    value: str
    extra: dict[str, str] = field(default_factory=dict, hash=False)


@cache
def rules(name: str, *columns: str) -> tuple[Rule, ...]:
    """Rules of lexicon/<name>.csv, whose header is REQUIRED plus `columns`; raises BadInput naming file and row."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        wrong = set(reader.fieldnames or ()) ^ {*REQUIRED, *columns}
        if wrong:
            raise BadInput(f"The lexicon file {name}.csv has missing or unknown columns: {', '.join(sorted(wrong))}.")
        made = tuple(_rule(name, row, columns) for row in reader)
    ids = [rule.id for rule in made]
    if ids != sorted(set(ids)):
        raise BadInput(f"The lexicon file {name}.csv must be sorted by id, each id once; put its rows in order.")
    return made


def _rule(name: str, row: dict, columns: tuple[str, ...]) -> Rule:
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
    return Rule(row["id"], pattern, row["value"], {column: row[column] for column in columns})


@cache
def _words() -> dict[str, str]:
    """Pieces that patterns share, written <<name>> in them."""
    with (FOLDER / "words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["pattern"] for row in csv.DictReader(file)}


@cache
def lexicon_version() -> str:
    """Twelve hexadecimal digits that change when a rule, the drug table or the code that reads them changes."""
    digest = hashlib.sha256()
    files = [*FOLDER.glob("*.csv"), ROOM.parent / "cache" / "drugs.csv", *(ROOM / "labels").glob("*.py")]
    for path in sorted(
        [*files, *(ROOM / f"{name}.py" for name in ("text", "passage", "criteria", "document", "lexicon", "blocks"))]
    ):
        if path.exists():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
