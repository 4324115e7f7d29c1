"""Earlier treatments named in a sentence: class words of the lexicon and drug names, as values of the axis `prior`."""

import re
from functools import cache
from typing import NamedTuple

from cache import drugs
from pipelines.lexicon import Rule, candidates, rules
from pipelines.passage import Passage

CANDIDATE = re.compile(
    r"cdk|endocrin|hormon|aromatase|o?estrogen|\bserd|\bserm|\bet\b|\bn?sais?\b|\bais?\b|chemo|cytotoxic|taxan|taxel|taxol|anthra|rubicin|platin|capecitabine|xeloda"
    r"|her-?2|erbb2|mab\b|mabs\b|herceptin|lapatinib|tinib|tecan|t-?dm|t-?dxd|kadcyla|enhertu|antibod|\badcs?\b|topoiso|camptothecin|trop-?2|govitecan|parp|olaparib|immun"
    r"|pd-?\(?l?\)?-?1|check|programmed|pi-?3|pi3|akt\b|mtor|rapamycin|limus|lisib|sertib|brain|cranial|cerebral|wbrt|ciclib|fulvestrant|faslodex|estrant|trozole|exemestane|tamoxifen"
    r"|letrozole|femara|gemcitabine|eribulin|vinorelbine|ixabepilone|utidelone|polymerase|lumpectomy|surgery|radio|radiation|targeted|biologic"
)
ADJECTIVE = re.compile(r"[- ](?:(?:based|containing|type|including)[- ])?(?:anti-?cancer |systemic )?")


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


def mentions(passage: Passage) -> list[Mention]:
    """Treatments in order; of overlapping ones the longest. Two single drugs of one class stand for the class."""
    if not CANDIDATE.search(passage.text):
        return []
    found = [*_classes(passage.text), *_drugs(passage.cased)]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return _whole(_joined(passage.text, sorted(kept)))


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """'Taxane-based chemotherapy' names the taxane alone."""
    kept = found[:1]
    for mention in found[1:]:
        between = text[kept[-1].end : mention.start]
        if mention.required != ("chemo",) or not ADJECTIVE.fullmatch(between):
            kept.append(mention)
    return kept


def _classes(text: str) -> list[Mention]:
    made = []
    for rule in candidates("prior_classes", text):
        for match in rule.pattern.finditer(text):
            listed = [value for value in rule.extra["excluded"].split("|") if value]
            excluded = tuple(value for value in listed if not value.startswith("part:"))
            partial = tuple(value.removeprefix("part:") for value in listed if value.startswith("part:"))
            made.append(Mention(*match.span(), (rule.value,), excluded, partial))
    return made


def _drugs(text: str) -> list[Mention]:
    made = []
    for found in drugs.find(text):
        rule = _rule(f"{found.drug.name} {' '.join(found.drug.classes)}".lower())
        if rule:
            values = (rule.extra["excluded"],) if rule.extra["excluded"] else ()
            own = bool(rule.extra["own_class"])
            made.append(Mention(found.start, found.end, (rule.value,), values if own else (), () if own else values))
    return made


@cache
def _rule(description: str) -> Rule | None:
    """The row of prior_drugs.csv for a drug, described as 'name class class'."""
    return next((r for r in rules("prior_drugs") if r.pattern.search(description)), None)


def _whole(found: list[Mention]) -> list[Mention]:
    """'cisplatin or carboplatin' refuses the class where one of them alone does not (guide: single drugs)."""
    parts = [value for mention in found for value in mention.partial if mention.required == mention.partial]
    whole = {value for value in parts if parts.count(value) > 1} - {"endocrine", "immunotherapy", "her2_therapy"}
    return [m._replace(excluded=m.partial, partial=()) if m.partial and set(m.partial) <= whole else m for m in found]
