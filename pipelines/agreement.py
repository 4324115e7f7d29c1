"""How good the labels are: found labels against gold labels, per axis and value, with every miss and its quotation.

Everything is compared as sets: one trial's labels on an axis are a set of items ('brain=excluded', 'taxane', '1..').
"""

from collections import defaultdict
from typing import NamedTuple

from cache import vocabulary

STAGE_IV = ("mbc", "basket_breast", "basket_any", "unclear")
"""Gold tiers in which sites, lines, prior treatment and biomarkers are compared (labels/README)."""
ONLY_STAGE_IV = ("site", "lines", "prior_required", "prior_excluded", "biomarkers_required")
KEYS = {
    "tier": "tier",
    "site": "sites",
    "focus_site": "focus_sites",
    "subtype": "subtypes",
    "her2_level": "her2_levels",
    "treatment_tested": "treatments_tested",
    "treatment_given": "treatments_given",
    "ecog_max": "ecog_max",
    "measurable": "measurable",
    "menopause": "menopause",
    "lines": "lines",
    "prior_required": "prior_required",
    "prior_excluded": "prior_excluded",
    "biomarkers_required": "biomarkers_required",
}
CENTRAL_NERVOUS = ("brain", "leptomeningeal")


class Count(NamedTuple):
    """Agreement on one axis (value '*') or one value of it; `n` is how often gold has it, for '*' the trials compared."""

    axis: str
    value: str
    n: int
    found: int
    right: int
    exact: float | None = None

    @property
    def precision(self) -> float | None:
        """Share of the found that is right; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of gold that was found; None where gold has none."""
        return self.right / self.n if self.n else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where neither side has the value."""
        return 2 * self.right / (self.n + self.found) if self.n + self.found else None


class Miss(NamedTuple):
    """One label that one side has and the other has not, with the words that gold or we relied on."""

    nct_id: str
    axis: str
    item: str
    kind: str
    quote: str


def items(axis: str, labels: dict) -> frozenset[str]:
    """One trial's labels on an axis as a set of strings; a lower bound of 0 counts as open (labels/README)."""
    value = labels.get(KEYS[axis])
    if value is None or value == []:
        return frozenset({"not stated"}) if axis in ("subtype", "her2_level") else frozenset()
    if axis == "site":
        return frozenset(f"{site}={stance}" for site, stance in value.items())
    if axis == "lines":
        spans = {kind: (low or "", "" if high is None else high) for kind, (low, high) in value.items()}
        return frozenset(f"{kind}={low}..{high}" for kind, (low, high) in spans.items() if (low, high) != ("", ""))
    listed = value if isinstance(value, list) else [value]
    return frozenset(str(item) for item in listed if not str(item).startswith("other:"))


def compare(gold: list[dict], found: dict[str, dict]) -> tuple[list[Count], list[Miss]]:
    """Counts per axis and value, and every miss. A gold trial without labels counts as missed."""
    counts, misses = [], []
    for axis in KEYS:
        asked = [g for g in gold if axis not in ONLY_STAGE_IV or g["tier"] in STAGE_IV]
        pairs = [(g, items(axis, g), items(axis, found.get(g["nct_id"], {}))) for g in asked]
        counts += _counts(axis, [(want, have) for _, want, have in pairs])
        misses += [miss for g, want, have in pairs for miss in _misses(axis, g, want, have, found.get(g["nct_id"], {}))]
    return counts, misses


def _counts(axis: str, pairs: list[tuple[frozenset, frozenset]]) -> list[Count]:
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for want, have in pairs:
        for item in want | have:
            tally[item][0] += item in want
            tally[item][1] += item in have
            tally[item][2] += item in want and item in have
    totals = [sum(column) for column in zip(*tally.values(), strict=True)] or [0, 0, 0]
    exact = sum(want == have for want, have in pairs) / len(pairs) if pairs else None
    whole = Count(axis, "*", totals[0], totals[1], totals[2], exact)
    return [whole, *(Count(axis, item, *numbers) for item, numbers in sorted(tally.items()))]


def _misses(axis: str, gold: dict, want: frozenset, have: frozenset, ours: dict) -> list[Miss]:
    missed = [Miss(gold["nct_id"], axis, item, "missed", _gold_quote(axis, item, gold)) for item in sorted(want - have)]
    extra = [Miss(gold["nct_id"], axis, item, "extra", _our_quote(axis, item, ours)) for item in sorted(have - want)]
    return missed + extra


def _gold_quote(axis: str, item: str, gold: dict) -> str:
    key = item.split("=")[0] if axis == "site" else {"subtype": "subtypes", "her2_level": "subtypes"}.get(axis, axis)
    quote = gold.get("quotes", {}).get(key, "")
    return " | ".join(quote) if isinstance(quote, list) else quote


def _our_quote(axis: str, item: str, ours: dict) -> str:
    """The words that made an extra label, with the rule's id."""
    owner = {"treatment_tested": "treatment", "treatment_given": "treatment", "biomarkers_required": "biomarker"}.get(
        axis, axis
    )
    owner = (
        f"lines_{item.split('=')[0]}" if axis == "lines" else owner.removesuffix("_required").removesuffix("_excluded")
    )
    value = item.split("=")[-1] if axis == "lines" else item.split("=")[0]
    rows = [row for row in ours.get("evidence", ()) if (row["axis"], row["value"]) == (owner, value)]
    return f"{rows[0]['quote']} [{rows[0]['rule_id']}]" if rows else ""


def summary(gold: list[dict], found: dict[str, dict], counts: list[Count]) -> dict[str, float | int | None]:
    """The headline figures. `dangerous`: brain or leptomeningeal excluded on one side and possible on the other."""
    whole = {count.axis: count for count in counts if count.value == "*"}
    figures = {f"{axis} exact": whole[axis].exact for axis in KEYS}
    figures |= {f"{axis} F1": whole[axis].f1 for axis in KEYS}
    compared = [g for g in gold if g["tier"] in STAGE_IV]
    pairs = [
        (site, g["sites"].get(site), found.get(g["nct_id"], {}).get("sites", {}).get(site))
        for g in compared
        for site in vocabulary.values("site")
    ]
    figures["site stance macro-F1"] = _macro([(want, have) for _, want, have in pairs])
    central = [(want, have) for site, want, have in pairs if site in CENTRAL_NERVOUS]
    figures["brain exact"] = _share([want == have for site, want, have in pairs if site == "brain"])
    figures["leptomeningeal exact"] = _share([want == have for site, want, have in pairs if site == "leptomeningeal"])
    figures["dangerous"] = sum("excluded" in pair and None not in pair and pair[0] != pair[1] for pair in central)
    figures["central nervous exclusions found"] = _share(
        [have == "excluded" for want, have in central if want == "excluded"]
    )
    return figures


def _share(right: list[bool]) -> float | None:
    return sum(right) / len(right) if right else None


def _macro(pairs: list[tuple[str | None, str | None]]) -> float | None:
    """Mean F1 over the stances that gold has, sites pooled."""
    stances = sorted({want for want, _ in pairs if want})
    scores = []
    for stance in stances:
        both = sum(want == have == stance for want, have in pairs)
        scores.append(2 * both / (sum(want == stance for want, _ in pairs) + sum(have == stance for _, have in pairs)))
    return sum(scores) / len(scores) if scores else None
