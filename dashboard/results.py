"""What a search found: how many in which group, the groups with their cards, and the ways on where nothing is left."""

from collections.abc import Iterable
from html import escape

import asking_words
import cards
import chosen
import filters
import quotes
import streamlit as st

from cache import wording
from cache.catalogue import Catalogue
from cache.language import gettext as _
from cache.language import later, ngettext
from cache.loosening import smallest_loosening
from cache.search import Result, Search

FEW, MANY = 5, 20
"""Trials on a page: what a phone draws quickly, and what a coordinator may choose."""
_SIZE = "page_size"
_LIST = "trials"
"""Where the list begins on the page: on a phone far below what was asked."""
GROUPS = {
    "fits": (
        later("Fit what you chose"),
        later("Fit what you chose"),
        later("The record of each says yes to everything you chose."),
    ),
    "ask": (
        later("One answer decides"),
        later("One answer decides"),
        later(
            "These depend on more than you told: on where the cancer has spread, on which of several receptor answers is "
            "yours, or on whether brain metastases are stable, growing or cause symptoms. Ask the team."
        ),
    ),
    "silent": (
        later("The record does not say"),
        later("The record does not say: ask the team"),
        later("On at least one point that you chose, these records say nothing we could read as yes or no."),
    ),
}
"""Group -> its name in the count, its heading, what it means."""


def draw_count(search: Search, result: Result) -> None:
    """How many trials are shown, how many of them in which group, and which answers cannot both be true.

    Readers of the page hear it when it changes.
    """
    total = ngettext("{count} of {total} trial", "{count} of {total} trials", result.total)
    heading = total.format(count=f"{len(result.ids):,}", total=f"{result.total:,}")
    found = _groups(result)
    said = [f"{escape(_(GROUPS[name][0]))}: <strong>{len(ids):,}</strong>" for name, ids in found.items()]
    wrong = [f"<strong>{escape(each)}</strong>" for each in chosen.contradictions(search)]
    lines = [" · ".join(said), *wrong] if list(found) not in ([], ["fits"]) else wrong
    below = "".join(f'<p style="margin:0">{line}</p>' for line in lines)
    down = (
        f'<a href="#{_LIST}" style="color:inherit;display:inline-block;padding:0.2em 0">{escape(_("Go to the first trial"))}</a>'
        if found
        else ""
    )
    st.html(
        f'<div class="result-count" role="status"><h2 style="padding:0;margin:0;font-size:1.4rem">{heading}</h2>{below}</div>'
        + down
    )


def draw(catalogue: Catalogue, search: Search, result: Result) -> None:
    """The first group with trials; the other groups folded below it."""
    found = _groups(result)
    first, *others = found
    st.html(f'<div id="{_LIST}">{_heading(first, found[first]) if list(found) != ["fits"] else ""}</div>')
    _draw_page(catalogue, search, first, found[first])
    for name in others:
        label = f"**{_(GROUPS[name][1])}** ({len(found[name]):,})"
        with st.expander(label, key=f"group {name}", on_change="rerun") as group:
            if group.open:
                st.html(f"<p>{escape(_(GROUPS[name][2]))}</p>")
                _draw_page(catalogue, search, name, found[name])


def draw_words(search: Search, result: Result) -> None:
    """What the words were taken to mean, and the way to take that off."""
    understood = _understood(search, result) if search.text and search.synonyms else []
    if lines := _cut(search) + understood:
        st.html("".join(f'<p style="margin:0 0 0.3rem">{escape(line)}</p>' for line in lines))
    if understood:
        st.button(
            _("Find only the words I wrote"), key="own words", on_click=filters.keep_fields, kwargs={"synonyms": False}
        )


def draw_nothing(catalogue: Catalogue, search: Search) -> None:
    """The smallest changes that show trials, each with their number."""
    ways = smallest_loosening(catalogue, search)
    told = (
        _("One of these changes shows trials:") if ways else _("No change of this search shows a trial: start again.")
    )
    st.html(
        f'<h2 style="padding:0;margin:0;font-size:1.2rem">{escape(_("No trial is left"))}</h2><p style="margin:0">{escape(told)}</p>'
    )
    with st.container(key="loosen", gap="xsmall"):
        for place, way in enumerate(ways):
            label = ngettext("{change}: {count} trial", "{change}: {count} trials", way.shown)
            shown = label.format(change=quotes.literal(chosen.loosening_words(way, search)), count=f"**{way.shown:,}**")
            st.button(shown, key=f"loosen {place}", on_click=filters.change, args=(way.search,), wrap=True)


def _groups(result: Result) -> dict[str, list[str]]:
    return {name: getattr(result, name) for name in GROUPS if getattr(result, name)}


def _heading(name: str, ids: list[str]) -> str:
    heading, told = map(_, GROUPS[name][1:])
    title = f"{escape(heading)} ({len(ids):,})"
    return f'<h2 id="list-{name}" style="font-size:1.2rem;padding:0;margin:0">{title}</h2><p style="margin:0">{escape(told)}</p>'


def _cut(search: Search) -> list[str]:
    """A sentence where the words are the beginning of a longer text."""
    if not asking_words.is_cut(search):
        return []
    told = _("Your text is too long for one search. We search for its first {count} characters only.")
    return [told.format(count=len(search.text))]


def _understood(search: Search, result: Result) -> list[str]:
    """Sentences on what the search words were taken to mean; none where they are searched as they stand."""
    lists = [term.either for term in result.terms if term.either]
    lines = [_("One of these is enough: {names}.").format(names=_quoted(each.words for each in one)) for one in lists]
    if left_out := wording.left_out(search.text):
        lines.append(_("Not searched for: {words}.").format(words=_quoted(left_out)))
    if negated := wording.negated(search.text):
        told = _("We cannot search for what a trial leaves out, so this is not searched for: {words}.")
        lines.append(told.format(words=_quoted(negated)))
    if not result.terms:
        lines.append(_("No word here tells one trial from another, so your words leave out no trial."))
    meant = [line for term in result.terms for each in term.either or (term,) for line in _meant(each)]
    return lines + list(dict.fromkeys(meant))


def _meant(term: wording.Term) -> list[str]:
    """Sentences on what a word was taken to mean."""
    if term.of_area:
        told = _(
            "“{words}” also finds every other place called “{city}”. For trials near you, say where you are under “Change my answers”."
        )
        return [told.format(words=term.words, city=term.also[0])]
    read = _("We read “{typed}” as “{meant}”.").format(typed=term.words, meant=term.meant) if term.meant else ""
    also = _("“{words}” also finds: {names}.").format(words=term.words, names=", ".join(term.also)) if term.also else ""
    return list(filter(None, [read, also]))


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _draw_page(catalogue: Catalogue, search: Search, name: str, ids: list[str]) -> None:
    """One page of a group's cards. The pages are chosen above them, where a reader sees the list begin."""
    size = filters.told(_SIZE, FEW)
    pages = -(-len(ids) // size)
    page = st.pagination(pages, key=filters.page_key(name), persist_state="session") if pages > 1 else 1
    for nct_id in ids[(page - 1) * size : page * size]:
        cards.draw(catalogue, search, nct_id)
    if pages > 1:
        told = _("Page {page} of {pages}. The other pages are chosen at the top of this list.")
        st.html(f"<p>{escape(told.format(page=page, pages=f'{pages:,}'))}</p>")
    if len(ids) > FEW:
        other = MANY if size == FEW else FEW
        label = _("Show {count} trials on a page").format(count=other)
        st.button(label, key=f"size {name}", type="tertiary", on_click=filters.resize, args=(_SIZE, other))
