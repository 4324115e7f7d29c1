"""Glossary: every word with its meaning, a source, and the text that says more."""

from html import escape
from itertools import groupby

import glossary
import streamlit as st

from cache.errors import BadInput
from cache.language import gettext as _
from cache.language import ngettext
from cache.text import searchable

WIDTH = 760  # pixels; longer lines are hard to read
STYLE = """<style>
.letters {display:flex;flex-wrap:wrap;gap:0.3rem;margin:0 0 1rem;padding:0;list-style:none}
.letters a {display:block;min-width:2rem;padding:0.25rem;text-align:center;color:inherit;border:1px solid;border-radius:0.4rem}
.words h2 {scroll-margin-top:4rem}
.words div {scroll-margin-top:4rem;margin:0 0 1.2rem;overflow-wrap:break-word}
.words div:target {outline:2px solid;outline-offset:0.4rem;border-radius:2px}
.words dt {font-weight:600;font-size:1.1rem}
.words dd {margin:0}
.words a {color:inherit}
.words a.more {display:block}
</style>"""


def found(entries: list[glossary.Entry], sought: str) -> list[glossary.Entry]:
    """The words that hold what was typed: in their names, else in their meanings; all where nothing was typed."""
    wanted = searchable(sought).rstrip()
    named = [each for each in entries if wanted in searchable(" ".join((each.term, *each.also)))]
    return named or [each for each in entries if wanted in searchable(each.meaning)]


def listed(entries: list[glossary.Entry]) -> str:
    """The words under their letters as HTML, with links that jump to each letter."""
    letters = [(letter, list(own)) for letter, own in groupby(entries, first_letter)]
    jumps = "".join(f'<li><a href="#letter-{letter}">{letter}</a></li>' for letter, _own in letters)
    parts = "".join(
        f'<h2 id="letter-{letter}">{letter}</h2><dl>{"".join(map(word, own))}</dl>' for letter, own in letters
    )
    label = escape(_("Letters"))
    return f'{STYLE}<nav aria-label="{label}"><ul class="letters">{jumps}</ul></nav><div class="words">{parts}</div>'


def first_letter(entry: glossary.Entry) -> str:
    return searchable(entry.term).strip()[0].upper()


def word(entry: glossary.Entry) -> str:
    """One word as HTML; its slug is an address on the page."""
    also = escape(_("Also: {names}").format(names=", ".join(entry.also))) if entry.also else ""
    source = f'<a href="{escape(entry.source_url)}" target="_blank" lang="en">{escape(entry.source_name)}</a>'
    said = (escape(entry.meaning), also, f"<small>{escape(_('Source:'))} {source}</small>", glossary.read_more(entry))
    details = "".join(f"<dd>{each}</dd>" for each in said if each)
    return f'<div id="{entry.slug}"><dt>{escape(entry.term)}</dt>{details}</div>'


def draw(entries: list[glossary.Entry]) -> None:
    st.title(_("Glossary"), anchor=False)
    st.write(_("Words that you may meet here or in the record of a trial. No clinician has reviewed these texts yet."))
    sought = st.text_input(_("Find a word"), key="glossary word", max_chars=60, live=True)
    shown = found(entries, sought)
    st.write(ngettext("{count} word", "{count} words", len(shown)).format(count=len(shown)))
    if shown:
        st.html(listed(shown))


try:
    with st.container(width=WIDTH):
        draw(glossary.entries())
except BadInput as error:
    st.error(str(error))
