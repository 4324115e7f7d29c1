"""Axes `treatment` and `drug`: what the trial tests and what it gives (label guide: treatments_tested, treatments_given)."""

import re

from pipelines.document import Document
from pipelines.labels import arms
from pipelines.labels.aims import ANTICANCER, Aims, read_aims
from pipelines.labels.arms import Item
from pipelines.labels.therapies import Therapy, context
from pipelines.passage import Evidence

BY_TYPE = {
    "BEHAVIORAL": "supportive",
    "BIOLOGICAL": "other",
    "COMBINATION_PRODUCT": "other",
    "DEVICE": "other",
    "DIAGNOSTIC_TEST": "other",
    "DIETARY_SUPPLEMENT": "complementary",
    "DRUG": "other",
    "GENETIC": "genetic_testing",
    "OTHER": "other",
    "PROCEDURE": "other",
    "RADIATION": "radiation",
}
"""What an intervention is whose name no table knows (its registry type)."""
LOCAL = ("radiation", "surgery")
_METASTATIC_TARGET = re.compile(
    r"\b(?:brain|cerebral|intra-?cranial|extra-?cranial|soft tissue|distant|visceral|bone|osseous|skeletal|liver|hepatic|lung|pulmonary|spin\w+|leptomening\w+|adrenal)"
    r"(?: and (?:bone|lung|liver|brain))? (?:\w+ )?(?:metast\w+|lesions?)|\boligo-?\w+|\bleptomening\w+|\bmetastas[ie]s[- ]directed"
    r"|\b(?:treatment|radiotherapy|resection|ablation|irradiation) (?:of|to|for) (?:\w+ ){0,2}metasta(?:s[ei]s|tic (?:sites?|lesions?))"
)
_QUOTES = 3


def label(document: Document) -> list[Evidence]:
    """Rows of both axes; observational studies have a treatment only where genes are what is studied."""
    aims = read_aims(document)
    if document.trial.get("study_type") == "OBSERVATIONAL":
        return _both(aims.rows("genetic_testing"))
    chosen = _roles(document, _listed(document, aims), aims)
    rows = _rows(chosen) + _metastases(document, chosen)
    rows += _both(aims.rows(*_added(aims, chosen))) + _comfort(document, rows, aims)
    return _few(rows or _both(aims.rows("test")))


def _listed(document: Document, aims: Aims) -> list[Item]:
    """Interventions with their treatments; where the record lists a vocabulary tree beside its drugs, without the tree."""
    listed = arms.items(document)
    tree = sum(_is_vocabulary(item) for item in listed) > 1
    drugs = any(one.drug for item in listed for one in item.therapies)
    kept = [item for item in listed if not tree or not (_is_vocabulary(item) or drugs and _is_class(item))]
    return [item._replace(therapies=tuple(_therapies(item, aims))) for item in kept]


def _is_vocabulary(item: Item) -> bool:
    """Some records list the vocabulary tree above each drug ('Enzyme Inhibitor') as interventions of their own."""
    return any(one.role == "vocabulary" for one in item.therapies)


def _is_class(item: Item) -> bool:
    """A class of drugs or care, or a name that says nothing, such as the vocabulary tree has."""
    kinds = {kind for one in item.therapies for kind in one.types}
    return not any(one.drug for one in item.therapies) and kinds <= (ANTICANCER | {"supportive"}) - set(LOCAL)


def _roles(document: Document, listed: list[Item], aims: Aims) -> list[tuple[Therapy, str]]:
    """Every treatment with 'tested' or 'given'."""
    titled = arms.from_titles(document)
    names = {one.key for one in titled}
    known = [one._replace(types=aims.types(one, names)) for item in listed for one in item.therapies]
    keys = {one.key for one in known}
    everything = known + [one for one in titled if one.key not in keys and _may_add(one, known, aims)]
    told = _spelled_out(_tested_keys(document, listed, known, titled), known, titled)
    chosen = [(one, _stance(one, told, everything, titled, aims)) for one in everything if aims.counts(one, known)]
    return chosen + [(one, "given") for one in arms.from_labels(document) if told and _may_add(one, everything, aims)]


def _spelled_out(told: set[str] | None, known: list[Therapy], titled: list[Therapy]) -> set[str] | None:
    """Adds the drugs that a class word or regimen of a title stands for ('plus a CDK4/6 inhibitor': palbociclib)."""
    names = {one.key for one in titled}
    kinds = {kind for one in titled if told and one.key in told and not one.drug for kind in one.types}
    meant = {one.key for one in known if one.drug and one.key not in names and kinds & set(one.types)}
    known_keys = {one.key for one in [*known, *titled]}
    return ((told or set()) & known_keys) | meant or None


def _therapies(item: Item, aims: Aims) -> list[Therapy]:
    """Treatments of an intervention; one that no table knows is what its type and the titles say of it."""
    found = [one for one in item.therapies if one.role in ("", "given", "scan")]
    if found or item.therapies:
        return found or [one._replace(types=("other",)) for one in item.therapies if one.role == "unspecified"]
    end = len(item.passage.text.rstrip())
    if not end:
        return []
    types = aims.unknown(item) or (BY_TYPE.get(item.type, "other"),)
    return [
        Therapy(
            item.passage,
            0,
            end,
            item.passage.text.strip(),
            types,
            None,
            "unknown",
            f"type-{item.type.lower() or 'none'}",
        )
    ]


def _may_add(one: Therapy, known: list[Therapy], aims: Aims) -> bool:
    """A treatment that only a title names counts where no intervention is of its types already, or is a drug."""
    there = {kind for other in known for kind in other.types}
    open_to = {"complementary"} if aims.care or aims.imaging else ANTICANCER | {"local_metastases", "bone_modifying"}
    return bool(set(one.types) & open_to - there)


def _tested_keys(
    document: Document, listed: list[Item], known: list[Therapy], titled: list[Therapy]
) -> set[str] | None:
    """Keys of what differs between arms; None where everything active is tested."""
    told = arms.tested_by_arms(document, listed)
    in_titles = {one.key for one in titled} & {one.key for one in known}
    if told is not None:
        return told
    if not arms.compares(document):
        return in_titles if in_titles and arms.on_top_of_standard(document) else None
    told = arms.tested_by_titles(document, listed) or arms.tested_by_items(listed)
    return told or in_titles or None


def _stance(one: Therapy, told: set[str] | None, everything: list[Therapy], titled: list[Therapy], aims: Aims) -> str:
    if one.role in ("given", "unspecified") or aims.background(one, everything):
        return "given"
    if told is not None:
        return "tested" if one.key in told else "given"
    if context(one) == "background":
        return "given"
    named_types = {kind for other in titled for kind in other.types}
    is_local = set(one.types) <= set(LOCAL)
    if is_local and named_types & ANTICANCER - set(LOCAL) and not named_types & set(one.types):
        return "given"
    return "tested"


def _rows(chosen: list[tuple[Therapy, str]]) -> list[Evidence]:
    rows = []
    for one, stance in chosen:
        stances = ("tested", "given") if stance == "tested" else ("given",)
        rows += [one.evidence("treatment", kind, which) for kind in one.types for which in stances]
        if one.drug or one.role == "unknown":
            name = one.drug.name if one.drug else "unclassified"
            rows += [one.evidence("drug", name, which) for which in stances if one.drug or "other" in one.types]
    return rows


def _metastases(document: Document, chosen: list[tuple[Therapy, str]]) -> list[Evidence]:
    """Radiation and surgery aimed at metastases are a local treatment of metastases as well."""
    target = next(
        (passage.evidence(match, "treatment", "local_metastases", "given", "local-target", "derived")
         for passage in document.titles + document.conditions
         if (match := _METASTATIC_TARGET.search(passage.text))), None,
    )  # fmt: skip
    stances = {stance for one, stance in chosen if set(one.types) & set(LOCAL) and "targeted" not in one.types}
    if target is None or not stances:
        return []
    return [target._replace(stance=stance) for stance in (("tested", "given") if "tested" in stances else ("given",))]


def _added(aims: Aims, chosen: list[tuple[Therapy, str]]) -> list[str]:
    """Types that follow from the aim rather than from an intervention."""
    tested = {kind for one, stance in chosen if stance == "tested" for kind in one.types}
    return aims.added(tested)


def _comfort(document: Document, rows: list[Evidence], aims: Aims) -> list[Evidence]:
    """Complementary care beside no cancer treatment under test is meant for well-being, unless it is a drug tried on the tumour."""
    if any(row.axis == "treatment" and row.stance == "tested" and row.value in ANTICANCER for row in rows):
        return []
    on_tumour = document.trial.get("primary_purpose") == "TREATMENT" and "supportive" not in aims.found
    care = [row for row in rows if (row.axis, row.value) == ("treatment", "complementary")]
    return [
        row._replace(value="supportive", basis="derived")
        for row in care
        if not (on_tumour and row.rule_id == "drug-table")
    ]


def _both(rows: list[Evidence]) -> list[Evidence]:
    return [row._replace(stance=stance) for row in rows for stance in ("tested", "given")]


def _few(rows: list[Evidence]) -> list[Evidence]:
    """At most three quotations of a value and stance; what is tested is always given as well."""
    seen: dict[tuple[str, str, str], int] = {}
    kept = []
    for row in dict.fromkeys(rows):
        at = (row.axis, row.value, row.stance)
        seen[at] = seen.get(at, 0) + 1
        if seen[at] <= _QUOTES:
            kept.append(row)
    return kept
