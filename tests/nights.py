"""Random nights of a fake registry, and what a catalogue must hold after each of them."""

import random
from datetime import datetime, timedelta

from tests.fake_registry import FakeRegistry, aliases, nct_id, study

STREAMS = ("breast", "basket", "supportive")
OPEN = ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING")
CLOSED = ("COMPLETED", "TERMINATED", "UNKNOWN")
TEXTS = (
    "Inclusion Criteria:\n\n* Stage IV breast cancer, HER2-positive",
    "Inclusion Criteria:\n\n* Metastatic triple-negative breast cancer\n* ECOG 0-2",
    "Inclusion Criteria:\n\n* Metastatic breast cancer\n\nExclusion Criteria:\n\n* Brain metastases",
)
PLACES = [("Lyon", "France"), ("Izmir", "Turkey"), ("Izmir", "Turkey (Türkiye)"), ("Boston", "United States")]


class Nights:
    """Random edits of a fake registry; all that a night can bring."""

    def __init__(self, fake: FakeRegistry, seed: int):
        self.fake, self.random, self.count, self.gone = fake, random.Random(seed), len(fake.studies), []

    def __call__(self) -> None:
        """Some edits of one night; sometimes days later."""
        self.since = f"{datetime.fromisoformat(self.fake.timestamps[-1]) - timedelta(days=7):%Y-%m-%d}"
        self.fake.bump(days=self.random.choice([1, 1, 3, 9]))
        kinds = [self.new, self.change, self.sites, self.close, self.reopen, self.remove, self.merge, self.match]
        for edit in self.random.choices([*kinds, self.come_back, self.silent, self.late], k=self.random.randint(1, 4)):
            edit()

    def one(self) -> str:
        return nct_id(self.random.choice(self.fake.studies))

    def some(self) -> set[str]:
        return set(self.random.sample(STREAMS, self.random.randint(1, 3)))

    def new(self) -> None:
        self.count += 1
        status = {"overallStatus": self.random.choice(OPEN + CLOSED)}
        made = study(self.count, statusModule=status, eligibilityModule={"eligibilityCriteria": self.text()})
        self.fake.add(made, self.random.randint(0, len(self.fake.studies)), self.some())

    def text(self) -> str:
        return self.random.choice(TEXTS)

    def change(self) -> None:
        self.fake.change(self.one(), eligibilityModule={"eligibilityCriteria": self.text(), "sex": "FEMALE"})

    def sites(self) -> None:
        chosen = self.random.sample(PLACES, self.random.randint(0, 3))
        status = self.random.choice([{}, {"status": "RECRUITING"}, {"status": "WITHDRAWN"}])
        places = [{"city": city, "country": country} | status for city, country in chosen]
        self.fake.change(self.one(), contactsLocationsModule={"locations": places})

    def close(self) -> None:
        self.fake.set_status(self.one(), self.random.choice(CLOSED))

    def reopen(self) -> None:
        self.fake.set_status(self.one(), self.random.choice(OPEN))

    def silent(self) -> None:
        """The registry calls a trial UNKNOWN by itself: no date moves."""
        self.fake.bump()
        self.fake.record(self.one())["protocolSection"]["statusModule"]["overallStatus"] = "UNKNOWN"

    def late(self) -> None:
        """A record that was updated in the week before changes again, and its date stays."""
        for record in self.fake.studies:
            section = record["protocolSection"]
            if section["statusModule"]["lastUpdatePostDateStruct"]["date"] >= self.since:
                self.fake.bump()
                section["conditionsModule"] = {"conditions": [f"Breast Cancer {self.random.random()}"]}
                return

    def remove(self) -> None:
        if len(self.fake.studies) > 4:
            self.gone.append(self.fake.record(self.one()))
            self.fake.remove(nct_id(self.gone[-1]))

    def come_back(self) -> None:
        if self.gone:
            self.fake.add(self.gone.pop())

    def merge(self) -> None:
        if len(self.fake.studies) > 4:
            old, new = self.random.sample([nct_id(each) for each in self.fake.studies], 2)
            self.fake.merge(old, new)

    def match(self) -> None:
        """Found by other streams from now on, or by none."""
        self.fake.match(self.one(), self.random.choice([set(), self.some(), self.some()]))


class Members:
    """What must be stored, told from the fake's state alone."""

    def __init__(self, fake: FakeRegistry):
        self.fake, self.ids, self.gone = fake, {nct_id(each) for each in fake.studies}, {}

    def update(self) -> None:
        """Trials that a stream finds belong, when they are open or were stored before."""
        records = {nct_id(each): each["protocolSection"]["statusModule"]["overallStatus"] for each in self.fake.studies}
        found = {each for each in records if self.fake.streams.get(each, True)}
        belong = {each for each in found if each in self.ids or records[each] in OPEN}
        merged = {alias: nct_id(each) for each in self.fake.studies for alias in aliases(each)}
        lost = {each: self.why(each, records, merged) for each in self.ids - belong}
        self.ids, self.gone = belong, {each: why for each, why in (self.gone | lost).items() if each not in belong}

    @staticmethod
    def why(lost: str, records: dict, merged: dict) -> tuple[str, str]:
        if lost in records:
            return "left_query", ""
        return ("merged", merged[lost]) if lost in merged else ("removed", "")


def assert_members(found: dict, expected: Members) -> None:
    trials, tombstones = found["trials"], found["tombstones"].fillna({"merged_into": ""})
    streams = {each: expected.fake.streams.get(each, set(STREAMS)) for each in expected.ids}
    assert dict(zip(trials["nct_id"], map(set, trials["matched_by"]), strict=True)) == streams
    rows = tombstones[["nct_id", "reason", "merged_into"]].itertuples(index=False)
    assert {each: (reason, into) for each, reason, into in rows} == expected.gone
    assert tombstones["nct_id"].is_unique
