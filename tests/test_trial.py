"""The trial page: the record, its labels with their words, and what it says when it cannot show one."""

import re

import pandas as pd
import pytest

from cache.search import Search
from tests import catalogue, views

FULL = "NCT99000101"


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    return views.show(monkeypatch)


def test_a_trial_is_shown_with_its_labels_and_their_words():
    said = views.words(views.open_page("trial", id=FULL))
    for part in (
        "Examplinib in HER2-Low Metastatic Breast Cancer",
        "**Recruiting** · Phase 2 · NCT99000101",
        "Last confirmed by the sponsor: October 2026.",
        "Where the cancer has spread Bone: may join [2] “Bone metastases are allowed” from the criteria",
        "from the criteria How we read this: said in the record rule site-example",
        "Brain: only if treated and stable [3] “Untreated or symptomatic brain metastases (lesions &gt; 2 cm)”",
        "HR-positive, HER2-negative: may join Triple-negative: may join",
        "Metastatic breast cancer [1] How we read this: worked out by our rules; rests on the record as a whole",
        "**The record does not say:** Earlier treatment lines;",
        "Also called: EX-201",
        "2 open of 3 listed.",
        "Number of people 60",
        "Start 15 January 2026 End of the main measurement June 2028",
    ):
        assert part in said


def test_every_quotation_is_marked_in_the_full_text():
    page = views.open_page("trial", id=FULL)
    (criteria,) = (each.proto.body for each in page.get("html") if "Life expectancy" in each.proto.body)
    assert criteria.count("<mark>") == 5
    assert 'id="in-eligibility-text-3"' in criteria
    assert "Life expectancy &gt; 12 weeks" in criteria


def test_types_of_groups_and_treatments_are_told_in_words():
    said = views.words(views.open_page("trial", id=FULL))
    assert "Experimental group Examplinib: Examplinib once a day Drug Examplinib" in said
    assert not re.search("EXPERIMENTAL|DRUG", said)


def test_a_quoted_treatment_is_marked_behind_its_type():
    said = [each.proto.body for each in views.open_page("trial", id="NCT99000103").get("html")]
    (drug,) = (each for each in said if "<mark>Examplimab <sup>" in each)
    assert drug.index("<small>Drug</small>") < drug.index("<mark>")


def test_cohorts_stand_under_their_own_names():
    said = views.words(views.open_page("trial", id="NCT99000105"))
    cohort = said[said.index("Only for the group: Cohort A") : said.index("Only for the group: Cohort B")]
    assert "HR-positive, HER2-negative: may join" in cohort
    assert "PIK3CA mutation: needed" in cohort
    assert "Triple-negative" not in cohort


def test_markup_in_a_record_is_shown_as_it_is():
    said = views.words(views.open_page("trial", id="NCT99000113"))
    assert "Pausing &lt;b&gt;Treatment&lt;/b&gt; &amp; Liver *Ablation* in Metastatic Breast Cancer" in said


@pytest.mark.parametrize(
    ("nct_id", "sentence"),
    [
        pytest.param("NCT99000104", "planned to end by March 2026", id="past its end but recruiting"),
        pytest.param("NCT99000104", "it lists no site as open", id="recruiting without an open site"),
        pytest.param("NCT99000106", "over 12 months (last in February 2024)", id="not confirmed for long"),
        pytest.param("NCT99000110", "as the registry spells it: RECRUITING_SOMEDAY", id="unknown status"),
        pytest.param("NCT99000110", "as the registry spells it: PHASE9", id="unknown phase"),
        pytest.param("NCT99000106", "The record lists no site.", id="no sites"),
        pytest.param("NCT99000104", ", South Korea Completed", id="a closed site"),
        pytest.param("NCT99000104", "United States Site status not given", id="a site without a status"),
        pytest.param("NCT99000112", "Number of people not given", id="no enrolment"),
    ],
)
def test_what_a_reader_should_mind(nct_id, sentence):
    assert sentence in views.words(views.open_page("trial", id=nct_id))


def test_a_list_of_sections_leads_to_each():
    page = views.open_page("trial", id=FULL)
    (contents,) = (each.proto.body for each in page.get("html") if "<nav" in each.proto.body)
    linked = re.findall(r'href="#([^"]*)"', contents)
    headings = [header.proto.anchor for header in page.header]
    assert linked == [*headings[:-1], "print"]
    assert linked == ["who", "summary", "plan", "criteria", "where", "facts", "print"]


def test_a_place_tells_the_nearest_open_site():
    session = {"search": Search(near="Boston, Massachusetts, United States")}
    said = views.words(views.open_page("trial", session, id=FULL))
    assert "nearest open site is in or near the same city" in said
    assert "Distances are straight lines" in said
    assert "Distances are straight lines" not in views.words(views.open_page("trial", id=FULL))


def test_the_page_for_printing_stands_alone():
    page = views.open_page("trial", id=FULL)
    (switch,) = page.toggle
    assert [header.value for header in switch.set_value(True).run().header] == ["Print or save"]


def test_sites_can_be_narrowed_to_a_country():
    page = views.open_page("trial", id=FULL)
    assert page.selectbox[0].options == ["All countries", "Canada", "United States"]
    said = views.words(page.selectbox[0].select("Canada").run())
    assert "1 open of 1 listed." in said
    assert "Toronto" in said
    assert "Boston" not in said


def test_open_sites_come_first():
    said = views.words(views.open_page("trial", id=FULL))
    assert said.index("Toronto") < said.index("Boston") < said.index("Denver")


def test_an_older_id_opens_the_trial_that_it_became():
    said = views.words(views.open_page("trial", id="nct99000999"))
    assert "A Register of People With Few Metastases" in said
    assert "Older ids NCT99000999" in said


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        pytest.param("NCT12", "A trial number is NCT and eight digits", id="not an id"),
        pytest.param("<b>[x](y)", "A trial number is NCT and eight digits", id="markup"),
        pytest.param("NCT00000001", "NCT00000001 is not in this catalogue.", id="unknown"),
    ],
)
def test_an_id_that_cannot_be_shown_gets_a_sentence_and_a_box(asked, sentence):
    page = views.open_page("trial", id=asked)
    assert sentence in page.warning[0].value
    assert [box.label for box in page.text_input] == ["Trial number"]
    assert asked == "NCT00000001" or asked not in views.words(page)


@pytest.mark.parametrize(
    ("reason", "merged_into", "sentence"),
    [
        pytest.param("removed", None, "The registry has this record no longer.", id="removed"),
        pytest.param("merged", "NCT99000777", "The registry made it part of NCT99000777.", id="merged"),
        pytest.param("left_query", None, "Our queries find it no longer.", id="left the query"),
    ],
)
def test_a_trial_that_is_gone_says_why(monkeypatch, reason, merged_into, sentence):
    gone = {"nct_id": "NCT99000160", "reason": reason, "merged_into": merged_into}
    gone |= {"brief_title": "An [old] title", "since": pd.Timestamp("2026-11-19")}
    views.show(monkeypatch, tombstones=[gone])
    (told,) = (warning.value for warning in views.open_page("trial", id="NCT99000160").warning)
    assert told.startswith("NCT99000160 (An \\[old\\] title) left this catalogue on 19 November 2026. ")
    assert sentence in told
    assert told.endswith("[NCT99000160](https://clinicaltrials.gov/study/NCT99000160).")


def test_without_an_id_there_is_a_box_that_opens_the_trial():
    page = views.open_page("trial")
    assert not page.warning
    page.text_input[0].input(" nct99000101 ")
    assert "Examplinib in HER2-Low" in views.words(views.press(page, "Show"))


def test_the_shortlist_button_puts_it_on_and_takes_it_off():
    page = views.press(views.open_page("trial", id=FULL), "Add to shortlist")
    assert page.session_state["shortlist"] == [FULL]
    assert views.press(page, "Remove from shortlist").session_state["shortlist"] == []


def test_without_a_snapshot_the_page_says_what_to_do(monkeypatch):
    views.show_nothing(monkeypatch)
    assert "No trials yet" in views.words(views.open_page("trial", id=FULL))


def test_sites_stand_under_the_countries_of_the_language_in_use(monkeypatch):
    sites = [(city, "RECRUITING") for city in ("boston", "lyon", "seoul", "toronto")]
    views.show(monkeypatch, [catalogue.study(1, "A trial", sites=sites)])
    page = views.open_page("trial", {"language": "es"}, id=FULL)
    (countries,) = (each for each in page.selectbox if each.key == "sites country")
    names = ["Canadá", "Corea del Sur", "Estados Unidos", "Francia"]
    assert countries.options[1:] == names
    said = views.words(page)
    assert sorted(names, key=lambda name: said.index(f", {name} ")) == names
    countries.select("Francia").run()
    assert page.session_state["sites country"] == "France"
    assert ", Canadá " not in views.words(page)
