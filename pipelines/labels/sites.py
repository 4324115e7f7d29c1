"""site: what a trial says about each place of metastasis, per cohort and rolled up for the trial.

Source: label guide, 'sites'. Exceptions may stand in the same sentence, in the next ones, in nested bullets or in the
other section; the most permissive statement wins, and a limit wins over a bare permission.
"""

from collections import defaultdict
from collections.abc import Iterator

from pipelines.criteria import Criteria
from pipelines.document import Document
from pipelines.labels import focus
from pipelines.labels.context import first, permits, starting
from pipelines.labels.mentions import CENTRAL, central, may_name, mentions
from pipelines.labels.site_readings import Reading
from pipelines.labels.site_rollup import Found, Subject, roll_up
from pipelines.labels.stances import readings
from pipelines.passage import Evidence, Passage

PLACES = {"bone", "brain", "leptomeningeal", "liver", "lung", "skin_soft_tissue", "lymph_node"}
"""A title with two of these offers alternatives, or asks for both where a criterion does."""
SAYING = ("except", "permit", "permit-not", "refuse", "condition", "limit", "negate", "duty")
"""Roles of words with which a heading takes a stance of its own."""
FEW_CONDITIONS = 5
"""A place that is one of more conditions may be that of one cohort."""
BEFORE = 10
"""An exception speaks of what was said just before it."""


def label(document: Document) -> list[Evidence]:
    """Rows of every cohort that has its own statements, then the roll-up (cohort '')."""
    found = list(_found(document))
    cohorts = {p.cohort for p in document.criteria.passages if p.cohort}
    subjects = _subjects(document)
    made: list[Evidence] = []
    for site in dict.fromkeys([*(f.reading.site for f in found), *subjects]):
        mine = [f for f in found if f.reading.site == site]
        subject = subjects.get(site)
        if subject and site == "brain" and _lining_alone(found):
            subject = subject._replace(sure=False)
        made += roll_up(site, mine, cohorts, subject)
    return made + _derived(made)


def _lining_alone(found: list[Found]) -> bool:
    """Whether a cohort takes people for leptomeningeal disease and says nothing of the brain."""
    lining = {f.passage.cohort for f in found if f.reading.site == "leptomeningeal" and f.reading.stance == "demand"}
    return bool(lining - {"", *(f.passage.cohort for f in found if f.reading.site == "brain")})


def _subjects(document: Document) -> dict[str, Subject]:
    """The sites that the trial is about; one of several in a title, or one of many conditions, is none or an unsure one."""
    named = focus.subjects(document)
    titled = {site for site, e in named.items() if e.field.endswith("title")}
    several = len(titled & PLACES) > 1
    found = {}
    for site, evidence in named.items():
        if site not in titled and len(document.conditions) > FEW_CONDITIONS:
            continue
        if site in titled and starting("place-after", document.text(evidence.field).lower(), evidence.end):
            continue
        found[site] = Subject(evidence, site in titled, sure=site in titled and not (several and site in PLACES))
    return found


def _found(document: Document) -> Iterator[Found]:
    """Readings of all passages, each read below the bullet that it belongs to and after what that bullet said."""
    criteria = document.criteria
    latest: dict[int, Passage] = {}
    said: dict[int, list[Found]] = defaultdict(list)
    for passage in criteria.passages:
        above = [latest[passage.parent]] if passage.parent in latest else []
        before = said[passage.item][-BEFORE:] + (said[passage.parent][-BEFORE:] if passage.parent is not None else [])
        latest[passage.item] = passage
        spoken = may_name(passage.text) and not _heads(passage, criteria)
        made = readings(passage.text, *_frame(passage, above)) if spoken else []
        said[passage.item] += [Found(reading, passage) for reading in [*made, *_echo(passage, before)]]
    yield from _kept(said, criteria)


def _kept(said: dict[int, list[Found]], criteria: Criteria) -> Iterator[Found]:
    """All readings; an exception spelled out in bullets about brain metastases alone leaves leptomeningeal disease refused."""
    for item, found in said.items():
        for one in found:
            if one.reading.site == "leptomeningeal" and one.reading.rule_id.endswith("except-list"):
                below = {m.site for child in criteria.children(item) for m in mentions(child.text)}
                if "brain" in below and "leptomeningeal" not in below:
                    one = one._replace(reading=one.reading._replace(stance="excluded"))
            yield one


def _heads(passage: Passage, criteria: Criteria) -> bool:
    """Whether a bullet such as 'CNS disease:' only heads a list whose own bullets name the brain or its lining."""
    text = passage.text
    if not text.endswith(":") or any(first(role, text) for role in SAYING):
        return False
    return any(central(child.text) for child in criteria.children(passage.item))


def _frame(passage: Passage, above: list[Passage]) -> tuple[str, bool]:
    """Section as the bullet above turns it, and whether this bullet is a condition of a permission above."""
    text, excluding = above[-1].text if above else "", passage.section == "exclusion"
    if not text:
        return passage.section, False
    refuses = first("heading-refuses", text)
    if first("heading-one", text) and not excluding and not refuses:
        return "alternatives", False
    if central(text):
        return passage.section, not excluding or _admits(text)
    if text.endswith(":") and refuses:
        return "exclusion", False
    if text.endswith(":") and first("heading-admits", text) and first("heading-people", text):
        return "inclusion", False
    return passage.section, False


def _admits(text: str) -> bool:
    """Whether a bullet about brain metastases introduces conditions: 'are eligible if', 'unless', 'must:'."""
    return any(first(role, text) for role in ("heading-admits", "except", "heading-must"))


def _echo(passage: Passage, before: list[Found]) -> list[Reading]:
    """'... Those with treated, stable disease may join': an exception to what the same bullet refused before."""
    text = passage.text
    refused = [
        f for f in before if f.reading.stance in ("excluded", "limited", "treated_stable") and f.reading.site in CENTRAL
    ]
    if not refused or not starting("anaphor", text, 0) or central(text):
        return []
    permit, condition = permits(text), first("condition", text)
    if not permit or not condition or first("refuse", text):
        return []
    start, end = min(permit.start, condition.start), max(permit.end, condition.end)
    stances = {f.reading.site: "open" if _reopened(text, f) else "treated_stable" for f in refused}
    return [Reading(site, stances[site], start, end, f"echo+{condition.rule_id}") for site in sorted(stances)]


def _reopened(text: str, refused: Found) -> bool:
    """'Active brain metastases. If treatment is not needed soon, people may join': even active disease is let in."""
    needless = first("unneeded", text) and not first("stable", text)
    return bool(needless and first("open", refused.passage.text))


def _derived(made: list[Evidence]) -> list[Evidence]:
    """Bone follows from bone-only, and no visceral disease means neither liver nor lung (label guide)."""
    known = {(e.value, e.cohort) for e in made}
    found = []
    for e in made:
        if e.value == "bone_only":
            stance = "required" if e.stance == "required" else "allowed"
            found += [e._replace(value="bone", stance=stance, basis="derived")]
        if e.value == "visceral" and e.stance == "excluded":
            found += [e._replace(value=site, basis="derived") for site in ("liver", "lung")]
    return [e for e in found if (e.value, e.cohort) not in known]
