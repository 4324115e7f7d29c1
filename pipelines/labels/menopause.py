"""menopause: whether people before menopause, after it, or both can enter; what is said of pregnancy never counts."""

from collections.abc import Iterator

from pipelines.document import Document
from pipelines.lexicon import candidates
from pipelines.passage import Evidence, Passage

STEM = "menopaus"


def label(document: Document) -> list[Evidence]:
    """Criteria first, titles where they are silent; statements of both states together let everyone in."""
    for passages in (document.criteria.passages, document.titles, document.conditions):
        found = [hit for p in passages for hit in _hits(p) if hit.value == "any" or not _below_aside(document, p)]
        if found:
            return _settled(found)
    return []


def _below_aside(document: Document, passage: Passage) -> bool:
    """Whether a bullet stands below one on childbearing potential, as definitions of it do."""
    above = document.criteria.item(passage.parent) if passage.parent is not None else []
    return any(_is_aside(p.text) for p in above)


def _settled(found: list[Evidence]) -> list[Evidence]:
    for_all = [hit for hit in found if not hit.cohort] or found
    values = {hit.value for hit in for_all}
    both = "any" in values or len(values) > 1
    kept = [hit for hit in for_all if hit.value == "any"] or for_all
    in_cohorts = [hit for hit in found if hit.cohort]
    return in_cohorts + [hit._replace(value="any" if both else hit.value, cohort="") for hit in kept]


def _hits(passage: Passage) -> Iterator[Evidence]:
    """At most one statement a passage, of the first rule that fits; an aside counts only where it names both states."""
    if STEM not in passage.text:
        return
    aside = _is_aside(passage.text)
    for rule in candidates("menopause", passage.text):
        if rule.value == "aside" or not _fits(rule.extra["section"], passage.section):
            continue
        if aside and not (rule.value == "any" and rule.extra["section"] == "inclusion"):
            continue
        if match := rule.pattern.search(passage.text):
            yield passage.evidence(match, "menopause", rule.value, "is", rule.id)
            return


def _is_aside(text: str) -> bool:
    return any(rule.pattern.search(text) for rule in candidates("menopause", text) if rule.value == "aside")


def _fits(where: str, section: str) -> bool:
    """`where`: any, criteria, exclusion, or inclusion (which covers titles and criteria without headings)."""
    if where == "criteria":
        return section in ("inclusion", "exclusion", "unsectioned")
    return where == "any" or (where == "exclusion") == (section == "exclusion")
