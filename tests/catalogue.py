"""A small snapshot of made-up trials for every test of the dashboard. `python -m tests.catalogue DIR` publishes it there.

Each trial is there for the shapes that its comment names.
"""

import re
import sys
from pathlib import Path

import pandas as pd

from cache import schema, store, vocabulary
from cache.publish import draft

DATA_DATE = "2026-11-20T09:00:05"
RETRIEVED = "2026-11-21T04:30:00Z"
ALL_SUBTYPES = vocabulary.values("subtype")
ALL_LEVELS = vocabulary.values("her2_level")

BASE = {
    "study_type": "INTERVENTIONAL",
    "overall_status": "RECRUITING",
    "primary_purpose": "TREATMENT",
    "allocation": "NA",
    "intervention_model": "SINGLE_GROUP",
    "masking": "NONE",
    "sponsor": "Example Hospital (demo)",
    "sponsor_class": "OTHER",
    "enrollment": 60,
    "sex": "ALL",
    "healthy_volunteers": False,
    "minimum_age_years": 18.0,
    "verified_date": "2026-10-01",
    "verified_date_precision": "month",
    "start_date": "2026-01-15",
    "start_date_precision": "day",
    "primary_completion_date": "2028-06-01",
    "primary_completion_date_precision": "month",
    "completion_date": "2029-06-01",
    "completion_date_precision": "month",
    "last_update_posted": "2026-11-01",
    "has_results": False,
    "phases": ["PHASE2"],
    "conditions": ["Metastatic Breast Cancer"],
    "brief_summary": "A made-up study.",
    "tier": "mbc",
    "matched_by": ["breast"],
}

SITES = {
    "boston": ("Example Cancer Centre", "Boston", "Massachusetts", "United States", "02115", 42.36, -71.06),
    "denver": ("Example Clinic", "Denver", "Colorado", "United States", "80202", 39.74, -104.98),
    "toronto": ("Example General Hospital", "Toronto", "Ontario", "Canada", "M5G", 43.7, -79.42),
    "lyon": ("Centre Exemple", "Lyon", None, "France", "69008", 45.75, 4.85),
    "seoul": ("Example University Hospital", "Seoul", None, "South Korea", None, 37.57, 126.98),
}

HER2_NEGATIVE = {"subtype": {"HR+/HER2-": "accepted", "TNBC": "accepted"}}


def study(number: int, title: str, *, criteria: str = "", sites=(), says=(), **columns) -> dict:
    """A trial with its sites and labels.

    `sites` are (name in SITES, site status or None). `says` are (axis, value, stance, words of the record or '', cohort);
    the words are looked for in the criteria, then in the title, the conditions, the interventions and the arms.
    """
    nct_id = f"NCT990001{number:02d}"
    row = {**BASE, "nct_id": nct_id, "brief_title": title, "official_title": title, "eligibility_text": criteria}
    row |= {column.name: [] for column in schema.TRIALS if column.kind in ("list", "lists") and column.name not in BASE}
    row |= columns
    count = len(row["interventions"])
    row["intervention_descriptions"] = row["intervention_descriptions"] or [""] * count
    row["intervention_other_names"] = row["intervention_other_names"] or [[]] * count
    row["intervention_arms"] = row["intervention_arms"] or [[]] * count
    located = [_location(nct_id, name, status) for name, status in sites]
    opened = [site for site in located if site["status"] == "RECRUITING"]
    row |= {
        "site_count": len(located),
        "open_site_count": len(opened),
        "countries": sorted({site["country"] for site in located}),
        "open_countries": sorted({site["country"] for site in opened}),
        "url": f"https://clinicaltrials.gov/study/{nct_id}",
    }
    for name in ("verified_date", "start_date", "primary_completion_date", "completion_date", "last_update_posted"):
        row[name] = pd.Timestamp(row[name])
    labels = [_label(row, *claim) for claim in (("tier", row["tier"], "is", ""), *says)]
    return {"trial": row, "locations": located, "labels": labels}


def _location(nct_id, name, status):
    keys = ("facility", "city", "state", "country", "zip", "lat", "lon")
    return {"nct_id": nct_id, "status": status, **dict(zip(keys, SITES[name], strict=True))}


def _label(row, axis, value, stance, words, cohort=""):
    field, start = _place(row, words) if words else ("", None)
    return {
        "nct_id": row["nct_id"],
        "cohort": cohort,
        "axis": axis,
        "value": value,
        "stance": stance,
        "basis": "explicit" if words else "derived",
        "field": field,
        "start": start,
        "end": None if start is None else start + len(words),
        "quote": words,
        "rule_id": f"{axis}-example" if words else f"{axis}-silence",
    }


def _place(row, words):
    for name in ("eligibility_text", "brief_title"):
        if words in row[name]:
            return name, row[name].index(words)
    for name in ("conditions", "interventions", "arms"):
        for item, text in enumerate(row[name]):
            if words in text:
                return f"{name}[{item}]", text.index(words)
    raise ValueError(f"{row['nct_id']} does not contain {words!r}")


def receptors(accepted, words):
    """Rows for all four subtypes, as the labels have them once receptors are stated."""
    return [("subtype", value, "accepted" if value in accepted else "excluded", words) for value in ALL_SUBTYPES]


def levels(accepted, words):
    """Rows for all four HER2 levels."""
    return [("her2_level", value, "accepted" if value in accepted else "excluded", words) for value in ALL_LEVELS]


def treatment(value, words, *stances):
    """Rows for a treatment: tested implies given."""
    return [("treatment", value, stance, words) for stance in stances or ("tested", "given")]


STUDIES = [
    # The plain case: everything stated, open sites in two countries, escapes in a quotation.
    study(
        1,
        "Examplinib in HER2-Low Metastatic Breast Cancer",
        criteria=(
            "Inclusion Criteria:\n\n* HER2-low disease (IHC 1+, or IHC 2+ and ISH negative)\n"
            "* Life expectancy \\> 12 weeks\n* Bone metastases are allowed\n* ECOG performance status 0 or 1\n\n"
            "Exclusion Criteria:\n\n* Untreated or symptomatic brain metastases (lesions \\> 2 cm)\n* Leptomeningeal disease"
        ),
        interventions=["DRUG: Examplinib"],
        intervention_other_names=[["EX-201"]],
        arms=["EXPERIMENTAL: Examplinib: Examplinib once a day"],
        arm_labels=["Examplinib"],
        arm_types=["EXPERIMENTAL"],
        sites=[("boston", "RECRUITING"), ("toronto", "RECRUITING"), ("denver", "NOT_YET_RECRUITING")],
        says=[
            ("site", "bone", "allowed", "Bone metastases are allowed"),
            ("site", "brain", "treated_stable", "Untreated or symptomatic brain metastases (lesions \\> 2 cm)"),
            ("site", "leptomeningeal", "excluded", "Leptomeningeal disease"),
            *receptors(("HR+/HER2-", "TNBC"), "HER2-low disease (IHC 1+, or IHC 2+ and ISH negative)"),
            *levels(("low",), "HER2-low disease (IHC 1+, or IHC 2+ and ISH negative)"),
            *treatment("targeted", "Examplinib"),
            ("drug", "unclassified", "tested", "Examplinib"),
            ("drug", "unclassified", "given", "Examplinib"),
            ("ecog_max", "1", "is", "ECOG performance status 0 or 1"),
        ],
        last_update_posted="2026-11-10",
    ),
    # Brain metastases required; the trial is about the brain; no site is open; two phases.
    study(
        2,
        "Radiosurgery With Trastuzumab Deruxtecan for Brain Metastases From Breast Cancer",
        criteria="Inclusion Criteria:\n\n* At least one brain metastasis\n* HER2-positive breast cancer",
        interventions=["RADIATION: Radiosurgery", "DRUG: Trastuzumab deruxtecan"],
        conditions=["Brain Metastases", "HER2-positive Breast Cancer"],
        phases=["PHASE1", "PHASE2"],
        overall_status="NOT_YET_RECRUITING",
        sites=[("lyon", "NOT_YET_RECRUITING")],
        says=[
            ("site", "brain", "required", "At least one brain metastasis"),
            ("focus_site", "brain", "is", "Brain Metastases"),
            *receptors(("HR+/HER2+", "HR-/HER2+"), "HER2-positive breast cancer"),
            *levels(("positive",), "HER2-positive breast cancer"),
            *treatment("radiation", "Radiosurgery"),
            *treatment("local_metastases", "Radiosurgery"),
            *treatment("targeted", "Trastuzumab deruxtecan"),
            ("drug", "trastuzumab deruxtecan", "tested", "Trastuzumab deruxtecan"),
            ("drug", "trastuzumab deruxtecan", "given", "Trastuzumab deruxtecan"),
        ],
    ),
    # Silent on every site; chemotherapy given, not tested; completed, so hidden by default.
    study(
        3,
        "Immunotherapy Added to Chemotherapy in Triple-Negative Breast Cancer",
        criteria="Inclusion Criteria:\n\n* Triple-negative breast cancer",
        interventions=["DRUG: Examplimab", "DRUG: Carboplatin"],
        overall_status="COMPLETED",
        phases=["PHASE3"],
        allocation="RANDOMIZED",
        masking="DOUBLE",
        sites=[("denver", None)],
        says=[
            *receptors(("TNBC",), "Triple-negative breast cancer"),
            *treatment("immunotherapy", "Examplimab"),
            *treatment("chemotherapy", "Carboplatin", "given"),
        ],
    ),
    # The same, still recruiting, and its site does not say whether it is open.
    study(
        4,
        "Chemotherapy With or Without Examplimab in Triple-Negative Breast Cancer",
        criteria="Inclusion Criteria:\n\n* Triple-negative breast cancer\n* No more than 1 line of chemotherapy",
        interventions=["DRUG: Examplimab", "DRUG: Carboplatin"],
        phases=["PHASE3"],
        allocation="RANDOMIZED",
        masking="DOUBLE",
        primary_completion_date="2026-03-01",
        sites=[("denver", None), ("seoul", "COMPLETED")],
        says=[
            *receptors(("TNBC",), "Triple-negative breast cancer"),
            *treatment("immunotherapy", "Examplimab"),
            *treatment("chemotherapy", "Carboplatin", "given"),
            ("lines_chemo", "..1", "is", "No more than 1 line of chemotherapy"),
        ],
        last_update_posted="2026-09-01",
    ),
    # Brain metastases allowed without a condition; several cancers; two cohorts with their own rows.
    study(
        5,
        "Examplikinase Inhibitor in Advanced Solid Tumours Including Breast Cancer",
        criteria=(
            "Inclusion Criteria:\n\nCohort A:\n\n* HR-positive, HER2-negative breast cancer with a PIK3CA mutation\n\n"
            "Cohort B:\n\n* Triple-negative breast cancer\n\nAll:\n\n* Brain metastases are eligible\n* Liver metastases are eligible"
        ),
        interventions=["DRUG: Examplikinase inhibitor"],
        conditions=["Breast Cancer", "Lung Cancer", "Solid Tumor"],
        tier="basket_breast",
        phases=["EARLY_PHASE1", "PHASE1"],
        sites=[("boston", "RECRUITING"), ("seoul", "RECRUITING")],
        says=[
            ("site", "brain", "allowed", "Brain metastases are eligible"),
            ("site", "liver", "allowed", "Liver metastases are eligible"),
            *receptors(("HR+/HER2-", "TNBC"), "Triple-negative breast cancer"),
            ("subtype", "HR+/HER2-", "accepted", "HR-positive, HER2-negative breast cancer", "Cohort A"),
            ("subtype", "TNBC", "accepted", "Triple-negative breast cancer", "Cohort B"),
            ("biomarker", "PIK3CA", "required", "PIK3CA mutation", "Cohort A"),
            *treatment("targeted", "Examplikinase inhibitor"),
        ],
        last_update_posted="2026-11-15",
    ),
    # A drug whose kind could not be told; record unverified for years; no sites listed.
    study(
        6,
        "A Study of EX-999 in Metastatic Breast Cancer",
        criteria="Inclusion Criteria:\n\n* Metastatic breast cancer, any receptor status\n* Known CNS metastases are not allowed",
        interventions=["DRUG: EX-999"],
        phases=["PHASE1"],
        sponsor="=Example Pharma (demo)",
        sponsor_class="INDUSTRY",
        verified_date="2024-02-01",
        says=[
            ("site", "brain", "excluded", "Known CNS metastases are not allowed"),
            *receptors(ALL_SUBTYPES, "any receptor status"),
            *levels(ALL_LEVELS, "any receptor status"),
            *treatment("other", "EX-999"),
            ("drug", "unclassified", "tested", "EX-999"),
            ("drug", "unclassified", "given", "EX-999"),
        ],
        last_update_posted="2026-10-05",
    ),
    # Supportive and complementary care, stage not clear, no phase.
    study(
        7,
        "Yoga for Tiredness in People With Breast Cancer",
        criteria="Inclusion Criteria:\n\n* A diagnosis of breast cancer\n* Feeling tired",
        interventions=["BEHAVIORAL: Yoga"],
        conditions=["Breast Cancer", "Fatigue"],
        primary_purpose="SUPPORTIVE_CARE",
        phases=[],
        tier="unclear",
        sites=[("boston", "RECRUITING")],
        says=[*treatment("complementary", "Yoga"), *treatment("supportive", "Tiredness")],
    ),
    # Any solid tumour, breast not named; by invitation.
    study(
        8,
        "First Study of Examplicel in Advanced Solid Tumours",
        criteria="Inclusion Criteria:\n\n* Advanced solid tumours\n\nExclusion Criteria:\n\n* Active brain metastases",
        interventions=["BIOLOGICAL: Examplicel"],
        conditions=["Solid Tumor"],
        tier="basket_any",
        phases=["PHASE1"],
        overall_status="ENROLLING_BY_INVITATION",
        sites=[("seoul", None)],
        says=[
            ("site", "brain", "treated_stable", "Active brain metastases"),
            *treatment("immunotherapy", "Examplicel"),
        ],
    ),
    # Bone only required; hormone treatment; visceral disease excluded.
    study(
        9,
        "Hormone Therapy and Bone Radiation in Bone-Only Metastatic Breast Cancer",
        criteria=(
            "Inclusion Criteria:\n\n* Bone-only metastatic disease\n* Hormone receptor positive, HER2-negative\n"
            "* Postmenopausal women\n\nExclusion Criteria:\n\n* Visceral metastases"
        ),
        interventions=["DRUG: Letrozole", "RADIATION: Bone radiation"],
        conditions=["Bone Metastases", "Breast Cancer"],
        sex="FEMALE",
        sites=[("toronto", "RECRUITING"), ("lyon", "COMPLETED")],
        says=[
            ("site", "bone", "required", "Bone-only metastatic disease"),
            ("site", "bone_only", "required", "Bone-only metastatic disease"),
            ("site", "visceral", "excluded", "Visceral metastases"),
            ("site", "liver", "excluded", "Visceral metastases"),
            ("site", "lung", "excluded", "Visceral metastases"),
            ("focus_site", "bone", "is", "Bone Metastases"),
            *receptors(("HR+/HER2-",), "Hormone receptor positive, HER2-negative"),
            *levels(("low", "ultralow", "zero"), "HER2-negative"),
            *treatment("hormone", "Letrozole"),
            *treatment("radiation", "Bone radiation"),
            *treatment("local_metastases", "Bone radiation"),
            ("drug", "letrozole", "tested", "Letrozole"),
            ("drug", "letrozole", "given", "Letrozole"),
            ("menopause", "post_only", "is", "Postmenopausal women"),
        ],
        last_update_posted="2026-08-01",
    ),
    # Visceral required, nothing said of the liver; a status and a phase that no vocabulary knows.
    study(
        10,
        "Chemotherapy Tablets for Visceral Metastatic Breast Cancer",
        criteria="Inclusion Criteria:\n\n* At least one visceral metastasis\n* HER2-negative disease",
        interventions=["DRUG: Capecitabine"],
        overall_status="RECRUITING_SOMEDAY",
        phases=["PHASE9"],
        sites=[("boston", "RECRUITING_SOMEDAY")],
        says=[
            ("site", "visceral", "required", "At least one visceral metastasis"),
            *receptors(("HR+/HER2-", "TNBC"), "HER2-negative disease"),
            *levels(("low", "ultralow", "zero"), "HER2-negative disease"),
            *treatment("chemotherapy", "Capecitabine"),
            ("drug", "capecitabine", "tested", "Capecitabine"),
        ],
        last_update_posted="2026-07-01",
    ),
    # Early disease: never listed by Find.
    study(
        11,
        "Surgery After Drug Treatment in Early Breast Cancer",
        criteria="Exclusion Criteria:\n\n* Stage IV disease",
        interventions=["PROCEDURE: Surgery"],
        conditions=["Early Breast Cancer"],
        tier="early",
        sites=[("boston", "RECRUITING")],
        says=treatment("surgery", "Surgery"),
    ),
    # Observational, oligometastatic required, no treatment; lining of the brain allowed; merged from an older id.
    study(
        12,
        "A Register of People With Few Metastases From Breast Cancer",
        criteria="Inclusion Criteria:\n\n* One to five metastases\n* Leptomeningeal metastases may be included",
        study_type="OBSERVATIONAL",
        primary_purpose=None,
        allocation=None,
        intervention_model=None,
        masking=None,
        aliases=["NCT99000999"],
        phases=[],
        enrollment=None,
        sites=[("lyon", "RECRUITING")],
        says=[
            ("site", "oligometastatic", "required", "One to five metastases"),
            ("site", "leptomeningeal", "allowed", "Leptomeningeal metastases may be included"),
            ("focus_site", "oligometastatic", "is", "Few Metastases"),
        ],
        last_update_posted="2026-06-01",
    ),
    # Treatment pause; expanded access; markup in the title that must be shown as it is.
    study(
        13,
        "Pausing <b>Treatment</b> & Liver *Ablation* in Metastatic Breast Cancer",
        criteria="Inclusion Criteria:\n\n* Liver metastases\n* Any receptor status",
        interventions=["PROCEDURE: Liver ablation", "OTHER: Treatment pause"],
        study_type="EXPANDED_ACCESS",
        overall_status="AVAILABLE",
        phases=["NA"],
        sites=[("denver", "AVAILABLE")],
        says=[
            ("site", "liver", "required", "Liver metastases"),
            ("focus_site", "liver", "is", "Liver"),
            *receptors(ALL_SUBTYPES, "Any receptor status"),
            *treatment("local_metastases", "Liver ablation"),
            *treatment("treatment_break", "Treatment pause"),
        ],
        last_update_posted="2026-05-01",
    ),
]

NAME = "20261121T043000Z"
BEFORE = "20261113T043000Z"
"""The snapshot, and the one before it."""

CHANGES = [
    {"nct_id": "NCT99000101", "kind": "new", "after": "RECRUITING"},
    {"nct_id": "NCT99000102", "kind": "opened", "before": "NOT_YET_RECRUITING", "after": "RECRUITING"},
    {
        "nct_id": "NCT99000105",
        "kind": "label",
        "axis": "site",
        "value": "brain",
        "before": "treated_stable",
        "after": "allowed",
        "before_quote": "Brain metastases \\> 2 cm <untreated>",
        "after_quote": "Brain metastases are eligible",
    },
    {
        "nct_id": "NCT99000105",
        "kind": "sites_opened",
        "axis": "country",
        "value": "South Korea",
        "before": "0",
        "after": "1",
        "after_quote": "Example University Hospital, Seoul",
    },
    {"nct_id": "NCT99000150", "kind": "removed", "value": "NCT99000101", "before": "RECRUITING", "after": "merged"},
]

HISTORY = [
    {
        "snapshot": BEFORE,
        "data_date": pd.Timestamp("2026-11-12"),
        "cause": "rules",
        "nct_id": "NCT99000109",
        "kind": "label",
        "axis": "menopause",
        "value": "",
        "before": "not stated",
        "after": "post_only",
        "after_quote": "Postmenopausal women",
    },
    *({"snapshot": NAME, "data_date": pd.Timestamp("2026-11-20"), "cause": "registry"} | row for row in CHANGES),
]

TOMBSTONES = [
    {
        "nct_id": "NCT99000150",
        "reason": "merged",
        "merged_into": "NCT99000101",
        "brief_title": "Examplinib, an Older Record",
        "overall_status": "RECRUITING",
        "since": pd.Timestamp("2026-11-20"),
    }
]


def tables(studies=None, **told) -> dict[str, pd.DataFrame]:
    """The tables of a snapshot; `changes`, `history` and `tombstones` may be told, and are empty for other studies."""
    chosen = STUDIES if studies is None else studies
    ours = {"changes": CHANGES, "history": HISTORY, "tombstones": TOMBSTONES} if studies is None else {}
    return {
        "trials": schema.frame("trials", [each["trial"] for each in chosen]),
        "locations": schema.frame("locations", [row for each in chosen for row in each["locations"]]),
        "labels": schema.frame("labels", [row for each in chosen for row in each["labels"]]),
        **{name: schema.frame(name, (ours | told).get(name, [])) for name in ("changes", "history", "tombstones")},
    }


def manifest(made: dict[str, pd.DataFrame], **changed) -> dict:
    """What a refresh would have written beside the tables."""
    trials = made["trials"]
    count = len(trials)
    return {
        "demo": False,
        "tool_version": "0.1.0",
        "lexicon_version": "example",
        "query": {"streams": ["breast"], "statuses": "all"},
        "api_version": "2.0.5",
        "data_timestamp": DATA_DATE,
        "retrieved_at": RETRIEVED,
        "counts": {
            "reported": count,
            "received": count,
            "stored": count,
            "per_tier": trials["tier"].value_counts().to_dict(),
            "per_status": trials["overall_status"].value_counts().to_dict(),
            "per_stream": {"breast": count},
            "locations": len(made["locations"]),
            "labels": len(made["labels"]),
        },
        "warnings": ["NCT99000110 has a status that we do not know: RECRUITING_SOMEDAY."],
        "checks": [{"name": "received equals reported", "found": count, "expected": count, "passed": True}],
        **changed,
    }


def snapshot(studies=None, changes=None, history=None, tombstones=None, **changed) -> store.Snapshot:
    """A snapshot in memory, as cache.store.load gives it; other keywords change the manifest."""
    told = {"changes": changes, "history": history, "tombstones": tombstones}
    made = tables(studies, **{name: rows for name, rows in told.items() if rows is not None})
    described = {"name": NAME, **manifest(made, **changed)}
    return store.Snapshot(name=described["name"], manifest=described, **made)


def publish(cache: Path, studies=None, **changed) -> str:
    """Publishes the snapshot into a cache folder; gives its name."""
    made = tables(studies)
    with draft(cache) as written:
        for table, rows in made.items():
            written.append(table, schema.to_arrow(table, rows))
        return written.publish(manifest(made, **changed))


def row_of(nct_id: str) -> dict:
    """The trial row of one of STUDIES."""
    return next(each["trial"] for each in STUDIES if each["trial"]["nct_id"] == nct_id)


def words(text: str) -> str:
    """Text with every run of white space made one space, for comparing what a page shows."""
    return re.sub(r"\s+", " ", text).strip()


if __name__ == "__main__":
    print(publish(Path(sys.argv[1])))
