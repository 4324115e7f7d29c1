"""Links to a search: made only when asked for, read once, then gone from the address bar."""

from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import filters
import frame
import quotes
import streamlit as st

from cache.errors import BadInput
from cache.language import gettext as _
from cache.links import own, unlisted
from cache.search import Search

_TROUBLE = "link trouble"


def to_search(search: Search, page_url: str) -> str:
    """The address that brings a search back, on the host that the page was opened from."""
    here = urlsplit(page_url)
    return here._replace(path=here.path or "/", query=urlencode(search.to_params()), fragment="").geturl()


def take_search() -> None:
    """Takes the search of the address bar into the session, and clears the address bar. Countries without a site stay out."""
    params = own(dict(st.query_params.items()))
    if not st.query_params:
        return
    st.query_params.clear()
    st.session_state.pop(_TROUBLE, None)
    try:
        search = Search.from_params(params)
    except BadInput as error:
        st.session_state[_TROUBLE] = str(error)
        return
    catalogue = frame.catalogue()
    filters.change(replace(search, countries=tuple(each for each in search.countries if each in catalogue.countries())))
    st.session_state[_TROUBLE] = unlisted(search, catalogue)


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
            draw_address(to_search(search, st.context.url or ""))


def draw_address(address: str) -> None:
    """An address to copy."""
    st.write(_("The button beside the link copies it."))
    st.code(address, language=None, wrap_lines=True)
