"""Labels with evidence. Each axis is one module with `label(document) -> list[Evidence]`; tier comes first and gates the rest."""

from collections.abc import Callable, Iterator, Sequence

from pipelines.document import Document
from pipelines.labels import (
    biomarkers,
    ecog,
    focus,
    lines,
    measurable,
    menopause,
    prior,
    receptors,
    sites,
    tier,
    treatments,
)
from pipelines.labels.guide import guide_labels
from pipelines.lexicon import lexicon_version
from pipelines.passage import Evidence
from pipelines.workers import workers

__all__ = ["guide_labels", "label_trial", "label_trials", "lexicon_version"]

ALWAYS = (receptors, treatments, focus, ecog, measurable, menopause)
"""Axes labelled whatever the tier."""
IF_METASTATIC = (sites, lines, prior, biomarkers)
"""Axes that mean nothing where people with stage IV breast cancer cannot enter (labels/GUIDE: tier)."""
NO_ENTRY = ("early", "not_breast")
CHUNK = 20
"""Trials handed to a process at a time."""


def label_trial(trial: dict) -> list[dict]:
    """Rows of the labels table for one trial row."""
    document = Document(trial)
    found: list[Evidence] = list(tier.label(document))
    axes = ALWAYS if found[0].value in NO_ENTRY else ALWAYS + IF_METASTATIC
    for axis in axes:
        found += axis.label(document)
    return [{"nct_id": trial["nct_id"], **evidence._asdict()} for evidence in dict.fromkeys(found)]


def label_trials(trials: Sequence[dict], progress: Callable[[int], None] | None = None) -> Iterator[list[dict]]:
    """Label rows of each trial, in order; `progress` is told 1 after each."""
    with workers(len(trials)) as pool:
        for rows in pool.map(label_trial, trials, chunksize=CHUNK):
            yield rows
            if progress:
                progress(1)
