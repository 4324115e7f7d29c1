"""The words of a search box as they were typed, in runs: a known phrase, or words side by side that no table knows.

Small words and words behind a negation are set apart here; what stands before a run stays with it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cache.known_words import corrected, kind, longest, small, spelling
from cache.text import searchable, unescape

EITHER, BOTH, LIST, SLASH, SMALL, PAST = "either", "both", "list", "slash", "small", "past"
"""What can stand before a run."""
_NEGATION = "negation"
_BESIDE_NEGATION = frozenset(
    ("prior", "previous", "earlier", "known", "active", "history", "more", "candidate", "eligible", "able", "suitable")
    + ("previa", "previo", "sea", "quiero", "puedo", "candidata", "candidato")
)
"""Words between a negation and the term that it turns round, beside small words: 'no prior chemo'."""
_WHOLE_WORD_LENGTH = 3  # shorter words match whole words only: 'er' is not the start of 'eribulin'
_QUERIES_KEPT = 256
_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "，": ",", "、": ",", "；": ";", "／": "/"})
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


class Term(NamedTuple):
    """Words of the query that belong together, and what they are also called; a trial needs one of them.

    `meant` is the spelling that was taken for a word that no table knows, '' where nothing was corrected; it stands in
    `also` with its own other names, so that the words as typed are searched as well. `either` holds the terms of which
    one is enough; all else is then empty but the words. `of_area`: a city that was typed with its state or country,
    which `also` gives alone.
    """

    words: str
    also: tuple[str, ...] = ()
    meant: str = ""
    either: tuple["Term", ...] = ()
    of_area: bool = False

    @property
    def patterns(self) -> list[str]:
        """What to look for in a text that cache.text.searchable made."""
        if self.either:
            return [pattern for term in self.either for pattern in term.patterns]
        return [_pattern(each) for each in (self.words, *self.also)]


class Word(NamedTuple):
    """A word of the query; `kind` is a group of _PIECE, `signs` those between it and the word before."""

    text: str
    kind: str
    signs: frozenset[str]


class Run(NamedTuple):
    """Words that belong together, with what stands before them; `kind` as known_words.kind gives it.

    negation: the words just before it that turn it round. spread: those of its terms that are a word for metastases.
    """

    terms: tuple[Term, ...]
    known: bool
    before: frozenset[str] = frozenset()
    kind: str = ""
    negation: str = ""
    spread: tuple[Term, ...] = ()

    @property
    def words(self) -> str:
        return " ".join(term.words for term in self.terms)

    @property
    def alternative(self) -> Term:
        """The run as one of several that are enough, without its spread: words that no table knows count side by side."""
        terms = [term for term in self.terms if term not in self.spread]
        return terms[0] if len(terms) == 1 else Term(" ".join(term.words for term in terms))


def typed(query: str) -> list[Word]:
    """The words of a query in lower case without accents, with the signs between them that part alternatives."""
    found: list[Word] = []
    signs: frozenset[str] = frozenset()
    for piece in _PIECE.finditer(unescape(query).translate(_SIGNS).lower()):
        kind_of_piece = piece.lastgroup
        words = searchable(piece[kind_of_piece]).split()
        if kind_of_piece in (LIST, SLASH):
            signs |= {kind_of_piece}
        for word in [" ".join(words)] if kind_of_piece == "quoted" and words else words:
            found.append(Word(word, kind_of_piece, signs))
            signs = frozenset()
    return found


@lru_cache(maxsize=_QUERIES_KEPT)
def runs(query: str) -> tuple[tuple[Run, ...], tuple[str, ...]]:
    """The runs of a query, and the small words that are left out."""
    words = typed(query)
    read = ["\0" if word.kind == "quoted" else corrected(word.text) for word in words]
    found: list[Run] = []
    dropped: list[str] = []
    before, negation, place = frozenset(), "", 0
    while place < len(words):
        before |= words[place].signs
        length, names = longest(read[place:])
        joins = words[place].kind if words[place].kind in (EITHER, BOTH) else ""
        small_length, why = (1, "") if joins else small(read[place:])
        is_small = small_length > (length if names else 0)
        length = small_length if is_small else length
        here, place = slice(place, place + length), place + length
        text = " ".join(word.text for word in words[here])
        starts_or_goes_on = why == _NEGATION or (negation and not joins)
        if (is_small and starts_or_goes_on) or (negation and text in _BESIDE_NEGATION):
            negation = f"{negation} {text}".strip()
        elif is_small:
            before |= {joins or (PAST if why == PAST else SMALL)}
            dropped += [] if joins == EITHER else [text]
        else:
            _add(found, _run(words[here], read[here], names)._replace(before=before, negation=negation))
            before, negation = frozenset(), ""
    return tuple(_with_spread(found)), (*dropped, *filter(None, [negation]))


def _add(found: list[Run], run: Run) -> None:
    """Adds a run; words that no table knows are one run with those directly before them."""
    last = found[-1] if found else None
    if not last or last.known or run.known or run.before or run.negation:
        found.append(run)
    else:
        joined = last._replace(terms=last.terms + run.terms)
        found[-1] = joined._replace(kind=kind(joined.words))


def _run(words: Sequence[Word], read: Sequence[str], names: tuple[str, ...]) -> Run:
    text, taken = " ".join(word.text for word in words), " ".join(read)
    if words[0].kind == "quoted":
        return Run((Term(text),), True)
    meant = "" if text == taken else spelling().get(taken, taken)
    term = Term(text, (meant, *names) if meant else names, meant)
    return Run((term,), bool(term.also), kind=kind(taken))


def _with_spread(found: Sequence[Run]) -> list[Run]:
    """The runs; a site and 'metastases' beside it, in either order, are one, and each of its two terms is needed."""
    joined: list[Run] = []
    for run in found:
        last = joined[-1] if joined else None
        if last and run.before <= {SMALL} and not run.negation and {last.kind, run.kind} == {"site", "spread"}:
            spread = last.spread + run.terms if run.kind == "spread" else last.terms
            joined[-1] = last._replace(terms=last.terms + run.terms, kind="site", spread=spread)
        else:
            joined.append(run)
    return joined


def _pattern(phrase: str) -> str:
    whole = searchable(phrase)
    return whole if len(whole.strip()) <= _WHOLE_WORD_LENGTH else whole.rstrip()
