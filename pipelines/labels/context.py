"""The words around a named place of metastasis: limits, conditions, verbs, negations, asides.

Clinical knowledge is in lexicon/site_context.csv (phrases, by the role they play) and lexicon/site_words.csv (single words).
"""

from functools import lru_cache
from typing import NamedTuple

from pipelines.lexicon import by_value

FILE = "site_context"
_KEPT = 8192
"""Words whose kinds are remembered."""


class Hit(NamedTuple):
    """A context rule that matched at text[start:end]."""

    rule_id: str
    start: int
    end: int


def every(role: str, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
    """All matches of a role's rules in text[start:end]."""
    end = len(text) if end is None else end
    return [Hit(rule.id, *m.span()) for rule in by_value(FILE)[role] for m in rule.pattern.finditer(text, start, end)]


def first(role: str, text: str, start: int = 0, end: int | None = None) -> Hit | None:
    """The earliest match of a role's rules in text[start:end]; a pattern may ask to stand at the end of it ('$')."""
    end = len(text) if end is None else end
    found = [Hit(rule.id, *m.span()) for rule in by_value(FILE)[role] if (m := rule.pattern.search(text, start, end))]
    return min(found, key=lambda hit: hit.start, default=None)


def starting(role: str, text: str, start: int) -> Hit | None:
    """A match of a role's rules that begins exactly at `start`."""
    found = ((rule, rule.pattern.match(text, start)) for rule in by_value(FILE)[role])
    return next((Hit(rule.id, *match.span()) for rule, match in found if match), None)


def permits(text: str, start: int = 0, end: int | None = None) -> Hit | None:
    """Words of permission: 'are eligible', 'are not excluded'."""
    return first("permit", text, start, end) or first("permit-not", text, start, end)


@lru_cache(_KEPT)
def is_kind(kind: str, word: str) -> bool:
    """Whether a single word is an adjective, a link, ... (the value column of site_words.csv)."""
    return any(rule.pattern.fullmatch(word) for rule in by_value("site_words")[kind])
