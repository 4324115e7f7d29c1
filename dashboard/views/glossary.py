"""Glossary: every word with its meaning, a source, and the text that says more."""

from html import escape
from itertools import groupby

import content
import glossary
import streamlit as st

from cache import language
from cache.errors import BadInput
from cache.language import gettext as _
from cache.language import ngettext
from cache.text import searchable

WIDTH = 760  # pixels; longer lines are hard to read
STYLE = """<style>
nav ul.letters {display:flex;flex-wrap:wrap;gap:0.3rem;margin:0 0 1rem;padding:0;list-style:none}
.letters a {display:block;min-width:2rem;padding:0.25rem;text-align:center;color:inherit;border:1px solid;border-radius:0.4rem}
div.words dl {padding:0;margin:0}
.words h2 {scroll-margin-top:4rem}
.words div {margin:0 0 1.2rem;overflow-wrap:break-word}
.words dt {font-weight:600;font-size:1.1rem}
.words dd {margin:0}
.words a {color:inherit}
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
    """One word as HTML."""
    also = escape(_("Also: {names}").format(names=", ".join(entry.also))) if entry.also else ""
    source = f'<a href="{escape(entry.source_url)}" target="_blank" lang="en">{escape(entry.source_name)}</a>'
    said = (escape(entry.meaning), also, f"<small>{escape(_('Source:'))} {source}</small>", glossary.read_more(entry))
    details = "".join(f"<dd>{each}</dd>" for each in said if each)
    return f"<div><dt>{escape(entry.term)}</dt>{details}</div>"


def draw(entries: list[glossary.Entry], asked: str) -> None:
    """All words, or those looked for; the one whose slug a link asks for stands before them."""
    st.title(_("Glossary"), anchor=False)
    st.write(_("Words that you may meet here or in the record of a trial. No clinician has reviewed these texts yet."))
    if language.current() != language.ENGLISH:
        st.info(_(content.TRANSLATED))
    if own := [word(each) for each in entries if each.slug == asked]:
        st.html(f'{STYLE}<div class="words"><dl>{"".join(own)}</dl></div>')
    sought = st.text_input(_("Find a word"), key="glossary word", live=True)
    shown = found(entries, sought)
    if not shown:
        st.write(_("No word of the glossary has these letters. Try fewer of them, or ask your team."))
        return
    st.write(ngettext("{count} word", "{count} words", len(shown)).format(count=len(shown)))
    st.html(listed(shown))


try:
    with st.container(width=WIDTH):
        draw(glossary.entries(), st.query_params.get("word", ""))
except BadInput as error:
    st.error(str(error))
