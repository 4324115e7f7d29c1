"""Shortlist: the trials put aside, side by side, each answer with its words; to take along or to share."""

import evidence
import export
import facts
import filters
import frame
import links
import markup
import nearby
import printing
import quotes
import shared_list
import shortlist
import streamlit as st

from cache.catalogue import Catalogue
from cache.errors import BadInput
from cache.language import gettext as _
from cache.language import later, ngettext
from cache.schema import RECORD_PAGE

PLACE = "shortlist"
TAKEN = "shared list taken"
LINK_LACKS = later("The link names trials that are not in this catalogue: {links}. The registry may still have them.")
LIST_LACKS = later(
    "Your shortlist holds trials that are not in this catalogue: {links}. The registry may still have them."
)


def draw_shared(catalogue: Catalogue, text: str) -> None:
    """Takes over the list of a link; where there is a list already, asks first."""
    try:
        given = shared_list.read(text)
    except BadInput as error:
        st.warning(str(error))
        return
    known = [trial["nct_id"] for trial in map(catalogue.trial, given) if trial]
    draw_missing(LINK_LACKS, [each for each in given if catalogue.trial(each) is None])
    new = [each for each in known if each not in shortlist.ids()]
    if st.session_state.get(TAKEN) == text or not new:
        return
    if not shortlist.ids():
        take(text, new)
        st.rerun()
    draw_choice(text, known, new)


def draw_missing(told: str, nct_ids: list[str]) -> None:
    if nct_ids:
        pages = ", ".join(f"[{each}]({RECORD_PAGE}{each})" for each in nct_ids)
        st.warning(_(told).format(links=pages))


def draw_choice(text: str, known: list[str], new: list[str]) -> None:
    with st.container(border=True):
        brings = ngettext(
            "The link brings a list of {count} trial.", "The link brings a list of {count} trials.", len(known)
        )
        lacks = ngettext(
            "{count} of them is not on your shortlist.", "{count} of them are not on your shortlist.", len(new)
        )
        st.write(f"{brings.format(count=len(known))} {lacks.format(count=len(new))}")
        too_many = len(shortlist.ids()) + len(new) > shared_list.LONGEST
        full = _("Together they would be more than {longest} trials.").format(longest=shared_list.LONGEST)
        with st.container(horizontal=True):
            told = {"disabled": too_many, "help": full if too_many else None}
            st.button(_("Add them to mine"), on_click=take, args=(text, new), **told)
            st.button(_("Replace mine with them"), on_click=swap, args=(text, known))
            st.button(_("Keep mine as it is"), on_click=take, args=(text, []))


def take(text: str, nct_ids: list[str]) -> None:
    shortlist.add(*nct_ids)
    st.session_state[TAKEN] = text


def swap(text: str, nct_ids: list[str]) -> None:
    shortlist.replace(nct_ids)
    st.session_state[TAKEN] = text


def draw_trials(trials: list[dict]) -> None:
    """One box a trial, with a link to its page and a button that takes it off."""
    st.header(_("Your trials"))
    for trial in trials:
        nct_id = trial["nct_id"]
        with st.container(border=True):
            title = quotes.plain_html(facts.text(trial, "brief_title"))
            st.html(f'<h3 lang="en" style="margin:0;padding:0;font-size:1.1rem">{title}</h3>')
            with st.container(horizontal=True, vertical_alignment="center"):
                told = _("Open {nct_id}").format(nct_id=nct_id)
                st.page_link("views/trial.py", label=told, query_params={"id": nct_id})
                told = _("Remove {nct_id}").format(nct_id=nct_id)
                st.button(told, key=f"remove {nct_id}", on_click=shortlist.remove, args=(nct_id,))
    with st.container(horizontal=True):
        st.button(_("Remove all"), on_click=shortlist.clear)
        draw_undo()


def draw_undo() -> None:
    if shortlist.can_undo():
        st.button(_("Undo the last change"), on_click=shortlist.undo)


def draw_empty() -> None:
    st.info(
        _(
            'Your shortlist is empty. When you find a trial that you want to talk about, choose "Add to shortlist". '
            "Then you can print your list, save it, or send it to someone. It stays here until you close or reload this page."
        )
    )
    draw_undo()
    st.page_link("views/find.py", label=_("Find trials"))


def draw_comparison(trials: list[dict]) -> None:
    st.header(_("Side by side"))
    st.write(
        _("Answers hold for a trial as a whole. One group of a trial may take other people: see the trial's page.")
    )
    st.html(markup.styled(comparison(trials)))


def comparison(trials: list[dict]) -> str:
    labels = [evidence.labels_of(catalogue.labels_of(trial["nct_id"]), trial) for trial in trials]
    titles = (
        markup.Safe(f'<span lang="en">{quotes.plain_html(facts.text(trial, "brief_title"))}</span>') for trial in trials
    )
    rows = [
        (_("Title"), *titles),
        (_("Status"), *map(facts.status, trials)),
        (_("Doubts about the record"), *(export.doubts(trial, catalogue.snapshot.manifest) for trial in trials)),
        (_("Phase"), *map(facts.phases, trials)),
        (_("Open sites"), *map(open_sites, trials)),
        *nearest_sites(trials),
        (_("Age"), *map(facts.ages, trials)),
        (_("Sex"), *map(facts.sex, trials)),
    ]
    for question in evidence.QUESTIONS:
        rows.append((_(question.name), *(markup.answer(each, question) for each in labels)))
    headings = [_("Question"), *(trial["nct_id"] for trial in trials)]
    return markup.side_by_side(headings, rows, _("Trials on the shortlist, side by side"))


def open_sites(trial: dict) -> str:
    opened, listed = f"{trial['open_site_count']:,}", f"{trial['site_count']:,}"
    return _("{open} of {count} listed").format(open=opened, count=listed)


def nearest_sites(trials: list[dict]) -> list[tuple[str, ...]]:
    """A row where a place was given, else none."""
    search = filters.current()
    words = (nearby.nearest_html(catalogue, search, trial["nct_id"]) for trial in trials)
    return [(nearby.nearest_heading(search), *words)] if search.near else []


def draw_sharing(trials: list[dict]) -> None:
    st.write(_("Your list stays here until you close or reload this page. Make a link to keep it or to send it."))
    if st.toggle(_("Make a link to this list")):
        st.write(_("Whoever opens the link sees these trials. It holds their numbers and nothing else."))
        page = (st.context.url or "").partition("?")[0]
        link = f"{page}?trials={shared_list.written([trial['nct_id'] for trial in trials])}"
        links.draw_address(link)


catalogue = frame.catalogue()
st.title(_("Shortlist"))
if shared := st.query_params.get("trials"):
    draw_shared(catalogue, shared)
trials = [trial for trial in map(catalogue.trial, shortlist.ids()) if trial]
draw_missing(LIST_LACKS, [each for each in shortlist.ids() if catalogue.trial(each) is None])
if trials:
    printing.draw(catalogue, [trial["nct_id"] for trial in trials], PLACE)
    if not printing.is_open(PLACE):
        draw_sharing(trials)
        draw_trials(trials)
        draw_comparison(trials)
else:
    draw_empty()
