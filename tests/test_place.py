"""Where a cache can be, and what holds when something is written there."""

import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import Mock
from uuid import uuid4

import boto3
import pytest
import s3fs
from botocore.exceptions import EndpointConnectionError

from cache import place as places
from cache.errors import BadInput, StoreUnreachable
from cache.place import append_line, folders, is_local, move_in, place, read_bytes_now, remove, write_whole
from cache.reached import reached
from tests import object_store


@pytest.fixture
def bucket(monkeypatch):
    with object_store.new_bucket(monkeypatch) as address:
        yield address


@pytest.fixture(params=["local", "s3", "memory"])
def cache(request, tmp_path):
    """An empty place of each kind."""
    if request.param == "local":
        return place(str(tmp_path / "new"))
    return place(request.getfixturevalue("bucket") if request.param == "s3" else f"memory://{uuid4().hex}")


@pytest.mark.parametrize(
    ("text", "path", "local"),
    [
        pytest.param("data/here", "data/here", True, id="folder"),
        pytest.param("file:///data/a%20b", "/data/a b", True, id="file URL"),
        pytest.param("s3://bucket/prefix", "s3://bucket/prefix", False, id="S3"),
        pytest.param("s3://bucket", "s3://bucket/", False, id="whole bucket"),
        pytest.param("memory://x/y", "memory://x/y", False, id="memory"),
    ],
)
def test_a_place_is_read_from_text(text, path, local):
    made = place(text)
    assert (str(made), is_local(made), isinstance(made, Path)) == (path, local, local)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("s4://bucket/prefix", "s4:// is not known", id="unknown protocol"),
        pytest.param("simplecache::s3://bucket/x", "is not known", id="a store behind a cache"),
        pytest.param("s3://", "names no bucket", id="no bucket"),
        pytest.param("s3:///prefix", "names no bucket", id="empty bucket"),
    ],
)
def test_what_is_no_place_is_said(text, words):
    with pytest.raises(BadInput, match=words) as caught:
        place(text)
    assert str(caught.value).startswith(text)


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(BadInput, match=r"gs://bucket/x needs a package that is not installed: .*gcsfs"):
        place("gs://bucket/x")


def test_what_is_written_is_read(cache):
    with pytest.raises(FileNotFoundError):
        read_bytes_now(cache / "current")
    for text in ("first\n", "", "Żółć, a longer one\n"):
        write_whole(cache / "current", text)
        assert read_bytes_now(cache / "current") == text.encode()
        assert (cache / "current").read_text(encoding="utf-8") == text
    assert [path.name for path in cache.iterdir()] == ["current"]


def test_lines_are_added(cache):
    for line in ("one", "Zwei é", "three"):
        append_line(cache / "runs.jsonl", line)
    assert read_bytes_now(cache / "runs.jsonl") == "one\nZwei é\nthree\n".encode()


def test_an_object_of_lines_keeps_the_last_ones():
    runs = place(f"memory://{uuid4().hex}") / "runs.jsonl"
    write_whole(runs, "".join(f"{n}\n" for n in range(1_200)))
    append_line(runs, "1200")
    assert read_bytes_now(runs).decode().split() == [str(n) for n in range(201, 1_201)]


def test_half_a_line_does_not_stay_on_a_full_disk(tmp_path):
    runs = tmp_path / "runs.jsonl"
    append_line(runs, "a" * 50)
    full = pytest.raises(OSError, match=r"No space left|File too large")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child, full:
        child.submit(append_with_a_limit, runs, "b" * 100, 100).result()
    append_line(runs, "c")
    assert runs.read_text().splitlines() == ["a" * 50, "c"]


def append_with_a_limit(path, line: str, size: int) -> None:
    """In a process of its own: no file may grow beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    append_line(path, line)


def made_folder(parent, **files):
    folder = parent / f"made-{uuid4().hex}"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def test_folders_come_and_go_whole(cache, tmp_path):
    assert folders(cache / "snapshots") == []
    for name in ("b", "a"):
        move_in(made_folder(tmp_path, manifest="{}", table=name), cache / "snapshots" / name, last="manifest")
    assert folders(cache / "snapshots") == ["a", "b"]
    assert {path.name: path.read_text() for path in (cache / "snapshots" / "b").iterdir()} == {
        "manifest": "{}",
        "table": "b",
    }
    remove(cache / "snapshots" / "b", first="manifest")
    remove(cache / "snapshots" / "b")
    remove(cache / "never" / "was")
    assert [path.name for path in (cache / "snapshots").iterdir()] == ["a"]


def test_folders_that_are_not_finished_are_told_apart(cache):
    for name in ("a/manifest", "a/table", "b/table", "c/manifest", "manifest/x", "d/e/manifest"):
        write_whole(cache / name, "{}")
    assert folders(cache) == ["a", "b", "c", "d", "manifest"]
    assert folders(cache, holding="manifest") == ["a", "c"]
    assert folders(cache / "never", holding="manifest") == []


def test_the_last_file_is_uploaded_last(tmp_path, monkeypatch):
    target = place(f"memory://{uuid4().hex}") / "name"
    sent, plain = [], type(target.fs).put_file
    monkeypatch.setattr(
        type(target.fs),
        "put_file",
        lambda fs, source, *rest: (sent.append(Path(source).name), plain(fs, source, *rest)),
    )
    move_in(made_folder(tmp_path, zebra="", b="", a=""), target, last="b")
    assert sent == ["a", "zebra", "b"]


def test_a_removal_that_was_cut_short_is_finished_by_the_next(tmp_path, monkeypatch):
    for name in ("a", "b"):
        move_in(made_folder(tmp_path, manifest="{}"), tmp_path / "snapshots" / name, last="manifest")
    with monkeypatch.context() as cut:
        cut.setattr(places.shutil, "rmtree", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            remove(tmp_path / "snapshots" / "a")
    assert not (tmp_path / "snapshots" / "a").exists()
    remove(tmp_path / "snapshots" / "b")
    assert list((tmp_path / "snapshots").iterdir()) == []


def test_a_write_that_fails_leaves_the_old_content_and_nothing_else(tmp_path, monkeypatch):
    write_whole(tmp_path / "current", "old")
    monkeypatch.setattr(places.os, "fsync", Mock(side_effect=OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "current", "new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"current": "old"}


def test_what_another_process_changes_is_seen_at_once(bucket):
    cache, other = place(bucket), boto3.client("s3")
    name = bucket.split("/")[2]
    for n in range(3):
        other.put_object(Bucket=name, Key="cache/current", Body=b"x" * (n + 1))
        other.put_object(Bucket=name, Key=f"cache/snapshots/{n}/manifest.json", Body=b"{}")
        assert read_bytes_now(cache / "current") == (cache / "current").read_bytes() == b"x" * (n + 1)
        assert (cache / "current").stat().st_size == n + 1
        assert folders(cache / "snapshots") == [str(each) for each in range(n + 1)]
        assert [path.name for path in (cache / "snapshots").iterdir()] == folders(cache / "snapshots")
    other.delete_object(Bucket=name, Key="cache/current")
    assert not (cache / "current").exists()


ASKED = [
    pytest.param(lambda cache: read_bytes_now(cache / "current"), id="read"),
    pytest.param(lambda cache: write_whole(cache / "current", "x"), id="write"),
    pytest.param(lambda cache: append_line(cache / "runs.jsonl", "x"), id="append"),
    pytest.param(lambda cache: folders(cache / "snapshots"), id="list"),
    pytest.param(lambda cache: folders(cache / "snapshots", holding="manifest.json"), id="list finished"),
    pytest.param(lambda cache: remove(cache / "snapshots" / "x"), id="remove"),
]


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"bucket": "missing"}, "bucket does not exist", id="no bucket"),
        pytest.param({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "Could not connect", id="no network"),
        pytest.param(
            {"AWS_ACCESS_KEY_ID": "", "AWS_EC2_METADATA_DISABLED": "true"}, "credentials", id="no credentials"
        ),
    ],
)
def test_a_store_out_of_reach_is_one_sentence(bucket, monkeypatch, tmp_path, ask, change, words):
    for name, value in change.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    s3fs.S3FileSystem.clear_instance_cache()
    cache = place(f"s3://{change['bucket']}/x" if "bucket" in change else bucket)
    with pytest.raises(StoreUnreachable, match=words) as caught:
        ask(cache)
    assert str(caught.value).startswith(f"{cache}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("fault", "becomes"),
    [
        pytest.param(EndpointConnectionError(endpoint_url="x"), StoreUnreachable, id="no OSError"),
        pytest.param(ConnectionResetError("reset"), StoreUnreachable, id="connection"),
        pytest.param(PermissionError("Access Denied"), StoreUnreachable, id="refused by the store"),
        pytest.param(NotImplementedError(), StoreUnreachable, id="a store that cannot do it"),
        pytest.param(StoreUnreachable("said before"), StoreUnreachable, id="said before"),
        pytest.param(FileNotFoundError("x"), FileNotFoundError, id="missing"),
        pytest.param(FileExistsError("x"), FileExistsError, id="there already"),
        pytest.param(PermissionError(13, "Permission denied", "/etc/x"), PermissionError, id="a file of this computer"),
        pytest.param(ValueError("ours"), ValueError, id="a fault of ours"),
    ],
)
def test_faults_of_a_store_are_told_from_others(fault, becomes):
    with pytest.raises(Exception, match=".") as caught, reached(place("s3://bucket/x")):
        raise fault
    assert type(caught.value) is becomes
    assert (caught.value is fault) == (becomes is type(fault))


def test_faults_of_a_folder_stay_what_they_are(tmp_path):
    with pytest.raises(PermissionError, match="denied"), reached(tmp_path):
        raise PermissionError(13, "Permission denied")
