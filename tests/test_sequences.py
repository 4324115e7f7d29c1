"""Night after night: an incremental refresh stores what a full one of the same state of the registry stores."""

import shutil
import sys

import pytest

from cache import store
from pipelines import make
from tests.fake_registry import FakeRegistry, nct_id, study
from tests.nights import Members, Nights, assert_members
from tests.snapshots import assert_equal, left_over, runs, tables

NCT = "NCT980000{:02}".format


SEEDS = [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 60))]


@pytest.mark.parametrize("seed", SEEDS)
def test_incremental_and_full_store_the_same(job, fake, tmp_path, seed):
    some, every = tmp_path / "some", tmp_path / "every"
    fake.studies = [study(n) for n in range(1, 11)]
    assert job(some, "--accept-loss") == (0, "")
    shutil.copytree(some, every)
    night, members = Nights(fake, seed), Members(fake)
    for _ in range(5):
        night()
        members.update()
        assert job(some, "--accept-loss") == job(every, "--accept-loss", "--full") == (0, "")
        assert_equal(tables(some), tables(every))
        assert_members(tables(some), members)
        assert (left_over(some), left_over(every)) == ([], [])
    assert [run["mode"] for run in runs(some)] == ["full"] + ["incremental"] * 5
    assert [run["mode"] for run in runs(every)] == ["full"] * 6


def old_records(fake: FakeRegistry) -> list[str]:
    """Twenty trials that were last updated long before the data date."""
    fake.studies = [study(n) for n in range(1, 21)]
    return [nct_id(each) for each in fake.studies]


@pytest.fixture
def cache(job, fake, tmp_path):
    """A cache that holds the twenty."""
    old_records(fake)
    assert job(tmp_path) == (0, "")
    fake.forget()
    return tmp_path


def test_the_first_refresh_fetches_everything(job, fake, tmp_path):
    ids = old_records(fake)
    assert job(tmp_path) == (0, "")
    assert fake.fetched() == ids


def test_only_what_is_new_or_changed_is_fetched(job, fake, cache):
    fake.add(study(21), at=2)
    fake.change(NCT(3), conditionsModule={"conditions": ["Breast Cancer Metastatic"]})
    fake.set_status(NCT(4), "COMPLETED")
    fake.record(NCT(5))["protocolSection"]["statusModule"]["overallStatus"] = "UNKNOWN"
    assert job(cache) == (0, "")
    assert fake.fetched() == [NCT(3), NCT(4), NCT(5), NCT(21)]
    counts = store.manifest(cache)["counts"]
    assert {"fetched": 4, "stored": 21}.items() <= counts.items()


def test_what_was_updated_within_a_week_is_fetched_again(job, fake, cache):
    fake.change(NCT(7))
    job(cache)
    fake.forget()
    fake.bump(days=1)
    job(cache)
    assert fake.fetched() == [NCT(7)]
    fake.bump(days=20)
    job(cache)
    fake.forget()
    fake.bump(days=1)
    job(cache)
    assert fake.fetched() == []


def test_a_night_without_new_data_asks_for_the_version_only(job, fake, cache):
    name = store.current_name(cache)
    assert job(cache) == (0, "")
    assert (fake.kinds, runs(cache)[-1]["outcome"], store.current_name(cache)) == (["version"], "unchanged", name)


def test_full_on_demand_fetches_everything_though_nothing_is_new(job, fake, cache):
    assert job(cache, "--full") == (0, "")
    assert (len(fake.fetched()), runs(cache)[-1]["mode"]) == (20, "full")


@pytest.mark.parametrize(
    ("days", "news", "mode", "fetched"),
    [
        pytest.param(6, True, "incremental", 1, id="six days, new data"),
        pytest.param(8, True, "full", 20, id="eight days, new data"),
        pytest.param(8, False, "full", 20, id="eight days, no new data"),
        pytest.param(-8, True, "full", 20, id="a clock that was set back"),
    ],
)
def test_a_full_pull_once_a_week(job, fake, cache, clock, days, news, mode, fetched):
    clock(days)
    if news:
        fake.change(NCT(2))
    assert job(cache) == (0, "")
    assert (runs(cache)[-1]["mode"], len(fake.fetched())) == (mode, fetched)


def test_other_statuses_make_a_full_pull(job, fake, cache):
    fake.add(study(30, statusModule={"overallStatus": "COMPLETED"}))
    assert job(cache) == (0, "")
    assert NCT(30) not in tables(cache)["trials"]["nct_id"].tolist()
    assert job(cache, "--statuses", "all") == (0, "")
    assert NCT(30) in tables(cache)["trials"]["nct_id"].tolist()
    assert runs(cache)[-1]["mode"] == "full"


def test_what_only_a_full_pull_sees(job, fake, cache):
    """A change that moves no date waits for the full pull."""
    fake.bump()
    fake.record(NCT(9))["protocolSection"]["conditionsModule"] = {"conditions": ["Renamed"]}
    job(cache)
    assert tables(cache)["trials"].set_index("nct_id").at[NCT(9), "conditions"] == ["Metastatic Breast Cancer"]
    job(cache, "--full")
    assert tables(cache)["trials"].set_index("nct_id").at[NCT(9), "conditions"] == ["Renamed"]


@pytest.mark.parametrize("arguments", [(), ("--full",)], ids=["incremental", "full"])
def test_losing_many_trials_needs_consent(job, fake, cache, arguments):
    before = tables(cache)
    for number in range(1, 4):
        fake.remove(NCT(number))
    code, err = job(cache, *arguments)
    assert (code, err.count("\n"), "--accept-loss" in err) == (1, 1, True)
    assert runs(cache)[-1]["outcome"] == "refused"
    assert_equal(tables(cache), before)
    assert job(cache, "--accept-loss", *arguments) == (0, "")
    assert tables(cache)["tombstones"]["reason"].tolist() == ["removed"] * 3


def test_a_refused_loss_is_refused_before_each_is_asked_for(job, fake, cache):
    for number in range(1, 6):
        fake.remove(NCT(number))
    job(cache)
    assert "study" not in fake.kinds


@pytest.fixture
def other_rules(monkeypatch):
    """Rules under which everybody may join with an ECOG of 4, and their version."""

    def label_trial(trial: dict) -> list[dict]:
        rows = PLAIN(trial)
        return [row | {"value": "4"} if row["axis"] == "ecog_max" else row for row in rows]

    PLAIN = make.label_trial
    monkeypatch.setattr(make, "label_trial", label_trial)
    for name, module in list(sys.modules.items()):
        if name.startswith("pipelines") and hasattr(module, "lexicon_version"):
            monkeypatch.setattr(module, "lexicon_version", lambda: "otherrules00")


def test_other_rules_relabel_without_the_registry(job, fake, cache, tmp_path, other_rules):
    before = tables(cache)
    fake.faults[0] = lambda: None
    assert job(cache, url="http://127.0.0.1:9/api/v2")[0] == 5, "the registry is still asked, afterwards"
    after, manifest = tables(cache), store.manifest(cache)
    assert (manifest["mode"], manifest["lexicon_version"], fake.asked) == ("relabelled", "otherrules00", [])
    assert set(after["labels"].query("axis == 'ecog_max'")["value"]) == {"4"}
    assert_equal(after, before, "studies")
    assert set(store.load(cache).history["cause"]) == {"rules"}
    fresh = tmp_path / "fresh"
    assert job(fresh) == (0, "")
    assert_equal(after, tables(fresh), "trials", "locations", "labels", "studies")
