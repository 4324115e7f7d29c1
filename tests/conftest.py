"""Fixtures that several test files use."""

from pathlib import Path

import pytest

from pipelines.registry import FIRST_CONTACT, RETRY, Registry
from tests.fake_registry import FakeRegistry

SHARED = Path(__file__).parents[2] / "shared"


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
