"""`python -m pipelines.coverage FILE...`: the share of drug interventions whose drug and class we know, and which are left."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cache.errors import TrialFinderError
from pipelines.document import Document
from pipelines.flatten import flatten
from pipelines.labels import arms, tier
from pipelines.labels.arms import Item
from pipelines.records import read_studies

TYPES = ("DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT")
TIERS = ("mbc", "basket_breast")
_NO_DRUG = re.compile(
    r"\bplacebo\b|\bsaline\b|\bsham\b|\bblood (?:samples?|sampling)\b|\b(?:standard|usual|best)[- ]?(?:of[- ])?(?:care|practice)"
)
"""Placebo, and things typed as a drug that are none: no drug can be found there."""


class Coverage(NamedTuple):
    """Typed drug interventions of interventional trials. `tree`: names of a vocabulary tree ('Enzyme Inhibitor') left out."""

    total: int
    resolved: int
    tree: int
    left: Counter

    @property
    def share(self) -> float | None:
        """Resolved of all; None without any."""
        return self.resolved / self.total if self.total else None


def coverage(trials: Iterable[dict]) -> Coverage:
    """Counts the interventions (placebo left out) of interventional trials of tier mbc and basket_breast."""
    counts, left = Counter(), Counter()
    for item in (item for trial in trials for item in _items(Document(trial))):
        kind = _kind(item)
        counts[kind] += 1
        if kind == "left":
            left[item.passage.cased] += 1
    return Coverage(counts["resolved"] + counts["left"], counts["resolved"], counts["tree"], left)


def _items(document: Document) -> Iterator[Item]:
    if document.trial.get("study_type") != "INTERVENTIONAL" or tier.label(document)[0].value not in TIERS:
        return
    for item in arms.items(document):
        if item.type in TYPES and not _NO_DRUG.search(item.passage.text):
            yield item


def _kind(item: Item) -> str:
    """'resolved' where the table knows the drug, or where the name itself is a class of treatment."""
    if any(one.drug or one.types and one.passage.field == item.passage.field for one in item.therapies):
        return "resolved"
    return "tree" if any(one.role == "vocabulary" for one in item.therapies) else "left"


def main(paths: list[str]) -> int:
    """Prints the share and what is left; 2 where no file is given or one cannot be read."""
    if not paths:
        print("Give one or more files of registry records, one JSON object a line.", file=sys.stderr)
        return 2
    try:
        made = coverage(flatten(study)[0] for path in paths for study in read_studies(Path(path)))
    except TrialFinderError as error:
        print(error, file=sys.stderr)
        return 2
    share = "nothing to resolve" if made.share is None else f"{made.share:.1%}"
    print(
        f"{made.resolved} of {made.total} drug interventions resolved: {share} ({made.tree} names of a vocabulary tree left out)"
    )
    for name, count in sorted(made.left.items()):
        print(f"  {count}  {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
