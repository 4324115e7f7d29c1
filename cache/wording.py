"""What the words of a text search ask for: which belong together, and which stand for each other.

A trial needs all terms. 'or' makes one term of the two beside it: either is enough. A comma or a semicolon does so only
in a list of treatments, of places of spread, of cities and hospitals, or of numbers of drugs or trials: 'liver, bone'.
Facts of one person ('stage 4, triple negative'), terms of different kinds, and what no table knows are all needed. A
slash stands between values of one kind, receptors too ('HER2-low / TNBC'), and between words that no table knows; HR and
HER2 are two facts of one cancer. 'and' adds nothing, but ends a list with commas ('liver, bone and lung').

A site and 'metastases' beside it are both needed, apart too. Words in quotation marks are searched as they stand. Small
words such as 'trials for' are left out; so are 'no', 'not', 'without' and the term behind them, since a record does not
tell what a trial leaves out in words that could be searched. Known phrases come first, whatever signs and words they hold.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from cache import gazetteer
from cache.typed_words import BOTH, EITHER, LIST, PAST, SLASH, Run, Term, runs, typed

__all__ = ["Term", "left_out", "negated", "terms", "written"]
_STATE_LETTERS = 2
_LONGEST_PLACE = 5  # words
_PLACES_KEPT = 4096
_PLACE = "place"
_LISTED = ("treatment", "site", _PLACE)
"""Kinds of which a list with commas means alternatives."""
_INSTITUTIONS = frozenset(("hospital", "clinic", "center", "centre", "university", "institute", "instituto"))
_RECEPTORS = dict.fromkeys(("her2", "her", "erbb2"), "HER2") | dict.fromkeys(
    ("hr", "er", "pr", "hormone", "estrogen", "oestrogen", "progesterone", "receptor", "rh", "re"), "hormone"
)
"""First word of a receptor status -> the receptor. 'HR+/HER2-' tells both of one cancer."""


def terms(query: str, synonyms: bool = True) -> list[Term]:
    """The terms of a query, the longest known phrases first: 'stage 4 bone' gives 'stage 4' and 'bone'.

    Without synonyms each word, and each text in quotation marks, is a term of its own, as typed.
    """
    if not synonyms:
        return [Term(word.text) for word in typed(query)]
    groups: list[list[Run]] = []
    in_list = False
    found = _placed(run for run, negation in _negations(runs(query)[0]) if not negation)
    alone = _alone(found)
    for place, run in enumerate(found):
        listed = LIST in run.before and alone[place - 1] and alone[place]
        if groups and _is_other(groups[-1][-1], run, in_list, listed):
            groups[-1].append(run)
            in_list = EITHER not in run.before and (in_list or LIST in run.before)
        else:
            groups.append([run])
            in_list = False
    return list(dict.fromkeys(term for group in groups for term in _joined(group)))


def _alone(found: Sequence[Run]) -> list[bool]:
    """Which runs have no other directly before or after them, and are not told as past: 'prior chemo', 'had chemo'."""
    starts = [not place or bool(run.before) for place, run in enumerate(found)] + [True]
    return [starts[place] and starts[place + 1] and PAST not in run.before for place, run in enumerate(found)]


def left_out(query: str) -> list[str]:
    """The words of a query that are not searched for, since they tell nothing of a trial; each once."""
    return list(dict.fromkeys(runs(query)[1]))


def negated(query: str) -> list[str]:
    """What a query does not want, which is not searched for: 'no chemo'; each once."""
    found = _negations(runs(query)[0])
    return list(dict.fromkeys(f"{negation.replace('n t', 'n’t')} {run.words}" for run, negation in found if negation))


def written(kept: Sequence[Term], synonyms: bool = True) -> str:
    """A query that asks for these terms."""
    words = [_written(term, synonyms) for term in kept]
    text = " ".join(words)
    return text if terms(text, synonyms) == list(kept) else " and ".join(words)


def _written(term: Term, synonyms: bool) -> str:
    if term.either:
        return " or ".join(_written(each, synonyms) for each in term.either)
    return term.words if terms(term.words, synonyms) == [term] else f'"{term.words}"'


def _negations(found: Sequence[Run]) -> list[tuple[Run, str]]:
    """The runs, each with the negation that turns it round, '' for none: in 'no chemo, surgery or radiation' it is one."""
    ends_in_or: list[bool] = []
    for place in range(len(found) - 1, -1, -1):
        listed = found[place].before == {LIST} and bool(ends_in_or) and ends_in_or[0]
        ends_in_or.insert(0, EITHER in found[place].before or listed)
    told: list[tuple[Run, str]] = []
    for run, continues in zip(found, ends_in_or, strict=True):
        told.append((run, run.negation or (told[-1][1] if told and continues else "")))
    return told


def _joined(group: Sequence[Run]) -> Iterable[Term]:
    """The terms of a group: those of its one run, or one that any of its runs is enough for.

    Metastases are one term more: 'brain or liver mets' asks for brain or liver, and for mets.
    """
    if len(group) == 1:
        return group[0].terms
    spread = [term for run in group for term in run.spread]
    elsewhere = [run.alternative for run in group if run.kind != "site"]
    return [_any_of(run.alternative for run in group), *([_any_of([*spread, *elsewhere])] if spread else [])]


def _any_of(several: Iterable[Term]) -> Term:
    either = tuple(dict.fromkeys(several))
    return either[0] if len(either) == 1 else Term(" ".join(term.words for term in either), either=either)


def _is_other(last: Run, run: Run, in_list: bool, listed: bool) -> bool:
    """Whether a run is an alternative to the one before it; `listed`: each stands alone beside the comma between them."""
    if EITHER in run.before or (BOTH in run.before and in_list):
        return True
    kind = _kind(run)
    if BOTH in run.before or not run.before & {LIST, SLASH} or _kind(last) != kind:
        return False
    if LIST in run.before:
        return listed and kind in _LISTED
    receptors = {_RECEPTORS.get(each.words.split()[0]) for each in (last, run)}
    return None in receptors or len(receptors) == 1


def _kind(run: Run) -> str:
    return run.kind or (_PLACE if not run.known and _is_place(run.words) else "")


def _is_place(words: str) -> bool:
    return not _INSTITUTIONS.isdisjoint(words.split()) or _is_city(words)


def _placed(found: Iterable[Run]) -> list[Run]:
    """The runs; a city and its state or country ('Boston MA', 'Boston, MA') as one term that the city is enough for."""
    placed: list[Run] = []
    for run in found:
        last = placed[-1] if placed else None
        if last and LIST in run.before and not (last.known or run.known) and _is_area_of(last.words, run.words):
            placed[-1] = _city(last, last.words, run.words)
        else:
            placed.append(_settled(run))
    return placed


def _settled(run: Run) -> Run:
    """The run; where it is a city and its state or country ('Boston MA'), as one term that the city is enough for."""
    words = [term.words for term in run.terms]
    for cut in range(1, len(words) if not run.known and len(words) <= _LONGEST_PLACE else 0):
        city, area = " ".join(words[:cut]), " ".join(words[cut:])
        if _is_area_of(city, area):
            return _city(run, city, area)
    return run


def _city(run: Run, city: str, area: str) -> Run:
    return Run((Term(f"{city} {area}", (city,), of_area=True),), True, run.before, _PLACE)


@lru_cache(maxsize=_PLACES_KEPT)
def _is_area_of(city: str, area: str) -> bool:
    """Whether these are a city and its state or country, which the names of sites do not tell."""
    if len(area) > _STATE_LETTERS and not gazetteer.is_area(area):
        return False
    places = gazetteer.suggestions(f"{city} {area}", 1)
    return any(f"{gazetteer.key(place.name)} ".startswith(f"{city} ") for place in places)


@lru_cache(maxsize=_PLACES_KEPT)
def _is_city(words: str) -> bool:
    return any(gazetteer.key(place.name.split(",")[0]) == words for place in gazetteer.suggestions(words, 1))
