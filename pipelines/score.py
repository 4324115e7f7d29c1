"""`python -m pipelines score`: labels the gold trials and prints how well labels and gold agree, and what has moved."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cache import accuracy
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
        """Plain values for a file under cache/score/; the records' own words are left out."""
        counts = [
            {**count._asdict(), "precision": count.precision, "recall": count.recall, "f1": count.f1}
            for count in self.counts
        ]
        made = {"gold": self.gold, "n": self.n, "lexicon_version": self.lexicon_version}
        made |= {"date": date.today().isoformat(), "figures": self.figures, "counts": counts}
        return made | {"misses": [_miss(miss) for miss in self.misses]}


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
    """The score as text: figures, what moved since it was published, a table per axis and value, then every miss."""
    before = accuracy.of(made.gold) or {}
    lines = [
        f"{made.gold}: {made.n} trials, rules {made.lexicon_version}",
        "",
        *_figures(made, before),
        *_moved(made, before),
    ]
    lines += ["", f"{'axis':22}{'value':34}{'n':>5}{'prec':>8}{'recall':>8}{'F1':>8}{'exact':>8}"]
    for count in made.counts:
        numbers = "".join(f"{_number(x):>8}" for x in (count.precision, count.recall, count.f1, count.exact))
        lines.append(f"{count.axis:22}{count.value[:33]:34}{count.n:>5}{numbers}")
    lines += ["", "misses"]
    lines += [f"{_miss(miss)}: {miss.quote!r}" for miss in made.misses]
    return "\n".join(lines)


def _figures(made: Score, before: dict) -> list[str]:
    """A line a figure, with the published one where it differs."""
    old = {name: _number(value) for name, value in before.get("figures", {}).items()}
    new = {name: _number(value) for name, value in made.figures.items()}
    return [
        f"{name:42} {new[name]}" + (f"  (was {old[name]})" if old.get(name, new[name]) != new[name] else "")
        for name in new
    ]


def _moved(made: Score, before: dict) -> list[str]:
    """Misses that are new or gone since the published score."""
    if "misses" not in before:
        return []
    now, then = {_miss(miss) for miss in made.misses}, set(before["misses"])
    moved = [f"  no longer: {miss}" for miss in sorted(then - now)] + [f"  new: {miss}" for miss in sorted(now - then)]
    return ["", f"misses that moved since {before['date']} (rules {before['lexicon_version']})", *(moved or ["  none"])]


def _miss(miss: Miss) -> str:
    return f"{miss.nct_id} {miss.axis} {miss.kind} {miss.item}"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
