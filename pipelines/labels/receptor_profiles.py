"""Puts receptor statements of a sentence together: 'TNBC or HR+/HER2-' is two kinds of tumour, each a set of states."""

import re
from itertools import product
from typing import NamedTuple

from pipelines.labels.receptor_words import LEVELS, NEGATIVE, Atom

CELLS = frozenset(product("+-", LEVELS))
"""All states of a tumour: hormone receptors x HER2 level."""
TIGHT = re.compile(r"[\s/&+,-]{0,3}(?:and )?")
BREAK = re.compile(r"\bor\b|;")


class Profile(NamedTuple):
    """One kind of tumour: hormone receptor states and HER2 levels, None where nothing is said; text[start:end] says it."""

    hr: frozenset[str] | None
    her2: frozenset[str] | None
    start: int
    end: int
    rule_id: str

    @property
    def cells(self) -> frozenset[tuple[str, str]]:
        """The states that fit; what is not said fits whatever it is."""
        return frozenset(product(self.hr or "+-", self.her2 or LEVELS))


class _Open:
    """A profile that still takes statements."""

    def __init__(self):
        self.hr: dict[str, frozenset[str]] = {}
        self.her2: frozenset[str] | None = None
        self.atoms: list[Atom] = []
        self.tight = False

    def closed(self) -> Profile:
        return Profile(
            _either(self.hr),
            self.her2,
            min(atom.start for atom in self.atoms),
            max(atom.end for atom in self.atoms),
            self.atoms[0].rule_id,
        )


def _either(hr: dict[str, frozenset[str]]) -> frozenset[str] | None:
    """HR is positive where ER or PR is; weak ER counts as negative beside a negative and as positive otherwise."""
    if not hr:
        return None
    signs = [
        frozenset("-" if s == "weak" and any("-" in other for other in hr.values()) else s for s in v)
        for v in hr.values()
    ]
    return frozenset("+" if set(combination) & {"+", "weak"} else "-" for combination in product(*signs))


def profiles(text: str, found: list[Atom]) -> list[Profile]:
    """The kinds of tumour that a sentence names."""
    made: list[Profile] = []
    now = _Open()
    for place, atom in enumerate(found):
        between = text[now.atoms[-1].end : atom.start] if now.atoms and now.atoms[-1].end <= atom.start else ""
        following = found[place + 1] if place + 1 < len(found) else None
        whole = atom.hr is not None and atom.her2 is not None
        if now.atoms and (whole or _starts_another(now, atom, following, between)):
            made.append(now.closed())
            now = _Open()
        if whole:
            made.append(Profile(atom.hr, atom.her2, atom.start, atom.end, atom.rule_id))
        else:
            _take(now, atom, between)
    return _without_repeats(made + ([now.closed()] if now.atoms else []))


def _starts_another(now: _Open, atom: Atom, following: Atom | None, between: str) -> bool:
    if not (now.hr and now.her2):
        return False
    if atom.her2 is None:
        return atom.receptor in now.hr or bool(BREAK.search(between))
    if atom.her2 <= now.her2:
        return False
    return now.tight or (following is not None and following.her2 is None)


def _take(now: _Open, atom: Atom, between: str) -> None:
    if now.atoms and (atom.her2 is None) != (now.atoms[-1].her2 is None):
        now.tight = bool(TIGHT.fullmatch(between))
    now.atoms.append(atom)
    if atom.her2 is None:
        now.hr[atom.receptor] = now.hr.get(atom.receptor, frozenset()) | atom.hr
    else:
        now.her2 = atom.her2 | (now.her2 or frozenset())


def _without_repeats(made: list[Profile]) -> list[Profile]:
    """Drops what only spells out a triple-negative tumour: 'TNBC (ER and PR < 10 %)'."""
    triple = [p for p in made if p.hr == frozenset("-") and p.her2 == NEGATIVE]
    if not triple:
        return made
    first = min(p.start for p in triple)

    def spells_out(p: Profile) -> bool:
        alone = (p.hr in (frozenset("-"), frozenset({"weak"}))) and p.her2 is None
        return alone or (p.hr is None and p.her2 == NEGATIVE and p.start > first)

    return [p for p in made if not spells_out(p)]
