"""How well the labels agreed with gold labels when that was last measured: the committed outputs of `score --json`."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "score"


def published() -> list[dict]:
    """Each measured set, by name: gold, n, lexicon_version, date, figures, counts, misses (see pipelines.score)."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]


def of(gold: str) -> dict | None:
    """The measurement of one gold file, None where there is none."""
    return next((score for score in published() if score["gold"] == gold), None)
