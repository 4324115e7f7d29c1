"""What a trial tests and what kind of treatment that is, for its card."""

from collections.abc import Sequence
from html import escape

import claims
import codes
import evidence
import facts
import markup
import quotes

from cache import vocabulary
from cache.language import gettext as _
from cache.language import ngettext
from cache.search import Search

MOST_NAMED = 5
"""Drugs or interventions that a card names."""
_UNKNOWN_DRUG = ("drug", "unclassified")
_FIELD = "interventions["


def rows(trial: dict, labels: Sequence[evidence.Label], search: Search) -> list[tuple[str, str]]:
    """(heading, HTML) of each line on what people get; HTML is empty where a line has nothing to say."""
    said = [label for label in labels if label.axis in ("treatment", "drug") and label.stance == "tested"]
    return [
        (_("Tests"), (_joined(_names(trial, said)) or escape(_(evidence.SILENT))) + _kinds(said)),
        (_("Also given"), _given(labels, said, search)),
        (_("Kind of study"), _kind_of_study(trial)),
        (_("Phase"), _phase(trial)),
    ]


def _names(trial: dict, said: Sequence[evidence.Label]) -> list[str]:
    """HTML of each drug tested; without any, of each intervention that the labels rest on, or of all."""
    drugs = [name for label in said if label.axis == "drug" for name in _drug_names(label)]
    if drugs:
        return drugs
    rested_on = {quote.field for label in said for quote in label.quotes}
    every = {f"{_FIELD}{place}]": each for place, each in enumerate(trial["interventions"])}
    chosen = {field: each for field, each in every.items() if field in rested_on} or every
    return list(dict.fromkeys(_registry_html(each.partition(": ")[2] or each) for each in chosen.values()))


def _drug_names(drug: evidence.Label) -> list[str]:
    if (drug.axis, drug.value) != _UNKNOWN_DRUG:
        return [escape(drug.value)]
    return list(dict.fromkeys(_registry_html(quote.text) for quote in drug.quotes))


def _registry_html(words: str) -> str:
    return f'<span lang="en">{quotes.plain_html(words)}</span>'


def _joined(names: list[str]) -> str:
    """'a · b · and 3 more'."""
    more = len(names) - MOST_NAMED
    if more > 0:
        said = ngettext("and {count} more", "and {count} more", more).format(count=more)
        names = [*names[:MOST_NAMED], escape(said)]
    return " · ".join(names)


def _kinds(said: Sequence[evidence.Label]) -> str:
    """One kind with its explanation, or the names of several; opens the explanations and the record's words."""
    kinds = [label for label in said if label.axis == "treatment"]
    unknown = any((label.axis, label.value) == _UNKNOWN_DRUG for label in said)
    shown = [_UNKNOWN_DRUG if unknown and kind.value == "other" else ("treatment", kind.value) for kind in kinds]
    if not shown:
        return ""
    meanings = [escape(claims.explained(*kind)) for kind in shown]
    if len(shown) == 1:
        return claims.opening(meanings[0], said)
    names = " · ".join(escape(vocabulary.name(*kind)) for kind in shown)
    return claims.opening(names, said, "".join(f"<div>{meaning}</div>" for meaning in meanings))


def _given(labels: Sequence[evidence.Label], said: Sequence[evidence.Label], search: Search) -> str:
    """Treatments asked for that are given without being tested."""
    if not search.given:
        return ""
    tested = {label.value for label in said}
    beside = [
        label
        for label in labels
        if (label.axis, label.stance) == ("treatment", "given") and label.value in {*search.treatments} - tested
    ]
    return claims.phrases_html(beside) if beside else ""


def _kind_of_study(trial: dict) -> str:
    """Only where it is not the usual one."""
    kind = trial["study_type"]
    return escape(facts.words(kind, codes.TYPES)) if facts.is_given(kind) and kind != "INTERVENTIONAL" else ""


def _phase(trial: dict) -> markup.Safe | str:
    """Each phase with what it is for; a study that treats nobody is not asked for one."""
    if trial["phases"]:
        return " · ".join(escape(claims.explained("phase", phase)) for phase in trial["phases"])
    return "" if _kind_of_study(trial) else escape(_(evidence.SILENT))
