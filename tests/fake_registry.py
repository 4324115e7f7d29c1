"""A small registry for tests: answers like the real one, is edited from night to night, and misbehaves on demand."""

import csv
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

STREAMS = Path(__file__).parents[1] / "pipelines" / "streams.csv"
CHANGED = "The data have probably changed while you were paginating. Please, start over from the first page."
HTML = Response("<!DOCTYPE html><html><body>Please wait</body></html>", content_type="text/html")
SWEPT = {"NCTId", "LastUpdatePostDate", "OverallStatus"}


def study(number: int, **changes) -> dict:
    """A made-up record of a metastatic breast cancer trial; keywords replace whole modules, None leaves one out."""
    modules = {
        "identificationModule": {"nctId": f"NCT{98000000 + number:08}", "briefTitle": f"Made-up study {number}"},
        "statusModule": {"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": "2026-11-01"}},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Example Hospital (demo)", "class": "OTHER"}},
        "conditionsModule": {"conditions": ["Metastatic Breast Cancer"]},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"]},
        "armsInterventionsModule": {
            "armGroups": [{"label": "Arm A", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Letrozole"]}],
            "interventions": [{"type": "DRUG", "name": "Letrozole", "armGroupLabels": ["Arm A"]}],
        },
        "eligibilityModule": {
            "eligibilityCriteria": "Inclusion Criteria:\n\n* Metastatic breast cancer\n* ECOG 0 or 1\n\n"
            "Exclusion Criteria:\n\n* Untreated brain metastases",
            "sex": "ALL",
        },
        "contactsLocationsModule": {
            "locations": [{"facility": "Example Hospital", "city": "Lyon", "country": "France", "status": "RECRUITING"}]
        },
    }
    modules |= changes
    return {"protocolSection": {name: module for name, module in modules.items() if module is not None}}


def nct_id(record: dict) -> str:
    return record["protocolSection"]["identificationModule"]["nctId"]


def aliases(record: dict) -> list[str]:
    return record["protocolSection"]["identificationModule"].get("nctIdAliases", [])


class FakeRegistry:
    """Serves `studies`, in their order. A study that `streams` does not name is found by every stream.

    `faults` answers instead: the n-th request for studies (key n, from 1), all of them (0), all of a kind or the n-th of
    a kind, as in ("ids", 2); a fault that gives None lets the request pass. `twists` change the JSON of an answer, by kind.
    Kinds: "version", "sweep", "recheck" (a sweep of some ids only), "ids" (whole records), "study" (a single one).
    """

    def __init__(self, server: HTTPServer):
        self.studies: list[dict] = [study(n) for n in range(1, 6)]
        self.streams: dict[str, set[str]] = {}
        self.timestamps = ["2026-11-24T09:00:04"]
        self.page_size = 2
        self.total: int | None = None
        self.faults: dict[int | str | tuple[str, int], Callable[[], Response | None]] = {}
        self.twists: dict[str, Callable[[dict], dict]] = {}
        self.asked: list[Request] = []
        self.kinds: list[str] = []
        self.url = server.url_for("/api/v2")
        self._edits = 0
        server.expect_request("/api/v2/version").respond_with_handler(self._version)
        server.expect_request("/api/v2/studies").respond_with_handler(self._studies)
        server.expect_request(re.compile("/api/v2/studies/NCT[0-9]+")).respond_with_handler(self._study)

    def forget(self) -> None:
        """Counts requests from here on, without faults."""
        self.asked, self.kinds, self.faults, self.twists = [], [], {}, {}

    def fetched(self) -> list[str]:
        """The ids that were asked for by name in full, in order."""
        batches = [request.args["filter.ids"] for request in self.asked if _kind(request) == "ids"]
        return [each for batch in batches for each in _listed(batch)]

    # ------------------------------------------------------------ answers
    def _version(self, request: Request) -> Response:
        """The first data date, and the next one at each further question while there are several."""
        fault = self._fault("version")
        stamp = self.timestamps.pop(0) if len(self.timestamps) > 1 else self.timestamps[0]
        return fault or _json({"apiVersion": "2.0.5", "dataTimestamp": stamp})

    def _studies(self, request: Request) -> Response:
        self.asked.append(request)
        fault = self._fault(kind := _kind(request))
        if fault:
            return fault
        start, _, edits = request.args.get("pageToken", "0").partition(".")
        if "pageToken" in request.args and int(edits or 0) != self._edits:
            return Response(CHANGED, status=400, content_type="text/plain")
        size = self.page_size if kind == "sweep" else int(request.args.get("pageSize", 10))
        return self.page(int(start), self._found(request), size, kind)

    def _study(self, request: Request) -> Response:
        self.asked.append(request)
        fault, wanted = self._fault("study"), request.path.rpartition("/")[2]
        for record in self.studies:
            if wanted in aliases(record):
                moved = {"Location": f"/api/v2/studies/{nct_id(record)}"}
                return fault or Response("", 301, moved, content_type="text/plain")
            if wanted == nct_id(record):
                return fault or _json(self._twisted("study", record))
        return fault or Response(f"NCT number {wanted} not found", 404, content_type="text/plain")

    def _fault(self, kind: str) -> Response | None:
        self.kinds.append(kind)
        keys = [(kind, self.kinds.count(kind)), kind] + ([] if kind == "version" else [len(self.asked), 0])
        how = next((self.faults[key] for key in keys if key in self.faults), None)
        return how() if how else None

    def _found(self, request: Request) -> list[dict]:
        """What a question matches: its stream, its statuses, its ids or their aliases."""
        stream = _stream(request)
        statuses = _listed(request.args.get("filter.overallStatus", ""))
        ids = _listed(request.args.get("filter.ids", ""))
        found = [
            record
            for record in self.studies
            if (not stream or stream in self.streams.get(nct_id(record), {stream}))
            and (not statuses or _status(record) in statuses)
            and (not ids or not {nct_id(record), *aliases(record)}.isdisjoint(ids))
        ]
        return [_swept(record) for record in found] if _is_sweep(request) else found

    def page(
        self, start: int, found: list[dict] | None = None, size: int | None = None, kind: str = "sweep"
    ) -> Response:
        """The page that begins with a study, as the registry sends it: a token even where nothing follows a full page."""
        found, size = self.studies if found is None else found, size or self.page_size
        body = {"studies": found[start : start + size]}
        if start == 0:
            body["totalCount"] = len(found) if self.total is None else self.total
        if len(body["studies"]) == size:
            body["nextPageToken"] = f"{start + size}" + (f".{self._edits}" if self._edits else "")
        return _json(self._twisted(kind, body))

    def _twisted(self, kind: str, body: dict) -> dict:
        twist = self.twists.get(kind)
        return twist(json.loads(json.dumps(body))) if twist else body

    # ------------------------------------------------------------ edits, each of them a new data version
    def bump(self, days: int = 0) -> str:
        """New data, a second or some days later; tokens of earlier pages die. Gives the day."""
        after = datetime.fromisoformat(self.timestamps[-1]) + timedelta(days=days, seconds=1)
        self._edits += 1
        self.timestamps = [after.isoformat()]
        return after.date().isoformat()

    def record(self, wanted: str) -> dict:
        return next(record for record in self.studies if nct_id(record) == wanted)

    def add(self, record: dict, at: int | None = None, streams: set[str] | None = None) -> None:
        day = self.bump()
        record["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"] = {"date": day}
        self.studies.insert(len(self.studies) if at is None else at, record)
        if streams is not None:
            self.streams[nct_id(record)] = streams

    def change(self, wanted: str, **modules: dict) -> None:
        """Other modules, and the day as the date of the update; what is said of the status is added to what it was."""
        day, section = self.bump(), self.record(wanted)["protocolSection"]
        status = section["statusModule"] | modules.pop("statusModule", {})
        section |= modules | {"statusModule": status | {"lastUpdatePostDateStruct": {"date": day}}}

    def set_status(self, wanted: str, status: str) -> None:
        self.change(wanted, statusModule={"overallStatus": status})

    def remove(self, wanted: str) -> None:
        self.bump()
        self.studies.remove(self.record(wanted))

    def merge(self, old: str, new: str) -> None:
        """`old`, and what was merged into it before, becomes an alias of `new`."""
        gone = self.record(old)
        self.remove(old)
        self.change(new)
        identification = self.record(new)["protocolSection"]["identificationModule"]
        identification["nctIdAliases"] = [*aliases(self.record(new)), old, *aliases(gone)]

    def match(self, wanted: str, streams: set[str]) -> None:
        """The streams that find a study from now on; none: it left the query. Its own date stays."""
        self.bump()
        self.streams[wanted] = streams


def _kind(request: Request) -> str:
    if request.path.rpartition("/")[2] != "studies":
        return "study"
    if "filter.ids" not in request.args:
        return "sweep"
    return "recheck" if _is_sweep(request) else "ids"


def _is_sweep(request: Request) -> bool:
    return set(_listed(request.args.get("fields", ""))) == SWEPT


def _stream(request: Request) -> str | None:
    with STREAMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if all(request.args.get(name, "") == row[name] for name in row if name.startswith("query.")):
                return row["name"]
    return None


def _listed(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _status(record: dict) -> str | None:
    return (record["protocolSection"].get("statusModule") or {}).get("overallStatus")


def _swept(record: dict) -> dict:
    """The three fields of a sweep, as far as the record has them."""
    section = record["protocolSection"]
    kept = {"identificationModule": ["nctId"], "statusModule": ["overallStatus", "lastUpdatePostDateStruct"]}
    return {
        "protocolSection": {
            module: {name: section[module][name] for name in names if name in section[module]}
            for module, names in kept.items()
            if section.get(module)
        }
    }


def refuses(status: int, text: str = "", **headers: str) -> Callable[[], Response]:
    """A fault: an answer with this status."""
    return lambda: Response(text, status=status, headers=headers, content_type="text/plain")


class _Promising(Response):
    automatically_set_content_length = False


def breaks_off() -> Response:
    """A fault: fewer bytes than the header promises, so the connection ends within the body."""
    return _Promising('{"studies": [{"protocolSection"', headers={"Content-Length": "9999"})


def cut_short() -> Response:
    """A fault: half of the JSON, with a header that agrees."""
    return Response('{"studies": [{"protocolSection"', content_type="application/json")


def _json(body: dict) -> Response:
    return Response(json.dumps(body), content_type="application/json")
