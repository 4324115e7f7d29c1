"""Nothing is lost when a refresh is killed at any moment, when two run at once, when files rot, when the clock jumps."""

import json
import multiprocessing
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from cache import store
from pipelines.__main__ import main
from tests.fake_registry import FakeRegistry, study
from tests.faults import NCT, night, start
from tests.snapshots import are_equal, assert_equal, left_over, runs, tables

ROOT = Path(__file__).parents[1]
EACH = 25
"""Moments before the publish begins, and as many after."""


def refresh(fake: FakeRegistry, cache: Path) -> int:
    return main(["refresh", "--api-url", fake.url, "--cache", str(cache)])


class Scene:
    """A cache of the night before, the registry a night later, and a process that refreshes and dies."""

    def __init__(self, fake: FakeRegistry, folder: Path):
        self.fake, self.old, self.new = fake, folder / "old", folder / "new"
        start(fake)
        assert refresh(fake, self.old) == 0
        night(fake)
        shutil.copytree(self.old, self.new)
        assert refresh(fake, self.new) == 0
        command = [sys.executable, "-m", "tests.dying", fake.url]
        self.dying = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        shutil.copytree(self.old, folder / "dry")
        self.steps = self.die(folder / "dry")["steps"]
        self.begun = next(n for n, step in enumerate(self.steps, 1) if step.startswith("fcntl.flock"))

    def die(self, cache: Path, **how: int | str) -> dict:
        print(json.dumps({"cache": str(cache), **how}), file=self.dying.stdin, flush=True)
        return json.loads(self.dying.stdout.readline())

    def moment(self, number: int) -> int:
        """The n-th of 2 * EACH moments: evenly over the steps before the publish, then evenly over those of it."""
        first = next(n for n, step in enumerate(self.steps, 1) if step.startswith("open") and "/.unfinished" in step)
        begin, end = (1, first - 1) if number < EACH else (first, len(self.steps))
        return begin + (number % EACH) * (end - begin) // (EACH - 1)

    def close(self) -> None:
        self.dying.stdin.close()
        self.dying.wait()


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    with HTTPServer() as server:
        made = Scene(FakeRegistry(server), tmp_path_factory.mktemp("scene"))
        yield made
        made.close()


@pytest.fixture
def cache(scene, tmp_path):
    """A copy of the cache of the night before."""
    return shutil.copytree(scene.old, tmp_path / "cache")


SHORT = (12, EACH, EACH + 6, EACH + 12, EACH + 18, 2 * EACH - 1)


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=[] if n in SHORT else pytest.mark.long) for n in range(2 * EACH)]
)
def test_killed_at_a_moment(scene, cache, number):
    moment = scene.moment(number)
    before, after, step = tables(scene.old), tables(scene.new), scene.steps[moment - 1]
    assert scene.die(cache, moment=moment)["code"] == -9
    found = tables(cache)
    published = are_equal(found, after)
    assert published or are_equal(found, before), step
    assert main(["verify", "--cache", str(cache)]) == 0
    assert refresh(scene.fake, cache) == 0
    assert_equal(tables(cache), after)
    assert (main(["verify", "--cache", str(cache)]), left_over(cache)) == (0, []), step
    assert_told(cache, published, moment <= scene.begun, step)


def assert_told(cache: Path, published: bool, not_begun: bool, step: str) -> None:
    """A killed run has one line, unless it had not told its name to the lock yet, or had written its own line."""
    outcomes = [run["outcome"] for run in runs(cache)[1:]]
    then = "unchanged" if published else "published"
    possible = [["killed", then]]
    possible += [[then]] if not_begun else []
    possible += [["published", then]] if published else []
    assert outcomes in possible, step


def test_the_moments_cover_the_publish(scene):
    moments = [scene.moment(number) for number in range(2 * EACH)]
    steps = [scene.steps[moment - 1] for moment in moments[EACH:]]
    assert len(set(moments[:EACH])) > 10
    assert len(set(moments[EACH:])) > 20
    for part in ("manifest.json", "os.rename", "/current", "runs.jsonl"):
        assert any(part in step for step in steps), part


@pytest.mark.parametrize("moment", range(1, 9))
def test_killed_while_pruning(scene, tmp_path, moment):
    cache = shutil.copytree(scene.new, tmp_path / "cache")
    assert scene.die(cache, command="prune --keep 1", moment=moment)["code"] in (-9, 0)
    assert_equal(tables(cache), tables(scene.new))
    assert main(["verify", "--cache", str(cache)]) == 0
    assert main(["prune", "--keep", "1", "--cache", str(cache)]) == 0
    assert refresh(scene.fake, cache) == 0
    assert (len(store.snapshot_names(cache)), left_over(cache)) == (1, [])


def test_two_refreshes_at_once(scene, cache):
    gate = threading.Event()
    scene.fake.forget()
    scene.fake.faults["sweep", 1] = lambda: gate.wait(20) and None
    command = [sys.executable, "-m", "pipelines", "refresh", "--api-url", scene.fake.url, "--cache", str(cache)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as first:
        while not scene.fake.asked:
            time.sleep(0.01)
        second = refresh(scene.fake, cache)
        gate.set()
    assert (first.returncode, second) == (0, 6)
    assert_equal(tables(cache), tables(scene.new))
    assert [run["outcome"] for run in runs(cache)[1:]] == ["busy", "published"]


def read_until(stop, cache: Path, answers) -> None:
    """Loads again and again; tells the nights that the tables of each snapshot were of."""
    seen = []
    while not stop.is_set():
        live = store.load(cache)
        nights = {*live.trials["brief_title"], *live.locations["city"], live.manifest["data_timestamp"][:10]}
        seen.append((sorted(nights), live.notice))
    answers.put(seen)


def one_night(fake: FakeRegistry) -> None:
    """Every title and city is the day."""
    day = fake.bump(days=1)
    fake.studies = [
        study(n, identificationModule={"nctId": NCT(n), "briefTitle": day}, contactsLocationsModule=_place(day))
        for n in range(1, 6)
    ]
    for each in fake.studies:
        each["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]["date"] = day


def _place(city: str) -> dict:
    return {"locations": [{"city": city, "country": "France", "status": "RECRUITING"}]}


@pytest.mark.long
def test_a_reader_during_twenty_publishes(fake, tmp_path):
    one_night(fake)
    refresh(fake, tmp_path)
    spawn = multiprocessing.get_context("spawn")
    stop, answers = spawn.Event(), spawn.Queue()
    reader = spawn.Process(target=read_until, args=(stop, tmp_path, answers))
    reader.start()
    for _ in range(20):
        one_night(fake)
        assert refresh(fake, tmp_path) == 0
        assert main(["prune", "--keep", "1", "--cache", str(tmp_path)]) == 0
    stop.set()
    seen = answers.get(timeout=30)
    reader.join()
    assert len(seen) > 20
    assert [each for each in seen if len(each[0]) != 1 or each[1] is not None] == []
    assert len({each[0][0] for each in seen}) > 5


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    """One bit is another one, in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


FILES = [f"{name}.parquet" for name in ("trials", "locations", "labels", "changes", "history", "tombstones", "studies")]
SHORT_ROT = {("trials.parquet", truncated), ("manifest.json", flipped), ("labels.parquet", Path.unlink)}


@pytest.mark.parametrize(
    ("file", "rot"),
    [
        pytest.param(file, rot, id=f"{file} {rot.__name__}", marks=[] if (file, rot) in SHORT_ROT else pytest.mark.long)
        for file in [*FILES, "manifest.json"]
        for rot in (truncated, emptied, flipped, Path.unlink)
    ],
)
def test_a_rotten_file(scene, tmp_path, capsys, file, rot):
    cache = shutil.copytree(scene.new, tmp_path / "cache")
    old, new = tables(scene.old), tables(scene.new)
    rot(store.snapshot_folder(cache) / file)
    capsys.readouterr()
    assert main(["verify", "--cache", str(cache)]) == 1
    said = capsys.readouterr()
    assert (file in said.out + said.err, "Traceback" in said.err) == (True, False)
    live = store.load(cache)
    if file != "studies.parquet":
        assert live.trials.equals(old["trials"])
        assert "could not be read" in live.notice
    assert refresh(scene.fake, cache) == 0
    assert main(["verify", "--cache", str(cache)]) == 0
    assert_equal(tables(cache), new, "trials", "locations", "labels", "studies")


@pytest.mark.long
@pytest.mark.parametrize("file", ["current", "lock", "runs.jsonl"])
@pytest.mark.parametrize("content", [b"", b"\xff\x00nonsense\n", b"../..\n"], ids=["empty", "nonsense", "elsewhere"])
def test_a_rotten_file_beside_the_snapshots(scene, cache, file, content):
    (cache / file).write_bytes(content)
    assert refresh(scene.fake, cache) == 0
    assert main(["verify", "--cache", str(cache)]) == 0
    assert_equal(tables(cache), tables(scene.new), "trials", "locations", "labels", "studies")
    assert left_over(cache) == []


@pytest.mark.parametrize("days", [pytest.param(-2, id="two days back"), pytest.param(3, id="three days ahead")])
def test_a_clock_that_jumps(scene, cache, clock, days):
    names = [store.current_name(cache)]
    clock(days)
    assert refresh(scene.fake, cache) == 0
    names.append(store.current_name(cache))
    assert_equal(tables(cache), tables(scene.new))
    clock(0)
    assert refresh(scene.fake, cache) == 0
    assert runs(cache)[-1]["outcome"] == "unchanged"
    assert (names, store.snapshot_names(cache)) == (sorted(names), names[::-1])
    assert all(run["start"] <= run["end"] for run in runs(cache))
    assert main(["verify", "--cache", str(cache)]) == 0
