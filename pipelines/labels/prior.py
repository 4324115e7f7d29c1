"""prior: earlier treatment that everyone must have had, that nobody may have had, or that is refused within limits."""

from collections.abc import Callable, Iterator

from pipelines.document import Document
from pipelines.labels.cohorts import ELSEWHERE, HERE, elsewhere, is_basket
from pipelines.labels.prior_audience import audiences, cohorts, of_breast, of_some
from pipelines.labels.prior_choices import settle_choices
from pipelines.labels.prior_clauses import Said, Stated, said
from pipelines.labels.prior_lists import one_of, required
from pipelines.labels.prior_mentions import may_name, mentions
from pipelines.labels.prior_rollup import for_the_whole_population, roll_up
from pipelines.labels.prior_words import before, first
from pipelines.passage import Evidence, Passage

Bullet = Callable[[int], list[Passage]]
"""Gives the passages of a bullet by its number."""


def label(document: Document) -> list[Evidence]:
    """Rows of each cohort, then of the trial: what is required or refused in some cohorts only stays with them."""
    criteria = document.criteria
    everyone = list(audiences(criteria.passages))
    spoken = [pair for pair in everyone if pair[1] != ELSEWHERE]
    found = [
        stated for passage, who in spoken for stated in _stated(passage, "" if who == HERE else who, criteria.item)
    ]
    found = settle_choices(_of_everyone(found, criteria.passages, everyone), criteria.passages)
    if not any(stated.stance == "required" for stated in found):
        found += _of_titles(document)
    found = for_the_whole_population(found, document)
    in_cohorts = [s.evidence for s in found if s.evidence.cohort and s.stance != "allowed"]
    return in_cohorts + roll_up(found, cohorts(spoken))


def _of_everyone(found: list[Stated], passages: list[Passage], everyone: list[tuple[Passage, str]]) -> list[Stated]:
    """Without demands that other sentences take back, and in a basket without those on other tumours."""
    demanded = {s.item for s in found if s.stance == "required"}
    if not demanded:
        return found
    bullets, values = of_some(demanded, passages)
    kept = demanded - bullets
    if is_basket(passages):
        kept &= of_breast(everyone)
    return [s for s in found if s.stance != "required" or (s.item in kept and s.value not in values)]


def _of_titles(document: Document) -> Iterator[Stated]:
    """What titles demand, but for treatment that the inclusion criteria speak of as planned or possible."""
    titles = [title for title in document.titles if first("title", title.text)]
    demands = [s for title in titles for s in _stated(title, "", lambda number: []) if s.stance == "required"]
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


def _stated(passage: Passage, who: str, item: Bullet) -> Iterator[Stated]:
    """What a passage says, read with the sentences above it in a nested list."""
    above = list(_above(passage, item))
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


def _above(passage: Passage, item: Bullet) -> Iterator[Passage]:
    """The last sentences of the bullets above, nearest first, where they lead on with a colon."""
    while passage.parent is not None and item(passage.parent):
        passage = item(passage.parent)[-1]
        if passage.text.rstrip().endswith(":"):
            yield passage


def _refusals(one: Said) -> Iterator[tuple[str, str]]:
    """Values and stances of a refusal or permission; one drug of a class that is refused or let in limits the class.

    Who must have had one of several treatments may have had each of them.
    """
    whole, part = ("allowed", "allowed") if one.stance in ("required", "allowed") else (one.stance, "limited")
    yield from ((value, whole) for value in one.mention.excluded)
    yield from ((value, part) for value in one.mention.partial)


def _evidence(passage: Passage, one: Said, who: str, value: str, stance: str) -> Evidence:
    made = passage.evidence((one.start, one.end), "prior", value, stance, one.rule_id)
    narrowed = "" if who and one.group.startswith(who) else one.group
    return made._replace(cohort=": ".join(filter(None, (who, narrowed))))
