"""Axes `treatment` and `drug`: what the trial tests and what it gives (label guide: treatments_tested, treatments_given)."""

from pipelines.document import Document
from pipelines.labels import arms, intervals, unknown
from pipelines.labels.aims import ANTICANCER, Aims, read_aims
from pipelines.labels.backdrop import PRIMED_WORDS, conditioning, is_helper
from pipelines.labels.subject import LOCAL, stance, tested_keys
from pipelines.labels.therapies import Item, Therapy
from pipelines.labels.trees import without_tree
from pipelines.labels.unlisted import unlisted
from pipelines.labels.watched import watched
from pipelines.lexicon import candidates
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
_SUPPLEMENTS = ("complementary-05-supplement", "drug-table", "type-dietary_supplement")
_QUOTES = 3


def label(document: Document) -> list[Evidence]:
    """Rows of both axes; a study that only watches has a treatment only where genes or care are what is studied."""
    aims = read_aims(document)
    if document.trial.get("study_type") == "OBSERVATIONAL" or not document.interventions and not _is_trial(document):
        return _both(watched(document, aims))
    chosen = _roles(document, _listed(document, aims), aims)
    rows = _rows(chosen) + _metastases(document, chosen)
    rows += _both(aims.rows(*_added(aims, chosen)) + intervals.longer(document)) + _comfort(document, rows, aims)
    tested = any(row.stance == "tested" for row in rows)
    return _few(rows if tested else rows + _both(unlisted(aims)))


def _is_trial(document: Document) -> bool:
    return bool(document.trial.get("study_type"))


def _listed(document: Document, aims: Aims) -> list[Item]:
    """Interventions with their treatments, without a vocabulary tree."""
    kept = without_tree(arms.without_placebos(document, arms.items(document)))
    return [item._replace(therapies=tuple(_therapies(item, aims))) for item in kept]


def _roles(document: Document, listed: list[Item], aims: Aims) -> list[tuple[Therapy, str]]:
    """Every treatment with 'tested' or 'given'."""
    titled = arms.from_titles(document)
    names = {one.key for one in titled}
    known = [one._replace(types=aims.types(one, names)) for item in listed for one in item.therapies]
    keys = {one.key for one in known}
    everything = known + [one for one in titled if one.key not in keys and _may_add(one, known, aims)]
    told = tested_keys(document, listed, everything, titled, aims)
    chosen = [
        (one, stance(one, told, everything, titled, aims))
        for one in everything
        if aims.counts(one, known, names) and not is_helper(one, known, names, aims)
    ]
    beside = [one for one in arms.from_labels(document) if told and _may_add(one, everything, aims)]
    return chosen + [(one, "given") for one in beside + conditioning(document, everything)]


def _therapies(item: Item, aims: Aims) -> list[Therapy]:
    """Treatments of an intervention; one that no table knows is what its type and the titles say of it."""
    found = [one for one in item.therapies if one.role in ("", "given", "scan")]
    talk = item.type == "BEHAVIORAL" and all("imaging" in one.types for one in found)
    if found and not talk or item.therapies and not found:
        return found or [one._replace(types=("other",)) for one in item.therapies if one.role == "unspecified"]
    end = len(item.passage.text.rstrip())
    if not end:
        return []
    types = unknown.types(item, aims) or (BY_TYPE.get(item.type, "other"),)
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


def _rows(chosen: list[tuple[Therapy, str]]) -> list[Evidence]:
    rows = []
    for one, role in chosen:
        stances = ("tested", "given") if role == "tested" else ("given",)
        rows += [one.evidence("treatment", kind, which) for kind in one.types for which in stances]
        if one.drug or one.role == "unknown":
            name = one.drug.name if one.drug else "unclassified"
            rows += [one.evidence("drug", name, which) for which in stances if one.drug or "other" in one.types]
    return rows


def _metastases(document: Document, chosen: list[tuple[Therapy, str]]) -> list[Evidence]:
    """Radiation and surgery aimed at metastases are a local treatment of metastases as well."""
    stances = {role for one, role in chosen if set(one.types) & set(LOCAL) and "targeted" not in one.types}
    target = _target(document) if stances else None
    if target is None:
        return []
    return [target._replace(stance=stance) for stance in (("tested", "given") if "tested" in stances else ("given",))]


def _target(document: Document) -> Evidence | None:
    """The words that say that metastases are what is treated."""
    titles = document.titles + document.conditions
    elsewhere = document.interventions + document.intervention_descriptions + document.opening
    entry = [one for one in document.criteria.passages if one.section == "inclusion" and "metasta" in one.text]
    said = [(one, ("title", "any")) for one in titles] + [(one, ("any",)) for one in elsewhere]
    for passage, places in said + [(one, ("entry",)) for one in entry]:
        for rule in candidates("treatment_targets", passage.text):
            match = rule.pattern.search(passage.text) if rule.value in places else None
            if match:
                return passage.evidence(match, "treatment", "local_metastases", "given", rule.id, "derived")
    return None


def _added(aims: Aims, chosen: list[tuple[Therapy, str]]) -> list[str]:
    """Types that follow from the aim rather than from an intervention."""
    tested = {kind for one, role in chosen if role == "tested" for kind in one.types}
    return aims.added(tested)


def _comfort(document: Document, rows: list[Evidence], aims: Aims) -> list[Evidence]:
    """Complementary care beside no cancer treatment under test is meant for well-being; a supplement only if the aim says so."""
    if any(row.axis == "treatment" and row.stance == "tested" and row.value in ANTICANCER for row in rows):
        return []
    if not aims.care and not aims.for_symptoms():
        return []
    for_symptoms = aims.care or "supportive" in aims.found
    care = [row for row in rows if (row.axis, row.value) == ("treatment", "complementary")]
    return [
        row._replace(value="supportive", basis="derived")
        for row in care
        if for_symptoms or row.rule_id not in _SUPPLEMENTS
    ]


def _both(rows: list[Evidence]) -> list[Evidence]:
    return [row._replace(stance=stance) for row in rows for stance in ("tested", "given")]


def _few(rows: list[Evidence]) -> list[Evidence]:
    """At most three quotations of a value and stance, and three more of vaccines, cells and viruses, which have no
    name in the drug table; what is tested is always given as well."""
    seen: dict[tuple[str, str, str, bool], int] = {}
    kept = []
    for row in dict.fromkeys(rows):
        at = (row.axis, row.value, row.stance, row.rule_id in PRIMED_WORDS)
        seen[at] = seen.get(at, 0) + 1
        if seen[at] <= _QUOTES:
            kept.append(row)
    return kept
