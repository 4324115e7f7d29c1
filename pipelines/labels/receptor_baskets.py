"""Receptors in trials of several tumour types: only what is said of breast cancer counts (label guide: baskets)."""

import re
from collections.abc import Collection, Iterator
from functools import reduce
from typing import NamedTuple

from pipelines.document import Document
from pipelines.labels.receptor_accepted import Accepted
from pipelines.labels.receptor_profiles import Profile
from pipelines.labels.receptor_statements import Statement, accepted_by, group, of_every_group, statement
from pipelines.labels.receptor_tumours import (
    BREAST,
    criteria_in,
    is_any_tumour,
    names_kind,
    other_tumours,
    tells,
)
from pipelines.passage import Passage

SHORT = 70
FOLLOWS = 4
Kind = tuple[str, int] | str
"""A cohort's name, or the field and number of a bullet."""


class Mention(NamedTuple):
    """Breast cancer named in a passage, and what is asked of it; `direct` where the passage itself names breast cancer."""

    passage: Passage
    asks: Accepted
    direct: bool


def is_basket(document: Document) -> bool:
    """Whether titles, conditions or (where these do not name breast cancer) the criteria name other tumours."""
    if any(other_tumours(p.text) for p in (*document.titles, *document.conditions)):
        return True
    if any(BREAST.search(p.text) for p in document.titles):
        return False
    if document.conditions and all(BREAST.search(p.text) for p in document.conditions):
        return False
    return any(other_tumours(p.text) for p in document.criteria.passages if p.section != "exclusion")


def in_basket(document: Document, weak: str) -> Accepted:
    """What breast participants need; nothing stated where breast cancer is also named without receptors."""
    criteria = criteria_in(document)
    for passages in (criteria, document.titles, document.conditions, document.arms, document.keywords):
        said = [mention for passage in passages for mention in _mentions(document, passage, weak)]
        direct = [mention for mention in said if mention.direct] or said
        asked = [mention for mention in direct if not _introduces(mention, direct)]
        if asked and _takes_any_tumour(document, criteria, asked, weak):
            break
        if asked:
            kinds = _by_kind(document, asked, weak)
            found = reduce(Accepted.__or__, kinds.values())
            found = found if found.stated else _of_groups(criteria, weak)
            found = found if found.stated else _of_all_tumours(criteria, document, weak)
            return _refused(document, found, asked, kinds, weak)
    return Accepted()


def _by_kind(document: Document, asked: list[Mention], weak: str) -> dict[Kind, Accepted]:
    """For each bullet or cohort that names breast cancer: what it and the bullets below it ask together, less what they
    refuse where there are several."""
    kinds: dict[Kind, dict[Passage, Accepted]] = {}
    for mention in asked:
        kind = kinds.setdefault(_kind(document, mention.passage), {})
        before = kind.get(mention.passage)
        kind[mention.passage] = before | mention.asks if before else mention.asks
    made = {kind: reduce(Accepted.beside, asks.values()) for kind, asks in kinds.items()}
    for refused in _refusals(document, weak) if len(made) > 1 else ():
        kind = _kind(document, refused.passage)
        if kind in made:
            made[kind] = made[kind].less(refused)
    return made


def _kind(document: Document, passage: Passage) -> Kind:
    return passage.cohort or _root(document, passage)


def _root(document: Document, passage: Passage) -> tuple[str, int]:
    """The outermost bullet above a passage that names breast cancer, else its own."""
    root, above = passage.item, passage.parent
    while above is not None:
        passages = document.criteria.item(above)
        if any(BREAST.search(p.text) for p in passages):
            root = above
        above = passages[0].parent if passages else None
    return passage.field, root


def _takes_any_tumour(document: Document, criteria: list[Passage], asked: list[Mention], weak: str) -> bool:
    """Whether a cohort lets any solid tumour in beside a breast cohort with receptors, and breast cancer is a condition
    without them: then nothing is stated of all breast participants."""
    if asked[0].passage.section not in ("inclusion", "unsectioned") or any(statement(p, weak) for p in document.titles):
        return False
    bare = any(BREAST.search(p.text) and not statement(p, weak) for p in document.conditions)
    return bare and any(p.cohort and is_any_tumour(p.text) for p in criteria)


def _of_groups(criteria: list[Passage], weak: str) -> Accepted:
    """Rules for each receptor group of breast cancer apart let all of them in."""
    return of_every_group([made for p in criteria if not other_tumours(p.text) and (made := statement(p, weak))])


def _of_all_tumours(criteria: list[Passage], document: Document, weak: str) -> Accepted:
    """HER2 states that every participant must have, whatever the tumour: 'HER2-expressing solid tumours'."""
    found = Accepted()
    for passage in [
        p for p in criteria if not (p.cohort or tells("altered", p.text) or names_kind(p.text))
    ] or document.titles:
        made = statement(passage, weak)
        if made and made.role == "states" and not names_kind(_above(document, passage)):
            mine = accepted_by(made)
            found = found.meet(mine) if mine.hr is False else found
    return found


def _refused(document: Document, found: Accepted, asked: list[Mention], kinds: Collection[Kind], weak: str) -> Accepted:
    """Takes away what is refused, unless people other than those of an open cohort or one of several kinds are meant."""
    elsewhere = any(mention.passage.cohort and not mention.asks.stated for mention in asked)
    for refused in _refusals(document, weak):
        here = refused.passage
        aside = (elsewhere and here.section != "exclusion") or (len(kinds) > 1 and _kind(document, here) in kinds)
        if not aside and (found.stated or not (here.cohort or group(here.text))):
            found = found.less(refused)
    return found


def _refusals(document: Document, weak: str) -> Iterator[Statement]:
    """Statements of the criteria that refuse something, but for those on other tumours."""
    made = (statement(p, weak) for p in document.criteria.passages if not other_tumours(p.text))
    return (one for one in made if one and one.role == "refuses")


def _introduces(mention: Mention, others: list[Mention]) -> bool:
    """A bare 'breast cancer' that heads or repeats a fuller statement of the same bullet, cohort or next lines."""
    if mention.asks.stated or tells("open", mention.passage.text):
        return False
    here = mention.passage
    fuller = [other.passage for other in others if other.asks.stated]
    return any(
        (here.cohort and p.cohort == here.cohort)
        or (here.field == p.field and abs(p.item - here.item) <= FOLLOWS and not other_tumours(here.text))
        for p in fuller
    )


def _mentions(document: Document, passage: Passage, weak: str) -> Iterator[Mention]:
    """One for each stretch of a sentence that speaks of breast cancer: what it asks, or everything."""
    breast = list(BREAST.finditer(passage.text))
    made = statement(passage, weak)
    if made and made.role in ("refuses", "definition"):
        return
    if not breast and made:
        below = _below_breast(document, passage) and not other_tumours(passage.text)
        if below or any(p.hr for p in made.profiles):
            yield Mention(passage, accepted_by(made), below)
    for start, end in _stretches(passage.text, breast):
        inside = [p for p in made.profiles if start <= p.start < end or _shared(passage.text, p)] if made else []
        if inside:
            yield Mention(passage, accepted_by(made._replace(profiles=tuple(inside))), True)
        elif _is_diagnosis(passage):
            yield Mention(passage, Accepted(), True)


def _stretches(text: str, breast: list[re.Match]) -> list[tuple[int, int]]:
    """Stretches around mentions of breast cancer, ended by the next other tumour on each side."""
    others = other_tumours(text)
    found = []
    for mention in breast:
        start = max((end for _, end in others if end <= mention.start()), default=0)
        end = min((begin for begin, _ in others if begin >= mention.end()), default=len(text))
        found.append((start, end))
    return sorted(set(found))


def _shared(text: str, p: Profile) -> bool:
    """'HER2-positive solid tumours, including breast and gastric cancer'."""
    return tells("shared", text[p.end : p.end + SHORT])


def _below_breast(document: Document, passage: Passage) -> bool:
    """Whether the bullet above or the cohort's name names breast cancer."""
    return bool(BREAST.search(_above(document, passage) + passage.cohort))


def _above(document: Document, passage: Passage) -> str:
    return " ".join(p.text for p in document.criteria.item(passage.parent)) if passage.parent is not None else ""


def _is_diagnosis(passage: Passage) -> bool:
    if tells("rule", passage.text):
        return False
    return len(passage.text) < SHORT or bool(other_tumours(passage.text)) or tells("diagnosis", passage.text)
