"""The Find page: filters, groups, chips, links, empty states."""

import random
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from results import FEW, MANY
from streamlit.testing.v1 import AppTest

from cache.catalogue import Catalogue
from cache.search import Search, find
from tests import catalogue as made

APP = Path(__file__).parents[1] / "dashboard" / "app.py"
WHOLE = Catalogue(made.snapshot())
USUAL = ("For metastatic breast cancer", "Open now or soon")
BOSTON = "Boston, Massachusetts, United States"
OTHERS = "No trials only for other places of spread"


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
    return [link.key.split()[1] for link in page.button if link.key and link.key.startswith("keep ")]


def texts(page):
    kinds = (page.title, page.subheader, page.markdown, page.caption, page.warning, page.error, page.info)
    said = [each.value for kind in kinds for each in kind] + [each.proto.body for each in page.get("html")]
    shown_at_once = re.sub(r"<style>.*?</style>|<span popover .*?</span>", "", " ".join(said), flags=re.DOTALL)
    return made.words(
        unescape(re.sub(r"<[^>]+>", "", re.sub(r"</?(p|li|h.|div|summary)[ >]", r" \g<0>", shown_at_once)))
    )


def pills(page, field):
    return page.pills(key=f"filter {field}")


def choose(page, field, *values):
    """Taps choices of a question: those chosen already are taken off."""
    held = pills(page, field).value
    pills(page, field).set_value([each for each in [*held, *values] if not (each in held and each in values)])
    return checked(page.run())


def write(page, key, text):
    page.text_input(key=f"filter {key}").set_value(text)
    return checked(page.run())


def unfold(page, key):
    page.session_state[key] = True
    return checked(page.run())


def literal(label):
    return label.replace("\\", "")


def press(page, key):
    page.button(key=key).click()
    return checked(page.run())


def steps(page):
    """The steps of the funnel, as (words, trials left)."""
    labels = [literal(each.label) for each in page.button if each.key.startswith("step")]
    return [re.fullmatch(r"→ (.*): \*\*(\d+)\*\* left ✕", label).groups() for label in labels]


def own_steps(page):
    """Words of the steps that somebody asked for."""
    return [words for words, _ in steps(page) if words not in USUAL]


def asked_now(page):
    """Keys of the questions and choices on the page; the switch of the language is on every page."""
    return [each.key for each in page.pills if each.key != "language"]


def counted(page, field):
    """The choices of a field with the numbers that the style sheet puts behind them."""
    (styles,) = (each.proto.body for each in page.get("html") if "p::after" in each.proto.body)
    rule = re.compile(rf'\.st-key-filter-{field} button:nth-child\((\d+)\) p::after {{content:"(.*?)"}}')
    options = pills(page, field).options
    return [options[int(place) - 1] + number for place, number in rule.findall(styles)]


def widened(page):
    return [literal(each.label) for each in page.button if each.key.startswith("widened")]


def test_the_first_screen_asks_three_questions_and_a_place(open_find):
    page = open_find()
    said = texts(page)
    asked = ["Where has the cancer spread?", "What is the receptor status?", "What kind of treatment", "Where are you?"]
    assert [said.index(words) for words in asked] == sorted(said.index(words) for words in asked)
    assert asked_now(page) == ["filter sites", "filter subtypes", "filter her2_levels", "filter treatments"]
    assert [each.label for each in page.button] == ["Show trials"]
    assert not shown(page)
    assert "Registry data of" in said
    assert "Not medical advice" in said


def test_each_question_says_where_its_answer_stands(open_find):
    said = texts(open_find())
    assert "Newest brain MRI report, line “Impression”:" in said
    assert "line “HER2 (IHC)”: 0 and 1+ are negative. 3+ is positive." in said
    assert "Source: ASCO/CAP guideline, HER2 testing" in said
    assert said.count("How do I find out?") == 3
    assert "line “HER2-low”: 1+, or 2+ with a negative ISH." in said


def test_without_an_answer_all_that_can_be_entered_is_listed(open_find):
    page = press(open_find(), "show trials")
    assert shown(page) == find(WHOLE, Search()).fits[:FEW]
    assert "9 of 13 trials" in texts(page)
    assert steps(page) == [("For metastatic breast cancer", "10"), ("Open now or soon", "9")]
    assert not page.warning


def test_not_sure_takes_the_other_answers_off_and_they_take_it_off(open_find):
    page = choose(open_find(), "sites", "bone", "liver")
    assert page.session_state["search"].sites == ("bone", "liver")
    choose(page, "sites", "not sure")
    assert (pills(page, "sites").value, page.session_state["search"].sites) == (["not sure"], ())
    choose(page, "sites", "lung")
    assert (pills(page, "sites").value, page.session_state["search"].sites) == (["lung"], ("lung",))
    choose(page, "sites", "not sure")
    choose(page, "sites", "not sure")
    assert pills(page, "sites").value == []


def test_not_sure_asks_nothing_of_a_trial(open_find):
    page = press(choose(open_find(), "subtypes", "not sure"), "show trials")
    assert shown(page) == find(WHOLE, Search()).fits[:FEW]
    assert pills(unfold(page, "change answers"), "subtypes").value == ["not sure"]


def test_a_site_chosen_elsewhere_takes_not_sure_off(open_find):
    page = press(choose(open_find(), "sites", "not sure"), "show trials")
    page.session_state["search"] = Search(sites=("bone",))
    assert pills(unfold(page, "change answers"), "sites").value == ["bone"]


def test_more_kinds_of_treatment_are_shown_when_asked_for(open_find):
    page = choose(open_find(), "treatments", "chemotherapy")
    assert "Imaging" not in pills(page, "treatments").options
    choose(page, "treatments", "all kinds")
    assert "Imaging" in pills(page, "treatments").options
    assert "More kinds …" not in pills(page, "treatments").options
    assert pills(page, "treatments").value == ["chemotherapy"]


def test_the_brain_is_asked_about_where_the_cancer_has_spread_there(open_find):
    page = open_find()
    assert not page.radio
    choose(page, "sites", "brain")
    assert page.radio(key="filter brain").value == "unsure"
    page.radio(key="filter brain").set_value("stable")
    press(checked(page.run()), "show trials")
    assert shown(page) == ["NCT99000101", "NCT99000105"]
    assert shown(unfold(page, "group ask"))[2:] == ["NCT99000102"]
    assert own_steps(page) == ["Brain, treated and stable", OTHERS]
    assert "Untreated or symptomatic brain metastases (lesions > 2 cm)" in texts(page)


def test_answers_are_changed_where_each_choice_says_how_many_trials_it_gives(open_find):
    page = press(open_find(), "show trials")
    assert not asked_now(page)
    unfold(page, "change answers")
    assert counted(page, "sites")[:2] == ["Bone (2)", "Brain (3)"]
    choose(page, "subtypes", "TNBC")
    assert counted(page, "sites")[:2] == ["Bone (1)", "Brain (2)"]
    assert own_steps(page) == ["Triple-negative"]


def test_more_filters_are_drawn_when_open(open_find):
    page = press(open_find(), "show trials")
    unfold(page, "more filters")
    assert [each.label for each in page.checkbox][:1] == [
        "Count treatments that are given in the trial, not only those that are tested"
    ]
    page.multiselect(key="filter countries").select("France")
    choose(checked(page.run()), "phases", "PHASE1")
    assert own_steps(page) == ["Phase 1", "France"]


def test_a_step_is_taken_off_and_that_can_be_undone(open_find):
    page = open_find(sites="bone~brain", subtypes="TNBC", countries="Canada")
    assert own_steps(page) == ["Triple-negative", "Canada", "Bone", "Brain, not sure", OTHERS]
    words = [words for words, _ in steps(page)]
    press(page, f"step {words.index('Bone') + 1}")
    assert own_steps(page) == ["Triple-negative", "Canada", "Brain, not sure", OTHERS]
    press(page, f"step {words.index('Triple-negative') + 1}")
    assert own_steps(page) == ["Canada", "Brain, not sure", OTHERS]
    press(page, "undo search")
    press(page, "undo search")
    assert own_steps(page) == ["Triple-negative", "Canada", "Bone", "Brain, not sure", OTHERS]
    assert "undo search" not in [each.key for each in page.button]


def test_a_step_says_what_would_be_seen_without_it(open_find):
    page = open_find(subtypes="TNBC", phases="PHASE3")
    more = len(find(WHOLE, Search(subtypes=("TNBC",))).ids) - len(find(WHOLE, page.session_state["search"]).ids)
    phase = next(each for each in page.button if "Phase 3" in literal(each.label))
    assert phase.help == f"Take this off. Without it you would see {more} more trials."
    assert f"Without Phase 3: you would see {more} more trials." in texts(page)


def test_starting_again_leads_to_the_questions_and_back(open_find):
    page = open_find(sites="bone", near=BOSTON)
    press(page, "start again")
    assert pills(page, "sites").value == []
    assert page.text_input(key="filter near").value == ""
    press(page, "undo search")
    assert own_steps(page) == ["Bone", OTHERS]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        pytest.param(["NCT99000101"], "1 trial is still on the shortlist.", id="one"),
        pytest.param(["NCT99000101", "NCT99000105"], "2 trials are still on the shortlist.", id="two"),
    ],
)
def test_starting_again_says_that_the_shortlist_stays_and_offers_to_clear_it(open_find, kept, said):
    page = open_find(sites="bone")
    page.session_state["shortlist"] = kept
    assert said in texts(press(page, "start again"))
    press(page, "clear shortlist")
    assert page.session_state["shortlist"] == []
    assert "The shortlist is empty." in texts(page)
    press(page, "clear shortlist")
    assert page.session_state["shortlist"] == kept
    assert said in texts(page)


def test_with_an_empty_shortlist_nothing_is_said_of_it(open_find):
    assert "shortlist" not in texts(press(open_find(sites="bone"), "start again"))


def test_trials_left_out_for_another_site_are_said_and_can_be_shown(open_find):
    page = open_find(sites="bone")
    assert "something that you did not choose: Brain (1), Liver (1), Inner organs (visceral) (1)." in texts(page)
    press(page, f"step {[words for words, _ in steps(page)].index(OTHERS) + 1}")
    assert widened(page) == ["+ Also trials only for other places of spread ✕"]
    assert own_steps(page) == ["Bone", OTHERS]
    press(page, "widened 0")
    assert widened(page) == []


def test_a_place_brings_the_nearest_trials_first(open_find):
    page = write(open_find(), "near", "Boston")
    assert page.session_state["search"].near == BOSTON
    page.selectbox(key="filter within").select("100")
    press(checked(page.run()), "show trials")
    assert own_steps(page) == [f"Within 100 miles of {BOSTON}"]
    assert page.selectbox(key="filter order").value == "nearest"
    write(unfold(page, "change answers"), "near", "")
    assert own_steps(page) == []
    assert page.selectbox(key="filter order").value == "fit"
    assert page.selectbox(key="filter order").options == ["Best fit first", "Newest first"]


def test_of_several_places_one_is_chosen(open_find):
    page = write(open_find(), "near", "Springfield")
    which = page.selectbox(key="filter which")
    assert which.value == which.options[0] == page.session_state["search"].near
    which.select(which.options[1])
    checked(page.run())
    assert page.session_state["search"].near == which.options[1]
    assert page.text_input(key="filter near").value == "Springfield"


@pytest.mark.parametrize(
    ("chosen", "places", "unit"),
    [
        pytest.param("", ["Boston"], "mi", id="United States"),
        pytest.param("", ["London, UK"], "mi", id="United Kingdom"),
        pytest.param("", ["Lyon"], "km", id="elsewhere"),
        pytest.param("", ["Lyon", "Boston"], "mi", id="the last place counts"),
        pytest.param("", ["Lyon", ""], "km", id="a place taken off changes nothing"),
        pytest.param("km", ["Boston"], "km", id="chosen before"),
    ],
)
def test_distances_are_in_the_unit_of_the_place_until_one_is_chosen(open_find, chosen, places, unit):
    page = open_find()
    if chosen:
        page.segmented_control(key="filter unit").set_value(chosen)
        checked(page.run())
    for place in places:
        write(page, "near", place)
    assert page.session_state["search"].unit == page.segmented_control(key="filter unit").value == unit


def test_a_place_that_is_not_known_is_said(open_find):
    page = write(open_find(), "near", "Xyzzyville*")
    assert "We found no place called “Xyzzyville*”." in literal(texts(page))
    assert "We take this as" not in texts(page)
    assert page.session_state["search"] == Search() if "search" in page.session_state else True


@pytest.mark.parametrize(("text", "place"), [("Boston, MA", BOSTON), ("75001", "75001 Addison, Texas, United States")])
def test_the_page_says_how_a_place_was_taken(open_find, text, place):
    page = write(open_find(), "near", text)
    assert f"We take this as {place}." in texts(page)
    press(page, "show trials")
    assert f"We take this as {place}." not in texts(page)
    assert f"We take this as {place}." in texts(unfold(page, "change answers"))


def test_a_country_as_a_place_asks_for_a_city(open_find):
    page = write(open_find(), "near", "France")
    assert "France is a country or a state. Give a city or a US ZIP code." in texts(page)


def test_words_show_what_else_they_find_and_that_can_be_taken_off(open_find):
    page = write(press(open_find(), "show trials"), "text", "stage 4")
    assert "“stage 4” also finds: metastatic" in texts(page)
    before = shown(page)
    press(page, "own words")
    assert "also finds" not in texts(page)
    assert shown(page) != before
    assert widened(page) == ["+ Only the words I wrote ✕"]


def test_words_say_which_of_them_are_alternatives_and_which_are_left_out(open_find):
    page = write(press(open_find(), "show trials"), "text", "my trials for liver or bone")
    assert "One of these is enough: “liver”, “bone”." in texts(page)
    assert "Not searched for: “my”, “trials”, “for”." in texts(page)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "tnbc no chemo",
            "We cannot search for what a trial leaves out, so this is not searched for: “no chemo”.",
            id="what is not wanted",
        ),
        pytest.param("Boston MA", "“boston ma” also finds every other place called “boston”.", id="a city of a state"),
        pytest.param("bone " * 200, "We search for its first 499 characters only.", id="a text that is too long"),
    ],
)
def test_words_say_what_is_not_searched_for(open_find, text, told):
    assert told in texts(write(press(open_find(), "show trials"), "text", text))


def test_a_text_that_the_box_holds_is_not_said_to_be_cut(open_find):
    assert "too long" not in texts(write(press(open_find(), "show trials"), "text", "bone " * 100))


def test_the_last_kind_of_trial_cannot_be_taken_off(open_find):
    page = unfold(open_find(tiers="mbc"), "more filters")
    choose(page, "tiers", "mbc")
    assert pills(page, "tiers").value == ["mbc", "basket_breast"]


def test_the_explaining_texts_follow_what_is_chosen(open_find):
    def titles(page):
        return [each.proto.label for each in unfold(page, "texts").get("page_link") if "Read: " in each.proto.label]

    assert titles(open_find(sites="bone", subtypes="TNBC")) == ["Read: Bone metastases", "Read: Receptor status"]
    assert titles(press(open_find(), "show trials")) == [
        "Read: What is metastatic breast cancer?",
        "Read: Clinical trials: what to know",
    ]


def test_what_no_record_says_is_a_group_of_its_own(open_find):
    page = open_find(sites="bone")
    found = find(WHOLE, Search(sites=("bone",)))
    assert shown(page) == found.fits
    assert f"Fit what you chose: {len(found.fits)}" in texts(page)
    assert f"The record does not say: {len(found.silent)}" in texts(page)
    assert shown(unfold(page, "group silent")) == found.fits + found.silent[:10]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        pytest.param({"sites": "bone_only~liver"}, "“Only in bone” and another place of spread", id="places"),
        pytest.param({"subtypes": "TNBC", "her2_levels": "positive"}, "This HER2 level does not go with", id="HER2"),
    ],
)
def test_answers_that_contradict_each_other_are_said(open_find, answers, said):
    assert said in texts(open_find(**answers))
    assert said not in texts(open_find(sites="bone", subtypes="TNBC"))


def test_age_and_sex_shut_out_trials_that_refuse_them(open_find):
    page = unfold(press(open_find(), "show trials"), "more filters")
    page.number_input(key="filter age").set_value(71)
    checked(page.run())
    pills(page, "sex").set_value("male")
    checked(page.run())
    assert own_steps(page) == ["Open to men", "Open at age 71"]
    page.number_input(key="filter age").set_value(None)
    checked(page.run())
    assert own_steps(page) == ["Open to men"]


NOWHERE = {
    "one step too many": (
        {"phases": "PHASE4", "sites": "bone"},
        [
            "Without Phase 4: **6** trials",
            "Also trials only for other places of spread: **1** trial",
            "Without Bone: **1** trial",
        ],
    ),
    "too near": (
        {"text": "Letrozole", "near": BOSTON, "within": "100"},
        [
            f"Within 500 miles of {BOSTON}: **1** trial",
            "Without “Letrozole”: **3** trials",
            "Any distance: **1** trial",
        ],
    ),
    "words that no record has": ({"text": "qwertyuiop"}, ["Without “qwertyuiop”: **9** trials"]),
}


@pytest.mark.parametrize(("params", "offered"), NOWHERE.values(), ids=NOWHERE)
def test_nothing_found_offers_the_smallest_changes(open_find, params, offered):
    page = open_find(**params)
    assert "No trial is left" in texts(page)
    ways = [literal(each.label) for each in page.button if each.key.startswith("loosen")]
    assert ways == offered
    press(page, "loosen 0")
    assert shown(page)


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
        pytest.param({"text": "x" * 600}, "600 characters: use at most 500", id="long text"),
    ],
)
def test_a_link_that_cannot_be_used_is_said_plainly(open_find, params, told):
    page = open_find(**params)
    assert told in literal(texts(page))
    assert "Where has the cancer spread?" in texts(page)
    assert told not in literal(texts(checked(page.run())))


@pytest.mark.parametrize(
    ("countries", "kept", "named"),
    [
        pytest.param("France", ("France",), [], id="with a site"),
        pytest.param("Atlantis", (), ["Atlantis"], id="without"),
        pytest.param("Atlantis~France~Luxembourg", ("France",), ["Atlantis; Luxembourg"], id="some"),
    ],
)
def test_countries_of_a_link_without_a_site_are_named_and_left_out(open_find, countries, kept, named):
    page = open_find(sites="bone", countries=countries)
    assert page.session_state["search"] == Search(sites=("bone",), countries=kept)
    told = [f"No trial here has a site in: {each}. What you see is without it." for each in named]
    assert [literal(each.value) for each in page.warning] == told


def test_what_mail_programs_add_to_a_link_is_ignored(open_find):
    page = open_find(sites="bone", utm_source="mail", fbclid="x")
    assert own_steps(page) == ["Bone", OTHERS]
    assert not page.warning


def test_trials_go_on_the_shortlist_and_off_again(open_find):
    page = press(press(open_find(), "show trials"), "keep NCT99000106")
    assert page.session_state["shortlist"] == ["NCT99000106"]
    assert press(page, "keep NCT99000106").session_state["shortlist"] == []


def test_the_search_survives_a_visit_to_another_page(open_find):
    page = open_find(sites="brain", brain="stable")
    checked(page.switch_page("views/learn.py").run())
    checked(page.switch_page("views/find.py").run())
    assert own_steps(page) == ["Brain, treated and stable", OTHERS]
    unfold(page, "change answers")
    assert pills(page, "sites").value == ["brain"]
    assert page.radio(key="filter brain").value == "stable"


def test_many_trials_come_a_few_at_a_time(open_find, tmp_path):
    made.publish(tmp_path, [made.study(number, f"Trial {number}") for number in range(1, 24)])
    page = press(open_find(tmp_path), "show trials")
    first = shown(page)
    page.session_state["page fits 0"] = 5
    checked(page.run())
    assert (len(first), len(shown(page))) == (FEW, 3)
    choose(unfold(page, "more filters"), "phases", "PHASE2")
    assert (len(shown(page)), shown(page)) == (FEW, first)


def test_a_page_can_hold_many_trials_and_few_again(open_find, tmp_path):
    made.publish(tmp_path, [made.study(number, f"Trial {number}") for number in range(1, 24)])
    page = press(press(open_find(tmp_path), "show trials"), "size fits")
    assert len(shown(page)) == MANY
    assert len(shown(press(page, "size fits"))) == FEW


def test_without_a_snapshot_the_page_says_what_to_do(open_find, tmp_path):
    page = open_find(tmp_path / "nothing")
    assert "python -m pipelines refresh" in page.info[0].value
    assert not asked_now(page)


def test_demo_data_are_said_to_be_made_up(open_find, tmp_path):
    made.publish(tmp_path, demo=True)
    page = open_find(tmp_path)
    assert "Demo data: these trials do not exist" in page.error[0].value
    assert "Source: made-up trials" in page.markdown[-1].value


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
    assert shown(press(page, "show trials")) == find(WHOLE, Search()).fits[:FEW]
