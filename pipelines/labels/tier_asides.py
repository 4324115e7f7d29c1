"""Where breast cancer is named only to set it apart: among earlier cancers, or among tumours that are left out.

The words may stand in the sentence itself or at the head of its list; they are rows of lexicon/tier.csv.
"""

from pipelines.document import Document
from pipelines.lexicon import candidates
from pipelines.passage import Passage

BREAST, LEFT_OUT, ASIDE, EARLIER = "breast", "left-out", "aside", "earlier"
SHORT = "-short"
"""Ends the kind of an abbreviation that can stand for other words too ('MBC': myeloid blast crisis)."""
LIST = "-list"
"""Ends the kind of words that head a list ('No malignancy except:')."""
NOT_COUNTED = (ASIDE, EARLIER, ASIDE + LIST, LEFT_OUT + LIST)
"""Kinds that say how to read a passage, not what the trial is for."""


def read(kind: str, document: Document, passage: Passage, place: str) -> str:
    """What words of a kind tell in this passage: another kind where breast cancer is left out, '' for an earlier cancer."""
    if kind == LEFT_OUT:
        return "" if _said(passage.text, place, (EARLIER,)) else kind
    if kind not in (BREAST, BREAST + SHORT):
        return kind
    heads = (passage.heading, *_above(document, passage)) if place == "inclusion" else ()
    listed = set().union(*(_said(head, place, (ASIDE + LIST, LEFT_OUT + LIST)) for head in heads))
    if ASIDE + LIST in listed or _said(passage.text, place, (ASIDE, LEFT_OUT)):
        return ""
    return LEFT_OUT if listed else kind


def _above(document: Document, passage: Passage) -> list[str]:
    """What the bullet above a nested bullet says."""
    return [] if passage.parent is None else [above.text for above in document.criteria.item(passage.parent)]


def _said(text: str, place: str, kinds: tuple[str, ...]) -> set[str]:
    """Those of the kinds of which a text has words."""
    rules = (rule for rule in candidates("tier", text) if rule.value in kinds)
    return {rule.value for rule in rules if place in rule.extra["places"].split() and rule.pattern.search(text)}
