"""Find: choose what matters, see the trials that fit, those to ask about, and why."""

from dataclasses import replace

import charts
import content
import filters
import frame
import links
import markup
import results
import streamlit as st

from cache.catalogue import Catalogue
from cache.search import AXES, Result, Search, counts, find

CHART = "chart"
EXPLAINED = ("sites", "subtypes", "her2_levels", "treatments")


def draw_chart(catalogue: Catalogue, result: Result) -> None:
    """Drawn only when asked for, since the charting code is the heaviest part of the page."""
    with st.expander("Chart: sites and receptor status of these trials", key="chart open", on_change="rerun") as shown:
        if not shown.open:
            return
        crossed = charts.site_by_subtype(catalogue, result.ids)
        st.caption("Number of these trials that accept both. A click on a marker searches for that pair.")
        st.plotly_chart(
            charts.matrix(crossed, dark=st.context.theme.type == "dark"),
            key=CHART,
            on_select=take_marker,
            selection_mode="points",
            config={"displayModeBar": False},
            alt=charts.alt(crossed),
        )
        st.html(
            markup.styled(markup.table(charts.headings(crossed), charts.rows(crossed), "The same numbers as a table"))
        )


def take_marker() -> None:
    points = st.session_state[CHART].selection.points
    if points:
        site, subtype = points[0]["customdata"]
        filters.change(replace(filters.current(), sites=(site,), subtypes=(subtype,)))


def draw_texts(search: Search) -> None:
    """The explanatory texts for what is chosen, each once; the first is open."""
    chosen = [(AXES[field], value) for field in EXPLAINED for value in getattr(search, field)]
    pages = list(dict.fromkeys(page for axis, value in chosen for page in content.for_choice(axis, value)))
    st.subheader("About what you chose" if pages else "Good to know", anchor=False)
    for page in pages or filter(None, [content.page("what-is-mbc"), content.page("clinical-trials")]):
        with st.expander(page.title, expanded=page == next(iter(pages), None), key=f"text {page.slug}"):
            st.markdown(page.body.replace("\n## ", "\n#### "))
            st.page_link("views/learn.py", label="Its own page, with sources", query_params={"page": page.slug})


catalogue = frame.catalogue()
links.take_search()
search = filters.current()
result = find(catalogue, search)
st.title("Find trials for metastatic breast cancer", anchor=False)
st.write("Choose what you know. Each trial found shows the registry's own words behind what we say about it.")
links.draw_trouble()
filters.draw(catalogue, counts(catalogue, search))
filters.draw_chosen()
results.draw_words(search, result)
results.draw_left_out(search, result.left_out)
found, texts = st.columns([2, 1], gap="large")
with found:
    if result.ids:
        results.draw(catalogue, search, result)
        draw_chart(catalogue, result)
        with st.expander("How many trials each choice shuts out", key="funnel"):
            results.draw_funnel(search, result)
    else:
        results.draw_nothing(catalogue, search, result)
    links.draw_copy(search)
with texts:
    draw_texts(search)
