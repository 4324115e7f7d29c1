"""What a trial is about: symptoms and care, imaging, genes, less treatment. Decides which interventions count and as what."""

import re
from typing import NamedTuple

from pipelines.document import Document
from pipelines.labels.arms import Item
from pipelines.labels.therapies import Therapy, context, named
from pipelines.lexicon import candidates
from pipelines.passage import Evidence, Passage

ANTICANCER = frozenset({"chemotherapy", "radiation", "hormone", "targeted", "immunotherapy"})
CARE_PURPOSES = ("SUPPORTIVE_CARE", "PREVENTION", "HEALTH_SERVICES_RESEARCH", "OTHER", "BASIC_SCIENCE", "SCREENING")
LABELS = {"guided": "genetic_testing", "marker": "other", "relief": "supportive"}
"""Aims that are narrower than a label: treatment guided by genes, guided by another marker, relief of a symptom."""
ALONE = {"DIAGNOSTIC": "other", "SCREENING": "other", "SUPPORTIVE_CARE": "supportive"}
"""What a trial tests that names no treatment that we know, by its purpose."""
_SENTENCES = 8
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
            return self.imaging or one.role != "scan" and self._is_tracer(one, known, treats)
        if one.types == ("genetic_testing",) or one.rule_id.startswith("other-03"):
            return not treats or one.key in titled or bool({"genetic_testing", "guided", "marker"} & set(self.found))
        if one.role == "unknown" and one.types == ("other",):
            return not (self.care or self.imaging) and not (
                treats and one.rule_id not in ("type-drug", "type-biological")
            )
        return not (self.care and one.types == ("other",))

    def _is_tracer(self, one: Therapy, known: list[Therapy], treats: bool) -> bool:
        """A tracer counts alone, or beside the radioligand that it belongs to."""
        pet = not one.drug or "imaging.pet" in one.drug.classes
        return pet and (not treats or any({"radiation", "targeted"} <= set(other.types) for other in known))

    def types(self, one: Therapy, titled: set[str]) -> tuple[str, ...]:
        """A drug of supportive care that a title tests for something else than symptoms is just another drug."""
        aside = one.types == ("supportive",) and one.drug and not self.care and "supportive" not in self.found
        return ("other",) if aside and one.key in titled else one.types

    def unknown(self, item: Item) -> tuple[str, ...]:
        """Types of an unknown drug by the class words that its titles, description or summary use of it."""
        if item.type == "DIETARY_SUPPLEMENT":
            return ("complementary",)
        if item.type not in ("DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "DIAGNOSTIC_TEST", "") or self.care:
            return ("supportive",) if self.care else ()
        name = item.passage.text.strip()
        for passage in self._about(name):
            kinds = [one for one in named(passage) if one.role in ("", "scan") and not context(one) and not one.drug]
            if kinds:
                return kinds[0].types
        return ("imaging",) if self.imaging else ()

    def _about(self, name: str) -> list[Passage]:
        texts = [*self.document.titles, *self.document.intervention_descriptions, *self.document.summary[:6]]
        near = [passage for passage in texts if name[:12] in passage.text]
        return [*near, *self.document.titles]

    def added(self, tested: set[str]) -> list[str]:
        """Aims that add a type to those tested."""
        wanted = ["guided"]
        only_radiation = "radiation" in tested and tested <= {"radiation", "local_metastases"}
        if "treatment_break" in self.found and (only_radiation or not self._only_shorter()):
            wanted.append("treatment_break")
        if not tested & ANTICANCER:
            wanted.append("genetic_testing")
        if self.care:
            wanted += ["marker", "relief"]
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
    if "supportive" not in found or purpose == "DIAGNOSTIC" and {"imaging", "genetic_testing"} & set(found):
        return False
    if purpose in CARE_PURPOSES:
        return True
    past = {one.key for title in document.titles for one in named(title) if context(one) == "history"}
    listed = [one for passage in document.interventions for one in named(passage, True) if not one.role]
    return not {kind for one in listed if one.key not in past for kind in one.types} & ANTICANCER


def _is_imaging(document: Document, purpose: str, found: dict) -> bool:
    roles = [one for passage in document.interventions for one in named(passage, True)]
    scans = [one for one in roles if one.role == "scan" or "imaging" in one.types]
    if purpose == "DIAGNOSTIC" and (scans or "imaging" in found or _describes_images(document)):
        return True
    treats = any(one.role == "" and set(one.types) - {"imaging"} for one in roles)
    return bool(scans) and ("imaging" in found and purpose != "SUPPORTIVE_CARE" or not treats)


def _describes_images(document: Document) -> bool:
    """Whether the description of an intervention speaks of images."""
    return any(
        rule.value == "imaging" and rule.pattern.search(passage.text)
        for passage in document.intervention_descriptions
        for rule in candidates("treatment_aims", passage.text)
    )
