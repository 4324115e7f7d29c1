"""The shortlist as a CSV file: one row a trial, the quotations and the date of the data inside."""

import csv
import io
from typing import NamedTuple

import evidence
import facts

from cache import runs
from cache import text as registry_text
from cache.language import gettext as _

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Nearest(NamedTuple):
    """A column on the nearest site: its name, and the cell of each trial by its id."""

    heading: str
    words: dict[str, str]


def shortlist_csv(
    trials: list[dict], labels: dict[str, list[evidence.Label]], manifest: dict, nearest: Nearest | None = None
) -> bytes:
    """One row for each of at least one trial, UTF-8 with a byte order mark, so that spreadsheets read '≥' right.

    `labels` holds the labels of each trial by its id. A cell that a spreadsheet would take for a formula
    begins with an apostrophe.
    """
    rows = [_row(trial, labels[trial["nct_id"]], manifest, nearest) for trial in trials]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(name for name, _cell in rows[0])
    writer.writerows([neutral(cell) for _name, cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def neutral(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA_STARTS) else cell


def doubts(trial: dict, manifest: dict) -> str:
    """The cautions of a trial's card in one line; that there are none."""
    found = facts.cautions(trial, runs.plain_data_date(manifest))
    return " ".join(found) or _("None that we know of")


def _row(trial: dict, labels: list[evidence.Label], manifest: dict, nearest: Nearest | None) -> list[tuple[str, str]]:
    """The cells of a trial, each with the name of its column."""
    row = [
        (_("Trial"), trial["nct_id"]),
        (_("Title"), registry_text.unescape(trial["brief_title"])),
        (_("Status"), facts.status(trial)),
        (_("Last confirmed"), facts.when(trial["verified_date"], trial["verified_date_precision"])),
        (_("Doubts about the record"), doubts(trial, manifest)),
        (_("Phase"), facts.phases(trial)),
        (_("Open sites"), str(trial["open_site_count"])),
        *([(nearest.heading, nearest.words[trial["nct_id"]])] if nearest else []),
        (_("Age"), facts.ages(trial)),
        (_("Sex"), facts.sex(trial)),
    ]
    for question in evidence.QUESTIONS:
        found = evidence.answers(labels, question)
        name = _(question.name)
        row.append((name, "; ".join(evidence.phrases(found)) or evidence.unanswered(labels, question)))
        row.append((_("{question}: quotations").format(question=name), "\n".join(dict.fromkeys(_quotations(found)))))
    return [*row, (_("Link"), trial["url"]), *_source(manifest)]


def _quotations(labels: list[evidence.Label]) -> list[str]:
    return [
        f'"{registry_text.unescape(quote.whole)}" ({evidence.field_words(quote.field)})'
        for label in labels
        for quote in label.quotes
    ]


def _source(manifest: dict) -> list[tuple[str, str]]:
    source = _("Demo data: this trial does not exist") if manifest["demo"] else "ClinicalTrials.gov"
    note = _("Labels are made by rules from the record; not medical advice, the study team decides who can join.")
    return [
        (_("Source"), source),
        (_("Registry data of"), manifest["data_timestamp"]),
        (_("Retrieved at"), manifest["retrieved_at"]),
        (_("Note"), note),
    ]
