"""What the Data page says of a snapshot: counts, changes and checks, as rows of words."""

from html import escape

import markup
import pandas as pd
import quotes

from cache import language, vocabulary
from cache.language import gettext as _
from cache.language import later
from cache.news import RULES, Change, newest_first, read


def counts(manifest: dict, axis: str) -> list[tuple[str, int]]:
    """(plain name, number of trials) for each tier or status of the snapshot, in the vocabulary's order."""
    found = manifest["counts"][f"per_{axis}"]
    known = [value for value in vocabulary.values(axis) if value in found]
    return [(vocabulary.name(axis, value), found[value]) for value in [*known, *sorted(set(found) - set(known))]]


CHANGES = (later("Date"), later("Trial"), later("What changed"), later("Before"), later("Now"))
NOT_LISTED = later("Not in the catalogue")


def changes(history: pd.DataFrame, titles: dict[str, str]) -> list[tuple[str, ...]]:
    """A row of CHANGES for each change, newest first, in plain words; a trial whose title is not given has none."""
    return [
        (
            language.day(change.data_date),
            _trial(change.nct_id, titles.get(change.nct_id, "")),
            markup.Safe(
                escape(change.what) + (f"<br><small>{escape(_(RULES))}</small>" if change.cause == "rules" else "")
            ),
            _said(change, "before", change.was),
            _said(change, "now", change.now),
        )
        for change in read(newest_first(history))
    ]


def _trial(nct_id: str, title: str) -> markup.Safe:
    """Opens in a new tab: the session, and with it the shortlist, stays in this one."""
    tongue = "" if language.current() == language.ENGLISH else f"&amp;lang={language.current()}"
    link = f'<a href="trial?id={escape(nct_id)}{tongue}" target="_blank">{escape(nct_id)}</a>'
    return markup.Safe(f"{link} {quotes.span(title)}" if title else link)


def _said(change: Change, when: str, words: str) -> markup.Safe:
    """The phrase, and the words behind it."""
    behind = dict(change.quotes).get(when)
    quoted = f'<blockquote lang="en">{escape(behind)}</blockquote>' if behind else ""
    return markup.Safe(escape(words or _(NOT_LISTED)) + quoted)


def checks(manifest: dict) -> list[tuple[str, str, str, str]]:
    """(check, found, expected, passed or failed) for each check of the last refresh, which writes them in English."""
    return [
        (
            *(markup.Safe(quotes.span(str(each[key]))) for key in ("name", "found", "expected")),
            _("passed") if each["passed"] else _("failed"),
        )
        for each in manifest["checks"]
    ]


SETS = {
    "dev.jsonl": (
        later("Known, read twice"),
        later(
            "known when the rules were written; a language model read each twice against our guide, and settled differences"
        ),
    ),
    "read_once.jsonl": (
        later("Known, read once"),
        later("known when the rules were written; a language model read each once against our guide"),
    ),
    "unseen.jsonl": (
        later("Kept apart"),
        later(
            "their labels kept from the rules, though not their records; none for breast cancer alone; read twice by a model"
        ),
    ),
}
"""Gold file -> short name, and whether the rules knew these trials and who read them."""
FIGURES = {
    "tier exact": later("Relation to metastatic breast cancer"),
    "brain exact": later("Brain metastases"),
    "leptomeningeal exact": later("Leptomeningeal disease"),
    "central nervous exclusions found": later("Exclusions of brain or leptomeningeal disease that we found"),
    "site exact": later("All places of spread of a trial"),
    "site stance macro-F1": later("Places of spread, mean of all stances (F1)"),
    "subtype exact": later("Receptor subtypes"),
    "her2_level exact": later("HER2 levels"),
    "treatment_tested exact": later("All treatments tested in a trial"),
    "treatment_tested F1": later("Treatments tested, one by one (F1)"),
    "ecog_max exact": later("Daily fitness (ECOG)"),
    "measurable exact": later("Measurable disease"),
    "menopause exact": later("Menopause"),
    "lines exact": later("Earlier lines of treatment"),
    "prior_required F1": later("Earlier treatment that is required (F1)"),
    "prior_excluded F1": later("Earlier treatment that is refused (F1)"),
    "biomarkers_required F1": later("Biomarkers (F1)"),
}
"""Figures of a score that the page shows, and their names."""


HARMFUL = later("Brain or leptomeningeal: excluded taken for possible, or the reverse (errors)")


def measured(scores: list[dict]) -> list[str]:
    """A sentence for each measured set: which trials, who read them, which rules, when."""
    return [
        _("{name}: {count} trials, {readers}. Rules {version}, measured on {date}.").format(
            name=_(SETS[score["gold"]][0]),
            count=score["n"],
            readers=_(SETS[score["gold"]][1]),
            version=score["lexicon_version"],
            date=score["date"],
        )
        for score in scores
    ]


def accuracy(scores: list[dict]) -> list[tuple[str, ...]]:
    """(label, agreement in each set): shares of trials; where the name says F1, n is how often the gold labels have it.

    The first row counts the errors that could harm: called excluded where people may join, or the other way round.
    """
    harmful = (_(HARMFUL), *(str(score["figures"]["dangerous"]) for score in scores))
    return [harmful, *((_(name), *(_share(score, figure) for score in scores)) for figure, name in FIGURES.items())]


def _share(score: dict, figure: str) -> str:
    value, axis = score["figures"].get(figure), figure.removesuffix(" F1")
    if value is None:
        return _("not measured")
    n = next((count["n"] for count in score["counts"] if (count["axis"], count["value"]) == (axis, "*")), None)
    share = f"{value:.1%}"
    return share if n is None else _("{share} (n {count})").format(share=share, count=n)
