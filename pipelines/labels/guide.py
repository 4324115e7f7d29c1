"""Label rows of one trial as one object with the keys of the label guide."""

from collections import defaultdict

SUBTYPES = ("HR+/HER2+", "HR-/HER2+", "HR+/HER2-", "TNBC")
HER2_LEVELS = ("positive", "low", "ultralow", "zero")


def guide_labels(nct_id: str, rows: list[dict]) -> dict:
    """The roll-up rows (cohort == '') of one trial in the guide's shape; what is not stated is None, {} or []."""
    by_axis: dict[str, dict[str, str]] = defaultdict(dict)
    given, tested = set(), set()
    for row in rows:
        if row["cohort"]:
            continue
        by_axis[row["axis"]][row["value"]] = row["stance"]
        if row["axis"] == "treatment":
            (tested if row["stance"] == "tested" else given).add(row["value"])
    return {
        "nct_id": nct_id,
        "tier": _only(by_axis["tier"]),
        "sites": by_axis["site"],
        "focus_sites": sorted(by_axis["focus_site"]),
        "subtypes": _accepted(by_axis["subtype"], SUBTYPES),
        "her2_levels": _accepted(by_axis["her2_level"], HER2_LEVELS),
        "treatments_tested": sorted(tested),
        "treatments_given": sorted(given | tested),
        "ecog_max": int(_only(by_axis["ecog_max"])) if by_axis["ecog_max"] else None,
        "measurable": _only(by_axis["measurable"]),
        "menopause": _only(by_axis["menopause"]),
        "lines": _lines(by_axis),
        "prior_required": _with(by_axis["prior"], "required"),
        "prior_excluded": _with(by_axis["prior"], "excluded"),
        "biomarkers_required": _with(by_axis["biomarker"], "required"),
    }


def _only(values: dict[str, str]) -> str | None:
    return next(iter(values), None)


def _accepted(values: dict[str, str], order: tuple[str, ...]) -> list[str] | None:
    return [value for value in order if values.get(value) == "accepted"] if values else None


def _with(values: dict[str, str], stance: str) -> list[str]:
    return sorted(value for value, said in values.items() if said == stance)


def _lines(by_axis: dict[str, dict[str, str]]) -> dict[str, list[int | None]]:
    """'1..3' becomes [1, 3]; an open end is None."""
    found = {}
    for kind in ("any", "chemo", "endocrine"):
        for value in by_axis[f"lines_{kind}"]:
            low, high = value.split("..")
            found[kind] = [int(low) if low else None, int(high) if high else None]
    return found
