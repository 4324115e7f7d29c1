"""How labels are compared with gold labels: sets of items, whole counts, and the errors that hurt."""

import json

import pytest

from cache.errors import BadInput
from pipelines.agreement import Count, Miss, compare, items, summary
from pipelines.score import score, show

GOLD = {
    "nct_id": "NCT99000001",
    "tier": "mbc",
    "sites": {"brain": "excluded", "liver": "allowed"},
    "focus_sites": [],
    "subtypes": ["TNBC"],
    "her2_levels": ["low", "ultralow", "zero"],
    "treatments_tested": ["targeted"],
    "treatments_given": ["chemotherapy", "targeted"],
    "ecog_max": 1,
    "measurable": "required",
    "menopause": None,
    "lines": {"chemo": [0, 2]},
    "prior_required": ["taxane"],
    "prior_excluded": [],
    "biomarkers_required": ["PD-L1", "other:ABC1"],
    "quotes": {"brain": ["No brain metastases", "CNS disease"]},
}


@pytest.mark.parametrize(
    ("axis", "labels", "expected"),
    [
        pytest.param("site", {"sites": {"brain": "excluded"}}, {"brain=excluded"}, id="a site with its stance"),
        pytest.param("subtype", {"subtypes": None}, {"not stated"}, id="receptors not stated"),
        pytest.param("subtype", {}, {"not stated"}, id="receptors missing"),
        pytest.param("lines", {"lines": {"any": [0, 2]}}, {"any=..2"}, id="a lower bound of 0 is open"),
        pytest.param("lines", {"lines": {"any": [None, 2]}}, {"any=..2"}, id="an open lower bound"),
        pytest.param("lines", {"lines": {"any": [0, None]}}, set(), id="no bound at all"),
        pytest.param("lines", {"lines": {"chemo": [1, None]}}, {"chemo=1.."}, id="an open upper bound"),
        pytest.param("lines", {"lines": {"any": [0, 0]}}, {"any=..0"}, id="none before"),
        pytest.param("ecog_max", {"ecog_max": 0}, {"0"}, id="a number, also 0"),
        pytest.param("menopause", {"menopause": None}, set(), id="one value, not stated"),
        pytest.param("biomarkers_required", GOLD, {"PD-L1"}, id="other biomarkers are left out"),
    ],
)
def test_labels_become_sets(axis, labels, expected):
    assert items(axis, labels) == expected


def counts(ours: dict, axis: str) -> list[Count]:
    return [count for count in compare([GOLD], {GOLD["nct_id"]: ours})[0] if count.axis == axis]


def test_agreement_is_counted_per_axis_and_value():
    ours = GOLD | {"sites": {"brain": "treated_stable", "liver": "allowed", "bone": "allowed"}}
    assert counts(ours, "site") == [
        Count("site", "*", 2, 3, 1, 0.0),
        Count("site", "bone=allowed", 0, 1, 0),
        Count("site", "brain=excluded", 1, 0, 0),
        Count("site", "brain=treated_stable", 0, 1, 0),
        Count("site", "liver=allowed", 1, 1, 1),
    ]
    whole = counts(ours, "site")[0]
    assert (whole.precision, whole.recall, whole.f1) == (1 / 3, 1 / 2, 2 / 5)


def test_perfect_labels_have_no_misses():
    found, misses = compare([GOLD], {GOLD["nct_id"]: GOLD})
    assert misses == []
    assert {count.exact for count in found if count.value == "*"} == {1.0}


def test_a_trial_without_labels_is_missed_everywhere():
    misses = compare([GOLD], {})[1]
    assert Miss("NCT99000001", "tier", "mbc", "missed", "") in misses
    assert Miss("NCT99000001", "site", "brain=excluded", "missed", "No brain metastases | CNS disease") in misses


def test_an_extra_label_is_shown_with_its_words_and_rule():
    evidence = [{"axis": "prior", "value": "chemo", "quote": "no prior chemotherapy", "rule_id": "prior-01"}]
    ours = GOLD | {"prior_excluded": ["chemo"], "evidence": evidence}
    assert compare([GOLD], {GOLD["nct_id"]: ours})[1] == [
        Miss("NCT99000001", "prior_excluded", "chemo", "extra", "no prior chemotherapy [prior-01]")
    ]


def test_sites_are_not_compared_where_stage_iv_cannot_enter():
    early = GOLD | {"tier": "early", "sites": {}}
    found = compare([early], {GOLD["nct_id"]: GOLD | {"tier": "early"}})[0]
    assert [count for count in found if count.axis == "site"] == [Count("site", "*", 0, 0, 0, None)]


@pytest.mark.parametrize(
    ("ours", "dangerous"),
    [
        pytest.param("treated_stable", 1, id="turned from excluded to possible"),
        pytest.param("required", 1, id="from excluded to required"),
        pytest.param("excluded", 0, id="right"),
        pytest.param(None, 0, id="not stated: wrong, but asks the team"),
    ],
)
def test_dangerous_errors_are_counted(ours, dangerous):
    labels = GOLD | {"sites": {"brain": ours} if ours else {}}
    found = {GOLD["nct_id"]: labels}
    assert summary([GOLD], found, compare([GOLD], found)[0])["dangerous"] == dangerous


def test_the_command_scores_records_against_gold(tmp_path):
    record = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT99000001", "briefTitle": "Metastatic triple-negative breast cancer"},
            "eligibilityModule": {"eligibilityCriteria": "Inclusion Criteria:\n\n* ECOG 0 or 1"},
        }
    }
    gold, records = tmp_path / "gold.jsonl", tmp_path / "records.jsonl"
    gold.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    records.write_text(json.dumps(record) + "\n", encoding="utf-8")
    made = score(gold, records)
    assert (made.n, made.figures["tier exact"], made.figures["ecog_max exact"]) == (1, 1.0, 1.0)
    assert "NCT99000001 site missed brain=excluded: 'No brain metastases | CNS disease'" in show(made)
    assert json.loads(json.dumps(made.as_json()))["counts"][0]["axis"] == "tier"


@pytest.mark.parametrize("text", ["", "{}", "no json"], ids=["empty", "no trial in it", "no JSON"])
def test_a_gold_file_that_is_none_is_refused(tmp_path, text):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"gold file .*gold\.jsonl"):
        score(gold, gold)
