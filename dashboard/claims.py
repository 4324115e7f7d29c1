"""What the labels of a trial say on its card: fixed phrases, with the record's words behind a line that opens them."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from typing import NamedTuple

import evidence
import facts
import markup

from cache import vocabulary
from cache.language import gettext as _
from cache.language import later, ngettext
from cache.person import CNS, broader, levels_of, told_places
from cache.search import Search

AXES = ("site", "subtype", "her2_level")
"""The axes that answer what was asked for."""
_LINES = ("lines_any", "lines_chemo", "lines_endocrine")
_LIMITS = (
    evidence.Question(later("Earlier treatment lines"), _LINES),
    evidence.Question(later("Earlier treatment needed"), ("prior",), stances=("required",)),
    evidence.Question(later("Earlier treatment not allowed"), ("prior",), stances=("excluded",)),
    evidence.Question(later("Gene or protein changes needed"), ("biomarker",)),
    evidence.Question(later("Menopause"), ("menopause",)),
)
"""What may shut a person out, whatever was asked: always in sight."""
_FURTHER = (
    evidence.Question(later("Measurable disease"), ("measurable",)),
    evidence.Question(later("General fitness (ECOG)"), ("ecog_max",)),
    evidence.Question(later("Earlier treatment limited"), ("prior",), stances=("limited",)),
)
_NO_LIMIT = {("menopause", "any"), ("measurable", "not_required")}
MOST_LINES = 6
"""Lines in sight; of more, those of _FURTHER are folded."""
MOST_SAID = 4
"""Phrases in one line."""
MOST_QUOTED = 3
"""Quotations behind one line; the page of the trial has all."""
_EXPLAINED = ("subtype", "her2_level", *_LINES, "prior", "ecog_max")
_GROUPS = later("{names}: the record says it for some groups only. See the trial's page.")
_SILENT = later("{names}: the record does not say. Ask the team.")


class Answer(NamedTuple):
    """What a record says on one thing; no claims where it does not say it of the trial as a whole.

    `groups` tells that it then says it of cohorts.
    """

    name: str
    claims: list[evidence.Label]
    groups: bool = False


class Told(NamedTuple):
    """Answers as a card shows them: (name, line) of each that has claims, and the names of those that have none."""

    lines: tuple[tuple[str, markup.Safe], ...]
    groups: tuple[str, ...]
    silent: tuple[str, ...]


def asked(search: Search, labels: Sequence[evidence.Label]) -> list[Answer]:
    """Receptors in any case; then sites told and those that everyone has; then HER2 levels chosen, or that decide."""
    receptors = answer(evidence.Question(evidence.AXES["subtype"], ("subtype",)), labels)
    receptors = _accepted(receptors, search.subtypes)
    found = [receptors, *of_sites(sites_told(search, untold=("brain",)), labels)]
    said = [label for label in labels if label.axis == "her2_level"]
    if levels := search.her2_levels or _deciding(said):
        found.append(_levels(levels, said))
    return found


def limits(labels: Iterable[evidence.Label]) -> tuple[list[Answer], list[Answer]]:
    """What else keeps people out, as far as the record says it; the second list may be folded."""
    keeping = [label for label in labels if (label.axis, label.value) not in _NO_LIMIT]
    found = ([answer(question, keeping) for question in questions] for questions in (_LIMITS, _FURTHER))
    first, further = ([each for each in part if each.claims or each.groups] for part in found)
    return first, further


def answer(question: evidence.Question, labels: Sequence[evidence.Label]) -> Answer:
    """What the labels say to a question."""
    return _answer(_(question.name), [label for label in labels if question.is_about(label)])


def sites_told(search: Search, untold: tuple[str, ...]) -> tuple[str, ...]:
    """The sites to speak of: those chosen, the brain with its lining; and `untold` where no place of spread was told."""
    places = told_places(search)
    beside = untold if not places else ("brain",) if places & set(CNS) else ()
    return tuple(dict.fromkeys((*beside, *search.sites)))


def of_sites(values: Iterable[str], labels: Iterable[evidence.Label]) -> list[Answer]:
    """What the labels say of some sites, and of those that everyone in the trial has."""
    said = [label for label in labels if label.axis == "site"]
    needed = [label.value for label in said if label.stance == "required" and not label.cohort]
    return [_of_site(said, value) for value in dict.fromkeys((*values, *needed))]


def told(given: Iterable[Answer]) -> Told:
    """The answers, whose phrases open the record's words."""
    given = list(given)
    silent = [each for each in given if not each.claims]
    return Told(
        tuple((each.name, phrases_html(each.claims)) for each in given if each.claims),
        tuple(each.name for each in silent if each.groups),
        tuple(each.name for each in silent if not each.groups),
    )


def told_html(first: Told, limiting: Told, further: Told) -> markup.Safe:
    """All lines; then one of all that is said of cohorts, one of silence. Of many lines, the further ones are folded."""
    html = "".join(line for part in (first, limiting) for _name, line in part.lines)
    last = "".join(line for _name, line in further.lines)
    if len(further.lines) > 1 and sum(len(part.lines) for part in (first, limiting, further)) > MOST_LINES:
        names = "; ".join(name for name, _line in further.lines)
        last = markup.folded(_("More limits: {names}").format(names=names), last)
    groups, silent = (first.groups + limiting.groups + further.groups, first.silent)
    for said, names in ((_GROUPS, groups), (_SILENT, silent)):
        if names:
            last += f"<div>{escape(_(said).format(names='; '.join(names)))}</div>"
    return markup.Safe(html + last)


def phrases_html(claims: Sequence[evidence.Label]) -> markup.Safe:
    """The fixed phrases of some labels in one line that opens what they mean and the words behind them."""
    meant = [facts.explained(claim.axis, claim.value) for claim in claims if claim.axis in _EXPLAINED]
    meaning = "".join(f"<div>{escape(each)}</div>" for each in meant)
    return opening(escape(_line(claims)), claims, meaning)


def opening(line: str, claims: Iterable[evidence.Label], meaning: str = "") -> markup.Safe:
    """A line of HTML that opens its meaning and the most telling statement of each claim, what is said outright first.

    Just the line where it has neither.
    """
    outright = sorted(claims, key=lambda claim: "explicit" not in claim.bases)
    words = markup.quotations(_most_telling(claim) for claim in outright if claim.quotes)
    if not words and not meaning:
        return markup.Safe(f"<div>{line}</div>")
    quoted = "".join(words[:MOST_QUOTED])
    more = len(words) - MOST_QUOTED
    if more > 0:
        said = ngettext("{count} more quotation in full view", "{count} more quotations in full view", more)
        quoted += f"<small>{escape(said.format(count=more))}</small>"
    hint = escape(_("quote"))
    return markup.Safe(f"<details><summary>{line} <small>{hint}</small></summary>{meaning}{quoted}</details>")


def _line(claims: Sequence[evidence.Label]) -> str:
    """The phrases, of many the first; one for all where every receptor status may join."""
    accepted = [claim.value for claim in claims if (claim.axis, claim.stance) == ("subtype", "accepted")]
    if accepted and accepted == vocabulary.values("subtype"):
        return _("Any receptor status: may join")
    phrases = evidence.phrases(claims)
    more = len(claims) - MOST_SAID
    if more > 1:
        phrases[MOST_SAID : len(claims)] = [_("and {count} more").format(count=more)]
    return " · ".join(phrases)


def _most_telling(claim: evidence.Label) -> evidence.Quote:
    """The quotation that does not begin or end inside a word and has most of the value's own words; of equals the first."""
    own = _own_words(claim.axis, claim.value)
    return min(claim.quotes, key=lambda quote: (_is_cut(quote), -len(set(map(str.lower, own.findall(quote.text))))))


def _is_cut(quote: evidence.Quote) -> bool:
    before, text, after = quote.before[-1:], quote.text, quote.after[:1]
    return (before.isalnum() and text[:1].isalnum()) or (after.isalnum() and text[-1:].isalnum())


@cache
def _own_words(axis: str, value: str) -> re.Pattern:
    """Finds words of the registry's English that begin as those of a value and of its name do."""
    term = vocabulary.terms().get((axis, value))
    said = f"{value} {term.name if term else ''}"
    words = [*re.findall(r"[a-z0-9]{3,}|\d", said.lower()), *re.findall(r"[A-Z]{2,}", said)]
    return re.compile(rf"\b(?:{'|'.join(words) or '(?!)'})", re.IGNORECASE)


def _answer(name: str, said: list[evidence.Label]) -> Answer:
    whole = [label for label in said if not label.cohort]
    return Answer(name, whole, groups=bool(said) and not whole)


def _deciding(said: list[evidence.Label]) -> tuple[str, ...]:
    """The levels of HER2-negative people, where only some of them may join."""
    levels = levels_of("TNBC")
    stances = {label.stance for label in said if label.value in levels and not label.cohort}
    return levels if len(stances) > 1 else ()


def _levels(asked: tuple[str, ...], said: list[evidence.Label]) -> Answer:
    names = " / ".join(vocabulary.name("her2_level", level) for level in asked)
    return _accepted(_answer(names, [label for label in said if label.value in asked]), asked)


def _accepted(answer: Answer, asked: tuple[str, ...]) -> Answer:
    """Without those that cannot join, unless somebody asked for them or nobody can."""
    kept = [label for label in answer.claims if label.stance == "accepted" or label.value in asked]
    return answer._replace(claims=kept or answer.claims)


def _of_site(said: list[evidence.Label], value: str) -> Answer:
    """The labels of a site; where the trial as a whole has none, those of the site that it lies within."""
    name = vocabulary.name("site", value)
    own, wider = (_answer(name, [label for label in said if label.value == each]) for each in (value, broader(value)))
    return own if own.claims or (own.groups and not wider.claims) else wider
