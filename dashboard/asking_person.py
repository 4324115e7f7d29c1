"""The widgets for age and sex: facts by which many records limit who can join."""

import asking
import filters
import streamlit as st

from cache.language import gettext as _
from cache.language import later
from cache.question import OLDEST, SEXES

_AGE, _SEX = "filter age", "filter sex"
_NAMES = dict(zip(SEXES, (later("Female"), later("Male")), strict=True))


def draw() -> None:
    """Both beside each other; each may stay empty."""
    search = filters.current()
    asking.show(_AGE, int(search.age) if search.age else None)
    asking.show(_SEX, search.sex or None)
    with st.container(horizontal=True):
        st.number_input(_("Age in years"), 0, OLDEST, None, 1, key=_AGE, on_change=_take, width=160)
        st.pills(_("Sex"), SEXES, format_func=lambda sex: _(_NAMES[sex]), key=_SEX, on_change=_take, width="content")


def _take() -> None:
    age = st.session_state[_AGE]
    filters.keep_fields(age="" if age is None else str(age), sex=st.session_state[_SEX] or "")
