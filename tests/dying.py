"""Refreshes that end badly, for tests: `python -m tests.dying URL` is told on each line of its input what to do.

A line is {"cache": folder, "command": words, "moment": n, "limit": bytes}. A child is forked, which has everything loaded
already; it runs the command (refresh), is killed before its n-th step (0: never), and no file may grow beyond the limit
(0: any size). The answer is one line too: {"code": exit code or minus the signal, "err": standard error, "steps": what was
done}, the last two where it was not killed.
"""

import io
import json
import os
import resource
import signal
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from pipelines.__main__ import main

TOUCHING = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "shutil.rmtree"}
ASKING = {"http.client.send", "fcntl.flock"}


def serve(url: str) -> None:
    with tempfile.TemporaryDirectory() as warm, redirect_stdout(io.StringIO()):
        main(["refresh", "--api-url", url, "--cache", warm])
    for line in sys.stdin:
        print(json.dumps(_in_child(url, **json.loads(line))), flush=True)


def _in_child(url: str, cache: str, command: str = "", moment: int = 0, limit: int = 0) -> dict:
    words = command.split() if command else ["refresh", "--api-url", url]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        child = os.fork()
        if child == 0:
            try:
                _run([*words, "--cache", cache], cache, moment, limit, report)
            finally:
                os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return json.loads(report.read_text()) if report.exists() else {"code": code}


def _run(words: list[str], cache: str, moment: int, limit: int, report: Path) -> None:
    err, steps = io.StringIO(), []
    _die_before(moment, cache, steps)
    _limit_files(limit)
    with redirect_stdout(io.StringIO()), redirect_stderr(err):
        code = main(words)
    _limit_files(0)
    report.write_text(json.dumps({"code": code, "err": err.getvalue(), "steps": steps}))


def _limit_files(size: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size or most, most))


def _die_before(moment: int, cache: str, steps: list[str]) -> None:
    def hook(event: str, arguments: tuple) -> None:
        touched = [str(each) for each in arguments if isinstance(each, str | Path) and str(each).startswith(cache)]
        if event in ASKING or (event in TOUCHING and touched):
            if len(steps) + 1 == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            steps.append(f"{event} {' '.join(touched)}")

    sys.addaudithook(hook)


if __name__ == "__main__":
    serve(sys.argv[1])
