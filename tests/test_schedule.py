"""What people put in cron, systemd and GitHub Actions: it is accepted there, and runs commands that exist."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipelines.__main__ import parser

ROOT = Path(__file__).parents[1]
SCHEDULE = ROOT / "pipelines" / "schedule"
WORKFLOW = ROOT / ".github" / "workflows" / "refresh.yml"
CRONTAB, SERVICE, TIMER = (SCHEDULE / name for name in ("crontab", "mbc-refresh.service", "mbc-refresh.timer"))
INSTALLED = "/opt/mbc-trial-finder"
EXPRESSION = re.compile(r"\$\{\{.*?\}\}")
COMMAND = re.compile(r"python -m pipelines ([^|>&#`\n]+)")


def commands(path: Path) -> list[list[str]]:
    """Arguments of every command of ours in a file, an expression of GitHub taken for its longest value."""
    text = EXPRESSION.sub("--full", path.read_text(encoding="utf-8"))
    return [shlex.split(found) for found in COMMAND.findall(text)]


def ran(*command: str) -> tuple[int, str]:
    """What a checker answers and complains of; systemd only complains of what it does not know, and answers 0."""
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    return made.returncode, made.stderr or made.returncode * made.stdout


ACCEPTED = (0, "")


@pytest.fixture(scope="module")
def workflow() -> dict:
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def steps(workflow) -> list[dict]:
    return workflow["jobs"]["refresh"]["steps"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        pytest.param(CRONTAB, ["refresh", "prune"], id="crontab"),
        pytest.param(SERVICE, ["refresh", "prune"], id="service"),
        pytest.param(WORKFLOW, ["refresh", "prune", "verify", "status"], id="workflow"),
    ],
)
def test_every_command_exists(path, names):
    assert [parser().parse_args(arguments).command for arguments in commands(path)] == names


def test_the_crontab_has_one_line_that_a_shell_can_read():
    (line,) = (line for line in CRONTAB.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    *times, command = line.split(maxsplit=5)
    assert all(re.fullmatch(r"[\d*,/-]+", each) for each in times)
    assert "%" not in command, "cron takes % for the end of the line"
    assert "2>" not in command, "faults go to the mail of cron"
    assert ran("sh", "-n", "-c", command) == ACCEPTED


@pytest.mark.skipif(
    not shutil.which("systemd-analyze") and os.environ.get("REQUIRE_SYSTEMD") != "1", reason="needs systemd-analyze"
)
def test_systemd_accepts_service_and_timer(tmp_path):
    """The folder of an installation, which a test cannot expect, is replaced by this checkout."""
    for path in (SERVICE, TIMER):
        text = path.read_text(encoding="utf-8").replace(f"{INSTALLED}/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text.replace(INSTALLED, str(ROOT)), encoding="utf-8")
    units = [str(tmp_path / path.name) for path in (SERVICE, TIMER)]
    assert ran("systemd-analyze", "verify", *units) == ACCEPTED
    assert ran("systemd-analyze", "security", "--offline=true", "--threshold=20", units[0]) == ACCEPTED


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param(SERVICE, "SuccessExitStatus=6", id="another refresh is no alarm"),
        pytest.param(SERVICE, f"WorkingDirectory={INSTALLED}", id="the folder that the other lines name"),
        pytest.param(TIMER, "Persistent=true", id="a night that was missed is made up for"),
        pytest.param(TIMER, "OnCalendar=Mon..Fri 03,15:30", id="working days"),
        pytest.param(TIMER, "OnCalendar=Sat,Sun 03:30", id="weekends"),
        pytest.param(TIMER, "RandomizedDelaySec=45min", id="not all at once"),
    ],
)
def test_a_promise_of_the_units(path, line):
    assert line in path.read_text(encoding="utf-8").splitlines()


def test_the_workflow_follows_githubs_schema():
    check = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(WORKFLOW))
    assert ran(*check) == ACCEPTED


def test_every_line_of_the_workflow_can_be_read_by_its_shell(workflow, steps):
    assert workflow["defaults"]["run"]["shell"] == "bash"
    scripts = [EXPRESSION.sub("", step["run"]) for step in steps if "run" in step]
    assert len(scripts) == 4
    assert [ran("bash", "-n", "-c", script) for script in scripts] == [ACCEPTED] * 4


def test_the_workflow_may_only_read_and_runs_one_at_a_time(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"] == {"group": "refresh", "cancel-in-progress": False}
    assert "secrets" not in WORKFLOW.read_text(encoding="utf-8")


def test_every_action_is_pinned_to_a_commit_and_says_its_version():
    uses = re.findall(r"uses: (.+)", WORKFLOW.read_text(encoding="utf-8"))
    assert len(uses) == 5
    assert [each for each in uses if not re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)] == []


def test_a_snapshot_is_published_when_it_is_whole_even_if_the_refresh_failed(steps):
    named = {step.get("name"): step for step in steps}
    publish = named["Publish the snapshot"]
    assert publish["if"] == "${{ !cancelled() && steps.verify.outcome == 'success' }}"
    assert publish["with"]["path"] == named["Keep the snapshot for the next run"]["with"]["path"]
    for name in ("Verify", "Status", "Keep the snapshot for the next run"):
        assert named[name]["if"] == "${{ !cancelled() && steps.refresh.outcome != 'skipped' }}"


def test_the_next_run_begins_with_the_last_snapshot(workflow, steps):
    restore, save = (step["with"] for step in steps if "actions/cache/" in step.get("uses", ""))
    assert (restore["path"], restore["key"]) == (save["path"], save["key"])
    assert save["key"].startswith(restore["restore-keys"])
    assert workflow["jobs"]["refresh"]["env"]["MBC_CACHE_DIR"] == f"${{{{ github.workspace }}}}/{save['path']}"
