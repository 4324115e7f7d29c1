"""WCAG 2.2 AA as far as a machine can tell, on every page: with axe-core, by keyboard, zoomed in and on a narrow phone."""

import re
from functools import cache
from itertools import pairwise

import pages
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESKTOP, PHONE
from visit import Visit

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EXCEPTED = {}
"""Rule of axe -> (what the excepted elements have in common, why it is left). Each is Streamlit's own; three at most."""
LOOKS = {
    "en": {"desktop, light": (DESKTOP, "light"), "desktop, dark": (DESKTOP, "dark"), "phone": (PHONE, "light")},
    "es": {"phone": (PHONE, "light")},
}
NARROW = {"width": 320, "height": 700}
ZOOMED = {"width": 640, "height": 450}
"""What is left of a window of 1280 x 900 at 200 % zoom."""
HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"
ROOM_ABOVE = 100  # pixels for the line of pages
HEADINGS = (
    "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((each) => [Number(each.tagName[1]), each.innerText])"
)
SIDEWAYS = """[document.documentElement, document.querySelector("[data-testid=stMain]")]
    .map((each) => each.scrollWidth - each.clientWidth)"""
FOCUSED = """(() => { const here = document.activeElement;
    return [here.tagName, here.getAttribute("aria-label") || here.innerText.slice(0, 100)].join(" "); })()"""
LOOK = """(here) => {
    const parts = ["outline", "boxShadow", "border", "backgroundColor", "color", "textDecoration"];
    const look = (each, part) => parts.map((name) => getComputedStyle(each, part)[name]).join();
    const around = [here];
    while (around.length < 4 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
    return around.flatMap((each) => ["", "::before", "::after"].map((part) => look(each, part))).join("\\n");
}"""
"""How an element and what stands closely around it look: a text box shows its focus by the frame around it."""
MOST_TABS = 120
MOST_LOOKED_AT = 25
TAKES_TIME, FADES = 0.3, 0.2  # seconds


@cache
def axe():
    return Axe()


def resize(visit, size):
    visit.page.set_viewport_size(size)
    visit.page.wait_for_timeout(1000 * TAKES_TIME)


def faults(visit):
    """Every (rule, selector) that axe finds fault with."""
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = axe().run(visit.page, options=options).response["violations"]
    return [
        (fault["id"], " ".join(map(str, node["target"])), node["html"]) for fault in found for node in fault["nodes"]
    ]


def is_excepted(rule, html):
    return rule in EXCEPTED and EXCEPTED[rule][0] in html


def test_axe_finds_no_fault(shown, state, tell):
    language = shown.page.evaluate("document.documentElement.lang")
    told = []
    for look, (size, scheme) in LOOKS[language].items():
        look_at(shown, size, scheme)
        found = faults(shown)
        left = [f"{look}: {rule}: {selector}\n{html}" for rule, selector, html in found if not is_excepted(rule, html)]
        excepted = {rule for rule, _, html in found if is_excepted(rule, html)}
        tell(
            "Faults that axe finds",
            state,
            language,
            look,
            str(len(left)),
            f"excepted: {', '.join(sorted(excepted)) or '-'}",
        )
        told += left
    assert not told, "\n\n".join(told)


def look_at(visit, size, scheme):
    """One way of looking, in a window so tall that all of the page is seen: axe judges no contrast that it cannot see."""
    visit.page.emulate_media(color_scheme=scheme)
    resize(visit, size)
    resize(visit, {"width": size["width"], "height": visit.page.evaluate(HEIGHT) + ROOM_ABOVE})


def test_axe_does_find_faults(visit):
    visit.open("learn")
    visit.page.evaluate("""document.querySelector("h1").innerHTML +=
        '<img src="./favicon.png"><button></button><span style="color: #ccc; background: #fff">pale</span>'""")
    assert {rule for rule, *_ in faults(visit)} == {"image-alt", "button-name", "color-contrast"}


def test_three_rules_at_most_are_excepted():
    assert len(EXCEPTED) <= 3


def test_headings_begin_with_one_and_leave_no_level_out(shown):
    levels = [level for level, _ in shown.page.evaluate(HEADINGS)]
    assert levels.count(1) == 1, shown.page.evaluate(HEADINGS)
    assert levels[0] == 1, shown.page.evaluate(HEADINGS)
    assert all(after <= before + 1 for before, after in pairwise(levels)), shown.page.evaluate(HEADINGS)


@pytest.mark.parametrize("size", [pytest.param(NARROW, id="320 px"), pytest.param(ZOOMED, id="200 % zoom")])
def test_nothing_has_to_be_scrolled_sideways(shown, size):
    resize(shown, size)
    assert shown.page.evaluate(SIDEWAYS) == [0, 0]


def test_charts_and_maps_have_a_name_and_a_table_beside_them(shown):
    for chart in shown.page.get_by_test_id("stPlotlyChart").all():
        assert len(chart.evaluate(NAME_OF)) > 20
        assert chart.evaluate(HAS_TABLE_BESIDE)


NAME_OF = """(chart) => (chart.querySelector("[aria-label]") ?? chart.closest("[aria-label]"))?.ariaLabel ?? "" """
HAS_TABLE_BESIDE = """(chart) => {
    const around = chart.closest("details, [data-testid=stTabPanel]") ?? document.querySelector("[data-testid=stMain]");
    return around.querySelector("table, [role=grid], ul, ol") !== null;
}"""


@pytest.mark.parametrize(
    ("locale", "language", "other", "then"),
    [
        pytest.param("en-US", "en", "Español", "es", id="English to Spanish"),
        pytest.param("es-MX", "es", "English", "en", id="Spanish to English"),
    ],
)
def test_the_language_of_the_page_follows_the_switch(chromium, address, locale, language, other, then):
    with chromium.new_context(locale=locale) as context:
        visit = Visit(context, address)
        visit.page.goto(f"{address}/learn")
        assert visit.page.evaluate("document.documentElement.lang") == language  # before any script of the page has run
        visit.settle()
        visit.page.get_by_text(other, exact=True).click()
        visit.until(f"document.documentElement.lang == '{then}'")
        visit.page.get_by_test_id("stTopNavLink").last.click()
        visit.settle()
        assert visit.page.evaluate("document.documentElement.lang") == then
        visit.check()


def tab_to(visit, named):
    """Presses Tab until what has the focus has this name."""
    seen = []
    for _ in range(MOST_TABS):
        visit.page.keyboard.press("Tab")
        seen.append(visit.page.evaluate(FOCUSED))
        if re.search(named, seen[-1]):
            return
    raise AssertionError(f"no Tab leads to {named}: {seen}")


def press(visit, key):
    visit.page.keyboard.press(key)
    visit.page.wait_for_timeout(1000 * TAKES_TIME)
    visit.settle()


def test_from_a_question_to_the_shortlist_by_keyboard_alone(visit):
    visit.open()
    tab_to(visit, "BUTTON Bone")
    press(visit, "ArrowRight")
    assert visit.page.evaluate(FOCUSED) == "BUTTON Brain"
    press(visit, "Space")
    tab_to(visit, "Show trials")
    press(visit, "Enter")
    tab_to(visit, "A .*NCT99000105.* in full")
    press(visit, "Enter")
    visit.page.wait_for_url("**/trial?id=NCT99000105")
    visit.settle()
    tab_to(visit, "Add to shortlist")
    press(visit, "Space")
    visit.page.get_by_role("button", name="Remove from shortlist").wait_for()
    for _ in range(MOST_TABS):
        visit.page.keyboard.press("Shift+Tab")
        if visit.page.evaluate(FOCUSED) == "A Shortlist":
            break
    press(visit, "Enter")
    visit.page.wait_for_url("**/shortlist")
    visit.settle()
    assert "NCT99000105" in visit.words()


@pytest.mark.parametrize(
    ("place", "scheme"), [("first questions", "light"), ("first questions", "dark"), ("shortlist", "light")]
)
def test_the_focus_can_be_seen(visit, place, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    pages.EVERY_STATE[place](visit)
    visit.page.evaluate("document.activeElement.blur()")
    unseen, left = [], None
    for _ in range(MOST_LOOKED_AT):
        visit.page.keyboard.press("Tab")
        visit.page.wait_for_timeout(1000 * FADES)
        if left and left[0].evaluate(LOOK) == left[2]:
            unseen.append(left[1])
        here = visit.page.evaluate_handle("document.activeElement")
        left = (here, visit.page.evaluate(FOCUSED), here.evaluate(LOOK))
    assert unseen == []
