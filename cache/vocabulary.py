"""The words of the catalogue: axes, values, stances, and the fixed plain-language names that every screen uses.

Names, explanations and phrases are in the language in use (cache.language).
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cache.language import gettext as _

HERE = Path(__file__).parent


class Term(NamedTuple):
    """A value of an axis, with its plain name and one line of explanation."""

    axis: str
    value: str
    name: str
    explanation: str


@cache
def terms() -> dict[tuple[str, str], Term]:
    """Every (axis, value) of vocabulary.csv, in the order in which screens list them."""
    with (HERE / "vocabulary.csv").open(encoding="utf-8", newline="") as file:
        return {(row["axis"], row["value"]): Term(**row) for row in csv.DictReader(file)}


@cache
def _phrases() -> dict[tuple[str, str], str]:
    with (HERE / "stances.csv").open(encoding="utf-8", newline="") as file:
        return {(row["axis"], row["stance"]): row["phrase"] for row in csv.DictReader(file)}


def _vocabulary_axis(axis: str) -> str:
    return "site" if axis == "focus_site" else axis


def values(axis: str) -> list[str]:
    """Values of an axis in display order."""
    return [value for (owner, value) in terms() if owner == _vocabulary_axis(axis)]


def stances(axis: str) -> list[str]:
    """Stances that an axis knows."""
    return [stance for (owner, stance) in _phrases() if owner == axis]


def name(axis: str, value: str) -> str:
    """Plain name of a value; a value that the vocabulary lacks is shown as the registry spells it."""
    term = _term(axis, value)
    return _(term.name) if term else value


def explanation(axis: str, value: str) -> str:
    """One line that explains a value; empty where the vocabulary lacks it."""
    term = _term(axis, value)
    return _(term.explanation) if term else ""


def _term(axis: str, value: str) -> Term | None:
    return terms().get((_vocabulary_axis(axis), value)) or terms().get((axis, "*"))


SYMPTOMS_RULE = "limit-03-symptomatic"
"""The rule of the lexicon that reads a refusal of metastases with symptoms. Where a trial says no more, it may still take
active ones that cause none."""


def phrase(axis: str, value: str, stance: str) -> str:
    """The fixed sentence for a label, for instance 'Brain: only if treated and stable'."""
    template = _phrases().get((axis, stance), "{name}")
    return _(template).format(name=name(axis, value), value=span(value))


def span(value: str) -> str:
    """Bounds in words: '0..0' is none allowed, '..2' at most 2, '1..' at least 1, '1..3' 1 to 3; any other value as it is."""
    low, dots, high = value.partition("..")
    if not dots:
        return value
    if not high:
        return _("at least {low}").format(low=low)
    if low in ("", "0"):
        return _("none allowed") if high == "0" else _("at most {high}").format(high=high)
    said = _("exactly {low}") if low == high else _("{low} to {high}")
    return said.format(low=low, high=high)
