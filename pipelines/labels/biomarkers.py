"""biomarker: changes of genes or proteins that everyone with breast cancer must have; of a one-of list, each (label guide)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipelines.document import Document
from pipelines.labels.cohorts import ELSEWHERE, elsewhere, speakers
from pipelines.labels.receptor_baskets import BREAST, is_basket, other_tumours
from pipelines.lexicon import Rule, candidates, rules
from pipelines.passage import Evidence, Passage

LINK = re.compile(
    r"[\s,/&()+*]{0,4}(?:(?:and/or|and|or|genes?|either|mutations?|alterations?)[\s,/&(]{0,3}|(?!negativ|positiv|wild|unknown)[a-z][a-z0-9-]{1,8}(?:,\s?| and | or )){0,60}"
)
OVEREXPRESSED = re.compile(r"\b(?:her-?2|erbb2)(?:[ -]?(?:amplif|over|posit)|\+)|amplif|overexpress")
WITH = re.compile(r"[^.;]{0,20}\b(?:with|harbou?ring|carrying|having)\b")
LISTED = re.compile(r"(?:[a-z][a-z0-9-]{1,8},\s?){1,60}$")
SIGN = re.compile(
    r"mut(?:at|ant|\b)|[a-z]m\b|alter|aberr|variant|amplif|fusion|rearr|loss|defici|defect|express|positiv|\+|carrier|≥|>|hotspot|high|-h\b"
)
LIST = 700
SHORT = 60
TUMOUR_WIDE = ("MSI_high", "TMB_high")
REACH = 90
CLOSE = 12


class Name(NamedTuple):
    """A gene or protein at text[start:end]."""

    start: int
    end: int
    value: str
    rule_id: str


def label(document: Document) -> list[Evidence]:
    """What everyone needs: from the criteria, else from titles or summary; what only one cohort needs stays with it."""
    found = list(_of_criteria(document))
    for_all = [hit for hit in found if not hit.cohort] + _of_every_cohort(found)
    sources = (document.titles,) if is_basket(document) else (document.titles, document.summary)
    for passages in sources:
        if for_all:
            break
        for_all = [hit for passage in passages for hit in _hits(passage)]
    return [hit for hit in found if hit.cohort] + for_all


def _of_criteria(document: Document) -> Iterator[Evidence]:
    for passage, audience in speakers(document.criteria.passages):
        if passage.section == "exclusion" or audience == ELSEWHERE:
            continue
        hits = list(_hits(passage))
        if hits and not elsewhere(passage.text):
            condition = passage.text[:40] if _first("cond", passage.text) else ""
            named = "" if BREAST.search(audience) else audience or condition
            yield from (hit._replace(cohort=named) for hit in hits)


def _of_every_cohort(found: list[Evidence]) -> list[Evidence]:
    """A biomarker that two cohorts or more ask for, each in its own words, is taken as asked of all."""
    by_value: dict[str, list[Evidence]] = defaultdict(list)
    for hit in found:
        if hit.cohort:
            by_value[hit.value].append(hit)
    several = [hits for hits in by_value.values() if len({hit.cohort for hit in hits}) > 1]
    return [hit._replace(cohort="") for hits in several for hit in hits]


def _hits(passage: Passage) -> Iterator[Evidence]:
    for start, end, name in asked(passage):
        yield passage.evidence((start, end), "biomarker", name.value, "required", name.rule_id)


def asked(passage: Passage) -> Iterator[tuple[int, int, Name]]:
    """Requirements in a passage as (start, end, name); names in a list share the word that says what happened to them."""
    text = passage.text
    names = _names(passage)
    if not names or _first("aside", text):
        return
    groups = list(_groups(text, names))
    either = {name.value for group in groups if _first("barafter", _behind(text, group)) for name in group}
    for group in groups:
        if not (_asked(text, group) and _of_breast(text, group) and _of_people(passage, group)):
            continue
        for name in {name.value: name for name in group}.values():
            if name.value in TUMOUR_WIDE and passage.parent is not None and len(text) < SHORT:
                continue  # one of the tumours in a list
            alternative = name.value == "HER2_mutation" and OVEREXPRESSED.search(text)
            if not alternative and not (len(groups) > 1 and name.value in either):
                yield group[0].start, group[-1].end, name


def _of_people(passage: Passage, group: list[Name]) -> bool:
    """In titles and summaries a biomarker counts where it describes the people, not what is studied."""
    return (
        passage.section in ("inclusion", "unsectioned")
        and passage.field == "eligibility_text"
        or bool(_first("people", passage.text[: group[0].start]))
    )


def _behind(text: str, group: list[Name]) -> str:
    return text[group[-1].end : group[-1].end + REACH]


def _names(passage: Passage) -> list[Name]:
    """Genes and proteins in order, none inside another; where the rule says so only in capitals ('MET', not 'met')."""
    if not SIGN.search(passage.text):
        return []
    found = (
        Name(*match.span(), rule.value, rule.id)
        for rule in candidates("biomarkers", passage.text)
        for match in rule.pattern.finditer(passage.text)
        if not rule.extra["capitals"] or not re.search("[a-z]", passage.cased[match.end() - 2 : match.end()])
    )
    kept: list[Name] = []
    for name in sorted(found):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _groups(text: str, names: list[Name]) -> list[list[Name]]:
    groups = [[names[0]]]
    for name, following in pairwise(names):
        if LINK.fullmatch(text, name.end, following.start):
            groups[-1].append(following)
        else:
            groups.append([following])
    return groups


def _of_breast(text: str, group: list[Name]) -> bool:
    """In a list of tumours, whether the change is asked of the breast cancers: 'nectin-4-positive TNBC, colon cancer'."""
    before, behind = text[max(0, group[0].start - LIST) : group[0].start], text[group[-1].end : group[-1].end + LIST]
    earlier, later = other_tumours(before), other_tumours(behind)
    if not (earlier or later):
        return True
    if any("solid" in part[a:b] for part, found in ((before, earlier), (behind, later)) for a, b in found):
        return group[0].value not in TUMOUR_WIDE
    ahead = before[max((b for _, b in earlier), default=0) :]
    following = behind[: min((a for a, _ in later), default=len(behind))]
    of_all = not later and WITH.match(ahead) and BREAST.search(before)
    return bool(BREAST.search(following) or BREAST.search(ahead) or of_all)


def _asked(text: str, group: list[Name]) -> bool:
    start = group[0].start
    if listed := LISTED.search(text, max(0, start - 600), start):
        start = listed.start()
    ahead, behind = text[max(0, start - REACH) : start], _behind(text, group)
    after, barred = _first("after", behind), _first("barafter", behind)
    if _first("bar", ahead) or (barred and not (after and after.end() + CLOSE < barred.end())):
        return False
    itself = any(_first("self", text[name.start : name.end]) for name in group)
    return itself or bool(after) or bool(_first("before", ahead))


@cache
def _context(value: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules("biomarker_context") if rule.value == value)


def _first(value: str, text: str) -> re.Match | None:
    return next((match for rule in _context(value) if (match := rule.pattern.search(text))), None)
