"""Processes that label: as many as there are cores, or none where the work is too little to pay for their start."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager

from cache.errors import TrialFinderError

FEW = 400
"""From this many trials on, processes pay for their start."""


class Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, work, /, *arguments) -> Future:
        """A future that is done."""
        done: Future = Future()
        done.set_result(work(*arguments))
        return done

    def map(self, work, *arguments, timeout=None, chunksize=1) -> Iterator:
        """Each answer when it is asked for, so that a bar can move."""
        return map(work, *arguments)


@contextmanager
def workers(trials: int) -> Iterator[Executor]:
    """An executor for labelling so many trials. Raises TrialFinderError where one of its processes was killed."""
    if trials < FEW:
        yield Here()
        return
    # Spawned and not forked: a fork would share the lock's file and hold the lock on after this process was killed.
    spawn = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(os.cpu_count(), spawn, initializer=_end_with_parent) as pool:
            try:
                yield pool
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
    except BrokenExecutor as error:
        raise TrialFinderError(
            "A labelling process was killed, probably because memory ran out; free some and run the command again."
        ) from error


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)
