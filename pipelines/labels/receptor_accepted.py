"""The states of a tumour that can enter, and how statements about them combine."""

from functools import reduce
from itertools import product

from pipelines.labels.receptor_profiles import CELLS, EVERY_HER2, EVERY_HR, Profile
from pipelines.labels.receptor_words import LEVELS

MANY = 300
"""Statements of one record that are weighed against each other; no real record comes near."""

EXPRESSING = frozenset({"positive", "low"})
FROM_ONE = ("score-a-from-1", "score-g-1")
"""The levels of 'HER2 1+, 2+ or 3+', and the rules that read it."""


class Accepted:
    """The states that can enter, whether hormone receptors and HER2 were stated, and the (statement, profile) pairs behind.

    `stated` where anything was said: 'HER2-positive or ER-positive' states neither axis, but rules TNBC out.
    """

    def __init__(
        self, cells: frozenset = CELLS, hr: bool = False, her2: bool = False, reasons: tuple = (), stated=None
    ):
        self.cells, self.hr, self.her2, self.reasons = cells, hr, her2, reasons
        self.stated = hr or her2 if stated is None else stated

    @classmethod
    def by(cls, statement, profile: Profile) -> "Accepted":
        """What one profile of a statement lets in."""
        return cls(profile.cells, profile.hr is not None, profile.her2 is not None, ((statement, profile),))

    def __and__(self, other: "Accepted") -> "Accepted":
        told = self.hr or other.hr, self.her2 or other.her2, self.reasons + other.reasons
        return Accepted(self.cells & other.cells, *told, self.stated or other.stated)

    def __or__(self, other: "Accepted") -> "Accepted":
        reasons, stated = self.reasons + other.reasons, self.stated and other.stated
        levels = frozenset().union(*(profile.her2 or () for _, profile in reasons))
        her2 = (self.her2 and other.her2) or (stated and levels == EVERY_HER2)
        return Accepted(self.cells | other.cells, self.hr and other.hr, her2, reasons, stated)

    def meet(self, other: "Accepted") -> "Accepted":
        """Both must hold. Statements that cannot hold together are alternatives, and what repeats one of several
        alternatives speaks of that one alone."""
        if other.repeats_part_of(self):
            return Accepted(self.cells, self.hr, self.her2, self.reasons + other.reasons, self.stated)
        if self.repeats_part_of(other):
            return Accepted(other.cells, other.hr, other.her2, self.reasons + other.reasons, other.stated)
        both = self._loosened(other) & other._loosened(self)
        return both if both.cells else self | other

    def _loosened(self, other: "Accepted") -> "Accepted":
        """Open on an axis where the other says outright that any state will do, or where it spells out in scores what
        'HER2-positive' takes in: 'HER2 1+, 2+ or 3+'."""
        cells = self.cells
        if any(profile.hr == EVERY_HR for _, profile in other.reasons):
            cells = frozenset(product("+-", {level for _, level in cells}))
        if any(profile.her2 == EVERY_HER2 for _, profile in other.reasons):
            cells = frozenset(product({sign for sign, _ in cells}, LEVELS))
        elif {level for _, level in cells} == {"positive"} and any(
            profile.her2 == EXPRESSING and profile.rule_id in FROM_ONE for _, profile in other.reasons
        ):
            cells = frozenset(product({sign for sign, _ in cells}, EXPRESSING))
        return Accepted(cells, self.hr, self.her2, self.reasons, self.stated)

    def repeats_part_of(self, other: "Accepted") -> bool:
        """Whether this is one or several of the alternatives that make up the other."""
        parts = [profile.cells for _, profile in other.reasons if profile.cells <= self.cells]
        return self.cells < other.cells and self.cells == frozenset().union(*parts)

    def beside(self, other: "Accepted") -> "Accepted":
        """Both must hold, but 'HR-positive' and 'HER2-positive' named apart are two kinds of disease."""
        apart = {(self.hr, self.her2), (other.hr, other.her2)} == {(True, False), (False, True)}
        return self | other if apart and self.cells & other.cells == {("+", "positive")} else self.meet(other)

    def filled(self, more: "Accepted") -> "Accepted":
        """Adds what was not stated so far, unless that contradicts what was."""
        both = self & more
        told = [profile for _, profile in self.reasons]
        adds = (more.hr and not any(p.hr for p in told)) or (more.her2 and not any(p.her2 for p in told))
        return both if adds and both.cells else self

    def less(self, refused) -> "Accepted":
        """Takes away every profile of a statement that refuses them."""
        return reduce(lambda left, profile: left.without(refused, profile), refused.profiles, self)

    def without(self, statement, profile: Profile) -> "Accepted":
        """Takes away what a statement refuses; a refusal that would leave nobody is not meant for these people."""
        left = self.cells - profile.cells
        if not left or left == self.cells:
            return self
        hr, her2 = self.hr or profile.hr is not None, self.her2 or profile.her2 is not None
        return Accepted(left, hr, her2, (*self.reasons, (statement, profile)))


def together(parts: list[Accepted]) -> Accepted:
    """What all statements let in: those on hormone receptors alone and on HER2 alone first, so that alternatives on one
    axis ('ER-negative: T2', 'ER-positive: N1') stay alternatives on that axis."""
    kinds = ((True, False), (False, True), (True, True), (False, False))
    groups = [[part for part in parts if (part.hr, part.her2) == kind] for kind in kinds]
    return reduce(Accepted.meet, [reduce(Accepted.meet, group) for group in groups if group], Accepted())
