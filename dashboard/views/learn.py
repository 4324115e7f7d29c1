"""Learn: the explanatory texts, one at a time, each with its date, its sources and the trials that belong to it."""

from dataclasses import replace
from html import escape

import content
import filters
import frame
import glossary
import prose
import streamlit as st

from cache import language, vocabulary
from cache.errors import BadInput
from cache.language import gettext as _
from cache.language import later
from cache.search import AXES

HERE = "views/learn.py"
WIDTH = 760  # pixels; longer lines are hard to read
FIELDS = {axis: field for field, axis in AXES.items()}
REVIEWED = later("Written {day}. Reviewed by a clinician. It cannot replace talking with your team.")
NOT_REVIEWED = later(
    "Written {day}. **No clinician has reviewed this text yet.** It cannot replace talking with your team."
)


def draw_index(pages: list[content.Page]) -> None:
    st.query_params.clear()
    st.html(frame.at_the_top("learn"))
    st.title(_("Learn"), anchor=False)
    st.write(_("Plain words about metastatic breast cancer, its treatment and clinical trials."))
    st.page_link("views/glossary.py", label=_("Glossary: what the words mean"))
    for group, heading in content.GROUPS.items():
        own = [each for each in pages if each.group == group]
        if own:
            st.header(_(heading), anchor=False)
        for each in own:
            draw_link(_(each.title), each)


def draw_page(shown: content.Page) -> None:
    st.query_params["page"] = shown.slug  # a link from Learn to Learn leaves the address as it was
    st.html(frame.at_the_top(shown.slug))
    st.title(_(shown.title), anchor=False)
    st.info("\n\n".join(standing(shown)))
    st.html(glossary.STYLE + glossary.marked(prose.html(content.translated(shown.body)), here=shown.slug))
    draw_trials(shown)
    st.html(sources(shown))


def standing(shown: content.Page) -> list[str]:
    """What a reader should know of the text before reading it; of a translation also that nobody has checked it."""
    said = [_(REVIEWED if shown.reviewed else NOT_REVIEWED).format(day=language.day(shown.written))]
    return said if language.current() == language.ENGLISH else [*said, _(content.TRANSLATED)]


def sources(shown: content.Page) -> str:
    """The sources as HTML; their names stay as they are."""
    items = (
        f'<li><a href="{escape(each.url)}" target="_blank" lang="en">{escape(each.name)}</a>, {escape(each.year)}</li>'
        for each in shown.sources
    )
    return f"<h2>{escape(_('Sources'))}</h2><ul>{''.join(items)}</ul>"


def draw_ways_on(shown: content.Page, pages: list[content.Page]) -> None:
    place = pages.index(shown)
    with st.container(horizontal=True):
        if place > 0:
            draw_link(_("Before: {title}").format(title=_(pages[place - 1].title)), pages[place - 1])
        st.page_link(HERE, label=_("All texts"))
        if place + 1 < len(pages):
            draw_link(_("Next: {title}").format(title=_(pages[place + 1].title)), pages[place + 1])


def draw_link(label: str, page: content.Page) -> None:
    st.page_link(HERE, label=label, query_params={"page": page.slug})


def draw_trials(shown: content.Page) -> None:
    """A button for each choice that the text belongs to; it opens Find with that choice made, and no trace in the address."""
    with st.container(horizontal=True):
        pressed = [draw_trials_button(shown.axis, value) for value in shown.values]
    if any(pressed):
        st.switch_page("views/find.py")


def draw_trials_button(axis: str, value: str) -> bool:
    label = _("Trials for this: {name}").format(name=vocabulary.name(axis, value))
    return st.button(label, key=f"trials {axis} {value}", on_click=choose, args=(FIELDS[axis], value))


def choose(field: str, value: str) -> None:
    """Asks for the trials of the search with this choice besides."""
    search = filters.current()
    filters.change(replace(search, **{field: tuple(dict.fromkeys((*getattr(search, field), value)))}))


def draw_chosen(pages: list[content.Page], slug: str) -> None:
    """The page asked for, else the index."""
    shown = next((each for each in pages if each.slug == slug), None)
    if shown is None:
        if slug:
            st.info(_("We do not have a text of that name. These are the ones we have."))
        draw_index(pages)
        return
    with st.container(width=WIDTH):
        draw_page(shown)
        draw_ways_on(shown, pages)


try:
    draw_chosen(content.pages(), st.query_params.get("page", ""))
except BadInput as error:
    st.error(str(error))
