"""A found trial as a card: plain facts, fixed phrases, and the record's words on who can join one tap away."""

from datetime import datetime
from functools import lru_cache
from html import escape
from typing import NamedTuple

import claims
import evidence
import facts
import nearby
import plan
import quotes
import shortlist
import streamlit as st
import tested

from cache import language, runs
from cache.catalogue import Catalogue
from cache.language import gettext as _
from cache.search import Search

_KEPT = 2_000
"""Trials of a catalogue whose facts stay at hand, about 10 kB each."""
_COLUMNS = ("nct_id", "study_type", "phases", "interventions")
_AXES = (*claims.AXES, *tested.AXES)
STYLE = """<style>
.card {line-height:1.45}
.card h3 {margin:0;padding:0;font-size:1.15rem;line-height:1.3;overflow-wrap:anywhere}
.card p {margin:0.3em 0}
.card a {color:inherit;display:inline-block;padding:0.1em 0}
.card ul {list-style:none;margin:0.4em 0;padding:0 0 0 0.7em;border-left:4px solid rgba(200,140,0,0.9)}
.card li {margin:0;padding:0 0 0 1.5em;text-indent:-1.5em;font-size:1em}
.card li span {display:inline-block;width:1.5em;text-indent:0}
.card dl {margin:0.4em 0 0;padding:0}
.card dl > div {padding:0.15em 0}
.card dt, .card dd {margin:0;padding:0}
.card dt {font-weight:600}
.card dd {overflow-wrap:anywhere;max-width:50em}
.card summary {cursor:pointer;padding:0.1em 0;min-height:24px}
.card summary small {text-decoration:underline dotted;white-space:nowrap}
.card blockquote {margin:0.2em 0 0.4em;padding:0 0 0 0.8em;border-left:3px solid rgba(200,140,0,0.8)}
@media (min-width:641px) {.card dl > div {display:grid;grid-template-columns:8.5em 1fr;column-gap:0.8em}}
@media (max-width:640px) {.card dt, .card dd {display:inline} .card dt::after {content:": "}}
</style>"""
"""The few rules that cards need, once on a page."""


class _Known(NamedTuple):
    """What a card says whatever is asked for, in one language; and the labels that it rests on."""

    trial: dict
    labels: tuple[evidence.Label, ...]
    head: str
    kept_out: str
    limits: tuple[claims.Told, claims.Told]
    plan: str


def draw(catalogue: Catalogue, search: Search, nct_id: str) -> None:
    """One card; STYLE stands on the page once. What is read takes a whole line, so that the buttons stand below it."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.html(card_html(catalogue, search, nct_id))
        label = _("See {nct_id} in full").format(nct_id=nct_id)
        st.page_link("views/trial.py", label=label, query_params={"id": nct_id})
        shortlist.draw_button(nct_id)


def card_html(catalogue: Catalogue, search: Search, nct_id: str) -> str:
    """All that a card says, in the language in use."""
    known = catalogue.recall(_Cards).known(nct_id, language.current())
    asked = claims.told(claims.asked(search, known.labels))
    rows = [
        *tested.rows(known.trial, known.labels, search),
        (_("Who can join"), known.kept_out + claims.told_html(asked, *known.limits)),
        (_("Plan"), known.plan),
        (_("Where"), nearby.nearest_html(catalogue, search, nct_id)),
    ]
    body = "".join(f"<div><dt>{escape(name)}</dt><dd>{html}</dd></div>" for name, html in rows if html)
    return f'<div class="card">{known.head}<dl>{body}</dl></div>'


class _Cards:
    """The trials of a catalogue as cards show them; those shown last stay at hand, without what was asked for."""

    def __init__(self, catalogue: Catalogue):
        self._catalogue, self._data_date = catalogue, runs.plain_data_date(catalogue.snapshot.manifest)
        self.known = lru_cache(_KEPT)(self._read)

    def _read(self, nct_id: str, _language: str) -> _Known:
        trial = self._catalogue.trial(nct_id)
        labels = evidence.labels_of(self._catalogue.labels_of(nct_id), trial)
        return _Known(
            trial={name: trial[name] for name in _COLUMNS},
            labels=tuple(label for label in labels if label.axis in _AXES),
            head=_head_html(trial, self._data_date),
            kept_out="".join(f"<div>{escape(each)}</div>" for each in facts.limits(trial)),
            limits=tuple(map(claims.told, claims.limits(labels))),
            plan=_plan_html(trial, self._data_date),
        )


def _head_html(trial: dict, data_date: datetime) -> str:
    """Title, status with its date, the way to the registry, and what should make a reader careful."""
    title = quotes.plain_html(trial["brief_title"] if facts.is_given(trial["brief_title"]) else trial["nct_id"])
    link = _("{nct_id} at ClinicalTrials.gov").format(nct_id=trial["nct_id"])
    careful = "".join(
        f'<li><span aria-hidden="true">⚠</span>{escape(each)}</li>' for each in facts.cautions(trial, data_date)
    )
    return (
        f'<h3 lang="en">{title}</h3><p><strong>{escape(facts.dated_status(trial))}</strong> · '
        f'<a href="{escape(trial["url"])}" target="_blank" rel="noopener">{escape(link)}</a></p>'
        + (f"<ul>{careful}</ul>" if careful else "")
    )


def _plan_html(trial: dict, data_date: datetime) -> str:
    """Groups, then a placebo, then size and end, each on a line of its own."""
    ending = plan.size_and_end(trial, data_date)
    lines = (" · ".join(plan.groups(trial)), " ".join(plan.placebo(trial)), " · ".join(ending))
    return "<br>".join(escape(line) for line in lines if line) or escape(_(evidence.SILENT))
