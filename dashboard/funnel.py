"""The funnel: from all trials to those shown, one button for each step, which takes the step off."""

from html import escape
from typing import NamedTuple

import chosen
import filters
import markup
import streamlit as st

from cache import vocabulary
from cache.catalogue import Catalogue
from cache.language import gettext as _
from cache.language import ngettext
from cache.search import Point, Result, Search, find

_STYLE = """<style>
.st-key-funnel button, .st-key-loosen button {min-height:2rem;padding:0.1rem 0.6rem;text-align:left}
.notes p {margin:0 0 0.3rem}
.notes summary {min-height:1.75rem;padding:0.2rem 0;cursor:pointer;text-decoration:underline;text-underline-offset:0.2em}
</style>"""
_USUAL = ("listed", "tiers", "statuses")
"""Points that are asked without anybody's choice."""


class Taken(NamedTuple):
    """A step as it is shown: its words, the trials left after it, those it shuts out by itself, and the search without it.

    gain: how many more trials that search would show.
    """

    point: Point
    words: str
    left: int
    removed: int
    search: Search | None
    gain: int


def steps(catalogue: Catalogue, search: Search, result: Result) -> list[Taken]:
    """Every step of a result in the order of the funnel."""
    found = []
    for point, left, removed in result.funnel:
        other = chosen.without(point, search)
        gain = len(find(catalogue, other).ids) - len(result.ids) if other else 0
        found.append(Taken(point, chosen.point_words(point, search), left, removed, other, gain))
    return found


def draw(search: Search, result: Result, taken: list[Taken]) -> None:
    """The steps as a row of buttons, then what they cost in words, with all numbers as a table below."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="funnel"):
        in_all = ngettext("**{count}** trial in all", "**{count}** trials in all", result.total)
        st.markdown(in_all.format(count=f"{result.total:,}"), width="content")
        for place, step in enumerate(taken):
            if step.search:
                _draw_step(place, step)
        for place, each in enumerate(chosen.widened(search)):
            _draw_button(f"\\+ {filters.literal(each.words)} ✕", f"widened {place}", _("Take this back"), each.search)
        if filters.can_undo():
            st.button(_("Undo"), key="undo search", type="tertiary", on_click=filters.undo)
        st.button(_("Start again"), key="start again", type="tertiary", on_click=filters.start_again)
    st.html(_STYLE + f'<div class="notes">{_most_costly(taken)}{_details(taken, result)}</div>')


def _draw_step(place: int, step: Taken) -> None:
    told = _("→ {choice}: **{count}** left ✕").format(choice=filters.literal(step.words), count=f"{step.left:,}")
    gain = ngettext(
        "Take this off. Without it you would see {count} more trial.",
        "Take this off. Without it you would see {count} more trials.",
        step.gain,
    )
    _draw_button(told, f"step {place}", gain.format(count=f"{step.gain:,}"), step.search)


def _draw_button(label: str, key: str, told: str, search: Search) -> None:
    st.button(label, key=key, help=told, on_click=filters.change, args=(search,), wrap=True)


def _most_costly(taken: list[Taken]) -> str:
    """The choice without which most would be seen, in a sentence; the usual ones are in the table."""
    own = [step for step in taken if step.gain > 0 and step.point.field not in _USUAL]
    if not own:
        return ""
    most = max(own, key=lambda step: step.gain)
    told = ngettext(
        "Without “{choice}” you would see {count} more trial.",
        "Without “{choice}” you would see {count} more trials.",
        most.gain,
    )
    return f"<p>{escape(told.format(choice=most.words, count=f'{most.gain:,}'))}</p>"


def _left_out(result: Result) -> str:
    if not result.left_out:
        return ""
    names = ", ".join(f"{vocabulary.name('site', site)} ({count:,})" for site, count in result.left_out.items())
    told = _("Left out, because everyone in these trials has something that you did not choose: {sites}.")
    return f"<p>{escape(told.format(sites=names))}</p>"


def _details(taken: list[Taken], result: Result) -> str:
    rows = [(step.words, f"{step.removed:,}", f"{step.left:,}", f"{max(step.gain, 0):,}") for step in taken]
    headings = [_("You asked for"), _("Trials this shuts out"), _("Left after it"), _("More without it")]
    caption = ngettext("From all {count} trial to those shown", "From all {count} trials to those shown", result.total)
    counted = _("A trial whose record does not say is not shut out: it is left, in a group of its own.")
    table = markup.table(headings, rows, caption.format(count=f"{result.total:,}"))
    return markup.folded(_("What each step does"), f"<p>{escape(counted)}</p>{_left_out(result)}{table}")
