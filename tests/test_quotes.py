"""Registry text as safe HTML with its quotations marked."""

import re

import pytest
import quotes
from quotes import Mark

NESTED = "Inclusion Criteria:\n\n* Age \\>= 18\n\n  1. ECOG 0-1\n  2) Stable"


def marked(html):
    """The visible words of each <mark>, its numbers left out."""
    inside = re.findall(r"<mark>(.*?)</mark>", html)
    return [re.sub(r"<[^>]+>", "", re.sub(r"<sup>.*?</sup>", "", each)).strip() for each in inside]


def visible(html):
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", id="markup is text"),
        pytest.param("a & b \"c\" 'd'", "a &amp; b &quot;c&quot; &#x27;d&#x27;", id="quotes and ampersands"),
        pytest.param(
            "*stars* _lines_ $5 and $6 [x](y) :tada:", "*stars* _lines_ $5 and $6 [x](y) :tada:", id="Markdown is text"
        ),
        pytest.param("ANC \\> 1.5 and \\<= 3", "ANC &gt; 1.5 and &lt;= 3", id="escapes undone"),
        pytest.param("ANC &gt; 1.5 &amp; more", "ANC &gt; 1.5 &amp; more", id="entities undone once"),
        pytest.param("C:\\temp", "C:\\temp", id="a backslash before a letter stays"),
    ],
)
def test_text_is_shown_literally(text, shown):
    assert visible(quotes.as_html(text)) == shown
    assert quotes.plain_html(text) == shown


def test_lists_and_paragraphs_keep_their_layout():
    html = quotes.as_html(NESTED)
    lines = re.findall(r'<div (?:class="gap"|style="([^"]*)")>(.*?)</div>', html)
    assert [visible(body) for _, body in lines] == [
        "Inclusion Criteria:",
        "",
        "•Age &gt;= 18",
        "",
        "1.ECOG 0-1",
        "2)Stable",
    ]
    assert ["padding-left:2.8em" in style for style, _ in lines] == [False, False, False, False, True, True]


def test_wrapped_lines_of_old_records_are_joined():
    old = "Criteria:\r\n\r\n          -  Age over 18\r\n             years\r\n\r\n          -  ECOG\r\n\r\n   Other\r\nNew line"
    html = quotes.as_html(old, [Mark(old.index("18"), old.index("years") + 5, (1,))])
    lines = re.findall(r'<div (?:class="gap"|style="[^"]*")>(.*?)</div>', html, flags=re.DOTALL)
    shown = [" ".join(visible(line).split()) for line in lines]
    assert shown == ["Criteria:", "", "•Age over 18 years [1]", "", "•ECOG", "", "Other", "New line"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2.5 mg daily", id="a decimal number"),
        pytest.param("-5 degrees", id="a negative number"),
        pytest.param("*Note", id="a star without a space"),
    ],
)
def test_what_only_looks_like_a_bullet_is_text(text):
    assert visible(quotes.as_html(text)) == text


@pytest.mark.parametrize(
    ("marks", "whole"),
    [
        pytest.param([Mark(5, 9, (2,)), Mark(0, 3, (1,))], [Mark(0, 3, (1,)), Mark(5, 9, (2,))], id="apart: sorted"),
        pytest.param([Mark(0, 5, (1,)), Mark(3, 9, (2,))], [Mark(0, 9, (1, 2))], id="overlapping"),
        pytest.param([Mark(0, 9, (1,)), Mark(3, 5, (2,)), Mark(4, 6, (3,))], [Mark(0, 9, (1, 2, 3))], id="nested"),
        pytest.param([Mark(2, 5, (3,)), Mark(2, 5, (1,))], [Mark(2, 5, (1, 3))], id="the same words twice"),
        pytest.param(
            [Mark(0, 3, (1,)), Mark(3, 6, (2,))], [Mark(0, 3, (1,)), Mark(3, 6, (2,))], id="touching stay two"
        ),
    ],
)
def test_overlapping_marks_become_one(marks, whole):
    assert quotes.merged(marks) == whole


@pytest.mark.parametrize(
    ("quotation", "shown"),
    [
        pytest.param("Age \\>= 18", ["Age &gt;= 18"], id="escape inside"),
        pytest.param("\\>= 18", ["&gt;= 18"], id="begins with an escape"),
        pytest.param(">= 18", ["&gt;= 18"], id="begins in the middle of an escape"),
        pytest.param("Age \\", ["Age &gt;"], id="ends in the middle of an escape"),
        pytest.param("* Age", ["Age"], id="the bullet is not marked"),
        pytest.param("ECOG 0-1\n  2) Stable", ["ECOG 0-1", "Stable"], id="over two lines"),
        pytest.param("Inclusion Criteria:\n\n* Age", ["Inclusion Criteria:", "Age"], id="over an empty line"),
    ],
)
def test_the_quotation_is_what_is_marked(quotation, shown):
    start = NESTED.index(quotation)
    html = quotes.as_html(NESTED, [Mark(start, start + len(quotation), (7,))])
    assert marked(html) == shown
    assert html.count('<sup>[<a href="#label-7" target="_self">7</a>]</sup>') == 1
    assert html.count('id="q7"') == 1


def test_an_entity_is_never_cut_in_two():
    assert marked(quotes.as_html("Age &lt;= 70", [Mark(6, 12, (1,))])) == ["&lt;= 70"]


def test_the_first_mark_of_each_number_is_its_anchor():
    html = quotes.as_html("bone and bone", [Mark(0, 4, (1,)), Mark(9, 13, (1, 2))], anchor="criteria")
    assert re.findall(r'id="(\w+)"', html) == ["criteria1", "criteria2"]
    assert re.findall(r"\[([\d, ]+)\]", visible(html)) == ["1", "1, 2"]


@pytest.mark.parametrize(
    ("text", "marks", "html"),
    [
        pytest.param("no <b>brain</b>", [Mark(6, 11, ())], "no &lt;b&gt;<mark>brain</mark>&lt;/b&gt;", id="escaped"),
        pytest.param("age \\>= 18", [Mark(5, 7, ())], "age <mark>&gt;=</mark> 18", id="an escape is not cut in two"),
        pytest.param("a b c", [Mark(4, 5, ()), Mark(0, 1, ())], "<mark>a</mark> b <mark>c</mark>", id="two"),
        pytest.param("a\n* b", [], "a\n* b", id="none"),
    ],
)
def test_a_statement_has_its_decisive_words_marked(text, marks, html):
    assert quotes.marked(text, marks) == html
