"""Every page and state of a page that people see, and how a visit gets there, in whatever language it speaks."""

from collections.abc import Callable

MOST_FOLDS = 30
FOLDED = "[data-testid=stMain] [data-testid=stExpander] > details:not([open]) > summary"
OPEN_OUR_OWN = """document.querySelectorAll("[data-testid=stHtml] details, [data-testid=stMarkdown] details")
    .forEach((fold) => fold.open = true)"""

DRAWN = """[
    ["[data-testid=stExpander] > details[open]", "[data-testid=stElementContainer]"],
    ["[data-testid=stPlotlyChart]", ".main-svg"],
    [".geo", "path"],
].every(([whole, part]) => [...document.querySelectorAll(whole)].every((each) => each.querySelector(part)))"""
"""What is folded is drawn once it is open, charts come after the page, and the outlines of land after the map."""


def choose(visit, field: str, *places: int) -> None:
    """Presses choices of a question by their places."""
    for place in places:
        visit.page.locator(f".st-key-filter-{field} button").nth(place).click()
        visit.settle()


def fill(visit, field: str, words: str) -> None:
    """Types into a box of Find and leaves it."""
    box = visit.page.locator(f".st-key-filter-{field} input")
    box.fill(words)
    box.press("Enter")
    visit.settle()


def show_trials(visit) -> None:
    """Presses the one button that stands out."""
    visit.page.get_by_test_id("stBaseButton-primary").first.click()
    visit.page.locator("a[href*='trial?id=']").first.wait_for()
    visit.settle()


def unfold(visit) -> None:
    """Opens all that is folded, the map and the chart with it."""
    for _ in range(MOST_FOLDS):
        visit.page.evaluate(OPEN_OUR_OWN)
        folded = visit.page.locator(FOLDED)
        if not folded.count():
            return visit.until(DRAWN)
        folded.first.evaluate("(fold) => fold.click()")
        visit.settle()
    raise AssertionError("folds without an end")


def go_to(path: str) -> Callable:
    def go(visit):
        visit.open(path)
        unfold(visit)

    return go


def see_results(visit) -> None:
    visit.open()
    choose(visit, "sites", 0, 2)
    fill(visit, "near", "02115")
    show_trials(visit)
    unfold(visit)


def see_nothing(visit) -> None:
    """Words that no trial has."""
    visit.open()
    show_trials(visit)
    fill(visit, "text", "quokka")


SHORTLIST = "shortlist?trials=NCT99000101,NCT99000105,NCT99000113"
EVERY_STATE = {
    "first questions": go_to(""),
    "trials found": see_results,
    "nothing found": see_nothing,
    "trial": go_to("trial?id=NCT99000105"),
    "trial number asked for": go_to("trial"),
    "trial not known": go_to("trial?id=NCT00000000"),
    "shortlist": go_to(SHORTLIST),
    "empty shortlist": go_to("shortlist"),
    "learn": go_to("learn"),
    "text": go_to("learn?page=bone"),
    "glossary": go_to("glossary"),
    "data": go_to("data"),
}
