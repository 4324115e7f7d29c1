"""How fast labels are made: trials a second on one core, beside medspaCy's ConText and beside bare scans of the same texts.

    python tests/benchmarks/labels.py [--records FILE] [--trials N] [--rounds N]

Records are studies, one JSON object a line (gzipped or not); the default is the demo catalogue. ConText runs in an
environment of its own, made on the first use. The contestants take turns, so that a busy machine slows them alike.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from cache import drugs
from pipelines import lexicon
from pipelines.document import Document
from pipelines.flatten import flatten
from pipelines.labels import label_trial
from pipelines.records import read_studies

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "cache" / "demo" / "studies.jsonl"
ENVIRONMENT = Path(tempfile.gettempdir()) / "benchmark-context"
CONTEXT = "medspacy==1.3.1"
TEXTS = ("brief_title", "official_title", "brief_summary", "eligibility_text")
LISTS = ("conditions", "keywords", "interventions", "arms")


def main() -> None:
    """Takes turns, then prints medians and ratios."""
    asked = _arguments()
    trials = [flatten(study)[0] for study in islice(read_studies(asked.records), asked.trials)]
    texts = [_text(trial) for trial in trials]
    with tempfile.TemporaryDirectory() as folder, _context(texts, Path(folder)) as context:
        contestants = {
            "labels, every axis": lambda: _seconds(label_trial, trials),
            "cutting into passages alone": lambda: _seconds(_passages, trials),
            "scan for plain words (one automaton)": lambda: _seconds(_scan, [text.lower() for text in texts]),
            "scan with every pattern": lambda: _seconds(_search, [text.lower() for text in texts]),
            "ConText (medspaCy)": lambda: _turn(context),
        }
        speeds = {name: [] for name in contestants}
        for _ in range(asked.rounds + 1):
            for name, run in contestants.items():
                speeds[name].append(len(trials) / run())
    _show({name: statistics.median(found[1:]) for name, found in speeds.items()}, len(trials))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, default=DEMO)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def _text(trial: dict) -> str:
    """All that the labels read of a trial, as one text."""
    parts = [trial[name] or "" for name in TEXTS] + [item or "" for name in LISTS for item in trial[name] or ()]
    return "\n".join(parts)


def _seconds(work: Callable, items: Iterable) -> float:
    _forget()
    began = time.perf_counter()
    for item in items:
        work(item)
    return time.perf_counter() - began


def _forget() -> None:
    """Empties what modules remember of texts (bounded caches): each round must meet its trials as new ones."""
    for name, module in list(sys.modules.items()):
        if name.startswith("pipelines"):
            for found in vars(module).values():
                if hasattr(found, "cache_clear") and found.cache_parameters()["maxsize"] is not None:
                    found.cache_clear()


def _passages(trial: dict) -> None:
    document = Document(trial)
    for name in ("titles", "summary", "conditions", "keywords", "interventions", "arms"):
        getattr(document, name)
    document.criteria.passages  # noqa: B018  cut on first use


def _scan(text: str) -> None:
    for _ in lexicon._screen().words.iter(text):
        pass


def _search(text: str) -> None:
    for name in lexicon.names():
        for rule in lexicon.rules(name):
            rule.pattern.search(text)


def _context(texts: list[str], folder: Path) -> subprocess.Popen:
    """Starts the other contestant and waits until its model is loaded."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", CONTEXT], check=True)
    work = folder / "work.json"
    work.write_text(json.dumps({"texts": texts, "targets": _targets()}), encoding="utf-8")
    command = [python, HERE / "context_worker.py", work]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    worker.stdout.readline()
    return worker


def _targets() -> list[str]:
    """What ConText looks for: every name of a drug and a few words of other axes; their number hardly changes its speed."""
    names = [form for drug in drugs.table().values() for form in drugs.surface_forms(drug)]
    return [*names, "brain metastases", "bone metastases", "HER2", "chemotherapy", "radiotherapy", "ECOG"]


def _turn(worker: subprocess.Popen) -> float:
    print("go", file=worker.stdin, flush=True)
    return float(worker.stdout.readline())


def _show(speeds: dict[str, float], trials: int) -> None:
    ours = speeds["labels, every axis"]
    print(f"{trials} trials, medians of one core")
    print(f"{'':40}{'trials/s':>10}{'labels : it':>14}")
    for name, speed in speeds.items():
        print(f"{name:40}{speed:>10.0f}{ours / speed:>13.2f}x")


if __name__ == "__main__":
    main()
