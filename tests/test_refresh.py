"""A whole refresh against the fake registry: what is stored, and that a fault leaves what was stored before."""

import gzip
import json

import pytest

from cache import store
from cache.errors import CheckFailed, RegistryError
from pipelines.progress import Progress
from pipelines.pull import streams
from pipelines.refresh import refresh
from tests.fake_registry import CHANGED, HTML, breaks_off, cut_short, nct_id, refuses, study

STREAMS = 3
PAGES = 3 * STREAMS


def run(registry, cache, accept_loss=False, statuses="open") -> str:
    return refresh(cache, registry, statuses, accept_loss, Progress())


def ids(cache) -> list[str]:
    return store.load(cache).trials["nct_id"].tolist()


def test_a_refresh_stores_what_was_received(fake, registry, tmp_path):
    name = run(registry, tmp_path)
    snapshot = store.load(tmp_path)
    manifest = snapshot.manifest
    assert (snapshot.name, ids(tmp_path)) == (name, [nct_id(each) for each in fake.studies])
    assert snapshot.trials["matched_by"].tolist() == [["breast", "basket", "supportive"]] * 5
    assert manifest["data_timestamp"] == "2026-11-24T09:00:04"
    assert manifest["demo"] is False
    assert manifest["warnings"] == []
    received = {"reported": 15, "received": 15, "stored": 5, "locations": 5, "per_tier": {"mbc": 5}}
    assert received.items() <= manifest["counts"].items()
    assert all(check["passed"] for check in manifest["checks"])
    assert list(store.damaged_files(tmp_path)) == []
    assert snapshot.changes.empty


def test_every_quotation_is_its_source(fake, registry, tmp_path):
    run(registry, tmp_path)
    snapshot = store.load(tmp_path)
    texts = snapshot.trials.set_index("nct_id")
    quoted = snapshot.labels[snapshot.labels["field"] == "eligibility_text"]
    found = [texts.at[row.nct_id, "eligibility_text"][row.start : row.end] for row in quoted.itertuples()]
    assert len(found) > 5
    assert found == quoted["quote"].tolist()


def test_the_records_are_kept_as_received(fake, registry, tmp_path):
    fake.studies = [study(1, someNewModule={"text": "a \\> b, naïve"})]
    run(registry, tmp_path)
    with gzip.open(store.snapshot_folder(tmp_path) / store.STUDIES, "rt", encoding="utf-8") as file:
        assert [json.loads(line) for line in file] == fake.studies


def test_what_is_asked(fake, registry, tmp_path):
    run(registry, tmp_path)
    first_pages = [dict(request.args) for request in fake.asked if "pageToken" not in request.args]
    assert [
        {key: page[key] for key in page if key in query}
        for page, query in zip(first_pages, streams().values(), strict=True)
    ] == list(streams().values())
    statuses = {page["filter.overallStatus"] for page in first_pages}
    assert statuses == {"RECRUITING|NOT_YET_RECRUITING|ENROLLING_BY_INVITATION|AVAILABLE|ACTIVE_NOT_RECRUITING"}
    assert all("results" not in field.lower() or field == "hasResults" for field in first_pages[0]["fields"].split(","))
    assert not any("metastatic" in value for query in streams().values() for value in query.values())


def test_all_statuses_are_asked_for_on_demand(fake, registry, tmp_path):
    run(registry, tmp_path, statuses="all")
    assert all("filter.overallStatus" not in request.args for request in fake.asked)


def test_what_is_unknown_is_stored_and_warned_of(fake, registry, tmp_path):
    fake.studies = [
        study(1, designModule={"studyType": "INTERVENTIONAL", "phases": ["PHASE9"]}),
        study(2, statusModule={"overallStatus": "DREAMING"}),
        study(3, contactsLocationsModule={"locations": [{"city": "Lyon", "country": "France", "status": "MOVED"}]}),
    ]
    run(registry, tmp_path)
    snapshot = store.load(tmp_path)
    assert snapshot.trials["phases"].tolist()[0] == ["PHASE9"]
    assert snapshot.trials["overall_status"].tolist()[1] == "DREAMING"
    assert snapshot.locations["status"].tolist()[2] == "MOVED"
    assert [words.split(",")[1].strip() for words in snapshot.manifest["warnings"]] == [
        "'PHASE9'",
        "'DREAMING'",
        "'MOVED'",
    ]


FAULTS = [
    pytest.param(refuses(403), "(403)", id="403"),
    pytest.param(refuses(404), "(404", id="404"),
    pytest.param(refuses(400, "Unknown"), "(400", id="400"),
    pytest.param(refuses(503), "busy (503)", id="503 for ever"),
    pytest.param(refuses(400, CHANGED), "new data 4 times", id="data changed for ever"),
    pytest.param(lambda: HTML, "a web page", id="HTML instead of JSON"),
    pytest.param(cut_short, "whole JSON", id="half of the JSON"),
    pytest.param(breaks_off, "broke off", id="the connection breaks off"),
]


@pytest.mark.parametrize(("fault", "says"), FAULTS)
@pytest.mark.parametrize("first", [True, False], ids=["on the first page", "in the middle"])
def test_a_fault_keeps_what_was_stored(fake, registry, tmp_path, fault, says, first):
    name = run(registry, tmp_path)
    fake.studies = fake.studies[:4]
    at = len(fake.asked)
    fake.faults = {0: fault} if first else {at + n: fault for n in range(3, 60)}
    with pytest.raises(RegistryError) as raised:
        run(registry, tmp_path)
    assert says in str(raised.value)
    assert (store.current_name(tmp_path), len(ids(tmp_path))) == (name, 5)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "lock", "snapshots"]


def test_data_that_change_once_start_the_pull_over(fake, registry, tmp_path):
    fake.faults = {2: refuses(400, CHANGED)}
    run(registry, tmp_path)
    assert (len(ids(tmp_path)), len(fake.asked)) == (5, 2 + PAGES)


def test_a_new_data_date_after_the_last_page_starts_the_pull_over(fake, registry, tmp_path):
    fake.timestamps = ["2026-11-23T09:00:00", "2026-11-24T09:00:00"]
    run(registry, tmp_path)
    assert store.load(tmp_path).manifest["data_timestamp"] == "2026-11-24T09:00:00"
    assert len(fake.asked) == 2 * PAGES


def test_losing_many_trials_needs_consent(fake, registry, tmp_path):
    fake.studies = [study(n) for n in range(1, 12)]
    name = run(registry, tmp_path)
    fake.studies = fake.studies[2:]
    with pytest.raises(CheckFailed, match=r"lost .* found 2 where at most 1"):
        run(registry, tmp_path)
    assert store.current_name(tmp_path) == name
    run(registry, tmp_path, accept_loss=True)
    assert len(ids(tmp_path)) == 9


def test_changes_are_told_from_the_snapshot_before(fake, registry, tmp_path):
    run(registry, tmp_path)
    fake.studies[0]["protocolSection"]["statusModule"]["overallStatus"] = "ACTIVE_NOT_RECRUITING"
    fake.studies.append(study(6))
    run(registry, tmp_path)
    found = store.load(tmp_path).changes[["nct_id", "kind", "before", "after"]].fillna("").values.tolist()
    assert found == [
        ["NCT98000001", "status", "RECRUITING", "ACTIVE_NOT_RECRUITING"],
        ["NCT98000006", "new", "", "RECRUITING"],
    ]


def test_a_module_gone_from_every_record_is_refused(fake, registry, tmp_path):
    fake.page_size = 1000
    fake.studies = [study(n, eligibilityModule=None) for n in range(1, 103)]
    with pytest.raises(CheckFailed, match="columns empty in every trial"):
        run(registry, tmp_path)
    assert store.current_name(tmp_path) is None


@pytest.mark.shared
def test_the_real_records_pass_every_check(shared, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(shared / "registry")
    from api import Registry as StandIn
    from serve import Server

    from pipelines.registry import Registry

    data = [shared / "registry" / "data" / f"{name}.jsonl.gz" for name in ("breast", "others")]
    server = Server(StandIn(data)).start()
    try:
        run(Registry(server.url), tmp_path)
    finally:
        server.close()
    manifest = store.load(tmp_path).manifest
    assert manifest["counts"]["received"] == manifest["counts"]["reported"] > 900
    assert manifest["counts"]["per_tier"]["mbc"] > 100
    assert all(check["passed"] for check in manifest["checks"])
    assert list(store.damaged_files(tmp_path)) == []
