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

AXES = ("site", "subtype", "her2_level", "biomarker", "menopause")
"""The axes that a card asks who can join."""
_LIMITING = ("biomarker", "menopause")
MOST_SAID = 4
"""Phrases in one line."""
MOST_QUOTED = 3
"""Quotations behind one line; the page of the trial has all."""
_EXPLAINED = ("subtype", "her2_level")
_GROUPS = later("{names}: the record says it for some groups only. See the trial's page.")
_SILENT = later("{names}: the record does not say. Ask the team.")


class Answer(NamedTuple):
    """What a record says on one thing; no claims where it does not say it of the trial as a whole.

    `groups` tells that it then says it of cohorts.
    """

    name: str
    claims: list[evidence.Label]
    groups: bool = False


def answers(search: Search, labels: Iterable[evidence.Label]) -> list[Answer]:
    """Who can join: receptors and brain in any case, then sites and HER2 levels chosen, then what all must have or be."""
    of = {axis: [label for label in labels if label.axis == axis] for axis in AXES}
    needed = [label.value for label in of["site"] if label.stance == "required" and not label.cohort]
    found = [_receptors(of["subtype"])]
    for site in dict.fromkeys(("brain", *search.sites, *needed)):
        found.append(_of_site(of["site"], site))
    if search.her2_levels:
        found.append(_levels(search.her2_levels, of["her2_level"]))
    limits = (_answer(_(evidence.AXES[axis]), [label for label in of[axis] if _limits(label)]) for axis in _LIMITING)
    return found + [answer for answer in limits if answer.claims or answer.groups]


def answers_html(given: Iterable[Answer]) -> markup.Safe:
    """A line for each answer, whose phrases open the words; then one of all that is said of cohorts, one of silence."""
    given = list(given)
    lines = [phrases_html(answer.claims) for answer in given if answer.claims]
    for told, is_group in ((_GROUPS, True), (_SILENT, False)):
        names = [answer.name for answer in given if not answer.claims and answer.groups is is_group]
        if names:
            lines.append(markup.Safe(f"<div>{escape(_(told).format(names='; '.join(names)))}</div>"))
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
    """The phrases, of many the first; one for all where every receptor status may join."""
    accepted = [claim.value for claim in claims if (claim.axis, claim.stance) == ("subtype", "accepted")]
    if accepted and accepted == vocabulary.values("subtype"):
        return _("Any receptor status: may join")
    phrases = evidence.phrases(claims)
    more = len(claims) - MOST_SAID
    if more > 1:
        phrases[MOST_SAID : len(claims)] = [_("and {count} more").format(count=more)]
    return " · ".join(phrases)


def _answer(name: str, said: list[evidence.Label]) -> Answer:
    whole = [label for label in said if not label.cohort]
    return Answer(name, whole, groups=bool(said) and not whole)


def _limits(label: evidence.Label) -> bool:
    """Whether a label keeps people out who are not what it names."""
    return (label.axis, label.value) != ("menopause", "any")


def _receptors(said: list[evidence.Label]) -> Answer:
    """Those that may join; where none may, those that cannot."""
    return _accepted(_answer(_(evidence.AXES["subtype"]), said))


def _levels(asked: tuple[str, ...], said: list[evidence.Label]) -> Answer:
    """Those of the levels asked for that may join; where none may, those that cannot."""
    names = " / ".join(vocabulary.name("her2_level", level) for level in asked)
    return _accepted(_answer(names, [label for label in said if label.value in asked]))


def _accepted(answer: Answer) -> Answer:
    accepted = [label for label in answer.claims if label.stance == "accepted"]
    return answer._replace(claims=accepted or answer.claims)


def _of_site(said: list[evidence.Label], value: str) -> Answer:
    """The labels of a site; where the trial as a whole has none, those of the site that it lies within."""
    name = vocabulary.name("site", value)
    own, wider = (_answer(name, [label for label in said if label.value == each]) for each in (value, broader(value)))
    return own if own.claims or (own.groups and not wider.claims) else wider
