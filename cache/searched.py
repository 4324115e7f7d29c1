"""The texts in which search words are looked for, one for each trial, as cache.text.searchable makes them."""

import numpy as np
import pandas as pd

from cache import text, vocabulary

_TEXTS = ("nct_id", "brief_title", "official_title", "acronym", "brief_summary", "sponsor")
_LISTS = ("aliases", "conditions", "keywords", "interventions")
_OF_SITES = ("facility", "city")


def texts(trials: pd.DataFrame) -> list[str]:
    """Titles, summary, conditions, interventions with their other names, and what the trial is by its tier."""
    parts = [trials[name].fillna("") for name in _TEXTS]
    parts += [trials[name].map(" | ".join) for name in _LISTS]
    parts.append(trials["intervention_other_names"].map(lambda names: " | ".join(map(" | ".join, names))))
    parts.append(trials["tier"].map(lambda tier: vocabulary.terms()["tier", tier].name))
    return [text.searchable(" | ".join(row)) for row in zip(*parts, strict=True)]


def site_texts(sites: pd.DataFrame, trial: np.ndarray, count: int) -> list[str]:
    """The hospitals and cities of each of `count` trials, each name once; `trial` is the place of each site's trial."""
    names = [[] for _ in range(count)]
    for column in _OF_SITES:
        codes, distinct = pd.factorize(sites[column])
        spelled = [text.searchable(name).lstrip() for name in distinct]
        pairs = pd.DataFrame({"trial": trial, "name": codes})[codes >= 0].drop_duplicates()
        for place, name in zip(pairs["trial"].tolist(), pairs["name"].tolist(), strict=True):
            names[place].append(spelled[name])
    return [f" {''.join(each)}" for each in names]
