"""The widgets that ask: each shows what the search holds and writes what is chosen into it. The search rules, not the widget."""

from collections.abc import Mapping, Sequence
from functools import partial

import chosen
import filters
import glossary
import questions
import quotes
import streamlit as st

from cache import country_names, vocabulary
from cache.catalogue import Catalogue
from cache.language import gettext as _
from cache.language import later
from cache.person import CNS
from cache.search import AXES, CHOICES, USUAL_TIERS

_UNSURE, _ALL = "not sure", "all kinds"
_MORE_KINDS = later("More kinds …")
_FIRST = {
    "treatments": ("hormone", "targeted", "immunotherapy", "chemotherapy", "radiation", "surgery", "supportive"),
}
"""What is offered of a long list before somebody asks for all of it."""
_BESIDE = {
    "her2_levels": later("HER2 level, if your report gives it. HER2-low and HER2-ultralow count as HER2-negative.")
}
_MORE = {
    "phases": later("Phase"),
    "statuses": later("Status (none chosen: any)"),
    "tiers": later("Kind of trial"),
}
_CNS = {
    "brain": later("Metastases in the brain: how are they now?"),
    "leptomeningeal": later("Cancer in the lining of the brain or spinal cord: how is it now?"),
}
_CNS_MEANING = {
    "unsure": later("Also if it was treated and no scan has been done since."),
    "stable": later("Treated, for instance by radiation or surgery, and not growing on the last scan."),
    "active": later("New, growing, never treated, or causing symptoms."),
}
"""What the answers mean here; trials draw the line in words of their own (label guide: treated_stable)."""
_AT_LEAST = {"tiers": USUAL_TIERS}
_SWITCHES = {
    "given": later("Count treatments that are given in the trial, not only those that are tested"),
    "open_here": later("Only trials with an open site in a chosen country"),
    "synonyms": later("Let words find what they are otherwise called"),
    "other_sites": later("Show trials that are only for people with a site that I did not choose"),
}
Counts = Mapping[str, Mapping[str, int]]
"""Field -> value -> the trials that it would give."""


def draw_questions(whole: bool = False) -> None:
    """The three questions; `whole` cuts no list of choices short."""
    st.html(questions.STYLE + glossary.STYLE)
    for question in questions.QUESTIONS:
        st.html(questions.html(question))
        offered = [*_offered(question.field, whole), _UNSURE]
        _draw_choices(question.field, _(question.heading), offered, label_visibility="collapsed")
        if question.beside:
            _draw_choices(question.beside, _(_BESIDE[question.beside]), CHOICES[question.beside])
        if question.field == "sites":
            for site in CNS:
                if site in filters.current().sites:
                    _draw_cns_question(site)


def draw_counts(counts: Counts) -> None:
    """Writes behind every choice how many trials it would give.

    Streamlit knows choices by their labels, so a number in a label that has just changed would lose the next tap. The
    style sheet puts it there instead, where screen readers say it too.
    """
    rules = (
        f'.st-key-filter-{field} button:nth-child({place}) p::after {{content:" ({counts[field][value]:,})"}}'
        for field in (*(question.field for question in questions.QUESTIONS), *_BESIDE, *_MORE)
        for place, value in enumerate(CHOICES[field], 1)
    )
    st.html(f"<style>{''.join(rules)}</style>")


def draw_more(catalogue: Catalogue) -> None:
    """The filters that few people need."""
    for field, heading in _MORE.items():
        _draw_choices(field, _(heading), CHOICES[field])
    _draw_countries(catalogue.countries())
    for field, words in _SWITCHES.items():
        show(_key(field), getattr(filters.current(), field))
        st.checkbox(_(words), key=_key(field), on_change=_take, args=(field,))


def show(key: str, value: object) -> None:
    """Makes the widget with this key show a value, where it does not do so already. Call it before the widget is drawn."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _draw_choices(field: str, label: str, offered: Sequence[str], label_visibility: str = "visible") -> None:
    """The choices of a field as one widget; where a question above says its label, only screen readers say it again."""
    _show_choices(field)
    st.pills(
        label,
        offered,
        selection_mode="multi",
        format_func=partial(_label, field),
        key=_key(field),
        on_change=_take_choices,
        args=(field,),
        label_visibility=label_visibility,
    )


def _offered(field: str, whole: bool) -> Sequence[str]:
    if whole or field not in _FIRST or filters.told(_asked_all(field)):
        return CHOICES[field]
    return (*_FIRST[field], _ALL)


def _show_choices(field: str) -> None:
    """Shows what is chosen in the order in which it was taken, which the widget keeps; or that a person is not sure."""
    held = set(getattr(filters.current(), field)) or ({_UNSURE} if filters.told(_not_sure_of(field)) else set())
    if set(st.session_state.get(_key(field)) or ()) != held:
        st.session_state[_key(field)] = [each for each in (*CHOICES[field], _UNSURE) if each in held]


def _label(field: str, value: str) -> str:
    known = {_UNSURE: questions.NOT_SURE, _ALL: _MORE_KINDS}
    return _(known[value]) if value in known else quotes.literal(vocabulary.name(AXES[field], value))


def _take_choices(field: str) -> None:
    """Takes the choices over. "I'm not sure" takes the others off, and any of them takes it off."""
    picked = set(st.session_state[_key(field)])
    filters.tell(_asked_all(field), filters.told(_asked_all(field)) or _ALL in picked)
    was_unsure = filters.told(_not_sure_of(field))
    unsure = _UNSURE in picked and (not was_unsure or picked <= {_UNSURE, _ALL})
    filters.tell(_not_sure_of(field), unsure)
    taken = () if unsure else tuple(each for each in CHOICES[field] if each in picked)
    filters.keep_fields(**{field: taken or _AT_LEAST.get(field, ())})


def _draw_cns_question(site: str) -> None:
    show(_key(site), getattr(filters.current(), site))
    st.radio(
        _(_CNS[site]),
        list(chosen.CNS_ANSWERS),
        format_func=lambda answer: f"**{_(chosen.CNS_ANSWERS[answer]).capitalize()}:** {_(_CNS_MEANING[answer])}",
        key=_key(site),
        on_change=_take,
        args=(site,),
        help=_("Many trials take people whose metastases here are treated and stable, and nobody else with them."),
    )


def _draw_countries(offered: Sequence[str]) -> None:
    """Without numbers: in a label they would lose the next tap, and a style sheet cannot put them into a list that opens."""
    show(_key("countries"), list(filters.current().countries))
    st.multiselect(
        _("Country with a site of the trial"),
        country_names.in_order(offered),
        format_func=country_names.shown,
        placeholder=_("Any country"),
        key=_key("countries"),
        on_change=_take_countries,
        args=(offered,),
    )


def _take_countries(offered: Sequence[str]) -> None:
    """Where no choice has that label any more, Streamlit hands over the label itself, which is no country."""
    filters.keep_fields(countries=tuple(each for each in st.session_state[_key("countries")] if each in offered))


def _take(field: str) -> None:
    filters.keep_fields(**{field: st.session_state[_key(field)]})


def _not_sure_of(field: str) -> str:
    return f"{_UNSURE}: {field}"


def _asked_all(field: str) -> str:
    return f"{_ALL}: {field}"


def _key(field: str) -> str:
    return f"filter {field}"
