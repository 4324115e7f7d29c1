"""What a search found: the groups with their cards, what was left out and why, and the ways to see more."""

from dataclasses import replace

import cards
import chosen
import filters
import markup
import streamlit as st

from cache import vocabulary
from cache.catalogue import Catalogue
from cache.search import Result, Search, find

PER_PAGE = 10
GROUPS = {
    "fits": ("Fit what you chose", "The record of each says yes to everything you chose."),
    "ask": (
        "One answer decides",
        "These depend on something you have not told, for instance whether brain metastases are treated and stable.",
    ),
    "silent": (
        "The record does not say: ask the team",
        "On at least one point that you chose, these records say nothing we could read as yes or no.",
    ),
}
_MOST_LOOSENINGS = 4


def draw(catalogue: Catalogue, search: Search, result: Result) -> None:
    """The count, then the first group with trials; the other groups folded below it."""
    st.subheader(f"{len(result.ids):,} of {result.total:,} trials", anchor=False)
    found = {name: getattr(result, name) for name in GROUPS if getattr(result, name)}
    st.write(" · ".join(f"**{len(ids):,}** {GROUPS[name][0].lower()}" for name, ids in found.items()))
    st.caption(order_words(search))
    st.html(markup.styled())
    first, *others = found
    st.subheader(f"{GROUPS[first][0]} ({len(found[first]):,})", anchor=f"list-{first}")
    _draw_page(catalogue, search, first, found[first])
    for name in others:
        label = f"**{GROUPS[name][0]}** ({len(found[name]):,})"
        with st.expander(label, key=f"group {name}", on_change="rerun") as group:
            if group.open:
                _draw_page(catalogue, search, name, found[name])


def order_words(search: Search) -> str:
    """How the trials of a group are ordered."""
    first = ["with an open site in the chosen country"] if search.countries else []
    first += ["about a site that you chose"] if search.sites else []
    return f"Order: {', then '.join([*first, 'metastatic breast cancer before several cancers', 'last updated'])}."


def draw_words(search: Search, result: Result) -> None:
    """What the words were taken to mean, and the way to take that off."""
    widened = [term for term in result.terms if term.also]
    for term in widened:
        st.write(filters.literal(f"“{term.words}” also finds: {', '.join(term.also)}."))
    if widened:
        narrow = replace(search, synonyms=False)
        st.button("Find only the words I wrote", key="own words", on_click=filters.change, args=(narrow,))


def draw_left_out(search: Search, left_out: dict[str, int]) -> None:
    """Trials hidden because they are for people with another site, and the switch that shows them."""
    if not left_out and not search.other_sites:
        return
    names = ", ".join(f"{vocabulary.name('site', site)} ({count:,})" for site, count in left_out.items())
    if names:
        st.write(f"Left out, because everyone in them has something that you did not choose: {names}.")
    filters.draw_switch("other_sites")


def draw_nothing(catalogue: Catalogue, search: Search, result: Result) -> None:
    """Why nothing is left, and the steps that show most."""
    st.subheader("No trial is left", anchor=False)
    gains = [(len(find(catalogue, each.search).ids), each) for each in chosen.loosenings(search)]
    gains = sorted((gain for gain in gains if gain[0]), key=lambda gain: -gain[0])[:_MOST_LOOSENINGS]
    st.write("One of these changes shows trials:" if gains else "No single change shows a trial: take off several.")
    for place, (count, each) in enumerate(gains):
        label = f"{filters.literal(each.words)} ({count:,})"
        st.button(label, key=f"loosen {place}", on_click=filters.change, args=(each.search,))
    draw_funnel(search, result)


def draw_funnel(search: Search, result: Result) -> None:
    """A table of what each choice shuts out."""
    steps = [(chosen.point_words(step.point, search), f"{step.removed:,}", f"{step.left:,}") for step in result.funnel]
    headings = ["You asked for", "Trials this shuts out", "Left after it"]
    st.html(markup.styled(markup.table(headings, steps, f"From all {result.total:,} trials to those shown")))


def _draw_page(catalogue: Catalogue, search: Search, name: str, ids: list[str]) -> None:
    """One page of a group's cards. The pages are chosen above them, where a reader sees the list begin."""
    st.caption(GROUPS[name][1])
    pages = -(-len(ids) // PER_PAGE)
    page = st.pagination(pages, key=filters.page_key(name)) if pages > 1 else 1
    for nct_id in ids[(page - 1) * PER_PAGE : page * PER_PAGE]:
        cards.draw(catalogue, search, nct_id)
    if pages > 1:
        st.caption(f"Page {page} of {pages:,}. The other pages are chosen [at the top of this list](#list-{name}).")
