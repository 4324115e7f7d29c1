"""The chart of sites and receptor status on narrow screens."""

from itertools import pairwise

import pages
import pytest
from visit import Visit

HEADINGS = ".js-plotly-plot .xtick text"
SIDES = "(all) => all.map((each) => each.getBoundingClientRect()).map((box) => [box.left, box.right])"


@pytest.mark.parametrize("locale", ["en-US", "es-MX"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_heading_of_a_column_runs_into_the_next(chromium, address, locale, width):
    context = chromium.new_context(viewport={"width": width, "height": 844}, locale=locale)
    visit = Visit(context, address)
    visit.open()
    pages.show_trials(visit)
    visit.page.locator("[class*=st-key-chart-open] summary").click()
    visit.page.locator(HEADINGS).nth(3).wait_for()
    visit.settle()
    sides = sorted(visit.page.locator(HEADINGS).evaluate_all(SIDES))
    context.close()
    assert len(sides) == 4
    assert [second[0] - first[1] for first, second in pairwise(sides) if second[0] < first[1]] == []
