"""A found trial as a card: plain facts, fixed phrases, and the record's words on what was chosen."""

from html import escape
from typing import NamedTuple

import evidence
import facts
import markup
import pandas as pd
import quotes
import shortlist
import streamlit as st

from cache import text, vocabulary
from cache.catalogue import Catalogue
from cache.judge import broader
from cache.search import Search

_FIELDS = {
    "sites": ("site", None),
    "subtypes": ("subtype", "accepted"),
    "her2_levels": ("her2_level", "accepted"),
    "treatments": ("treatment", "tested"),
}
"""Fields of a search that a record answers in its own words, with their axis and the stance that answers yes."""


class Answer(NamedTuple):
    """What a record says on one thing chosen; no claims where it does not say."""

    name: str
    claims: list[evidence.Label]


def answers(search: Search, labels: list[evidence.Label]) -> list[Answer]:
    """For each thing chosen what the trial as a whole says of it, in the order of the filters."""
    whole = [label for label in labels if not label.cohort]
    found = []
    for field, (axis, stance) in _FIELDS.items():
        said = [label for label in whole if label.axis == axis and stance in (None, label.stance)]
        if field == "treatments" and search.given:
            said = [label for label in whole if label.axis == axis]
        values = getattr(search, field)
        if field == "sites":
            found += [Answer(vocabulary.name(axis, value), _of_site(said, value)) for value in values]
        elif values:
            names = " or ".join(vocabulary.name(axis, value) for value in values)
            found.append(Answer(names, _once(label for label in said if label.value in values)))
    return found


def sites_words(trial: dict, sites: pd.DataFrame, countries: tuple[str, ...] = ()) -> str:
    """'3 open sites (1 in France)', or what the record says instead."""
    count, opened = trial["site_count"], trial["open_site_count"]
    if not count:
        return "The record lists no site"
    if not opened:
        every = f"{count:,} site{'s' if count > 1 else ''} listed"
        return f"{every}, site status not given" if sites["status"].isna().all() else f"No open site; {every}"
    here = sites[sites["status"] == "RECRUITING"]["country"].value_counts()
    near = ", ".join(f"{here.get(country, 0):,} in {country}" for country in countries)
    return f"{opened:,} open site{'s' if opened > 1 else ''}" + (f" ({near})" if near else "")


def draw(catalogue: Catalogue, search: Search, nct_id: str) -> None:
    """One card."""
    trial = catalogue.trial(nct_id)
    labels = evidence.labels_of(catalogue.labels_of(nct_id))
    with st.container(border=True):
        sites = sites_words(trial, catalogue.locations_of(nct_id), search.countries)
        said = "".join(map(_answer_html, answers(search, labels)))
        st.html(_facts_html(trial, labels, sites) + said)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("views/trial.py", label=f"**See {nct_id} in full**", query_params={"id": nct_id})
            shortlist.draw_button(nct_id)
            st.link_button(
                "At ClinicalTrials.gov", trial["url"], type="tertiary", help=f"The registry's record of {nct_id}"
            )


def _of_site(said: list[evidence.Label], value: str) -> list[evidence.Label]:
    """The labels of a site; where it has none, those of the site that it lies within."""
    own = [label for label in said if label.value == value]
    return own or [label for label in said if label.value == broader(value)]


def _once(labels) -> list[evidence.Label]:
    """One label a value: a treatment that is tested and given is said once, as tested."""
    return list({label.value: label for label in reversed(list(labels))}.values())[::-1]


def _facts_html(trial: dict, labels: list[evidence.Label], sites: str) -> str:
    updated = facts.when(trial["last_update_posted"])
    title = f'<h3 style="margin:0;padding:0 0 0.4em;font-size:1.15rem">{quotes.plain_html(trial["brief_title"])}</h3>'
    head = f"<strong>{escape(facts.status(trial))}</strong> · {escape(facts.phases(trial))} · {escape(sites)}"
    lines = [head, _line("Tested", _tested(labels)), _line("Who can join", _joining(labels))]
    foot = f"<small>Sponsor: {quotes.plain_html(trial['sponsor'] or facts.NOT_GIVEN)} · last update: {updated}</small>"
    return title + "".join(f'<p style="margin:0 0 0.4em">{line}</p>' for line in [*lines, foot])


def _line(name: str, said: list[str]) -> str:
    return f"{name}: {' · '.join(escape(each) for each in said) or evidence.SILENT.lower()}"


def _tested(labels: list[evidence.Label]) -> list[str]:
    """Kinds of treatment by their names, then the drugs."""
    tested = [label for label in labels if not label.cohort and label.stance == "tested"]
    kinds = [vocabulary.name("treatment", label.value) for label in tested if label.axis == "treatment"]
    return [*kinds, *(name for label in tested if label.axis == "drug" for name in _drug_names(label))]


def _drug_names(label: evidence.Label) -> list[str]:
    if label.value != "unclassified":
        return [label.value]
    return list(dict.fromkeys(text.unescape(quote.text) for quote in label.quotes))


def _joining(labels: list[evidence.Label]) -> list[str]:
    """The fixed phrases on sites and on the receptors that may join."""
    whole = [label for label in labels if not label.cohort]
    return [
        label.phrase for label in whole if label.axis == "site" or (label.axis, label.stance) == ("subtype", "accepted")
    ]


def _answer_html(answer: Answer) -> str:
    """Phrases, then their quotations, the same words once."""
    if not answer.claims:
        return (
            f'<div class="label"><strong>{escape(answer.name)}</strong>: {evidence.SILENT.lower()}. Ask the team.</div>'
        )
    phrases = " · ".join(escape(claim.phrase) for claim in answer.claims)
    words = dict.fromkeys(claim.quotes[0] for claim in answer.claims if claim.quotes)
    return f'<div class="label"><strong>{phrases}</strong>{"".join(map(markup.quotation, words))}</div>'
