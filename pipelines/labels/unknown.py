"""What an intervention is that no table knows: by its type, the aims, and the class words that the record uses of it."""

import re

from pipelines.labels.aims import CODE, Aims
from pipelines.labels.therapies import Item, Therapy, context, named
from pipelines.lexicon import said
from pipelines.passage import Passage

_JOIN = re.compile(r"\bplus\b|\+|\bwith\b|\bversus\b|\bvs\b|\bfollowed by\b|/-")
"""Words between a name and a class word that then belongs to another drug."""
_DRUGS = ("DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "DIAGNOSTIC_TEST", "")
_MARKS = " \n®™"
"""Signs behind a trade name, which the text often leaves out."""


def types(item: Item, aims: Aims) -> tuple[str, ...]:
    """Types of an unknown intervention; empty where the record says nothing of it."""
    if item.type == "DIETARY_SUPPLEMENT":
        return ("complementary",)
    name = item.passage.text.strip(_MARKS)
    if aims.care:
        herbal = item.type in _DRUGS and "complementary" in _by_class(name, aims)
        return ("complementary", "supportive") if herbal else ("supportive",)
    if item.type not in _DRUGS or _is_test(name):
        return ()
    no_drug = item.type in ("", "DIAGNOSTIC_TEST") and not CODE.search(name)
    if no_drug and "genetic_testing" in aims.found and aims.document.text("primary_purpose") != "TREATMENT":
        return ("genetic_testing",)
    return _by_class(name, aims) or (("imaging",) if aims.imaging else ())


def _is_test(name: str) -> bool:
    return said("treatment_watched", "test", name) is not None


def _by_class(name: str, aims: Aims) -> tuple[str, ...]:
    """Types by the class words that titles, description or summary use of a drug."""
    for passage in _about(name, aims):
        kinds = [one for one in named(passage) if one.role in ("", "scan") and not context(one) and not one.drug]
        kinds = [one for one in kinds if not _joined(passage.text, name, one)]
        if kinds:
            return kinds[0].types
    return ()


def _about(name: str, aims: Aims) -> list[Passage]:
    document = aims.document
    texts = [*document.titles, *document.intervention_descriptions, *document.opening]
    return [passage for passage in texts if name[:12] in passage.text] + document.titles


def _joined(text: str, name: str, one: Therapy) -> bool:
    at = text.find(name[:12])
    between = text[at + len(name) if at >= 0 else 0 : one.start] if at < one.start else text[one.end : at]
    return bool(_JOIN.search(between))
