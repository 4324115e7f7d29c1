"""What titles, or interventions that spell out whole arms, set against each other: 'A plus B versus B', 'B with or without A'."""

import re

from pipelines.document import Document
from pipelines.labels.regimens import drugs_of
from pipelines.labels.therapies import Item, Therapy, context, named
from pipelines.passage import Passage

NO_TREATMENT = ("placebo", "assessment", "vocabulary")
_VERSUS = re.compile(r"\bversus\b|\bvs\b(?!-?\d)\.?|\b(?:compared|comparison) (?:to|with)\b|\bor placebo\b")
_WITHOUT = re.compile(r"\bwith(?:/| or | and |\s?\()\s?without\b|\bw(?:/|ith )?wo\b|\+/-|±|\bwith versus without\b")
_JOINED = re.compile(r"\+|&|,|/|;|->|\b(?:plus|and|with|combin\w+|followed|then)\b")
_CHOICE = re.compile(r"\b(?:physician|investigator|doctor)\W{0,2}s?\W{0,2} choice\b")
_TO_STANDARD = re.compile(
    r"\b(?:added to|on top of|in addition to|combined with|together with) (?:the |a )?(?:standard|usual|conventional)\b"
)
_COMPARES = re.compile(
    r"\brandomi[sz]|\bplacebo\b|\bversus\b|\bvs\b(?!-?\d)|\bcompar(?:e|ed|ing|ison|ative)\b|\bcontrolled\b"
)
_ON_TOP = re.compile(
    r"\b(?:with|to|plus) (?:other |standard|background|backbone)[^.]{0,30}(?:therap|treatment|regimen|care|drugs)"
)
_COMBINED = re.compile(
    r"\b(?:in combination|combined|together|given) with standard(?:-| )(?:of(?:-| )care )?(?:therap|treatment|drugs)"
)
_NOT_RANDOMISED = ("NON_RANDOMIZED", "NA")
_ADDED = re.compile(r"\b(?:addition of|adding)\b(?P<what>[^.]{3,120}?)\bto\b")


def titles(document: Document) -> str:
    """Both titles as one text."""
    return " . ".join(title.text for title in document.titles)


def compares(document: Document) -> bool:
    """Whether people are randomised or groups compared."""
    if document.trial.get("allocation") == "RANDOMIZED" or _COMPARES.search(titles(document)):
        return True
    return document.trial.get("allocation") not in _NOT_RANDOMISED and bool(
        re.search(r"\brandomi[sz]ed\b|\bplacebo\b", document.text("brief_summary").lower())
    )


def on_top_of_standard(document: Document) -> bool:
    """Whether titles or summary say that something is given together with standard or other treatment."""
    return bool(_ON_TOP.search(titles(document)) or _COMBINED.search(document.text("brief_summary").lower()))


def tested_by_titles(document: Document, listed: list[Item]) -> set[str] | None:
    """Keys on one side only of 'A plus B versus B', 'B with or without A', 'adding A to B', 'A plus B or placebo plus B'."""
    placebo = "placebo" in titles(document) or any("placebo" in item.passage.text for item in listed)
    for title in document.titles:
        found = [one for one in _title_therapies(title, listed) if context(one) != "history"]
        if told := _sides(title, found, placebo):
            usual = _choice(document) if _CHOICE.search(title.text) else set()
            return told - usual or told
    return None


def _choice(document: Document) -> set[str]:
    """What the summary lists behind 'physician's choice': the other side of a title that says no more."""
    said = [(one, _CHOICE.search(one.text)) for one in document.opening]
    return {one.key for passage, match in said if match for one in named(passage) if one.start >= match.end()}


def _title_therapies(title: Passage, listed: list[Item]) -> list[Therapy]:
    """Treatments in a title, also those interventions that no table knows, found by their own name."""
    found = named(title)
    for item in listed:
        name = item.passage.text.strip()
        unknown = all(one.role == "unknown" for one in item.therapies)
        at = title.text.find(name) if len(name) > 2 and unknown else -1
        if at >= 0:
            found.append(Therapy(title, at, at + len(name), name, ("other",)))
    return found


def _sides(title: Passage, found: list[Therapy], placebo: bool) -> set[str] | None:
    def between(start: int, end: int) -> list[Therapy]:
        return [one for one in found if start <= one.start < end and one.role not in NO_TREATMENT]

    size = len(title.text)
    without, versus = _WITHOUT.search(title.text), _VERSUS.search(title.text)
    if without and not (versus and versus.end() < without.start()):
        return _keys(between(without.end(), size))
    if "biosimilar" in title.text:
        return {one.key for one in found if one.drug and one.role not in NO_TREATMENT and one is found[0]}
    if added := _ADDED.search(title.text):
        return _keys(between(*added.span("what")))
    if versus:
        return _difference(between(0, versus.start()), between(versus.end(), size))
    if placebo and (first := min((one.end for one in found), default=None)) is not None:
        return _keys(between(0, first))
    return None


def added_by_summary(document: Document) -> set[str]:
    """What a sentence of the summary says is added to standard treatment."""
    said = [(one, _TO_STANDARD.search(one.text)) for one in document.opening]
    return {one.key for passage, match in said if match for one in named(passage) if one.end <= match.start()}


def _keys(found: list[Therapy]) -> set[str]:
    return {one.key for one in found}


def _difference(left: list[Therapy], right: list[Therapy]) -> set[str]:
    """What only the left side has, else only the right; two regimens of letters are set against each other by their drugs."""
    sides = [_keys(left), _keys(right)]
    if all(any(map(drugs_of, side)) for side in (left, right)):
        sides = [{key for one in side for key in drugs_of(one) or (one.key,)} for side in (left, right)]
    return (sides[0] - sides[1]) or (sides[1] - sides[0]) or sides[0]


def tested_by_items(listed: list[Item]) -> set[str] | None:
    """Where each intervention spells out a whole arm ('A plus B', 'B'): what not every arm has."""
    arms = [{one.key for one in item.therapies if not one.role and context(one) != "background"} for item in listed]
    arms = [arm for arm in arms if arm]
    joined = any(_JOINED.search(item.passage.text) for item in listed if len(item.therapies) > 1)
    if len(arms) < 2 or not joined or not set.intersection(*arms):
        return None
    return arms[0] - set.intersection(*arms) or set().union(*arms) - set.intersection(*arms) or None
