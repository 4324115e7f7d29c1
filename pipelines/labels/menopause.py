"""menopause: whether people before menopause, after it, or both can enter; what is said of pregnancy never counts."""

from collections.abc import Iterator

from pipelines.document import Document
from pipelines.lexicon import candidates, said
from pipelines.passage import Evidence, Passage

STEM = "menopaus"
CRITERIA = "eligibility_text"
STATES = ("any", "suppressed", "post_only", "no_pre", "pre_only", "no_post")
"""Values of rules: who can enter, who is refused, or that people before menopause must take ovarian suppression."""
OPEN = ("any", "suppressed")
ROUTE = ("route",)
"""Rules that let ovarian suppression stand for menopause; asked only where people must be postmenopausal."""
MEANING = {"suppressed": "any", "no_pre": "post_only", "no_post": "pre_only"}


def label(document: Document) -> list[Evidence]:
    """Criteria first, titles where they are silent; statements of both states together let everyone in."""
    for passages in (document.criteria.passages, document.titles, document.conditions):
        found = [hit for p in passages for hit in _hits(p) if hit.value in OPEN or not _continues_aside(document, p)]
        if found:
            return _settled(found, document)
    return []


def _continues_aside(document: Document, passage: Passage) -> bool:
    """Whether a sentence goes on with, or stands below, one on childbearing potential, as definitions of it do."""
    before = [p for p in document.criteria.item(passage.item) if p.offset < passage.offset]
    above = document.criteria.item(passage.parent) if passage.parent is not None else []
    return passage.field == CRITERIA and any(_is_aside(p.text) for p in before + above)


def _settled(found: list[Evidence], document: Document) -> list[Evidence]:
    """Hits of cohorts as they are, and those that decide for everyone."""
    for_all = [hit for hit in found if not hit.cohort] or found
    value, reasons = _decided({hit.value for hit in for_all})
    kept = [hit for hit in for_all if hit.value in reasons]
    if value == "post_only" and (routes := [hit for p in document.criteria.passages for hit in _hits(p, ROUTE)]):
        value, kept = "any", kept + routes
    in_cohorts = [hit._replace(value=MEANING.get(hit.value, hit.value)) for hit in found if hit.cohort]
    return in_cohorts + [hit._replace(value=value, cohort="") for hit in kept]


def _decided(said: set[str]) -> tuple[str, set[str]]:
    """What statements mean together, and which of them say so.

    Suppression for people before menopause opens a trial, unless it refuses people after menopause.
    """
    after, before = said & {"post_only", "no_pre"}, said & {"pre_only", "no_post"}
    if "any" in said:
        return "any", {"any"}
    if "no_post" in said and not after:
        return "pre_only", before
    if "suppressed" in said:
        return "any", {"suppressed"}
    if after and before:
        return "any", said
    return ("post_only", after) if after else ("pre_only", before)


def _hits(passage: Passage, wanted: tuple[str, ...] = STATES) -> Iterator[Evidence]:
    """At most one statement a passage, of the first rule that fits; an aside counts only where it names both states."""
    if STEM not in passage.text and wanted is STATES:
        return
    aside = _is_aside(passage.text)
    for rule in candidates("menopause", passage.text):
        if rule.value not in wanted or not _fits(rule.extra["section"], passage.section):
            continue
        if aside and not (rule.value == "any" and rule.extra["section"] == "inclusion"):
            continue
        if match := rule.pattern.search(passage.text):
            yield passage.evidence(match, "menopause", rule.value, "is", rule.id)
            return


def _is_aside(text: str) -> bool:
    return said("menopause", "aside", text) is not None


def _fits(where: str, section: str) -> bool:
    """`where`: any, criteria, exclusion, or inclusion (which covers titles and criteria without headings)."""
    if where == "criteria":
        return section in ("inclusion", "exclusion", "unsectioned")
    return where == "any" or (where == "exclusion") == (section == "exclusion")
