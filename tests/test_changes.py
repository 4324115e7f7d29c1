"""What changed between two snapshots, in our terms."""

from types import SimpleNamespace

import pytest

from cache import schema
from pipelines.changes import changes


def trial(number: int, status: str = "RECRUITING") -> dict:
    return {"nct_id": f"NCT9800000{number}", "overall_status": status}


def site(number: int, country: str, status: str | None = "RECRUITING") -> dict:
    return {"nct_id": f"NCT9800000{number}", "country": country, "status": status}


def label(number: int, value: str, stance: str, axis: str = "site", cohort: str = "") -> dict:
    return {"nct_id": f"NCT9800000{number}", "cohort": cohort, "axis": axis, "value": value, "stance": stance}


def frames(trials=(), locations=(), labels=()) -> dict:
    rows = {"trials": list(trials), "locations": list(locations), "labels": list(labels)}
    return {name: schema.frame(name, found) for name, found in rows.items()}


def found(before: dict, after: dict, demo: bool = False) -> list[list[str]]:
    old = SimpleNamespace(manifest={"demo": demo}, **before)
    table = changes(old, **after)
    return table[["nct_id", "kind", "axis", "value", "before", "after"]].fillna("").values.tolist()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(frames([trial(1)]), frames([trial(1)]), [], id="nothing"),
        pytest.param(
            frames([trial(1)]),
            frames([trial(1), trial(2)]),
            [["NCT98000002", "new", "", "", "", "RECRUITING"]],
            id="a new trial",
        ),
        pytest.param(
            frames([trial(1), trial(2)], [site(2, "Chile")], [label(2, "brain", "excluded")]),
            frames([trial(1)]),
            [["NCT98000002", "removed", "", "", "RECRUITING", ""]],
            id="a trial gone, told once",
        ),
        pytest.param(
            frames([trial(1, "NOT_YET_RECRUITING")]),
            frames([trial(1)]),
            [["NCT98000001", "status", "overall_status", "", "NOT_YET_RECRUITING", "RECRUITING"]],
            id="a trial that opened",
        ),
        pytest.param(
            frames([trial(1)], [site(1, "Chile"), site(1, "Peru")]),
            frames([trial(1)], [site(1, "Chile"), site(1, "Chile"), site(1, "Peru", None)]),
            [
                ["NCT98000001", "sites", "country", "Chile", "1", "2"],
                ["NCT98000001", "sites", "country", "Peru", "1", "0"],
            ],
            id="sites opened and closed, by country",
        ),
        pytest.param(
            frames([trial(1)], labels=[label(1, "brain", "excluded"), label(1, "liver", "allowed")]),
            frames([trial(1)], labels=[label(1, "brain", "treated_stable"), label(1, "bone", "allowed")]),
            [
                ["NCT98000001", "label", "site", "bone", "not stated", "allowed"],
                ["NCT98000001", "label", "site", "brain", "excluded", "treated_stable"],
                ["NCT98000001", "label", "site", "liver", "allowed", "not stated"],
            ],
            id="labels that changed, came and went",
        ),
        pytest.param(
            frames([trial(1)], labels=[label(1, "brain", "allowed")] * 2),
            frames([trial(1)], labels=[label(1, "brain", "allowed"), label(1, "brain", "excluded", cohort="A")]),
            [],
            id="more quotations or cohorts are no change",
        ),
    ],
)
def test_changes(before, after, expected):
    assert found(before, after) == expected


def test_demo_data_are_nothing_to_compare_with():
    assert found(frames([trial(1)]), frames([trial(2)]), demo=True) == []


def test_the_first_snapshot_has_no_changes():
    assert changes(None, **frames([trial(1)])).empty
