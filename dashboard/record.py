"""The sections of the trial page, each drawn from the record or from its labels."""

import evidence
import facts
import markup
import pandas as pd
import quotes
import streamlit as st

from cache import vocabulary

SITES_PER_PAGE = 25
_SITE_WORDS = ("facility", "city", "state", "country", "status")
_LISTS = ("arms", "interventions", "intervention_descriptions")


def shown_fields(trial: dict) -> set[str]:
    """The fields whose text stands on the page, so that quotations can be marked in it."""
    items = {f"{column}[{number}]" for column in _LISTS for number in range(len(trial[column]))}
    return {"eligibility_text", "brief_summary"} | items


def draw_facts(trial: dict) -> None:
    """The plain facts as a table."""
    st.header("Facts")
    rows = [(name, markup.Safe(quotes.plain_html(words))) for name, words in facts.of(trial) if words]
    st.html(markup.styled(markup.table(("What", "What the record says"), rows, "Facts from the record")))


def draw_labels(trial: dict, labels: list[evidence.Label]) -> None:
    """Every label with its words; those of a cohort under its name; then what the record does not say."""
    st.header("Who may join and what is tested")
    st.caption("Each line is a fixed phrase, with the record's own words below it. Numbers lead to the full text.")
    shown, numbered = shown_fields(trial), list(enumerate(evidence.grouped(labels), start=1))
    parts = []
    for cohort in dict.fromkeys(["", *(label.cohort for label in labels)]):
        own = _groups([(number, group) for number, group in numbered if group[0].cohort == cohort], shown)
        parts.append(markup.folded(f"Only for the group: {cohort}", own) if cohort else own)
    st.html(markup.styled(*parts))
    silent = evidence.silent_axes(labels)
    if silent:
        st.markdown("**The record does not say:** " + "; ".join(silent) + ". Ask the study team.")


def _groups(numbered: list[tuple[int, list[evidence.Label]]], shown: set[str]) -> str:
    html = ""
    for axis, heading in evidence.AXES.items():
        own = [markup.group(number, group, shown) for number, group in numbered if group[0].axis == axis]
        html += f"<h3>{heading}</h3>{''.join(own)}" if own else ""
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
    st.html(markup.styled(quotes.as_html(text, marks, markup.anchor(field))))


def draw_plan(trial: dict, labels: list[evidence.Label]) -> None:
    """Arms, and the interventions with their other names, descriptions and arms."""
    st.header("What people get")
    for number in range(len(trial["arms"])):
        with st.container(border=True):
            draw_text(trial, f"arms[{number}]", labels)
    for number in range(len(trial["interventions"])):
        with st.container(border=True):
            draw_text(trial, f"interventions[{number}]", labels)
            draw_text(trial, f"intervention_descriptions[{number}]", labels)
            _draw_list("Also called", trial["intervention_other_names"][number])
            _draw_list("Given in", trial["intervention_arms"][number])


def _draw_list(heading: str, names: list[str]) -> None:
    if len(names):
        st.html(f"<small>{heading}: {'; '.join(map(quotes.plain_html, names))}</small>")


def draw_sites(sites: pd.DataFrame) -> None:
    """The sites as a table, open ones first, by country and in pages."""
    st.header("Where")
    if sites.empty:
        st.info("The record lists no site. The study team can say where the trial runs.")
        return
    ordered = _open_first(sites)
    country = st.selectbox("Country", ["All countries", *sorted(ordered["country"].dropna().unique())], key="country")
    chosen = ordered if country == "All countries" else ordered[ordered["country"] == country]
    opened = int((chosen["status"] == "RECRUITING").sum())
    st.write(f"{opened:,} open of {len(chosen):,} listed. A site is open when its own status is Recruiting.")
    pages = -(-len(chosen) // SITES_PER_PAGE)
    first = (st.pagination(pages, key=f"sites {country}") - 1) * SITES_PER_PAGE if pages > 1 else 0
    rows = map(_site_row, chosen.iloc[first : first + SITES_PER_PAGE].to_dict("records"))
    st.html(markup.styled(markup.table(("Hospital or clinic", "Place", "Status"), rows, "Sites")))


def _open_first(sites: pd.DataFrame) -> pd.DataFrame:
    closed = (sites["status"] != "RECRUITING").fillna(True)
    return sites.assign(closed=closed).sort_values(["closed", "country", "state", "city", "facility"], kind="stable")


def _site_row(site: dict) -> tuple[str, ...]:
    known = {name: "" if pd.isna(site[name]) else quotes.plain_html(site[name]) for name in _SITE_WORDS}
    place = ", ".join(filter(None, (known["city"], known["state"], known["country"])))
    status = vocabulary.name("status", site["status"]) if known["status"] else "Site status not given"
    return markup.Safe(known["facility"] or "Not named"), markup.Safe(place), status
