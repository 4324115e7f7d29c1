"""The funnel: from all trials to those shown, one button for each step, which takes the step off."""

from html import escape

import chosen
import filters
import markup
import quotes
import streamlit as st

from cache import vocabulary
from cache.language import gettext as _
from cache.language import ngettext
from cache.question import FACTS
from cache.search import Result, Search, Step, without

_STYLE = """<style>
.st-key-funnel button, .st-key-loosen button {min-height:2rem;padding:0.1rem 0.6rem;text-align:left}
.notes p {margin:0 0 0.3rem}
.notes summary {min-height:1.75rem;padding:0.2rem 0;cursor:pointer;text-decoration:underline;text-underline-offset:0.2em}
</style>"""
_NOT_TO_GIVE_UP = ("listed", "tiers", "statuses", *FACTS)
"""Points that are asked without anybody's choice, and those that are facts of a person."""


def draw(search: Search, result: Result) -> None:
    """The steps as a row of buttons, then what they cost in words, with all numbers as a table below."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="funnel"):
        in_all = ngettext("**{count}** trial in all", "**{count}** trials in all", result.total)
        st.markdown(in_all.format(count=f"{result.total:,}"), width="content")
        for place, step in enumerate(_steps(search, result)[1:], 1):
            _draw_step(place, step, search)
        for place, each in enumerate(chosen.widened(search)):
            _draw_button(f"\\+ {quotes.literal(each.words)} ✕", f"widened {place}", _("Take this back"), each.search)
        if filters.can_undo():
            st.button(_("Undo"), key="undo search", type="tertiary", on_click=filters.undo)
        st.button(_("Start again"), key="start again", type="tertiary", on_click=filters.start_again)
    st.html(_STYLE + f'<div class="notes">{_most_costly(search, result)}{_details(search, result)}</div>')


def _steps(search: Search, result: Result) -> list[Step]:
    """What was asked, first that a trial is listed, which stays; other places mean nothing where no place is told."""
    return [step for step in result.funnel if step.point.field != "other_sites" or not search.place_unknown]


def _draw_step(place: int, step: Step, search: Search) -> None:
    words = quotes.literal(chosen.point_words(step.point, search))
    told = _("→ {choice}: **{count}** left ✕").format(choice=words, count=f"{step.left:,}")
    gain = ngettext(
        "Take this off. Without it you would see {count} more trial.",
        "Take this off. Without it you would see {count} more trials.",
        step.gain,
    )
    shown = gain.format(count=f"{step.gain:,}") if step.gain > 0 else _("Take this off. You would not see more trials.")
    _draw_button(told, f"step {place}", shown, without(search, [step.point]))


def _draw_button(label: str, key: str, told: str, search: Search) -> None:
    st.button(label, key=key, help=told, on_click=filters.change, args=(search,), wrap=True)


def _most_costly(search: Search, result: Result) -> str:
    """The choice without which most would be seen, in a sentence; all others, and who a person is, are in the table."""
    own = [step for step in result.funnel if step.gain > 0 and step.point.field not in _NOT_TO_GIVE_UP]
    if not own or not result.ids:
        return ""
    most = max(own, key=lambda step: step.gain)
    told = ngettext(
        "{change}: you would see {count} more trial.", "{change}: you would see {count} more trials.", most.gain
    )
    return f"<p>{escape(told.format(change=chosen.change_words(most.point, search), count=f'{most.gain:,}'))}</p>"


def _left_out(result: Result) -> str:
    if not result.left_out:
        return ""
    names = ", ".join(f"{vocabulary.name('site', site)} ({count:,})" for site, count in result.left_out.items())
    told = _("Left out, because everyone in these trials has something that you did not choose: {sites}.")
    return f"<p>{escape(told.format(sites=names))}</p>"


def _details(search: Search, result: Result) -> str:
    rows = [
        (chosen.point_words(step.point, search), f"{step.removed:,}", f"{step.left:,}", f"{max(step.gain, 0):,}")
        for step in _steps(search, result)
    ]
    headings = [_("You asked for"), _("Trials this shuts out"), _("Left after it"), _("More without it")]
    caption = ngettext("From all {count} trial to those shown", "From all {count} trials to those shown", result.total)
    counted = _("A trial whose record does not say is not shut out: it is left, in a group of its own.")
    table = markup.table(headings, rows, caption.format(count=f"{result.total:,}"))
    return markup.folded(_("What each step does"), f"<p>{escape(counted)}</p>{_left_out(result)}{table}")
