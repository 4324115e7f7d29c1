"""The verdict of every trial on one question of a search. Pure masks; what may be concluded from what is said here."""

import numpy as np

from cache import vocabulary, wording
from cache.catalogue import ASK, NO, SILENT, YES, Catalogue
from cache.distance import UNITS, nearest, unplaced
from cache.gazetteer import place
from cache.person import (
    CNS,
    CNS_ANSWERS,
    EXTENT,
    SITE_STANCES,
    broader,
    counts_within,
    levels_of,
    told_places,
)

_ONE_IS_TRUE = ("subtypes", "her2_levels")
"""Fields in which several values are what a person may have, not what would suit her."""


def verdicts(catalogue: Catalogue, search, field: str, values: tuple[str, ...]) -> np.ndarray:
    """A verdict for each trial on one field of a search: of several values one is enough. It is shared: read only.

    Of several receptor answers one is the person's own, and nobody knows which: a trial that refuses any is asked about.
    """
    judge, told = _QUESTIONS[field]
    answers = [catalogue.recall(judge, value, *told(search, value)) for value in values or ("",)]
    if len(answers) == 1:
        return answers[0]
    best = np.maximum.reduce(answers)
    refuses_one = field in _ONE_IS_TRUE and (np.minimum.reduce(answers) == NO) & (best == YES)
    return np.where(refuses_one, ASK, best).astype(np.int8)


def _site(catalogue, value, told):
    meaning = CNS_ANSWERS.get(told, SITE_STANCES)
    answer = catalogue.judged("site", value, meaning)
    if told == "active":
        symptoms_only = catalogue.rests_on("site", value, "treated_stable", vocabulary.SYMPTOMS_RULE)
        answer = np.where(symptoms_only & (answer == NO), ASK, answer).astype(np.int8)
    if broader(value):
        wider = catalogue.judged("site", broader(value), meaning)
        if not counts_within(value):
            wider = np.minimum(wider, SILENT)
        answer = np.where(answer == SILENT, wider, answer)
    return answer


def _other_sites(catalogue, _value, chosen, told, allowed):
    """Trials that everyone enters with a site which the person did not choose."""
    answer = np.full(len(catalogue), YES, dtype=np.int8)
    for site in vocabulary.values("site"):
        if site not in told and site not in chosen:
            needing = catalogue.says("site", site, "required")
            verdict = max(_without(site, told), ASK if allowed else NO)
            answer[needing] = np.minimum(answer[needing], verdict)
    return answer


def _without(site: str, told: set[str]) -> int:
    """What it means for a person who has told of other places, or of none, that a trial is only for people with this site."""
    if site == EXTENT or not told:
        return ASK
    if site == "bone_only":
        return ASK if told == {"bone"} else NO
    return ASK if broader(site) in told else NO


def _subtype(catalogue, value, level_told):
    """HER2-negative people have one of several levels: a trial that takes some of these only is asked about."""
    answer = _receptor(catalogue, value, "subtype")
    if level_told:
        return answer
    levels = [_receptor(catalogue, level, "her2_level") for level in levels_of(value)]
    some_only = (np.maximum.reduce(levels) == YES) & (np.minimum.reduce(levels) == NO)
    return np.where(some_only, np.minimum(answer, ASK), answer).astype(np.int8)


def _receptor(catalogue, value, axis):
    return catalogue.judged(axis, value, {"accepted": YES, "excluded": NO})


def _treatment(catalogue, value, given):
    """An observational study tests nothing; a drug whose kind we could not tell leaves the question open."""
    stances = ("tested", "given") if given else ("tested",)
    answer = np.where(catalogue.states("treatment") | catalogue.has("study_type", "OBSERVATIONAL"), NO, SILENT)
    for stance in stances:
        answer[catalogue.says("drug", "unclassified", stance)] = SILENT
    for stance in stances:
        answer[catalogue.says("treatment", value, stance)] = YES
    return answer.astype(np.int8)


def _status(catalogue, value):
    known = catalogue.has("overall_status", *vocabulary.values("status"))
    return _yes_or(catalogue.has("overall_status", value), known)


def _phase(catalogue, value):
    known = catalogue.has("phases", *vocabulary.values("phase"))
    has_none = catalogue.has_no_phase
    found = catalogue.has("phases", value) | (has_none if value == "NA" else False)
    return _yes_or(found, known | has_none)


def _country(catalogue, value, open_here):
    silent = catalogue.lists_no_site | (catalogue.unsure_in(value) if open_here else False)
    return _yes_or(catalogue.has("open_countries" if open_here else "countries", value), ~silent)


def _near(catalogue, value, near, unit):
    """Yes where an open site is near enough; silent where one that may be or become open is, or may be for all we know."""
    here, most = place(near), float(value) * UNITS[unit]
    found = nearest(catalogue, here)
    silent = (found.possible_km <= most) | unplaced(catalogue, here, most) | catalogue.lists_no_site
    return _yes_or(found.km <= most, ~silent)


def _sex(catalogue, value):
    other = "MALE" if value == "female" else "FEMALE"
    return _yes_or(catalogue.has("sex", "ALL", value.upper()), catalogue.has("sex", other))


def _age(catalogue, value):
    """A limit that a record leaves out is none: the registry shows it as "N/A"."""
    youngest, oldest = (catalogue.trials[f"{end}_age_years"].to_numpy(dtype=float) for end in ("minimum", "maximum"))
    refused = (youngest > int(value)) | (oldest < int(value))
    return np.where(refused, NO, YES).astype(np.int8)


def _text(catalogue, value, synonyms):
    answer = np.full(len(catalogue), YES, dtype=np.int8)
    for term in wording.terms(value, synonyms):
        answer[~catalogue.any_of(catalogue.recall(_contains, pattern) for pattern in term.patterns)] = NO
    return answer


def _contains(catalogue, pattern):
    return catalogue.contains(pattern)


def _tier(catalogue, value):
    return _yes_or(catalogue.has("tier", value), True)


def _yes_or(yes, refused) -> np.ndarray:
    """YES where it is so, elsewhere NO where that is refused, elsewhere SILENT."""
    return np.where(yes, YES, np.where(refused, NO, SILENT)).astype(np.int8)


def _nothing(search, value):
    return ()


_QUESTIONS = {
    "listed": (_tier, _nothing),
    "tiers": (_tier, _nothing),
    "statuses": (_status, _nothing),
    "subtypes": (_subtype, lambda search, value: (bool(search.her2_levels),)),
    "her2_levels": (_receptor, lambda search, value: ("her2_level",)),
    "treatments": (_treatment, lambda search, value: (search.given,)),
    "phases": (_phase, _nothing),
    "sex": (_sex, _nothing),
    "age": (_age, _nothing),
    "countries": (_country, lambda search, value: (search.open_here,)),
    "near": (_near, lambda search, value: (search.near, search.unit)),
    "sites": (_site, lambda search, value: (getattr(search, value) if value in CNS else "",)),
    "other_sites": (
        _other_sites,
        lambda search, value: (frozenset(search.sites), frozenset(told_places(search)), search.other_sites),
    ),
    "text": (_text, lambda search, value: (search.synonyms,)),
}
"""Field -> how a trial is judged on a value, and what else of the search that takes."""
