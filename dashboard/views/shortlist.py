"""Shortlist: the trials put aside, side by side, each answer with its words; to take along or to share."""

import evidence
import export
import facts
import frame
import markup
import quotes
import shared_list
import shortlist
import streamlit as st

from cache.catalogue import Catalogue
from cache.errors import BadInput

TAKEN = "shared list taken"


def draw_shared(catalogue: Catalogue, text: str) -> None:
    """Takes over the list of a link; where there is a list already, asks first."""
    try:
        given = shared_list.read(text)
    except BadInput as error:
        st.warning(str(error))
        return
    known = [trial["nct_id"] for trial in map(catalogue.trial, given) if trial]
    draw_missing("The link names", [each for each in given if catalogue.trial(each) is None])
    new = [each for each in known if each not in shortlist.ids()]
    if st.session_state.get(TAKEN) == text or not new:
        return
    if not shortlist.ids():
        take(text, new)
        st.rerun()
    draw_choice(text, known, new)


def draw_missing(where: str, nct_ids: list[str]) -> None:
    if nct_ids:
        links = ", ".join(f"[{each}](https://clinicaltrials.gov/study/{each})" for each in nct_ids)
        st.warning(f"{where} trials that are not in this catalogue: {links}. The registry may still have them.")


def draw_choice(text: str, known: list[str], new: list[str]) -> None:
    with st.container(border=True):
        st.write(f"The link brings a list of {len(known)} trials; {len(new)} of them are not on your shortlist.")
        with st.container(horizontal=True):
            st.button("Add them to mine", on_click=take, args=(text, new))
            st.button("Replace mine with them", on_click=swap, args=(text, known))
            st.button("Keep mine as it is", on_click=take, args=(text, []))


def take(text: str, nct_ids: list[str]) -> None:
    shortlist.add(*nct_ids)
    st.session_state[TAKEN] = text


def swap(text: str, nct_ids: list[str]) -> None:
    shortlist.clear()
    take(text, nct_ids)


def draw_trials(trials: list[dict]) -> None:
    """One line a trial, with a link to its page and a button that takes it off."""
    for trial in trials:
        with st.container(border=True):
            st.html(f"<strong>{quotes.plain_html(trial['brief_title'])}</strong>")
            with st.container(horizontal=True, vertical_alignment="center"):
                st.page_link("views/trial.py", label=f"Open {trial['nct_id']}", query_params={"id": trial["nct_id"]})
                st.button("Remove", key=f"remove {trial['nct_id']}", on_click=shortlist.remove, args=(trial["nct_id"],))
    with st.container(horizontal=True):
        st.button("Remove all", on_click=shortlist.clear)
        draw_undo()


def draw_undo() -> None:
    if shortlist.can_undo():
        st.button("Undo the last change", on_click=shortlist.undo)


def draw_empty() -> None:
    st.info("Your shortlist is empty. Add trials from Find or from a trial's page; they stay until you close the tab.")
    draw_undo()
    st.page_link("views/find.py", label="Find trials")


def draw_comparison(trials: list[dict], labels: dict[str, list[evidence.Label]]) -> None:
    st.header("Side by side")
    st.caption("Answers hold for a trial as a whole. One group of a trial may take other people: see the trial's page.")
    rows = [
        ("Title", *(markup.Safe(quotes.plain_html(trial["brief_title"])) for trial in trials)),
        ("Status", *map(facts.status, trials)),
        ("Phase", *map(facts.phases, trials)),
        ("Open sites", *(f"{trial['open_site_count']:,} of {trial['site_count']:,} listed" for trial in trials)),
    ]
    for question in evidence.QUESTIONS:
        found = (evidence.answers(labels[trial["nct_id"]], question) for trial in trials)
        rows.append((question.name, *map(markup.answer, found)))
    headings = ["Question", *(trial["nct_id"] for trial in trials)]
    st.html(markup.styled(markup.side_by_side(headings, rows, "Trials on the shortlist, side by side")))


def draw_take_along(trials: list[dict], labels: dict[str, list[evidence.Label]], manifest: dict) -> None:
    st.header("Take it along")
    made = export.shortlist_csv(trials, labels, manifest)
    st.download_button("Download as CSV", made, "shortlist.csv", "text/csv", on_click="ignore")
    if st.toggle("Make a link to this list"):
        st.write("Whoever opens the link sees these trials. It holds their numbers and nothing else.")
        page = (st.context.url or "").partition("?")[0]
        st.code(
            f"{page}?trials={shared_list.written([trial['nct_id'] for trial in trials])}",
            language=None,
            wrap_lines=True,
        )


catalogue = frame.catalogue()
st.title("Shortlist")
if shared := st.query_params.get("trials"):
    draw_shared(catalogue, shared)
trials = [trial for trial in map(catalogue.trial, shortlist.ids()) if trial]
draw_missing("Your shortlist holds", [each for each in shortlist.ids() if catalogue.trial(each) is None])
if trials:
    labels = {trial["nct_id"]: evidence.labels_of(catalogue.labels_of(trial["nct_id"])) for trial in trials}
    draw_trials(trials)
    draw_comparison(trials, labels)
    draw_take_along(trials, labels, catalogue.snapshot.manifest)
else:
    draw_empty()
