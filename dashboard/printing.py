"""'Print or save': the sheet to take along as a PDF file, as a page that prints without the rest, and as a CSV file.

Nothing of it is written to the server's disk or put into an address: a file is made when it is asked for.
"""

from collections.abc import Callable
from html import escape

import evidence
import export
import filters
import frame
import handout
import nearby
import streamlit as st

from cache import language
from cache.catalogue import Catalogue
from cache.language import gettext as _
from cache.search import Search

_OPEN = "page for printing of {place}"
_STYLE = """<style>
.sheet {max-width:50em}
.sheet h3 {margin-top:2em;border-top:1px solid currentColor;padding-top:0.8em}
.sheet p, .sheet ul {margin:0 0 0.5em}
.sheet p, .sheet li, .sheet h3 {overflow-wrap:anywhere}
.sheet blockquote {margin:0 0 0.5em;padding:0 0 0 0.8em;border-left:3px solid rgba(200,140,0,0.8)}
.sheet h2 {font-size:1.5em}
.sheet h3 {font-size:1.25em}
.sheet h4 {font-size:1.1em}
.sheet a {color:inherit}
.sheet .notice {border:2px solid currentColor;padding:0.4em 0.8em;font-weight:700}
.sheet ul.ask {list-style-type:"\\2610\\00a0\\00a0"}
.sheet .line {border-bottom:1px solid #777;height:2em}
@media print {
  @page {margin:15mm}
  body *:not(:has(.sheet)):not(.sheet):not(.sheet *) {display:none !important}
  :has(.sheet) {display:block !important;position:static !important;overflow:visible !important;contain:none !important;
    height:auto !important;max-height:none !important;min-height:0 !important;width:auto !important;max-width:none !important;
    margin:0 !important;padding:0 !important;transform:none !important;background:#fff !important}
  .sheet {max-width:none;font-size:10.5pt}
  .sheet, .sheet * {color:#000 !important}
  .sheet h2, .sheet h3, .sheet h4 {break-after:avoid}
  .sheet li, .sheet blockquote, .sheet .room {break-inside:avoid}
}
</style>"""
"""The printing rules hide whatever neither holds the sheet nor is part of it, and make what holds it plain white blocks
that grow with it, so that paper shows more than the one screen in which a page scrolls."""


def is_open(place: str) -> bool:
    """Whether the page for printing is shown there: then the view draws nothing else. Leaving the view closes it."""
    return bool(st.session_state.get(_OPEN.format(place=place)))


def draw(catalogue: Catalogue, nct_ids: list[str], place: str) -> None:
    """The section 'Print or save' for trials of the catalogue; with the sheet itself where it `is_open`.

    `place` names where it stands: 'shortlist', or the id of the trial whose page it is.
    """
    search, chosen = filters.current(), language.current()

    def file(make: Callable[[], bytes]) -> Callable[[], bytes]:
        """Streamlit calls it when the button is pressed, in a thread that speaks English until it is told."""

        def made() -> bytes:
            language.use(chosen)
            return make()

        return made

    st.header(_("Print or save"))
    st.write(_("A sheet to take to your doctor: what each record says, in its own words, and questions to ask."))
    with st.container(horizontal=True):
        _draw_file(_("Download as PDF"), file(lambda: pdf_of(catalogue, search, nct_ids)), "clinical-trials", "pdf")
        _draw_file(_("Download as CSV"), file(lambda: csv_of(catalogue, search, nct_ids)), "shortlist", "csv")
    st.toggle(_("Show only the page for printing"), key=_OPEN.format(place=place))
    if is_open(place):
        st.write(
            _(
                "To print, press Ctrl and P (Command and P on a Mac), or choose Print in the menu of your browser; on a "
                "phone it may be under Share. Only the sheet below is printed. Turn the switch off to go back."
            )
        )
        st.html(html_of(sheet_of(catalogue, search, nct_ids)))


def _draw_file(label: str, make: Callable[[], bytes], name: str, kind: str) -> None:
    """The file is named after the day, so that those of another day, and of another person, are told apart."""
    mime = {"pdf": "application/pdf", "csv": "text/csv"}[kind]
    st.download_button(label, make, f"{name}-{frame.here_and_now():%Y-%m-%d}.{kind}", mime, on_click="ignore")


def sheet_of(catalogue: Catalogue, search: Search, nct_ids: list[str]) -> handout.Sheet:
    """The sheet of these trials for a person who searched so: their places of spread, the sites nearest to their place."""
    chosen = [_chosen(catalogue, search, each) for each in nct_ids]
    return handout.sheet(chosen, catalogue.snapshot.manifest, search, note=nearby.measured_words(search))


def _chosen(catalogue: Catalogue, search: Search, nct_id: str) -> handout.Chosen:
    trial = catalogue.trial(nct_id)
    labels = evidence.labels_of(catalogue.labels_of(nct_id), trial)
    return handout.Chosen(trial, labels, nearby.nearest_words(catalogue, search, nct_id))


def pdf_of(catalogue: Catalogue, search: Search, nct_ids: list[str]) -> bytes:
    """The sheet as a PDF file."""
    import pdf  # here, so that pages open without ReportLab

    return pdf.made(sheet_of(catalogue, search, nct_ids))


def csv_of(catalogue: Catalogue, search: Search, nct_ids: list[str]) -> bytes:
    """The trials as a table for a spreadsheet; with the sites nearest to the search's place where it has one."""
    trials = [catalogue.trial(each) for each in nct_ids]
    labels = {trial["nct_id"]: evidence.labels_of(catalogue.labels_of(trial["nct_id"]), trial) for trial in trials}
    words = {each: nearby.nearest_words(catalogue, search, each) for each in nct_ids}
    nearest = export.Nearest(nearby.nearest_heading(search), words) if search.near else None
    return export.shortlist_csv(trials, labels, catalogue.snapshot.manifest, nearest)


def html_of(sheet: handout.Sheet) -> str:
    """The sheet for the screen and for paper, where nothing else of the page is printed."""
    notice = f'<p class="notice">{escape(sheet.notice)}</p>' if sheet.notice else ""
    *about, last = sheet.about
    said = "".join(f"<p>{escape(each)}</p>" for each in about) + f"<p><strong>{escape(last)}</strong></p>"
    listed = _listed(sheet.entries) if len(sheet.entries) > 1 else ""
    entries = "".join(f"<section>{notice}{_entry(entry)}</section>" for entry in sheet.entries)
    closing = f"<section>{_closing(sheet)}</section>"
    return f'{_STYLE}<article class="sheet"><h2>{escape(sheet.title)}</h2>{notice}{said}{listed}{entries}{closing}</article>'


def _listed(entries: tuple[handout.Entry, ...]) -> str:
    points = "".join(f'<li>{each.nct_id} · <span lang="en">{escape(each.title)}</span></li>' for each in entries)
    return f"<h3>{escape(_('The trials'))}</h3><ul>{points}</ul>"


def _entry(entry: handout.Entry) -> str:
    head = f'<h3>{escape(entry.nct_id)} · <span lang="en">{escape(entry.title)}</span></h3>'
    told = "".join(_named(name, words) for name, words in entry.facts)
    address = f"<p>{_link(entry.url, entry.url)}</p>"
    cautions = "".join(f"<p><strong>{escape(each)}</strong></p>" for each in entry.cautions)
    answers = f"<h4>{escape(_('Who can join and what is tested'))}</h4>" + "".join(map(_answer, entry.answers))
    groups = _named(_(handout.OF_GROUPS), "; ".join(entry.groups)) if entry.groups else ""
    silent = _named(_("The record does not say: ask the team"), "; ".join(entry.silent)) if entry.silent else ""
    asked = _asked(_("To ask about this trial"), entry.questions, "h4") if entry.questions else ""
    return head + told + address + cautions + answers + groups + silent + asked + _room(_("Notes"), "h4")


def _closing(sheet: handout.Sheet) -> str:
    sources = "".join(f"<li>{_link(name, url)}</li>" for name, url in sheet.sources)
    return (
        _asked(_("To ask about every trial"), sheet.questions, "h3")
        + _room(_("My own questions"), "h4")
        + f"<h4>{escape(_('Where these questions come from'))}</h4><ul>{sources}</ul>"
    )


def _answer(answer: handout.Answer) -> str:
    words = "".join(f'<blockquote lang="en">“{escape(each)}”</blockquote>' for each in answer.quotations)
    return _named(answer.question, "; ".join(answer.phrases)) + words


def _asked(heading: str, questions: tuple[str, ...], level: str) -> str:
    points = "".join(f"<li>{escape(each)}</li>" for each in questions)
    return f'<{level}>{escape(heading)}</{level}><ul class="ask">{points}</ul>'


def _room(heading: str, level: str) -> str:
    lines = '<div class="line"></div>' * handout.NOTE_LINES
    return f'<div class="room"><{level}>{escape(heading)}</{level}>{lines}</div>'


def _named(name: str, words: str) -> str:
    return (
        f"<p><strong>{escape(name)}:</strong> {escape(words)}</p>"
        if name
        else f"<p><strong>{escape(words)}</strong></p>"
    )


def _link(words: str, url: str) -> str:
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'
