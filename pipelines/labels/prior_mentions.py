"""Earlier treatments named in a sentence: class words of the lexicon and drug names, as values of the axis `prior`."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick

from cache import drugs
from pipelines.lexicon import Rule, candidates, rules
from pipelines.literals import spaced

ADJECTIVE = re.compile(r"[- ](?:(?:based|containing|type|including)[- ])?(?:anti-?cancer |systemic )?")
MADE_OF = re.compile(r" (?:regimens? |treatment )?(?:with|including|containing|consisting of) (?:an? |the )?")
NEVER_WHOLE = frozenset(["endocrine", "immunotherapy", "her2_therapy"])
"""Classes so wide that two of their drugs do not stand for the class."""
_KEPT = 4096


class Mention(NamedTuple):
    """A treatment at text[start:end] of a passage.

    `required`: values when everyone must have had it ('other' for a treatment without a value of its own); `excluded`:
    values when nobody may have had it; `partial`: values of which it is only a part.
    """

    start: int
    end: int
    required: tuple[str, ...]
    excluded: tuple[str, ...]
    partial: tuple[str, ...] = ()


def may_name(text: str) -> bool:
    """Whether a text has any word that a treatment's name contains."""
    return bool(candidates("prior_classes", text)) or _names_drug(text)


def mentions(text: str, cased: str) -> list[Mention]:
    """Treatments in order; of overlapping ones the longest. Two single drugs of one class stand for the class."""
    found = [*_classes(text), *(_drugs(cased) if _names_drug(text) else ())]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return _whole(_joined(text, sorted(kept)))


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """'Taxane-based chemotherapy' and 'chemotherapy with a taxane' name the taxane alone, 'ADC (antibody ...)' is one."""
    kept: list[Mention] = []
    for mention in found:
        between = text[kept[-1].end : mention.start] if kept else "."
        if between == " (" and text[mention.end : mention.end + 1] == ")" and mention.required == ("other",):
            continue
        if mention.required == ("chemo",) and ADJECTIVE.fullmatch(between):
            continue
        if kept and kept[-1].required == ("chemo",) and MADE_OF.fullmatch(between) and mention.required != ("other",):
            kept.pop()
        kept.append(mention)
    return kept


def _classes(text: str) -> list[Mention]:
    """Class words; a rule with a group `at` reads more than the treatment, which is the group alone. Special rules first."""
    made = []
    for rule in reversed(candidates("prior_classes", text)):
        at = "at" if "at" in rule.pattern.groupindex else 0
        for match in rule.pattern.finditer(text):
            made.append(Mention(*match.span(at), (rule.value,), *_values(rule)))
    return made


@cache
def _values(rule: Rule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Values that a refusal of a class excludes, and those that it touches in part."""
    listed = [value for value in rule.extra["excluded"].split("|") if value]
    excluded = tuple(value for value in listed if not value.startswith("part:"))
    return excluded, tuple(value.removeprefix("part:") for value in listed if value.startswith("part:"))


def _drugs(text: str) -> list[Mention]:
    made = []
    for found in drugs.find(text):
        rule = _rule(_described(found.drug))
        if rule:
            values = (rule.extra["excluded"],) if rule.extra["excluded"] else ()
            own = bool(rule.extra["own_class"])
            made.append(Mention(found.start, found.end, (rule.value,), values if own else (), () if own else values))
    return made


@lru_cache(_KEPT)
def _names_drug(text: str) -> bool:
    joined = spaced(text).replace(" ", "").replace("_", "")  # as drugs.joined makes it, for a lower-case text
    return next(_names().iter(joined), None) is not None


@cache
def _names() -> ahocorasick.Automaton:
    """Finds the names of drugs that have a value, in a text without spaces and signs; most sentences have none."""
    made = ahocorasick.Automaton()
    for drug in drugs.table().values():
        if _rule(_described(drug)):
            for name in drugs.surface_forms(drug):
                made.add_word(drugs.joined(name), True)
    made.make_automaton()
    return made


def _described(drug: drugs.Drug) -> str:
    return f"{drug.name} {' '.join(drug.classes)}".lower()


@cache
def _rule(description: str) -> Rule | None:
    """The row of prior_drugs.csv for a drug, described as 'name class class'."""
    return next((r for r in rules("prior_drugs") if r.pattern.search(description)), None)


def _whole(found: list[Mention]) -> list[Mention]:
    """'cisplatin or carboplatin' refuses the class where one of them alone does not (guide: single drugs)."""
    parts = [value for mention in found for value in mention.partial if mention.required == mention.partial]
    whole = {value for value in parts if parts.count(value) > 1} - NEVER_WHOLE
    return [m._replace(excluded=m.partial, partial=()) if m.partial and set(m.partial) <= whole else m for m in found]
