"""What an observational study studies: genes, images, another test, or care. A registry or biobank studies nothing."""

from pipelines.document import Document
from pipelines.labels import arms
from pipelines.labels.aims import Aims
from pipelines.labels.therapies import Item, named
from pipelines.lexicon import candidates, said
from pipelines.passage import Evidence

_CARE_TYPES = ("BEHAVIORAL", "OTHER")


def watched(document: Document, aims: Aims) -> list[Evidence]:
    """One row for each type that is studied, as given."""
    listed = arms.items(document)
    genes = aims.rows("genetic_testing", "guided") or _genes(listed)
    if _says(document, "collects"):
        return genes[:1]
    genes = (genes or aims.rows("genomic"))[:1]
    images = aims.rows("imaging") or _tracers(document)
    tests = [] if genes or images else aims.rows("test") or _tests(listed)
    care = aims.rows("supportive") if tests or not listed and _says(document, "care") else _care(document, listed)
    return genes + images + tests + care


def _says(document: Document, value: str) -> bool:
    """Whether a title says so: 'collects' is a registry, biobank or collection, 'care' looks at a tool of care."""
    return any(said("treatment_watched", value, title.text) for title in document.titles)


def _genes(listed: list[Item]) -> list[Evidence]:
    """A genetic test among the interventions."""
    found = [one for item in listed for one in item.therapies if one.types == ("genetic_testing",)]
    return [one.evidence("treatment", "genetic_testing", "given") for one in found[:1]]


def _tracers(document: Document) -> list[Evidence]:
    """A tracer that a title names."""
    found = [one for title in document.titles for one in named(title) if one.types == ("imaging",)]
    return [one.evidence("treatment", "imaging", "given") for one in found[:1]]


def _tests(listed: list[Item]) -> list[Evidence]:
    """A test that no table knows: of images where a computer reads them, else another test."""
    unknown = [item for item in listed if not item.therapies]
    told = [(item.passage, _kinds(item)) for item in unknown]
    tests = [(name, "imaging" if "imaging" in kinds else "other") for name, kinds in told if "test" in kinds]
    return [name.evidence(None, "treatment", kind, "given", "watched-test") for name, kind in tests[:1]]


def _kinds(item: Item) -> set[str]:
    """'test' and 'imaging' where the name of an intervention, or its registry type, says so."""
    name = item.passage.text
    kinds = {rule.value for rule in candidates("treatment_watched", name) if rule.pattern.search(name)}
    return kinds | {"test"} if item.type == "DIAGNOSTIC_TEST" else kinds


def _care(document: Document, listed: list[Item]) -> list[Evidence]:
    """Care that is listed as an intervention and named in a title."""
    titles = [title.text for title in document.titles]
    keys = {one.key for title in document.titles for one in named(title)}
    return [
        item.passage.evidence(None, "treatment", kind, "given", "watched-care")
        for item in listed
        if item.type in _CARE_TYPES
        for kind in sorted(_care_kinds(item))
        if any(item.passage.text in title for title in titles) or any(one.key in keys for one in item.therapies)
    ]


def _care_kinds(item: Item) -> set[str]:
    kinds = {kind for one in item.therapies for kind in one.types}
    if item.type == "BEHAVIORAL":
        return kinds & {"complementary"} | {"supportive"}
    return kinds & {"supportive"}
