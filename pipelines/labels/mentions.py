"""Where a clause names a place of metastasis, and the words that lean on that name."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.labels.context import first, is_kind
from pipelines.lexicon import candidates

CENTRAL = ("brain", "leptomeningeal")
REACH = 140
TOKEN = re.compile(r"[a-z0-9/&'+-]+|[,()]")
HOLDS_WITHIN = 30
_KEPT = 1024
"""Clauses whose mentions are remembered: those of some dozen trials."""


class Mention(NamedTuple):
    """A site named in text[start:end]; `chain` is where the adjectives that lean on it begin."""

    site: str
    start: int
    end: int
    chain: int
    rule_id: str


def may_name(text: str) -> bool:
    """Whether a text has any word that a name of a site contains."""
    return bool(candidates("site_mentions", text))


@lru_cache(_KEPT)
def mentions(text: str) -> list[Mention]:
    """All places of metastasis that a text names, in order; 'bone-only' is not also 'bone'."""
    found: list[Mention] = []
    for rule in candidates("site_mentions", text):
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if not any(m.site == rule.value and m.start < end and start < m.end for m in found):
                found.append(Mention(rule.value, start, end, _chain(text, start), rule.id))
    only = [m for m in found if m.site == "bone_only"]
    kept = [m for m in found if m.site != "bone" or not any(o.start <= m.start < o.end for o in only)]
    return sorted(kept, key=lambda mention: mention.start)


def central(text: str) -> bool:
    """Whether a text names the brain or its lining as a place of metastasis."""
    return may_name(text) and any(m.site in CENTRAL for m in mentions(text))


def _chain(text: str, start: int) -> int:
    """Walks back over adjectives, links and bracketed asides: 'known and untreated, or active, |brain ...' begins at 'known'."""
    place, depth, before_bracket = start, 0, None
    for token in reversed(list(TOKEN.finditer(text, max(0, start - REACH), start))):
        word = token[0].strip("/-")
        if word == ")" and not depth:
            before_bracket = place
        depth += (word == ")") - (word == "(" and depth > 0)
        if depth or word == "(":
            place = token.start()
            continue
        if text[token.end() : place].strip(' -/"') or not (word in "," or leans(word)):
            break
        place, before_bracket = token.start(), None
    return place if before_bracket is None else before_bracket


def leans(word: str) -> bool:
    """Whether a word may stand between an adjective and the place it describes; any other word ends the noun's own group."""
    if is_kind("link", word):
        return True
    return not is_kind("noun", word) and (is_kind("adjective", word) or first("limit", word) is not None)


def holder(text: str, mention: Mention, earlier: list[Mention]) -> Mention | None:
    """The mention that a mention is listed under: 'CNS lesions (brain metastases or |carcinomatous meningitis)'."""
    opened = first("within", text, 0, mention.start)
    above = [m for m in earlier if opened and m.end <= opened.start + 1]
    between = text[above[-1].end : opened.start] if above else ""
    return above[-1] if above and len(between) < HOLDS_WITHIN and "," not in between.rstrip(", ") else None
