"""The three questions of Find in words: what each means, what its choices mean, and which line of which report answers it."""

import csv
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

import glossary

from cache import language, vocabulary
from cache.language import gettext as _
from cache.language import later
from cache.search import AXES, CHOICES

TABLE = Path(__file__).parent / "content" / "find_out.csv"
STYLE = """<style>
.question h2 {font-size:1.2rem;padding:0.3rem 0 0.1rem}
.question p {margin:0;max-width:45rem}
.question details {display:inline-block;margin-right:1.2rem;max-width:45rem}
.question details[open] {display:block}
.question summary {padding:0.2rem 0;min-height:1.75rem;cursor:pointer}
.question summary span {text-decoration:underline;text-underline-offset:0.2em}
.question dt {font-weight:600}
.question dd {margin:0 0 0.4rem 1rem}
.question li {margin:0 0 0.5rem}
.question a {color:inherit}
button[data-variant="pills"] {height:auto;min-height:2rem;padding-top:0.2rem;padding-bottom:0.2rem}
button[data-variant="pills"], button[data-variant="pills"] * {white-space:normal;overflow:visible;text-align:left}
</style>"""
NOT_SURE = later("I'm not sure")
MEANING = later("Words explained")
FIND_OUT = later("How do I find out?")


class Question(NamedTuple):
    """A field of the search as it is asked: the question, and one line that explains it before the choices."""

    field: str
    heading: str
    explained: str
    beside: str = ""
    """A field that is asked with it, for who knows more."""


class Line(NamedTuple):
    """Where an answer stands: a line of a report and what it says, with a source."""

    field: str
    report: str
    line: str
    meaning: str
    source_name: str
    source_url: str
    written: str


QUESTIONS = (
    Question(
        "sites",
        later("Where has the cancer spread?"),
        later("These are the places outside the breast where cancer was found. Choose all that apply."),
    ),
    Question(
        "subtypes",
        later("What is the receptor status?"),
        later(
            "A lab tests the cancer cells for hormone receptors (HR) and for a protein called HER2. "
            "Choose the result. If two could be right, choose both."
        ),
        beside="her2_levels",
    ),
    Question(
        "treatments",
        later("What kind of treatment would you like to try?"),
        later("Each trial tests one or more kinds. Choose as many as you like, or none to see every kind."),
    ),
)


@cache
def lines() -> list[Line]:
    """Every row of find_out.csv, in English."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Line(**row) for row in csv.DictReader(file)]


def messages() -> list[str]:
    """Everything of find_out.csv that is shown and can be translated, in its order, each once."""
    return list(dict.fromkeys(text for row in lines() for text in (row.report, row.line, row.meaning)))


def html(question: Question) -> str:
    """The question with its explanations, to be shown above its choices with STYLE and glossary.STYLE on the page."""
    return _html(question, language.current())


@cache
def _html(question: Question, code: str) -> str:
    """`code` is the language in use, part of the key."""
    found = [row for row in lines() if row.field == question.field]
    parts = (
        f"<h2>{escape(_(question.heading))}</h2><p>{escape(_(question.explained))}</p>",
        _folded(MEANING, f"<dl>{''.join(_meanings(question))}</dl>"),
        _folded(FIND_OUT, f"<ul>{''.join(map(_line_html, found))}</ul>"),
    )
    return f'<div class="question">{glossary.marked("".join(parts), prefix=question.field)}</div>'


def _folded(summary: str, inner: str) -> str:
    return f"<details><summary><span>{escape(_(summary))}</span></summary>{inner}</details>"


def _meanings(question: Question) -> Iterator[str]:
    for field in filter(None, (question.field, question.beside)):
        for value in CHOICES[field]:
            name, meaning = vocabulary.name(AXES[field], value), vocabulary.explanation(AXES[field], value)
            yield f"<dt>{escape(name)}</dt><dd>{escape(meaning)}</dd>"


def _line_html(row: Line) -> str:
    told = _("{report}, line “{line}”: {meaning}")
    source = (
        f'<a href="{escape(row.source_url)}" target="_blank" rel="noreferrer" lang="en">{escape(row.source_name)}</a>'
    )
    words = {name: escape(_(getattr(row, name))) for name in ("line", "meaning")}
    said = escape(told).format(report=f"<strong>{escape(_(row.report))}</strong>", **words)
    return f"<li>{said} <small>{escape(_('Source:'))} {source}</small></li>"
