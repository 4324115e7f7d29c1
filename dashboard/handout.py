"""The sheet to take along: what it says of the chosen trials and which questions it asks. No screen and no paper here.

Contact details are not part of it: the registry's record, whose address stands with each trial, has them.
"""

import csv
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import evidence
import facts

from cache import language, runs, text, vocabulary
from cache.language import gettext as _
from cache.language import ngettext

QUESTIONS = Path(__file__).parent / "content" / "questions.csv"
NOTE_LINES = 4
"""Empty lines for notes below each trial, and for the reader's own questions at the end."""


class Question(NamedTuple):
    """A row of questions.csv: what to ask, of which trials, and whose list of topics it comes from.

    It belongs to trials that say nothing on `axis` (stance "silent") or say `stance` of it, to trials whose `column`
    holds one of `items`, and to every trial where both are empty.
    """

    axis: str
    value: str
    stance: str
    column: str
    items: str
    question: str
    source: str
    url: str
    year: str

    @property
    def is_general(self) -> bool:
        """Whether it is asked of every trial."""
        return not (self.axis or self.column)


class Chosen(NamedTuple):
    """A trial to put on the sheet, with its labels and one sentence on its sites."""

    trial: dict
    labels: list[evidence.Label]
    where: str


class Answer(NamedTuple):
    """What a record says to a question: fixed phrases, and the record's own words behind them."""

    question: str
    phrases: tuple[str, ...]
    quotations: tuple[str, ...]


class Entry(NamedTuple):
    """One trial of the sheet. `title` and the quotations are the registry's text, its escapes undone."""

    nct_id: str
    title: str
    url: str
    facts: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    answers: tuple[Answer, ...]
    questions: tuple[str, ...]


class Sheet(NamedTuple):
    """Everything on the sheet in its order, in the language in use; `notice` is empty for real trials."""

    title: str
    notice: str
    about: tuple[str, ...]
    entries: tuple[Entry, ...]
    questions: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    data_words: str


def sheet(chosen: list[Chosen], manifest: dict) -> Sheet:
    """The sheet of these trials, from the snapshot that the manifest describes."""
    general = [row for row in questions() if row.is_general]
    return Sheet(
        title=_("Clinical trials to talk about with your care team"),
        notice=_("Demo data: these trials do not exist") if manifest["demo"] else "",
        about=tuple(_about(len(chosen), manifest)),
        entries=tuple(_entry(each, manifest) for each in chosen),
        questions=tuple(_(row.question) for row in general),
        sources=tuple(dict.fromkeys((f"{row.source} ({row.year})", row.url) for row in questions())),
        data_words=_("Registry data of {date}").format(date=language.day(_data_date(manifest))),
    )


@cache
def questions() -> tuple[Question, ...]:
    """The rows of questions.csv, in English."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return tuple(Question(**row) for row in csv.DictReader(file))


def messages() -> list[str]:
    """Every question, each to be translated."""
    return [row.question for row in questions()]
