"""Which kinds of earlier treatment a phrase names: any, chemo, endocrine (lexicon/lines_kind.csv)."""

import re
from functools import lru_cache

from pipelines.lexicon import candidates

ANY, CHEMO, ENDOCRINE = "any", "chemo", "endocrine"
WHOLE = {CHEMO: CHEMO, ENDOCRINE: ENDOCRINE}
"""A class of the lexicon whose limit is a limit of that kind; 'some chemo' (taxanes) only adds to the lines given."""
GIVEN = {**WHOLE, "some chemo": CHEMO, "some endocrine": ENDOCRINE}
OPTIONAL = re.compile(r"with or without|with/without|\+/-|±")
SPLIT = re.compile(r",|(?<!\d)/|;|\+|\band/or\b|\bor\b|\band\b|\bplus\b|\bcombin\w+ with\b")
OR = re.compile(r"\bor\b|(?<!\d)/")
BRACKETS = re.compile(r"\([^()]*\)?")
HEAD = re.compile(r"\b(?:therap|treat|lines?\b|regimen|scheme|agent|medication|drug)")
LOCAL = "local"


@lru_cache(4096)
def given(phrase: str) -> tuple[str, ...]:
    """Kinds of which someone who had the named treatment had a line: 'endocrine therapy' is endocrine and any."""
    named = _named(phrase)
    if not named:
        return ()
    kinds = {GIVEN.get(name) for name in named}
    if len(named) > 1 and OR.search(OPTIONAL.sub(",", _bare(phrase))) and len(kinds) > 1 or ANY in named:
        return (ANY,)
    return (ANY, *sorted(kinds - {None}))


@lru_cache(4096)
def limited(phrase: str) -> tuple[str, ...]:
    """Kinds that a limit on the named treatment limits: a limit on HER2 antibodies limits none of the three."""
    named = _named(phrase)
    if ANY in named:
        return (ANY,)
    return tuple(sorted({WHOLE[name] for name in named if name in WHOLE}))


def named(phrase: str) -> bool:
    """Whether a class of treatment is named."""
    return any(name and name != ANY for name in _named(phrase))


def _named(phrase: str) -> list[str]:
    """Classes named one after another; ANY for treatment without a class, none where only local treatment is named."""
    named = [_class(part) for part in SPLIT.split(OPTIONAL.sub(",", _bare(phrase)))]
    if not any(named):
        return [ANY]
    return [name for name in named if name and name != LOCAL]


def _bare(phrase: str) -> str:
    return BRACKETS.sub(" ", phrase)


def _class(part: str) -> str:
    for rule in candidates("lines_kind", part):
        if rule.pattern.search(part):
            return rule.value
    return ANY if HEAD.search(part) else ""
