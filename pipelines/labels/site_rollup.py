"""One stance per site from all that a record says, for each cohort and for the trial.

Source: label guide, 'sites': the most permissive cohort wins, and only what every cohort asks for is required.
"""

import re
from typing import NamedTuple

from pipelines.labels.stances import Reading
from pipelines.passage import Evidence, Passage

NEVER_DEMANDED = ("bone_only", "lymph_node", "visceral", "skin_soft_tissue")
ALTERNATIVE = re.compile(r"\bor\b|\band/or\b")
LEAD = 40
"""A demand stands within this many characters of a bullet's beginning."""
LONGEST_QUOTE = 250


class Found(NamedTuple):
    """A reading and the passage it comes from."""

    reading: Reading
    passage: Passage


def roll_up(site: str, found: list[Found], cohorts: set[str], subject: Evidence | None) -> list[Evidence]:
    """Rows of the cohorts that have statements of their own, then the trial's rows with cohort ''."""
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
    whole = _across([*per_cohort.values(), *silent])
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
    permitting = {f.passage.item for f in found if f.reading.stance in ("treated_stable", "allowed", "open")}
    demanded = any(_demanded(f) and f.passage.item not in permitting for f in found)
    if not free and (titled or listed or demanded):
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
        reading.start < LEAD and not ALTERNATIVE.search(text[: reading.end + 4]) and "if " not in text[: reading.start]
    )


def _across(stances: list[str | None]) -> str | None:
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
            (f.reading.start, min(f.reading.end, f.reading.start + LONGEST_QUOTE)),
            "site",
            site,
            stance,
            f.reading.rule_id,
        )
        for f in kept
    ]
    if subject and (stance == "required" or not made):
        made.append(subject._replace(axis="site", stance=stance))
    return made
