"""Spells out the letters of a regimen ('TCbHP') as drugs, so that regimens can be set against each other."""

from functools import lru_cache

from pipelines.labels.therapies import Therapy
from pipelines.lexicon import rules

_SPELLED = ("chemo-03-tcb", "chemo-04", "chemo-05")
"""Words of treatment_words.csv that are letters of drugs."""


def drugs_of(one: Therapy) -> frozenset[str]:
    """Drugs of a regimen; empty for everything else and where a letter is not known."""
    if not one.rule_id.startswith(_SPELLED):
        return frozenset()
    return _drugs("".join(filter(str.isalpha, one.passage.text[one.start : one.end])))


@lru_cache(maxsize=64)
def _drugs(letters: str) -> frozenset[str]:
    found = set()
    while letters:
        tried = ((rule, rule.pattern.match(letters)) for rule in rules("treatment_letters"))
        rule, match = next(((rule, match) for rule, match in tried if match), (None, None))
        if match is None:
            return frozenset()
        found.add(rule.value)
        letters = letters[match.end() :]
    return frozenset(found)
