"""For whom a statement on lines of treatment holds: everyone, a cohort, a subtype, or one of several bullets to choose from."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.labels.cohorts import ELSEWHERE, HERE, speakers
from pipelines.labels.line_context import says
from pipelines.labels.line_statements import Bound, bounds
from pipelines.lexicon import candidates
from pipelines.passage import Passage

# Names of parts that everyone who is treated goes through.
EVERYONE = re.compile(r"treatment|registration|\bmain\b|(?<!sub-)(?<!sub)study|randomi|participants")
ONE_OF = re.compile(
    r"\b(?:one|any|either)(?: or more)?(?: of)?(?: the)?(?: following)?[^.:;]{0,130}:$|\beither\W*$"
    r"|\b(?:first|1st)[^:;.]{0,20}\bor\b[^:;.]{0,60}:$"
)
OR_ALONE = re.compile(r"\W*or\W*$")
OR_NEXT = re.compile(r"\bor\W*$")
LEAD = 60
"""How far into a sentence a subtype is looked for that the whole sentence speaks of."""
SUBTYPE, TRIPLE = "subtype ", "group-tnbc"


class Said(NamedTuple):
    """A bound, for whom it holds ('' everyone), and the bullet of the list to choose from that it stands in."""

    bound: Bound
    who: str = ""
    choice: int | None = None
    item: int = -1


def criteria(passages: list[Passage]) -> list[Said]:
    """All bounds of the eligibility text, but those for people with other tumours."""
    stated = [bounds(passage) for passage in passages]
    if not any(stated):
        return []
    bullets = _bullets(passages)
    spoken = zip(speakers(passages), stated, strict=True)
    made = [one for (passage, who), found in spoken for one in _said(passage, who, found, bullets)]
    if any(says("also", passage.text) for passage in passages):
        made = [one._replace(bound=one.bound._replace(low=None)) for one in made]
    subtypes = _subtypes(passages) if any(one.who.startswith(SUBTYPE) for one in made) else set()
    if not subtypes:
        return [one._replace(who="") if one.who.startswith(SUBTYPE) else one for one in made]
    return made + [Said(made[0].bound._replace(kind=""), who) for who in subtypes]


def _subtypes(passages: list[Passage]) -> set[str]:
    """Subtypes with a sentence on earlier treatment of their own, where triple-negative disease is one of several."""
    asked = [passage for passage in passages if passage.section != "exclusion" and says("earlier", passage.text)]
    named = {who for passage in asked if (who := _named(passage.text, LEAD)).startswith(SUBTYPE)}
    return named if SUBTYPE + TRIPLE in named and len(named) > 1 else set()


def choices(passages: list[Passage]) -> dict[int, set[int]]:
    """Lists of bullets of which one must hold -> their bullets."""
    made: dict[int, set[int]] = {}
    for choice, item in _bullets(passages).values():
        made.setdefault(choice, set()).add(item)
    return made


def _said(passage: Passage, who: str, stated: list[Bound], bullets: dict[int, tuple[int, int]]) -> Iterator[Said]:
    if who == ELSEWHERE or not (stated or who):
        return
    who = "" if who == HERE or EVERYONE.search(who) else who
    choice, item = bullets.get(passage.item, (None, -1))
    for bound in stated:
        yield Said(bound, who or _named(passage.text, bound.place), choice, item)
    silent = passage.cohort and passage.section != "exclusion" and not stated and says("earlier", passage.text)
    if who and (silent or says("unlimited", passage.text)):
        evidence = passage.evidence(None, "", "", "is", "")
        yield Said(Bound("", None, None, evidence, 0), who)


def _named(text: str, place: int) -> str:
    """The cohort or subtype that a sentence names before a statement, '' for none or several cohorts."""
    cohorts, subtypes = set(), set()
    for rule in candidates("lines_groups", text):
        for match in rule.pattern.finditer(text):
            if match.start() <= place or text[match.start() - 1] == "(" or match[0].endswith("only"):
                cohorts.add(match[0]) if rule.value == "cohort" else subtypes.add(rule.id)
    if cohorts:
        return cohorts.pop() if len(cohorts) == 1 else ""
    return SUBTYPE + " ".join(sorted(subtypes)) if subtypes else ""


def _bullets(passages: list[Passage]) -> dict[int, tuple[int, int]]:
    """Bullet -> (list to choose from, the list's bullet that it is or lies in)."""
    made: dict[int, tuple[int, int]] = {}
    last: dict[int, str] = {}
    before: dict[tuple[str, int | None], int] = {}
    latest, joined = -1, None
    for passage in passages:
        item, parent = passage.item, passage.parent
        if item not in last and passage.section != "exclusion":
            sibling = before.get((passage.section, parent))
            if OR_ALONE.match(passage.text):
                joined = made.setdefault(latest, (latest, latest))[0]
                continue
            if joined is not None:
                made[item], joined = (joined, item), None
            elif parent is not None and ONE_OF.search(last.get(parent, "")):
                made[item] = (parent, item)
            elif sibling is not None and (OR_NEXT.search(last[sibling]) or passage.text.startswith("or ")):
                choice, _ = made.setdefault(sibling, (sibling, sibling))
                made[item] = (choice, item)
            elif parent in made:
                made[item] = made[parent]
            before[passage.section, parent] = item
        last[item], latest = passage.text, item
    return made
