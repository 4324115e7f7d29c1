"""A cache in an object store: one job writes, many dashboards read, and all of them see one whole snapshot at any moment."""

import json
import multiprocessing
from unittest.mock import Mock
from uuid import uuid4

import pytest
import s3fs
from botocore.exceptions import EndpointConnectionError

from cache import publish, schema, store
from cache.errors import NoSnapshot
from cache.lock import locked
from cache.place import folders, move_in, place, read_bytes_now, remove
from pipelines.__main__ import main
from tests import object_store
from tests.fake_registry import FakeRegistry, nct_id, study
from tests.snapshots import assert_equal

PUBLISHES, READERS = 12, 2
TRIALS = 40


@pytest.fixture
def bucket(monkeypatch):
    with object_store.new_bucket(monkeypatch) as address:
        yield address


@pytest.fixture
def run(capsys):
    """Runs a command; gives its exit code and what it wrote."""

    def command(*arguments):
        code = main(list(arguments))
        wrote = capsys.readouterr()
        return code, wrote.out, wrote.err

    return command


def ids(cache):
    return store.load(cache).trials["nct_id"].tolist()


def night(fake: FakeRegistry) -> None:
    """One trial more, one changed, one gone."""
    fake.add(study(6))
    fake.set_status(nct_id(fake.studies[0]), "ACTIVE_NOT_RECRUITING")
    fake.remove(nct_id(fake.studies[1]))


def tables(cache) -> dict:
    live = store.load(cache)
    return {name: getattr(live, name).drop(columns="snapshot", errors="ignore") for name in schema.TABLES}


@pytest.mark.parametrize("kind", ["s3", "memory"])
def test_nights_in_a_store_are_those_in_a_folder(request, job, run, fake, tmp_path, kind):
    address = request.getfixturevalue("bucket") if kind == "s3" else f"memory://{uuid4().hex}"
    cache = place(address)
    fake.studies += [study(n) for n in range(10, 30)]  # a loss of one is no reason to refuse
    for prepare in (lambda fake: None, night, lambda fake: None):
        prepare(fake)
        assert [job(address)[0], job(tmp_path)[0]] == [0, 0]
        assert_equal(tables(cache), tables(tmp_path))
    outcomes = [json.loads(line)["outcome"] for line in read_bytes_now(cache / "runs.jsonl").splitlines()]
    assert outcomes == ["published", "published", "unchanged"]
    assert run("verify", "--cache", address)[0] == 0
    facts = json.loads(run("status", "--json", "--cache", address)[1])
    assert (facts["name"], facts["counts"]["stored"]) == (store.current_name(cache), 25)
    assert sorted(path.name for path in cache.iterdir()) == ["current", "runs.jsonl", "snapshots"]


def test_going_back_and_pruning_in_a_store(job, run, fake, bucket):
    cache = place(bucket)
    names, held = [], []
    for number in range(3):
        fake.add(study(50 + number))
        assert job(bucket)[0] == 0
        names.append(store.current_name(cache))
        held.append(ids(cache))
    assert run("rollback", "--cache", bucket)[:2] == (0, f"The live snapshot is now {names[1]}.\n")
    assert ids(cache) == held[1]
    code, said, _ = run("prune", "--keep", "1", "--cache", bucket)
    assert (code, names[0] in said, folders(cache / "snapshots")) == (0, True, names[1:])
    assert ids(cache) == held[1]


def test_a_damaged_object_is_named_and_the_snapshot_before_is_shown(job, run, fake, bucket):
    cache = place(bucket)
    assert job(bucket)[0] == 0
    before = store.current_name(cache)
    night(fake)
    assert job(bucket, "--accept-loss")[0] == 0
    damaged = store.snapshot_folder(cache) / "labels.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    code, said, _ = run("verify", "--cache", bucket)
    assert (code, "labels.parquet does not match" in said) == (1, True)
    shown = store.load(cache)
    assert (shown.name, "labels.parquet" in shown.notice) == (before, True)


def test_a_second_refresh_at_once_is_refused(job, fake, bucket):
    with locked(place(bucket)):
        code, err = job(bucket)
    assert (code, err.count("\n"), err.startswith("Another job")) == (6, 1, True)
    assert job(bucket)[0] == 0


def test_a_refresh_whose_lease_was_taken_over_publishes_nothing(job, fake, bucket):
    cache = place(bucket)
    assert job(bucket)[0] == 0
    before, held = store.current_name(cache), ids(cache)
    theirs = b'{"holder": "another", "lease_end": "2999-01-01T00:00:00+00:00"}'

    def taken_over(body):
        (cache / "lock").write_bytes(theirs)
        return body

    night(fake)
    fake.twists["ids"] = taken_over
    code, err = job(bucket, "--accept-loss")
    assert (code, err.count("taken over by another job")) == (6, 1)
    assert (store.current_name(cache), ids(cache), read_bytes_now(cache / "lock")) == (before, held, theirs)


@pytest.fixture
def cut_short(job, fake, bucket, monkeypatch):
    """A cache in which the upload of the second snapshot broke off; gives what the first one was."""
    cache = place(bucket)
    assert job(bucket)[0] == 0
    held = store.current_name(cache), ids(cache)
    night(fake)
    with monkeypatch.context() as cut:
        cut.setattr(cache.fs, "put_file", _breaks_at(4, cache.fs.put_file))
        code, err = job(bucket, "--accept-loss")
    assert (code, "cannot be reached (no route)" in err) == (1, True)
    assert len(folders(cache / "snapshots")) == 2
    return held


def test_an_upload_that_is_cut_short_changes_nothing_for_readers(job, fake, bucket, cut_short):
    cache = place(bucket)
    assert (store.current_name(cache), ids(cache)) == cut_short
    assert job(bucket, "--accept-loss")[0] == 0
    assert ids(cache) == [nct_id(each) for each in fake.studies]


def test_an_upload_that_is_cut_short_is_no_snapshot_and_is_cleared_away(job, run, bucket, cut_short):
    cache = place(bucket)
    assert store.snapshot_names(cache) == [cut_short[0]]
    assert run("rollback", "--cache", bucket)[0] == 2
    assert job(bucket, "--accept-loss")[0] == 0
    assert folders(cache / "snapshots") == sorted(store.snapshot_names(cache))


def _breaks_at(number, plain):
    done = []

    def put(*args):
        done.append(args)
        if len(done) == number:
            raise ConnectionResetError("no route")
        return plain(*args)

    return put


@pytest.mark.parametrize("command", ["status", "verify", "rollback", "changes", "refresh"])
def test_a_store_out_of_reach_is_one_sentence(run, bucket, monkeypatch, command):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    s3fs.S3FileSystem.clear_instance_cache()
    code, _, err = run(command, "--cache", bucket)
    assert (code, bucket in err, "Traceback" in err) == (1, True, False)
    assert err.splitlines()[-1].endswith("check the address, the credentials and the network.")


@pytest.mark.parametrize("command", ["refresh", "verify"])
def test_a_store_that_goes_away_is_one_sentence(job, run, fake, bucket, monkeypatch, command):
    cache = place(bucket)
    assert job(bucket)[0] == 0
    fake.bump()
    away = EndpointConnectionError(endpoint_url="http://away.example")
    monkeypatch.setattr(cache.fs, "open", Mock(side_effect=away))
    code, err = job(bucket) if command == "refresh" else run(command, "--cache", bucket)[::2]
    assert (code, err.count("\n"), bucket in err, "away.example" in err) == (1, 1, True, True)


@pytest.mark.parametrize("arguments", [["--cache", "s4://bucket/x"], []], ids=["argument", "environment"])
def test_an_address_that_is_none_is_one_sentence(run, monkeypatch, arguments):
    monkeypatch.setenv("MBC_CACHE_DIR", "s4://bucket/x")
    code, _, err = run("status", *arguments)
    assert (code, err.count("\n"), err.startswith("s4://bucket/x cannot be used")) == (2, 1, True)


def edition(number: int) -> dict:
    """A whole small catalogue in which each row tells its edition."""
    rows = [{"nct_id": f"NCT98{n:06}", "brief_title": f"edition {number}"} for n in range(TRIALS)]
    places = [{"nct_id": row["nct_id"], "city": row["brief_title"]} for row in rows]
    return {"trials": schema.frame("trials", rows), "locations": schema.frame("locations", places)}


def read_on(address, stop, reading, seen):
    """What a dashboard does: looks at `current`, and loads when it is new to it. Gives what it saw and what was wrong."""
    cache, names, wrong, stopped = place(address), [], [], False
    while not stopped:
        stopped = stop.is_set()  # asked before the look, so that the last snapshot is seen
        name = store.current_name(cache)
        if names and name == names[-1]:
            continue
        found = store.load(cache)
        names.append(found.name)
        if not is_whole(found) or found.notice or found.name < name:
            wrong.append((name, found.name, found.notice))
        reading.release()
    seen.put((names, wrong))


def is_whole(found) -> bool:
    told = {f"edition {found.manifest['edition']}"}
    return set(found.trials["brief_title"]) == set(found.locations["city"]) == told and len(found.trials) == TRIALS


def test_readers_see_whole_snapshots_in_order_while_others_are_published_and_pruned(bucket):
    cache = place(bucket)
    published = [publish.publish(cache, edition(0), {"edition": 0})]
    spawn = multiprocessing.get_context("spawn")
    stop, reading, seen = spawn.Event(), spawn.Semaphore(0), spawn.Queue()
    readers = [spawn.Process(target=read_on, args=(bucket, stop, reading, seen)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    assert all(reading.acquire(timeout=60) for _ in readers)
    for number in range(1, PUBLISHES):
        with locked(cache):
            published.append(publish.publish(cache, edition(number), {"edition": number}))
            publish.prune(cache, 1)
    stop.set()
    told = [seen.get(timeout=60) for _ in readers]
    for reader in readers:
        reader.join(60)
    for names, wrong in told:
        assert wrong == []
        assert names == sorted(set(names))
        assert names[-1] == published[-1]
        assert set(names) <= set(published)
        assert len(names) > 2


def test_nothing_in_a_store_is_said(bucket):
    with pytest.raises(NoSnapshot, match=f"stored in {bucket} yet"):
        store.load(place(bucket))


def test_a_snapshot_made_here_is_read_there(bucket, tmp_path):
    """The same folder, moved by hand, is the same snapshot."""
    name = publish.publish(tmp_path, edition(1), {"edition": 1})
    cache = place(bucket)
    move_in(tmp_path / "snapshots" / name, cache / "snapshots" / name, last="manifest.json")
    (cache / "current").write_text(name)
    assert store.load(cache).manifest == store.load(tmp_path).manifest
    assert list(store.damaged_files(cache)) == []
    remove(cache / "snapshots" / name, first="manifest.json")
    assert folders(cache / "snapshots") == []
