"""A disk that is full: one sentence, the old snapshot whole, and a good refresh as soon as there is room."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from pipelines.__main__ import main
from tests.fake_registry import FakeRegistry
from tests.faults import NCT, night, start
from tests.snapshots import assert_equal, files, left_over, runs, tables

ROOT = Path(__file__).parents[1]
WARNED_OF = 300
"""Phases that nobody knows, in one study: each is a sentence in the manifest, which becomes the largest file."""


def refresh(fake: FakeRegistry, cache: Path) -> int:
    return main(["refresh", "--api-url", fake.url, "--cache", str(cache)])


class Scene:
    """A cache of the night before, one of the night after, and a process that refreshes under a limit."""

    def __init__(self, fake: FakeRegistry, folder: Path):
        self.fake, self.old, self.new = fake, folder / "old", folder / "new"
        start(fake)
        assert refresh(fake, self.old) == 0
        night(fake)
        phases = [f"PHASE{number}" for number in range(10, WARNED_OF)]
        fake.change(NCT(8), designModule={"studyType": "INTERVENTIONAL", "phases": phases})
        shutil.copytree(self.old, self.new)
        assert refresh(fake, self.new) == 0
        command = [sys.executable, "-m", "tests.dying", fake.url]
        self.dying = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def under_a_limit(self, cache: Path, limit: int) -> dict:
        print(json.dumps({"cache": str(cache), "limit": limit}), file=self.dying.stdin, flush=True)
        return json.loads(self.dying.stdout.readline())

    def sizes(self) -> dict[str, int]:
        """Sizes of the new snapshot's files, the largest last."""
        newest = max((self.new / "snapshots").iterdir())
        return dict(sorted(((path.name, path.stat().st_size) for path in newest.iterdir()), key=lambda each: each[1]))


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    with HTTPServer() as server:
        made = Scene(FakeRegistry(server), tmp_path_factory.mktemp("scene"))
        yield made
        made.dying.stdin.close()
        made.dying.wait()


def assert_kept(scene, cache: Path, err: str) -> None:
    """One sentence, and the old snapshot as it was. That the run's own line found no room may be said besides."""
    said = [line for line in err.splitlines() if "could not be added" not in line]
    assert (len(said), "Traceback" in err) == (1, False), err
    assert files(cache) == files(scene.old)
    assert main(["verify", "--cache", str(cache)]) == 0
    assert_equal(tables(cache), tables(scene.old))


def assert_well_again(scene, cache: Path) -> None:
    assert refresh(scene.fake, cache) == 0
    assert_equal(tables(cache), tables(scene.new))
    assert left_over(cache) == []


@pytest.mark.parametrize(
    "full",
    [
        pytest.param(lambda sizes: 512, id="from the start"),
        pytest.param(lambda sizes: sizes["labels.parquet"] - 1, id="where two tables are too large"),
        pytest.param(lambda sizes: sizes["trials.parquet"] - 1, id="at the end of a table"),
        pytest.param(lambda sizes: sum([*sizes.values()][-2:]) // 2, id="in the manifest"),
    ],
)
def test_no_file_may_grow_beyond_a_limit(scene, tmp_path, full):
    cache, sizes = shutil.copytree(scene.old, tmp_path / "cache"), scene.sizes()
    assert list(sizes)[-1] == "manifest.json"
    made = scene.under_a_limit(cache, full(sizes))
    assert made["code"] == 1, made["err"]
    assert_kept(scene, cache, made["err"])
    assert [run["outcome"] for run in runs(cache)][1:] in (["error"], []), "a line, where there is room for it"
    assert_well_again(scene, cache)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 2 MB in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.mark.parametrize("room", [0, 4, 16, 40, 64, 100], ids="{} kB left".format)
def test_a_small_disk(scene, small_disk, capsys, room):
    cache = shutil.copytree(scene.old, small_disk / "cache")
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "filler").write_bytes(b"x" * max(0, free - room * 1024))
    capsys.readouterr()
    code = refresh(scene.fake, cache)
    if code:
        assert code == 1
        assert_kept(scene, cache, capsys.readouterr().err)
    else:
        assert_equal(tables(cache), tables(scene.new))
        assert room > 16
    (small_disk / "filler").unlink()
    assert_well_again(scene, cache)
