"""Faults of a registry by name, each a function that sets up the fake; and two nights that it is used on."""

import itertools
import socket
import struct
import time
from collections.abc import Callable

from werkzeug import Response

from tests.fake_registry import FakeRegistry, refuses, study

Fault = Callable[[FakeRegistry], object]
NCT = "NCT980000{:02}".format
HANG = 0.3


class Reset(Response):
    """A connection that is torn down without a word."""

    def __call__(self, environ, start_response):
        environ["werkzeug.socket"].setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise ConnectionResetError


def hangs() -> None:
    time.sleep(HANG)


def garbage() -> Response:
    return Response('{"studies": [}{', content_type="application/json")


def once(fault: Callable, at: int = 2) -> Fault:
    return lambda fake: fake.faults.update({at: fault})


def in_turn(*faults: Callable) -> Fault:
    """Each of the faults once, at the second request and those after it."""
    return lambda fake: fake.faults.update(dict(enumerate(faults, 2)))


def for_ever(fault: Callable, at: int = 2) -> Fault:
    return lambda fake: fake.faults.update(dict.fromkeys(range(at, 200), fault))


def throttled(fake: FakeRegistry) -> None:
    """Three requests pass, two are refused, and so on."""
    answers = itertools.cycle([None, None, None, refuses(429)(), refuses(429)()])
    fake.faults[0] = lambda: next(answers)


def at_version(number: int, fault: Callable) -> Fault:
    """The version is refused from the n-th question on."""
    return lambda fake: fake.faults.update({("version", n): fault for n in range(number, 50)})


def new_data(fake: FakeRegistry, request: str | tuple = 2, times: int = 1) -> None:
    """New data come just before a request."""
    left = iter(range(times))
    fake.faults[request] = lambda: fake.bump() and None if next(left, None) is not None else None


def twist(kind: str, change: Callable[[list[dict]], list[dict]]) -> Fault:
    """Other studies in an answer, with a total that agrees."""

    def twisted(body: dict) -> dict:
        before, after = body["studies"], change(body["studies"])
        total = {"totalCount": body["totalCount"] + len(after) - len(before)} if "totalCount" in body else {}
        return body | {"studies": after} | total

    return lambda fake: fake.twists.update({kind: twisted})


def nameless(studies: list[dict]) -> list[dict]:
    for each in studies[:1]:
        each["protocolSection"]["identificationModule"] = None
    return studies


def never_the_same_data(fake: FakeRegistry) -> None:
    fake.timestamps = [f"2026-11-25T09:00:{second:02}" for second in range(60)]


def short_total(fake: FakeRegistry) -> None:
    fake.total = 9


def start(fake: FakeRegistry) -> None:
    fake.studies = [study(n) for n in range(1, 13)]
    places = fake.studies[4]["protocolSection"]["contactsLocationsModule"]["locations"]
    places.append({"facility": "Example Hospital", "city": "Izmir", "country": "Turkey", "status": "RECRUITING"})


def night(fake: FakeRegistry) -> None:
    """One trial each is new, changed, closed and gone."""
    fake.add(study(20), at=3)
    fake.change(NCT(1), eligibilityModule={"eligibilityCriteria": "Inclusion Criteria:\n\n* Brain metastases"})
    fake.set_status(NCT(2), "COMPLETED")
    fake.remove(NCT(3))
    fake.forget()
