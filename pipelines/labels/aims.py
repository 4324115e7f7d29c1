"""What a trial is about: symptoms and care, imaging, genes, less treatment. Decides which interventions count and as what."""

import re
from typing import NamedTuple

from pipelines.document import Document
from pipelines.labels.therapies import Therapy, context, is_cause, named
from pipelines.labels.versus import compares
from pipelines.lexicon import candidates, said
from pipelines.passage import Evidence, Passage

ANTICANCER = frozenset({"chemotherapy", "radiation", "hormone", "targeted", "immunotherapy"})
CARE_PURPOSES = ("SUPPORTIVE_CARE", "PREVENTION", "HEALTH_SERVICES_RESEARCH", "OTHER", "BASIC_SCIENCE", "SCREENING")
LABELS = {
    "fewer": "treatment_break",
    "genomic": "genetic_testing",
    "guided": "genetic_testing",
    "lifestyle": "supportive",
    "marker": "other",
    "relief": "supportive",
    "switch": "genetic_testing",
    "test": "other",
    "test-guided": "other",
}
"""Aims that are narrower than a label: treatment guided by genes, guided by another marker, relief of a symptom, ..."""
ALONE = {"DIAGNOSTIC": "other", "SCREENING": "other", "SUPPORTIVE_CARE": "supportive"}
"""What a trial tests that names no treatment that we know, by its purpose."""
_SENTENCES = 8
CODE = re.compile(r"^[a-z]{1,8}[- ]?\d{2,}\w*\b")
"""How the codes of new drugs look ('abc-123')."""
_PURPOSE = re.compile(
    r"\b(?:purpose|aims?|goals?|objectives?|evaluat|investigat|assess|determin|test|whether|compar|hypothes|help|th(?:is|e) (?:study|trial))"
)
"""A sentence of a summary with one of these words tells what is studied; another may be about care in general."""


class Aims(NamedTuple):
    """`found`: aim -> the words that say so. `care`: the aim is symptoms, toxicity or care; `imaging`: images are studied."""

    document: Document
    found: dict[str, list[Evidence]]
    care: bool
    imaging: bool

    def rows(self, *values: str) -> list[Evidence]:
        """Evidence for aims, one each."""
        return [row for value in values for row in self.found.get(value, [])[:1]]

    def counts(self, one: Therapy, known: list[Therapy], titled: set[str]) -> bool:
        """Whether an intervention is more than a measurement made on the way."""
        treats = any(ANTICANCER & set(other.types) and other.role == "" for other in known)
        if one.role == "scan" or one.types == ("imaging",):
            return self.imaging or one.role != "scan" and self._is_tracer(one) and (not treats or self._is_asked(one))
        if one.types == ("genetic_testing",) or one.rule_id.startswith("other-03"):
            return not treats or one.key in titled or bool({"genetic_testing", "guided", "marker"} & set(self.found))
        if one.role == "unknown" and one.types == ("other",):
            return not (self.care or self.imaging) and (not treats or self._is_drug(one))
        return not (self.care and one.types == ("other",))

    def _is_drug(self, one: Therapy) -> bool:
        """Whether a name that no table knows is a drug's: by its registry type, its shape, or a title that names it."""
        if one.rule_id in ("type-drug", "type-biological"):
            return True
        titled = any(one.key in title.text for title in self.document.titles)
        return one.rule_id == "type-none" and bool(titled or CODE.search(one.key))

    def _is_asked(self, one: Therapy) -> bool:
        """Whether the summary names a tracer among what is studied."""
        name = one.passage.text[one.start : one.end]
        return any(name in said.text and _PURPOSE.search(said.text) for said in self.document.summary[:_SENTENCES])

    @staticmethod
    def _is_tracer(one: Therapy) -> bool:
        return not one.drug or "imaging.pet" in one.drug.classes

    def for_symptoms(self) -> bool:
        """Whether symptoms are the aim, rather than exercise or diet against the tumour."""
        return "anticancer" not in self.found or bool({"supportive", "relief", "symptoms"} & set(self.found))

    def types(self, one: Therapy, titled: set[str]) -> tuple[str, ...]:
        """A drug of supportive care that a title tests for something else than symptoms is just another drug."""
        aside = one.types == ("supportive",) and one.drug and not self.care and "supportive" not in self.found
        protects = one.drug and "supportive.cytoprotection" in one.drug.classes
        return ("other",) if aside and not protects and one.key in titled else one.types

    def added(self, tested: set[str]) -> list[str]:
        """Aims that add a type to those tested."""
        wanted = ["guided", "test-guided"]
        only_radiation = "radiation" in tested and tested <= {"radiation", "local_metastases"}
        if "treatment_break" in self.found and (only_radiation or not self._only_shorter()):
            wanted.append("treatment_break")
        if "fewer" in self.found and only_radiation and compares(self.document):
            wanted.append("fewer")
        if not tested & ANTICANCER:
            wanted.append("genetic_testing")
        if self.care:
            wanted += ["marker", "relief", "lifestyle"]
        if self.imaging and "imaging" not in tested:
            wanted.append("imaging")
        if self.care or not tested & (ANTICANCER | {"genetic_testing"}):
            wanted.append("supportive")
        return wanted

    def _only_shorter(self) -> bool:
        """Fewer fractions are less treatment only where radiotherapy is the whole subject."""
        return all("shorter-radiotherapy" in row.rule_id for row in self.found["treatment_break"])


def read_aims(document: Document) -> Aims:
    """Aims said in the titles or the summary, or by the registry's own purpose."""
    found: dict[str, list[Evidence]] = {}
    for passage, places in _said(document):
        for rule in candidates("treatment_aims", passage.text):
            match = rule.pattern.search(passage.text) if rule.extra["where"] in places else None
            if match:
                value = LABELS.get(rule.value, rule.value)
                row = passage.evidence(match, "treatment", value, "given", f"aim-{rule.id}")
                found.setdefault(rule.value, []).append(row)
    purpose = document.text("primary_purpose")
    imaging = _is_imaging(document, purpose, found)
    if document.titles and imaging:
        found.setdefault("imaging", [_by_purpose(document, "imaging")])
    if document.titles and purpose in ALONE:
        found["purpose"] = [_by_purpose(document, ALONE[purpose])]
    return Aims(document, found, _is_care(document, purpose, found), imaging)


def _said(document: Document) -> list[tuple[Passage, tuple[str, ...]]]:
    """Passages with the places that a rule may name to be tried there; the summary only where a rule can match."""
    said = [(title, ("title", "any")) for title in document.titles]
    possible = candidates("treatment_aims", document.text("brief_summary").lower())
    if any(rule.extra["where"] == "any" for rule in possible):
        said += [(one, ("any",)) for one in document.summary[:_SENTENCES] if _PURPOSE.search(one.text)]
    return said


def _by_purpose(document: Document, value: str) -> Evidence:
    return document.titles[0].evidence(None, "treatment", value, "given", "aim-purpose", "derived")


def _is_care(document: Document, purpose: str, found: dict) -> bool:
    if purpose == "SUPPORTIVE_CARE":
        return True
    if "relief" in found:
        return True
    lifestyle = "lifestyle" in found and ("anticancer" not in found or "symptoms" in found)
    if (
        "supportive" not in found
        and not lifestyle
        or purpose == "DIAGNOSTIC"
        and {"imaging", "genetic_testing"} & set(found)
    ):
        return False
    if purpose in CARE_PURPOSES:
        return True
    past = {one.key for title in document.titles for one in named(title) if context(one) == "history"}
    listed = [one for passage in document.interventions for one in named(passage, True) if not one.role]
    listed = [one for one in listed if not is_cause(one)]
    return not {kind for one in listed if one.key not in past for kind in one.types} & ANTICANCER


def _is_imaging(document: Document, purpose: str, found: dict) -> bool:
    given = [passage for passage in document.interventions if not passage.text.startswith("behavioral: ")]
    roles = [one for passage in given for one in named(passage, True)]
    scans = [one for one in roles if one.role == "scan" or "imaging" in one.types]
    if purpose == "DIAGNOSTIC" and (scans or "imaging" in found or _describes_images(document)):
        return True
    treats = any(one.role == "" and set(one.types) - {"imaging"} for one in roles)
    return bool(scans) and ("imaging" in found and purpose != "SUPPORTIVE_CARE" or not treats)


def _describes_images(document: Document) -> bool:
    """Whether the description of an intervention speaks of images."""
    return any(said("treatment_aims", "imaging", passage.text) for passage in document.intervention_descriptions)
