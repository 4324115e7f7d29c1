"""prior: earlier treatment that everyone must have had, that nobody may have had, or that is refused within limits."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipelines.document import Document
from pipelines.labels import receptors
from pipelines.labels.cohorts import ELSEWHERE, HERE, about_breast, elsewhere, is_basket, speakers
from pipelines.labels.prior_clauses import Said, said
from pipelines.labels.prior_lists import one_of, required, shared
from pipelines.labels.prior_mentions import may_name, mentions
from pipelines.labels.prior_words import before, every, first
from pipelines.passage import Evidence, Passage


class Stated(NamedTuple):
    """A prior value with its stance and evidence; `item` is its bullet, `among` the bullet that offers it as a choice."""

    value: str
    stance: str
    evidence: Evidence
    item: int
    among: int | None


def label(document: Document) -> list[Evidence]:
    """Rows of each cohort, then of the trial: what is required or refused in some cohorts only stays with them.

    A bullet that lets others in as well ('... are also eligible') demands nothing of everyone.
    """
    passages = document.criteria.passages
    by_item: dict[int, list[Passage]] = {}
    for passage in passages:
        by_item.setdefault(passage.item, []).append(passage)
    spoken = [pair for pair in speakers(passages) if pair[1] != ELSEWHERE]
    found = [stated for passage, who in spoken for stated in _stated(passage, "" if who == HERE else who, by_item)]
    if is_basket(passages):
        found = [s for s in found if s.stance != "required" or s.item in _about_breast(spoken)]
    others = {passage.item for passage in passages if first("also", passage.text)}
    found = [s for s in found if s.stance != "required" or s.item not in others]
    found = _settle_choices(found, passages)
    if not any(stated.stance == "required" for stated in found):
        found += _of_titles(document)
    found = _for_the_whole_population(found, document)
    in_cohorts = [s.evidence for s in found if s.evidence.cohort and s.stance != "allowed"]
    return in_cohorts + _roll_up(found, {who for _, who in spoken if who not in ("", HERE)})


def _of_titles(document: Document) -> Iterator[Stated]:
    """What titles demand, but for treatment that the inclusion criteria speak of as planned or possible."""
    titles = [title for title in document.titles if first("title", title.text)]
    demands = [s for title in titles for s in _stated(title, "", {}) if s.stance == "required"]
    if demands:
        asked = [p for p in document.criteria.passages if p.section == "inclusion" and may_name(p.text)]
        planned = {value for passage in asked for value in _open(passage)}
        yield from (s for s in demands if s.value not in planned)


def _open(passage: Passage) -> Iterator[str]:
    """Treatments of a passage of which it does not say that they were had."""
    for mention in mentions(passage.text, passage.cased):
        cue = before(passage.text, mention.start)
        if cue and cue.kind == "hold":
            yield from mention.required


def _stated(passage: Passage, who: str, by_item: dict[int, list[Passage]]) -> Iterator[Stated]:
    """What a passage says, read with the sentences above it in a nested list."""
    above = list(_above(passage, by_item))
    made = said(passage, " ".join(p.text for p in reversed(above)))
    if not made or any(elsewhere(p.text) for p in above):
        return
    asked_in = passage.section != "exclusion"
    among = next((p.item for p in above if asked_in and one_of(p.text)), None)
    for one in made:
        for value, stance in _refusals(one):
            yield Stated(value, stance, _evidence(passage, one, who, value, stance), passage.item, among)
    demands = [one for one in made if one.stance == "required"]
    for value, one in required(passage.text, demands, among is not None):
        yield Stated(value, "required", _evidence(passage, one, who, value, "required"), passage.item, among)


def _about_breast(spoken: list[tuple[Passage, str]]) -> set[int]:
    """Bullets of a basket trial that speak of breast cancer by name or below a heading that does."""
    return {passage.item for passage, who in spoken if who == HERE or about_breast(passage.text)}


def _above(passage: Passage, by_item: dict[int, list[Passage]]) -> Iterator[Passage]:
    """The last sentences of the bullets above, nearest first, where they lead on with a colon."""
    parent = passage.parent
    while parent is not None and parent in by_item:
        last = by_item[parent][-1]
        if last.text.rstrip().endswith(":"):
            yield last
        parent = last.parent


def _refusals(one: Said) -> Iterator[tuple[str, str]]:
    """Values and stances of a refusal or permission; refusing one drug of a class limits the class."""
    if one.stance == "required":
        return
    for value in one.mention.excluded:
        yield value, one.stance
    if one.stance != "allowed":
        for value in one.mention.partial:
            yield value, "limited"


def _evidence(passage: Passage, one: Said, who: str, value: str, stance: str) -> Evidence:
    made = passage.evidence((one.start, one.end), "prior", value, stance, one.rule_id)
    narrowed = "" if who and one.group.startswith(who) else one.group
    return made._replace(cohort=": ".join(filter(None, (who, narrowed))))


def _settle_choices(found: list[Stated], passages: list[Passage]) -> list[Stated]:
    """Of bullets to choose from, only what every one of them demands is a demand."""
    demands = [s for s in found if s.stance == "required"]
    if not demands:
        return found
    leads = dict.fromkeys(s.among for s in demands if s.among is not None)
    choices = [{passage.item for passage in passages if passage.parent == lead} for lead in leads]
    offered = set().union(*choices)
    choices += [bullets for bullets in _joined_by_or(passages) if not bullets & offered]
    optional = set().union(*choices) | {s.item for s in demands if s.among is not None}
    kept = [s for s in found if s.stance != "required" or s.item not in optional]
    return kept + [s for bullets in choices for s in _shared([s for s in demands if s.item in bullets], bullets)]


def _shared(mine: list[Stated], bullets: set[int]) -> Iterator[Stated]:
    """What all bullets of a choice demand, quoted from each of them; a single bullet is no choice but a torn list."""
    if {s.item for s in mine} != bullets or len(bullets) == 1:
        return
    for value in shared({s.value for s in mine if s.item == item} for item in bullets):
        bearing = [s for s in mine if s.value == value] or mine
        yield from (s._replace(value=value, evidence=s.evidence._replace(value=value)) for s in bearing)


def _joined_by_or(passages: list[Passage]) -> list[set[int]]:
    """Bullets joined by a line 'or', or by an 'or' at the end of one or the beginning of the next."""
    groups: list[set[int]] = []
    for one, other in pairwise(passages):
        if one.item != other.item and (first("bullet ends", one.text) or first("bullet begins", other.text)):
            if groups and one.item in groups[-1]:
                groups[-1].add(other.item)
            else:
                groups.append({one.item, other.item})
    return groups


def _for_the_whole_population(found: list[Stated], document: Document) -> list[Stated]:
    """What is said of one receptor group holds for everyone where the trial takes that group alone."""
    grouped = [s for s in found if first("group", s.evidence.cohort)]
    if not grouped:
        return found
    accepted = {
        e.value for e in receptors.label(document) if e.axis == "subtype" and e.stance == "accepted" and not e.cohort
    }
    return [
        s._replace(evidence=s.evidence._replace(cohort="")) if s in grouped and _covers(s, accepted) else s
        for s in found
    ]


def _covers(stated: Stated, accepted: set[str]) -> bool:
    parts = [cue.kind for cue in every("group", stated.evidence.cohort)]
    return bool(accepted) and all(any(part in subtype for part in parts) for subtype in accepted)


def _roll_up(found: list[Stated], cohorts: set[str]) -> list[Evidence]:
    """One stance a value for the whole trial; what only cohorts say counts where all of them say it."""
    rows = []
    for value in dict.fromkeys(s.value for s in found):
        mine = [s for s in found if s.value == value]
        for_all = [s for s in mine if not s.evidence.cohort]
        if not for_all and len(cohorts) > 1:
            for_all = [s for s in mine if cohorts <= {t.evidence.cohort for t in mine if t.stance == s.stance}]
        stance = _one_stance({s.stance for s in for_all})
        said_so = [s for s in for_all if stance and s.stance in (stance, "excluded")]
        rows += [s.evidence._replace(stance=stance, cohort="") for s in said_so]
    return rows


def _one_stance(stances: set[str]) -> str:
    """A permission or demand beside a refusal leaves it limited; '' where nothing but permissions stand."""
    if "excluded" in stances:
        return "limited" if stances & {"allowed", "required"} else "excluded"
    if "required" in stances:
        return "required"
    return "limited" if "limited" in stances else ""
