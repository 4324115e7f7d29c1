"""The filters of Find. The search lives in the session alone; widgets show it and change it, the address bar never does."""

from dataclasses import replace

import chosen
import streamlit as st

from cache import vocabulary
from cache.search import AXES, CHOICES, CNS, LONGEST_TEXT, TIERS, USUAL_TIERS, Search

_SEARCH, _BEFORE = "search", "search before"
_ROUND = "search round"
_NOTHING_CHOSEN = Search()
_COUNTRY = "filter country to add"
_HEADINGS = {
    "sites": "**Where has the cancer spread?** Choose all that apply.",
    "subtypes": "**Receptor status** of the cancer. One that fits is enough.",
    "treatments": "**Kind of treatment** that the trial tests. One that fits is enough.",
    "her2_levels": "**HER2 level**",
    "phases": "**Phase**",
    "statuses": "**Status** (none chosen: any)",
    "tiers": "**Kind of trial**",
}
_SWITCHES = {
    "given": "Count treatments that are given in the trial, not only those that are tested",
    "open_here": "Only trials with an open site in the chosen country",
    "synonyms": "Let words find what they are otherwise called",
    "other_sites": "Show trials that are only for people with a site I did not choose",
}


def current() -> Search:
    """The search as it stands."""
    return st.session_state.get(_SEARCH, _NOTHING_CHOSEN)


def change(search: Search) -> None:
    """Makes this the search, shows it in every widget and remembers the one before."""
    st.session_state[_BEFORE] = current()
    _keep(search)
    st.session_state.update(_widget_values(search))


def can_undo() -> bool:
    """Whether a change made by a button can be taken back."""
    return _BEFORE in st.session_state


def undo() -> None:
    """Takes the last change made by a button back."""
    change(st.session_state[_BEFORE])
    del st.session_state[_BEFORE]


def draw(catalogue, counts: dict[str, dict[str, int]]) -> None:
    """All filters, each option with the number of trials that it would give."""
    for key, value in _widget_values(current()).items():
        st.session_state.setdefault(key, value)
    _draw_boxes("sites", counts)
    for site in CNS:
        if site in current().sites:
            _draw_cns_question(site)
    _draw_boxes("subtypes", counts)
    _draw_boxes("treatments", counts)
    left, right = st.columns(2)
    with left:
        _draw_text()
    with right:
        _draw_country(catalogue, counts["countries"])
    with st.expander("More filters: HER2 level, phase, status, kind of trial"):
        for name in ("her2_levels", "phases", "statuses", "tiers"):
            _draw_boxes(name, counts)
        for name in ("given", "open_here", "synonyms"):
            draw_switch(name)


def draw_switch(name: str) -> None:
    """The switch of a field that is yes or no."""
    st.checkbox(_SWITCHES[name], key=_key(name), on_change=_read)


def page_key(group: str) -> str:
    """Key of the page number of a group of results; a changed search begins at page 1."""
    return f"page {group} {st.session_state.get(_ROUND, 0)}"


def draw_chosen() -> None:
    """Everything chosen, each with a button that takes it back, then 'Clear all' and 'Undo'."""
    taken = chosen.choices(current())
    if not taken and not can_undo():
        return
    with st.container(horizontal=True, gap="small"):
        for place, each in enumerate(taken):
            label = f"{literal(each.words)} ✕"
            st.button(label, key=f"chip {place}", help="Take this off", on_click=change, args=(each.search,))
        if taken:
            st.button("Clear all", key="clear all", type="tertiary", on_click=change, args=(_NOTHING_CHOSEN,))
        if can_undo():
            st.button("Undo", key="undo search", type="tertiary", on_click=undo)


def literal(text: str) -> str:
    """Text for a label that Streamlit would read as Markdown, so that it is shown as it stands."""
    return "".join(f"\\{each}" if each in r"\`*_{}[]()#+-.!<>~|$:&^=" else each for each in text)


def _draw_boxes(name: str, counts: dict[str, dict[str, int]]) -> None:
    st.markdown(_HEADINGS[name])
    with st.container(horizontal=True, gap="small"):
        for value in CHOICES[name]:
            label = f"{literal(vocabulary.name(AXES[name], value))} ({counts[name][value]:,})"
            st.checkbox(label, key=_key(name, value), on_change=_read, width="content")


def _draw_cns_question(site: str) -> None:
    name = vocabulary.name("site", site)
    st.radio(
        f"{name}: how is it now?",
        list(chosen.CNS_ANSWERS),
        format_func=lambda answer: chosen.CNS_ANSWERS[answer].capitalize(),
        key=_key(site),
        on_change=_read,
        horizontal=True,
        help="Many trials take people whose metastases here are treated and stable, and nobody else with them.",
    )


def _draw_text() -> None:
    told = "Drug, gene, hospital or trial number"
    st.text_input(
        "Search words", max_chars=LONGEST_TEXT, placeholder=told, key=_key("text"), on_change=_read, autocomplete="off"
    )


def _draw_country(catalogue, counts: dict[str, int]) -> None:
    taken = current().countries
    left = [country for country in catalogue.countries() if country not in taken]
    st.selectbox(
        "Country with a site of the trial",
        left,
        index=None,
        format_func=lambda country: f"{country} ({counts[country]:,})",
        placeholder="Any country" if not taken else "Add another country",
        key=_COUNTRY,
        on_change=_add_country,
    )


def _add_country() -> None:
    country = st.session_state[_COUNTRY]
    st.session_state[_COUNTRY] = None
    if country:
        _keep(replace(current(), countries=(*current().countries, country)))


def _read() -> None:
    """Takes the search from the widgets; one that is not on the page keeps its value."""
    before = current()
    state = {**_widget_values(before), **st.session_state}
    fields = {name: tuple(v for v in known if state[_key(name, v)]) for name, known in CHOICES.items()}
    fields |= {name: state[_key(name)] for name in (*_SWITCHES, *CNS, "text")}
    if not fields["tiers"]:
        fields["tiers"] = USUAL_TIERS
        st.session_state.update({_key("tiers", tier): tier in USUAL_TIERS for tier in TIERS})
    _keep(replace(before, **fields))


def _keep(search: Search) -> None:
    st.session_state[_SEARCH] = search
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _widget_values(search: Search) -> dict[str, object]:
    boxes = {_key(name, value): value in getattr(search, name) for name, known in CHOICES.items() for value in known}
    return boxes | {_key(name): getattr(search, name) for name in (*_SWITCHES, *CNS, "text")}


def _key(name: str, value: str = "") -> str:
    return f"filter {name} {value}".strip()
