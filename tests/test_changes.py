"""What changed between two states, in our terms; and the same in words."""

from typing import NamedTuple

import pandas as pd
import pytest

from cache import news, schema
from pipelines.changes import changes

NO = ""
OPEN, SOON, INVITED = "RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION"


class State(NamedTuple):
    trials: pd.DataFrame
    locations: pd.DataFrame
    labels: pd.DataFrame

    def part(self, ids):
        return State(*(frame[frame["nct_id"].isin(ids)] for frame in self))


def trial(number: int, status: str | None = OPEN) -> dict:
    return {"nct_id": f"NCT9800000{number}", "overall_status": status}


def site(number: int, country: str | None, status: str | None = OPEN, **told) -> dict:
    place = {"facility": "Clinic", "city": "Town"} | told
    return {"nct_id": f"NCT9800000{number}", "country": country, "status": status, **place}


def label(number: int, value: str, stance: str, axis: str = "site", cohort: str = "", quote: str | None = None) -> dict:
    claim = {"cohort": cohort, "axis": axis, "value": value, "stance": stance, "quote": quote}
    return {"nct_id": f"NCT9800000{number}", **claim}


def state(trials=(), locations=(), labels=()) -> State:
    rows = {"trials": list(trials), "locations": list(locations), "labels": list(labels)}
    return State(*(schema.frame(name, found) for name, found in rows.items()))


def found(before: State | None, after: State, tombstones=None) -> list[tuple]:
    table = changes(before, after, tombstones)
    assert list(table.columns) == schema.names("changes")
    return list(table.fillna(NO).itertuples(index=False, name=None))


def row(number: int, kind: str, axis=NO, value=NO, before=NO, after=NO, before_quote=NO, after_quote=NO) -> tuple:
    return (f"NCT9800000{number}", kind, axis, value, before, after, before_quote, after_quote)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        pytest.param(SOON, OPEN, "opened", id="not yet, then open"),
        pytest.param(SOON, INVITED, "opened", id="not yet, then by invitation"),
        pytest.param("WITHHELD", "AVAILABLE", "opened", id="withheld, then available"),
        pytest.param(None, OPEN, "opened", id="no status, then open"),
        pytest.param("OPENING_SOMEDAY", OPEN, "opened", id="a status that we do not know, then open"),
        pytest.param("SUSPENDED", OPEN, "reopened", id="paused, then open"),
        pytest.param("COMPLETED", INVITED, "reopened", id="completed, then by invitation"),
        pytest.param("UNKNOWN", OPEN, "reopened", id="unconfirmed, then open"),
        pytest.param("TEMPORARILY_NOT_AVAILABLE", "AVAILABLE", "reopened", id="paused access, then available"),
        pytest.param(OPEN, "ACTIVE_NOT_RECRUITING", "closed", id="open, then running only"),
        pytest.param(INVITED, "TERMINATED", "closed", id="by invitation, then stopped"),
        pytest.param("AVAILABLE", "APPROVED_FOR_MARKETING", "closed", id="available, then approved"),
        pytest.param(OPEN, "UNKNOWN", "closed", id="open, then unconfirmed"),
        pytest.param(SOON, "WITHDRAWN", "closed", id="not yet, then withdrawn"),
        pytest.param(OPEN, INVITED, "status", id="open both times"),
        pytest.param(OPEN, SOON, "status", id="open, then not yet"),
        pytest.param("SUSPENDED", "TERMINATED", "status", id="shut both times"),
        pytest.param("WITHHELD", SOON, "status", id="withheld, then not yet"),
        pytest.param(OPEN, "PONDERING", "status", id="open, then a status that we do not know"),
        pytest.param(OPEN, None, "status", id="open, then no status"),
    ],
)
def test_a_status_that_changed(before, after, kind):
    expected = [row(1, kind, before=before or NO, after=after or NO)]
    assert found(state([trial(1, before)]), state([trial(1, after)])) == expected


TOMBSTONES = schema.frame(
    "tombstones",
    [
        {"nct_id": "NCT98000001", "reason": "merged", "merged_into": "NCT98000009"},
        {"nct_id": "NCT98000002", "reason": "removed"},
        {"nct_id": "NCT98000003", "reason": "left_query"},
    ],
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([trial(1)], [trial(1)], [], id="nothing"),
        pytest.param([trial(5, None)], [trial(5, None)], [], id="no status both times"),
        pytest.param([trial(1)], [trial(1), trial(5, SOON)], [row(5, "new", after=SOON)], id="a new trial"),
        pytest.param(
            [trial(1), trial(2), trial(3), trial(4)],
            [],
            [
                row(1, "removed", value="NCT98000009", before=OPEN, after="merged"),
                row(2, "removed", before=OPEN, after="removed"),
                row(3, "removed", before=OPEN, after="left_query"),
                row(4, "removed", before=OPEN),
            ],
            id="trials that are gone, and why",
        ),
    ],
)
def test_trials_that_came_and_went_are_told_once(before, after, expected):
    def whole(trials):
        numbers = [int(each["nct_id"][-1]) for each in trials]
        sites = [site(number, "Chile") for number in numbers]
        return state(trials, sites, [label(number, "brain", "allowed") for number in numbers])

    assert found(whole(before), whole(after), TOMBSTONES) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([site(1, "Peru")], [site(1, "Peru")], [], id="the same"),
        pytest.param(
            [site(1, "Peru"), site(1, "Chile", None)],
            [site(1, "Peru"), site(1, "Peru", city="Lima"), site(1, "Chile", city="Arica"), site(1, "Chile", SOON)],
            [
                row(1, "sites_opened", "country", "Chile", "0", "1", after_quote="Clinic, Arica"),
                row(1, "sites_opened", "country", "Peru", "1", "2", after_quote="Clinic, Lima"),
            ],
            id="opened in two countries",
        ),
        pytest.param(
            [site(1, "Peru"), site(1, "Peru", city="Lima")],
            [site(1, "Peru", "COMPLETED")],
            [row(1, "sites_closed", "country", "Peru", "2", "0", before_quote="Clinic, Lima; Clinic, Town")],
            id="closed, and gone from the list",
        ),
        pytest.param(
            [site(1, "Peru", city="Lima")],
            [site(1, "Peru", city="Cusco")],
            [
                row(1, "sites_closed", "country", "Peru", "1", "1", before_quote="Clinic, Lima"),
                row(1, "sites_opened", "country", "Peru", "1", "1", after_quote="Clinic, Cusco"),
            ],
            id="one for another",
        ),
        pytest.param(
            [site(1, "Peru", zip="1")],
            [site(1, "Peru", zip="1"), site(1, "Peru", zip="2"), site(1, "Peru", zip="2")],
            [row(1, "sites_opened", "country", "Peru", "1", "3", after_quote="Clinic, Town; Clinic, Town")],
            id="several sites of one name",
        ),
        pytest.param(
            [],
            [site(1, None, facility=None), site(1, None, facility=None, city=None)],
            [row(1, "sites_opened", "country", NO, "0", "2", after_quote="a site without a name; Town")],
            id="names and country not given",
        ),
    ],
)
def test_sites(before, after, expected):
    assert found(state([trial(1)], before), state([trial(1)], after)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            [label(1, "brain", "excluded", quote="No brain metastases"), label(1, "liver", "allowed", quote="Liver")],
            [label(1, "brain", "treated_stable", quote="Stable ones"), label(1, "bone", "allowed")],
            [
                row(1, "label", "site", "bone", "not stated", "allowed"),
                row(1, "label", "site", "brain", "excluded", "treated_stable", "No brain metastases", "Stable ones"),
                row(1, "label", "site", "liver", "allowed", "not stated", "Liver"),
            ],
            id="changed, came and went",
        ),
        pytest.param(
            [label(1, "brain", "allowed", quote="a")],
            [label(1, "brain", "allowed", quote="b"), label(1, "brain", "excluded", cohort="A", quote="c")],
            [],
            id="other quotations and cohorts are no change",
        ),
        pytest.param(
            [label(1, "surgery", "given", "treatment", quote="Surgery")],
            [
                label(1, "surgery", "tested", "treatment"),
                label(1, "surgery", "tested", "treatment", quote="An operation"),
                label(1, "surgery", "given", "treatment", quote="Surgery"),
            ],
            [row(1, "label", "treatment", "surgery", "given", "given, tested", "Surgery", "An operation")],
            id="two stances, the first quotation",
        ),
        pytest.param(
            [label(1, "1", "is", "ecog_max", quote="ECOG 0-1"), label(1, "mbc", "is", "tier")],
            [
                label(1, "2", "is", "ecog_max", quote="ECOG 0-2"),
                label(1, "..2", "is", "lines_chemo", quote="two lines"),
            ],
            [
                row(1, "label", "ecog_max", NO, "1", "2", "ECOG 0-1", "ECOG 0-2"),
                row(1, "label", "lines_chemo", NO, "not stated", "..2", after_quote="two lines"),
                row(1, "label", "tier", NO, "mbc", "not stated"),
            ],
            id="one value at a time",
        ),
        pytest.param(
            [label(1, "brain", "is", "focus_site")],
            [label(1, "liver", "is", "focus_site", quote="Liver")],
            [
                row(1, "label", "focus_site", "brain", "is", "not stated"),
                row(1, "label", "focus_site", "liver", "not stated", "is", after_quote="Liver"),
            ],
            id="what the trial is about may be several things",
        ),
    ],
)
def test_labels(before, after, expected):
    assert found(state([trial(1)], labels=before), state([trial(1)], labels=after)) == expected


def test_the_first_snapshot_has_no_changes():
    assert found(None, state([trial(1)])) == []


BEFORE = state(
    [trial(number, status) for number, status in enumerate([OPEN, SOON, "SUSPENDED", OPEN, None, OPEN])],
    [site(number, country) for number in range(6) for country in ("Chile", "Peru")],
    [label(number, value, "allowed", quote="x") for number in range(6) for value in ("brain", "bone")],
)
AFTER = state(
    [trial(number, OPEN) for number in (8, 0, 1, 2, 7, 4)],
    [site(number, country, city=f"City {number % 2}") for number in range(9) for country in ("Peru", "Spain")],
    [label(number, value, "excluded", quote="y") for number in range(9) for value in ("brain", "liver")],
)


@pytest.mark.parametrize("size", [pytest.param(n, id=f"{n} at a time") for n in (1, 2, 4)])
def test_trials_in_parts_give_the_same_rows_as_all_at_once(size):
    ids = sorted({*BEFORE.trials["nct_id"], *AFTER.trials["nct_id"]})
    parts = [set(ids[start : start + size]) for start in range(0, len(ids), size)]
    whole = found(BEFORE, AFTER, TOMBSTONES)
    assert [each for ids in parts for each in found(BEFORE.part(ids), AFTER.part(ids), TOMBSTONES)] == whole
    assert {each[1] for each in whole} == {
        "new",
        "removed",
        "opened",
        "reopened",
        "label",
        "sites_opened",
        "sites_closed",
    }


def change(kind, axis=NO, value=NO, before=NO, after=NO, before_quote=NO, after_quote=NO, cause="registry"):
    said = (kind, axis, value, before, after, before_quote, after_quote)
    return news.Change("20261120T000000Z", pd.Timestamp("2026-11-20"), cause, "NCT98000001", *said)


@pytest.mark.parametrize(
    ("told", "what", "line", "quotes"),
    [
        pytest.param(
            change("new", after=OPEN), "New in the catalogue", "New in the catalogue: Recruiting", [], id="new"
        ),
        pytest.param(
            change("removed", value="NCT98000009", before=OPEN, after="merged"),
            "No longer in the catalogue",
            "No longer in the catalogue: Recruiting -> The registry made it part of NCT98000009",
            [],
            id="merged",
        ),
        pytest.param(
            change("removed", before=OPEN),
            "No longer in the catalogue",
            "No longer in the catalogue: Recruiting",
            [],
            id="gone, and nobody knows why",
        ),
        pytest.param(
            change("closed", before=OPEN, after="ACTIVE_NOT_RECRUITING"),
            "No longer open",
            "No longer open: Recruiting -> Running, no longer recruiting",
            [],
            id="closed",
        ),
        pytest.param(
            change("status", before=OPEN, after=NO),
            "Another change of status",
            "Another change of status: Recruiting -> Status not given",
            [],
            id="status no longer given",
        ),
        pytest.param(
            change("sites_opened", "country", "Peru", "0", "1", after_quote="Clinic \\& Sons, Lima"),
            "Sites opened in Peru",
            "Sites opened in Peru: 0 open sites -> 1 open site",
            [("now", "Clinic & Sons, Lima")],
            id="a site opened",
        ),
        pytest.param(
            change("sites_closed", "country", NO, "12", "0", "; ".join(f"Clinic {n}" for n in range(12))),
            "Sites closed",
            "Sites closed: 12 open sites -> 0 open sites",
            [("before", "; ".join(f"Clinic {n}" for n in range(10)) + "; and 2 more")],
            id="many sites closed in no named country",
        ),
        pytest.param(
            change("label", "site", "brain", "excluded", "treated_stable", "lesions \\> 2 cm", "stable ones"),
            "Brain",
            "Brain: cannot join -> Brain: only if treated and stable",
            [("before", "“lesions > 2 cm”"), ("now", "“stable ones”")],
            id="a label, with both quotations",
        ),
        pytest.param(
            change("label", "treatment", "surgery", "given", "given, tested"),
            "Surgery",
            "Surgery: given to people in the trial -> Surgery: given to people in the trial; Surgery: tested",
            [],
            id="two stances",
        ),
        pytest.param(
            change("label", "prior", "taxane", "not stated", "excluded", cause="rules"),
            "Taxane",
            "The record does not say -> Taxane: not allowed before joining (Our reading changed, not the record.)",
            [],
            id="a label that a rule brought",
        ),
        pytest.param(
            change("label", "ecog_max", NO, "1", "not stated", "ECOG 0-1"),
            "General fitness (ECOG)",
            "ECOG 0 to 1 -> The record does not say",
            [("before", "“ECOG 0-1”")],
            id="one value at a time",
        ),
        pytest.param(
            change("label", "lines_chemo", NO, "..1", "1..3"),
            "Earlier chemotherapy lines",
            "Earlier chemotherapy lines: at most 1 -> Earlier chemotherapy lines: 1 to 3",
            [],
            id="bounds",
        ),
    ],
)
def test_a_change_in_words(told, what, line, quotes):
    assert (told.what, told.line, told.quotes) == (what, line, quotes)


def test_every_kind_has_a_name():
    kinds = next(column.meaning for column in schema.CHANGES if column.name == "kind")
    assert set(kinds.replace(" or ", ", ").split(", ")) == set(news.KINDS)
