"""tier: whether breast cancer is a target of the trial and whether people with stage IV disease can enter.

Source: label guide, 'tier'; the first tier that holds, in the guide's order. Signals that admit or refuse stage IV are
looked for in titles, conditions, keywords, criteria, arms and summary; the criteria's own words weigh most.
"""

from functools import cache
from typing import NamedTuple

from pipelines.document import Document
from pipelines.labels import tier_asides
from pipelines.labels.tier_asides import BREAST, LEFT_OUT, SHORT
from pipelines.lexicon import Rule, by_value, candidates, rules
from pipelines.passage import Evidence, Passage

CONTEXT_REACH = 65
MANY = 2
"""A trial with more than two tumour types is a basket (label guide: 'at most two tumour types')."""
SILENT = Evidence("tier", "unclear", "is", "tier-silent", "derived")
TYPE, OTHER_WORDS = "type", "other-words"


class Hit(NamedTuple):
    """A rule that matched in a passage."""

    rule: Rule
    passage: Passage
    span: tuple[int, int]


Hits = dict[tuple[str, str], Hit]
"""(kind, place) -> the first words of that kind there; the kind is a rule's value, for tumour types its id."""


def label(document: Document) -> list[Evidence]:
    """One label with one quotation, or none where the tier rests on silence."""
    hits = _hits(document)
    scope = _scope(hits)
    if scope == "none":
        return [Evidence("tier", "not_breast", "is", "tier-no-breast", "derived")]
    admits, by = _entry(hits)
    if admits is None:
        return [SILENT]
    tier = {"breast": "mbc", "basket": "basket_breast", "any": "basket_any"}[scope] if admits else "early"
    return [by.passage.evidence(by.span, "tier", tier, "is", by.rule.id)._replace(cohort="")]


def _hits(document: Document) -> Hits:
    found: Hits = {}
    for place, passages in _places(document).items():
        for passage in passages:
            _look(document, passage, place, found)
    return _understood(found)


def _look(document: Document, passage: Passage, place: str, found: Hits) -> None:
    """Adds what a passage says; kinds that its place has shown already are not looked for again."""
    here = _looked_for(place)
    for rule in candidates("tier", passage.text):
        key = here.get(rule.id)
        if key is None or key in found:
            continue
        span = _span(rule, passage.text)
        if not span:
            continue
        kind = tier_asides.read(rule.value, document, passage, place)
        if kind:
            found.setdefault((kind, place) if kind != rule.value else key, Hit(rule, passage, span))


def _understood(found: Hits) -> Hits:
    """Abbreviations count where the record names breast cancer in full, and never gives them another meaning."""
    plain = {key: hit for key, hit in found.items() if not key[0].endswith(SHORT)}
    if not _where_named(plain, BREAST) or _where_named(plain, OTHER_WORDS):
        return plain
    in_full = {(kind.removesuffix(SHORT), place): hit for (kind, place), hit in found.items() if kind.endswith(SHORT)}
    return in_full | plain


@cache
def _looked_for(place: str) -> dict[str, tuple[str, str]]:
    """Id of each rule for a place -> the key of its hits."""
    here = [
        rule
        for rule in rules("tier")
        if rule.value not in tier_asides.NOT_COUNTED and place in rule.extra["places"].split()
    ]
    return {rule.id: (rule.id if rule.value == TYPE else rule.value, place) for rule in here}


def _span(rule: Rule, text: str) -> tuple[int, int] | None:
    """The first match that no words before it turn round."""
    turns = by_value("tier_context").get(rule.value.split("-")[0], ())
    for match in rule.pattern.finditer(text):
        start = match.start()
        if not any(row.pattern.search(text, max(0, start - CONTEXT_REACH), start) for row in turns):
            return match.span()
    return None


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


def _scope(hits: Hits) -> str:
    """'breast', 'basket' (breast named among others), 'any' (solid tumours, breast not named) or 'none'."""
    named = _where_named(hits, BREAST) - {"summary"}
    target = {"title", "condition", "inclusion"}
    solid = _where_named(hits, "solid") & target
    heads = _types(hits, "title") | _types(hits, "condition")
    if not named & {"title", "condition"}:
        solid |= _where_named(hits, "generic") & target
        heads |= _types(hits, "inclusion")
    if named == {"keyword"}:
        heads |= _types(hits, "keyword")
    if not named:
        return _unnamed(hits, solid)
    if not solid and _only_listed(named, hits):
        return "none"
    many = len(heads) >= MANY or (solid and heads) or solid & {"condition", "inclusion"} or _where_named(hits, "others")
    return "basket" if many else "breast"


def _unnamed(hits: Hits, solid: set[str]) -> str:
    """The scope where breast cancer is not named as a target; hereditary cancer counts as breast cancer."""
    title = _types(hits, "title")
    if solid:
        return "none" if _where_named(hits, LEFT_OUT) or (title and solid == {"condition"}) else "any"
    heads = title | _types(hits, "condition")
    return "breast" if not heads and _where_named(hits, "heredity") else "none"


def _where_named(hits: Hits, kind: str) -> set[str]:
    return {place for found, place in hits if found == kind}


def _types(hits: Hits, place: str) -> set[str]:
    return {kind for (kind, where), hit in hits.items() if where == place and hit.rule.value == TYPE}


def _only_listed(named: set[str], hits: Hits) -> bool:
    """Whether title and criteria are about one other cancer, and breast stands in a list or an aside only."""
    title, inclusion = _types(hits, "title"), _types(hits, "inclusion")
    if named <= {"condition", "keyword"}:
        return bool(title) and bool(inclusion) and inclusion <= title
    return named <= {"inclusion", "keyword"} and bool(title) and len(_types(hits, "condition")) < MANY


def _entry(hits: Hits) -> tuple[bool | None, Hit | None]:
    """Whether stage IV people can enter, and the words that say so; None where the record does not let us tell."""
    admit = _first(hits, ("admit-stage", "admit"), "inclusion title condition keyword arm summary")
    refuse = _first(hits, ("refuse", "deny"), "exclusion inclusion title condition keyword summary")
    if admit and refuse:
        return _weigh(hits, admit, refuse)
    if admit or refuse:
        return bool(admit), admit or refuse
    weak = _first(hits, ("admit-weak",), "title condition inclusion exclusion arm")
    done = _first(hits, ("deny-weak",), "inclusion exclusion summary")
    return (bool(weak), weak or done) if weak or done else (None, None)


def _first(hits: Hits, kinds: tuple[str, ...], places: str) -> Hit | None:
    return next((hits[kind, place] for place in places.split() for kind in kinds if (kind, place) in hits), None)


WEIGHTS = {"inclusion": 3, "title": 3, "condition": 2, "keyword": 1, "arm": 1, "summary": 1, "exclusion": 4}


def _weigh(hits: Hits, admit: Hit, refuse: Hit) -> tuple[bool | None, Hit | None]:
    """Both kinds of words: stages that criteria name outright win where metastasis is not refused, else the heavier side."""
    outright = hits.get(("admit-stage", "inclusion"))
    if outright and not _where_named(hits, "refuse") - {"summary"}:
        return True, outright
    places = {side: set().union(*(_where_named(hits, kind) for kind in kinds)) for side, kinds in SIDES.items()}
    for_entry, against = (sum(WEIGHTS[place] for place in places[side]) for side in SIDES)
    return (True, admit) if for_entry >= against else (False, refuse)


SIDES = {"for": ("admit-stage", "admit"), "against": ("refuse", "deny")}
