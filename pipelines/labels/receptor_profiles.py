"""Puts receptor statements of a sentence together: 'TNBC or HR+/HER2-' is two kinds of tumour, each a set of states."""

import re
from itertools import product
from typing import NamedTuple

from pipelines.labels.receptor_signs import filler
from pipelines.labels.receptor_words import LEVELS, NEGATIVE, Atom, atoms

CELLS = frozenset(product("+-", LEVELS))
"""All states of a tumour: hormone receptors x HER2 level."""
EVERY_HR, EVERY_HER2 = frozenset("+-"), frozenset(LEVELS)
TIGHT = re.compile(r"[\s/&+-]{0,3}")
NARROWS = filler("narrows")
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

    def closed(self, weak: str) -> Profile:
        return Profile(
            _either(self.hr, weak),
            self.her2,
            min(atom.start for atom in self.atoms),
            max(atom.end for atom in self.atoms),
            self.atoms[0].rule_id,
        )


def _either(hr: dict[str, frozenset[str]], weak: str) -> frozenset[str] | None:
    """HR is positive where ER or PR is. `weak` is what a weak ER counts as, unless a receptor beside it is negative."""
    if not hr or hr == {"PR": frozenset("+-")}:
        return None
    if any("-" in signs for signs in hr.values()):
        weak = "-"
    plain = [frozenset(weak if sign == "weak" else sign for sign in signs) for signs in hr.values()]
    return frozenset("+" if "+" in combination else "-" for combination in product(*plain))


def profiles(text: str, weak: str = "+") -> list[Profile]:
    """The kinds of tumour that a sentence (normal text, lower case) names; a weakly positive ER counts as `weak`."""
    found = atoms(text)
    made: list[Profile] = []
    now = _Open()
    for place, atom in enumerate(found):
        between = text[now.atoms[-1].end : atom.start] if now.atoms and now.atoms[-1].end <= atom.start else ""
        following = found[place + 1] if place + 1 < len(found) else None
        whole = atom.hr is not None and atom.her2 is not None
        if now.atoms and (whole or _starts_another(now, atom, following, between)):
            made.append(now.closed(weak))
            now = _Open()
        if whole:
            made.append(Profile(atom.hr, atom.her2, atom.start, atom.end, atom.rule_id))
        else:
            _take(now, atom, between)
    made += [now.closed(weak)] if now.atoms else []
    return _without_repeats(text, _narrowed(text, [p for p in made if p.hr or p.her2]))


def _starts_another(now: _Open, atom: Atom, following: Atom | None, between: str) -> bool:
    if not (now.hr and now.her2):
        return bool(now.atoms) and bool(BREAK.search(between)) and _apart(now, atom)
    if atom.her2 is None:
        if following is not None and following.her2 is not None and following.hr is None:
            return not following.her2 <= now.her2 or bool(BREAK.search(between))
        if now.atoms[-1].receptor == atom.receptor and len(between) < len(" and/or  "):
            return False
        known = now.hr.get(atom.receptor) or frozenset().union(*now.hr.values())
        return not atom.hr <= known and (atom.receptor in now.hr or bool(BREAK.search(between)))
    if atom.her2 <= now.her2 or atom.her2 | now.her2 <= NEGATIVE:
        return following is not None and following.her2 is None
    return now.tight or (following is not None and following.her2 is None)


def _apart(now: _Open, atom: Atom) -> bool:
    """'HER2-positive or ER-positive' are two kinds; 'HR-positive or HER2-negative' is a loose way to say both."""
    if now.atoms[-1].her2 is None:
        return atom.her2 is not None and not atom.her2 <= NEGATIVE
    return atom.her2 is None and not now.her2 <= NEGATIVE


def _take(now: _Open, atom: Atom, between: str) -> None:
    if now.atoms and (atom.her2 is None) != (now.atoms[-1].her2 is None):
        now.tight = bool(TIGHT.fullmatch(between))
    now.atoms.append(atom)
    if atom.her2 is None:
        now.hr[atom.receptor] = now.hr.get(atom.receptor, frozenset()) | atom.hr
    else:
        now.her2 = atom.her2 | (now.her2 or frozenset())


def _narrowed(text: str, made: list[Profile]) -> list[Profile]:
    """'TNBC with HER2-low expression' and 'HER2-low TNBC' are one kind."""
    kept: list[Profile] = []
    for p in made:
        last = kept[-1] if kept else None
        if last and bool(last.hr) != bool(p.hr) and NARROWS.fullmatch(text, last.end, max(last.end, p.start)):
            full, part = (last, p) if last.hr else (p, last)
            if full.her2 and part.her2 and part.her2 < full.her2:
                kept[-1] = full._replace(her2=part.her2, start=last.start, end=p.end)
                continue
        kept.append(p)
    return kept


def _without_repeats(text: str, made: list[Profile]) -> list[Profile]:
    """Drops what only spells out or shortens another: 'TNBC (ER and PR < 10 %)', 'HR+/HER2- disease (HR+ MBC)'."""
    triple = [p.start for p in made if p.hr == frozenset("-") and p.her2 == NEGATIVE]

    def repeats(p: Profile) -> bool:
        if p.her2 is None:
            return any(other.hr == p.hr and other.her2 is not None for other in made)
        fuller = [other for other in made if other.hr and other.her2 == p.her2 and other.start < p.start]
        if p.hr is None and any(" or " not in text[other.end : p.start] for other in fuller):
            return True
        return p.hr is None and p.her2 == NEGATIVE and bool(triple) and p.start > min(triple)

    return [p for p in made if not repeats(p)]
