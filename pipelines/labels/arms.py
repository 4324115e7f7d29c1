"""What a trial gives and what of it is tested: interventions, the arms that get them, and what the titles set against what."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.document import Document
from pipelines.labels.therapies import TYPED, Therapy, context, named
from pipelines.passage import Passage, whole

NO_TREATMENT = ("placebo", "assessment", "vocabulary")
CONTROL = frozenset({"ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"})
_VERSUS = re.compile(r"\bversus\b|\bvs\b(?!-?\d)\.?|\b(?:compared|comparison) (?:to|with)\b|\bor placebo\b")
_WITHOUT = re.compile(r"\bwith(?:/| or | and |\s?\()\s?without\b|\bw(?:/|ith )?wo\b|\+/-|±|\bwith versus without\b")
_JOIN = re.compile(r"\bplus\b|\+|\b(?:in )?combin(?:ed|ation|ing) with\b|\bwith\b|\badded to\b|\band\b")
_ADDED = re.compile(r"\b(?:addition of|adding)\b(?P<what>[^.]{3,120}?)\bto\b")
_COMPARES = re.compile(
    r"\brandomi[sz]|\bplacebo\b|\bversus\b|\bvs\b(?!-?\d)|\bcompar(?:e|ed|ing|ison|ative)\b|\bcontrolled\b"
)
_ON_TOP = re.compile(
    r"\b(?:with|to|plus) (?:other |standard|background|backbone)[^.]{0,30}(?:therap|treatment|regimen|care|drugs)"
)
_FIRST_STAGE = re.compile(
    r"\b(?:phase|ph\.?) ?(?:1|i)(?:a|b|a/b)?\b(?! ?[/-] ?(?:2|3|ii))|\b(?:safety )?(?:lead|run)-in\b|\bdose[- ](?:escalation|finding)\b"
)
_MENTIONS = 3
_NOT_RANDOMISED = ("NON_RANDOMIZED", "NA")


class Item(NamedTuple):
    """One intervention: its registry type, the treatments in it, and the arms (numbers) that get it."""

    type: str
    passage: Passage
    therapies: tuple[Therapy, ...]
    arms: frozenset[int]


def items(document: Document) -> list[Item]:
    """Interventions in order. One whose name tells nothing is read from its other names, then its description."""
    return [_item(document, number, passage) for number, passage in enumerate(document.interventions)]


def _item(document: Document, number: int, passage: Passage) -> Item:
    typed = TYPED.match(passage.cased)
    name = _rest(passage, typed.end()) if typed else passage
    said = named(name, shorthand=True)
    found = [one for one in said if context(one) != "history"]
    found = found or (said[-1:] if said else _from_elsewhere(document, number))
    labels = document.items("arm_labels")
    links = document.items("intervention_arms")
    mine = links[number] if number < len(links) else []
    arms = frozenset(at for at, label in enumerate(labels) if label in mine)
    return Item(typed["type"] if typed else "", name, _few_of_each(found), arms)


def _few_of_each(found: list[Therapy]) -> tuple[Therapy, ...]:
    """At most three mentions of each treatment: more tell nothing new, however long the text."""
    seen: Counter[str] = Counter()
    kept = []
    for one in found:
        seen[one.key] += 1
        if seen[one.key] <= _MENTIONS:
            kept.append(one)
    return tuple(kept)


def _rest(passage: Passage, start: int) -> Passage:
    """The passage without its first `start` letters."""
    cut = {"text": passage.text[start:], "cased": passage.cased[start:], "offset": passage.offset + start}
    return Passage(**{**passage.__dict__, **cut})


def _from_elsewhere(document: Document, number: int) -> list[Therapy]:
    """Drugs among the other names (quoting the intervention itself), else treatments in its description's first sentence."""
    passage, others = document.interventions[number], document.items("intervention_other_names")
    names = others[number] if number < len(others) else []
    typed = TYPED.match(passage.cased)
    start = typed.end() if typed else 0
    known = [one for name in names for one in named(whole("", "", name), shorthand=True) if one.drug]
    if known and start < len(passage.text):
        return [one._replace(passage=passage, start=start, end=len(passage.text)) for one in known[:1]]
    texts = document.intervention_descriptions
    described = named(texts[number]) if number < len(texts) else []
    return [one for one in described if one.start < 80 and one.role == "" and context(one) != "history"]


def from_titles(document: Document) -> list[Therapy]:
    """Treatments that the titles name as given, not as past treatment, cause or population."""
    found = [one for title in document.titles for one in named(title) if one.role == "" and context(one) != "history"]
    return list(_few_of_each(found))


def from_labels(document: Document) -> list[Therapy]:
    """Treatments that the labels of arms name ('Radiotherapy alone'), quoting the arm."""
    found = []
    for passage, label in zip(document.arms, document.items("arm_labels"), strict=False):
        start = passage.text.find(label.lower()) if label else -1
        inside = [
            one for one in named(passage) if one.role == "" and start <= one.start and one.end <= start + len(label)
        ]
        found += [one for one in inside if start >= 0 and context(one) != "history"]
    return list(_few_of_each(found))


def compares(document: Document) -> bool:
    """Whether people are randomised or groups compared."""
    if document.trial.get("allocation") == "RANDOMIZED" or _COMPARES.search(_titles(document)):
        return True
    return document.trial.get("allocation") not in _NOT_RANDOMISED and bool(
        re.search(r"\brandomi[sz]ed\b|\bplacebo\b", document.text("brief_summary").lower())
    )


def on_top_of_standard(document: Document) -> bool:
    """Whether the titles say that something is given together with standard or other treatment."""
    return bool(_ON_TOP.search(_titles(document)))


def _titles(document: Document) -> str:
    return " . ".join(title.text for title in document.titles)


def tested_by_arms(document: Document, listed: list[Item]) -> set[str] | None:
    """Keys that experimental arms have and control arms lack; None where the record's arms do not tell."""
    types = document.items("arm_types")
    control = {at for at, kind in enumerate(types) if kind in CONTROL}
    trial = {at for at, kind in enumerate(types) if kind == "EXPERIMENTAL"}
    if not any(item.arms for item in listed) or len(types) < 2 or not control:
        return None
    if not trial:
        return tested_by_titles(document, listed) or _different(listed, control)
    in_trial, in_control = _keys(listed, trial), _keys(listed, control)
    return (in_trial - in_control or in_trial) | _keys(listed, trial & _first_stage(document))


def _first_stage(document: Document) -> set[int]:
    """Arms of a stage that compares nothing yet ('Phase Ib', 'lead-in'): all that they get is tested."""
    return {at for at, arm in enumerate(document.arms) if _FIRST_STAGE.search(arm.text)}


def _different(listed: list[Item], arms: set[int]) -> set[str]:
    """Keys that not every one of several equal arms has; all where they have the same."""
    each = [_keys(listed, {arm}) for arm in arms]
    return set().union(*each) - set.intersection(*each) or set().union(*each)


def _keys(listed: Iterable[Item], arms: set[int]) -> set[str]:
    return {one.key for item in listed if item.arms & arms for one in item.therapies if one.role not in NO_TREATMENT}


def tested_by_titles(document: Document, listed: list[Item]) -> set[str] | None:
    """Keys on one side only of 'A plus B versus B', 'B with or without A', 'adding A to B', 'A plus B or placebo plus B'."""
    placebo = "placebo" in _titles(document) or any("placebo" in item.passage.text for item in listed)
    for title in document.titles:
        found = [one for one in _title_therapies(title, listed) if context(one) != "history"]
        if told := _sides(title, found, placebo):
            return told
    return None


def _title_therapies(title: Passage, listed: list[Item]) -> list[Therapy]:
    """Treatments in a title, also those interventions that no table knows, found by their own name."""
    found = named(title)
    for item in listed:
        name = item.passage.text.strip()
        at = title.text.find(name) if len(name) > 2 and not item.therapies else -1
        if at >= 0:
            found.append(Therapy(title, at, at + len(name), name, ("other",)))
    return found


def _sides(title: Passage, found: list[Therapy], placebo: bool) -> set[str] | None:
    def between(start: int, end: int) -> set[str]:
        return {one.key for one in found if start <= one.start < end and one.role not in NO_TREATMENT}

    size = len(title.text)
    without, versus = _WITHOUT.search(title.text), _VERSUS.search(title.text)
    if without and not (versus and versus.end() < without.start()):
        return between(without.end(), size)
    if added := _ADDED.search(title.text):
        return between(*added.span("what"))
    if versus:
        left, right = between(0, versus.start()), between(versus.end(), size)
        return (left - right) or (right - left) or left
    if placebo and (first := min((one.end for one in found), default=None)) is not None:
        return between(0, first)
    return None


def tested_by_items(listed: list[Item]) -> set[str] | None:
    """Where each intervention spells out a whole arm ('A plus B', 'B'): what not every arm has."""
    arms = [{one.key for one in item.therapies if not one.role} for item in listed]
    arms = [arm for arm in arms if arm]
    if len(arms) < 2 or max(map(len, arms)) < 2 or not set.intersection(*arms):
        return None
    return arms[0] - set.intersection(*arms) or set().union(*arms) - set.intersection(*arms) or None
