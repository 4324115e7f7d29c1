"""Genes and proteins that a sentence asks for: 'a mutation in BRCA1, BRCA2 or PALB2' asks for each."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipelines import lexicon
from pipelines.labels.receptor_baskets import BREAST, other_tumours
from pipelines.lexicon import candidates
from pipelines.passage import Passage

LINK = re.compile(
    r"(?: ?\([a-z -]{3,50}\))?[\s,/&()+*]{0,4}(?>(?:and/or|and|or|genes?|either|mutations?|alterations?|other|ddr|hrr|including|family)\b[\s,/&(]{0,3}"
    r"|(?!negativ|positiv|wild|unknown)[a-z][a-z0-9-]{1,8}(?:,\s?| and | or )){0,60}"
)
"""What may stand between two names of one list, names that we do not know among it."""
LISTED = re.compile(r"(?:[a-z][a-z0-9-]{1,8},\s?){1,60}$")
LIST = 700
SHORT = 90
REACH = 90
CLOSE = 12
TUMOUR_WIDE = ("MSI_high", "TMB_high")
"""Marks that name a kind of tumour: in a list of tumours they are one of them."""


class Name(NamedTuple):
    """A gene or protein at text[start:end]."""

    start: int
    end: int
    value: str
    rule_id: str


def asked(passage: Passage) -> Iterator[tuple[int, int, Name]]:
    """Requirements in a passage as (start, end, name); names in a list share the word that says what happened to them."""
    text = passage.text
    names = _names(passage)
    if not names or said("aside", text) or said("alternative", text):
        return
    groups = list(_groups(text, names))
    either = {name.value for group in groups if said("barafter", _behind(text, group)) for name in group}
    for group in groups:
        if not (_asked(text, group) and _of_breast(text, group) and _of_people(passage, group)):
            continue
        for name in {name.value: name for name in group}.values():
            nested = passage.parent is not None and not passage.cohort
            listed = name.value in TUMOUR_WIDE and nested and len(text) < SHORT
            if not listed and not (len(groups) > 1 and name.value in either):
                yield group[0].start, group[-1].end, name


def said(value: str, text: str) -> re.Match | None:
    """The first match of a rule of biomarker_context.csv with this value."""
    return lexicon.said("biomarker_context", value, text)


def _of_people(passage: Passage, group: list[Name]) -> bool:
    """In titles a biomarker counts where it describes the people, not what is studied."""
    return passage.field == "eligibility_text" or bool(said("people", passage.text[: group[0].start]))


def _behind(text: str, group: list[Name]) -> str:
    return text[group[-1].end : group[-1].end + REACH]


def _names(passage: Passage) -> list[Name]:
    """Genes and proteins in order, none inside another; where the rule says so only in capitals ('MET', not 'met')."""
    found = [
        Name(*match.span(), rule.value, rule.id)
        for rule in candidates("biomarkers", passage.text)
        for match in rule.pattern.finditer(passage.text)
        if not rule.extra["capitals"] or not re.search("[a-z]", passage.cased[match.end() - 2 : match.end()])
    ]
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
    of_all = not later and said("with", ahead) and BREAST.search(before)
    return bool(BREAST.search(following) or BREAST.search(ahead) or of_all)


def _asked(text: str, group: list[Name]) -> bool:
    start = group[0].start
    if listed := LISTED.search(text, max(0, start - 600), start):
        start = listed.start()
    ahead, behind = text[max(0, start - REACH) : start], _behind(text, group)
    after, barred = said("after", behind), said("barafter", behind)
    if said("bar", ahead) or (barred and not (after and after.end() + CLOSE < barred.end())):
        return False
    if said("asidebefore", text[max(0, start - 3 * REACH) : start]):
        return False
    itself = any(said("self", text[name.start : name.end]) for name in group)
    return itself or bool(after) or bool(said("before", ahead))
