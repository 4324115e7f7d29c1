"""A whole refresh against the fake registry: what is asked, what is stored, what is told of it."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cache import schema, store
from cache.errors import CheckFailed
from pipelines import registry as talk
from pipelines.plan import Options
from pipelines.progress import Progress
from pipelines.refresh import refresh
from pipelines.streams import streams
from tests.fake_registry import CHANGED, nct_id, refuses, study


def run(registry, cache: Path, **options) -> str:
    refresh(cache, registry, Options(**options), Progress())
    return store.current_name(cache)


def ids(cache: Path) -> list[str]:
    return store.load(cache).trials["nct_id"].tolist()


def records(cache: Path) -> list[dict]:
    rows = pq.read_table(store.snapshot_folder(cache) / "studies.parquet").to_pylist()
    return [json.loads(row["record"]) for row in rows]


def test_a_refresh_stores_what_was_received(fake, registry, tmp_path):
    name = run(registry, tmp_path)
    snapshot = store.load(tmp_path)
    manifest = snapshot.manifest
    assert (snapshot.name, ids(tmp_path)) == (name, [nct_id(each) for each in fake.studies])
    assert snapshot.trials["matched_by"].tolist() == [["breast", "basket", "supportive"]] * 5
    assert (manifest["data_timestamp"], manifest["demo"], manifest["mode"]) == ("2026-11-24T09:00:04", False, "full")
    assert manifest["warnings"] == []
    received = {"reported": 15, "received": 15, "fetched": 5, "stored": 5, "locations": 5, "per_tier": {"mbc": 5}}
    assert received.items() <= manifest["counts"].items()
    assert all(check["passed"] for check in manifest["checks"])
    assert list(store.damaged_files(tmp_path)) == []
    assert (snapshot.changes.empty, snapshot.history.empty, snapshot.tombstones.empty) == (True, True, True)


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
    assert records(tmp_path) == fake.studies


def test_what_is_asked(fake, registry, tmp_path):
    run(registry, tmp_path)
    sweeps = [request.args.to_dict() for request in fake.asked if "pageToken" not in request.args]
    *first_pages, fetching = sweeps
    asked = [{key: page[key] for key in query} for page, query in zip(first_pages, streams().values(), strict=True)]
    assert asked == list(streams().values())
    statuses = {page["filter.overallStatus"] for page in first_pages}
    assert statuses == {"RECRUITING|NOT_YET_RECRUITING|ENROLLING_BY_INVITATION|AVAILABLE|ACTIVE_NOT_RECRUITING"}
    assert {page["fields"] for page in first_pages} == {"NCTId|LastUpdatePostDate|OverallStatus"}
    assert fetching["filter.ids"] == "|".join(nct_id(each) for each in fake.studies)
    assert all("results" not in field.lower() or field == "hasResults" for field in fetching["fields"].split(","))
    assert not any("metastatic" in value for query in streams().values() for value in query.values())


def test_all_statuses_are_asked_for_on_demand(fake, registry, tmp_path):
    run(registry, tmp_path, statuses="all")
    assert all("filter.overallStatus" not in request.args for request in fake.asked)


def test_a_trial_that_closed_is_updated_and_stays(fake, registry, tmp_path):
    run(registry, tmp_path)
    fake.set_status("NCT98000002", "COMPLETED")
    run(registry, tmp_path)
    fake.bump()
    run(registry, tmp_path)
    statuses = store.load(tmp_path).trials.set_index("nct_id")["overall_status"]
    assert statuses.to_dict() == {nct_id(each): "RECRUITING" for each in fake.studies} | {"NCT98000002": "COMPLETED"}
    assert store.load(tmp_path).tombstones.empty


def test_a_trial_that_is_back_has_no_tombstone(fake, registry, tmp_path):
    fake.studies = [study(n) for n in range(1, 12)]
    run(registry, tmp_path)
    gone = fake.record("NCT98000003")
    fake.remove("NCT98000003")
    run(registry, tmp_path)
    row = {"nct_id": "NCT98000003", "reason": "removed", "merged_into": "", "overall_status": "RECRUITING"}
    assert row.items() <= store.load(tmp_path).tombstones.fillna("").to_dict("records")[0].items()
    fake.add(gone)
    run(registry, tmp_path)
    assert store.load(tmp_path).tombstones.empty


def test_data_that_change_once_start_the_sweep_over(fake, registry, tmp_path):
    fake.faults = {2: refuses(400, CHANGED)}
    run(registry, tmp_path)
    pages = 3 * len(streams()) + 1
    assert (len(ids(tmp_path)), len(fake.asked)) == (5, 2 + pages)


def test_a_new_data_date_after_the_last_record_starts_over(fake, registry, tmp_path):
    fake.timestamps = ["2026-11-23T09:00:00", "2026-11-24T09:00:00"]
    run(registry, tmp_path)
    assert store.load(tmp_path).manifest["data_timestamp"] == "2026-11-24T09:00:00"
    assert fake.kinds.count("ids") == 2


def test_changes_are_told_from_the_snapshot_before_and_kept_for_thirty_days(fake, registry, tmp_path):
    run(registry, tmp_path)
    fake.set_status("NCT98000001", "ACTIVE_NOT_RECRUITING")
    fake.add(study(6))
    run(registry, tmp_path)
    told = [["NCT98000001", "closed", "RECRUITING", "ACTIVE_NOT_RECRUITING"], ["NCT98000006", "new", "", "RECRUITING"]]
    columns = ["nct_id", "kind", "before", "after"]
    assert store.load(tmp_path).changes[columns].fillna("").values.tolist() == told
    fake.bump(days=20)
    run(registry, tmp_path)
    snapshot = store.load(tmp_path)
    assert (snapshot.changes.empty, snapshot.history[columns].fillna("").values.tolist()) == (True, told)
    assert set(snapshot.history["cause"]) == {"registry"}
    fake.bump(days=20)
    run(registry, tmp_path)
    assert store.load(tmp_path).history.empty


MODULES = ["eligibilityModule", "designModule", "armsInterventionsModule", "contactsLocationsModule"]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_gone_from_every_record_is_refused(fake, registry, tmp_path, module):
    fake.page_size = 1000
    fake.studies = [study(n, **{module: None}) for n in range(1, 103)]
    with pytest.raises(CheckFailed, match="columns empty in every trial"):
        run(registry, tmp_path)
    assert store.current_name(tmp_path) is None


@pytest.mark.parametrize("module", MODULES)
def test_a_module_gone_from_the_records_that_were_fetched_is_refused(fake, registry, tmp_path, module):
    fake.studies = [study(n) for n in range(1, 20)]
    name = run(registry, tmp_path)
    for number in range(1, 8):
        fake.change(nct_id(study(number)), **{module: None})
    with pytest.raises(CheckFailed, match="columns gone from every trial that was fetched"):
        run(registry, tmp_path)
    assert store.current_name(tmp_path) == name
    assert run(registry, tmp_path, accept_loss=True) != name


@pytest.mark.parametrize("file", ["trials.parquet", "studies.parquet", "manifest.json"])
def test_a_damaged_snapshot_is_healed_though_nothing_is_new(fake, registry, tmp_path, file):
    run(registry, tmp_path)
    fake.change("NCT98000001", conditionsModule={"conditions": ["Breast Cancer Metastatic"]})
    damaged = run(registry, tmp_path)
    (tmp_path / "snapshots" / damaged / file).write_bytes(b"damaged")
    healed = run(registry, tmp_path)
    snapshot = store.load(tmp_path)
    assert (snapshot.name, snapshot.notice) == (healed, None)
    assert snapshot.trials["conditions"].tolist()[0] == ["Breast Cancer Metastatic"]


def test_tables_of_an_older_version_are_made_anew(fake, registry, tmp_path, monkeypatch):
    run(registry, tmp_path)
    more = (*schema.TRIALS, schema.Column("something_new", "list", "a column of a later version"))
    for tables in (schema.TABLES, schema.FILES):
        monkeypatch.setitem(tables, "trials", more)
    fake.bump()
    run(registry, tmp_path)
    live, relabelled, _ = store.snapshot_names(tmp_path)
    assert store.load(tmp_path).trials["something_new"].tolist() == [[]] * 5
    assert (store.manifest(tmp_path, relabelled)["mode"], store.manifest(tmp_path, live)["mode"]) == (
        "relabelled",
        "incremental",
    )


def test_many_ids_are_asked_for_in_batches(fake, registry, tmp_path):
    fake.page_size = 1000
    fake.studies = [study(n) for n in range(1, 502)]
    run(registry, tmp_path, accept_loss=True)
    batches = [len(request.args["filter.ids"].split("|")) for request in fake.asked if "filter.ids" in request.args]
    longest = max(len(request.url) for request in fake.asked)
    assert (batches, len(ids(tmp_path)), longest < 8000) == ([250, 250, 1], 501, True)


@pytest.mark.shared
def test_the_real_records_pass_every_check(shared, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(shared / "registry")
    from api import Registry as StandIn
    from serve import Server

    data = [shared / "registry" / "data" / f"{name}.jsonl.gz" for name in ("breast", "others")]
    server = Server(StandIn(data)).start()
    try:
        run(talk.Registry(server.url), tmp_path)
    finally:
        server.close()
    manifest = store.load(tmp_path).manifest
    assert manifest["counts"]["received"] == manifest["counts"]["reported"] > 900
    assert manifest["counts"]["per_tier"]["mbc"] > 100
    assert all(check["passed"] for check in manifest["checks"])
    assert list(store.damaged_files(tmp_path)) == []
