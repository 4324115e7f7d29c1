"""Some records list, beside what is given, the vocabulary tree above it ('Enzyme Inhibitor'). Here the tree is left out."""

from pipelines.labels.aims import ANTICANCER
from pipelines.labels.therapies import Item

_CLASSES = ANTICANCER - {"radiation"} | {"supportive"}
_FILED = "supportive care"
"""A name of the tree that elsewhere is a treatment: questionnaires are filed under it."""
_LEAST = 2
"""So many names of the vocabulary make a tree; one may be a class that is given."""


def without_tree(listed: list[Item]) -> list[Item]:
    """Interventions without the vocabulary; in a tree, also without the classes, and procedures are at most given.

    What stands before the first name of the vocabulary is no part of the tree, measurements of the trial ('Laboratory
    Biomarker Analysis') among it.
    """
    places = [place for place, item in enumerate(listed) if is_vocabulary(item) and not _measures(item)]
    if len(places) < _LEAST:
        return listed
    given = [item for item in listed[: places[0]] if item.passage.text.strip() != _FILED]
    inside = [item for item in listed[places[0] :] if not is_vocabulary(item)]
    leaves = [item for item in inside if _drug(item) or not _is_class(item)]
    if given or leaves:
        return given + [_procedure(item) for item in leaves]
    # Of care that is filed in the tree, the first name is what is given ('Internet-Based Intervention').
    care = any(item.passage.text.strip() == _FILED for item in inside)
    return [listed[places[0]]._replace(therapies=())] if care else inside


def is_vocabulary(item: Item) -> bool:
    """Whether a name is one of the vocabulary's own ('Antineoplastic Agent')."""
    return any(one.role == "vocabulary" for one in item.therapies)


def _measures(item: Item) -> bool:
    return any(one.role == "assessment" for one in item.therapies)


def _drug(item: Item) -> bool:
    return any(one.drug for one in item.therapies)


def _is_class(item: Item) -> bool:
    """A class of drugs or care, or a name that says nothing."""
    return {kind for one in item.therapies for kind in one.types} <= _CLASSES


def _procedure(item: Item) -> Item:
    """An operation inside a tree stands for what may be done as well; only titles can make it the subject."""
    changed = (one._replace(role="given") if "surgery" in one.types else one for one in item.therapies)
    return item._replace(therapies=tuple(changed))
