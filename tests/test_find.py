"""The Find page: filters, groups, chips, links, empty states."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from cache.catalogue import Catalogue
from cache.search import Search, find
from tests import catalogue as made

APP = Path(__file__).parents[1] / "dashboard" / "app.py"
WHOLE = Catalogue(made.snapshot())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    made.publish(cache, data_timestamp=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"))
    return cache


@pytest.fixture
def open_find(folder, monkeypatch):
    """Opens Find on the made-up trials; keywords are parts of a link."""

    def start(cache=folder, **params):
        monkeypatch.setenv("MBC_CACHE_DIR", str(cache))
        page = AppTest.from_file(str(APP), default_timeout=30)
        for name, value in params.items():
            page.query_params[name] = value
        return checked(page.run())

    return start


def checked(page):
    assert not page.exception, page.exception
    return page


def shown(page):
    """Ids of the cards on the page, in order."""
    return [link.key.split()[1] for link in page.button if link.key and link.key.startswith(("on ", "off "))]


def texts(page):
    kinds = (page.title, page.subheader, page.markdown, page.caption, page.warning, page.error, page.info)
    return made.words(" ".join(each.value for kind in kinds for each in kind))


def box(page, name, value):
    return page.checkbox(key=f"filter {name} {value}")


def button(page, label):
    return next(each for each in page.button if each.label.replace("\\", "") == label)


def chips(page):
    return [each.label.replace("\\", "").removesuffix(" ✕") for each in page.button if each.key.startswith("chip")]


def test_the_first_page_lists_what_can_be_entered(open_find):
    page = open_find()
    assert shown(page) == find(WHOLE, Search()).fits
    assert "9 of 13 trials" in texts(page)
    assert "Registry data of" in texts(page)
    assert "Not medical advice" in texts(page)
    assert not page.warning


def test_each_option_says_how_many_trials_it_gives(open_find):
    page = open_find()
    assert box(page, "sites", "brain").label == "Brain (3)"
    box(page, "subtypes", "TNBC").check()
    assert box(checked(page.run()), "sites", "brain").label == "Brain (2)"


def test_choosing_a_site_asks_about_the_brain_and_shows_the_words(open_find):
    page = open_find()
    box(page, "sites", "brain").check()
    checked(page.run())
    assert page.radio(key="filter brain").value == "unsure"
    assert shown(page) == ["NCT99000102", "NCT99000105"]
    page.radio(key="filter brain").set_value("stable")
    checked(page.run())
    assert shown(page) == ["NCT99000102", "NCT99000101", "NCT99000105"]
    assert chips(page) == ["Brain, treated and stable"]
    words = " ".join(each.proto.body for each in page.get("html"))
    assert "Untreated or symptomatic brain metastases (lesions &gt; 2 cm)" in words


def test_the_explaining_text_follows_what_is_chosen(open_find):
    page = open_find(sites="bone")
    assert "Bone metastases" in [each.label for each in page.expander]
    assert "Bone metastases" not in [each.label for each in open_find().expander]


def test_trials_left_out_for_another_site_are_said_and_can_be_shown(open_find):
    page = open_find(sites="bone")
    assert "something that you did not choose: Brain (1), Liver (1), Inner organs (visceral) (1)." in texts(page)
    page.checkbox(key="filter other_sites").check()
    checked(page.run())
    assert chips(page) == ["Bone", "Also trials only for other sites"]


def test_a_chip_takes_one_choice_off_and_clear_all_can_be_undone(open_find):
    page = open_find(sites="bone~brain", subtypes="TNBC", countries="Canada")
    assert chips(page) == ["Bone", "Brain, not sure", "Triple-negative", "Canada"]
    button(page, "Bone ✕").click()
    checked(page.run())
    assert chips(page) == ["Brain, not sure", "Triple-negative", "Canada"]
    assert not box(page, "sites", "bone").value
    button(page, "Clear all").click()
    checked(page.run())
    assert chips(page) == []
    assert not box(page, "sites", "brain").value
    button(page, "Undo").click()
    checked(page.run())
    assert chips(page) == ["Brain, not sure", "Triple-negative", "Canada"]
    assert box(page, "subtypes", "TNBC").value


def test_a_country_is_added_from_the_list(open_find):
    page = open_find()
    page.selectbox(key="filter country to add").select("France")
    checked(page.run())
    assert chips(page) == ["France"]
    assert page.selectbox(key="filter country to add").value is None


def test_words_show_what_else_they_find_and_that_can_be_taken_off(open_find):
    page = open_find()
    page.text_input(key="filter text").set_value("stage 4")
    checked(page.run())
    assert "“stage 4” also finds: metastatic" in texts(page).replace("\\", "")
    before = shown(page)
    button(page, "Find only the words I wrote").click()
    checked(page.run())
    assert "also finds" not in texts(page)
    assert shown(page) != before


def test_the_last_kind_of_trial_cannot_be_taken_off(open_find):
    page = open_find(tiers="mbc")
    box(page, "tiers", "mbc").uncheck()
    checked(page.run())
    assert (box(page, "tiers", "mbc").value, box(page, "tiers", "basket_breast").value) == (True, True)


def test_nothing_found_says_why_and_how_to_see_more(open_find):
    page = open_find(phases="PHASE4", sites="bone")
    assert "No trial is left" in texts(page)
    offered = [each.label.replace("\\", "") for each in page.button if each.key.startswith("loosen")]
    without_phase = find(WHOLE, Search(sites=("bone",)))
    assert offered == [
        f"Without: Phase 4 ({len(without_phase.ids)})",
        "Without: Bone (1)",
        "Also trials only for people with another site (1)",
    ]
    button(page, offered[0]).click()
    assert shown(checked(page.run())) == without_phase.fits


@pytest.mark.parametrize("seed", range(6))
def test_a_copied_link_restores_the_same_list(open_find, seed):
    chance = random.Random(seed)
    search = Search(
        sites=tuple(chance.sample(["bone", "brain", "liver"], chance.randint(0, 2))),
        brain=chance.choice(("unsure", "stable", "active")),
        treatments=tuple(chance.sample(["targeted", "chemotherapy"], chance.randint(0, 2))),
        given=chance.random() < 0.5,
        statuses=chance.choice(((), ("RECRUITING", "COMPLETED"))),
        tiers=("mbc", "basket_breast", "unclear"),
        other_sites=chance.random() < 0.5,
    )
    page = open_find(**search.to_params())
    assert page.session_state["search"] == search
    assert not page.query_params
    page.session_state["copy link"] = True
    checked(page.run())
    copied = dict(parse_qsl(urlsplit(page.code[0].value).query))
    again = open_find(**copied)
    assert shown(again) == shown(page)
    assert find(WHOLE, again.session_state["search"]).ids == find(WHOLE, search).ids


@pytest.mark.parametrize(
    ("params", "told"),
    [
        pytest.param({"sites": "knee"}, "'knee' is not a choice for 'sites'", id="unknown value"),
        pytest.param({"place": "bone"}, "a part 'place' that we do not know", id="unknown name"),
        pytest.param({"text": "x" * 300}, "300 characters: use at most 200", id="long text"),
    ],
)
def test_a_link_that_cannot_be_used_is_said_plainly(open_find, params, told):
    page = open_find(**params)
    assert told in texts(page).replace("\\", "")
    assert shown(page) == find(WHOLE, Search()).fits
    assert told not in texts(checked(page.run())).replace("\\", "")


def test_what_mail_programs_add_to_a_link_is_ignored(open_find):
    page = open_find(sites="bone", utm_source="mail", fbclid="x")
    assert chips(page) == ["Bone"]
    assert not page.warning


def test_trials_go_on_the_shortlist_and_off_again(open_find):
    page = open_find()
    page.button(key="on NCT99000106").click()
    checked(page.run())
    assert page.session_state["shortlist"] == ["NCT99000106"]
    page.button(key="off NCT99000106").click()
    assert checked(page.run()).session_state["shortlist"] == []


def test_the_search_survives_a_visit_to_another_page(open_find):
    page = open_find(sites="brain", brain="stable")
    checked(page.switch_page("views/learn.py").run())
    checked(page.switch_page("views/find.py").run())
    assert chips(page) == ["Brain, treated and stable"]
    assert box(page, "sites", "brain").value
    assert page.radio(key="filter brain").value == "stable"


def test_many_trials_come_ten_at_a_time(open_find, tmp_path):
    made.publish(tmp_path, [made.study(number, f"Trial {number}") for number in range(1, 26)])
    page = open_find(tmp_path)
    assert len(shown(page)) == 10
    page.session_state["page fits 0"] = 3
    checked(page.run())
    assert len(shown(page)) == 5
    box(page, "phases", "PHASE2").check()
    assert len(shown(checked(page.run()))) == 10


def test_without_a_snapshot_the_page_says_what_to_do(open_find, tmp_path):
    page = open_find(tmp_path / "nothing")
    assert "python -m pipelines refresh" in page.info[0].value
    assert not page.checkbox


def test_demo_data_are_said_to_be_made_up(open_find, tmp_path):
    made.publish(tmp_path, demo=True)
    page = open_find(tmp_path)
    assert "Demo data: these trials do not exist" in page.error[0].value
    assert "Source: made-up trials" in page.caption[-1].value


def test_old_data_are_said_to_be_old(open_find, tmp_path):
    old = datetime.now(UTC) - timedelta(days=9)
    made.publish(tmp_path, data_timestamp=old.strftime("%Y-%m-%dT%H:%M:%S"))
    assert open_find(tmp_path).warning[0].value.startswith("The registry data are 9 days old.")


def test_a_damaged_snapshot_says_so(open_find, tmp_path):
    name = made.publish(tmp_path)
    (tmp_path / "snapshots" / name / "trials.parquet").write_bytes(b"broken")
    page = open_find(tmp_path)
    assert "trials.parquet" in page.error[0].value


def test_an_older_snapshot_in_its_place_says_so(open_find, tmp_path):
    made.publish(tmp_path)
    name = made.publish(tmp_path)
    (tmp_path / "snapshots" / name / "trials.parquet").write_bytes(b"broken")
    page = open_find(tmp_path)
    assert name in page.warning[0].value
    assert shown(page) == find(WHOLE, Search()).fits
