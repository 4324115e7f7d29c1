"""Less treatment as what arms differ in: the same drugs at a longer interval than the control arm's."""

import re

from pipelines.document import Document
from pipelines.labels import arms
from pipelines.labels.therapies import named
from pipelines.passage import Evidence, Passage

_INTERVAL = re.compile(r"\b(?:every|q) ?-?(?P<number>\d{1,2}) ?-?(?P<unit>d|w|m)(?:ays?|eeks?|k?s?|onths?)?\b")
_DAYS = {"d": 1, "w": 7, "m": 28}


def longer(document: Document) -> list[Evidence]:
    """The interval of an experimental arm that is longer than that of a control arm with the same drugs."""
    told = [(kind, arm, *_read(arm)) for kind, arm in zip(document.items("arm_types"), document.arms, strict=False)]
    controls = [(drugs, days) for kind, _, drugs, days in told if kind in arms.CONTROL and drugs and days]
    for kind, arm, drugs, days in told:
        if kind == "EXPERIMENTAL" and any(drugs == same and days > usual for same, usual in controls):
            return [
                arm.evidence(_INTERVAL.search(arm.text), "treatment", "treatment_break", "given", "longer-interval")
            ]
    return []


def _read(arm: Passage) -> tuple[set[str], int]:
    """Drugs of an arm, and the days of its one interval (0 where it has none or several)."""
    found = {int(one["number"]) * _DAYS[one["unit"]] for one in _INTERVAL.finditer(arm.text)}
    if len(found) != 1:
        return set(), 0
    return {one.key for one in named(arm, shorthand=True) if one.drug}, found.pop()
