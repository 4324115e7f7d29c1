"""What a trial tests and what kind of treatment that is, for its card."""

import re
from collections.abc import Iterable, Sequence
from html import escape

import claims
import codes
import evidence
import facts

from cache import drugs, text, vocabulary
from cache.language import gettext as _
from cache.search import Search

AXES = ("treatment", "drug")
MOST_NAMED = 5
"""Drugs or interventions that a card names."""
_UNKNOWN_DRUG = ("drug", "unclassified")
_DRUG = "\0"
"""Stands for each letter of a known drug's name."""
_JOINS = re.compile(r"\s(?:and|plus|with|followed by)\s|[+,;&]")
"""Between the parts of an intervention that is a combination."""
_NAME = re.compile(r"[^\W\d_]{4,}|[A-Z]{2,}-?\d")
"""A word or a code, but no dose ('320mg po', 'q3w')."""
_USUAL_CARE = "supportive care"
"""What records list for want of a name, or for those who do not get what is tested."""
_ISOTOPE = re.compile(r"\d")
"""In a tracer ('[68Ga]Ga-TTP'), not in a scan."""


def rows(trial: dict, labels: Sequence[evidence.Label], search: Search) -> list[tuple[str, str]]:
    """(heading, HTML) of each line on what people get in the trial as a whole; HTML is empty where a line has nothing to say."""
    labels = [label for label in labels if label.axis in AXES and not label.cohort]
    return [
        _what(trial, labels),
        (_("Also given"), _given(labels, search)),
        (_("Kind of study"), _kind_of_study(trial)),
        (_("Phase"), _phase(trial)),
    ]


def named(trial: dict, labels: Sequence[evidence.Label]) -> tuple[str, list[str]]:
    """A heading, and the names in plain English of what the trial as a whole tests.

    Where the labels do not tell, what the record lists, be it tested or not; [] where it lists nothing.
    """
    said = _tested(labels)
    if said:
        return _("Tests"), _names(trial, said)
    listed = facts.interventions(trial)
    return (_("Listed in the record") if listed else _("Tests")), _unique(listed)


def joined(names: Sequence[str]) -> str:
    """'a · b · and 3 more'."""
    more = len(names) - MOST_NAMED
    return " · ".join([*names[:MOST_NAMED], *([_("and {count} more").format(count=more)] if more > 0 else [])])


def _tested(labels: Sequence[evidence.Label]) -> list[evidence.Label]:
    return [label for label in labels if label.axis in AXES and label.stance == "tested" and not label.cohort]


def _what(trial: dict, labels: Sequence[evidence.Label]) -> tuple[str, str]:
    """Names and kinds of what is tested; a study that only watches is not asked for it."""
    heading, names = named(trial, labels)
    html = joined([f'<span lang="en">{escape(each)}</span>' for each in names]) + _kinds(_tested(labels))
    silent = "" if trial["study_type"] == "OBSERVATIONAL" else _(evidence.SILENT)
    return heading, html or escape(silent)


def _names(trial: dict, said: Sequence[evidence.Label]) -> list[str]:
    """Each thing tested, in the order of the record; last the drugs that only its titles name."""
    # Beside anything else a scan only shows what that does; a tracer may be new.
    beside = {"imaging"} if {label.value for label in said} != {"imaging"} else set()
    rested_on = {
        quote.field
        for label in said
        for quote in label.quotes
        if label.value not in beside or _ISOTOPE.search(quote.text)
    }
    found = [label for label in said if label.axis == "drug"]
    tested = sorted((quote, _drug_name(trial, label, quote)) for label in found for quote in label.quotes)
    names = []
    for place, (raw, words) in enumerate(zip(trial["interventions"], facts.interventions(trial), strict=True)):
        field = f"interventions[{place}]"
        if rested_on & {field, f"intervention_descriptions[{place}]"}:
            inside = [each for each in tested if each[0].field == field]
            all_known = _all_known(raw, [quote for quote, _name in inside], {label.value for label in found})
            names += [name for _quote, name in inside] if all_known else [words]
    names = [name for name in names if name.casefold() != _USUAL_CARE]
    listed = {name for quote, name in tested if quote.field.startswith("interventions[")}
    return _unique([*names, *(name for _quote, name in tested if name not in listed)])


def _all_known(raw: str, inside: Sequence[evidence.Quote], tested: set[str]) -> bool:
    """Whether an intervention names a tested drug, and nothing beside the drugs that we know."""
    known = drugs.find(raw, shorthand=True)
    rest = list(raw)
    for each in (*known, *inside):
        rest[each.start : each.end] = _DRUG * (each.end - each.start)
    if any(_DRUG not in part and _NAME.search(part) for part in _JOINS.split("".join(rest))):
        return False
    return bool(inside) or any(each.drug.name in tested for each in known)


def _drug_name(trial: dict, drug: evidence.Label, quote: evidence.Quote) -> str:
    """'goserelin', or 'goserelin (ZOLADEX)' where the record lists it by another name only."""
    if (drug.axis, drug.value) == _UNKNOWN_DRUG:
        return quote.text
    listed = drugs.joined(" ".join([*trial["interventions"], quote.text]))
    is_listed = any(drugs.joined(word) in listed for word in re.split(r"[ /]", drug.value))
    return drug.value if is_listed else f"{drug.value} ({drug.quotes[0].text})"


def _unique(names: Iterable[str]) -> list[str]:
    """Each name once, as it is first written, the registry's escapes undone."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), text.unescape(name))
    return list(found.values())


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


def _given(labels: Sequence[evidence.Label], search: Search) -> str:
    """Treatments asked for that are given without being tested."""
    if not search.given:
        return ""
    tested = {label.value for label in _tested(labels)}
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
