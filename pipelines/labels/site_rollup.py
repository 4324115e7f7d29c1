"""One stance per site from all that a record says, for each cohort and for the trial.

Source: label guide, 'sites': the most permissive cohort wins, and only what every cohort asks for is required.
"""

from typing import NamedTuple

from pipelines.labels.context import first
from pipelines.labels.site_readings import Reading
from pipelines.passage import Evidence, Passage

NEVER_DEMANDED = ("bone_only", "lymph_node", "visceral", "skin_soft_tissue")
CARRIERS = {
    "required": ("demand", "bare", "asked"),
    "treated_stable": ("treated_stable", "limited", "asked"),
    "allowed": ("open", "allowed", "demand", "bare"),
}
"""The readings that a stance rests on."""
LEAD = 40
"""A demand stands within this many characters of a bullet's beginning."""
AFTER = 6
"""An 'or' within this many characters after it offers an alternative."""
LONGEST_QUOTE = 250


class Found(NamedTuple):
    """A reading and the passage it comes from."""

    reading: Reading
    passage: Passage


class Subject(NamedTuple):
    """The title or condition that makes a site the subject of the trial; `sure` where a title names this site alone."""

    evidence: Evidence
    titled: bool
    sure: bool


def roll_up(site: str, found: list[Found], cohorts: set[str], subject: Subject | None) -> list[Evidence]:
    """Rows of the cohorts that have statements of their own, then the trial's rows with cohort ''."""
    shared = [f for f in found if not f.passage.cohort]
    named = dict.fromkeys(f.passage.cohort for f in found if f.passage.cohort)
    own = {cohort: [f for f in found if f.passage.cohort == cohort] for cohort in named}
    general = _stance(site, shared, subject if not own or (subject and subject.sure) else None)
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


def _stance(site: str, found: list[Found], subject: Subject | None) -> str | None:
    """One stance from several statements.

    A demand for all comes first, then 'even untreated', then conditions; a plain refusal stands unless something lets
    people in, and a refusal of some kinds limits a bare permission.
    """
    stances = {f.reading.stance for f in found}
    if not any(map(_optional, found)) and _required(stances, found, subject):
        return "required"
    if "open" in stances:
        return "allowed"
    if stances & {"treated_stable", "asked"} or {"allowed", "limited"} <= stances:
        return "treated_stable"
    if "allowed" in stances:
        return "allowed"
    limited = {f.passage.item for f in found if f.reading.stance == "limited"}
    if any(f.reading.stance == "excluded" and f.passage.item not in limited for f in found):
        return "excluded"
    return "treated_stable" if limited else None


def _required(stances: set[str], found: list[Found], subject: Subject | None) -> bool:
    """Whether a title, a condition with a statement, or a whole bullet asks for the site."""
    if subject and subject.sure and stances != {"excluded"}:
        return True
    asks = {"demand", "bare", "asked"} if subject and subject.titled else {"demand", "bare"}
    if subject and stances & asks and not stances & {"allowed", "open"}:
        return True
    permitting = {f.passage.item for f in found if f.reading.stance in ("treated_stable", "allowed", "open", "asked")}
    return any(_demanded(f) and f.passage.item not in permitting for f in found)


def _optional(found: Found) -> bool:
    """'With or without', 'allowed but not required'."""
    ways = ("either-01", "needless-01")
    return found.reading.rule_id.endswith(ways) or first("optional", found.passage.text) is not None


def _demanded(found: Found) -> bool:
    """A whole bullet that asks for the site, without alternatives ('or')."""
    reading, text = found.reading, found.passage.text
    if reading.stance != "demand":
        return False
    if reading.rule_id.endswith("heads"):
        return True
    return (
        reading.site not in NEVER_DEMANDED
        and reading.start < LEAD
        and not first("alternative", text, 0, reading.start)
        and not first("alternative", text, reading.end, reading.end + AFTER)
        and "if " not in text[: reading.start]
    )


def _across(stances: list[str | None]) -> str | None:
    if all(stance == "required" for stance in stances):
        return "required"
    if all(stance == "excluded" for stance in stances):
        return "excluded"
    if "allowed" in stances or "required" in stances:
        return "allowed"
    return "treated_stable" if "treated_stable" in stances else None


def _quotes(site: str, stance: str, found: list[Found], subject: Subject | None) -> list[Evidence]:
    """The statements that carry the stance."""
    kept = [f for f in found if f.reading.stance in CARRIERS.get(stance, (stance,))]
    if stance == "allowed" and any(f.reading.stance in ("open", "allowed") for f in kept):
        kept = [f for f in kept if f.reading.stance in ("open", "allowed")]
    made = [_quoted(site, stance, f) for f in kept]
    if subject and (stance == "required" or not made):
        made.append(subject.evidence._replace(axis="site", stance=stance))
    return made


def _quoted(site: str, stance: str, found: Found) -> Evidence:
    reading = found.reading
    span = (reading.start, min(reading.end, reading.start + LONGEST_QUOTE))
    return found.passage.evidence(span, "site", site, stance, reading.rule_id)
