"""What a trial tests that lists samples or questionnaires only: genes, another test, or the treatment that its summary promises."""

import re

from pipelines.document import Document
from pipelines.labels.aims import ANTICANCER, Aims
from pipelines.labels.therapies import Therapy, named
from pipelines.passage import Evidence

_PROMISE = re.compile(r"\b(?:will|to) (?:receive|be given|take|be treated with)\b")


def unlisted(aims: Aims) -> list[Evidence]:
    """Evidence by the aims, else the purpose, else the summary."""
    rows = aims.rows("genomic") or aims.rows("test") or aims.rows("purpose")
    if rows or not aims.document.interventions:
        return rows
    return [one.evidence("treatment", kind, "given") for one in _promised(aims.document) for kind in one.types]


def _promised(document: Document) -> list[Therapy]:
    """Cancer treatment that the summary says people get ('will receive hormone therapy')."""
    said = [(passage, _PROMISE.search(passage.text)) for passage in document.opening]
    found = [one for passage, match in said if match for one in named(passage) if one.start >= match.end()]
    return [one for one in found if not one.role and set(one.types) & ANTICANCER]
