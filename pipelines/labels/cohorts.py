"""For whom a passage of the criteria speaks: everyone, a cohort or subgroup, or people with another cancer."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.lexicon import candidates
from pipelines.passage import Passage

HEADING_LENGTH = 70
MANY = 3
ELSEWHERE = "other tumours"
HERE = "breast cancer"
"""Audience of what stands below a heading that names breast cancer."""
_KEPT = 8192


@lru_cache(_KEPT)
def _found(role: str, text: str) -> re.Match | None:
    """The first match of a role's rules (lexicon/cohorts.csv)."""
    for rule in candidates("cohorts", text):
        if rule.value == role and (match := rule.pattern.search(text)):
            return match
    return None


@lru_cache(_KEPT)
def elsewhere(text: str) -> bool:
    """Whether a text is about other tumours alone."""
    if not _found("other tumour", text) or about_breast(text):
        return False
    spared = _found("except", text)
    return spared is None or bool(_found("other tumour", text[: spared.start()]))


def spares_others(text: str) -> bool:
    """Whether a text names other tumours as an exception alone, and so is about all the rest."""
    return bool(_found("other tumour", text)) and not about_breast(text) and not elsewhere(text)


def about_breast(text: str) -> bool:
    """Whether a text names breast cancer, or solid tumours at large."""
    return bool(_found("breast", text))


def speakers(passages: list[Passage]) -> Iterator[tuple[Passage, str]]:
    """Each passage with its audience: '' for everyone, a cohort's name, a subgroup's heading, HERE or ELSEWHERE.

    A short line that only names a tumour or subgroup speaks for what is nested below it, or, where nothing is, for the
    lines after it up to the next such line; two such lines in a row are a list of tumours, not headings.
    """
    audience, owner, section, spoken = "", None, None, ""
    parents = {passage.item: passage.parent for passage in passages}
    headings = [_heading(passage) for passage in passages]
    for place, passage in enumerate(passages):
        if passage.section != section or (owner is not None and not _below(passage.item, owner, parents)):
            audience, owner, section = "", None, passage.section
        if headings[place] is not None:
            following = passages[place + 1] if place + 1 < len(passages) else None
            beside = headings[place - 1 : place] + headings[place + 1 : place + 2]
            listed = any(heading is not None for heading in beside)
            audience = "" if listed else headings[place]
            owner = passage.item if following and following.parent == passage.item else None
        first = passages[place - 1] if place and passages[place - 1].item == passage.item else None
        if first and spoken == ELSEWHERE and not about_breast(passage.text):
            yield passage, ELSEWHERE
            continue
        spoken = _audience(passage, audience)
        yield passage, spoken


def _audience(passage: Passage, audience: str) -> str:
    if elsewhere(passage.text):
        return ELSEWHERE
    if passage.cohort and not _found("everyone", passage.cohort):
        return ELSEWHERE if elsewhere(passage.cohort) else passage.cohort
    return audience


def _below(item: int, owner: int, parents: dict[int, int | None]) -> bool:
    while item is not None and item != owner:
        item = parents.get(item)
    return item == owner


def _heading(passage: Passage) -> str | None:
    """The audience that a short line without a verb names; None for every other line."""
    text = passage.text
    if text.endswith(":") and _found("subgroup", text):
        return text.rstrip(" :")
    if len(text) > HEADING_LENGTH or _found("verb", text):
        return None
    if elsewhere(text):
        return ELSEWHERE
    return HERE if about_breast(text) and not text.startswith(("her", "no ")) else None


def is_basket(passages: list[Passage]) -> bool:
    """Whether the criteria take several other kinds of tumour."""
    named: set[str] = set()
    for passage in passages:
        if passage.section != "exclusion" and _found("other tumour", passage.text):
            rules = [rule for rule in candidates("cohorts", passage.text) if rule.value == "other tumour"]
            named |= {match[0] for rule in rules for match in rule.pattern.finditer(passage.text)}
    return len(named) >= MANY
