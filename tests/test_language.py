"""Words in the language that a reader chose; registry text is not among them."""

from datetime import date

import pytest

from cache import language

DATES = [
    ("en", "20 November 2026", "November 2026"),
    ("es", "20 de noviembre de 2026", "noviembre de 2026"),
    ("xx", "20 November 2026", "November 2026"),
]


@pytest.fixture(autouse=True)
def _english_again():
    yield
    language.use(language.ENGLISH)


@pytest.mark.parametrize(("code", "day", "month"), DATES, ids=[case[0] for case in DATES])
def test_dates_read_as_people_write_them(code, day, month):
    language.use(code)
    assert (language.day(date(2026, 11, 20)), language.month(date(2026, 11, 20))) == (day, month)
