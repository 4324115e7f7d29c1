"""What is new for one search since its own last run."""

import copy
import json
from argparse import Namespace

import feedparser
import pandas as pd
import pytest

from cache import links, schema, store
from cache.errors import BadInput
from cache.publish import draft
from cache.search import Search, find
from pipelines import memory, news
from tests import catalogue
from tests.atom import faults

LINK = "http://localhost:8501/?sites=brain&brain=stable&tiers=mbc~basket_breast~basket_any"
SEARCH = Search(sites=("brain",), brain="stable", tiers=("mbc", "basket_breast", "basket_any"))
STUDIES = {each["trial"]["nct_id"]: each for each in catalogue.STUDIES}
FITS, ALLOWED, YOGA, BASKET = "NCT99000101", "NCT99000105", "NCT99000107", "NCT99000108"
SILENT = "NCT99000104"
FIRST, SECOND = pd.Timestamp("2026-11-19"), pd.Timestamp("2026-11-20")


def edited(nct_id: str, tier: str | None = None, status: str | None = None, brain: str | None = None) -> dict:
    """A study as it is in the catalogue, but for what is told."""
    study = copy.deepcopy(STUDIES[nct_id])
    study["trial"] |= {name: value for name, value in (("tier", tier), ("overall_status", status)) if value}
    for label in study["labels"]:
        if brain and label["value"] == "brain" and label["axis"] == "site":
            label["stance"] = brain
    return study


def publish(cache, studies, history=(), tombstones=(), day=SECOND, demo=False) -> str:
    """One more snapshot; its own changes are the rows of the history that name no snapshot."""
    with draft(cache) as made:
        told = [{"snapshot": made.name, "data_date": day, "cause": "registry"} | row for row in history]
        tables = catalogue.tables(studies, history=told, tombstones=list(tombstones))
        for name, rows in tables.items():
            made.append(name, schema.to_arrow(name, rows))
        stamp = f"{day:%Y-%m-%dT09:00:05}"
        return made.publish(catalogue.manifest(tables, data_timestamp=stamp, demo=demo))


def run(cache, capsys, form="json", link=LINK):
    """What one run tells."""
    capsys.readouterr()
    assert news.watch(Namespace(cache=cache, link=link, format=form)) == 0
    told = capsys.readouterr().out
    return json.loads(told) if form == "json" else told


def told(found: dict, section: str) -> list[tuple]:
    """(id, group, note, (kind, before, after) of each change) of a section."""
    return [
        (
            item["nct_id"],
            item["group"],
            item["note"],
            [(change["kind"], change["before"], change["after"]) for change in item["changes"]],
        )
        for item in found[section]
    ]


def label_of(nct_id, before, after, value="brain", **said):
    return {"nct_id": nct_id, "kind": "label", "axis": "site", "value": value, "before": before, "after": after, **said}


def status_of(nct_id, kind, before, after):
    return {"nct_id": nct_id, "kind": kind, "before": before, "after": after}


TOMBSTONE = {
    "nct_id": ALLOWED,
    "reason": "merged",
    "merged_into": FITS,
    "brief_title": "Old",
    "since": FIRST,
    "overall_status": "RECRUITING",
}
NOTHING = {"joined": [], "left": [], "changed": []}
UNEXPLAINED = "no listed change explains it; its titles, phase or countries may have changed"
SUSPENDED = status_of(ALLOWED, "closed", "RECRUITING", "SUSPENDED")


@pytest.mark.parametrize(
    ("before", "after", "history", "tombstones", "expected"),
    [
        pytest.param([FITS], [FITS], [], [], {}, id="nothing"),
        pytest.param(
            [FITS],
            [FITS, ALLOWED],
            [status_of(ALLOWED, "new", None, "RECRUITING")],
            [],
            {"joined": [(ALLOWED, "fits", "", [("new", "", "RECRUITING")])]},
            id="a new trial",
        ),
        pytest.param(
            [FITS, edited(ALLOWED, brain="excluded")],
            [FITS, ALLOWED],
            [
                label_of(ALLOWED, "excluded", "allowed"),
                label_of(ALLOWED, "not stated", "allowed", "liver"),
                {
                    "nct_id": ALLOWED,
                    "kind": "sites_opened",
                    "axis": "country",
                    "value": "Peru",
                    "before": "0",
                    "after": "1",
                },
            ],
            [],
            {"joined": [(ALLOWED, "fits", "", [("label", "excluded", "allowed")])]},
            id="a label that changed, other changes are not why",
        ),
        pytest.param(
            [FITS, edited(ALLOWED, status="SUSPENDED")],
            [FITS, ALLOWED],
            [status_of(ALLOWED, "reopened", "SUSPENDED", "RECRUITING")],
            [],
            {"joined": [(ALLOWED, "fits", "", [("reopened", "SUSPENDED", "RECRUITING")])]},
            id="a trial that opened again",
        ),
        pytest.param(
            [FITS, edited(ALLOWED, tier="early")],
            [FITS, ALLOWED],
            [label_of(ALLOWED, "allowed", "not stated", "liver")],
            [],
            {"joined": [(ALLOWED, "fits", UNEXPLAINED, [("label", "allowed", "not stated")])]},
            id="no listed change is why",
        ),
        pytest.param(
            [FITS, ALLOWED],
            [FITS, edited(ALLOWED, status="SUSPENDED")],
            [SUSPENDED],
            [],
            {"left": [(ALLOWED, "", "", [("closed", "RECRUITING", "SUSPENDED")])]},
            id="a trial that closed",
        ),
        pytest.param(
            [FITS, ALLOWED],
            [FITS],
            [status_of(ALLOWED, "removed", "RECRUITING", "merged")],
            [TOMBSTONE],
            {"left": [(ALLOWED, "", "", [("removed", "RECRUITING", "merged")])]},
            id="a trial that is gone",
        ),
        pytest.param(
            [FITS, ALLOWED],
            [FITS],
            [],
            [TOMBSTONE],
            {"left": [(ALLOWED, "", "", [("removed", "RECRUITING", "merged")])]},
            id="a trial that is gone for longer than the history tells",
        ),
        pytest.param(
            [FITS, ALLOWED],
            [FITS, ALLOWED],
            [
                status_of(ALLOWED, "status", "RECRUITING", "ENROLLING_BY_INVITATION"),
                status_of(YOGA, "opened", None, "RECRUITING"),
            ],
            [],
            {"changed": [(ALLOWED, "fits", "", [("status", "RECRUITING", "ENROLLING_BY_INVITATION")])]},
            id="a trial that matches still, and one that never did",
        ),
        pytest.param(
            [FITS, SILENT],
            [
                FITS,
                {
                    **STUDIES[SILENT],
                    "labels": [*STUDIES[SILENT]["labels"], {**STUDIES[ALLOWED]["labels"][1], "nct_id": SILENT}],
                },
            ],
            [label_of(SILENT, "not stated", "allowed")],
            [],
            {
                "changed": [
                    (
                        SILENT,
                        "fits",
                        "before: the record does not say: ask the team",
                        [("label", "not stated", "allowed")],
                    )
                ]
            },
            id="a trial that moved to another group",
        ),
    ],
)
def test_what_is_new(tmp_path, capsys, before, after, history, tombstones, expected):
    before, after = (
        [STUDIES.get(each, each) if isinstance(each, str) else each for each in part] for part in (before, after)
    )
    first = publish(tmp_path, before, [SUSPENDED], day=FIRST)
    run(tmp_path, capsys)
    last = publish(tmp_path, after, history, tombstones)
    found = run(tmp_path, capsys)
    assert {name: told(found, name) for name in NOTHING} == NOTHING | expected
    assert (found["first_run"], found["matching"], found["notes"]) == (False, [], [])
    assert (found["since"]["snapshot"], found["snapshot"]) == (first, last)
    again = run(tmp_path, capsys)
    assert {name: again[name] for name in NOTHING} == NOTHING


def test_sites_that_opened_in_the_country_of_the_place_explain_a_trial_that_came_near(tmp_path, capsys):
    link = f"{LINK}&near=Boston%2C%20Massachusetts%2C%20United%20States&within=50"
    near, far = (
        catalogue.study(1, "A trial", sites=[(site, "RECRUITING")], says=[("site", "brain", "allowed", "")])
        for site in ("boston", "seoul")
    )
    publish(tmp_path, [far], day=FIRST)
    run(tmp_path, capsys, link=link)
    opened = {"nct_id": FITS, "kind": "sites_opened", "axis": "country", "before": "0", "after": "1"}
    publish(tmp_path, [near], [opened | {"value": "Peru"}, opened | {"value": "United States"}])
    (item,) = run(tmp_path, capsys, link=link)["joined"]
    assert [change["value"] for change in item["changes"]] == ["United States"]


def test_older_changes_are_not_told_twice(tmp_path, capsys):
    older = {
        "snapshot": publish(tmp_path, None, day=FIRST),
        "data_date": FIRST,
        **label_of(FITS, "allowed", "excluded"),
    }
    run(tmp_path, capsys)
    publish(tmp_path, None, [older, label_of(FITS, "excluded", "allowed", cause="rules")])
    assert told(run(tmp_path, capsys), "changed") == [(FITS, "fits", "", [("label", "excluded", "allowed")])]


def test_a_first_run_tells_what_the_page_lists(tmp_path, capsys):
    publish(tmp_path, None)
    found = run(tmp_path, capsys)
    prepared = memory.Catalogue(store.load(tmp_path))
    result = find(prepared, SEARCH)
    assert [item["nct_id"] for item in found["matching"]] == result.ids
    assert {item["group"] for item in found["matching"]} == {"fits", "ask", "silent"}
    assert (found["first_run"], found["since"], found["matches"]) == (True, None, len(result.ids))
    assert found["notes"] == [
        "First run for this link: what matches now. From the next run on, only what is new is told."
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param('{"snapshot": "20', id="cut short"),
        pytest.param("[]", id="a list"),
        pytest.param("{}", id="nothing in it"),
        pytest.param("\udcff", id="no text"),
        pytest.param({"groups": {"fits": []}}, id="a group is missing"),
        pytest.param({"groups": {"fits": 5, "ask": [], "silent": []}}, id="ids that are no list"),
        pytest.param({"groups": {"fits": [5], "ask": [], "silent": []}}, id="ids that are no texts"),
        pytest.param({"snapshot": 7}, id="a snapshot that is no name"),
        pytest.param({"data_date": "yesterday"}, id="no date"),
        pytest.param({"demo": "no"}, id="no answer on demo data"),
        pytest.param({"words": "brain"}, id="something more"),
    ],
)
def test_a_damaged_memory_is_like_a_first_run(tmp_path, capsys, content):
    publish(tmp_path, None)
    first = run(tmp_path, capsys)
    (path,) = (tmp_path / "watches").iterdir()
    kept = path.read_text()
    written = content if isinstance(content, str) else json.dumps(json.loads(kept) | content)
    path.write_bytes(written.encode(errors="surrogateescape"))
    found = run(tmp_path, capsys)
    assert found["notes"] == [f"What the last run for this link saw cannot be read from {path}.", *first["notes"]]
    assert found["matching"] == first["matching"]
    assert path.read_text() == kept


def test_a_memory_tells_nothing_of_the_search(tmp_path, capsys):
    name = publish(tmp_path, None)
    run(tmp_path, capsys, link=LINK + "&text=examplinib")
    (path,) = (tmp_path / "watches").iterdir()
    assert json.loads(path.read_text()) == {
        "snapshot": name,
        "data_date": "2026-11-20T09:00:05",
        "demo": False,
        "groups": {"fits": [FITS], "ask": [], "silent": []},
    }
    assert not any(word in path.name + path.read_text() for word in ("brain", "examplinib", "stable"))


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("?tiers=basket_any~mbc~basket_breast&brain=stable&sites=brain", id="another order"),
        pytest.param("sites=brain&brain=stable&tiers=mbc~basket_breast~basket_any", id="what stands after the ?"),
        pytest.param(LINK + "&utm_source=mail&fbclid=x&brain=stable#top", id="what others added"),
        pytest.param(" https://elsewhere.example/find/" + LINK.partition("/?")[2].join(["?", " "]), id="another host"),
    ],
)
def test_the_same_search_by_another_link_has_the_same_memory(tmp_path, capsys, link):
    publish(tmp_path, None)
    run(tmp_path, capsys)
    assert run(tmp_path, capsys, link=link)["first_run"] is False


def test_each_search_has_its_own_memory(tmp_path, capsys):
    publish(tmp_path, None)
    assert [run(tmp_path, capsys, link=link)["first_run"] for link in (LINK, "sites=bone", LINK)] == [True, True, False]


@pytest.mark.parametrize(
    ("link", "part"),
    [
        pytest.param("?sites=knee", "'knee' is not a choice for 'sites'", id="a value"),
        pytest.param("http://localhost/?place=brain", "a part 'place' that we do not know", id="a name"),
        pytest.param("http://localhost/trial?id=NCT99000101", "a part 'id' that we do not know", id="a trial's page"),
        pytest.param("?given=1", "'1' is not a choice for 'given'", id="a flag"),
        pytest.param("brain metastases", "'brain metastases' is no link to a search", id="words"),
        pytest.param("", "'' is no link to a search", id="nothing"),
    ],
)
def test_a_link_that_cannot_be_used(tmp_path, link, part):
    publish(tmp_path, None)
    with pytest.raises(BadInput, match=part):
        news.watch(Namespace(cache=tmp_path, link=link, format="table"))
    assert not (tmp_path / "watches").exists()


def test_a_link_to_the_whole_list_asks_for_everything_at_its_default():
    assert Search.from_params(links.params("http://localhost:8501/")) == Search()


@pytest.mark.parametrize(
    ("countries", "notes"),
    [
        pytest.param("France", [], id="with a site"),
        pytest.param(
            "Atlantis~France~Luxembourg", ["No trial here has a site in: Atlantis; Luxembourg."], id="without"
        ),
    ],
)
def test_countries_without_a_site_are_named_at_every_run(tmp_path, capsys, countries, notes):
    publish(tmp_path, None)
    first, second = (run(tmp_path, capsys, link=f"?countries={countries}")["notes"] for _ in range(2))
    assert (first[:-1], second) == (notes, notes)


def days_ago(days):
    return SECOND - pd.Timedelta(days=days)


@pytest.mark.parametrize(
    ("first", "second", "notes"),
    [
        pytest.param({"day": days_ago(30)}, {}, [], id="thirty days"),
        pytest.param(
            {"day": days_ago(31)},
            {},
            ["The last run was on registry data of 20 October 2026; changes of more than 30 days ago are not listed."],
            id="thirty-one days",
        ),
        pytest.param(
            {"demo": True},
            {},
            [
                "The last run for this link saw another catalogue.",
                "First run for this link: what matches now. From the next run on, only what is new is told.",
            ],
            id="demo data, then real ones",
        ),
        pytest.param({"demo": True}, {"demo": True}, ["These trials are made up: they do not exist."], id="demo data"),
    ],
)
def test_notes(tmp_path, capsys, first, second, notes):
    publish(tmp_path, None, **first)
    run(tmp_path, capsys)
    publish(tmp_path, None, **second)
    assert run(tmp_path, capsys)["notes"] == notes


def test_a_catalogue_that_was_set_back(tmp_path, capsys):
    older, _ = publish(tmp_path, None, day=FIRST), publish(tmp_path, None)
    run(tmp_path, capsys)
    (tmp_path / "current").write_text(older)
    found = run(tmp_path, capsys)
    assert found["notes"] == [
        "The catalogue was set back since the last run: its registry data are of 19 November 2026 again."
    ]


class Closed:
    """A reader that has gone away."""

    def write(self, text):
        raise BrokenPipeError

    def flush(self):
        raise BrokenPipeError


def test_what_nobody_could_read_is_told_again(tmp_path, capsys, monkeypatch):
    publish(tmp_path, [STUDIES[FITS]], day=FIRST)
    run(tmp_path, capsys)
    publish(tmp_path, [STUDIES[FITS], STUDIES[ALLOWED]], [status_of(ALLOWED, "new", None, "RECRUITING")])
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", Closed())
        with pytest.raises(BrokenPipeError):
            news.watch(Namespace(cache=tmp_path, link=LINK, format="json"))
    assert [item["nct_id"] for item in run(tmp_path, capsys)["joined"]] == [ALLOWED]


TITLE = "Pausing [x](http://evil) \\> <b>T</b> & \x1b[31m"
SAID = [
    label_of(ALLOWED, "excluded", "allowed", before_quote="No brain metastases \\> 2 cm", after_quote="*Brain*"),
    status_of(ALLOWED, "reopened", "SUSPENDED", "RECRUITING"),
]
TEXT = """Newly matches (1)
NCT99000105  Pausing [x](http://evil) > <b>T</b> & [31m
  fits what was chosen
  Brain: cannot join -> Brain: may join
    before: “No brain metastases > 2 cm”
    now: “*Brain*”
  Opened again: Paused -> Recruiting
"""
MARKDOWN = r"""# News for a saved search


## Newly matches (1)

- [NCT99000105](https://clinicaltrials.gov/study/NCT99000105) Pausing \[x\]\(http://evil\) \> \<b\>T\</b\> \& \[31m (fits what was chosen)
  - Brain: cannot join \-\> Brain: may join
    - before: “No brain metastases \> 2 cm”
    - now: “\*Brain\*”
  - Opened again: Paused \-\> Recruiting
"""


@pytest.mark.parametrize(
    ("form", "new", "nothing"),
    [
        pytest.param("table", TEXT, "Nothing new since the registry data of 20 November 2026.\n", id="table"),
        pytest.param(
            "markdown",
            MARKDOWN,
            "# News for a saved search\n\nNothing new since the registry data of 20 November 2026.\n",
            id="markdown",
        ),
    ],
)
def test_texts(tmp_path, capsys, form, new, nothing):
    study = copy.deepcopy(STUDIES[ALLOWED])
    study["trial"]["brief_title"] = TITLE
    publish(tmp_path, [edited(ALLOWED, brain="excluded")], day=FIRST)
    assert run(tmp_path, capsys, form).endswith("No trial matches.\n")
    publish(tmp_path, [study], SAID)
    assert run(tmp_path, capsys, form) == new
    assert run(tmp_path, capsys, form) == nothing


def test_feeds_of_runs_have_one_id_and_entries_of_their_own(tmp_path, capsys):
    publish(tmp_path, [STUDIES[FITS]], day=FIRST)
    feeds = [run(tmp_path, capsys, "atom")]
    publish(tmp_path, [STUDIES[FITS], STUDIES[ALLOWED]], SAID)
    feeds.append(run(tmp_path, capsys, "atom"))
    feeds.append(run(tmp_path, capsys, "atom"))
    assert [faults(each) for each in feeds] == [[], [], []]
    parsed = [feedparser.parse(each.encode()) for each in feeds]
    assert len({each.feed.id for each in parsed}) == 1
    assert [[entry.title for entry in each.entries] for each in parsed] == [
        ["Matches: Examplinib in HER2-Low Metastatic Breast Cancer (NCT99000101)"],
        ["Newly matches: Examplikinase Inhibitor in Advanced Solid Tumours Including Breast Cancer (NCT99000105)"],
        [],
    ]
    assert parsed[1].feed.updated == "2026-11-20T09:00:05Z"
