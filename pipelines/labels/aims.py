"""What a trial is about: symptoms and care, imaging, genes, less treatment. Decides which interventions count and as what."""

import re
from typing import NamedTuple

from pipelines.document import Document
from pipelines.labels.arms import Item
from pipelines.labels.therapies import Therapy, context, named
from pipelines.lexicon import rules
from pipelines.passage import Evidence, Passage

ANTICANCER = frozenset({"chemotherapy", "radiation", "hormone", "targeted", "immunotherapy"})
CARE_PURPOSES = ("SUPPORTIVE_CARE", "PREVENTION", "HEALTH_SERVICES_RESEARCH", "OTHER", "BASIC_SCIENCE", "SCREENING")
_CARE = frozenset({"supportive", "complementary"})
_CONDITIONAL = ("genetic_testing", "other")
_CELLS = re.compile(r"immuno-04|immuno-05")


class Aims(NamedTuple):
    """`found`: aim -> the words that say so. `care`: the aim is symptoms, toxicity or care; `imaging`: images are studied."""

    document: Document
    found: dict[str, list[Evidence]]
    care: bool
    imaging: bool

    def rows(self, *values: str) -> list[Evidence]:
        """Evidence for aims, one each."""
        return [row for value in values for row in self.found.get(value, [])[:1]]

    def counts(self, one: Therapy, known: list[Therapy]) -> bool:
        """Whether an intervention is more than a measurement made on the way."""
        treats = any(ANTICANCER & set(other.types) and other.role == "" for other in known)
        if one.role == "scan" or one.types == ("imaging",) and one.drug and "imaging.pet" not in one.drug.classes:
            return self.imaging
        if one.types == ("genetic_testing",) or one.rule_id.startswith("other-03"):
            in_title = any(other.key == one.key for title in self.document.titles for other in named(title))
            return not treats or in_title or bool(self.found.get("genetic_testing"))
        if one.role == "unknown" and one.types == ("other",):
            return not (self.care or self.imaging) and not (
                treats and one.rule_id not in ("type-drug", "type-biological")
            )
        return not (self.care and one.types == ("other",))

    def types(self, one: Therapy, titled: set[str]) -> tuple[str, ...]:
        """A drug of supportive care that a title tests for something else than symptoms is just another drug."""
        aside = one.types == ("supportive",) and one.drug and not self.care and "supportive" not in self.found
        return ("other",) if aside and one.key in titled else one.types

    def background(self, one: Therapy, everything: list[Therapy]) -> bool:
        """Cancer treatment in a study of care, imaging or genes; conditioning chemotherapy before cells."""
        mine = set(one.types)
        if "chemotherapy" in mine and any(
            _CELLS.search(t.rule_id) or t.drug and "immunotherapy.cell" in t.drug.classes for t in everything
        ):
            return "cyclophosphamide" in one.key or "fludarabine" in one.key or one.rule_id == "chemo-06-regimen"
        others = {kind for other in everything for kind in other.types}
        if self.care and mine & (ANTICANCER | {"surgery"}) and others & _CARE:
            return True
        if self.imaging and "imaging" in others and mine & (ANTICANCER - {"radiation"}) and "imaging" not in mine:
            return not (mine & {"radiation"})
        return mine == {"supportive"} and not self.care and bool(others & ANTICANCER)

    def unknown(self, item: Item) -> tuple[str, ...]:
        """Types of an unknown drug by the class words that its titles, description or summary use of it."""
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
        """Types that the aim adds to those tested."""
        wanted = [value for value in ("treatment_break",) if value in self.found]
        if "genetic_testing" in self.found and not tested & ANTICANCER:
            wanted.append("genetic_testing")
        if self.imaging and "imaging" not in tested:
            wanted.append("imaging")
        if "supportive" in self.found and (self.care or not tested & (ANTICANCER | {"genetic_testing"})):
            wanted.append("supportive")
        return wanted


def read_aims(document: Document) -> Aims:
    """Aims said in the titles, or by the registry's own purpose."""
    found: dict[str, list[Evidence]] = {}
    for rule in rules("treatment_aims"):
        places = document.titles + (document.summary[:8] if rule.extra["where"] == "any" else [])
        for title in places:
            match = rule.pattern.search(title.text)
            if match:
                row = title.evidence(match, "treatment", rule.value, "given", f"aim-{rule.id}")
                found.setdefault(rule.value, []).append(row)
                break
    purpose = document.text("primary_purpose")
    if purpose in ("DIAGNOSTIC", "SCREENING") and document.titles:
        found["test"] = [document.titles[0].evidence(None, "treatment", "other", "given", "aim-purpose", "derived")]
    return Aims(document, found, _is_care(document, purpose, found), _is_imaging(document, purpose, found))


def _is_care(document: Document, purpose: str, found: dict) -> bool:
    if purpose == "SUPPORTIVE_CARE":
        return True
    if "supportive" not in found:
        return False
    if purpose in CARE_PURPOSES:
        return True
    past = {one.key for title in document.titles for one in named(title) if context(one) == "history"}
    listed = [one for passage in document.interventions for one in named(passage, True) if not one.role]
    kinds = {kind for one in listed if one.key not in past for kind in one.types}
    return purpose != "DIAGNOSTIC" and not kinds & ANTICANCER


def _is_imaging(document: Document, purpose: str, found: dict) -> bool:
    roles = [one for passage in document.interventions for one in named(passage, True)]
    scans = [one for one in roles if one.role == "scan" or "imaging" in one.types]
    if purpose == "DIAGNOSTIC" and scans:
        return True
    treats = any(one.role == "" and set(one.types) - {"imaging"} for one in roles)
    return bool(scans) and ("imaging" in found and purpose != "SUPPORTIVE_CARE" or not treats)
