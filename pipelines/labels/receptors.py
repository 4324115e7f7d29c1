"""subtype and her2_level: which receptor states can enter (label guide; domain brief 4.3, implications 4.6)."""

from functools import reduce

from pipelines.document import Document
from pipelines.labels.receptor_profiles import CELLS, Profile
from pipelines.labels.receptor_statements import Statement, statement
from pipelines.labels.receptor_words import LEVELS
from pipelines.passage import Evidence, Passage

SUBTYPES = {
    "HR+/HER2+": frozenset({("+", "positive")}),
    "HR-/HER2+": frozenset({("-", "positive")}),
    "HR+/HER2-": frozenset(("+", level) for level in LEVELS[1:]),
    "TNBC": frozenset(("-", level) for level in LEVELS[1:]),
}
HER2 = {level: frozenset({("+", level), ("-", level)}) for level in LEVELS}
SOURCES = ("titles", "conditions", "arms", "keywords", "summary")


class Accepted:
    """The states that can enter, whether hormone receptors and HER2 were stated, and the sentences behind it."""

    def __init__(self, cells=CELLS, hr=False, her2=False, reasons=()):
        self.cells, self.hr, self.her2, self.reasons = cells, hr, her2, tuple(reasons)

    @property
    def stated(self) -> bool:
        return self.hr or self.her2

    def __and__(self, other: "Accepted") -> "Accepted":
        return Accepted(
            self.cells & other.cells, self.hr or other.hr, self.her2 or other.her2, self.reasons + other.reasons
        )

    def __or__(self, other: "Accepted") -> "Accepted":
        return Accepted(
            self.cells | other.cells, self.hr and other.hr, self.her2 and other.her2, self.reasons + other.reasons
        )


def label(document: Document) -> list[Evidence]:
    """Rows for all values of both axes once receptors are stated."""
    found = _accepted(document)
    rows = _rows("subtype", SUBTYPES, found) if found.stated else []
    return rows + (_rows("her2_level", HER2, found) if found.her2 else [])


def _accepted(document: Document) -> Accepted:
    found = _from_criteria(document)
    for source in SOURCES:
        if found.hr and found.her2:
            break
        found = _filled(found, _from_passages(getattr(document, source)))
    return found


def _filled(found: Accepted, more: Accepted) -> Accepted:
    """Adds what was not stated so far."""
    adds = (more.hr and not found.hr) or (more.her2 and not found.her2)
    both = found & more
    return both if adds and both.cells else found


def _from_passages(passages: list[Passage]) -> Accepted:
    made = [_of(s) for s in map(statement, passages) if s and s.role == "states"]
    return reduce(_meet, made) if made else Accepted()


def _from_criteria(document: Document) -> Accepted:
    made = [s for s in map(statement, document.criteria.passages) if s]
    stating = [_of(s) for s in made if s.role == "states"]
    found = reduce(_meet, stating) if stating else Accepted()
    for refusing in (s for s in made if s.role == "refuses"):
        found = _without(found, refusing)
    return found


def _of(made: Statement) -> Accepted:
    each = [Accepted(p.cells, p.hr is not None, p.her2 is not None, [(made, p)]) for p in made.profiles]
    return reduce(Accepted.__or__, each)


def _meet(one: Accepted, other: Accepted) -> Accepted:
    """Both must hold; statements that cannot hold together are alternatives."""
    both = one & other
    return both if both.cells else one | other


def _without(found: Accepted, refusing: Statement) -> Accepted:
    for p in refusing.profiles:
        left = found.cells - p.cells
        if left and left != found.cells:
            found = Accepted(
                left, found.hr or p.hr is not None, found.her2 or p.her2 is not None, (*found.reasons, (refusing, p))
            )
    return found


def _rows(axis: str, values: dict[str, frozenset], found: Accepted) -> list[Evidence]:
    rows = []
    for value, cells in values.items():
        accepted = bool(cells & found.cells)
        for made, p in found.reasons:
            if not _speaks_of(made, p, cells, accepted):
                continue
            basis = "explicit" if accepted or made.role == "refuses" else "derived"
            stance = "accepted" if accepted else "excluded"
            rows.append(
                made.passage.evidence((p.start, p.end), axis, value, stance, p.rule_id, basis)._replace(cohort="")
            )
    return rows


def _speaks_of(made: Statement, p: Profile, cells: frozenset, accepted: bool) -> bool:
    if made.role == "refuses":
        return not accepted and bool(cells & p.cells)
    return bool(cells & p.cells) == accepted
