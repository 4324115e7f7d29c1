"""The real dashboard in its own process, and the Chromium to look at it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]


def chromium_path():
    """Where the first browser of NAMES stands, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def dashboard(cache, *options, script="dashboard/server.py", log=None, **settings):
    """The address of a dashboard that shows this cache folder while the block lasts.

    It is started as `make dashboard` starts it unless another script is named. `options` are Streamlit's, `settings` are
    variables of the environment; what the server says is written to the file `log`, and is lost where none is given.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", *options]
    environment = os.environ | {"MBC_CACHE_DIR": str(cache)} | settings
    with Path(log or os.devnull).open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
    try:
        wait_until_healthy(f"http://localhost:{port}/_stcore/health", process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_until_healthy(url, process, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The dashboard did not answer at {url} within {seconds} s.")
