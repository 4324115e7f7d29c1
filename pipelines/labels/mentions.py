"""Where a clause names a place of metastasis, and the words that lean on that name."""

import re
from typing import NamedTuple

from pipelines.labels.context import first
from pipelines.lexicon import candidates

CENTRAL = ("brain", "leptomeningeal")
REACH = 140
# Words that may stand between an adjective and the place it describes; any other word ends the noun's own group.
LINKS = frozenset(
    """known suspected confirmed documented evidence signs sign of or and the a an any with to clinically radiologically
    radiographically radiological radiographic clinical imaging neurologically currently current previously prior
    presence history past other such brain cns central nervous system parenchymal parenchyma leptomeningeal meningeal
    spinal cord epidural intracranial cerebral liver bone lung visceral and/or & either both all their has have having
    had existing present is are remaining metastatic that who which but been not be active/ or/and new large""".split()  # noqa: SIM905
)
ADJECTIVE = re.compile(r"(?!\w*ment$).{2,}(?:ly|ed|ing|ic|ive|able|ant|ent|ous|al)$")
NO_ADJECTIVE = frozenset(["including", "excluding", "following", "being", "during", "patient"])
TOKEN = re.compile(r"[a-z0-9/&'+-]+|[,()]")
INSIDE = re.compile(r"\((?!s\))[^()]*$|\b(?:including|such as|i\.?e\.?|e\.?g\.?|namely)\b[^.;)]{0,90}$")
HOLDS_WITHIN = 30


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
        if text[token.end() : place].strip(' -/"') or not (word in LINKS or word in "," or _describes(word)):
            break
        place, before_bracket = token.start(), None
    return place if before_bracket is None else before_bracket


def _describes(word: str) -> bool:
    return word not in NO_ADJECTIVE and (bool(ADJECTIVE.match(word)) or bool(first("limit", word)))


def holder(text: str, mention: Mention, earlier: list[Mention]) -> Mention | None:
    """The mention that a mention is listed under: 'CNS lesions (brain metastases or |carcinomatous meningitis)'."""
    opened = INSIDE.search(text, 0, mention.start)
    above = [m for m in earlier if opened and m.end <= opened.start() + 1]
    between = text[above[-1].end : opened.start()] if above else ""
    return above[-1] if above and len(between) < HOLDS_WITHIN and "," not in between.rstrip(", ") else None
