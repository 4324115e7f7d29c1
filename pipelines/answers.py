"""What an answer of the registry means: a JSON object, or one clear error."""

import requests

from cache.errors import RegistryError

BUSY = (429, 500, 502, 503, 504)
CHANGED = "data have probably changed while you were paginating"
NOT_FOUND = "NCT number {nct_id} not found"
"""The registry's own words for an id that it does not have; a 404 without them comes from something in between."""


class Unreachable(RegistryError):
    """No answer, or only 'busy' after all attempts."""


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


class DataChanged(RegistryError):
    """New data came while the registry was read: all read so far is worthless."""


def read_json(response: requests.Response, url: str) -> dict:
    """The JSON object of an answer. Raises the RegistryError that its status or its body stands for."""
    _refuse_status(response, url)
    try:
        found = response.json()
    except requests.exceptions.JSONDecodeError as error:
        text = _line(response.text[:200].strip())
        raise BadAnswer(f"{url} did not answer with whole JSON ({text or 'nothing'}); try again later.") from error
    if not isinstance(found, dict):
        raise BadAnswer(f"{url} answered with JSON that is not an object; try again later.")
    return found


def _refuse_status(response: requests.Response, url: str) -> None:
    status, text = response.status_code, response.text[:200].strip() if response.status_code != 200 else ""
    if status == 403:
        raise Blocked(f"{url} refuses requests from this computer (403); wait, or run from another network.")
    if status == 404 and text == NOT_FOUND.format(nct_id=url.rpartition("/")[2]):
        raise NoSuchStudy(f"{url} is not a study of the registry.")
    if status == 404:
        raise NotFound(f"{url} was not found (404: {_line(text)}); check --api-url.")
    if status == 400 and CHANGED in text:
        raise DataChanged(f"{url} got new data while pages were read.")
    if status == 400:
        raise BadRequest(f"{url} does not take the question (400: {_line(text)}); this program needs a correction.")
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
    return "a web page" if text.startswith("<") else " ".join(text.split())[:80]
