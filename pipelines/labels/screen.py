"""Rules behind a screen of plain words: a pattern is tried only where one of its words stands, which is many times faster."""

from functools import cache

from pipelines.lexicon import Rule, rules

Screened = tuple[Rule, tuple[str, ...]]


@cache
def screened(name: str, *columns: str) -> tuple[Screened, ...]:
    """Rules of lexicon/<name>.csv with the words of their column `words` ('brain|cns'); no match without one of them."""
    return tuple((rule, tuple(rule.extra["words"].split("|"))) for rule in rules(name, *columns, "words"))


def spoken(words: tuple[str, ...], text: str) -> bool:
    """Whether one of the words stands in the text."""
    return any(word in text for word in words)
