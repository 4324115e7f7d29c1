"""Fixtures that several test files use."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cache import gazetteer
from pipelines import commands
from pipelines.__main__ import main
from pipelines.registry import FIRST_CONTACT, RETRY, Registry
from tests.fake_registry import FakeRegistry

SHARED = Path(__file__).parents[2] / "shared"


def pytest_configure(config):
    config.addinivalue_line("markers", "long: takes minutes (skipped unless LONG_TESTS=1)")


def pytest_collection_modifyitems(items):
    """Leaves the long tests out, and says so, unless they are asked for."""
    if os.environ.get("LONG_TESTS") != "1":
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="takes minutes; set LONG_TESTS=1 to run it"))


@pytest.fixture(autouse=True)
def _own_main():
    """Streamlit's AppTest leaves a page in the place of the main module, and a process that is spawned later would run it."""
    own = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = own


@pytest.fixture
def shared() -> Path:
    """The folder of real records beside the checkout; tests that need it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("needs the real registry records beside the checkout")
    return SHARED


@pytest.fixture
def fake(httpserver) -> FakeRegistry:
    """A registry of five made-up studies, two a page."""
    return FakeRegistry(httpserver)


@pytest.fixture
def registry(fake) -> Registry:
    """Our side of the talk with the fake, without the waits."""
    quick = {"backoff_factor": 0, "backoff_jitter": 0}
    return Registry(fake.url, retry=RETRY.new(**quick), first=FIRST_CONTACT.new(**quick))


@pytest.fixture
def job(fake, capsys, monkeypatch):
    """Runs `refresh` on a cache against the fake, without the waits; gives exit code and standard error."""
    quick = {"backoff_factor": 0, "backoff_jitter": 0}
    waits = {"retry": RETRY.new(**quick), "first": FIRST_CONTACT.new(**quick)}
    monkeypatch.setattr(commands, "Registry", lambda url: Registry(url, **waits))

    def run(cache: Path, *arguments: str, url: str = fake.url) -> tuple[int, str]:
        code = main(["refresh", "--api-url", url, "--cache", str(cache), *arguments])
        return code, capsys.readouterr().err

    return run


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock of our modules by some days."""

    def move(days: float) -> None:
        class Moved(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime.now(tz) + timedelta(days=days)

        for name, module in list(sys.modules.items()):
            if name.startswith(("cache", "pipelines")) and isinstance(getattr(module, "datetime", None), type):
                monkeypatch.setattr(module, "datetime", Moved)

    return move


@pytest.fixture
def no_cities(monkeypatch):
    """No city is known to us, so that a site has no position but the registry's."""
    monkeypatch.setattr(gazetteer, "centre", lambda *_: None)
