"""What `status` says: age, health, the last run, and the exit code that jobs look at."""

import json
from argparse import Namespace
from datetime import UTC, datetime, timedelta

import pytest

from cache import runs, store
from cache.errors import DamagedSnapshot, NoSnapshot
from pipelines.status import status
from tests import catalogue

NOW = datetime.now(UTC)
FAILED = {
    "start": (NOW - timedelta(minutes=5)).isoformat(timespec="seconds"),
    "outcome": "failed",
    "exit_code": 5,
    "message": "The registry did not answer.",
}
KEYS = [
    *("name", "demo", "mode", "data_timestamp", "retrieved_at", "last_full", "api_version", "lexicon_version"),
    *("counts", "warnings", "age_days", "health", "notice", "last_run", "last_success"),
]


@pytest.fixture
def published(tmp_path):
    """Publishes the made-up trials as data of so many days ago, with lines of runs; gives the snapshot's name."""

    def publish(days: float, *lines: dict, **changed) -> str:
        stamp = (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S")
        retrieved = (NOW - timedelta(days=days)).isoformat(timespec="seconds")
        name = catalogue.publish(tmp_path, **{"data_timestamp": stamp, "retrieved_at": retrieved, **changed})
        for line in lines:
            runs.append(tmp_path, line)
        return name

    return publish


@pytest.fixture
def asked(tmp_path, capsys):
    """Exit code and JSON of `status --json`."""

    def ask() -> tuple[int, dict]:
        code = status(Namespace(cache=tmp_path, json=True))
        return code, json.loads(capsys.readouterr().out)

    return ask


@pytest.fixture
def said(tmp_path, capsys):
    """Exit code and lines of `status`."""

    def ask() -> tuple[int, list[str]]:
        code = status(Namespace(cache=tmp_path, json=False))
        return code, capsys.readouterr().out.splitlines()

    return ask


@pytest.mark.parametrize(
    ("days", "demo", "code", "health"),
    [
        pytest.param(0, False, 0, "fresh", id="new"),
        pytest.param(3.9, False, 0, "fresh", id="a weekend"),
        pytest.param(4.1, False, 3, "stale", id="more than four days"),
        pytest.param(-2, False, 0, "fresh", id="the clock jumped back"),
        pytest.param(400, True, 0, "fresh", id="demo data do not grow old"),
    ],
)
def test_age_gives_the_exit_code(published, asked, days, demo, code, health):
    name = published(days, demo=demo)
    found, facts = asked()
    assert (found, facts["health"], facts["name"], facts["demo"]) == (code, health, name, demo)
    assert facts["age_days"] == max(0, (NOW.date() - (NOW - timedelta(days=days)).date()).days)


def test_json_has_every_key(published, asked):
    good = FAILED | {"outcome": "unchanged", "exit_code": 0, "message": None}
    published(1, good, FAILED, mode="incremental", last_full="2026-11-22T03:10:00+00:00")
    facts = asked()[1]
    assert list(facts) == KEYS
    assert (facts["mode"], facts["last_full"]) == ("incremental", "2026-11-22T03:10:00+00:00")
    assert (facts["last_run"], facts["last_success"]) == (FAILED, good)
    assert facts["counts"]["stored"] == len(catalogue.STUDIES)


def test_without_a_recorded_run(published, asked, said):
    published(1)
    assert (asked()[1]["last_run"], asked()[1]["last_success"]) == (None, None)
    assert said()[1][-1] == "last run: none recorded"


@pytest.mark.parametrize(
    ("lines", "news", "last"),
    [
        pytest.param([FAILED], True, ["last run: {start}, failed (exit 5): The registry did not answer."], id="failed"),
        pytest.param(
            [FAILED | {"outcome": "unchanged", "exit_code": 0, "message": None}],
            False,
            ["last run: {start}, unchanged"],
            id="went well",
        ),
        pytest.param(
            [{"start": FAILED["start"], "outcome": "published", "exit_code": 0}, FAILED],
            True,
            [
                "last run: {start}, failed (exit 5): The registry did not answer.",
                "last that went well: {start}, published",
            ],
            id="failed after one that went well",
        ),
    ],
)
def test_the_last_run_is_told(published, said, lines, news, last):
    published(2, *lines)
    code, told = said()
    assert code == 0
    assert told[0].startswith("fresh: Registry data of ")
    assert told[0].endswith(" refresh failed") is news
    assert told[-len(last) :] == [line.format(start=FAILED["start"]) for line in last]


def test_nothing_stored(tmp_path, capsys):
    with pytest.raises(NoSnapshot, match=r"^No trials have been stored .* refresh` first\.$"):
        status(Namespace(cache=tmp_path, json=False))
    runs.append(tmp_path, FAILED)
    with pytest.raises(NoSnapshot, match=r"The last run, .*, failed \(exit 5\): The registry did not answer\.$"):
        status(Namespace(cache=tmp_path, json=True))
    assert json.loads(capsys.readouterr().out) == {
        "name": None,
        "health": "nothing stored",
        "last_run": FAILED,
        "last_success": None,
    }


@pytest.mark.parametrize(("days", "code"), [(1, 0), (9, 3)])
def test_older_data_stand_in_for_damaged_ones(published, tmp_path, asked, said, days, code):
    older = published(days)
    newest = published(0)
    (store.snapshot_folder(tmp_path) / "labels.parquet").write_bytes(b"damaged")
    found, facts = asked()
    assert (found, facts["health"], facts["name"]) == (code, "damaged", older)
    assert f"{newest}/labels.parquet" in facts["notice"]
    assert said()[1][:2] == [f"damaged: {said()[1][0].partition(': ')[2]}", facts["notice"]]


def test_nothing_whole(published, tmp_path):
    published(1)
    (store.snapshot_folder(tmp_path) / "trials.parquet").write_bytes(b"damaged")
    with pytest.raises(DamagedSnapshot, match=r"trials\.parquet"):
        status(Namespace(cache=tmp_path, json=True))
