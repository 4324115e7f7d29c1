"""Two dashboards on one cache in an object store, read while a refresh publishes: both show the new data, neither breaks."""

import os
import subprocess
import sys

import pages
import pytest
import server

from cache.place import place
from cache.store import current_name
from tests import object_store
from tests.fake_registry import nct_id, study

SHOWN_WITHIN = 20
"""Reloads: a dashboard asks the store again after a few seconds."""


@pytest.fixture
def bucket(monkeypatch):
    with object_store.new_bucket(monkeypatch) as address:
        yield address


def refresh(fake, bucket):
    """A job of its own, as cron starts it."""
    command = [sys.executable, "-m", "pipelines", "refresh", "--api-url", fake.url, "--cache", bucket]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=server.ROOT, env=dict(os.environ), **quiet)


def reload(visit):
    """All trials that Find shows to somebody who comes anew."""
    visit.page.reload()
    visit.settle()
    pages.show_trials(visit)
    return visit.words()


def test_two_dashboards_show_what_another_process_publishes(fake, bucket, new_window):
    fake.studies = [study(n) for n in range(1, 21)]
    assert refresh(fake, bucket).wait(60) == 0
    before = current_name(place(bucket))
    with server.dashboard(bucket) as first, server.dashboard(bucket) as second:
        visits = [new_window(first), new_window(second)]
        for visit in visits:
            visit.open()
            assert "Made-up study 1" in reload(visit)
        fake.add(study(21, identificationModule={"nctId": "NCT98000021", "briefTitle": "A study of tonight"}), at=0)
        fake.remove(nct_id(fake.studies[-1]))
        job = refresh(fake, bucket)
        while job.poll() is None:
            for visit in visits:
                assert "Not medical advice" in reload(visit)
        assert job.returncode == 0
        assert current_name(place(bucket)) > before
        for visit in visits:
            assert any("A study of tonight" in reload(visit) for _ in range(SHOWN_WITHIN))
            assert "could not be read" not in visit.words()
