"""The glossary: medical words, what they mean, and the marks that explain them where they stand in our own text.

A mark is a button that opens a popover of the browser: it answers to tap, keyboard and pointer, closes with Escape, and
needs no script. Every word is in the language in use (cache.language).
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from cache import language
from cache.errors import BadInput
from cache.language import gettext as _

TABLE = Path(__file__).parent / "content" / "glossary.csv"
COLUMNS = ("slug", "term", "also", "meaning", "source_name", "source_url", "see")
STYLE = """<style>
.term {all:unset;cursor:help;text-decoration:underline dotted 0.1em;text-underline-offset:0.2em}
.term:focus-visible {outline:2px solid;outline-offset:2px;border-radius:2px}
.meaning {position:fixed;inset:auto 1rem 1rem;width:auto;max-width:26rem;margin:0 auto;padding:0.6em 0.8em;
  border:1px solid;border-radius:0.5rem;font-size:1rem;font-weight:normal;font-style:normal;line-height:1.45;
  text-align:left;white-space:normal}
.meaning strong {display:block}
.meaning a {color:inherit}
@supports (position-area:bottom) {
  .meaning {inset:auto;margin:0;max-width:min(26rem, calc(100vw - 2rem));position-area:bottom span-right;
    position-try-fallbacks:flip-block, flip-inline, flip-block flip-inline}
}
@keyframes meaning {from {visibility:hidden}}
@media (hover:hover) {
  .term:hover:not(:focus) + .meaning, .meaning:hover:not(:popover-open) {display:block;z-index:9;animation:meaning 0.3s step-end}
}
</style>"""
"""What marks need, once on each page that has some."""


class Entry(NamedTuple):
    """One word of the glossary; `also`: what it is recognised by beside its term; `see`: slug of a Learn page or ''."""

    slug: str
    term: str
    also: tuple[str, ...]
    meaning: str
    source_name: str
    source_url: str
    see: str


def entries() -> list[Entry]:
    """Every word in the language in use, by the alphabet. Raises BadInput naming the row that cannot be used."""
    raise NotImplementedError


def messages() -> list[str]:
    """Everything in the glossary that is shown, in its order."""
    return []


def marked(html: str, already: set[str] | None = None, prefix: str = "") -> str:
    """HTML of ours with the first occurrence of each word of the glossary explained.

    Headings, links, buttons, quotations and elements with lang="en" stay as they are. `already` holds the slugs that the
    page has explained so far and is added to; `prefix` keeps ids apart where one page is marked in several goes without it.
    """
    return html


def explained(slug: str, prefix: str = "", words: str = "") -> str:
    """One term as HTML that explains itself; `words` are shown in place of the term. Raises KeyError on an unknown slug."""
    raise NotImplementedError
