"""Bullets that are offered as a choice ('one of the following', a line 'or'): what all of them demand is a demand."""

from collections.abc import Iterator
from itertools import pairwise

from pipelines.labels.prior_clauses import Stated
from pipelines.labels.prior_lists import shared
from pipelines.labels.prior_words import first
from pipelines.passage import Passage


def settle_choices(found: list[Stated], passages: list[Passage]) -> list[Stated]:
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
