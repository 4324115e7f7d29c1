"""Learn: the explanatory texts, one at a time, each with its date, its sources and the trials that belong to it."""

import content
import filters
import streamlit as st

from cache import vocabulary
from cache.errors import BadInput
from cache.search import AXES, Search

HERE = "views/learn.py"
WIDTH = 760  # pixels; longer lines are hard to read
FIELDS = {axis: field for field, axis in AXES.items()}


def draw_index(pages: list[content.Page]) -> None:
    st.title("Learn")
    st.write("Plain words about metastatic breast cancer, its treatment and clinical trials.")
    for group, heading in content.GROUPS.items():
        own = [each for each in pages if each.group == group]
        if own:
            st.header(heading)
        for each in own:
            draw_link(each.title, each)


def draw_page(shown: content.Page) -> None:
    st.title(shown.title)
    reviewed = "Reviewed by a clinician." if shown.reviewed else "**No clinician has reviewed this text yet.**"
    st.info(f"Written {shown.written.day} {shown.written:%B %Y}. {reviewed} It cannot replace talking with your team.")
    st.markdown(shown.body)
    draw_trials(shown)
    sources = "\n".join(f"- [{each.name}]({each.url}), {each.year}" for each in shown.sources)
    st.markdown(f"## Sources\n\n{sources}")


def draw_ways_on(shown: content.Page, pages: list[content.Page]) -> None:
    place = pages.index(shown)
    with st.container(horizontal=True):
        if place > 0:
            draw_link(f"Before: {pages[place - 1].title}", pages[place - 1])
        st.page_link(HERE, label="All texts")
        if place + 1 < len(pages):
            draw_link(f"Next: {pages[place + 1].title}", pages[place + 1])


def draw_link(label: str, page: content.Page) -> None:
    st.page_link(HERE, label=label, query_params={"page": page.slug})


def draw_trials(shown: content.Page) -> None:
    """A button for each choice that the text belongs to; it opens Find with that choice made, and no trace in the address."""
    with st.container(horizontal=True):
        pressed = [draw_trials_button(shown.axis, value) for value in shown.values]
    if any(pressed):
        st.switch_page("views/find.py")


def draw_trials_button(axis: str, value: str) -> bool:
    search = Search(**{FIELDS[axis]: (value,)})
    label = f"Trials for this: {vocabulary.name(axis, value)}"
    return st.button(label, key=f"trials {axis} {value}", on_click=filters.change, args=(search,))


def draw_chosen(pages: list[content.Page], slug: str) -> None:
    """The page asked for, else the index."""
    shown = next((each for each in pages if each.slug == slug), None)
    if shown is None:
        if slug:
            st.info("We do not have a text of that name. These are the ones we have.")
        draw_index(pages)
        return
    with st.container(width=WIDTH):
        draw_page(shown)
        draw_ways_on(shown, pages)


try:
    draw_chosen(content.pages(), st.query_params.get("page", ""))
except BadInput as error:
    st.error(str(error))
