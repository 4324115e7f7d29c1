"""The published figures: they are of the rules as they stand, on the page and in the README, and they still hold."""

from pathlib import Path

import provenance
import pytest

from cache import accuracy
from pipelines.lexicon import lexicon_version
from pipelines.score import score

PUBLISHED = accuracy.published()
SETS = [pytest.param(found, id=found["gold"]) for found in PUBLISHED]
ROOT = Path(__file__).parents[1]
WITHIN = 0.01


def test_all_sets_are_published():
    assert [found["gold"] for found in PUBLISHED] == list(provenance.SETS)


@pytest.mark.parametrize("published", SETS)
def test_figures_are_of_the_present_rules(published):
    assert published["lexicon_version"] == lexicon_version(), "the rules changed: make cache/score/ anew, see README"


@pytest.mark.shared
@pytest.mark.parametrize("published", SETS)
def test_no_figure_has_fallen(published, shared):
    gold = ROOT / "tests" / "gold" / published["gold"]
    gold = gold if gold.exists() else shared / "labels" / published["gold"]
    now = score(gold, shared / "registry" / "data" / "breast.jsonl.gz").figures
    worse = {name: (then, now[name]) for name, then in published["figures"].items() if fallen(name, then, now[name])}
    assert worse == {}


def fallen(name: str, then: float | None, now: float | None) -> bool:
    if name == "dangerous":
        return now > then
    return then is not None and (now is None or now < then - WITHIN)


FALLS = [
    pytest.param("tier exact", 0.95, 0.93, True, id="more than a hundredth lower"),
    pytest.param("tier exact", 0.95, 0.945, False, id="less than a hundredth lower"),
    pytest.param("tier exact", 0.95, None, True, id="no longer measured"),
    pytest.param("dangerous", 0, 1, True, id="one dangerous error more"),
]


@pytest.mark.parametrize(("name", "then", "now", "wanted"), FALLS)
def test_what_counts_as_fallen(name, then, now, wanted):
    assert fallen(name, then, now) is wanted


def test_the_readme_says_the_same():
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    table = {tuple(cell.strip() for cell in line.strip("|").split("|")) for line in readme if line.startswith("|")}
    assert [row for row in provenance.accuracy(PUBLISHED) if row not in table] == []
    assert [line for line in provenance.measured(PUBLISHED) if f"- {line}" not in readme] == []
