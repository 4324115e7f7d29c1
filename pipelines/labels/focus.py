"""focus_site: places of metastasis that a trial is about (label guide: focus_sites).

A site counts where a title, a condition or the name of an intervention has it; a mere criterion does not.
"""

import re
from collections.abc import Iterator

from pipelines.document import Document
from pipelines.lexicon import candidates
from pipelines.passage import Evidence, Passage

# 'Incidence of brain metastases', 'with or without bone metastases': named, but not whom the trial is about.
ASIDE = re.compile(
    r"(?:prevent\w*|prophyla\w+|incidence of|risk (?:of|for)|with or without|with and without|without|non-?|no )[^,;:.]{0,25}$"
)


def label(document: Document) -> list[Evidence]:
    """One label a site and place."""
    return [evidence for passage in _places(document) for evidence in _hits(passage)]


def subjects(document: Document) -> dict[str, Evidence]:
    """Site -> the title, or else condition, that makes it the subject; 'with or without' and prevention do not count."""
    found: dict[str, Evidence] = {}
    for passage in [*document.titles, *document.conditions]:
        for evidence in _hits(passage, strict=True):
            found.setdefault(evidence.value, evidence)
    return found


def _places(document: Document) -> Iterator[Passage]:
    yield from document.titles
    yield from document.conditions
    yield from document.interventions


def _hits(passage: Passage, strict: bool = False) -> Iterator[Evidence]:
    for rule in candidates("focus", passage.text):
        match = rule.pattern.search(passage.text)
        if match and not (strict and ASIDE.search(passage.text, 0, match.start())):
            yield passage.evidence(match, "focus_site", rule.value, "is", rule.id)
