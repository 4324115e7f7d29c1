"""The registry's answers, good and bad: complete and checked, or one clear error."""

import json
import socket
import time

import pytest
from werkzeug import Response

from pipelines import answers
from pipelines import registry as reg
from tests.fake_registry import CHANGED, HTML, breaks_off, cut_short, nct_id, refuses, study

QUESTION = {"query.cond": "breast cancer"}


def pages(registry: reg.Registry) -> list[list[str]]:
    return [[nct_id(found) for found in studies] for studies, _ in registry.pages(QUESTION)]


def says(value) -> Response:
    return Response(json.dumps(value), content_type="application/json")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        pytest.param(0, [0], id="nothing found"),
        pytest.param(1, [1], id="one short page"),
        pytest.param(2, [2, 0], id="a full page, then the registry's empty one"),
        pytest.param(5, [2, 2, 1], id="a short last page"),
    ],
)
def test_follows_the_tokens_to_the_end(fake, registry, count, expected):
    fake.studies = [study(number) for number in range(count)]
    found = pages(registry)
    assert [len(page) for page in found] == expected
    assert [one for page in found for one in page] == [nct_id(each) for each in fake.studies]


def test_asks_for_the_total_once_and_repeats_the_question(fake, registry):
    pages(registry)
    first, second, third = (request.args.to_dict() for request in fake.asked)
    assert first == {**QUESTION, "pageSize": "1000", "countTotal": "true"}
    assert second == {**QUESTION, "pageSize": "1000", "pageToken": "2"}
    assert third == {**QUESTION, "pageSize": "1000", "pageToken": "4"}


def test_names_the_project(fake, registry):
    pages(registry)
    assert all("mbc-trial-finder" in request.headers["User-Agent"] for request in fake.asked)


def test_a_page_is_given_before_the_next_is_asked_for(fake, registry):
    next(registry.pages(QUESTION))
    assert len(fake.asked) == 1


FAULTS = [
    pytest.param(lambda: HTML, answers.BadAnswer, "not answer with whole JSON", id="HTML with status 200"),
    pytest.param(cut_short, answers.BadAnswer, "not answer with whole JSON", id="half a body"),
    pytest.param(breaks_off, answers.Unreachable, "broke off", id="connection lost in the body"),
    pytest.param(refuses(403, "no"), answers.Blocked, "refuses requests from this computer", id="403"),
    pytest.param(refuses(400, "bad field"), answers.BadRequest, "400: bad field", id="400"),
    pytest.param(refuses(404, "gone"), answers.NotFound, "404: gone", id="404"),
    pytest.param(refuses(418), answers.BadAnswer, "status 418", id="a status nobody expects"),
    pytest.param(refuses(503), answers.Unreachable, r"busy \(503\)", id="busy for ever"),
    pytest.param(refuses(400, CHANGED), answers.DataChanged, "got new data", id="data changed"),
    pytest.param(lambda: says([]), answers.BadAnswer, "not an object", id="a list"),
    pytest.param(lambda: says({}), answers.BadAnswer, "without studies", id="no studies"),
    pytest.param(lambda: says({"totalCount": 1, "studies": [{}]}), answers.BadAnswer, "without an NCT id", id="no id"),
    pytest.param(lambda: says({"studies": []}), answers.BadAnswer, "without their number", id="no total"),
]


@pytest.mark.parametrize(("how", "error", "words"), FAULTS)
def test_a_fault_is_its_own_error_in_one_sentence(fake, registry, how, error, words):
    fake.faults[0] = how
    with pytest.raises(error, match=words) as caught:
        pages(registry)
    assert str(caught.value).startswith(fake.url)
    assert "\n" not in str(caught.value)


def test_a_version_without_a_data_date(httpserver):
    httpserver.expect_request("/api/v2/version").respond_with_json({"apiVersion": "2.0.5"})
    with pytest.raises(answers.BadAnswer, match="data date"):
        reg.Registry(httpserver.url_for("/api/v2")).version()


@pytest.mark.parametrize(
    ("nth", "how", "words"),
    [
        pytest.param(2, lambda fake: fake.page(0), "twice", id="a page comes again"),
        pytest.param(3, lambda fake: says({"studies": []}), "reported 5 studies but sent 4", id="the end is missing"),
        pytest.param(1, lambda fake: says({"totalCount": 5, "studies": []}), "but sent 0", id="a token is lost"),
    ],
)
def test_an_incomplete_pull_is_refused(fake, registry, nth, how, words):
    fake.faults[nth] = lambda: how(fake)
    with pytest.raises(answers.BadAnswer, match=words):
        pages(registry)


@pytest.mark.parametrize("total", [4, 6])
def test_a_total_that_does_not_fit_is_refused(fake, registry, total):
    fake.total = total
    with pytest.raises(answers.BadAnswer, match=f"reported {total} studies but sent 5"):
        pages(registry)


@pytest.mark.parametrize(
    ("how", "times"),
    [
        pytest.param(refuses(429, **{"Retry-After": "0"}), 5, id="429 that says when"),
        pytest.param(refuses(429), 5, id="429 that does not"),
        pytest.param(refuses(502), 5, id="502"),
        pytest.param(breaks_off, 2, id="connection lost in the body"),
    ],
)
def test_what_passes_is_asked_again(fake, registry, how, times):
    fake.faults = dict.fromkeys(range(1, times + 1), how)
    assert sum(map(len, pages(registry))) == 5
    assert (len(fake.asked), registry.traffic.retries) == (times + 3, times)


def test_counts_what_was_asked_and_received(fake, registry):
    pages(registry)
    assert (registry.traffic.requests, registry.traffic.retries) == (3, 0)
    assert registry.traffic.bytes == sum(len(fake.page(start).get_data()) for start in (0, 2, 4))


def test_waits_as_long_as_the_registry_asks(fake, registry):
    fake.faults[1] = refuses(429, **{"Retry-After": "1"})
    began = time.monotonic()
    pages(registry)
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize(
    ("url", "pause"),
    [
        pytest.param(reg.LIVE, 1.2, id="the live registry"),
        pytest.param("http://127.0.0.1:1/api/v2", 0, id="loopback"),
        pytest.param("http://[::1]:1/api/v2", 0, id="loopback, version 6"),
        pytest.param("http://localhost:1/api/v2", 0, id="localhost"),
    ],
)
def test_leaves_time_between_requests_to_others(monkeypatch, url, pause):
    clock, slept = [100.0], []
    monkeypatch.setattr(reg.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(reg.time, "sleep", slept.append)
    registry = reg.Registry(url)
    registry._wait()
    clock[0] += 0.2
    registry._wait()
    assert slept == [0, pytest.approx(max(0, pause - 0.2))]


def test_production_settings():
    assert (reg.RETRY.total, reg.RETRY.backoff_max) == (5, 30), "six attempts, at most 30 seconds apart"
    assert reg.RETRY.respect_retry_after_header
    assert reg.RETRY.backoff_jitter > 0
    assert set(reg.RETRY.status_forcelist) == {429, 500, 502, 503, 504}


def test_the_first_contact_takes_less_than_fifteen_seconds():
    first, (connecting, reading) = reg.FIRST_CONTACT, reg.FIRST_TIMEOUTS
    between = first.backoff_factor * 2 + first.backoff_jitter
    assert (first.connect + 1) * connecting + between < 15, "nobody there"
    assert (first.read + 1) * reading + between < 15, "no answer"
    assert reg.BODY_ATTEMPTS * reading < 15, "half an answer"
    assert first.total * first.retry_after_max < 15, "busy, come back in an hour"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_nobody_listens():
    with pytest.raises(answers.Unreachable, match="does not answer"):
        reg.Registry(f"http://127.0.0.1:{free_port()}/api/v2").version()


@pytest.mark.parametrize("url", ["nonsense", "ftp://127.0.0.1/api", "http://"])
def test_an_address_that_is_none(url):
    with pytest.raises(answers.Unreachable, match="check --api-url"):
        reg.Registry(url).version()


def test_a_first_contact_without_an_answer_is_given_up(monkeypatch):
    monkeypatch.setattr(reg, "FIRST_TIMEOUTS", (0.4, 0.5))
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = time.monotonic()
        with pytest.raises(answers.Unreachable, match="does not answer"):
            reg.Registry(f"http://127.0.0.1:{silent.getsockname()[1]}/api/v2").version()
    assert time.monotonic() - began < 4
