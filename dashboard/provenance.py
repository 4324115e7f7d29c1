"""What the Data page says of a snapshot: counts, changes and checks, as rows of words."""

from html import escape

import markup
import pandas as pd
import quotes

from cache import vocabulary
from cache.news import RULES, Change, newest_first, read


def counts(manifest: dict, axis: str) -> list[tuple[str, int]]:
    """(plain name, number of trials) for each tier or status of the snapshot, in the vocabulary's order."""
    found = manifest["counts"][f"per_{axis}"]
    known = [value for value in vocabulary.values(axis) if value in found]
    return [(vocabulary.name(axis, value), found[value]) for value in [*known, *sorted(set(found) - set(known))]]


CHANGES = ("Date", "Trial", "What changed", "Before", "Now")
NOT_LISTED = "Not in the catalogue"


def changes(history: pd.DataFrame, titles: dict[str, str]) -> list[tuple[str, ...]]:
    """A row of CHANGES for each change, newest first, in plain words; a trial whose title is not given has none."""
    return [
        (
            f"{change.data_date.day} {change.data_date:%B %Y}",
            _trial(change.nct_id, titles.get(change.nct_id, "")),
            markup.Safe(
                escape(change.what) + (f"<br><small>{escape(RULES)}</small>" if change.cause == "rules" else "")
            ),
            _said(change, "before", change.was),
            _said(change, "now", change.now),
        )
        for change in read(newest_first(history))
    ]


def _trial(nct_id: str, title: str) -> markup.Safe:
    """Opens in a new tab: the session, and with it the shortlist, stays in this one."""
    link = f'<a href="trial?id={escape(nct_id)}" target="_blank">{escape(nct_id)}</a>'
    return markup.Safe(f"{link} {quotes.plain_html(title)}".strip())


def _said(change: Change, when: str, words: str) -> markup.Safe:
    """The phrase, and the words behind it."""
    behind = dict(change.quotes).get(when)
    return markup.Safe(escape(words or NOT_LISTED) + (f"<blockquote>{escape(behind)}</blockquote>" if behind else ""))


def checks(manifest: dict) -> list[tuple[str, str, str, str]]:
    """(check, found, expected, passed or failed) for each check of the last refresh."""
    return [
        (each["name"], str(each["found"]), str(each["expected"]), "passed" if each["passed"] else "failed")
        for each in manifest["checks"]
    ]


SETS = {
    "dev.jsonl": (
        "Known, read twice",
        "known when the rules were written; a language model read each twice against our guide, and settled differences",
    ),
    "read_once.jsonl": (
        "Known, read once",
        "known when the rules were written; a language model read each once against our guide",
    ),
    "unseen.jsonl": (
        "Kept apart",
        "their labels kept from the rules, though not their records; none for breast cancer alone; read twice by a model",
    ),
}
"""Gold file -> short name, and whether the rules knew these trials and who read them."""
FIGURES = {
    "tier exact": "Relation to metastatic breast cancer",
    "brain exact": "Brain metastases",
    "leptomeningeal exact": "Leptomeningeal disease",
    "central nervous exclusions found": "Exclusions of brain or leptomeningeal disease that we found",
    "site exact": "All places of spread of a trial",
    "site stance macro-F1": "Places of spread, mean of all stances (F1)",
    "subtype exact": "Receptor subtypes",
    "her2_level exact": "HER2 levels",
    "treatment_tested exact": "All treatments tested in a trial",
    "treatment_tested F1": "Treatments tested, one by one (F1)",
    "ecog_max exact": "Daily fitness (ECOG)",
    "measurable exact": "Measurable disease",
    "menopause exact": "Menopause",
    "lines exact": "Earlier lines of treatment",
    "prior_required F1": "Earlier treatment that is required (F1)",
    "prior_excluded F1": "Earlier treatment that is refused (F1)",
    "biomarkers_required F1": "Biomarkers (F1)",
}
"""Figures of a score that the page shows, and their names."""


HARMFUL = "Brain or leptomeningeal: excluded taken for possible, or the reverse (errors)"


def measured(scores: list[dict]) -> list[str]:
    """A sentence for each measured set: which trials, who read them, which rules, when."""
    return [
        f"{SETS[score['gold']][0]}: {score['n']} trials, {SETS[score['gold']][1]}. Rules {score['lexicon_version']}, "
        f"measured on {score['date']}."
        for score in scores
    ]


def accuracy(scores: list[dict]) -> list[tuple[str, ...]]:
    """(label, agreement in each set): shares of trials; where the name says F1, n is how often the gold labels have it.

    The first row counts the errors that could harm: called excluded where people may join, or the other way round.
    """
    harmful = (HARMFUL, *(str(score["figures"]["dangerous"]) for score in scores))
    return [harmful, *((name, *(_share(score, figure) for score in scores)) for figure, name in FIGURES.items())]


def _share(score: dict, figure: str) -> str:
    value, axis = score["figures"].get(figure), figure.removesuffix(" F1")
    if value is None:
        return "not measured"
    n = next((count["n"] for count in score["counts"] if (count["axis"], count["value"]) == (axis, "*")), None)
    return f"{value:.1%}" if n is None else f"{value:.1%} (n {n})"
