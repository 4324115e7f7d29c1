"""The only module that speaks HTTP: asks the ClinicalTrials.gov API v2 and gives pages of records, or one clear error."""

import ipaddress
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from pipelines.answers import BUSY, BadAnswer, BrokeOff, Garbled, NoSuchStudy, Unreachable, nct_id_of, read_json

LIVE = "https://clinicaltrials.gov/api/v2"
USER_AGENT = f"mbc-trial-finder/0.1 (metastatic breast cancer trial finder; {requests.utils.default_user_agent()})"
PAGE_SIZE = 1000
PAUSE = 1.2
"""Seconds between requests to a registry that others use too: no limit is published, this spacing is known to be taken well."""
TIMEOUTS = (10, 60)
FIRST_TIMEOUTS = (4, 4.5)
"""Seconds for connecting and reading. With FIRST_CONTACT a registry that does not answer is given up within 15 seconds."""
RETRY = Retry(
    total=5,
    status_forcelist=BUSY,
    backoff_factor=1,
    backoff_max=30,
    backoff_jitter=1,
    retry_after_max=30,
    raise_on_status=False,
)
FIRST_CONTACT = RETRY.new(total=3, connect=2, read=1, backoff_factor=0.5, backoff_jitter=0.5, retry_after_max=4)
BODY_ATTEMPTS = 3
"""How often a page is asked for whose body breaks off or is no JSON; urllib3 repeats only what fails before the body."""


@dataclass
class Traffic:
    """What was asked and received so far."""

    requests: int = 0
    bytes: int = 0
    retries: int = 0


class Registry:
    """One session with the registry at `url`. `retry` and `pause` (seconds) are for tests; the defaults are for the live one."""

    def __init__(self, url: str = LIVE, retry: Retry = RETRY, first: Retry = FIRST_CONTACT, pause: float | None = None):
        self.url = url.rstrip("/")
        self.traffic = Traffic()
        self._pause = pause if pause is not None else 0 if _is_loopback(self.url) else PAUSE
        self._last = 0.0
        self._met = False
        self._session = requests.Session()
        self._session.headers["User-Agent"] = USER_AGENT
        self._session.mount(self.url, HTTPAdapter(max_retries=retry))
        self._session.mount(f"{self.url}/version", HTTPAdapter(max_retries=first))

    def version(self) -> dict:
        """{'apiVersion', 'dataTimestamp'}. Raises RegistryError."""
        found = self._get("version", {})
        if not {"apiVersion", "dataTimestamp"} <= found.keys():
            raise BadAnswer(
                f"{self.url}/version does not name its version and data date; check that --api-url is right."
            )
        return found

    def pages(self, question: Mapping[str, str]) -> Iterator[tuple[list[dict], int]]:
        """Each page of studies with the total that the registry reported; complete, each id once, or RegistryError."""
        params = {**question, "pageSize": str(PAGE_SIZE), "countTotal": "true"}
        total, seen = None, set()
        while True:
            page = self._get("studies", params)
            studies = page.get("studies")
            total = page.get("totalCount", total)
            if not isinstance(studies, list) or not isinstance(total, int):
                raise BadAnswer(
                    f"{self.url}/studies answered without studies or without their number; try again later."
                )
            self._note_ids(studies, seen)
            yield studies, total
            if not page.get("nextPageToken"):
                break
            params = {**question, "pageSize": str(PAGE_SIZE), "pageToken": page["nextPageToken"]}
        if len(seen) != total:
            raise BadAnswer(f"{self.url} reported {total:,} studies but sent {len(seen):,}; try again later.")

    def study(self, nct_id: str) -> str | None:
        """The id under which the registry keeps a study today, another one where it was merged; None where it is gone."""
        try:
            found = nct_id_of(self._get(f"studies/{nct_id}", {"fields": "NCTId"}))
        except NoSuchStudy:
            return None
        if found is None:
            raise BadAnswer(f"{self.url}/studies/{nct_id} answered without an NCT id; try again later.")
        return found

    def _note_ids(self, studies: list[dict], seen: set[str]) -> None:
        for study in studies:
            nct_id = nct_id_of(study)
            if nct_id is None:
                raise BadAnswer(f"{self.url} sent a study without an NCT id; try again later.")
            if nct_id in seen:
                raise BadAnswer(f"{self.url} sent {nct_id} twice, so its pages cannot be trusted; try again later.")
            seen.add(nct_id)

    def _get(self, path: str, params: Mapping[str, str]) -> dict:
        """The answer; what broke off or is no JSON is asked for again, since the next answer may be whole."""
        for attempt in range(1, BODY_ATTEMPTS):
            try:
                return self._get_once(f"{self.url}/{path}", params)
            except (BrokeOff, Garbled):
                self.traffic.retries += 1
                time.sleep(self._pause * 2**attempt)
        return self._get_once(f"{self.url}/{path}", params)

    def _get_once(self, url: str, params: Mapping[str, str]) -> dict:
        self._wait()
        self.traffic.requests += 1
        try:
            response = self._session.get(url, params=params, timeout=TIMEOUTS if self._met else FIRST_TIMEOUTS)
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            if _broke_off(error):
                raise BrokeOff(f"{self.url} broke off in the middle of its answer; try again later.") from error
            raise Unreachable(f"{self.url} does not answer; check the connection and try again later.") from error
        except requests.RequestException as error:
            raise Unreachable(f"{self.url} cannot be asked ({error}); check --api-url.") from error
        self._note(response)
        return read_json(response.status_code, response.content, url)

    def _wait(self) -> None:
        time.sleep(max(0.0, self._last + self._pause - time.monotonic()))
        self._last = time.monotonic()

    def _note(self, response: requests.Response) -> None:
        self._met = True
        self._last = time.monotonic()
        self.traffic.bytes += len(response.content)
        history = response.raw.retries.history if response.raw.retries else ()
        self.traffic.retries += len(history)


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _broke_off(error: requests.RequestException) -> bool:
    """Whether the answer had begun: then urllib3 has not tried again by itself."""
    never_began = requests.ConnectTimeout | requests.exceptions.RetryError
    return not isinstance(error, never_began) and "Max retries" not in str(error)
