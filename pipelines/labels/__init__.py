"""Labels with evidence. Each axis is one module with `label(document) -> list[Evidence]`; tier comes first and gates the rest."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

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

__all__ = ["guide_labels", "label_trial", "label_trials", "lexicon_version"]

ALWAYS = (receptors, treatments, focus, ecog, measurable, menopause)
"""Axes labelled whatever the tier."""
IF_METASTATIC = (sites, lines, prior, biomarkers)
"""Axes that mean nothing where people with stage IV breast cancer cannot enter (labels/GUIDE: tier)."""
NO_ENTRY = ("early", "not_breast")
FEW, CHUNK = 400, 20
"""From this many trials on, processes pay for their start; each is handed this many at a time."""


def label_trial(trial: dict) -> list[dict]:
    """Rows of the labels table for one trial row."""
    document = Document(trial)
    found: list[Evidence] = list(tier.label(document))
    axes = ALWAYS if found[0].value in NO_ENTRY else ALWAYS + IF_METASTATIC
    for axis in axes:
        found += axis.label(document)
    return [{"nct_id": trial["nct_id"], **evidence._asdict()} for evidence in dict.fromkeys(found)]


def label_trials(trials: Iterable[dict], progress: Callable[[int], None] | None = None) -> Iterator[list[dict]]:
    """Label rows of each trial, in order; `progress` is told 1 after each.

    A few hundred trials are labelled here, more of them in one process per core.
    """
    waiting = iter(trials)
    first = list(islice(waiting, FEW))
    if len(first) < FEW:
        yield from _told(map(label_trial, first), progress)
        return
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        while first:
            yield from _told(workers.map(label_trial, first, chunksize=CHUNK), progress)
            first = list(islice(waiting, FEW))


def _told(labelled: Iterable[list[dict]], progress: Callable[[int], None] | None) -> Iterator[list[dict]]:
    for rows in labelled:
        yield rows
        if progress:
            progress(1)
