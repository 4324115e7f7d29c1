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
    monkeypatch.setitem(lexicon.MORE, "y", ("where",))
    forget()
    yield tmp_path
    forget()


def forget():
    for remembered in (
        lexicon.rules,
        lexicon._words,
        lexicon._spoken,
        lexicon._screen,
        lexicon._chosen,
    ):
        remembered.cache_clear()


def test_a_good_row_becomes_a_rule(folder):
    (folder / "y.csv").write_text(f"{COLUMNS},where\n{GOOD},title\n", encoding="utf-8")
    (rule,) = lexicon.rules("y")
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


@pytest.mark.parametrize("name", lexicon.names())
def test_every_file_loads_and_its_examples_pass_the_screen_of_plain_words(name):
    with (lexicon.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        examples = {row["id"]: Normal(row["example"]).text for row in csv.DictReader(file)}
    kept = {rule.id for rule in lexicon.rules(name) if rule in lexicon.candidates(name, examples[rule.id])}
    assert examples
    assert kept == set(examples)


SCREEN = [
    ("a-01", "brain", "brain"),
    ("a-02", "bones?", "bone"),
    ("a-03", r"\d", "7"),
    ("a-04", r"\bon\b|lung \w+ node", "on"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "bone metastases", ["a-02", "a-03"], id="the word of one rule; a rule without words is always tried"
        ),
        pytest.param("constant on/off", ["a-03", "a-04"], id="a whole word beside a sign"),
        pytest.param("constant lung disease", ["a-03"], id="no whole word, and one word of two"),
        pytest.param("a lung or a node of bone", ["a-02", "a-03", "a-04"], id="both words, in order of the file"),
    ],
)
def test_the_screen_leaves_out_rules_without_their_words_in_the_text(folder, text, expected):
    rows = "".join(f"{rule},{pattern},any,{example},,guide,2026-11-24\n" for rule, pattern, example in SCREEN)
    (folder / "x.csv").write_text(f"{COLUMNS}\n{rows}", encoding="utf-8")
    assert [rule.id for rule in lexicon.candidates("x", text)] == expected
