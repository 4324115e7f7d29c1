"""What a refresh costs, beside a bare download of the same answers: seconds and memory.

    python tests/benchmarks/refresh.py --registry SERVE.PY --data FILE [--replicate N] [--rounds N] [--statuses open|all]
                                       [--latency-ms N]

SERVE.PY is a stand-in for the registry that multiplies the records of FILE to N and takes edits; it runs on this computer,
so both sides pay for it alike. In each round a refresh fills an empty cache, a bare client repeats its requests and does
json.loads of each answer, a second full refresh meets known records, and an incremental one follows an edit of about one
record in a hundred. Memory is that of all processes together; "largest" is the largest of them. With --latency-ms every answer comes so much
later, as from a registry far away that is asked once in a second or so: labels are made while it is waited for.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
import requests

from cache import store

ROOT = Path(__file__).parents[2]
SHARE = 0.01
FULL, DOWNLOAD = "full, empty cache", "bare download and json.loads"
QUARTER = ", a quarter of them"
CLONES = "NCT9"
"""Ids from here on are clones: they follow an edit of the record that they were made of."""
TOGGLED = {"RECRUITING": "ACTIVE_NOT_RECRUITING", "ACTIVE_NOT_RECRUITING": "RECRUITING"}


class Cost(NamedTuple):
    """Of one job: seconds by the clock and of all cores, megabytes of all processes and of the largest."""

    wall: float
    cores: float
    together: float
    largest: float


def main() -> int:
    """Runs the rounds and prints their medians."""
    asked = _arguments()
    if not (asked.registry and asked.registry.is_file() and asked.data and asked.data.is_file()):
        print("Name a stand-in for the registry with --registry SERVE.PY and its records with --data FILE.")
        return 2
    costs: dict[str, list[Cost]] = {}
    with _registry(asked, asked.replicate) as url:
        for _ in range(asked.rounds):
            for name, cost in _round(url, asked.statuses):
                costs.setdefault(name, []).append(cost)
    if asked.replicate:
        with _registry(asked, asked.replicate // 4) as url:
            costs |= {f"{name}{QUARTER}": [cost] for name, cost in _round(url, asked.statuses)}
    _show({name: Cost(*map(statistics.median, zip(*found, strict=True))) for name, found in costs.items()})
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--registry", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--replicate", type=int, default=0)
    parser.add_argument("--latency-ms", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--statuses", choices=["open", "all"], default="all")
    return parser.parse_args()


@contextmanager
def _registry(asked: argparse.Namespace, replicate: int) -> Iterator[str]:
    """Starts the stand-in; gives its address."""
    more = ["--replicate", str(replicate)] if replicate else []
    more += ["--latency-ms", str(asked.latency_ms)]
    command = [sys.executable, asked.registry, "--data", asked.data, "--port", "0", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().split()[-1]
        finally:
            server.terminate()


def _round(url: str, statuses: str) -> Iterator[tuple[str, Cost]]:
    with tempfile.TemporaryDirectory() as folder:
        _control(url, "reset", {})
        yield FULL, _measured(_refresh(url, folder, statuses))
        questions = Path(folder) / "questions.json"
        questions.write_text(json.dumps(_control(url, "requests")))
        yield DOWNLOAD, _measured([sys.executable, "-c", BARE, url, questions])
        yield "full, known records", _measured([*_refresh(url, folder, statuses), "--full"])
        stored, edited = _edit(url, Path(folder))
        yield "incremental", _measured(_refresh(url, folder, statuses))
        fetched = store.manifest(Path(folder))["counts"]["fetched"]
        print(
            f"{stored:,} records, {edited:,} of them changed ({edited / stored:.1%}), {fetched:,} fetched", flush=True
        )


BARE = """
import json, sys, requests
session = requests.Session()
for each in json.load(open(sys.argv[2])):
    json.loads(session.get(sys.argv[1] + each["path"], params=each["params"]).content)
"""


def _refresh(url: str, cache: str, statuses: str) -> list:
    return [sys.executable, "-m", "pipelines", "refresh", "--api-url", url, "--cache", cache, "--statuses", statuses]


def _edit(url: str, cache: Path) -> tuple[int, int]:
    """Toggles the status of some records, and so of their clones; gives the numbers of stored and of changed records."""
    table = pq.read_table(
        store.snapshot_folder(cache) / "trials.parquet", columns=["nct_id", "overall_status", "brief_title"]
    )
    trials = table.to_pandas()
    clones = trials.groupby("brief_title")["nct_id"].size()
    own = trials[(trials["nct_id"] < CLONES) & trials["overall_status"].isin(TOGGLED)].sample(frac=1, random_state=1)
    changed, edits = 0, {}
    for nct_id, status, title in own.itertuples(index=False):
        if changed >= SHARE * len(trials):
            break
        edits[nct_id] = {"protocolSection.statusModule.overallStatus": TOGGLED[status]}
        changed += int(clones[title])
    _control(url, "edit", {"set": edits})
    return len(trials), changed


def _control(url: str, what: str, body: dict | None = None):
    address = f"{url.removesuffix('/api/v2')}/_control/{what}"
    answer = requests.get(address, timeout=600) if body is None else requests.post(address, json=body, timeout=600)
    answer.raise_for_status()
    return answer.json()


def _measured(command: list) -> Cost:
    """Runs a job to its end."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as job:
        watch = _Watch(job.pid)
        watch.start()
        _, status, used = os.wait4(job.pid, 0)
        wall = time.perf_counter() - began
        job.returncode = os.waitstatus_to_exitcode(status)
        watch.ended.set()
        watch.join()
    if job.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with exit code {job.returncode}.")
    return Cost(wall, used.ru_utime + used.ru_stime, watch.most / 1024, used.ru_maxrss / 1024)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants now and then; what they share is counted once."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.1):
            self.most = max(self.most, _kilobytes(self.pid))


def _kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has ended
        return 0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return own + sum(_kilobytes(int(child)) for child in children)


def _show(costs: dict[str, Cost]) -> None:
    row: Callable = "{:46}{:>8}{:>9}{:>12}{:>12}{:>10}{:>10}".format
    print(row("", "wall s", "cores s", "memory MB", "largest MB", ": bare", ": full"))
    for name, cost in costs.items():
        size = QUARTER if name.endswith(QUARTER) else ""
        ratios = [cost.wall / costs[f"{other}{size}"].wall for other in (DOWNLOAD, FULL)]
        numbers = [f"{cost.wall:.1f}", f"{cost.cores:.1f}", f"{cost.together:.0f}", f"{cost.largest:.0f}"]
        print(row(name, *numbers, *(f"{ratio:.2f}x" for ratio in ratios)))


if __name__ == "__main__":
    sys.exit(main())
