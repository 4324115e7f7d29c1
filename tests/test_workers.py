"""Processes that label: they answer in order, a killed one is told of, and none outlives its parent or holds its lock."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cache.errors import TrialFinderError
from cache.lock import locked
from pipelines.workers import FEW, workers

ROOT = Path(__file__).parents[1]
PATIENCE = 20
"""Seconds that a process may take to end on a busy computer."""
PARENT = """
import os, sys, time
from pathlib import Path
from cache.lock import locked
from pipelines.workers import FEW, workers

if __name__ == "__main__":
    with locked(Path(sys.argv[1])), workers(FEW) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(600)
"""


@pytest.mark.parametrize(("trials", "here"), [(FEW - 1, True), (FEW, False)], ids=["few", "many"])
def test_answers_come_in_order_from_here_or_from_other_processes(trials, here):
    with workers(trials) as pool:
        assert list(pool.map(abs, range(-5, 0), chunksize=2)) == [5, 4, 3, 2, 1]
        assert (pool.submit(os.getpid).result() == os.getpid()) is here


def test_few_are_answered_one_by_one_so_that_a_bar_can_move():
    done = []
    with workers(1) as pool:
        answers = pool.map(done.append, range(3))
        next(answers)
    assert done == [0]


def test_a_killed_worker_is_one_sentence():
    with pytest.raises(TrialFinderError, match="memory ran out"), workers(FEW) as pool:
        pool.submit(os._exit, 1).result()


def test_a_killed_parent_leaves_neither_workers_nor_its_lock(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as job:
        worker = int(job.stdout.readline())
        job.send_signal(signal.SIGKILL)
        job.wait()
        with locked(tmp_path) as lock:
            assert lock.left_behind["pid"] == job.pid
        assert ended(worker)


def ended(pid: int) -> bool:
    """Whether a process is gone within a while, or only its entry is left, which nobody has asked for yet."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False
