"""Find: three questions and a place; then the trials that fit, those to ask about, and why."""

from dataclasses import replace
from html import escape

import asking
import asking_person
import asking_place
import asking_words
import cards
import content
import filters
import frame
import funnel
import language_switch
import links
import markup
import results
import shortlist
import streamlit as st

from cache.catalogue import Catalogue
from cache.language import gettext as _
from cache.search import AXES, Result, Search, counts, find

CHART = "chart"
EXPLAINED = ("sites", "subtypes", "her2_levels", "treatments")
GENERAL = ("what-is-mbc", "clinical-trials")
WIDTH = 760  # pixels


def draw_questions() -> None:
    """The first screen: nothing has been asked for yet."""
    with st.container(width=WIDTH, gap="xsmall"):
        told = _(
            "Answer what you know and see which clinical trials may be open to you, "
            "with the words of the official record behind each answer."
        )
        st.html(f'{title(large=True)}<p style="margin:0">{escape(told)}</p>')
        links.draw_trouble()
        shortlist.draw_left_over()
        asking.draw_questions()
        st.html(f"<h2 style='font-size:1.25rem;padding:0.3rem 0 0'>{escape(_('Where are you?'))}</h2>")
        asking_place.draw()
        st.html(
            f"<p>{escape(_('Skip whatever you like. Your answers are not stored: they are gone when you close or reload this page.'))}</p>"
        )
        with st.container(horizontal=True):
            st.button(_("Show trials"), key="show trials", type="primary", on_click=filters.show_trials)
            if filters.can_undo():
                st.button(_("Back to my last search"), key="undo search", type="tertiary", on_click=filters.undo)


def title(large: bool) -> str:
    """The heading of the page; smaller where trials should come into view."""
    size = "clamp(1.6rem, 6vw, 2.2rem)" if large else "clamp(1.2rem, 4.5vw, 1.8rem)"
    return f'<h1 style="padding:0;font-size:{size}">{escape(_("Find trials for metastatic breast cancer"))}</h1>'


def draw_results(catalogue: Catalogue) -> None:
    """The count and the first cards come first, since they are what people wait for; what stands above them is filled in later."""
    search = filters.current()
    result = find(catalogue, search)
    st.html(markup.styled(frame.at_the_top("trials"), cards.STYLE, title(large=False)))
    links.draw_trouble()
    results.draw_count(search, result)
    asking_place.draw_trouble()
    if not result.ids:
        results.draw_nothing(catalogue, search)
    above = st.container()
    beside, found = st.columns([1, 2], gap="medium")
    with found:
        if result.ids:
            asking_place.draw_order()
            draw_map(catalogue, search, result)
            results.draw(catalogue, search, result)
            draw_chart(catalogue, result)
        draw_texts(search)
        links.draw_copy(search)
    with above:
        funnel.draw(search, result)
    with beside:
        draw_filters(catalogue, search, result)


def draw_filters(catalogue: Catalogue, search: Search, result: Result) -> None:
    """The search words; the questions again and the other filters, folded and drawn when open."""
    asking_words.draw()
    results.draw_words(search, result)
    answers = st.expander(_("Change my answers"), key="change answers", on_change="rerun")
    more = st.expander(_("More filters"), key="more filters", on_change="rerun")
    if not (answers.open or more.open):
        return
    counted = counts(catalogue, search)
    asking.draw_counts(counted)
    if answers.open:
        with answers:
            asking.draw_questions(whole=True)
            asking_place.draw()
    if more.open:
        with more:
            asking_person.draw()
            asking.draw_more(catalogue)


def draw_map(catalogue: Catalogue, search: Search, result: Result) -> None:
    """The open sites of the trials found, drawn when asked for."""
    with st.expander(_("Open sites on a map"), key="map open", on_change="rerun") as shown:
        if shown.open:
            import site_map  # here, because the charting code is the heaviest part of the page

            site_map.draw(catalogue, search, result.ids)


def draw_chart(catalogue: Catalogue, result: Result) -> None:
    """How many of the trials found accept which site and receptor status, drawn when asked for."""
    with st.expander(
        _("Chart: sites and receptor status of these trials"), key="chart open", on_change="rerun"
    ) as shown:
        if not shown.open:
            return
        import charts  # as for the map

        crossed = charts.site_by_subtype(catalogue, result.ids)
        st.markdown(_("Number of these trials that accept both. A click on a marker searches for that pair."))
        st.plotly_chart(
            charts.matrix(crossed, dark=st.context.theme.type == "dark"),
            key=CHART,
            on_select=take_marker,
            selection_mode="points",
            config={"displayModeBar": False},
            alt=charts.alt(crossed),
        )
        st.html(
            markup.styled(
                markup.table(charts.headings(crossed), charts.rows(crossed), _("The same numbers as a table"))
            )
        )


def take_marker() -> None:
    """Searches for the site and the receptor status of the marker that was clicked."""
    points = st.session_state[CHART].selection.points
    if points:
        site, subtype = points[0]["customdata"]
        filters.change(replace(filters.current(), sites=(site,), subtypes=(subtype,)))


def draw_texts(search: Search) -> None:
    """The explanatory texts for what is chosen, each once, as links."""
    chosen = [(AXES[field], value) for field in EXPLAINED for value in getattr(search, field)]
    pages = list(dict.fromkeys(page for axis, value in chosen for page in content.for_choice(axis, value)))
    with st.expander(
        _("About what you chose") if pages else _("Good to know"), key="texts", on_change="rerun"
    ) as shown:
        if shown.open:
            for page in pages or filter(None, map(content.page, GENERAL)):
                label = _("Read: {title}").format(title=_(page.title))
                st.page_link("views/learn.py", label=label, query_params={"page": page.slug})


@st.fragment
def draw() -> None:
    """All of the page. As a fragment it is drawn anew without the frame around it, which no answer changes."""
    language_switch.use_chosen()  # a fragment may run in a thread of its own
    catalogue = frame.catalogue()
    if filters.asked():
        draw_results(catalogue)
    else:
        draw_questions()


frame.catalogue()
if not filters.follow_address(showed_trials="start again" in st.session_state):  # a button drawn beside the trials only
    links.take_search()
draw()
