"""The trials that a visitor has put aside. They live in the session only."""

import shared_list
import streamlit as st

from cache.language import gettext as _
from cache.language import ngettext

_KEY = "shortlist"
_BEFORE = "shortlist before"


def ids() -> list[str]:
    """Ids on the shortlist, in the order in which they were added."""
    return list(st.session_state.get(_KEY, []))


def add(*nct_ids: str) -> None:
    """Puts trials at the end; one that is there already stays where it is."""
    _keep([*ids(), *(each for each in dict.fromkeys(nct_ids) if each not in ids())])


def remove(nct_id: str) -> None:
    """Takes a trial off."""
    _keep([each for each in ids() if each != nct_id])


def replace(nct_ids: list[str]) -> None:
    """Makes these the shortlist, in one step that `undo` takes back."""
    _keep(list(dict.fromkeys(nct_ids)))


def clear() -> None:
    """Takes all trials off."""
    _keep([])


def can_undo() -> bool:
    """Whether something was changed that can be taken back."""
    return _BEFORE in st.session_state


def undo() -> None:
    """Takes the last change back."""
    st.session_state[_KEY] = st.session_state.pop(_BEFORE)


def draw_button(nct_id: str) -> None:
    """A button that puts a trial on the shortlist or takes it off. One key for both, so that the keyboard stays on it."""
    kept = nct_id in ids()
    full = not kept and len(ids()) >= shared_list.LONGEST
    told = _("The shortlist is full ({longest} trials): remove one first.").format(longest=shared_list.LONGEST)
    st.button(
        _("Remove from shortlist") if kept else _("Add to shortlist"),
        key=f"keep {nct_id}",
        on_click=remove if kept else add,
        args=(nct_id,),
        disabled=full,
        help=told if full else None,
    )


def draw_left_over() -> None:
    """Says how many trials are still on the shortlist, with a button that takes them off and then back; else nothing."""
    count = len(ids())
    if not count and not can_undo():
        return
    told = ngettext("{count} trial is still on the shortlist.", "{count} trials are still on the shortlist.", count)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(told.format(count=count) if count else _("The shortlist is empty."), width="content")
        label = _("Clear the shortlist") if count else _("Undo the last change")
        st.button(label, key="clear shortlist", on_click=clear if count else undo)


def _keep(changed: list[str]) -> None:
    if changed != ids():
        st.session_state[_BEFORE] = ids()
        st.session_state[_KEY] = changed
