"""site: what a trial says about each place of metastasis, per cohort and rolled up for the trial.

Source: label guide, 'sites'. Exceptions may stand in the same sentence, in the next ones, in nested bullets or in the
other section; the most permissive statement wins, and a limit wins over a bare permission.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.criteria import Criteria
from pipelines.document import Document
from pipelines.labels import focus
from pipelines.labels.clauses import Reading, readings
from pipelines.labels.mentions import CENTRAL, first, mentions
from pipelines.passage import Evidence, Passage

PLACES = {"bone", "brain", "leptomeningeal", "liver", "lung", "skin_soft_tissue", "lymph_node"}
"""A title with two of these offers alternatives."""
NEVER_DEMANDED = ("bone_only", "lymph_node", "visceral", "skin_soft_tissue")
ANAPHOR = re.compile(
    r"^\W*(?:note|exceptions?|however|nevertheless|but)?\W*(?:that )?(?:an? |any |the )?(?:patient|subject|participant|those|these|individual|they|women|people|person"
    r"|lesion|treated|previous|prior|stable|asymptomatic|if |unless|allowed|permitted|eligible|controlled|inactive)"
)
ONE_OF = re.compile(r"\bone (?:or more )?of the following|\beither\b.*:$")
REFUSES = re.compile(
    r"must not|should not|excluded|disqualif|ineligible|not (?:be )?eligible|none of|without|no evidence|not have|exclusion|free of"
)
ADMITS = re.compile(
    r"(?<!not )(?<!not be )(?<!in)\b(?:eligible|allowed|permitted|may (?:be )?(?:enrol|particip|includ))"
)
NEGATED_NUMBER = re.compile(r"\bor\b|\band/or\b")


class Found(NamedTuple):
    """A reading and the passage it comes from."""

    reading: Reading
    passage: Passage


def label(document: Document) -> list[Evidence]:
    """Rows of every cohort that has its own statements, then the roll-up (cohort '')."""
    found = list(_found(document))
    cohorts = {p.cohort for p in document.criteria.passages if p.cohort}
    subjects = focus.subjects(document)
    if len({e.value for e in subjects.values() if e.field.endswith("title")} & PLACES) > 1:
        subjects = {}
    made: list[Evidence] = []
    for site in dict.fromkeys([*(f.reading.site for f in found), *subjects]):
        mine = [f for f in found if f.reading.site == site]
        made += _site(site, mine, cohorts, subjects.get(site))
    return made + _derived(made)


def _found(document: Document) -> Iterator[Found]:
    criteria = document.criteria
    by_item: dict[int, list[Passage]] = defaultdict(list)
    said: dict[int, list[Found]] = defaultdict(list)
    for passage in criteria.passages:
        by_item[passage.item].append(passage)
        above = by_item.get(passage.parent, []) if passage.parent is not None else []
        section, permitted = _frame(passage, above)
        made = [Found(reading, passage) for reading in readings(passage.text, section, permitted)]
        before = said[passage.item] + (said[passage.parent] if passage.parent is not None else [])
        made += [Found(r, passage) for r in _echo(passage, before)]
        said[passage.item] += made
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


def _frame(passage: Passage, above: list[Passage]) -> tuple[str, bool]:
    """Section as the bullet above turns it, and whether this bullet is a condition of a permission above."""
    if not above:
        return passage.section, False
    text = above[-1].text
    if passage.section != "exclusion" and ONE_OF.search(text) and not REFUSES.search(text):
        return "alternatives", False
    named = any(m.site in CENTRAL for m in mentions(text))
    if named and passage.section != "exclusion":
        return passage.section, True
    if named and (ADMITS.search(text) or first("except", text) or text.endswith(":") and re.search(r"\bmust\b", text)):
        return passage.section, True
    if not named and passage.section != "exclusion" and text.endswith(":") and REFUSES.search(text):
        return "exclusion", False
    if (
        not named
        and passage.section == "exclusion"
        and text.endswith(":")
        and ADMITS.search(text)
        and not REFUSES.search(text)
    ):
        return "inclusion", False
    return passage.section, False


def _echo(passage: Passage, before: list[Found]) -> list[Reading]:
    """'... Those with treated, stable disease may join': an exception to what the same bullet refused before."""
    text = passage.text
    refused = {
        f.reading.site
        for f in before
        if f.reading.stance in ("excluded", "limited", "treated_stable") and f.reading.site in CENTRAL
    }
    if not refused or not ANAPHOR.match(text) or any(m.site in CENTRAL for m in mentions(text)):
        return []
    permit, condition = first("permit", text), first("condition", text)
    if not permit or not condition or first("refuse", text):
        return []
    start, end = min(permit.start, condition.start), max(permit.end, condition.end)
    return [Reading(site, "treated_stable", start, end, f"echo+{condition.rule_id}") for site in sorted(refused)]


def _site(site: str, found: list[Found], cohorts: set[str], subject: Evidence | None) -> list[Evidence]:
    shared = [f for f in found if not f.passage.cohort]
    own = {c: [f for f in found if f.passage.cohort == c] for c in {f.passage.cohort for f in found} - {""}}
    general = _stance(site, shared, subject if not own else None)
    per_cohort = {cohort: _stance(site, mine + shared, subject) for cohort, mine in own.items()}
    made = [
        e._replace(cohort=cohort)
        for cohort, stance in per_cohort.items()
        if stance
        for e in _quotes(site, stance, own[cohort] + shared, subject)
    ]
    silent = [general] if cohorts - set(own) or len(own) < 2 else []
    whole = _roll_up([*per_cohort.values(), *silent])
    return made + [e._replace(cohort="") for e in _quotes(site, whole, found, subject)] if whole else made


def _stance(site: str, found: list[Found], subject: Evidence | None) -> str | None:
    """One stance from several statements.

    A demand for all comes first, then 'even untreated', then conditions; a plain refusal stands unless something lets
    people in, and a refusal of some kinds limits a bare permission.
    """
    stances = {f.reading.stance for f in found}
    free = any(f.reading.rule_id.endswith("either-01") for f in found)
    titled = subject is not None and subject.field.endswith("title") and stances != {"excluded"}
    listed = subject is not None and stances & {"demand", "bare"} and not stances & {"allowed", "open"}
    if not free and (titled or listed or any(_demanded(f) for f in found)):
        return "required"
    if "open" in stances:
        return "allowed"
    if "treated_stable" in stances or {"allowed", "limited"} <= stances:
        return "treated_stable"
    if "allowed" in stances:
        return "allowed"
    limited = {f.passage.item for f in found if f.reading.stance == "limited"}
    if any(f.reading.stance == "excluded" and f.passage.item not in limited for f in found):
        return "excluded"
    return "treated_stable" if limited else None


def _demanded(found: Found) -> bool:
    """A whole bullet that asks for the site, without alternatives ('or')."""
    reading, text = found.reading, found.passage.text
    if reading.stance != "demand" or reading.site in NEVER_DEMANDED:
        return False
    return (
        reading.start < 40 and not NEGATED_NUMBER.search(text[: reading.end + 4]) and "if " not in text[: reading.start]
    )


def _roll_up(stances: list[str | None]) -> str | None:
    if all(stance == "required" for stance in stances):
        return "required"
    if all(stance == "excluded" for stance in stances):
        return "excluded"
    if "allowed" in stances or "required" in stances:
        return "allowed"
    return "treated_stable" if "treated_stable" in stances else None


def _quotes(site: str, stance: str, found: list[Found], subject: Evidence | None) -> list[Evidence]:
    """The statements that carry the stance."""
    carriers = {
        "required": ("demand", "bare"),
        "treated_stable": ("treated_stable", "limited"),
        "allowed": ("open", "allowed", "demand", "bare"),
    }.get(stance, (stance,))
    kept = [f for f in found if f.reading.stance in carriers]
    if stance == "allowed" and any(f.reading.stance in ("open", "allowed") for f in kept):
        kept = [f for f in kept if f.reading.stance in ("open", "allowed")]
    made = [
        f.passage.evidence(
            (f.reading.start, min(f.reading.end, f.reading.start + 250)), "site", site, stance, f.reading.rule_id
        )
        for f in kept
    ]
    if subject and (stance == "required" or not made):
        made.append(subject._replace(axis="site", stance=stance))
    return made


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
