"""What an answer of the registry means: a JSON object, or one clear error."""

import orjson

from cache.errors import RegistryError

BUSY = (429, 500, 502, 503, 504)
CHANGED = "data have probably changed while you were paginating"
NOT_FOUND = "NCT number {nct_id} not found"
"""The registry's own words for an id that it does not have; a 404 without them comes from something in between."""


class Unreachable(RegistryError):
    """No answer, or only 'busy' after all attempts."""


class BrokeOff(Unreachable):
    """The connection ended within the answer."""


class Blocked(RegistryError):
    """403: the registry refuses this computer."""


class BadRequest(RegistryError):
    """400: the registry does not take the question."""


class NotFound(RegistryError):
    """404: no such address."""


class NoSuchStudy(NotFound):
    """404, said by the registry itself of one study."""


class BadAnswer(RegistryError):
    """Something that is not the answer to the question: no JSON, a page twice, a total that does not fit."""


class Garbled(BadAnswer):
    """No JSON, or not all of it: a page of something in between, a body cut short."""


class DataChanged(RegistryError):
    """New data came while the registry was read: all read so far is worthless."""


def read_json(status: int, body: bytes, url: str) -> dict:
    """The JSON object of an answer. Raises the RegistryError that its status or its body stands for."""
    text = _line(body[:400].decode(errors="replace"))
    _refuse_status(status, text, url)
    try:
        found = orjson.loads(body)
    except ValueError as error:
        raise Garbled(f"{url} did not answer with whole JSON ({text[:80] or 'nothing'}); try again later.") from error
    if not isinstance(found, dict):
        raise BadAnswer(f"{url} answered with JSON that is not an object; try again later.")
    return found


def _refuse_status(status: int, text: str, url: str) -> None:
    if status == 403:
        raise Blocked(f"{url} refuses requests from this computer (403); wait, or run from another network.")
    if status == 404 and text == NOT_FOUND.format(nct_id=url.rpartition("/")[2]):
        raise NoSuchStudy(f"{url} is not a study of the registry.")
    if status == 404:
        raise NotFound(f"{url} was not found (404: {text[:80]}); check --api-url.")
    if status == 400 and CHANGED in text:
        raise DataChanged(f"{url} got new data while pages were read.")
    if status == 400:
        raise BadRequest(f"{url} does not take the question (400: {text[:80]}); this program needs a correction.")
    if status in BUSY:
        raise Unreachable(f"{url} is busy ({status}) and stayed so; try again later.")
    if status != 200:
        raise BadAnswer(f"{url} answered with status {status}; try again later.")


def nct_id_of(study: dict) -> str | None:
    """The NCT id of a record; None where it has none."""
    try:
        return study["protocolSection"]["identificationModule"]["nctId"]
    except (KeyError, TypeError):
        return None


def _line(text: str) -> str:
    """The beginning of an answer as one line, for a message."""
    return "a web page" if text.lstrip().startswith("<") else " ".join(text.split())
