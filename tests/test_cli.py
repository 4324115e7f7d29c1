"""The commands as people and jobs type them: output, exit code, one sentence for a fault and never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cache import store
from cache.lock import locked
from pipelines import commands
from pipelines.__main__ import main
from pipelines.registry import RETRY, Registry
from tests.fake_registry import nct_id, study

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Runs a command on a cache of its own; gives exit code, standard output, standard error."""
    quick = RETRY.new(total=1, backoff_factor=0, backoff_jitter=0)
    monkeypatch.setattr(commands, "Registry", lambda url: Registry(url, retry=quick, first=quick))

    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--cache", str(tmp_path)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


@pytest.fixture
def refreshed(run, fake):
    """The same, on a cache that holds a snapshot of the fake registry."""
    assert run("refresh", "--api-url", fake.url)[0] == 0
    return run


def test_refresh_tells_each_step(run, fake):
    code, out, err = run("refresh", "--api-url", fake.url)
    assert (code, err) == (0, "")
    assert [line.split(":")[0].split(" 5")[0] for line in out.splitlines()] == [
        "Stream breast",
        "Stream basket",
        "Stream supportive",
        "Full refresh, because nothing is stored yet",
        "Published",
    ]


def test_a_refresh_with_nothing_new_says_so(refreshed, fake):
    code, out, _ = refreshed("refresh", "--api-url", fake.url)
    assert (code, out) == (0, "Nothing new: the registry's data are still those of 2026-11-24T09:00:04\n")


def test_refresh_logs_in_json(run, fake):
    code, out, _ = run("refresh", "--api-url", fake.url, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, lines[0]["received"], lines[-1]["trials"]) == (0, 5, 5)


def test_a_second_refresh_at_the_same_time_is_refused(run, fake, tmp_path):
    with locked(tmp_path):
        code, _, err = run("refresh", "--api-url", fake.url)
    assert (code, err.count("\n")) == (6, 1)


def test_status_of_nothing(run):
    assert run("status")[0] == 4


@pytest.mark.parametrize(
    ("stamp", "code", "health"), [("2999-01-01T09:00:00", 0, "fresh"), ("2020-01-01T09:00:00", 3, "stale")]
)
def test_status(run, fake, stamp, code, health):
    fake.timestamps = [stamp]
    run("refresh", "--api-url", fake.url)
    found, out, _ = run("status", "--json")
    facts = json.loads(out)
    assert (found, facts["health"], facts["counts"]["stored"], facts["data_timestamp"]) == (code, health, 5, stamp)
    assert run("status")[1].startswith(health)


def test_verify_rollback_and_prune(refreshed, fake, tmp_path):
    first = store.current_name(tmp_path)
    assert refreshed("verify")[0] == 0
    refreshed("refresh", "--full", "--api-url", fake.url)
    (store.snapshot_folder(tmp_path) / "labels.parquet").write_bytes(b"damaged")
    code, out, _ = refreshed("verify")
    assert (code, "labels.parquet" in out) == (1, True)
    assert refreshed("rollback")[0] == 0
    assert store.current_name(tmp_path) == first
    assert refreshed("rollback")[0] == 2
    refreshed("refresh", "--full", "--api-url", fake.url)
    assert refreshed("prune", "--keep", "1")[1].startswith("Removed 2 snapshots")
    assert refreshed("prune", "--keep", "0")[0] == 2


@pytest.mark.parametrize("command", [["rollback"], ["prune", "--keep", "1"], ["demo"]], ids=lambda words: words[0])
def test_whoever_writes_waits_for_no_one(refreshed, tmp_path, command):
    with locked(tmp_path):
        code, _, err = refreshed(*command)
    assert (code, err.count("\n")) == (6, 1)


def test_changes_since_a_snapshot(refreshed, fake, tmp_path):
    first = store.current_name(tmp_path)
    assert refreshed("changes")[1] == "Nothing changed.\n"
    fake.add(study(6))
    refreshed("refresh", "--api-url", fake.url)
    fake.bump()
    refreshed("refresh", "--api-url", fake.url)
    assert json.loads(refreshed("changes", "--format", "json")[1]) == []
    assert refreshed("changes", "--since", first, "--format", "csv")[1] == (
        "nct_id,kind,axis,value,before,after,before_quote,after_quote\nNCT98000006,new,,,,RECRUITING,,\n"
    )
    assert refreshed("changes", "--since", "nonsense")[0] == 2


def test_a_reader_who_has_seen_enough_is_no_fault(refreshed, tmp_path):
    command = [sys.executable, "-m", "pipelines", "status", "--cache", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as job:
        job.stdout.close()
        assert (job.stderr.read(), job.wait()) == (b"", 141)


def test_label_a_file(run, tmp_path):
    studies, output = tmp_path / "studies.jsonl", tmp_path / "labels.jsonl"
    studies.write_text(json.dumps(study(1)) + "\n", encoding="utf-8")
    assert run("label", "--input", str(studies), "--output", str(output))[0] == 0
    made = json.loads(output.read_text(encoding="utf-8"))
    assert (made["nct_id"], made["tier"], made["sites"], made["ecog_max"]) == (
        "NCT98000001",
        "mbc",
        {"brain": "treated_stable"},
        1,
    )
    text = study(1)["protocolSection"]["eligibilityModule"]["eligibilityCriteria"]
    brain = next(row for row in made["evidence"] if row["axis"] == "site")
    assert text[brain["start"] : brain["end"]] == brain["quote"]
    assert json.loads(run("label", "--input", str(studies))[1])["nct_id"] == "NCT98000001"


def test_label_explains_a_stored_trial(refreshed, fake):
    code, out, _ = refreshed("label", "--explain", nct_id(fake.studies[0]).lower())
    assert code == 0
    assert out.startswith("NCT98000001  Made-up study 1")
    assert "site brain treated_stable, explicit, rule site" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["label"], "needs --input", id="nothing to label"),
        pytest.param(["label", "--input", "nowhere.jsonl"], "nowhere.jsonl", id="no such file"),
        pytest.param(["label", "--explain", "NCT00000000"], "NCT00000000", id="a trial that is not stored"),
        pytest.param(["score", "--gold", "nowhere.jsonl"], "nowhere.jsonl", id="no such gold file"),
    ],
)
def test_bad_input_is_refused_by_name(refreshed, arguments, says):
    code, _, err = refreshed(*arguments)
    assert (code, err.count("\n")) == (2, 1)
    assert says in err


def test_usage_errors_exit_with_2(run):
    for arguments in (["nonsense"], ["refresh", "--nonsense"], ["prune"], []):
        with pytest.raises(SystemExit) as stopped:
            run(*arguments)
        assert stopped.value.code == 2


def test_demo_is_published_and_refuses_real_data(run, fake, tmp_path):
    assert run("demo")[0] == 0
    assert store.manifest(tmp_path)["demo"] is True
    assert run("status")[0] == 0
    assert run("refresh", "--api-url", fake.url)[0] == 0
    assert store.manifest(tmp_path)["demo"] is False
    assert store.load(tmp_path).changes.empty
    code, _, err = run("demo")
    assert (code, "demo data must never mix" in err) == (2, True)
    assert store.manifest(tmp_path)["demo"] is False


def test_a_folder_that_cannot_be_used_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    made = subprocess.run(
        [sys.executable, "-m", "pipelines", "demo", "--cache", str(tmp_path / "file")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 1
    assert made.stderr.count("\n") == 1
    assert "Traceback" not in made.stderr
