"""The map of open sites on Find: drawn from outlines of our own server, and the same as a table.

That nothing was asked of another server, and that nothing was missing, is checked of every window when it closes.
"""

import re
from urllib.parse import quote

import pytest

NEAR_BOSTON = "?near=" + quote("Boston, Massachusetts, United States")
YOGA = "?text=yoga&tiers=unclear"
"""A search that finds one trial, whose one site is in the United States."""
OUTLINES = re.compile(r"/app/static/topo/(\w+)\.json$")
DRAWN = (
    "() => [...document.querySelectorAll('.js-plotly-plot .geo .layer.%s path')].map(each => each.getAttribute('d'))"
)


def open_map(visit, path):
    page = visit.open(path)
    page.get_by_text("Open sites on a map").click()
    page.locator(".js-plotly-plot .scattergeo path.point").first.wait_for()
    visit.settle()
    return page


def table(page):
    found = page.get_by_role("table").filter(has_text="Open sites")
    return [tuple(row.locator("th, td").all_inner_texts()) for row in found.locator("tbody tr").all()]


@pytest.mark.parametrize(
    ("path", "outlines", "borders", "rows"),
    [
        pytest.param(
            NEAR_BOSTON,
            "world_110m",
            "countries",
            [
                ("Boston, Massachusetts", "in or near the same city", "2", "2"),
                ("Toronto, Ontario, Canada", "about 432 miles", "2", "2"),
                ("Lyon, France", "about 3,630 miles", "1", "1"),
                ("Seoul, South Korea", "about 6,799 miles", "1", "1"),
            ],
            id="near a place",
        ),
        pytest.param(
            YOGA, "usa_110m", "subunits", [("Boston, Massachusetts, United States", "1", "1")], id="in the states"
        ),
    ],
)
def test_the_map_has_land_and_borders_and_says_what_its_table_says(visit, path, outlines, borders, rows):
    page = open_map(visit, path)
    for layer in ("land", borders):
        assert any(len(line or "") > 1000 for line in page.evaluate(DRAWN % layer)), f"no {layer}"
    points = page.locator(".js-plotly-plot .scattergeo path.point")
    assert points.count() == len(rows) + ("near" in path)
    assert table(page) == rows
    assert [found[1] for url, _ in visit.requests if (found := OUTLINES.search(url))] == [outlines]


def test_the_map_fits_a_phone(phone):
    page = open_map(phone, NEAR_BOSTON)
    assert page.locator(".js-plotly-plot").bounding_box()["width"] <= 390
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_the_map_is_described_to_those_who_do_not_see_it(visit):
    page = open_map(visit, NEAR_BOSTON)
    assert page.get_by_role("figure", name="A map of 4 cities with open sites.").count() == 1
