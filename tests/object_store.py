"""An S3 server on this computer, for tests of a cache in an object store."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from uuid import uuid4

import boto3
import s3fs
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server


class Quiet(MotoRequestHandler):
    """Handles requests without a log of them."""

    def log_request(self, *args) -> None:
        pass


class OneAtATime(DomainDispatcherApplication):
    """S3 promises that a conditional put is one step; moto looks first and puts then, so requests wait for each other."""

    turn = threading.Lock()

    def __call__(self, environ, start_response):
        with self.turn:
            return list(super().__call__(environ, start_response))


@cache
def server() -> str:
    """Address of the one server of this run of the tests."""
    app = OneAtATime(create_backend_app)
    made = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{made.server_port}"


@contextmanager
def new_bucket(monkeypatch) -> Iterator[str]:
    """Address of a place in an empty bucket; the environment, also that of processes started here, leads to the server."""
    settings = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": server(),
        "AWS_MAX_ATTEMPTS": "1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    name = f"bucket-{uuid4().hex}"
    boto3.client("s3").create_bucket(Bucket=name)
    yield f"s3://{name}/cache"
    s3fs.S3FileSystem.clear_instance_cache()
