"""tier: whether breast cancer is a target of the trial and whether people with stage IV disease can enter.

Source: label guide, 'tier'; the first tier that holds, in the guide's order. Signals that admit or refuse stage IV are
looked for in titles, conditions, keywords, criteria, arms and summary; the criteria's own words weigh most.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.document import Document
from pipelines.lexicon import Rule, candidates
from pipelines.passage import Evidence, Passage

NEGATED = re.compile(
    r"\b(?:no|not|without|absence of|exclud\w+|rul(?:e|ed|ing) out|negative for|free (?:of|from)|never|prevent\w*|risk (?:of|for)|nor|lack of"
    r"|staging|suspicious|suspected|develop\w*|other than|prior to|assess\w*|evaluat\w+|lymph node|axillary|time to|reduc\w+|biomarker\w* of)\b(?:(?!therap|treat|chemo|\bline|regimen)[^,;.]){0,45}$"
)
NEGATION_REACH = 65
MANY = 2
"""A trial with more than two tumour types is a basket (label guide: 'at most two tumour types')."""
PLACES = ("title", "condition", "keyword", "inclusion", "exclusion", "arm", "summary")
SILENT = Evidence("tier", "unclear", "is", "tier-silent", "derived")


class Hit(NamedTuple):
    """A rule that matched in a passage."""

    rule: Rule
    place: str
    passage: Passage
    span: tuple[int, int]


def label(document: Document) -> list[Evidence]:
    """One label with one quotation, or none where the tier rests on silence."""
    hits = list(_hits(document))
    scope = _scope(hits)
    if scope == "none":
        return [Evidence("tier", "not_breast", "is", "tier-no-breast", "derived")]
    admits, by = _entry(hits, scope)
    if admits is None:
        return [SILENT]
    tier = {"breast": "mbc", "basket": "basket_breast", "any": "basket_any"}[scope] if admits else "early"
    return [by.passage.evidence(by.span, "tier", tier, "is", by.rule.id)._replace(cohort="")]


def _hits(document: Document) -> Iterator[Hit]:
    for place, passages in _places(document).items():
        seen: set[str] = set()
        for passage in passages:
            for rule in candidates("tier", passage.text):
                if rule.id in seen or place not in rule.extra["places"].split():
                    continue
                found = rule.pattern.finditer(passage.text)
                span = next((m.span() for m in found if not _negated(rule, passage.text, m.start())), None)
                if span:
                    yield Hit(rule, place, passage, span)
                    if rule.value not in ("breast", "aside"):
                        seen.add(rule.id)


def _negated(rule: Rule, text: str, place: int) -> bool:
    return rule.value.startswith("admit") and bool(NEGATED.search(text, max(0, place - NEGATION_REACH), place))


def _places(document: Document) -> dict[str, list[Passage]]:
    criteria = document.criteria.passages
    return {
        "title": document.titles,
        "condition": document.conditions,
        "keyword": document.keywords,
        "inclusion": [p for p in criteria if p.section != "exclusion"],
        "exclusion": [p for p in criteria if p.section == "exclusion"],
        "arm": document.arms,
        "summary": document.summary,
    }


def _scope(hits: list[Hit]) -> str:
    """'breast', 'basket' (breast named among others), 'any' (solid tumours, breast not named) or 'none'."""
    others = {place: {h.rule.id for h in hits if h.rule.value == "type" and h.place == place} for place in PLACES}
    aside = {h.passage for h in hits if h.rule.value == "aside"}
    named = {h.place for h in hits if h.rule.value == "breast" and h.passage not in aside} - {"summary"}
    solid = {h.place for h in hits if h.rule.value == "solid"} & {"title", "condition", "inclusion"}
    heads = others["title"] | others["condition"]
    if not named & {"title", "condition"}:
        solid |= {h.place for h in hits if h.rule.value == "generic"} & {"title", "condition", "inclusion"}
    if not named:
        heredity = not heads and any(h.rule.value == "heredity" for h in hits)
        return "any" if solid else "breast" if heredity else "none"
    if not solid and _only_listed(named, others):
        return "none"
    if "title" not in named and "condition" not in named:
        heads = heads | others["inclusion"]
    return "basket" if len(heads) >= MANY or solid & {"condition", "inclusion"} or (solid and heads) else "breast"


def _only_listed(named: set[str], others: dict[str, set[str]]) -> bool:
    """Whether title and criteria are about one other cancer, and breast stands in a list or an aside only."""
    if named <= {"condition", "keyword"}:
        return bool(others["title"]) and bool(others["inclusion"]) and others["inclusion"] <= others["title"]
    return named <= {"inclusion", "keyword"} and bool(others["title"]) and len(others["condition"]) < MANY


def _entry(hits: list[Hit], scope: str) -> tuple[bool | None, Hit | None]:
    """Whether stage IV people can enter, and the words that say so; None where the record does not let us tell."""
    by: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        by.setdefault((hit.rule.value, hit.place), hit)
    admit = _first(by, "admit", "inclusion", "title", "condition", "keyword", "arm", "summary")
    refuse = _first(by, "deny", "exclusion", "inclusion", "title", "condition", "keyword", "summary")
    if admit and not refuse:
        return True, admit
    if refuse and not admit:
        return False, refuse
    if admit and refuse:
        return _weigh(by, admit, refuse)
    weak = _first(by, "admit-weak", "title", "condition", "inclusion", "exclusion", "arm")
    return (True, weak) if weak else (None, None)


def _first(by: dict[tuple[str, str], Hit], value: str, *places: str) -> Hit | None:
    return next((by[value, place] for place in places if (value, place) in by), None)


WEIGHTS = {"inclusion": 3, "title": 3, "condition": 2, "keyword": 1, "arm": 1, "summary": 1, "exclusion": 4}


def _weigh(by: dict[tuple[str, str], Hit], admit: Hit, refuse: Hit) -> tuple[bool | None, Hit | None]:
    """Both kinds of words: the heavier side wins."""
    total = {value: sum(WEIGHTS[place] for kind, place in by if kind == value) for value in ("admit", "deny")}
    return (True, admit) if total["admit"] >= total["deny"] else (False, refuse)
