"""What the words of a text search ask for: which belong together, and which stand for each other.

A trial needs all terms. 'or', a comma, a semicolon or a slash makes one term of the two beside it: either is enough.
'and' adds nothing, but ends a list with commas ('liver, bone and lung'). Words in quotation marks are searched as they
stand. Small words such as 'trials for' are left out. Known phrases come first, whatever signs and words they hold.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cache import gazetteer
from cache.known_words import corrected, longest, small_length, spelling
from cache.text import searchable, unescape

_WHOLE_WORD_LENGTH = 3  # shorter words match whole words only: 'er' is not the start of 'eribulin'
_STATE_LETTERS = 2
_LONGEST_PLACE = 5  # words
_PLACES_KEPT = 4096
_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "，": ",", "、": ",", "；": ";", "／": "/"})
_EITHER, _BOTH, _LIST, _SLASH, _SMALL = "either", "both", "list", "slash", "small"
_PIECE = re.compile(
    r"""
    "(?P<quoted>[^"]*)"
    | (?P<list>[,;])
    | (?P<slash>/)
    | (?P<either>(?<![^\s,;/]) (?:or|o|u(?=\s+h?[oó])) (?![^\s,;/]))
    | (?P<both>(?<![^\s,;/]) (?:and|y|e(?=\s+h?[ií])) (?![^\s,;/]))
    | (?P<word>(?:[^\s",;/] | (?<=\d)[,/](?=\d))+)
    """,
    re.VERBOSE,
)
_RECEPTORS = dict.fromkeys(("her2", "her", "erbb2"), "HER2") | dict.fromkeys(
    ("hr", "er", "pr", "hormone", "estrogen", "oestrogen", "progesterone", "receptor", "rh", "re"), "hormone"
)
"""First word of a receptor status -> the receptor. 'HR+/HER2-' tells both of one cancer."""


class Term(NamedTuple):
    """Words of the query that belong together, and what they are also called; a trial needs one of them.

    `meant` is the spelling that was taken for a word that no table knows, '' where nothing was corrected; it stands in
    `also` with its own other names, so that the words as typed are searched as well. `either` holds the terms of which
    one is enough; all else is then empty but the words.
    """

    words: str
    also: tuple[str, ...] = ()
    meant: str = ""
    either: tuple["Term", ...] = ()

    @property
    def patterns(self) -> list[str]:
        """What to look for in a text that cache.text.searchable made."""
        if self.either:
            return [pattern for term in self.either for pattern in term.patterns]
        return [_pattern(each) for each in (self.words, *self.also)]


class _Word(NamedTuple):
    """A word of the query; `kind` is a group of _PIECE, `signs` those between it and the word before."""

    text: str
    kind: str
    signs: frozenset[str]


class _Run(NamedTuple):
    """A known phrase, or words side by side that no table knows, with what stands before them."""

    terms: tuple[Term, ...]
    known: bool
    before: frozenset[str]

    @property
    def words(self) -> str:
        return " ".join(term.words for term in self.terms)

    @property
    def term(self) -> Term:
        return self.terms[0] if len(self.terms) == 1 else Term(self.words)


def terms(query: str, synonyms: bool = True) -> list[Term]:
    """The terms of a query, the longest known phrases first: 'stage 4 bone' gives 'stage 4' and 'bone'.

    Without synonyms each word, and each text in quotation marks, is a term of its own, as typed.
    """
    if not synonyms:
        return [Term(word.text) for word in _typed(query)]
    groups: list[list[_Run]] = []
    in_list = False
    for run in map(_settled, _runs(query)[0]):
        last = groups[-1][-1] if groups else None
        if last and _LIST in run.before and not (last.known or run.known) and _is_area_of(last.words, run.words):
            groups[-1][-1] = _city(last, last.words, run.words)
        elif last and _is_other(last, run, in_list):
            groups[-1].append(run)
            in_list = _EITHER not in run.before and (in_list or _LIST in run.before)
        else:
            groups.append([run])
            in_list = False
    return [term for group in groups for term in _joined(group)]


def left_out(query: str) -> list[str]:
    """The words of a query that are not searched for, since they tell nothing of a trial; each once."""
    return list(dict.fromkeys(_runs(query)[1]))


def _joined(group: Sequence[_Run]) -> tuple[Term, ...]:
    """The terms of a group: those of its one run, or one that any of its runs is enough for."""
    if len(group) == 1:
        return group[0].terms
    either = tuple(dict.fromkeys(run.term for run in group))
    return either if len(either) == 1 else (Term(" ".join(term.words for term in either), either=either),)


def _is_other(last: _Run, run: _Run, in_list: bool) -> bool:
    """Whether a run is an alternative to the one before it."""
    if _EITHER in run.before or (_BOTH in run.before and in_list):
        return True
    if _BOTH in run.before or not run.before & {_LIST, _SLASH}:
        return False
    receptors = {_RECEPTORS.get(each.words.split()[0]) for each in (last, run)}
    return None in receptors or len(receptors) == 1


def _settled(run: _Run) -> _Run:
    """The run; where it is a city and its state or country ('Boston MA'), as one term that the city is enough for."""
    words = [term.words for term in run.terms]
    for cut in range(1, len(words) if len(words) <= _LONGEST_PLACE else 0):
        city, area = " ".join(words[:cut]), " ".join(words[cut:])
        if _is_area_of(city, area):
            return _city(run, city, area)
    return run


def _city(run: _Run, city: str, area: str) -> _Run:
    return _Run((Term(f"{city} {area}", (city,)),), True, run.before)


@lru_cache(maxsize=_PLACES_KEPT)
def _is_area_of(city: str, area: str) -> bool:
    """Whether these are a city and its state or country, which the names of sites do not tell."""
    if len(area) > _STATE_LETTERS and not gazetteer.is_area(area):
        return False
    places = gazetteer.suggestions(f"{city} {area}", 1)
    return any(f"{gazetteer.key(place.name)} ".startswith(f"{city} ") for place in places)


def _runs(query: str) -> tuple[list[_Run], list[str]]:
    """The runs of a query, and the words that are left out."""
    typed = _typed(query)
    read = ["\0" if word.kind == "quoted" else corrected(word.text) for word in typed]
    found: list[_Run] = []
    dropped: list[str] = []
    before: frozenset[str] = frozenset()
    place = 0
    while place < len(typed):
        before |= typed[place].signs
        length, names = longest(read[place:])
        joins = typed[place].kind if typed[place].kind in (_EITHER, _BOTH) else ""
        small = max(small_length(read[place:]), bool(joins))
        if small > (length if names else 0):
            length = small
            before |= {joins or _SMALL}
            dropped += [] if joins == _EITHER else [" ".join(word.text for word in typed[place : place + length])]
        else:
            run = _run(typed[place : place + length], read[place : place + length], names, before)
            if found and not (found[-1].known or run.known or before):
                found[-1] = found[-1]._replace(terms=found[-1].terms + run.terms)
            else:
                found.append(run)
            before = frozenset()
        place += length
    return found, dropped


def _run(typed: Sequence[_Word], read: Sequence[str], names: tuple[str, ...], before: frozenset[str]) -> _Run:
    words, taken = " ".join(word.text for word in typed), " ".join(read)
    if typed[0].kind == "quoted":
        return _Run((Term(words),), True, before)
    meant = "" if words == taken else spelling().get(taken, taken)
    term = Term(words, (meant, *names) if meant else names, meant)
    return _Run((term,), bool(term.also), before)


def _typed(query: str) -> list[_Word]:
    """The words of a query in lower case without accents, with the signs between them that part alternatives."""
    found: list[_Word] = []
    signs: frozenset[str] = frozenset()
    for piece in _PIECE.finditer(unescape(query).translate(_SIGNS).lower()):
        kind = piece.lastgroup
        words = searchable(piece[kind]).split()
        if kind in (_LIST, _SLASH):
            signs |= {kind}
        for word in [" ".join(words)] if kind == "quoted" and words else words:
            found.append(_Word(word, kind, signs))
            signs = frozenset()
    return found


def _pattern(phrase: str) -> str:
    whole = searchable(phrase)
    return whole if len(whole.strip()) <= _WHOLE_WORD_LENGTH else whole.rstrip()
