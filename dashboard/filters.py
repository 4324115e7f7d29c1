"""The search of one visitor. It lives in the session alone: the address bar never holds it, and a reload begins anew.

The address only marks that trials are shown, so that the browser's Back leads from them to the questions.
"""

from dataclasses import replace

import streamlit as st

from cache.search import Search

_SEARCH, _ASKED, _EARLIER = "search", "asked", "earlier searches"
_TOLD = "told beside the search"
_ROUND = "search round"
_STEP, _TRIALS, _MARKED = "step", "trials", "marked"
_MOST_UNDONE = 30
_NOTHING_CHOSEN = Search()


def current() -> Search:
    """The search as it stands."""
    return st.session_state.get(_SEARCH, _NOTHING_CHOSEN)


def asked() -> bool:
    """Whether trials have been asked for, so that Find shows them; before that it shows its questions."""
    return st.session_state.get(_ASKED, False)


def change(search: Search) -> None:
    """Makes this the search, remembers the one before, and asks for its trials."""
    keep(search)
    ask()


def keep(search: Search) -> None:
    """Makes this the search; what was shown before can be brought back by `undo`."""
    before = current()
    if search == before:
        return
    if asked():
        st.session_state[_EARLIER] = [*st.session_state.get(_EARLIER, ()), before][-_MOST_UNDONE:]
    st.session_state[_SEARCH] = search
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def keep_fields(**fields: object) -> None:
    """Changes some fields of the search. Nearest first needs a place: without one the best fit comes first."""
    search = replace(current(), **fields)
    keep(search if search.near or search.order != "nearest" else replace(search, order="fit"))


def ask() -> None:
    """Asks for the trials of the search as it stands."""
    st.session_state[_ASKED] = True


def show_trials() -> None:
    """Asks for the trials from the questions. The browser keeps a changed address as a page of its own, to come back from."""
    if not asked():
        st.query_params[_STEP] = _TRIALS
        st.session_state[_MARKED] = True
    ask()


def follow_address(showed_trials: bool) -> bool:
    """Whether the address is marked as that of trials. Back and Forward are followed: the mark tells what is shown.

    `showed_trials` says what this page showed just before. Where another page did, a link to this one, which has no
    mark, leads to what was last seen here. In a new session there is no search to show trials for.
    """
    marked = _STEP in st.query_params
    if marked and _ASKED not in st.session_state:
        st.query_params.clear()
    elif marked or (showed_trials and st.session_state.get(_MARKED)):
        st.session_state[_ASKED] = marked
    st.session_state[_MARKED] = marked
    return marked


def can_undo() -> bool:
    """Whether there is an earlier search to go back to."""
    return bool(st.session_state.get(_EARLIER))


def undo() -> None:
    """Goes back to the search before the last change."""
    *earlier, before = st.session_state[_EARLIER]
    keep(before)
    show_trials()
    st.session_state[_EARLIER] = earlier


def start_again() -> None:
    """Back to the questions with no answer given; `undo` brings the search back."""
    ask()
    keep(_NOTHING_CHOSEN)
    st.query_params.pop(_STEP, None)
    for key in (_ASKED, _TOLD):
        st.session_state.pop(key, None)


def told(name: str, default: object = None) -> object:
    """What else a person told that asks nothing of a trial: that they are not sure, or a place as they typed it."""
    return st.session_state.get(_TOLD, {}).get(name, default)


def tell(name: str, value: object) -> None:
    """Keeps what `told` gives, until the visitor starts again."""
    st.session_state[_TOLD] = {**st.session_state.get(_TOLD, {}), name: value}


def resize(name: str, size: int) -> None:
    """Tells how many trials a page holds; every list begins again at its page 1."""
    tell(name, size)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def page_key(group: str) -> str:
    """Key of the page number of a group of results; a changed search begins at page 1."""
    return f"page {group} {st.session_state.get(_ROUND, 0)}"
