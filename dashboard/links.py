"""Links to a search: made only when asked for, read once, then gone from the address bar."""

from urllib.parse import urlencode, urlsplit

import filters
import quotes
import streamlit as st

from cache.errors import BadInput
from cache.language import gettext as _
from cache.links import own
from cache.search import Search

_TROUBLE = "link trouble"


def to_search(search: Search, page_url: str) -> str:
    """The address that brings a search back, on the host that the page was opened from."""
    here = urlsplit(page_url)
    return here._replace(path=here.path or "/", query=urlencode(search.to_params()), fragment="").geturl()


def take_search() -> None:
    """Takes the search of the address bar into the session, and clears the address bar."""
    params = own(dict(st.query_params.items()))
    if not st.query_params:
        return
    st.query_params.clear()
    st.session_state.pop(_TROUBLE, None)
    try:
        filters.change(Search.from_params(params))
    except BadInput as error:
        st.session_state[_TROUBLE] = str(error)


def draw_trouble() -> None:
    """Says, once, why a link could not be used."""
    told = st.session_state.pop(_TROUBLE, "")
    if told:
        st.warning(_("{told} What you see is without it.").format(told=quotes.literal(told)))


def draw_copy(search: Search) -> None:
    """The link to this search, with a button that copies it."""
    with st.expander(_("Copy a link to this search"), key="copy link", on_change="rerun") as shown:
        if shown.open:
            st.markdown(
                _("The link holds what you chose here. Whoever has it can read that; nothing else of yours is in it.")
            )
            st.code(to_search(search, st.context.url or ""), language=None, wrap_lines=True)
