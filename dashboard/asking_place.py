"""The question of place: where the person is, how far they would go, and in which order trials come."""

from html import escape
from typing import NamedTuple

import asking
import filters
import nearby
import quotes
import streamlit as st

from cache import country_names, gazetteer
from cache.distance import DISTANCES, UNITS
from cache.language import gettext as _
from cache.language import later
from cache.search import ORDERS

_TYPED = "place as typed"
_MEND = "mend near"
_TEXT, _WHICH, _WITHIN, _UNIT, _ORDER = "filter near", "filter which", "filter within", "filter unit", "filter order"
_CHOSEN_UNIT = "unit chosen"
_MILES = ("United States", "United Kingdom")
"""Countries whose roads are measured in miles."""
_LONGEST_PLACE = 100
_STYLE = """<style>
.st-key-meant {min-height:2.5rem}
.st-key-meant [role="status"] {margin:0}
.st-key-meant .unseen {position:absolute;clip-path:inset(50%);white-space:nowrap;width:1px;overflow:hidden}
</style>"""
_UNITS = {"mi": later("miles"), "km": later("km")}
_ORDERS = {
    "fit": later("Best fit first"),
    "nearest": later("Nearest first"),
    "newest": later("Newest first"),
}


class Typed(NamedTuple):
    """What was typed as a place, and the name of the place that was taken for it; '' where none was found."""

    text: str = ""
    near: str = ""


def draw() -> None:
    """The place as text, the distance and its unit, and what the place was taken for.

    That comes last and has its room, so that nothing moves away from who clicks next, and the keyboard keeps its place.
    """
    search, typed = filters.current(), _typed()
    _draw_text(_TEXT, typed)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        asking.show(_WITHIN, search.within)
        st.selectbox(
            _("How far would you travel?"),
            ["", *DISTANCES],
            format_func=lambda distance: distance or _("Any distance"),
            key=_WITHIN,
            on_change=_take,
            args=(_WITHIN, "within"),
            width=200,
        )
        asking.show(_UNIT, search.unit)
        st.segmented_control(
            _("Unit of distance"),
            list(UNITS),
            format_func=lambda unit: _(_UNITS[unit]),
            required=True,
            key=_UNIT,
            on_change=_take_unit,
            label_visibility="collapsed",
        )
    _draw_meant(typed)


def draw_trouble() -> None:
    """That the place which was typed is not known, so that no distance counts, and a box to mend it; else nothing."""
    typed = _typed()
    if not typed.text or typed.near:
        return
    if gazetteer.is_area(typed.text):
        told = _("{name} is a country or a state, so distance is not counted. Give a city or a US ZIP code.")
    else:
        told = _("We do not know the place “{text}”, so distance is not counted. Give a larger town, or a US ZIP code.")
    st.warning(told.format(name=quotes.literal(typed.text), text=quotes.literal(typed.text)))
    _draw_text(_MEND, typed)


def draw_order() -> None:
    """In which order the trials of a group come; nearest first can be chosen where a place is given, which is then said."""
    search = filters.current()
    asking.show(_ORDER, search.order)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.selectbox(
            _("Order"),
            [each for each in ORDERS if each != "nearest" or search.near],
            format_func=lambda order: _(_ORDERS[order]),
            key=_ORDER,
            on_change=_take,
            args=(_ORDER, "order"),
            label_visibility="collapsed",
            width=170,
        )
        if search.near:
            st.html(f'<p style="margin:0">{escape(nearby.measured_words(search))}</p>', width="content")


def _draw_text(key: str, typed: Typed) -> None:
    """The box for a place."""
    asking.show(key, typed.text)
    st.text_input(
        _("US ZIP code or city"),
        max_chars=_LONGEST_PLACE,
        placeholder=_("For example 02115, or Lyon"),
        key=key,
        on_change=_take_text,
        args=(key,),
        autocomplete="off",
    )


def _draw_meant(typed: Typed) -> None:
    """How the text was taken, and what else it can mean; that it is no place where it is none."""
    found = [each.name for each in gazetteer.suggestions(typed.text)] if typed.near else []
    with st.container(key="meant", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.html(f'{_STYLE}<p role="status">{_meant(typed.near, several=len(found) > 1)}</p>', width="content")
        if typed.text and not typed.near:
            st.warning(_not_taken(typed.text))
        if len(found) > 1:
            asking.show(_WHICH, typed.near)
            st.selectbox(
                _("Which one?"),
                found,
                format_func=country_names.of_place,
                key=_WHICH,
                on_change=_take_which,
                label_visibility="collapsed",
                width=320,
            )


def _meant(near: str, several: bool) -> str:
    """A sentence as HTML. Beside several places, where the one taken is to be seen already, it is for screen readers only."""
    if not near:
        return ""
    told = escape(_("We take this as {place}.").format(place=country_names.of_place(near)))
    return (
        f'<span class="unseen">{told}</span><span aria-hidden="true">{escape(_("We take this as:"))}</span>'
        if several
        else told
    )


def _not_taken(text: str) -> str:
    if gazetteer.is_area(text):
        told = _("{name} is a country or a state. Give a city or a US ZIP code.")
        return told.format(name=quotes.literal(text))
    told = _("We found no place called “{text}”. Try a larger town nearby, or a US ZIP code.")
    return told.format(text=quotes.literal(text))


def _typed() -> Typed:
    """What was typed, as long as the search still holds the place that it was taken for; else that place's own name."""
    near = filters.current().near
    typed = filters.told(_TYPED, Typed())
    return typed if typed.near == near else Typed(near, near)


def _take_text(key: str) -> None:
    """Takes the best of the places that the text of a box can mean; with a place, the nearest trials come first."""
    text = st.session_state[key].strip()
    found = gazetteer.suggestions(text) if text else []
    _keep(Typed(text, found[0].name if found else ""))


def _take_which() -> None:
    _keep(Typed(_typed().text, st.session_state[_WHICH]))


def _keep(typed: Typed) -> None:
    filters.tell(_TYPED, typed)
    search = filters.current()
    first = "nearest" if typed.near and not search.near else search.order
    within = search.within if typed.near else ""
    filters.keep_fields(near=typed.near, within=within, order=first, unit=_usual_unit(typed.near) or search.unit)


def _usual_unit(near: str) -> str:
    """In which unit people count distances at a place; '' where there is no place, or where a unit was chosen."""
    if not near or filters.told(_CHOSEN_UNIT):
        return ""
    return "mi" if gazetteer.place(near).country in _MILES else "km"


def _take_unit() -> None:
    filters.tell(_CHOSEN_UNIT, True)
    _take(_UNIT, "unit")


def _take(key: str, field: str) -> None:
    filters.keep_fields(**{field: st.session_state[key]})
