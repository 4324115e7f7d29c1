"""What a trial tests and what kind of treatment that is, for its card."""

from collections.abc import Sequence
from html import escape

import claims
import codes
import evidence
import facts
import quotes

from cache import vocabulary
from cache.language import gettext as _
from cache.search import Search

MOST_NAMED = 5
"""Drugs or interventions that a card names."""
_UNKNOWN_DRUG = ("drug", "unclassified")


def rows(trial: dict, labels: Sequence[evidence.Label], search: Search) -> list[tuple[str, str]]:
    """(heading, HTML) of each line on what people get in the trial as a whole; HTML is empty where a line has nothing to say."""
    labels = [label for label in labels if label.axis in ("treatment", "drug") and not label.cohort]
    said = [label for label in labels if label.stance == "tested"]
    return [
        _what(trial, said),
        (_("Also given"), _given(labels, said, search)),
        (_("Kind of study"), _kind_of_study(trial)),
        (_("Phase"), _phase(trial)),
    ]


def _what(trial: dict, said: Sequence[evidence.Label]) -> tuple[str, str]:
    """Names and kinds of what is tested; where the labels do not tell, what the record lists, be it tested or not."""
    if said:
        return _("Tests"), _joined(_names(trial, said)) + _kinds(said)
    listed = [_registry_html(each) for each in facts.interventions(trial)]
    return (_("Listed in the record"), _joined(listed)) if listed else (_("Tests"), escape(_(evidence.SILENT)))


def _names(trial: dict, said: Sequence[evidence.Label]) -> list[str]:
    """HTML of each drug tested; without any, of each intervention that the labels rest on."""
    drugs = [name for label in said if label.axis == "drug" for name in _drug_names(label)]
    rested_on = {quote.field for label in said for quote in label.quotes}
    named = [each for place, each in enumerate(facts.interventions(trial)) if f"interventions[{place}]" in rested_on]
    return drugs or list(dict.fromkeys(map(_registry_html, named)))


def _drug_names(drug: evidence.Label) -> list[str]:
    if (drug.axis, drug.value) != _UNKNOWN_DRUG:
        return [escape(drug.value)]
    return list({quote.text.casefold(): _registry_html(quote.text) for quote in drug.quotes}.values())


def _registry_html(words: str) -> str:
    return f'<span lang="en">{quotes.plain_html(words)}</span>'


def _joined(names: list[str]) -> str:
    """'a · b · and 3 more'."""
    more = len(names) - MOST_NAMED
    if more > 0:
        names = [*names[:MOST_NAMED], escape(_("and {count} more").format(count=more))]
    return " · ".join(names)


def _kinds(said: Sequence[evidence.Label]) -> str:
    """One kind with its explanation, or the names of several; opens the explanations and the record's words."""
    kinds = [label for label in said if label.axis == "treatment"]
    unknown = any((label.axis, label.value) == _UNKNOWN_DRUG for label in said)
    shown = [_UNKNOWN_DRUG if unknown and kind.value == "other" else ("treatment", kind.value) for kind in kinds]
    if not shown:
        return ""
    meanings = [escape(facts.explained(*kind)) for kind in shown]
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


def _phase(trial: dict) -> str:
    """Each phase with what it is for; a study that treats nobody is not asked for one."""
    silent = "" if _kind_of_study(trial) else _(evidence.SILENT)
    return escape(" · ".join(facts.phases_explained(trial)) or silent)
