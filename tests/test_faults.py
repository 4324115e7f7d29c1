"""What the registry may do wrong, and what a refresh makes of it: outcome and exit code, row by row.

Each row runs on an empty cache and on one with an older snapshot, where only what is new is fetched.
"""

import shutil
import socket

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from cache import store
from pipelines import registry as talk
from pipelines.__main__ import main
from tests.fake_registry import CHANGED, HTML, FakeRegistry, breaks_off, cut_short, nct_id, refuses, study
from tests.faults import (
    HANG,
    NCT,
    Fault,
    Reset,
    at_version,
    for_ever,
    garbage,
    hangs,
    in_turn,
    nameless,
    never_the_same_data,
    new_data,
    night,
    once,
    short_total,
    start,
    throttled,
    twist,
)
from tests.snapshots import assert_equal, files, left_over, runs, tables

CODES = {"published": 0, "unchanged": 0, "failed": 5, "refused": 1}

WAYS = [
    pytest.param(in_turn(*[refuses(429, **{"Retry-After": "0"})] * 2), "published", id="429 that says when"),
    pytest.param(in_turn(*[refuses(429)] * 2), "published", id="429 that does not"),
    pytest.param(throttled, "published", id="throttling"),
    pytest.param(for_ever(refuses(429)), "failed", id="429 for ever"),
    pytest.param(in_turn(*map(refuses, (500, 502, 503, 504))), "published", id="a burst of 5xx"),
    pytest.param(for_ever(refuses(503)), "failed", id="503 for ever"),
    pytest.param(once(refuses(403)), "failed", id="403"),
    pytest.param(once(refuses(400, "Too complicated query")), "failed", id="400"),
    pytest.param(once(refuses(404)), "failed", id="404 for a list"),
    pytest.param(once(lambda: HTML), "published", id="HTML once"),
    pytest.param(for_ever(lambda: HTML), "failed", id="HTML for ever"),
    pytest.param(once(breaks_off), "published", id="truncated once"),
    pytest.param(for_ever(breaks_off), "failed", id="truncated for ever"),
    pytest.param(once(cut_short), "published", id="half of the JSON once"),
    pytest.param(for_ever(cut_short), "failed", id="half of the JSON for ever"),
    pytest.param(once(Reset), "published", id="reset once"),
    pytest.param(for_ever(Reset), "failed", id="reset for ever"),
    pytest.param(once(hangs), "published", id="hangs once"),
    pytest.param(for_ever(hangs), "failed", id="hangs for ever"),
    pytest.param(once(garbage), "published", id="garbage once"),
    pytest.param(for_ever(garbage), "failed", id="garbage for ever"),
    pytest.param(once(lambda: Response("[]", content_type="application/json")), "failed", id="a list"),
    pytest.param(lambda fake: fake.faults.update({2: lambda: fake.page(0)}), "failed", id="a page twice"),
    pytest.param(twist("ids", lambda found: [*found, found[0]]), "failed", id="a record twice in a batch"),
    pytest.param(twist("ids", lambda found: [*found, study(99)]), "failed", id="a record that nobody asked for"),
    pytest.param(twist("ids", lambda found: found[1:]), "failed", id="a batch that lacks one"),
    pytest.param(twist("sweep", nameless), "failed", id="no id in the sweep"),
    pytest.param(twist("ids", nameless), "failed", id="no id in a record"),
    pytest.param(short_total, "failed", id="a short total"),
    pytest.param(once(refuses(400, CHANGED)), "published", id="data changed while paging, once"),
    pytest.param(for_ever(refuses(400, CHANGED)), "failed", id="data changed while paging, for ever"),
    pytest.param(new_data, "published", id="pages go stale"),
    pytest.param(lambda fake: new_data(fake, ("ids", 1)), "published", id="data changed between sweep and fetch"),
    pytest.param(never_the_same_data, "failed", id="other data at each question"),
    pytest.param(at_version(1, Reset), "failed", id="down at the first contact"),
    pytest.param(at_version(1, refuses(503)), "failed", id="busy at the first contact"),
    pytest.param(at_version(1, lambda: HTML), "failed", id="HTML at the first contact"),
    pytest.param(at_version(2, Reset), "failed", id="down at the last question"),
    pytest.param(for_ever(Reset, at=8), "failed", id="down in the middle"),
]


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """A cache with the snapshot of the night before."""
    cache = tmp_path_factory.mktemp("older")
    with HTTPServer() as server:
        fake = FakeRegistry(server)
        start(fake)
        assert main(["refresh", "--api-url", fake.url, "--cache", str(cache)]) == 0
    return cache


@pytest.fixture(params=["empty", "older"])
def cache(request, tmp_path, fake, job):
    """A cache folder, and the fake a night later."""
    folder = tmp_path / "cache"
    start(fake)
    if request.param == "older":
        shutil.copytree(request.getfixturevalue("older"), folder)
    else:
        folder.mkdir()
    night(fake)
    return folder


@pytest.fixture(scope="module")
def without_fault():
    """Tables of a refresh in which nothing went wrong, by the kind of cache; filled by the first that asks."""
    return {}


def refreshed(job, fake, cache, kept: dict) -> dict:
    had_snapshot = store.current_name(cache) is not None
    if had_snapshot not in kept:
        clean = cache.with_name("clean")
        shutil.copytree(cache, clean)
        assert job(clean) == (0, "")
        kept[had_snapshot] = tables(clean)
    fake.timestamps = fake.timestamps[:1]
    fake.forget()
    return kept[had_snapshot]


def assert_outcome(job, cache, outcome: str, **options) -> None:
    """The exit code, the line in runs.jsonl, one sentence for a failure; and then nothing that readers see has changed."""
    before = files(cache) if store.current_name(cache) else {}
    code, err = job(cache, **options)
    assert (runs(cache)[-1]["outcome"], code) == (outcome, CODES[outcome]), err
    assert left_over(cache) == []
    if outcome in ("failed", "refused"):
        assert (err.count("\n"), "Traceback" in err) == (1, False), err
        assert (files(cache) if before else {}) == before
        assert store.current_name(cache) is not None or not before
    assert main(["verify", "--cache", str(cache)]) == (0 if store.current_name(cache) else 4)


@pytest.mark.parametrize(("fault", "outcome"), WAYS)
def test_a_fault_on_the_way(job, fake, cache, without_fault, monkeypatch, fault, outcome):
    expected = refreshed(job, fake, cache, without_fault)
    monkeypatch.setattr(talk, "TIMEOUTS", (2, HANG * 2 / 3))
    fault(fake)
    assert_outcome(job, cache, outcome)
    if outcome == "published":
        assert_equal(tables(cache), expected, "trials", "locations", "labels", "changes", "studies")


def put(module: str, value) -> Fault:
    """Other content of one module of a record that is fetched in any case."""
    return lambda fake: fake.record(NCT(1))["protocolSection"].update({module: value})


def put_in(module: str, **values) -> Fault:
    return lambda fake: fake.record(NCT(1))["protocolSection"][module].update(values)


CONTENTS = [
    pytest.param(put("eligibilityModule", None), id="a module that is null"),
    pytest.param(put("armsInterventionsModule", []), id="a module that is a list"),
    pytest.param(put("contactsLocationsModule", {"locations": None}), id="sites that are null"),
    pytest.param(put("contactsLocationsModule", {"locations": [None, {"city": None}]}), id="a site that is null"),
    pytest.param(put("conditionsModule", {"conditions": [None, "Breast Cancer"]}), id="a condition that is null"),
    pytest.param(
        put("armsInterventionsModule", {"armGroups": [None, {"label": None}], "interventions": [None, {}]}),
        id="arms that are null",
    ),
    pytest.param(put("statusModule", {"overallStatus": "RECRUITING"}), id="no update date"),
    pytest.param(put_in("statusModule", lastUpdatePostDateStruct=None), id="an update date that is null"),
    pytest.param(put_in("statusModule", overallStatus=None), id="a status that is null"),
    pytest.param(put("statusModule", None), id="a status module that is null"),
    pytest.param(put_in("statusModule", overallStatus="DREAMING"), id="an unknown status"),
    pytest.param(put_in("designModule", phases=["PHASE9"]), id="an unknown phase"),
    pytest.param(put("newModule", {"newField": [1]}), id="an unknown module"),
    pytest.param(put_in("designModule", newField={"a": None}), id="an unknown field"),
    pytest.param(
        put("contactsLocationsModule", {"locations": [{"country": "Ruritania", "status": "MOVED", "geoPoint": "x"}]}),
        id="an unknown site status",
    ),
]


@pytest.mark.parametrize("content", CONTENTS)
def test_content_that_nobody_expects_is_stored(job, fake, cache, content):
    content(fake)
    assert_outcome(job, cache, "published")
    stored = store.load(cache)
    others = {nct_id(each) for each in fake.studies} - {NCT(1), NCT(2)}
    assert others <= set(stored.trials["nct_id"])
    assert stored.notice is None


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        pytest.param(put_in("statusModule", overallStatus="DREAMING"), "DREAMING", id="an unknown status"),
        pytest.param(put_in("designModule", phases=["PHASE9"]), "PHASE9", id="an unknown phase"),
    ],
)
def test_what_the_vocabulary_lacks_is_warned_of(job, fake, tmp_path, older, content, warning):
    cache = tmp_path / "cache"
    shutil.copytree(older, cache)
    start(fake)
    night(fake)
    content(fake)
    assert_outcome(job, cache, "published")
    assert [warning in text for text in store.load(cache).manifest["warnings"]] == [True]


@pytest.fixture
def later(tmp_path, older, fake):
    """The cache with the older snapshot, and the fake as it was then."""
    shutil.copytree(older, tmp_path / "cache")
    start(fake)
    return tmp_path / "cache"


def test_nothing_new(job, fake, later):
    fake.faults[0] = refuses(503)
    assert_outcome(job, later, "unchanged")
    assert fake.asked == []


def test_a_renamed_country_is_no_change_of_sites(job, fake, later):
    places = fake.record(NCT(5))["protocolSection"]["contactsLocationsModule"]["locations"]
    renamed = [{**place, "country": place["country"].replace("Turkey", "Turkey (Türkiye)")} for place in places]
    fake.change(NCT(5), contactsLocationsModule={"locations": renamed})
    assert_outcome(job, later, "published")
    assert store.load(later).changes.empty
    assert sorted(store.load(later).trials.set_index("nct_id").at[NCT(5), "open_countries"]) == ["France", "Türkiye"]


@pytest.mark.parametrize(
    ("what", "tombstone"),
    [
        pytest.param(lambda fake: fake.merge(NCT(3), NCT(4)), ["merged", NCT(4)], id="a redirect"),
        pytest.param(lambda fake: fake.remove(NCT(3)), ["removed", ""], id="404"),
        pytest.param(lambda fake: fake.match(NCT(3), set()), ["left_query", ""], id="no stream finds it"),
    ],
)
def test_why_a_trial_is_gone(job, fake, later, what, tombstone):
    what(fake)
    assert_outcome(job, later, "published")
    found = store.load(later).tombstones
    assert found[["nct_id", "reason", "merged_into"]].fillna("").values.tolist() == [[NCT(3), *tombstone]]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(refuses(404, "<html>gone</html>"), id="404 of a proxy"),
        pytest.param(lambda: HTML, id="HTML"),
        pytest.param(refuses(403), id="403"),
        pytest.param(refuses(503), id="503 for ever"),
        pytest.param(cut_short, id="half of the JSON"),
        pytest.param(lambda: Response("{}", content_type="application/json"), id="no id"),
    ],
)
def test_a_fault_does_not_bury_a_trial(job, fake, later, fault):
    fake.remove(NCT(3))
    fake.faults["study"] = fault
    assert_outcome(job, later, "failed")


def test_a_trial_that_vanishes_between_sweep_and_fetch(job, fake, later):
    fake.change(NCT(6))
    fake.faults["ids", 1] = lambda: fake.remove(NCT(6))
    assert_outcome(job, later, "published")
    assert store.load(later).tombstones["nct_id"].tolist() == [NCT(6)]


def test_nobody_listens(job, cache):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}/api/v2"
        assert_outcome(job, cache, "failed", url=nobody)
