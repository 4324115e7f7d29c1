"""Receptors in trials of several tumour types: only what is said of breast cancer counts (label guide: baskets)."""

import re
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from pipelines.document import Document
from pipelines.labels.receptor_profiles import Accepted
from pipelines.labels.receptor_statements import Statement, statement
from pipelines.lexicon import candidates
from pipelines.passage import Passage

BREAST = re.compile(r"\bbreast\b(?![- ]?feed| implant| milk)|\bmammary\b|\bm?tnbc\b|triple[- ]neg\w+")
DIAGNOSIS = re.compile(
    r"histolog|cytolog|patholog|diagnos|confirmed|documented|advanced|metastatic|following|tumou?r types?|cohort|indication"
)
CONDITION = re.compile(
    r"\W*(?:for|if|in|patients with breast cancer (?:must|should)|participants with breast cancer (?:must|should))\b[^:]*$"
)
ALTERED = re.compile(r"mutat|alter|fusion|insertion|exon|egfr|any of|one of|\bngs\b|if\b")
ANY_TUMOUR = re.compile(r"\b(?:advanced )?(?:solid )?(?:tumou?rs?|cancers?|malignanc\w+)\b")
SHORT = 70
OPEN = re.compile(r"\b(?:any|all|other)\b[^.;,]{0,20}\bbreast")
FOLLOWS = 4


class Mention(NamedTuple):
    """Breast cancer named in a passage, and what is asked of it; `direct` where the passage itself names breast cancer."""

    passage: Passage
    asks: Accepted
    direct: bool


def names_breast(document: Document) -> bool:
    """Whether breast cancer is named as something that people in the trial have."""
    heads = (*document.titles, *document.conditions, *document.keywords, *document.arms, *document.summary)
    criteria = (p for p in document.criteria.passages if p.section != "exclusion" and not _aside(p.text))
    return any(BREAST.search(passage.text) for passages in (heads, criteria) for passage in passages)


def is_basket(document: Document) -> bool:
    """Whether titles, conditions or (with no breast in a title) the criteria name other tumours."""
    heads = [*document.titles, *document.conditions]
    if any(other_tumours(passage.text) for passage in heads):
        return True
    if any(BREAST.search(passage.text) for passage in document.titles):
        return False
    return any(other_tumours(p.text) for p in document.criteria.passages if p.section != "exclusion")


def in_basket(document: Document, weak: str) -> Accepted:
    """What breast participants need; nothing stated where breast cancer is also named without receptors."""
    criteria = [p for p in document.criteria.passages if p.section != "exclusion" and not _aside(p.text)]
    for passages in (criteria, document.titles, document.conditions, document.arms, document.keywords):
        said = [mention for passage in passages for mention in _mentions(document, passage, weak)]
        direct = [mention for mention in said if mention.direct] or said
        if asked := [mention.asks for mention in direct if not _introduces(mention, direct)]:
            found = reduce(Accepted.__or__, asked)
            return _refused(document, found if found.stated else _of_all_tumours(criteria, document, weak), weak)
    return Accepted()


def _of_all_tumours(criteria: list[Passage], document: Document, weak: str) -> Accepted:
    """HER2 states that every participant must have, whatever the tumour: 'HER2-expressing solid tumours'."""
    found = Accepted()
    for passage in [
        p for p in criteria if not (p.cohort or ALTERED.search(p.text) or _specific(p.text))
    ] or document.titles:
        above = " ".join(p.text for p in document.criteria.item(passage.parent)) if passage.parent is not None else ""
        made = statement(passage, weak)
        if made and made.role == "states" and not _specific(above):
            mine = _all_of(made, made.profiles)
            found = found.meet(mine) if mine.hr is False else found
    return found


def _refused(document: Document, found: Accepted, weak: str) -> Accepted:
    """Takes away what is refused, unless other tumours are meant."""
    for passage in document.criteria.passages:
        made = None if other_tumours(passage.text) else statement(passage, weak)
        if made and made.role == "refuses":
            found = reduce(lambda left, p: left.without(made, p), made.profiles, found)
    return found


def _specific(text: str) -> bool:
    """Whether a text names a tumour other than breast cancer, 'solid tumours' aside."""
    return bool(other_tumours(ANY_TUMOUR.sub("", text)))


def _introduces(mention: Mention, others: list[Mention]) -> bool:
    """A bare 'breast cancer' that heads or repeats a fuller statement of the same bullet, cohort or next lines."""
    if mention.asks.stated or OPEN.search(mention.passage.text):
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
    if not breast and made and _of_breast(document, passage, made):
        yield Mention(passage, _all_of(made, made.profiles), False)
    for start, end in _stretches(passage.text, breast):
        inside = [p for p in made.profiles if start <= p.start < end] if made else []
        if inside:
            yield Mention(passage, _all_of(made, inside), True)
        elif _is_diagnosis(passage):
            yield Mention(passage, Accepted(), True)


def _all_of(made: Statement, profiles) -> Accepted:
    return reduce(Accepted.__or__, [Accepted.by(made, p) for p in profiles])


def _stretches(text: str, breast: list[re.Match]) -> list[tuple[int, int]]:
    """Stretches around mentions of breast cancer, ended by the next other tumour on each side."""
    others = other_tumours(text)
    found = []
    for mention in breast:
        start = max((end for _, end in others if end <= mention.start()), default=0)
        end = min((begin for begin, _ in others if begin >= mention.end()), default=len(text))
        found.append((start, end))
    return sorted(set(found))


def _of_breast(document: Document, passage: Passage, made: Statement) -> bool:
    """Hormone receptors speak of breast cancer; HER2 does where the bullet above names it and the sentence no other tumour."""
    if any(p.hr for p in made.profiles):
        return True
    above = " ".join(p.text for p in document.criteria.item(passage.parent)) if passage.parent is not None else ""
    return bool(BREAST.search(above + passage.cohort)) and not other_tumours(passage.text)


def _is_diagnosis(passage: Passage) -> bool:
    if CONDITION.match(passage.text):
        return False
    return len(passage.text) < SHORT or bool(other_tumours(passage.text)) or bool(DIAGNOSIS.search(passage.text))


def other_tumours(text: str) -> list[tuple[int, int]]:
    """Where a text names tumours other than breast cancer, or solid tumours at large, as (start, end)."""
    return [
        m.span()
        for rule in candidates("receptor_tumours", text)
        if rule.value == "other"
        for m in rule.pattern.finditer(text)
    ]


def _aside(text: str) -> bool:
    return any(rule.pattern.search(text) for rule in candidates("receptor_tumours", text) if rule.value == "aside")
