"""The words by which earlier treatment is read (lexicon/prior_cues.csv), looked up by their place in a clause."""

from functools import lru_cache
from typing import NamedTuple

from pipelines.lexicon import Rule, candidates

_KEPT = 4096


class Cue(NamedTuple):
    """A cue word at text[start:end] and what it means (column `value`)."""

    kind: str
    start: int
    end: int
    rule_id: str


@lru_cache(_KEPT)
def _by_place(text: str) -> dict[str, list[Rule]]:
    """Place -> the rules that can match in a text."""
    made: dict[str, list[Rule]] = {}
    for rule in candidates("prior_cues", text):
        made.setdefault(rule.extra["place"], []).append(rule)
    return made


@lru_cache(_KEPT)
def first(place: str, text: str) -> Cue | None:
    """The first rule of a place, in the order of the file, that matches a text."""
    for rule in _by_place(text).get(place, ()):
        if match := rule.pattern.search(text):
            return Cue(rule.value, *match.span(), rule.id)
    return None


def every(place: str, text: str) -> list[Cue]:
    """All matches of a place's rules, by their beginning, the longer one first."""
    rules = _by_place(text).get(place, ())
    found = [Cue(rule.value, *match.span(), rule.id) for rule in rules for match in rule.pattern.finditer(text)]
    return sorted(found, key=lambda cue: (cue.start, -cue.end))


def without(place: str, text: str) -> str:
    """The text with all matches of a place's rules blanked."""
    for rule in _by_place(text).get(place, ()):
        text = rule.pattern.sub(" ", text)
    return text


def before(text: str, end: int) -> Cue | None:
    """The last cue before a treatment at text[end:]."""
    last = None
    for cue in _governing(text):
        if cue.start >= end:
            break
        if cue.end > end:  # it reaches into the treatment's own name: look again at what stands before that
            return next(reversed(_governing(text[:end])), None)
        last = cue
    return last


@lru_cache(_KEPT)
def _governing(text: str) -> tuple[Cue, ...]:
    """Cues that can govern what follows them; of two that overlap the one that begins first."""
    kept: list[Cue] = []
    for cue in every("before", text):
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return tuple(kept)


def after(text: str, start: int, end: int) -> Cue | None:
    """The cue right after a treatment at text[start:end]; it is quoted with the treatment."""
    rest = text[end:]
    for rule in _by_place(text).get("after", ()):
        if match := rule.pattern.match(rest):
            return Cue(rule.value, start, end + match.end(), rule.id)
    return None


def may_say(text: str) -> bool:
    """Whether a text has any word that can govern a treatment."""
    return not _by_place(text).keys().isdisjoint(("before", "after"))
