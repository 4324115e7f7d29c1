"""What the labels of a trial say on its card: fixed phrases, with the record's words behind a line that opens them."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import evidence
import facts
import markup

from cache import vocabulary
from cache.judge import broader
from cache.language import gettext as _
from cache.language import later, ngettext
from cache.search import Search

MOST_QUOTED = 3
"""Quotations behind one line; the page of the trial has all."""
_EXPLAINED = ("subtype", "her2_level")
_SILENT = later("{names}: the record does not say. Ask the team.")


class Answer(NamedTuple):
    """What a record says on one thing; no claims where it does not say."""

    name: str
    claims: list[evidence.Label]


def answers(search: Search, labels: Iterable[evidence.Label]) -> list[Answer]:
    """Who can join: receptors and brain in any case, then sites and HER2 levels chosen, then sites that all must have."""
    whole = [label for label in labels if not label.cohort]
    sites = [label for label in whole if label.axis == "site"]
    needed = [label.value for label in sites if label.stance == "required"]
    found = [_receptors([label for label in whole if label.axis == "subtype"])]
    for site in dict.fromkeys(("brain", *search.sites, *needed)):
        found.append(Answer(vocabulary.name("site", site), _of_site(sites, site)))
    if search.her2_levels:
        found.append(_levels(search.her2_levels, [label for label in whole if label.axis == "her2_level"]))
    return found


def answers_html(given: Iterable[Answer]) -> markup.Safe:
    """A line for each answer, whose phrases open the words; then one line of all on which the record does not say."""
    given = list(given)
    lines = [phrases_html(answer.claims) for answer in given if answer.claims]
    silent = [answer.name for answer in given if not answer.claims]
    if silent:
        lines.append(markup.Safe(f"<div>{escape(_(_SILENT).format(names='; '.join(silent)))}</div>"))
    return markup.Safe("".join(lines))


def phrases_html(claims: Sequence[evidence.Label]) -> markup.Safe:
    """The fixed phrases of some labels in one line that opens what they mean and the words behind them."""
    meant = [facts.explained(claim.axis, claim.value) for claim in claims if claim.axis in _EXPLAINED]
    meaning = "".join(f"<div>{escape(each)}</div>" for each in meant)
    return opening(escape(_line(claims)), claims, meaning)


def opening(line: str, claims: Iterable[evidence.Label], meaning: str = "") -> markup.Safe:
    """A line of HTML that opens its meaning and the first quotation of each claim; just the line where it has neither."""
    words = list(dict.fromkeys(claim.quotes[0] for claim in claims if claim.quotes))
    if not words and not meaning:
        return markup.Safe(f"<div>{line}</div>")
    quoted = "".join(map(markup.quotation, words[:MOST_QUOTED]))
    more = len(words) - MOST_QUOTED
    if more > 0:
        said = ngettext("{count} more quotation in full view", "{count} more quotations in full view", more)
        quoted += f"<small>{escape(said.format(count=more))}</small>"
    hint = escape(_("quote"))
    return markup.Safe(f"<details><summary>{line} <small>{hint}</small></summary>{meaning}{quoted}</details>")


def _line(claims: Sequence[evidence.Label]) -> str:
    """The phrases; one for all where every receptor status may join."""
    accepted = [claim.value for claim in claims if (claim.axis, claim.stance) == ("subtype", "accepted")]
    if accepted and accepted == vocabulary.values("subtype"):
        return _("Any receptor status: may join")
    return " · ".join(claim.phrase for claim in claims)


def _receptors(said: list[evidence.Label]) -> Answer:
    """Those that may join; where none may, those that cannot."""
    accepted = [label for label in said if label.stance == "accepted"]
    return Answer(_(evidence.AXES["subtype"]), accepted or said)


def _levels(asked: tuple[str, ...], said: list[evidence.Label]) -> Answer:
    """Those of the levels asked for that may join."""
    names = " / ".join(vocabulary.name("her2_level", level) for level in asked)
    return Answer(names, [label for label in said if label.value in asked and label.stance == "accepted"])


def _of_site(said: list[evidence.Label], value: str) -> list[evidence.Label]:
    """The labels of a site; where it has none, those of the site that it lies within."""
    own = [label for label in said if label.value == value]
    return own or [label for label in said if label.value == broader(value)]
