"""Tables and labels as HTML: what comes from a record is never markup."""

import re

import evidence
import markup
import pytest

QUOTE = evidence.Quote("eligibility_text", 5, 20, "ANC \\> 1 <b>x</b>")
LABEL = evidence.Label("", "site", "brain", "treated_stable", ("explicit",), ("site-brain-1",), (QUOTE,))
SITES = evidence.Question("Sites", ("site",))
SILENT_LABEL = evidence.Label("", "tier", "mbc", "is", ("derived",), ("tier-1",), ())


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)).split())


def test_a_table_escapes_what_is_not_safe():
    html = markup.table(("A", "<B>"), [("<i>", markup.Safe("<b>bold</b>"))], caption="<C>")
    assert "<b>bold</b>" in html
    assert words(html) == "&lt;C&gt; A &lt;B&gt; &lt;i&gt; bold"
    assert [len(re.findall(tag, html)) for tag in ('<th scope="col"', '<th scope="row"', "<td>")] == [2, 1, 1]


def test_side_by_side_each_cell_names_its_trial():
    html = markup.side_by_side(("Question", "NCT1", "NCT2"), [("Brain", "yes", "<no>")], "Both")
    assert words(html) == "Both Question NCT1 NCT2 Brain NCT1: yes NCT2: &lt;no&gt;"


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        pytest.param(
            [LABEL],
            "Brain: only if treated and stable [4] “ANC &gt; 1 &lt;b&gt;x&lt;/b&gt;” from the criteria "
            "How we read this: said in the record rule site-brain-1",
            id="with its words",
        ),
        pytest.param(
            [SILENT_LABEL],
            "Metastatic breast cancer [4] How we read this: worked out by our rules; rests on the record as a whole, "
            "so there is no sentence to quote rule tier-1",
            id="without words",
        ),
        pytest.param(
            [LABEL, LABEL._replace(value="leptomeningeal")],
            "Brain: only if treated and stable Lining of the brain and spinal cord (leptomeningeal): only if treated and "
            "stable [4] “ANC &gt; 1 &lt;b&gt;x&lt;/b&gt;” from the criteria How we read this: said in the record rule "
            "site-brain-1",
            id="two on the same words",
        ),
    ],
)
def test_labels_say_what_they_rest_on(labels, shown):
    assert words(markup.group(4, labels, set())) == shown


@pytest.mark.parametrize(
    ("shown_fields", "links"),
    [
        pytest.param({"eligibility_text"}, ["#in-eligibility-text-4"], id="its text stands on the page"),
        pytest.param({"brief_summary"}, [], id="its text does not"),
    ],
)
def test_a_quotation_leads_to_its_place(shown_fields, links):
    assert re.findall(r'href="([^"]+)"', markup.group(4, [LABEL], shown_fields)) == links


def test_the_fourth_quotation_and_on_are_folded_away():
    many = LABEL._replace(quotes=tuple(QUOTE._replace(start=start) for start in range(5)))
    html = markup.group(4, [many], set())
    assert words(html).count("ANC") == 5
    assert words(html[html.index("<details>") : html.index("</details>")]).startswith("2 more quotations “ANC")


def test_an_answer_has_its_words_folded_away():
    html = markup.answer([LABEL], SITES)
    assert words(html).startswith("Brain: only if treated and stable The record&#x27;s words “ANC &gt; 1")
    assert html.count("<details>") == 1
    assert "<details>" not in markup.answer([SILENT_LABEL], evidence.Question("Kind", ("tier",)))


def test_without_an_answer_silence_is_not_what_is_said_of_a_group():
    assert markup.answer([], SITES) == "The record does not say"
    of_a_group = "The record says it for some groups only: see the trial&#x27;s page."
    assert markup.answer([LABEL._replace(cohort="Part B")], SITES) == of_a_group


def test_words_of_one_statement_are_marked_in_one_quotation():
    one = evidence.Quote("eligibility_text", 3, 8, "brain", "No ", " <i>, unless treated")
    two = evidence.Quote("eligibility_text", 14, 28, "unless treated", "No brain <i>, ")
    told = markup.quotations([one, two, QUOTE])
    assert [words(each) for each in told] == [
        "“No brain &lt;i&gt;, unless treated ” from the criteria",
        "“ANC &gt; 1 &lt;b&gt;x&lt;/b&gt;” from the criteria",
    ]
    assert re.findall("<mark>(.*?)</mark>", "".join(told)) == ["brain", "unless treated"]
