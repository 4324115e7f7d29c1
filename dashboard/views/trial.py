"""Trial: everything the record says of one trial, every label with its words, and a link to the registry."""

import re
from html import escape

import evidence
import facts
import filters
import frame
import nearby
import printing
import quotes
import record
import shortlist
import streamlit as st

from cache import news, runs, text
from cache.catalogue import Catalogue
from cache.language import gettext as _
from cache.schema import RECORD_PAGE

ID = re.compile(r"NCT\d{8}")


def trouble_with(asked: str, tombstone: dict | None) -> str:
    """Why this id has no trial to show, in a sentence or two; '' where none was asked for."""
    if not asked:
        return ""
    if not ID.fullmatch(asked):
        return _("A trial number is NCT and eight digits, for instance NCT01234567. Check it and try again.")
    if tombstone:
        return gone(tombstone)
    told = _("{nct_id} is not in this catalogue. It may stand at the registry: {link}.")
    return told.format(nct_id=asked, link=f"[{asked}]({RECORD_PAGE}{asked})")


def gone(tombstone: dict) -> str:
    """What became of a trial that was here."""
    nct_id, since = tombstone["nct_id"], frame.day(tombstone["since"])
    title = text.unescape(tombstone["brief_title"] or "")
    why = news.why_gone(tombstone["reason"], tombstone["merged_into"])
    told = _("{nct_id} ({title}) left this catalogue on {date}. {why}. See what the registry says: {link}.")
    link = f"[{nct_id}]({RECORD_PAGE}{nct_id})"
    return told.format(nct_id=nct_id, title=quotes.literal(title), date=since, why=why, link=link)


def ask_for_id(told: str) -> None:
    """A box for an id, with a sentence on what was wrong with the one given."""
    st.title(_("Trial"))
    if told:
        st.warning(told)
    with st.form("which trial", border=False):
        told = _("NCT and eight digits, from Find or a letter")
        given = st.text_input(_("Trial number"), placeholder="NCT01234567", help=told)
        if st.form_submit_button(_("Show")) and given.strip():
            show(given.strip().upper())
    st.page_link("views/find.py", label=_("Find trials"))


def show(nct_id: str) -> None:
    """Goes to a trial. What is no trial number stays out of the address: a person typed it."""
    if ID.fullmatch(nct_id):
        st.query_params["id"] = nct_id
        st.rerun()
    st.warning(trouble_with(nct_id, None))


def draw_title(trial: dict) -> None:
    title = quotes.plain_html(trial["brief_title"])
    heading = f'<h1 lang="en" style="padding:0;font-size:clamp(1.3rem, 5vw, 2rem)">{title}</h1>'
    st.html(frame.at_the_top(trial["nct_id"]) + heading)


def draw_head(catalogue: Catalogue, trial: dict) -> None:
    draw_title(trial)
    st.markdown(f"**{facts.status(trial)}** · {facts.phases(trial)} · {trial['nct_id']}")
    verified = facts.when(trial["verified_date"], trial["verified_date_precision"])
    st.write(_("Last confirmed by the sponsor: {date}.").format(date=verified))
    draw_nearest(catalogue, trial["nct_id"])
    for sentence in facts.cautions(trial, runs.plain_data_date(catalogue.snapshot.manifest)):
        st.warning(sentence)
    with st.container(horizontal=True):
        st.link_button(_("Record at ClinicalTrials.gov"), trial["url"])
        shortlist.draw_button(trial["nct_id"])


def draw_nearest(catalogue: Catalogue, nct_id: str) -> None:
    """How far the nearest open site is, where the search names a place."""
    search = filters.current()
    if nearby.place_of(search):
        st.html(f"<p>{nearby.nearest_html(catalogue, search, nct_id)}. {escape(_(nearby.APPROXIMATE))}</p>")


def draw_all(catalogue: Catalogue, trial: dict) -> None:
    if printing.is_open(trial["nct_id"]):
        draw_title(trial)
        printing.draw(catalogue, [trial["nct_id"]], trial["nct_id"])
        return
    labels = evidence.labels_of(catalogue.labels_of(trial["nct_id"]), trial)
    draw_head(catalogue, trial)
    record.draw_contents()
    record.draw_labels(trial, labels)
    record.draw_heading("summary")
    record.draw_text(trial, "brief_summary", labels)
    record.draw_plan(trial, labels)
    record.draw_heading("criteria")
    record.draw_text(trial, "eligibility_text", labels)
    record.draw_sites(catalogue.locations_of(trial["nct_id"]))
    record.draw_facts(trial)
    st.html('<span id="print"></span>')
    printing.draw(catalogue, [trial["nct_id"]], trial["nct_id"])


catalogue = frame.catalogue()
asked = st.query_params.get("id", "").strip().upper()
trial = catalogue.trial(asked)
if trial is None:
    ask_for_id(trouble_with(asked, catalogue.tombstone(asked)))
else:
    draw_all(catalogue, trial)
