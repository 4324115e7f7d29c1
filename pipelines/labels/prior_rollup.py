"""From what single sentences state of earlier treatment to one stance for the whole trial."""

from collections.abc import Iterator

from pipelines.document import Document
from pipelines.labels import receptors
from pipelines.labels.prior_clauses import Stated
from pipelines.labels.prior_lists import common
from pipelines.labels.prior_words import every, first
from pipelines.passage import Evidence


def for_the_whole_population(found: list[Stated], document: Document) -> list[Stated]:
    """What is said of one receptor group holds for everyone where the trial takes that group alone."""
    if not any(first("group", s.evidence.cohort) for s in found):
        return found
    accepted = {
        e.value for e in receptors.label(document) if e.axis == "subtype" and e.stance == "accepted" and not e.cohort
    }
    return [s._replace(evidence=s.evidence._replace(cohort="")) if _covers(s, accepted) else s for s in found]


def _covers(stated: Stated, accepted: set[str]) -> bool:
    parts = [cue.kind for cue in every("group", stated.evidence.cohort)]
    return bool(parts and accepted) and all(any(part in subtype for part in parts) for subtype in accepted)


def roll_up(found: list[Stated], cohorts: set[str]) -> list[Evidence]:
    """One stance a value for the whole trial; what only cohorts say counts where all of them say it."""
    found = [*found, *_wider(found, cohorts)]
    rows = []
    for value in dict.fromkeys(s.value for s in found):
        mine = [s for s in found if s.value == value]
        for_all = [s for s in mine if not s.evidence.cohort]
        if not for_all and len(cohorts) > 1:
            saying = {
                stance: {s.evidence.cohort for s in mine if s.stance == stance} for stance in {s.stance for s in mine}
            }
            for_all = [s for s in mine if cohorts <= saying[s.stance]]
        stance = _one_stance({s.stance for s in for_all})
        if stance == "excluded" and any(s.stance in ("allowed", "required") for s in mine):
            stance = "limited"
        said_so = [s for s in for_all if stance and s.stance in (stance, "excluded")]
        rows += [s.evidence._replace(stance=stance, cohort="") for s in said_so]
    return rows


def _wider(found: list[Stated], cohorts: set[str]) -> Iterator[Stated]:
    """Demands of all cohorts that agree in a wider class: an aromatase inhibitor in one, fulvestrant in another."""
    demands = [s for s in found if s.stance == "required" and s.evidence.cohort in cohorts]
    values = [{s.value for s in demands if s.evidence.cohort == cohort} for cohort in cohorts]
    if len(values) < 2:
        return
    own = [one - set.intersection(*values) for one in values]
    value = common([value for one in own for value in one]) if all(own) else ""
    if value:
        bearing = [s for s in demands if s.value in set().union(*own)]
        yield from (s._replace(value=value, evidence=s.evidence._replace(value=value, cohort="")) for s in bearing)


def _one_stance(stances: set[str]) -> str:
    """A permission or demand beside a refusal leaves it limited; '' where nothing but permissions stand."""
    if "excluded" in stances:
        return "limited" if stances & {"allowed", "required"} else "excluded"
    if "required" in stances:
        return "required"
    return "limited" if "limited" in stances else ""
