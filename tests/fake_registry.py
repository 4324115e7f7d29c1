"""A small registry for tests: answers /version and /studies page by page, and misbehaves on demand."""

import json
from collections.abc import Callable

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

CHANGED = "The data have probably changed while you were paginating. Please, start over from the first page."
HTML = Response("<!DOCTYPE html><html><body>Please wait</body></html>", content_type="text/html")


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


class FakeRegistry:
    """Serves `studies` to every question. `faults[n]` answers the n-th request for studies (from 1), 0 all of them."""

    def __init__(self, server: HTTPServer):
        self.studies: list[dict] = [study(n) for n in range(1, 6)]
        self.timestamps = ["2026-11-24T09:00:04"]
        self.page_size = 2
        self.total: int | None = None
        self.faults: dict[int, Callable[[], Response]] = {}
        self.asked: list[Request] = []
        self.url = server.url_for("/api/v2")
        server.expect_request("/api/v2/version").respond_with_handler(self._version)
        server.expect_request("/api/v2/studies").respond_with_handler(self._studies)

    def _version(self, request: Request) -> Response:
        """The first data date, and the next one at each further question while there are several."""
        stamp = self.timestamps.pop(0) if len(self.timestamps) > 1 else self.timestamps[0]
        return _json({"apiVersion": "2.0.5", "dataTimestamp": stamp})

    def _studies(self, request: Request) -> Response:
        self.asked.append(request)
        fault = self.faults.get(len(self.asked)) or self.faults.get(0)
        return fault() if fault else self.page(int(request.args.get("pageToken", 0)))

    def page(self, start: int) -> Response:
        """The page that begins with a study, as the registry sends it: a token even where nothing follows a full page."""
        found = self.studies[start : start + self.page_size]
        body = {"studies": found}
        if start == 0:
            body["totalCount"] = len(self.studies) if self.total is None else self.total
        if len(found) == self.page_size:
            body["nextPageToken"] = str(start + self.page_size)
        return _json(body)


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
