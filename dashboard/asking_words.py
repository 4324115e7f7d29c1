"""The box of search words."""

import asking
import filters
import streamlit as st

from cache.language import gettext as _
from cache.search import LONGEST_TEXT, Search

_TEXT, _CUT = "filter text", "cut"


def draw() -> None:
    """The box. It takes any length, since the browser would drop a longer text without a word."""
    asking.show(_TEXT, filters.current().text)
    st.text_input(
        _("Search words"),
        placeholder=_("Drug, gene, hospital or trial number"),
        key=_TEXT,
        on_change=_take,
        autocomplete="off",
    )


def is_cut(search: Search) -> bool:
    """Whether the words of a search are the beginning of a longer text that was given."""
    return bool(search.text) and filters.told(_CUT) == search.text


def _take() -> None:
    """Takes the words over, of a long text as many whole ones as a search holds, which `is_cut` tells then."""
    pasted = " ".join(st.session_state[_TEXT].split())
    cut = pasted[: LONGEST_TEXT + 1].rsplit(" ", 1)[0][:LONGEST_TEXT] if len(pasted) > LONGEST_TEXT else ""
    filters.tell(_CUT, cut)
    filters.keep_fields(text=cut or pasted)
