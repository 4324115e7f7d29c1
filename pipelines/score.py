"""`python -m pipelines score`: labels the gold trials and prints how well labels and gold agree."""

import json
from dataclasses import dataclass
from pathlib import Path

from cache.errors import BadInput
from pipelines.agreement import Count, Miss, compare, summary
from pipelines.flatten import flatten
from pipelines.labels import guide_labels, label_trials, lexicon_version
from pipelines.records import read_studies

__all__ = ["Score", "compare", "score", "summary"]


@dataclass(frozen=True)
class Score:
    """Agreement of our labels with a gold set, by one version of the rules."""

    gold: str
    n: int
    lexicon_version: str
    counts: list[Count]
    misses: list[Miss]
    figures: dict[str, float | int | None]

    def as_json(self) -> dict:
        """Plain values for a file; misses hold the records' words and are left out."""
        counts = [
            {**count._asdict(), "precision": count.precision, "recall": count.recall, "f1": count.f1}
            for count in self.counts
        ]
        head = {"gold": self.gold, "n": self.n, "lexicon_version": self.lexicon_version, "figures": self.figures}
        return {**head, "counts": counts}


def score(gold: Path, records: Path) -> Score:
    """Labels those of `records` (studies, one JSON object a line, may be gzipped) that `gold` names, and compares."""
    wanted = _gold(gold)
    ids = {trial["nct_id"] for trial in wanted}
    rows = [row for row in (flatten(study)[0] for study in read_studies(records)) if row["nct_id"] in ids]
    found = {}
    for row, labels in zip(rows, label_trials(rows), strict=True):
        found[row["nct_id"]] = guide_labels(row["nct_id"], labels) | {"evidence": labels}
    counts, misses = compare(wanted, found)
    return Score(gold.name, len(wanted), lexicon_version(), counts, misses, summary(wanted, found, counts))


def _gold(path: Path) -> list[dict]:
    try:
        wanted = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise BadInput(
            f"The gold file {path} cannot be read ({error}); give a file with one JSON object a line."
        ) from error
    if not wanted or any("nct_id" not in trial or "tier" not in trial for trial in wanted):
        raise BadInput(f"The gold file {path} has no trials, or some without nct_id and tier; see the label guide.")
    return wanted


def show(made: Score) -> str:
    """The score as text: figures, a table per axis and value, then every miss with its quotation."""
    lines = [f"{made.gold}: {made.n} trials, rules {made.lexicon_version}", ""]
    lines += [f"{name:42} {_number(value)}" for name, value in made.figures.items()]
    lines += ["", f"{'axis':22}{'value':34}{'n':>5}{'prec':>8}{'recall':>8}{'F1':>8}{'exact':>8}"]
    for count in made.counts:
        numbers = "".join(f"{_number(x):>8}" for x in (count.precision, count.recall, count.f1, count.exact))
        lines.append(f"{count.axis:22}{count.value[:33]:34}{count.n:>5}{numbers}")
    lines += ["", "misses"]
    lines += [f"{miss.nct_id} {miss.axis} {miss.kind} {miss.item}: {miss.quote!r}" for miss in made.misses]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
