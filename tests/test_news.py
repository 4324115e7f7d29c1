"""The command `changes`: the same changes as a table of words, as codes, and as a feed."""

import csv
import io
import json
from argparse import Namespace

import feedparser
import pandas as pd
import pytest

from cache import schema
from cache.errors import BadInput
from cache.publish import draft
from pipelines import news
from tests import catalogue
from tests.atom import faults

TABLE = """NCT99000101  Examplinib in HER2-Low Metastatic Breast Cancer
  New in the catalogue: Recruiting
NCT99000102  Radiosurgery With Trastuzumab Deruxtecan for Brain Metastases From Breast Cancer
  Opened: Not yet recruiting -> Recruiting
NCT99000105  Examplikinase Inhibitor in Advanced Solid Tumours Including Breast Cancer
  Brain: only if treated and stable -> Brain: may join
    before: “Brain metastases > 2 cm <untreated>”
    now: “Brain metastases are eligible”
  Sites opened in South Korea: 0 open sites -> 1 open site
    now: Example University Hospital, Seoul
NCT99000150  Examplinib, an Older Record
  No longer in the catalogue: Recruiting -> The registry made it part of NCT99000101
"""
CODES = [{name: row.get(name) for name in schema.names("changes")} for row in catalogue.CHANGES]


def publish(cache, studies=None, **changed) -> str:
    """Like catalogue.publish, but the keywords may tell tables too."""
    told = {name: changed.pop(name) for name in ("changes", "history", "tombstones") if name in changed}
    tables = catalogue.tables(studies, **told)
    with draft(cache) as made:
        for name, rows in tables.items():
            made.append(name, schema.to_arrow(name, rows))
        return made.publish(catalogue.manifest(tables, **changed))


def run(cache, capsys, form="table", since=None):
    capsys.readouterr()
    assert news.changes(Namespace(cache=cache, since=since, format=form)) == 0
    return capsys.readouterr().out


def test_words_for_people(tmp_path, capsys):
    publish(tmp_path)
    assert run(tmp_path, capsys) == TABLE


def test_codes_for_scripts(tmp_path, capsys):
    publish(tmp_path)
    assert json.loads(run(tmp_path, capsys, "json")) == CODES
    rows = list(csv.DictReader(io.StringIO(run(tmp_path, capsys, "csv"))))
    assert rows == [{name: value or "" for name, value in row.items()} for row in CODES]


def test_a_feed_of_thirty_days(tmp_path, capsys):
    publish(tmp_path)
    made = run(tmp_path, capsys, "atom")
    assert faults(made) == []
    parsed = feedparser.parse(made.encode())
    assert parsed.feed.updated == "2026-11-20T09:00:05Z"
    assert [(entry.updated[:10], entry.title, entry.link[-11:]) for entry in parsed.entries] == [
        ("2026-11-20", f"{what}: {title} ({nct_id})", nct_id)
        for what, title, nct_id in (
            ("New in the catalogue", "Examplinib in HER2-Low Metastatic Breast Cancer", "NCT99000101"),
            (
                "Opened",
                "Radiosurgery With Trastuzumab Deruxtecan for Brain Metastases From Breast Cancer",
                "NCT99000102",
            ),
            (
                "Brain, Sites opened in South Korea",
                "Examplikinase Inhibitor in Advanced Solid Tumours Including Breast Cancer",
                "NCT99000105",
            ),
            ("No longer in the catalogue", "Examplinib, an Older Record", "NCT99000150"),
        )
    ] + [
        (
            "2026-11-12",
            "Menopause: Hormone Therapy and Bone Radiation in Bone-Only Metastatic Breast Cancer (NCT99000109)",
            "NCT99000109",
        )
    ]
    assert parsed.entries[2].content[0].value == (
        "<p>NCT99000105</p><p>Brain: only if treated and stable -&gt; Brain: may join</p>"
        "<blockquote>before: “Brain metastases &gt; 2 cm &lt;untreated&gt;”</blockquote>"
        "<blockquote>now: “Brain metastases are eligible”</blockquote>"
        "<p>Sites opened in South Korea: 0 open sites -&gt; 1 open site</p>"
        "<blockquote>now: Example University Hospital, Seoul</blockquote>"
    )


def test_entries_keep_their_ids_from_night_to_night(tmp_path, capsys):
    publish(tmp_path)
    first = feedparser.parse(run(tmp_path, capsys, "atom").encode())
    opened = {"nct_id": "NCT99000105", "kind": "opened", "before": "SUSPENDED", "after": "RECRUITING"}
    night = {"snapshot": "20261122T043000Z", "data_date": pd.Timestamp("2026-11-22"), "cause": "registry"}
    publish(tmp_path, history=[*catalogue.HISTORY, night | opened])
    second = feedparser.parse(run(tmp_path, capsys, "atom").encode())
    assert [entry.id for entry in second.entries[1:]] == [entry.id for entry in first.entries]
    assert second.entries[0].id not in {entry.id for entry in first.entries}


def test_many_changes_of_one_trial_are_named_in_part(tmp_path, capsys):
    sites = ("bone", "brain", "liver", "lung", "visceral")
    told = [
        {"nct_id": "NCT99000101", "kind": "label", "axis": "site", "value": site, "before": "not stated"}
        for site in sites
    ]
    night = {"snapshot": "20261122T043000Z", "data_date": pd.Timestamp("2026-11-22"), "cause": "registry"}
    publish(tmp_path, history=[night | row | {"after": "allowed"} for row in told])
    (entry,) = feedparser.parse(run(tmp_path, capsys, "atom").encode()).entries
    assert entry.title == "Bone, Brain, Liver and 2 more: Examplinib in HER2-Low Metastatic Breast Cancer (NCT99000101)"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        pytest.param("table", "Nothing changed.\n", id="table"),
        pytest.param("csv", ",".join(schema.names("changes")) + "\n", id="csv"),
        pytest.param("json", "[]\n", id="json"),
    ],
)
def test_nothing_changed(tmp_path, capsys, form, said):
    name = publish(tmp_path, catalogue.STUDIES)
    assert run(tmp_path, capsys, form) == said
    assert run(tmp_path, capsys, form, since=name) == said


def test_a_feed_of_nothing(tmp_path, capsys):
    publish(tmp_path, catalogue.STUDIES)
    made = run(tmp_path, capsys, "atom")
    assert (faults(made), feedparser.parse(made.encode()).entries) == ([], [])


def test_since_an_older_snapshot(tmp_path, capsys):
    older = publish(tmp_path, catalogue.STUDIES[1:3])
    publish(tmp_path, catalogue.STUDIES[2:4], tombstones=[catalogue.TOMBSTONES[0] | {"nct_id": "NCT99000102"}])
    assert run(tmp_path, capsys, since=older) == (
        "NCT99000102  Examplinib, an Older Record\n"
        "  No longer in the catalogue: Not yet recruiting -> The registry made it part of NCT99000101\n"
        "NCT99000104  Chemotherapy With or Without Examplimab in Triple-Negative Breast Cancer\n"
        "  New in the catalogue: Recruiting\n"
    )
    made = run(tmp_path, capsys, "atom", since=older)
    assert faults(made) == []
    titles = [entry.title.partition(":")[0] for entry in feedparser.parse(made.encode()).entries]
    assert titles == ["No longer in the catalogue", "New in the catalogue"]


def test_what_new_rules_brought_says_so(tmp_path, capsys):
    label = next(row for row in catalogue.CHANGES if row["kind"] == "label")
    publish(tmp_path, catalogue.STUDIES, changes=[label], mode="relabelled")
    assert "Brain: may join (Our reading changed, not the record.)\n" in run(tmp_path, capsys)


def test_made_up_trials_say_so(tmp_path, capsys):
    publish(tmp_path, demo=True)
    assert run(tmp_path, capsys) == f"These trials are made up: they do not exist.\n{TABLE}"
    parsed = feedparser.parse(run(tmp_path, capsys, "atom").encode())
    assert parsed.feed.subtitle == "These trials are made up: they do not exist."


@pytest.mark.parametrize(
    ("since", "message"),
    [
        pytest.param(None, "one of them holds made-up trials", id="demo data and real ones"),
        pytest.param("20200101T000000Z", "There is no snapshot 20200101T000000Z", id="no such snapshot"),
    ],
)
def test_what_cannot_be_compared(tmp_path, since, message):
    made_up = publish(tmp_path, demo=True)
    publish(tmp_path)
    with pytest.raises(BadInput, match=message):
        news.changes(Namespace(cache=tmp_path, since=since or made_up, format="table"))


def test_older_data_come_with_the_reason(tmp_path, capsys):
    publish(tmp_path)
    damaged = publish(tmp_path)
    (tmp_path / "snapshots" / damaged / "trials.parquet").write_bytes(b"no table")
    assert news.changes(Namespace(cache=tmp_path, since=None, format="table")) == 0
    told = capsys.readouterr()
    assert told.out == TABLE
    assert told.err.startswith("The newest data could not be read")
