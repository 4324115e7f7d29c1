"""What the Data page says of a snapshot: counts, changes and checks, as rows of words."""

import pandas as pd
from evidence import SILENT

from cache import vocabulary

KINDS = {
    "new": "New in the catalogue",
    "removed": "No longer in the catalogue",
    "status": "Status",
    "sites": "Open sites",
    "label": "What the labels say",
}
"""Kinds of change in words, in the order of the filter."""


def counts(manifest: dict, axis: str) -> list[tuple[str, int]]:
    """(plain name, number of trials) for each tier or status of the snapshot, in the vocabulary's order."""
    found = manifest["counts"][f"per_{axis}"]
    known = [value for value in vocabulary.values(axis) if value in found]
    return [(vocabulary.name(axis, value), found[value]) for value in [*known, *sorted(set(found) - set(known))]]


def changes(table: pd.DataFrame, titles: dict[str, str]) -> list[tuple[str, str, str, str, str]]:
    """(trial, title, what changed, before, now) in plain words; a trial whose title is not given has none."""
    return [
        (row.nct_id, titles.get(row.nct_id, ""), _what(row), _words(row, row.before), _words(row, row.after))
        for row in table.fillna("").itertuples()
    ]


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


def _what(row: tuple) -> str:
    if row.kind == "label":
        return vocabulary.name(row.axis, row.value)
    return f"Open sites in {row.value}" if row.kind == "sites" and row.value else KINDS[row.kind]


def _words(row: tuple, said: str) -> str:
    """Stances as their phrases, a status as its name, anything else as it stands."""
    if row.kind == "label":
        known = [each for each in said.split(", ") if each in vocabulary.stances(row.axis)]
        return "; ".join(vocabulary.phrase(row.axis, row.value, each) for each in known) or SILENT
    return vocabulary.name("status", said) if row.kind in ("status", "new", "removed") and said else said
