"""A module that the registry suddenly leaves out of every record is a fault of the registry: such data are refused."""

import shutil

import pytest
from pytest_httpserver import HTTPServer

from pipelines.__main__ import main
from tests.fake_registry import FakeRegistry, study
from tests.snapshots import files, left_over, runs

NCT = "NCT98000{:03}".format
MANY = 120
DATES = {
    name: {"date": "2027-01"} for name in ("startDateStruct", "primaryCompletionDateStruct", "completionDateStruct")
}
MODULES = (
    "statusModule",
    "sponsorCollaboratorsModule",
    "descriptionModule",
    "conditionsModule",
    "designModule",
    "armsInterventionsModule",
    "eligibilityModule",
    "contactsLocationsModule",
)


def whole(number: int) -> dict:
    """A record that has something in every column that is not rare."""
    made = study(number, descriptionModule={"briefSummary": "A made-up study."})
    section = made["protocolSection"]
    section["identificationModule"]["officialTitle"] = "A made-up study in full"
    section["statusModule"] |= {"statusVerifiedDate": "2026-10", **DATES}
    section["conditionsModule"]["keywords"] = ["breast"]
    section["designModule"] |= {
        "designInfo": {
            "primaryPurpose": "TREATMENT",
            "allocation": "RANDOMIZED",
            "interventionModel": "PARALLEL",
            "maskingInfo": {"masking": "NONE"},
        },
        "enrollmentInfo": {"count": 100},
    }
    section["armsInterventionsModule"]["interventions"][0] |= {"description": "Daily.", "otherNames": ["Femara"]}
    section["eligibilityModule"] |= {"healthyVolunteers": False, "minimumAge": "18 Years", "maximumAge": "80 Years"}
    meshes = {"meshes": [{"term": "Breast Neoplasms"}]}
    derived = {"conditionBrowseModule": meshes, "interventionBrowseModule": meshes}
    return made | {"hasResults": False, "derivedSection": derived}


def without(module: str, record: dict) -> dict:
    section = {name: value for name, value in record["protocolSection"].items() if name != module}
    return record | {"protocolSection": section}


def many(fake: FakeRegistry) -> None:
    fake.page_size, fake.studies = 1000, [whole(number) for number in range(1, MANY + 1)]


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """A cache of many whole records."""
    cache = tmp_path_factory.mktemp("many")
    with HTTPServer() as server:
        fake = FakeRegistry(server)
        many(fake)
        assert main(["refresh", "--api-url", fake.url, "--cache", str(cache)]) == 0
    return cache


@pytest.fixture
def cache(older, fake, tmp_path):
    many(fake)
    return shutil.copytree(older, tmp_path / "cache")


def assert_refused(job, cache, *arguments: str) -> None:
    before = files(cache)
    code, err = job(cache, *arguments)
    assert (code, err.count("\n"), runs(cache)[-1]["outcome"]) == (1, 1, "refused"), err
    assert (files(cache), left_over(cache)) == (before, [])


@pytest.mark.parametrize("module", MODULES)
def test_gone_from_the_dozen_that_was_fetched(job, fake, cache, module):
    for number in range(1, 13):
        fake.change(NCT(number))
    fake.studies = [without(module, record) for record in fake.studies]
    assert_refused(job, cache)


@pytest.mark.parametrize("module", ["eligibilityModule", "contactsLocationsModule"])
@pytest.mark.parametrize("empty", [True, False], ids=["first", "with an older snapshot"])
def test_gone_from_all(job, fake, cache, tmp_path, module, empty):
    fake.studies = [without(module, record) for record in fake.studies]
    if not empty:
        return assert_refused(job, cache, "--full")
    code, err = job(tmp_path / "first")
    assert (code, err.count("\n")) == (1, 1)
    assert not (tmp_path / "first" / "current").exists()


def test_null_in_all(job, fake, cache):
    for number in range(1, 13):
        fake.change(NCT(number), eligibilityModule=None)
    assert_refused(job, cache)


def test_gone_from_one_of_a_dozen_is_stored(job, fake, cache):
    for number in range(1, 13):
        fake.change(NCT(number))
    fake.studies[0] = without("contactsLocationsModule", fake.studies[0])
    assert job(cache) == (0, "")


def test_a_registry_without_studies_is_refused(job, fake, tmp_path):
    fake.studies = []
    code, err = job(tmp_path)
    assert (code, err.count("\n"), runs(tmp_path)[-1]["outcome"]) == (1, 1, "refused")
    assert not (tmp_path / "current").exists()
