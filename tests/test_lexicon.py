"""Rules as data: every file loads, and a file that breaks its own promises is refused by name."""

import csv

import pytest

from cache.errors import BadInput
from pipelines import lexicon
from pipelines.text import Normal

COLUMNS = ",".join(lexicon.REQUIRED)
GOOD = "a-01,brain,brain,brain metastases,bone,guide,2026-11-24"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    lexicon.rules.cache_clear()
    yield tmp_path
    lexicon.rules.cache_clear()


def test_a_good_row_becomes_a_rule(folder):
    (folder / "x.csv").write_text(f"{COLUMNS},where\n{GOOD},title\n", encoding="utf-8")
    (rule,) = lexicon.rules("x", "where")
    assert (rule.id, rule.pattern.pattern, rule.value, rule.extra) == ("a-01", "brain", "brain", {"where": "title"})


BAD = [
    pytest.param(f"{COLUMNS},colour\n{GOOD},red\n", "colour", id="unknown column"),
    pytest.param("id,pattern\na-01,brain\n", "counterexample", id="missing column"),
    pytest.param(f"{COLUMNS}\n{GOOD}\n{GOOD}\n", "each id once", id="duplicate"),
    pytest.param(f"{COLUMNS}\n{GOOD.replace('a-01', 'b-01')}\n{GOOD}\n", "sorted", id="unsorted"),
    pytest.param(f"{COLUMNS}\na-01,br(ain,brain,brain,,guide,2026-11-24\n", "a-01", id="does not compile"),
    pytest.param(f"{COLUMNS}\na-01,brain,brain,bone,,guide,2026-11-24\n", "its own example", id="example fails"),
    pytest.param(
        f"{COLUMNS}\na-01,brain,brain,brain,brain,guide,2026-11-24\n", "counterexample", id="counterexample matches"
    ),
]


@pytest.mark.parametrize(("text", "named"), BAD)
def test_a_broken_file_is_refused(folder, text, named):
    (folder / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=named):
        lexicon.rules("x")


FILES = sorted(lexicon.FOLDER.glob("*.csv"))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_every_file_loads(path):
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    if {"id", "pattern"} <= set(columns):
        assert lexicon.rules(path.stem, *(c for c in columns if c not in lexicon.REQUIRED))


@pytest.mark.parametrize("name", ["site_mentions", "tier"])
def test_the_screen_of_words_lets_every_example_through(name):
    with (lexicon.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missed = [r["id"] for r in rows if not any(w in Normal(r["example"]).text for w in r["words"].split("|"))]
    assert rows
    assert missed == []
