"""The checks between the steps: each says what it found and what was expected."""

import pytest

from cache import schema
from cache.errors import CheckFailed
from pipelines import checks
from pipelines.checks import Check


def trials(count: int, tier: str = "mbc", **columns):
    return schema.frame("trials", [{"nct_id": f"NCT98{n:06}", "tier": tier, **columns} for n in range(count)])


def labels(*rows: tuple[str, str, str], nct_id: str = "NCT98000000"):
    made = [{"nct_id": nct_id, "cohort": "", "axis": a, "value": v, "stance": s} for a, v, s in rows]
    return schema.frame("labels", made)


def failed(found: list[Check]) -> dict[str, str]:
    return {check.name: check.found for check in found if not check.passed}


@pytest.mark.parametrize(
    ("received", "passed"), [(5, True), (4, False), (6, False)], ids=["as reported", "too few", "too many"]
)
def test_as_many_as_reported(received, passed):
    found = checks.check_counts({"breast": {"reported": 5, "received": received}})
    assert found == [Check("breast received", str(received), "5", passed)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(trials(2), {}, id="a small pull may have empty columns"),
        pytest.param(trials(2, tier="early"), {}, id="and no trial for stage IV"),
        pytest.param(trials(101, tier="early"), {"trials of tier mbc": "0"}, id="no trial for stage IV"),
    ],
)
def test_tables(table, expected):
    found = failed(checks.check_tables(table, schema.frame("locations", []), labels()))
    assert {name: value for name, value in found.items() if name != "columns empty in every trial"} == expected


def test_an_empty_column_of_a_large_pull_is_named_but_for_rare_ones():
    named = checks.empty_columns(trials(101, brief_title="x", phases=["PHASE1"], arms=[""]))
    assert {"official_title", "sex", "arms", "conditions"} <= set(named)
    assert not {"nct_id", "brief_title", "phases", "acronym", "last_known_status", "aliases", "why_stopped"} & set(
        named
    )


def test_strays_and_doubles_are_named():
    stray = schema.frame("locations", [{"nct_id": "NCT98999999"}])
    doubled = schema.frame("trials", [{"nct_id": "NCT98000000", "tier": "mbc"}] * 2)
    found = failed(checks.check_tables(doubled, stray, labels()))
    assert found == {"ids twice": "NCT98000000", "sites or labels of unknown trials": "NCT98999999"}


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
    assert checks.unknown_labels(labels(row)) == unknown


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(trials(100), trials(90), {}, id="a tenth lost"),
        pytest.param(trials(100), trials(89), {"stored trials lost": "11"}, id="more than a tenth lost"),
        pytest.param(
            trials(40), trials(40, tier="early"), {"tiers that lost half of their trials": "mbc"}, id="a tier gone"
        ),
        pytest.param(trials(10), trials(10, tier="early"), {}, id="a small tier gone"),
    ],
)
def test_losses(before, after, expected):
    found = failed(checks.check_losses(before, after))
    assert {name.split(" (")[0]: value for name, value in found.items()} == expected


def test_a_failed_check_is_one_sentence_that_names_both_sides():
    with pytest.raises(CheckFailed) as raised:
        checks.refuse_failed([Check("a", "1", "1", True), Check("b", "3", "4", False)])
    assert str(raised.value) == (
        "Check 'b' found 3 where 4 was expected, so nothing was published and the last good snapshot stays."
    )


def test_quotations_that_differ_are_counted():
    assert checks.check_quotations([]).passed
    wrong = checks.check_quotations([f"NCT98{n:06} rule" for n in range(7)])
    assert (wrong.passed, wrong.found.endswith("and 2 more")) == (False, True)
