"""The sections of the trial page, each drawn from the record or from its labels."""

from html import escape

import codes
import evidence
import facts
import markup
import pandas as pd
import quotes
import streamlit as st
import where

from cache import country_names, vocabulary
from cache.language import gettext as _
from cache.language import later, ngettext

SECTIONS = {
    "who": (later("Who may join"), later("Who may join and what is tested")),
    "summary": (later("Summary"), later("Summary by the sponsor")),
    "plan": (later("What people get"), later("What people get")),
    "criteria": (later("Criteria"), later("Criteria for joining, in full")),
    "where": (later("Where"), later("Where")),
    "facts": (later("Facts"), later("Facts")),
    "print": (later("Print or save"), later("Print or save")),
}
"""Anchor of each section of the trial page, with its name in the list of contents and its heading, in their order."""
_STYLE = """<style>
.on-this-page {display:flex;flex-wrap:wrap;gap:0.2em 1.2em}
.on-this-page a {display:inline-block;color:inherit;line-height:1.5rem;min-height:24px}
</style>"""
SITES_PER_PAGE = 25
_LISTS = ("arms", "interventions", "intervention_descriptions")
_TYPES = {"arms": codes.ARMS, "interventions": codes.INTERVENTIONS}
"""Columns whose texts begin with a code of the registry ('DRUG: Examplinib'), and the codes in words."""


def shown_fields(trial: dict) -> set[str]:
    """The fields whose text stands on the page, so that quotations can be marked in it."""
    items = {f"{column}[{number}]" for column in _LISTS for number in range(len(trial[column]))}
    return {"eligibility_text", "brief_summary"} | items


def draw_contents() -> None:
    """Links to the sections, which the browser follows by itself."""
    links = (f'<a href="#{name}" target="_self">{escape(_(short))}</a>' for name, (short, _long) in SECTIONS.items())
    st.html(
        f'{_STYLE}<nav class="on-this-page" aria-label="{_("On this page")}"><strong>{_("On this page")}:</strong> '
        f"{' '.join(links)}</nav>"
    )


def draw_heading(section: str) -> None:
    """The heading of a section, to which the list of contents leads."""
    st.header(_(SECTIONS[section][1]), anchor=section)


def draw_facts(trial: dict) -> None:
    """The plain facts as a table."""
    draw_heading("facts")
    own = {str(trial[column]) for column in ("sponsor", "why_stopped")}
    own |= {"; ".join(trial[column]) for column in ("conditions", "keywords")}
    rows = [
        (name, markup.Safe(quotes.span(words) if words in own else quotes.plain_html(words)))
        for name, words in facts.of(trial)
        if words
    ]
    heads = (_("What"), _("What the record says"))
    st.html(markup.styled(markup.table(heads, rows, _("Facts from the record"))))


def draw_labels(trial: dict, labels: list[evidence.Label]) -> None:
    """Every label with its words; those of a cohort under its name; then what the record does not say."""
    draw_heading("who")
    st.write(_("Each line is a fixed phrase, with the record's own words below it. Numbers lead to the full text."))
    shown, numbered = shown_fields(trial), list(enumerate(evidence.grouped(labels), start=1))
    parts = []
    for cohort in dict.fromkeys(["", *(label.cohort for label in labels)]):
        own = _groups([(number, group) for number, group in numbered if group[0].cohort == cohort], shown)
        parts.append(markup.folded(_("Only for the group: {name}").format(name=cohort), own) if cohort else own)
    st.html(markup.styled(*parts))
    silent = evidence.silent_axes(labels)
    if silent:
        said = _("**The record does not say:** {questions}. Ask the study team.")
        st.markdown(said.format(questions="; ".join(silent)))


def _groups(numbered: list[tuple[int, list[evidence.Label]]], shown: set[str]) -> str:
    html = ""
    for axis, heading in evidence.AXES.items():
        own = [markup.group(number, group, shown) for number, group in numbered if group[0].axis == axis]
        html += f"<h3>{escape(_(heading))}</h3>{''.join(own)}" if own else ""
    return html


def draw_text(trial: dict, field: str, labels: list[evidence.Label]) -> None:
    """A field's full text with the quotations marked in it; nothing where the record has none."""
    text = evidence.field_text(trial, field)
    if not facts.is_given(text):
        return
    marks = [
        quotes.Mark(quote.start, quote.end, (number,))
        for number, group in enumerate(evidence.grouped(labels), start=1)
        for quote in group[0].quotes
        if quote.field == field
    ]
    kind, start = _type(field, text, marks)
    moved = [mark._replace(start=mark.start - start, end=mark.end - start) for mark in marks]
    st.html(markup.styled(kind, quotes.as_html(text[start:], moved, markup.anchor(field))))


def _type(field: str, text: str, marks: list[quotes.Mark]) -> tuple[str, int]:
    """The code that a text begins with, in words, and where the rest begins; a code that is part of a quotation stays."""
    code, colon, _rest = text.partition(": ")
    words = _TYPES.get(field.partition("[")[0], {}).get(code)
    start = len(code + colon)
    if not words or any(mark.start < start for mark in marks):
        return "", 0
    return f"<small>{escape(_(words))}</small>", start


def draw_plan(trial: dict, labels: list[evidence.Label]) -> None:
    """Arms, and the interventions with their other names, descriptions and arms."""
    draw_heading("plan")
    for number in range(len(trial["arms"])):
        with st.container(border=True):
            draw_text(trial, f"arms[{number}]", labels)
    for number in range(len(trial["interventions"])):
        with st.container(border=True):
            draw_text(trial, f"interventions[{number}]", labels)
            draw_text(trial, f"intervention_descriptions[{number}]", labels)
            _draw_list(_("Also called: {names}"), trial["intervention_other_names"][number])
            _draw_list(_("Given in: {names}"), trial["intervention_arms"][number])


def _draw_list(told: str, names: list[str]) -> None:
    if len(names):
        st.html(f"<small>{told.format(names=quotes.span('; '.join(names)))}</small>")


def draw_sites(sites: pd.DataFrame) -> None:
    """The sites as a table, open ones first, by country and in pages."""
    draw_heading("where")
    if sites.empty:
        st.info(_("The record lists no site. The study team can say where the trial runs."))
        return
    countries = country_names.in_order(sites["country"].dropna().unique())
    ordered = _open_first(sites, countries)
    country = st.selectbox(
        _("Country"),
        ["", *countries],
        format_func=lambda name: country_names.shown(name) or _("All countries"),
        key="sites country",
    )
    chosen = ordered[ordered["country"] == country] if country else ordered
    st.write(_open_of(int((chosen["status"] == "RECRUITING").sum()), len(chosen)))
    pages = -(-len(chosen) // SITES_PER_PAGE)
    first = (st.pagination(pages, key=f"sites {country}") - 1) * SITES_PER_PAGE if pages > 1 else 0
    rows = map(_site_row, chosen.iloc[first : first + SITES_PER_PAGE].to_dict("records"))
    st.html(markup.styled(markup.table((_("Hospital or clinic"), _("Place"), _("Status")), rows, _("Sites"))))


def _open_of(opened: int, listed: int) -> str:
    said = ngettext("{count} open of {listed} listed.", "{count} open of {listed} listed.", opened)
    told = _("A site is open when its own status is Recruiting.")
    return f"{said.format(count=f'{opened:,}', listed=f'{listed:,}')} {told}"


def _open_first(sites: pd.DataFrame, countries: list[str]) -> pd.DataFrame:
    closed = (sites["status"] != "RECRUITING").fillna(True)
    order = pd.Categorical(sites["country"], countries, ordered=True)
    by = ["closed", "order", "state", "city", "facility"]
    return sites.assign(closed=closed, order=order).sort_values(by, kind="stable")


def _site_row(site: dict) -> tuple[str, ...]:
    facility = _("Not named") if pd.isna(site["facility"]) else markup.Safe(quotes.span(site["facility"]))
    status = _("Site status not given") if pd.isna(site["status"]) else vocabulary.name("status", site["status"])
    return facility, where.city(site).html, status
