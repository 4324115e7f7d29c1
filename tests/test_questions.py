"""The questions of Find in words: every row of where answers stand can be used, is sourced, dated and easy to read."""

import re
from datetime import date
from html import unescape

import pytest
import questions
import reading_grade

from cache import vocabulary
from cache.search import AXES, CHOICES

LINES = [pytest.param(row, id=f"{row.field}: {row.line}") for row in questions.lines()]
ASKED = [pytest.param(each, id=each.field) for each in questions.QUESTIONS]


@pytest.mark.parametrize("row", LINES)
def test_every_line_of_a_report_has_a_source_and_a_date(row):
    assert all(row)
    assert row.field in [each.field for each in questions.QUESTIONS]
    assert row.source_url.startswith("https://")
    assert date.fromisoformat(row.written) >= date(2026, 11, 26)


@pytest.mark.parametrize("row", LINES)
def test_every_line_is_easy_to_read(row):
    assert reading_grade.grade(row.meaning) <= 8


@pytest.mark.parametrize("question", ASKED)
def test_a_question_is_explained_before_its_choices(question):
    html = questions.html(question)
    assert html.index("<h2>") < html.index("<p>") < html.index("<details>")
    bare = unescape(re.sub(r"<span popover .*?</span>|<[^>]+>", "", html, flags=re.DOTALL))
    axis = AXES[question.field]
    assert [value for value in CHOICES[question.field] if vocabulary.explanation(axis, value) not in bare] == []


@pytest.mark.parametrize("question", ASKED)
def test_a_question_says_which_line_of_which_report_answers_it(question):
    html = questions.html(question)
    rows = [row for row in questions.lines() if row.field == question.field]
    assert rows
    assert [row for row in rows if f'href="{row.source_url}"' not in html] == []


def test_everything_shown_of_the_table_can_be_translated():
    shown = {text for row in questions.lines() for text in (row.report, row.line, row.meaning)}
    assert set(questions.messages()) == shown
    assert len(questions.messages()) == len(shown)
