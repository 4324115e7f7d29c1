"""The house's rule: pipelines -> cache <- dashboard. The outer rooms don't know each other, and one module speaks HTTP."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DASHBOARD = {path.stem for path in (ROOT / "dashboard").glob("*.py")} | {"dashboard"}
WEB = {"requests", "urllib3", "httpx", "aiohttp"}
FORBIDDEN = {
    "cache": {"pipelines", "streamlit", "tests", *WEB} | DASHBOARD,
    "pipelines": {"streamlit", "plotly", "tests"} | DASHBOARD,
    "dashboard": {"pipelines", "tests", *WEB},
}
MODULES = [path for room in FORBIDDEN for path in sorted((ROOT / room).rglob("*.py"))]


def imported(source: str) -> set[str]:
    """First parts of the names of all modules that a source imports; relative imports stay in their room."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_nothing_beyond_its_door(path):
    room = path.relative_to(ROOT).parts[0]
    # The dashboard's modules carry plain names; one that is also in the standard library would be no sign of the dashboard.
    outside = FORBIDDEN[room] - (sys.stdlib_module_names & DASHBOARD)
    assert imported(path.read_text(encoding="utf-8")) & outside == set()


def test_one_module_speaks_http():
    speakers = {
        path.stem for path in MODULES if imported(path.read_text(encoding="utf-8")) & (WEB | {"socket", "http"})
    }
    assert speakers <= {"registry"} | DASHBOARD
    assert "registry" in speakers


def test_every_room_has_modules():
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(FORBIDDEN)


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        pytest.param("import os.path", {"os"}, id="import"),
        pytest.param("from cache import store", {"cache"}, id="from"),
        pytest.param("from . import store", set(), id="relative"),
        pytest.param("def f():\n    import requests", {"requests"}, id="inside a function"),
    ],
)
def test_imports_are_found(source, modules):
    assert imported(source) == modules
