"""The checks between the steps: each says what it found and what was expected."""

import pyarrow as pa
import pytest

from cache import schema
from cache.errors import CheckFailed
from pipelines import checks
from pipelines.checks import Check
from pipelines.make import Made
from pipelines.tally import Tally, empty_columns, has_value, lost_columns


def trials(count: int, tier: str = "mbc", **columns) -> list[dict]:
    return [{"nct_id": f"NCT98{n:06}", "tier": tier, **columns} for n in range(count)]


def labels(*rows: tuple[str, str, str], nct_id: str = "NCT98000000") -> list[dict]:
    return [{"nct_id": nct_id, "cohort": "", "axis": a, "value": v, "stance": s} for a, v, s in rows]


def stored(**rows: list[dict]) -> dict[str, pa.Table]:
    return {
        t: schema.to_arrow(t, schema.frame(t, rows.get(t, []))) for t in ("trials", "locations", "labels", "studies")
    }


def tally(ids: list[str] | None = None, before: dict | None = None, misquoted=(), **rows: list[dict]) -> Tally:
    """Everything in `rows` made anew, where `before` was stored."""
    made, tables = Tally(), stored(**rows)
    made.add(ids or [row["nct_id"] for row in rows["trials"]], tables, Made(tables, list(misquoted)), before or {})
    return made


def failed(found: list[Check]) -> dict[str, str]:
    return {check.name.split(" (")[0]: check.found for check in found if not check.passed}


@pytest.mark.parametrize(
    ("received", "passed"), [(5, True), (4, False), (6, False)], ids=["as reported", "too few", "too many"]
)
def test_as_many_as_reported(received, passed):
    found = checks.check_counts({"breast": {"reported": 5, "received": received}})
    assert found == [Check("breast received", str(received), "5", passed)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(trials(2, tier="early"), {}, id="a small catalogue without a trial for stage IV"),
        pytest.param(trials(101, tier="early"), {"trials of tier mbc": "0"}, id="a large one"),
    ],
)
def test_tables(rows, expected):
    assert failed(checks.check_tables(tally(trials=rows))) == expected


ASTRAY = "trials without their one row, or rows without a trial"


@pytest.mark.parametrize(
    ("ids", "rows", "named"),
    [
        pytest.param(["NCT98000000"], {"trials": trials(1) * 2}, "NCT98000000", id="a trial twice"),
        pytest.param(["NCT98000000", "NCT98000001"], {"trials": trials(1)}, "NCT98000001", id="a trial without a row"),
        pytest.param(
            ["NCT98000000"], {"trials": trials(1), "locations": [{"nct_id": "NCT98999999"}]}, "NCT98999999", id="a site"
        ),
        pytest.param(
            ["NCT98000000"],
            {"trials": trials(1), "labels": labels(("site", "bone", "allowed"), nct_id="NCT98999999")},
            "NCT98999999",
            id="a label",
        ),
    ],
)
def test_strays_and_doubles_are_named(ids, rows, named):
    assert failed(checks.check_tables(tally(ids, **rows))) == {ASTRAY: named}


@pytest.mark.parametrize(
    ("row", "unknown"),
    [
        pytest.param(("site", "brain", "treated_stable"), [], id="known"),
        pytest.param(("drug", "any drug", "tested"), [], id="drugs are an open list"),
        pytest.param(("lines_any", "1..2", "is"), [], id="bounds are an open list"),
        pytest.param(("biomarker", "other:ABC1", "required"), [], id="other biomarkers"),
        pytest.param(("biomarker", "ABC1", "required"), ["biomarker=ABC1:required"], id="an unknown biomarker"),
        pytest.param(("site", "elbow", "allowed"), ["site=elbow:allowed"], id="an unknown value"),
        pytest.param(("site", "brain", "maybe"), ["site=brain:maybe"], id="an unknown stance"),
        pytest.param(("mood", "brain", "is"), ["mood=brain:is"], id="an unknown axis"),
    ],
)
def test_labels_stay_in_the_vocabulary(row, unknown):
    assert checks.unknown_labels(tally(trials=trials(1), labels=labels(row)).labels) == unknown


def test_quotations_that_differ_are_counted():
    found = failed(checks.check_tables(tally(trials=trials(1), misquoted=[f"NCT98{n:06} rule" for n in range(7)])))
    assert [text.endswith("and 2 more") for text in found.values()] == [True]


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        pytest.param("brief_title", [None, "", "x"], [False, False, True], id="text"),
        pytest.param("phases", [[], [""], ["", "PHASE1"]], [False, False, True], id="list"),
        pytest.param("intervention_arms", [[], [[], [""]], [[], ["A"]]], [False, False, True], id="list of lists"),
        pytest.param("healthy_volunteers", [None, False, True], [False, True, True], id="flag"),
        pytest.param("enrollment", [None, 0, 7], [False, True, True], id="number"),
    ],
)
def test_what_counts_as_a_value(column, values, expected):
    rows = [{"nct_id": f"NCT98{n:06}", column: value} for n, value in enumerate(values)]
    assert has_value(stored(trials=rows)["trials"][column]).to_pylist() == expected


def test_an_empty_column_is_named_but_for_rare_ones():
    named = empty_columns(tally(trials=trials(101, brief_title="x", phases=["PHASE1"], arms=[""])))
    assert {"official_title", "sex", "arms", "conditions"} <= set(named)
    assert not {"nct_id", "brief_title", "phases", "acronym", "last_known_status", "aliases", "why_stopped"} & set(
        named
    )


FULL = {"brief_title": "x", "phases": ["PHASE1"]}


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        pytest.param(trials(5, **FULL), trials(5, brief_title="x"), ["phases"], id="five lose a column"),
        pytest.param(trials(4, **FULL), trials(4, brief_title="x"), [], id="four may lose one by chance"),
        pytest.param(trials(6, **FULL), trials(5) + trials(6, **FULL)[5:], [], id="one of six has kept it"),
        pytest.param(trials(5), trials(5, **FULL), [], id="five gain a column"),
        pytest.param([], trials(9), [], id="new trials have nothing to lose"),
    ],
)
def test_a_column_that_every_fetched_trial_has_lost(before, after, lost):
    assert lost_columns(tally(before=stored(trials=before), trials=after), checks.FEW) == lost


@pytest.mark.parametrize(
    ("stored_trials", "gone", "passed"),
    [(100, 10, True), (100, 11, False), (5, 0, True), (5, 1, False)],
    ids=["a tenth", "more than a tenth", "none", "one of five"],
)
def test_losses(stored_trials, gone, passed):
    assert checks.check_gone(stored_trials, gone).passed is passed


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        pytest.param({"mbc": 40}, trials(20), "none", id="half is left"),
        pytest.param({"mbc": 40}, trials(19), "mbc", id="less than half is left"),
        pytest.param({"mbc": 40}, trials(40, tier="early"), "mbc", id="a tier gone"),
        pytest.param({"mbc": 10}, trials(10, tier="early"), "none", id="a small tier gone"),
    ],
)
def test_tiers(before, after, named):
    assert checks.check_tiers(before, tally(trials=after)).found == named


def test_a_failed_check_is_one_sentence_that_names_both_sides():
    with pytest.raises(CheckFailed) as raised:
        checks.refuse_failed([Check("a", "1", "1", True), Check("b", "3", "4", False)])
    assert str(raised.value) == (
        "Check 'b' found 3 where 4 was expected, so nothing was published and the last good snapshot stays."
    )
