"""What a trial gives and what of it is tested: interventions and the arms that get them."""

import re
from collections import Counter
from collections.abc import Iterable

from pipelines.document import Document
from pipelines.labels import versus
from pipelines.labels.therapies import TYPED, Item, Therapy, context, is_cause, named
from pipelines.passage import Passage, whole

_PLACEBO = ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR")
CONTROL = frozenset({"ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"})
_FIRST_STAGE = re.compile(
    r"\b(?:phase|ph\.?) ?(?:1|i)(?:a|b|a/b)?\b(?! ?[/-] ?(?:2|3|ii))|\b(?:safety )?(?:lead|run)-in\b|\bdose[- ](?:escalation|finding)\b"
)
_LACKS = re.compile(r"\b(?:no|not|without|omit\w*)(?: \w+){0,2} ?$")
_BEFORE = 30
_MENTIONS = 3
_SEVERAL = 3
_STANDARD = "unspecified-01"
"""The rule of treatment_words.csv for 'standard of care'."""


def items(document: Document) -> list[Item]:
    """Interventions in order. One whose name tells nothing is read from its other names, then its description."""
    found = [_item(document, number, passage) for number, passage in enumerate(document.interventions)]
    return _placed(document, found)


def _placed(document: Document, listed: list[Item]) -> list[Item]:
    """Interventions also in those arms to which the record links none, where the arm's own words name them."""
    types = document.items("arm_types")
    typed = {at for at, kind in enumerate(types) if kind}
    bare = typed - set().union(*(item.arms for item in listed)) if listed else set()
    there = {at: (arm, _named_in_arm(arm)) for at, arm in enumerate(document.arms) if at in bare}
    return [
        item._replace(arms=item.arms & typed | {at for at in there if _stands(item, *there[at])}) for item in listed
    ]


def without_placebos(document: Document, listed: list[Item]) -> list[Item]:
    """Interventions without those that only placebo arms get and no title names, where other arms get something."""
    types, names = document.items("arm_types"), {one.key for one in from_titles(document)}
    kept = [item for item in listed if not item.arms or any(types[at] not in _PLACEBO for at in item.arms)]
    if not any(item.arms and all(one.role not in versus.NO_TREATMENT for one in item.therapies) for item in kept):
        return listed
    return [item for item in listed if item in kept or any(one.key in names for one in item.therapies)]


def _named_in_arm(arm: Passage) -> list[Therapy]:
    found = [one for one in named(arm, shorthand=True) if one.role == "" and context(one) != "history"]
    return [one for one in found if not _LACKS.search(arm.text[max(0, one.start - _BEFORE) : one.start])]


def _stands(item: Item, arm: Passage, there: list[Therapy]) -> bool:
    """Whether an arm names an intervention; a class ('radiotherapy') also by another word for it."""
    if not item.therapies:
        name = item.passage.text.strip()
        return len(name) > 2 and name in arm.text
    keys = {one.key for one in there}
    kinds = {kind for one in there if not one.drug for kind in one.types}
    return any(one.key in keys or not one.drug and one.types and set(one.types) <= kinds for one in item.therapies)


def _item(document: Document, number: int, passage: Passage) -> Item:
    typed = TYPED.match(passage.cased)
    name = passage.rest(typed.end()) if typed else passage
    said = named(name, shorthand=True)
    found = [one for one in said if context(one) != "history"] or said[-1:]
    if said and len(found) == 1 and is_cause(found[0]):
        found = []
    found = found or ([] if said else _from_elsewhere(document, number))
    if found and all(one.rule_id == _STANDARD for one in found):
        found = _spelled_out(document, number) or found
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


def _from_elsewhere(document: Document, number: int) -> list[Therapy]:
    """Drugs among the other names, else treatments in the description's first sentence, else those of the MeSH terms."""
    others = document.items("intervention_other_names")
    names = [whole("", "", name) for name in (others[number] if number < len(others) else [])]
    if known := [one for one in _all_named(names) if one.drug]:
        return _standing_for(document.interventions[number], known[0])
    texts = document.intervention_descriptions
    described = named(texts[number]) if number < len(texts) else []
    told = [one for one in described if one.start < 80 and one.role == "" and context(one) != "history"]
    # Of several interventions or terms it is not said which one is meant.
    alone = len(document.interventions) == len(document.intervention_mesh) == 1
    meant = [one for one in _all_named(document.intervention_mesh) if alone and one.role == ""]
    return told or (_standing_for(document.interventions[number], meant[0]) if meant else [])


def _all_named(passages: list[Passage]) -> list[Therapy]:
    return [one for passage in passages for one in named(passage, shorthand=True)]


def _standing_for(intervention: Passage, one: Therapy) -> list[Therapy]:
    """A treatment that quotes the name of the intervention, of which it is another name."""
    typed = TYPED.match(intervention.cased)
    start, end = typed.end() if typed else 0, len(intervention.text)
    return [one._replace(passage=intervention, start=start, end=end)] if start < end else []


def _spelled_out(document: Document, number: int) -> list[Therapy]:
    """Cancer treatment that the description of 'standard of care' names, as given."""
    texts = document.intervention_descriptions
    described = named(texts[number], shorthand=True) if number < len(texts) else []
    told = [one for one in described if one.types and one.role == "" and context(one) != "history"]
    return [one._replace(role="given") for one in told if not set(one.types) & {"supportive", "complementary"}]


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


def tested_by_arms(document: Document, listed: list[Item]) -> set[str] | None:
    """Keys that experimental arms have and control arms lack; None where the record's arms do not tell."""
    types = document.items("arm_types")
    control = {at for at, kind in enumerate(types) if kind in CONTROL}
    trial = {at for at, kind in enumerate(types) if kind == "EXPERIMENTAL"}
    lost = any(one.drug for item in listed if not item.arms for one in item.therapies)
    if lost or not any(item.arms for item in listed) or len(types) < 2:
        return None
    if not control:
        return _among_equals(document, listed, trial)
    if not trial:
        return versus.tested_by_titles(document, listed) or _different(listed, control)
    in_trial, in_control = _keys(listed, trial), _keys(listed, control)
    told = (versus.tested_by_titles(document, listed) or set()) & (in_trial | in_control)
    return (in_trial - in_control or told or in_trial) | _keys(listed, trial & _first_stage(document))


def _among_equals(document: Document, listed: list[Item], trial: set[int]) -> set[str] | None:
    """What titles set against each other, and what else differs where people are randomised among several equal arms."""
    if document.trial.get("allocation") != "RANDOMIZED" or len(trial) < _SEVERAL:
        return None
    each = [_keys(listed, {arm}) for arm in trial]
    told = versus.tested_by_titles(document, listed)
    return told | (set().union(*each) - set.intersection(*each)) if told and all(each) else None


def _first_stage(document: Document) -> set[int]:
    """Arms of a stage that compares nothing yet ('Phase Ib', 'lead-in'): all that they get is tested."""
    return {at for at, arm in enumerate(document.arms) if _FIRST_STAGE.search(arm.text)}


def _different(listed: list[Item], arms: set[int]) -> set[str]:
    """Keys that not every one of several equal arms has; all where they have the same."""
    each = [_keys(listed, {arm}) for arm in arms]
    return set().union(*each) - set.intersection(*each) or set().union(*each)


def _keys(listed: Iterable[Item], arms: set[int]) -> set[str]:
    return {
        one.key for item in listed if item.arms & arms for one in item.therapies if one.role not in versus.NO_TREATMENT
    }
