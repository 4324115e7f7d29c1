"""One record, one row: every gap and oddity of the registry has its place, texts stay as sent."""

from datetime import datetime

import pytest

from cache import schema
from pipelines import fields
from pipelines.flatten import country, flatten
from pipelines.records import read_studies


def record(**modules) -> dict:
    return {"protocolSection": {"identificationModule": {"nctId": "NCT98000001"}, **modules}}


def row(**modules) -> dict:
    return flatten(record(**modules))[0]


FULL = record(
    statusModule={
        "overallStatus": "RECRUITING",
        "statusVerifiedDate": "2026-10",
        "startDateStruct": {"date": "2025-03-02"},
        "completionDateStruct": {"date": "2027"},
        "lastUpdatePostDateStruct": {"date": "2026-11-01"},
    },
    designModule={
        "studyType": "INTERVENTIONAL",
        "phases": ["PHASE1", "PHASE2"],
        "designInfo": {"allocation": "RANDOMIZED", "maskingInfo": {"masking": "DOUBLE"}},
        "enrollmentInfo": {"count": 99999999},
    },
    conditionsModule={"conditions": ["Breast Cancer"]},
    armsInterventionsModule={
        "armGroups": [
            {"label": "A", "type": "EXPERIMENTAL", "description": "x", "interventionNames": ["Drug: B"]},
            {"label": "C"},
        ],
        "interventions": [
            {"type": "DRUG", "name": "A: a", "description": "daily", "otherNames": ["AA"], "armGroupLabels": ["C"]},
            {"name": "B"},
        ],
    },
    eligibilityModule={
        "eligibilityCriteria": "Age \\>= 18\n\nnaïve",
        "minimumAge": "18 Years",
        "healthyVolunteers": False,
    },
    contactsLocationsModule={
        "locations": [
            {
                "facility": "F",
                "city": "Ankara",
                "country": "Turkey",
                "status": "RECRUITING",
                "geoPoint": {"lat": 39.9, "lon": 32.9},
            },
            {"city": "Lyon", "country": "France", "zip": "69000"},
        ]
    },
)


def test_a_whole_record():
    made, places = flatten(FULL)
    expected = {
        "nct_id": "NCT98000001",
        "overall_status": "RECRUITING",
        "verified_date": datetime(2026, 10, 1),
        "verified_date_precision": "month",
        "start_date": datetime(2025, 3, 2),
        "start_date_precision": "day",
        "completion_date": None,
        "completion_date_precision": None,
        "last_update_posted": datetime(2026, 11, 1),
        "study_type": "INTERVENTIONAL",
        "phases": ["PHASE1", "PHASE2"],
        "allocation": "RANDOMIZED",
        "masking": "DOUBLE",
        "enrollment": None,
        "healthy_volunteers": False,
        "minimum_age_years": 18,
        "conditions": ["Breast Cancer"],
        "interventions": ["DRUG: A: a", "B"],
        "intervention_descriptions": ["daily", ""],
        "intervention_other_names": [["AA"], []],
        "intervention_arms": [["C"], ["A"]],
        "arms": ["EXPERIMENTAL: A: x", "C"],
        "arm_labels": ["A", "C"],
        "arm_types": ["EXPERIMENTAL", ""],
        "eligibility_text": "Age \\>= 18\n\nnaïve",
        "site_count": 2,
        "open_site_count": 1,
        "countries": ["France", "Türkiye"],
        "open_countries": ["Türkiye"],
        "matched_by": [],
        "url": "https://clinicaltrials.gov/study/NCT98000001",
    }
    lists = {c.name for c in schema.TRIALS if c.kind in ("list", "lists")}
    assert made == {name: [] if name in lists else None for name in schema.names("trials")} | expected
    nothing = {"facility": None, "state": None, "zip": None, "status": None, "lat": None, "lon": None}
    ankara = {"facility": "F", "city": "Ankara", "country": "Türkiye", "status": "RECRUITING", "lat": 39.9, "lon": 32.9}
    lyon = {"city": "Lyon", "country": "France", "zip": "69000"}
    assert places == [{"nct_id": "NCT98000001"} | nothing | ankara, {"nct_id": "NCT98000001"} | nothing | lyon]


@pytest.mark.parametrize(
    "gaps",
    [
        pytest.param({}, id="missing modules"),
        pytest.param(
            {key: {} for key in FULL["protocolSection"].keys() - {"identificationModule"}}, id="empty modules"
        ),
        pytest.param(dict.fromkeys(FULL["protocolSection"].keys() - {"identificationModule"}), id="null modules"),
        pytest.param({"designModule": "none", "conditionsModule": []}, id="modules that are no objects"),
        pytest.param({"contactsLocationsModule": {"locations": None}}, id="null where a list was"),
    ],
)
def test_gaps_leave_missing_values(gaps):
    made, places = flatten(record(**gaps))
    assert places == []
    assert {made[name] for name in ("overall_status", "minimum_age_years", "enrollment", "sex", "start_date")} == {None}
    assert [made[name] for name in ("phases", "conditions", "arms", "interventions", "countries")] == [[]] * 5
    assert made["site_count"] == 0
    schema.frame("trials", [made])


@pytest.mark.parametrize(
    ("given", "years"),
    [
        pytest.param("18 Years", 18, id="years"),
        pytest.param("1 Year", 1, id="one year"),
        pytest.param("6 Months", 0.5, id="months"),
        pytest.param("52 Weeks", pytest.approx(0.997, abs=0.001), id="weeks"),
        pytest.param("30 Days", pytest.approx(0.082, abs=0.001), id="days"),
        pytest.param("N/A", None, id="not an age"),
        pytest.param(None, None, id="absent"),
    ],
)
def test_ages(given, years):
    assert row(eligibilityModule={"minimumAge": given})["minimum_age_years"] == years


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Turkey (Türkiye)", "Türkiye"),
        ("Korea, Republic of", "South Korea"),
        ("Russian Federation", "Russia"),
        ("France", "France"),
        (None, None),
        ("", None),
    ],
)
def test_countries_have_one_spelling(name, expected):
    assert country(name) == expected


def test_an_unknown_phase_or_status_is_kept_as_sent():
    made = row(designModule={"phases": ["PHASE9"]}, statusModule={"overallStatus": "DREAMING"})
    assert (made["phases"], made["overall_status"]) == (["PHASE9"], "DREAMING")


def test_the_field_table_covers_the_trials_table():
    made = [name for field in fields.FIELDS for name in fields.columns(field)]
    assert sorted([*made, *fields.DERIVED]) == sorted(schema.names("trials"))


def test_results_and_contacts_never_travel():
    asked = fields.request_fields()
    assert len(asked) == len(set(asked)) > 40
    assert not [path for path in asked if "resultsSection" in path or "ontact" in path.rsplit(".", 1)[-1]]


@pytest.mark.shared
def test_every_real_record_fits_the_tables(shared):
    files = [shared / "registry" / "data" / f"{name}.jsonl.gz" for name in ("breast", "others")]
    made = [flatten(study) for file in files for study in read_studies(file)]
    trials = schema.frame("trials", [trial for trial, _ in made])
    locations = schema.frame("locations", [place for _, places in made for place in places])
    assert len(trials) == 4026
    assert trials["site_count"].sum() == len(locations) > 50_000
