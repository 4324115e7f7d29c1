"""The warnings above every page and the sources below."""

import time
from datetime import UTC, datetime

import frame
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cache import runs, store
from cache.place import place
from tests import catalogue
from tests.catalogue import words

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)  # the made-up data are of 20 November, retrieved on the 21st
FAILED = {"start": "2026-11-22T03:10:00+00:00", "outcome": "failed"}
GOOD = {"start": "2026-11-22T03:10:00+00:00", "outcome": "unchanged"}
OLD = "Trials may have opened or closed since: check the record at ClinicalTrials.gov before you plan anything."
LATER = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)


def page(now):
    """A page with nothing but its frame."""
    import frame

    frame.draw_banners(now)
    frame.draw_footer(now)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("MBC_CACHE_DIR", str(tmp_path))
    st.cache_data.clear()
    return tmp_path


def said(now: datetime = NOW) -> tuple[list[str], list[str], str]:
    """Errors, warnings and the footer of the page."""
    made = AppTest.from_function(page, args=(now,)).run()
    assert not made.exception
    return [each.value for each in made.error], [each.value for each in made.warning], words(made.markdown[-1].value)


@pytest.mark.parametrize(
    ("lines", "now", "warnings"),
    [
        pytest.param([], NOW, [], id="no run recorded"),
        pytest.param([GOOD], NOW, [], id="went well"),
        pytest.param([FAILED, GOOD], NOW, [], id="failed, then went well"),
        pytest.param([{**FAILED, "outcome": "busy"}], NOW, [], id="gave way to another"),
        pytest.param(
            [FAILED],
            NOW,
            ["Registry data of 20 November, 2 days old; last night's refresh failed."],
            id="failed",
        ),
        pytest.param(
            [{**FAILED, "start": "2026-11-21T03:10:00+00:00"}], NOW, [], id="failed before these data were retrieved"
        ),
        pytest.param([], LATER, [f"The registry data are 9 days old. {OLD}"], id="old"),
        pytest.param(
            [FAILED, {**FAILED, "start": "2026-11-28T22:10:00+00:00"}],
            LATER,
            [f"Registry data of 20 November, 9 days old; the last 2 refreshes failed, since 22 November. {OLD}"],
            id="old, and failed",
        ),
    ],
)
def test_warnings(cache, lines, now, warnings):
    catalogue.publish(cache)
    for line in lines:
        runs.append(cache, line)
    assert said(now)[:2] == ([], warnings)


def test_the_footer_tells_the_age(cache):
    catalogue.publish(cache)
    assert "Registry data of 20 November 2026, 2 days old, retrieved 21 November 2026, 04:30 UTC." in said()[2]


def test_a_new_run_shows_without_a_restart(cache):
    catalogue.publish(cache)
    assert said()[1] == []
    runs.append(cache, FAILED)
    time.sleep(frame.LOOK_AGAIN.total_seconds())
    assert said()[1] == ["Registry data of 20 November, 2 days old; last night's refresh failed."]


def test_runs_are_not_read_again_for_every_page(cache, monkeypatch):
    catalogue.publish(cache)
    asked = []
    monkeypatch.setattr(runs, "read", lambda folder: asked.append(folder) or [])
    for _ in range(3):
        said()
    assert asked == [cache]


def test_runs_that_cannot_be_read_take_nothing_from_the_page(cache):
    catalogue.publish(cache)
    (cache / runs.FILE).mkdir()
    assert said()[:2] == ([], [])


def test_an_object_store_is_not_asked_for_every_page(monkeypatch):
    address = "memory://frame"
    monkeypatch.setenv("MBC_CACHE_DIR", address)
    st.cache_data.clear()
    catalogue.publish(place(address))
    said()
    asked = []
    monkeypatch.setattr(store, "current_name", asked.append)
    for _ in range(3):
        assert "Registry data of 20 November 2026" in said()[2]
    assert asked == []


def test_demo_data_are_said_to_be_made_up_and_nothing_else(cache):
    catalogue.publish(cache, demo=True)
    runs.append(cache, FAILED)
    errors, warnings, footer = said(LATER)
    assert (errors, warnings) == ([frame.DEMO], [])
    assert "Registry data of 20 November 2026, retrieved" in footer


def test_older_data_stand_in_for_damaged_ones(cache):
    catalogue.publish(cache)
    name = catalogue.publish(cache)
    (store.snapshot_folder(cache) / "labels.parquet").write_bytes(b"damaged")
    (warning,) = said()[1]
    assert warning.startswith("The newest data could not be read, so you see older data")
    assert f"{name}/labels.parquet" in warning


def test_nothing_stored_leaves_the_frame_empty(cache):
    runs.append(cache, FAILED)
    made = AppTest.from_function(page, args=(NOW,)).run()
    assert not made.exception
    assert not made.warning
    assert not made.markdown
