"""The verdict of every trial on one question of a search. Pure masks; what may be concluded from what is said here.

Sources: the label guide's stances; sites that lie within others are rows of site_relations.csv.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from cache import vocabulary, wording
from cache.catalogue import ASK, NO, SILENT, YES, Catalogue

CNS = ("brain", "leptomeningeal")
CNS_ANSWERS = {"unsure": ASK, "stable": YES, "active": NO}
"""What a person may say of metastases in the brain or its lining, and what 'only if treated and stable' then means."""
_EXTENT = "oligometastatic"  # says how much, not where


@cache
def _relations() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "site_relations.csv").open(encoding="utf-8", newline="") as file:
        return {row["narrower"]: row for row in csv.DictReader(file)}


def broader(site: str) -> str:
    """The site that everyone with this one has too ('bone' for 'bone_only'); '' where there is none."""
    return _relations().get(site, {}).get("broader", "")


def told_places(search) -> set[str]:
    """The sites that the person has, as far as the search tells: those chosen and those they lie within."""
    chosen = set(search.sites) - {_EXTENT}
    return chosen | {broader(site) for site in chosen if broader(site)}


def verdicts(catalogue: Catalogue, search, field: str, values: tuple[str, ...]) -> np.ndarray:
    """A verdict for each trial on one field of a search: of several values one is enough."""
    if field == "other_sites":
        return _other_sites(catalogue, search)
    one = _JUDGES[field]
    return np.maximum.reduce([one(catalogue, search, value) for value in values])


def _site(catalogue, search, value):
    stable = CNS_ANSWERS[getattr(search, value)] if value in CNS else YES
    meaning = {"required": YES, "allowed": YES, "treated_stable": stable, "excluded": NO}
    answer = catalogue.judged("site", value, meaning)
    if broader(value):
        wider = catalogue.judged("site", broader(value), meaning)
        if _relations()[value]["broader_yes_counts"] == "no":
            wider = np.minimum(wider, SILENT)
        answer = np.where(answer == SILENT, wider, answer)
    return answer


def _other_sites(catalogue, search):
    """Trials that everyone enters with a site which the person did not choose."""
    answer = np.full(len(catalogue), YES, dtype=np.int8)
    told = told_places(search)
    for site in vocabulary.values("site"):
        if site not in told and site not in search.sites:
            needing = catalogue.says("site", site, "required")
            verdict = max(_without(site, told), ASK if search.other_sites else NO)
            answer[needing] = np.minimum(answer[needing], verdict)
    return answer


def _without(site: str, told: set[str]) -> int:
    """What it means for a person who has told of other places that a trial is only for people with this site."""
    if site == _EXTENT:
        return ASK
    if site == "bone_only":
        return ASK if told == {"bone"} else NO
    return ASK if broader(site) in told else NO


def _receptor(axis):
    return lambda catalogue, search, value: catalogue.judged(axis, value, {"accepted": YES, "excluded": NO})


def _treatment(catalogue, search, value):
    """An observational study tests nothing; a drug whose kind we could not tell leaves the question open."""
    stances = ("tested", "given") if search.given else ("tested",)
    answer = np.where(catalogue.states("treatment") | catalogue.has("study_type", "OBSERVATIONAL"), NO, SILENT)
    for stance in stances:
        answer[catalogue.says("drug", "unclassified", stance)] = SILENT
    for stance in stances:
        answer[catalogue.says("treatment", value, stance)] = YES
    return answer


def _status(catalogue, search, value):
    known = catalogue.has("overall_status", *vocabulary.values("status"))
    return np.where(catalogue.has("overall_status", value), YES, np.where(known, NO, SILENT))


def _phase(catalogue, search, value):
    known = catalogue.has("phases", *vocabulary.values("phase"))
    has_none = catalogue.has_no_phase
    found = catalogue.has("phases", value) | (has_none if value == "NA" else False)
    return np.where(found, YES, np.where(known | has_none, NO, SILENT))


def _country(catalogue, search, value):
    answer = np.where(catalogue.lists_no_site, SILENT, NO)
    if search.open_here:
        answer[catalogue.unsure_in(value)] = SILENT
    answer[catalogue.has("open_countries" if search.open_here else "countries", value)] = YES
    return answer


def _text(catalogue, search, value):
    answer = np.full(len(catalogue), YES, dtype=np.int8)
    for term in wording.terms(value, search.synonyms):
        answer[~catalogue.any_of(map(catalogue.contains, term.patterns))] = NO
    return answer


def _tier(catalogue, search, value):
    return np.where(catalogue.has("tier", value), YES, NO)


_JUDGES = {
    "sites": _site,
    "subtypes": _receptor("subtype"),
    "her2_levels": _receptor("her2_level"),
    "treatments": _treatment,
    "statuses": _status,
    "phases": _phase,
    "countries": _country,
    "text": _text,
    "tiers": _tier,
    "listed": _tier,
}
