"""Finds treatments in a passage: drugs by the drug table, everything else (class words, procedures, care) by treatment_words.csv."""

import re
from functools import lru_cache
from typing import NamedTuple

from cache import drugs
from pipelines.lexicon import Rule, candidates, rules
from pipelines.passage import Evidence, Passage

TYPED = re.compile(
    r"(?P<type>BEHAVIORAL|BIOLOGICAL|COMBINATION_PRODUCT|DEVICE|DIAGNOSTIC_TEST|DIETARY_SUPPLEMENT|DRUG|GENETIC|OTHER"
    r"|PROCEDURE|RADIATION): "
)
_CLAUSE = 90
"""How many letters before a mention are read for 'after', 'resistant to', 'standard' and the like."""


class Therapy(NamedTuple):
    """One treatment named at passage.text[start:end]. `key` tells treatments apart; `role` is that of the word's rule."""

    passage: Passage
    start: int
    end: int
    key: str
    types: tuple[str, ...]
    drug: drugs.Drug | None = None
    role: str = ""
    rule_id: str = "drug-table"

    def evidence(self, axis: str, value: str, stance: str) -> Evidence:
        return self.passage.evidence((self.start, self.end), axis, value, stance, self.rule_id)


class Item(NamedTuple):
    """One intervention: its registry type, the treatments in it, and the arms (numbers) that get it."""

    type: str
    passage: Passage
    therapies: tuple[Therapy, ...]
    arms: frozenset[int]


def named(passage: Passage, shorthand: bool = False) -> list[Therapy]:
    """Treatments named in a passage, in order; the longest of overlapping names. `shorthand` as in cache.drugs."""
    return [Therapy(passage, *found) for found in _found(passage.cased, passage.text, shorthand)]


@lru_cache(maxsize=256)
def _found(cased: str, text: str, shorthand: bool) -> tuple[tuple, ...]:
    """Therapies without their passage. Titles and names are asked for several times a trial, hence the small cache."""
    found = [(start, end, drug.name, drug.types, drug) for start, end, drug in drugs.find(cased, shorthand)]
    for rule in candidates("treatment_words", text):
        found += [_word(rule, match) for match in rule.pattern.finditer(text) if _written(rule, match, cased)]
    if not found:
        found = [
            _word(rule, match) for rule in candidates("treatment_stems", text) for match in rule.pattern.finditer(text)
        ]
    tree = [one for one in found if one[5:6] == ("vocabulary",)]
    end = max((one[1] for one in tree), default=0)
    if any(one[1] < end for one in found) and all(one[1] <= end for one in found):
        return tuple(tree)
    real = _longest([one for one in found if one not in tree])
    return real if any(one[4] for one in real) else (*tree, *real)


def _written(rule: Rule, match: re.Match, cased: str) -> bool:
    """Letters that stand for a regimen ('AT', 'TCb') must be capitals: not 'At-Home'."""
    capitals = sum(letter.isupper() for letter in cased[match.start() : match.end()])
    return bool(match.group()) and (not rule.extra["capitals"] or capitals > 1)


def _word(rule: Rule, match: re.Match) -> tuple:
    types = tuple(part for part in rule.value.split("|") if part)
    return *match.span(), rule.id, types, None, rule.extra.get("role", ""), rule.id


def _longest(found: list[tuple]) -> tuple[tuple, ...]:
    taken = bytearray(max((one[1] for one in found), default=0))
    kept = []
    for one in sorted(found, key=lambda t: (t[0] - t[1], t[4] is None, t[0])):
        start, end = one[:2]
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(one)
    return tuple(sorted(kept, key=lambda t: t[0]))


def context(therapy: Therapy) -> str:
    """'history' where the words around say that the treatment is past, a cause or a population; 'background' where it is
    called standard; else ''."""
    rule = context_rule(therapy)
    return rule.value if rule else ""


def is_cause(one: Therapy) -> bool:
    """'Immunotherapy care programme': the words behind say that the treatment only makes the intervention needed."""
    rule = context_rule(one)
    return rule is not None and rule.id.startswith("history-after")


def context_rule(therapy: Therapy) -> Rule | None:
    """The rule that tells the context."""
    text = therapy.passage.text
    return _around(text[max(0, therapy.start - _CLAUSE) : therapy.start], text[therapy.end : therapy.end + _CLAUSE])


@lru_cache(maxsize=256)
def _around(before: str, after: str) -> Rule | None:
    for rule in rules("treatment_context"):
        if rule.pattern.search(after if "-after-" in rule.id else before):
            return rule
    return None
