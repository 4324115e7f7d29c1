"""Receptors that follow from treatment which everyone must have had (label guide: implications; domain brief 4.6)."""

from collections.abc import Iterable, Iterator
from itertools import islice

from pipelines.document import Document
from pipelines.labels import biomarkers
from pipelines.labels.cohorts import speakers
from pipelines.labels.prior_clauses import Said, said
from pipelines.labels.prior_lists import one_of, required
from pipelines.labels.receptor_accepted import MANY, Accepted
from pipelines.labels.receptor_profiles import Profile
from pipelines.labels.receptor_statements import Statement, statement
from pipelines.passage import Passage

FOLLOWS = {
    **dict.fromkeys(("her2_therapy", "trastuzumab", "tdm1"), (None, frozenset({"positive"}))),
    "tdxd": (None, frozenset({"positive", "low", "ultralow"})),
    **dict.fromkeys(("cdk46", "endocrine", "fulvestrant_serd"), (frozenset("+"), None)),
}
"""Required earlier treatment -> hormone receptors, HER2 levels."""


def implied(document: Document) -> Accepted:
    """What the treatment demanded of everyone tells of receptors."""
    found = _all_of(_by_treatment(document))
    return found if found.hr else found.filled(_all_of(_by_mutation(document)))


def _all_of(telling: Iterable[tuple[Passage, Profile]]) -> Accepted:
    """What all that is demanded tells together."""
    found = Accepted()
    for passage, tells in islice(telling, MANY):
        found = found.meet(Accepted.by(Statement(passage, (tells,), "implies"), tells))
    return found


def _by_treatment(document: Document) -> Iterator[tuple[Passage, Profile]]:
    """What each sentence that demands treatment of everyone tells."""
    for passage, audience in speakers(document.criteria.passages):
        if audience or passage.section == "exclusion":
            continue
        telling = [(value, one) for value, one in _demands(document, passage) if value in FOLLOWS]
        made = statement(passage) if telling else None
        if not (made and made.role == "condition"):
            for value, one in telling:
                yield passage, Profile(*FOLLOWS[value], one.start, one.end, f"implied-{value}")


def _by_mutation(document: Document) -> Iterator[tuple[Passage, Profile]]:
    """A required ESR1 mutation tells of hormone receptors."""
    for passage in document.criteria.passages:
        if passage.section == "exclusion" or passage.cohort:
            continue
        for start, end, name in biomarkers.asked(passage):
            if name.value == "ESR1":
                yield passage, Profile(frozenset("+"), None, start, end, "implied-esr1")


def _demands(document: Document, passage: Passage) -> Iterator[tuple[str, Said]]:
    above = document.criteria.item(passage.parent) if passage.parent is not None else []
    lead = above[-1].text if above and above[-1].text.rstrip().endswith(":") else ""
    if one_of(lead):
        return
    made = said(passage, lead)
    yield from required(passage.text, [one for one in made if one.stance == "required" and not one.group], False)
