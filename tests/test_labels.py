"""All axes together: order and gating of the labels, exact quotations whatever the text, one process or many."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines import workers
from pipelines.checks import unknown_labels
from pipelines.flatten import flatten
from pipelines.labels import guide_labels, label_trial, label_trials
from pipelines.make import quoted
from pipelines.records import read_studies
from tests.labelling import EMPTY

ROOT = Path(__file__).parents[1]
CRITERIA = """Inclusion Criteria:

* Metastatic HER2-negative breast cancer, ER \\>= 1%
* ECOG 0 or 1
* At least one prior line of endocrine therapy for advanced disease

Exclusion Criteria:

* Untreated brain metastases
* Prior treatment with a CDK4/6 inhibitor"""
WORDS = """brain metastases|untreated|unless|treated and stable|CNS|leptomeningeal|HER2-|HER2 low|IHC 1+|ER/PR positive
ECOG \\>= 2|≤|＞＝|（|）|；|\\[|\\_|&lt;|no prior|chemotherapy|line|at least one|up to 2|Exclusion Criteria:|Inclusion Criteria:
Cohort A:|* |1. |\n|\n\n|   - |measurable|bone-only|stage IV|M1|excluded|eligible|é|e\u0301|\U0001f600|ß|İ|2.|,|and/or""".replace(
    "\n", "|"
)


def trial(text: str, **columns) -> dict:
    study = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT98000001", "briefTitle": "Letrozole in metastatic breast cancer"},
            "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "Letrozole"}]},
            "eligibilityModule": {"eligibilityCriteria": text},
        }
    }
    return flatten(study)[0] | columns


def wrong(row: dict, found: list[dict]) -> list[dict]:
    return [each for each in found if not quoted(row, each)]


def test_tier_comes_first_and_every_axis_speaks():
    found = label_trial(trial(CRITERIA))
    assert (found[0]["axis"], found[0]["value"]) == ("tier", "mbc")
    made = guide_labels("NCT98000001", found)
    expected = {
        "tier": "mbc",
        "sites": {"brain": "treated_stable"},
        "subtypes": ["HR+/HER2-"],
        "her2_levels": ["low", "ultralow", "zero"],
        "treatments_tested": ["hormone"],
        "ecog_max": 1,
        "lines": {"any": [1, None], "endocrine": [1, None]},
        "prior_excluded": ["cdk46"],
    }
    assert {name: made[name] for name in expected} == expected


def test_where_stage_iv_cannot_enter_its_axes_are_left_out():
    early = CRITERIA.replace("Metastatic", "Stage II") + "\n* Distant metastases (M1)"
    found = label_trial(trial(early, brief_title="Letrozole before surgery of early breast cancer"))
    assert found[0]["value"] == "early"
    axes = {each["axis"] for each in found}
    assert {"subtype", "treatment", "ecog_max"} <= axes
    assert not axes & {"site", "lines_any", "lines_endocrine", "prior", "biomarker"}


def test_labels_stay_in_the_vocabulary():
    found = label_trial(trial(CRITERIA))
    assert found
    assert unknown_labels((row["axis"], row["value"], row["stance"]) for row in found) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS.split("|")) | st.text(max_size=12), max_size=60).map(" ".join))
def test_any_text_is_labelled_with_exact_quotations(text):
    row = trial(text)
    assert wrong(row, label_trial(row)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mutated_criteria_are_labelled_with_exact_quotations(data):
    at = data.draw(st.integers(0, len(CRITERIA)))
    row = trial(CRITERIA[:at] + data.draw(st.text(max_size=20)) + CRITERIA[data.draw(st.integers(at, len(CRITERIA))) :])
    assert wrong(row, label_trial(row)) == []


@pytest.mark.parametrize("few", [2, 100], ids=["in several processes", "in this process"])
def test_many_trials_keep_their_order(monkeypatch, few):
    monkeypatch.setattr(workers, "FEW", few)
    rows = [trial(CRITERIA, nct_id=f"NCT9800000{n}") for n in range(5)]
    told = []
    found = list(label_trials(rows, told.append))
    assert found == [label_trial(row) for row in rows]
    assert told == [1] * 5


@pytest.mark.shared
def test_real_records_are_labelled_with_exact_quotations(shared):
    studies = read_studies(shared / "registry" / "data" / "breast.jsonl.gz")
    rows = [flatten(study)[0] for study in studies]
    for row, found in zip(rows, label_trials(rows), strict=True):
        assert wrong(row, found) == []
        assert sum(each["axis"] == "tier" for each in found) >= 1
        stances = {(each["axis"], each["value"]): set() for each in found if not each["cohort"]}
        for each in found:
            if not each["cohort"]:
                stances[each["axis"], each["value"]].add(each["stance"])
        mixed = [key for key, said in stances.items() if len(said) > 1 and said != {"tested", "given"}]
        assert mixed == [], row["nct_id"]


def test_labels_come_in_the_same_order_in_every_process(tmp_path):
    studies = ROOT / "cache" / "demo" / "studies.jsonl"
    made = []
    for seed in "123":
        output = tmp_path / f"{seed}.jsonl"
        command = [sys.executable, "-m", "pipelines", "label", "--input", studies, "--output", output]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        made.append(output.read_bytes())
    assert made[0]
    assert made[1:] == made[:1] * 2


def test_ids_of_rules_name_rows_or_steps():
    assert all(re.fullmatch(r"[\w.+/-]+", each["rule_id"]) for each in label_trial(trial(CRITERIA)))


TUMOURS = """Inclusion Criteria for UC Participants

1. Relapse after 1 prior line of systemic therapy in the metastatic setting, which held a platinum.

Inclusion Criteria for HER2-Low BC Participants

1. Metastatic breast cancer with low HER2 expression (IHC 1+), regardless of hormonal status.
2. Relapse after at least 2 and a maximum of 3 prior lines of systemic therapy. Participants with metastatic HR+ BC who have received endocrine therapy also count those lines.

Inclusion Criteria for HER2 IHC 0 BC Participants

1. Metastatic breast cancer, negative for HER2 (IHC 0), after at least 2 and a maximum of 3 prior lines of systemic therapy.
"""


def test_what_stands_below_the_heading_of_one_tumour_is_asked_of_that_tumour():
    row = {**EMPTY, "brief_title": "Drug X in solid tumors", "eligibility_text": TUMOURS}
    made = guide_labels(row["nct_id"], label_trial(row))
    wanted = {"lines": {"any": [2, 3]}, "subtypes": ["HR+/HER2-", "TNBC"], "prior_required": []}
    assert {name: made[name] for name in wanted} == wanted
