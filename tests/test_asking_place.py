"""What the results say of a place that was typed and not understood."""

import pytest
from streamlit.testing.v1 import AppTest

PAGE = """
import asking_place
asking_place.draw()
asking_place.draw_trouble()
"""
LYON = "Lyon, France"


def write(page, key, text):
    page.text_input(key=key).set_value(text)
    page.run()
    assert not page.exception, page.exception
    return page


def trouble(page):
    """What `draw_trouble` says, after what the box above it says."""
    return [each.value for each in page.warning][1:]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", [], id="nothing typed"),
        pytest.param("Lyon", [], id="a city"),
        pytest.param(
            "Xqzzville",
            ["We do not know the place “Xqzzville”, so distance is not counted. Give a larger town, or a US ZIP code."],
            id="no place",
        ),
        pytest.param(
            "Texas",
            ["Texas is a country or a state, so distance is not counted. Give a city or a US ZIP code."],
            id="a state",
        ),
    ],
)
def test_a_place_that_does_not_count_is_said(text, said):
    assert trouble(write(AppTest.from_string(PAGE).run(), "filter near", text)) == said


def test_the_place_is_mended_where_the_trouble_is_said():
    page = write(AppTest.from_string(PAGE).run(), "filter near", "Xqzzville")
    assert page.text_input(key="mend near").value == "Xqzzville"
    write(page, "mend near", "Lyon")
    assert page.session_state["search"].near == LYON
    assert list(page.warning) == []
    assert [each.key for each in page.text_input] == ["filter near"]
    assert page.text_input(key="filter near").value == "Lyon"


def test_a_place_taken_off_is_no_trouble():
    page = write(AppTest.from_string(PAGE).run(), "filter near", "Xqzzville")
    assert list(write(page, "mend near", "").warning) == []
