"""What a trial gives beside its subject: treatment called standard, conditioning before cells, helpers of a vaccine."""

from pipelines.document import Document
from pipelines.labels.aims import ANTICANCER, Aims
from pipelines.labels.therapies import Therapy, context, named
from pipelines.lexicon import candidates

_PRIMED = ("immunotherapy.cell", "immunotherapy.vaccine", "immunotherapy.oncolytic")
PRIMED_WORDS = ("immuno-03-vaccine", "immuno-04-cell", "immuno-05-virus")
_CONDITIONING = ("cyclophosphamide", "fludarabine", "chemo-06-regimen")
_HELPERS = ("supportive.growth_factor", "supportive.immunosuppressant")
_CARE = frozenset({"complementary", "supportive"})
_GROWTH_FACTOR = "supportive-06-growth-factor"
"""Words for what _HELPERS are, where no drug is named."""


def standard(document: Document, known: list[Therapy], titled: set[str]) -> set[str]:
    """Keys of those treatments that titles or summary call standard or usual, or that a class so called takes in."""
    named_so = [one for passage in _told(document) for one in named(passage) if context(one) == "background"]
    keys = {one.key for one in named_so}
    classes = {kind for one in named_so if not one.drug for kind in one.types}
    within = {one.key for one in known if one.types and set(one.types) <= classes and one.key not in titled}
    subject = {one.key for one in known if one.key in titled and set(one.types) <= _CARE}
    return (keys | within) & {one.key for one in known} - subject


def _told(document: Document) -> list:
    """Titles and, where no arms tell more, the sentences of the summary that can call something standard."""
    said = list(document.titles)
    if not document.items("arms") and candidates("treatment_context", document.text("brief_summary").lower()):
        said += document.opening
    return said


def is_aside(one: Therapy, everything: list[Therapy], titled: set[str], aims: Aims) -> bool:
    """Whether a treatment is only given: conditioning, cancer treatment in a study of care or imaging, a helper."""
    mine = set(one.types)
    if one.key in _CONDITIONING and one.key not in titled and any(_is_primed(other) for other in everything):
        return True
    others = {kind for other in everything for kind in other.types}
    relieved = "relief" in aims.found and "chemotherapy" in mine and one.key not in titled
    if aims.care and mine & (ANTICANCER | {"surgery"}) and (relieved or others & {"supportive", "complementary"}):
        return True
    if aims.imaging and "imaging" in others and mine & ANTICANCER and "imaging" not in mine:
        return "radiation" not in mine
    return mine == {"supportive"} and one.key not in titled and not aims.care and bool(others & ANTICANCER)


def protects(one: Therapy, everything: list[Therapy]) -> bool:
    """A drug of supportive care beside radiation alone protects from it; beside drugs it may be their premedication."""
    others = {kind for other in everything for kind in other.types}
    return bool(one.drug) and one.types == ("supportive",) and others & ANTICANCER == {"radiation"}


def conditioning(document: Document, everything: list[Therapy]) -> list[Therapy]:
    """Chemotherapy that a title names as what the cells come after, or that the criteria for cells speak of."""
    if not any(_is_primed(one) for one in everything):
        return []
    told = [one for title in document.titles for one in named(title) if one.key in _CONDITIONING]
    if told or any("chemotherapy" in one.types for one in everything) or not any(map(_is_cells, everything)):
        return told
    said = [one for one in document.criteria.passages if "deplet" in one.text]
    return [one for passage in said for one in named(passage) if one.key in _CONDITIONING]


def _is_primed(one: Therapy) -> bool:
    """Cells, vaccines and viruses, which low-dose chemotherapy makes ready for."""
    return one.rule_id in PRIMED_WORDS or bool(one.drug) and any(kind in _PRIMED for kind in one.drug.classes)


def _is_cells(one: Therapy) -> bool:
    return one.rule_id == "immuno-04-cell" or bool(one.drug) and "immunotherapy.cell" in one.drug.classes


def is_helper(one: Therapy, known: list[Therapy], titled: set[str], aims: Aims) -> bool:
    """Growth factors and immune dampeners beside immunotherapy are part of it, and no care of symptoms."""
    helps = one.drug and any(kind in _HELPERS for kind in one.drug.classes)
    if not (helps or one.rule_id == _GROWTH_FACTOR) or aims.care or one.key in titled:
        return False
    kinds = {kind for other in known if other.key not in _CONDITIONING for kind in other.types}
    return "immunotherapy" in kinds and "chemotherapy" not in kinds


def is_extra(one: Therapy, known: list[Therapy], titled: set[str]) -> bool:
    """A bone drug or a drug against no tumour that no title names, beside cancer drugs that one does."""
    subject = any(other.key in titled and set(other.types) & ANTICANCER for other in known)
    return bool(one.drug) and one.types in (("other",), ("bone_modifying",)) and one.key not in titled and subject
