"""The choice of the language, on every page. A link may bring it; `static/language.js` keeps it in a cookie."""

import streamlit as st

from cache import language
from cache.language import gettext as _
from cache.language import later

KEY = "language"
PARAMETER = "lang"
LABEL = "Language · Idioma"  # in every language at once, for it must be found in each
NOTE = later("Text from the registry stays in English. No clinician has reviewed our translation.")


def use_chosen() -> None:
    """This run speaks the language chosen before, else that of the link, else the one kept, else the browser's."""
    brought = st.query_params.pop(PARAMETER, "")
    if KEY not in st.session_state:
        st.session_state[KEY] = _first(brought, st.context.cookies.get(KEY, ""), st.context.locale or "")
    language.use(st.session_state[KEY])


def draw() -> None:
    """The switch, the mark from which the browser learns the language of the page, and what a reader of a translation should know."""
    codes = list(language.LANGUAGES)
    note = "" if language.current() == language.ENGLISH else f"<small>{_(NOTE)}</small>"
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.html(f'<span id="page-language" lang="{language.current()}"></span>{note}')
        st.segmented_control(
            LABEL,
            codes,
            format_func=language.LANGUAGES.get,
            required=True,
            key=KEY,
            on_change=keep_answers,
            label_visibility="collapsed",
        )


def keep_answers() -> None:
    """Sends every choice to the browser anew.

    It tells us a choice by the words that it shows, so it would forget those whose words are now in another language.
    """
    for key, value in list(st.session_state.items()):
        if isinstance(value, str | list | tuple):
            st.session_state[key] = value


def _first(*tags: str) -> str:
    """The first language that we have, of tags such as 'es-MX'; English where there is none."""
    known = (tag.replace("_", "-").partition("-")[0].lower() for tag in tags)
    return next((code for code in known if code in language.LANGUAGES), language.ENGLISH)
