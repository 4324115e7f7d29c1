"""How fast Find answers, beside the least that Streamlit can do, and how many people one process carries.

    python tests/benchmarks/dashboard.py --cache DIR [--rounds N] [--people N [--people N ...]] [--seconds N]

DIR holds a snapshot, for instance of a stand-in for the registry that multiplies its records. In the browser, rounds
change a filter of Find and the one widget of an empty page by turns: time from the click until the count, until the first
card, and until the whole page stands still. A filter is an answer of the questions that stand open beside the trials, or
a step of the funnel that is taken off and brought back, with the questions folded. Then so many people at once, as bare websocket sessions of a process of lower
priority, change filters with a pause of 5 seconds on average: time from the request until the answer is complete.
"""

import argparse
import asyncio
import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "browser"), str(Path(__file__).parent)]

import server
from playwright.sync_api import Locator, Page, sync_playwright
from streamlit_session import Session

EMPTY = "tests/benchmarks/empty_page.py"
PAUSE = 5.0  # seconds, exponential
RAMP = 20.0  # seconds in which the people arrive
COUNT, CARD, LINE = ".result-count", ".card", '[data-testid="stText"]'
SITES, SHOW, OPEN = "filter sites", "show trials", "change answers"
ASKED = range(7)
CHOICES = ("Liver", "Bone", "Lung", "Skin or soft tissue")
WATCH = """([button, selectors]) => new Promise(done => {
  const began = performance.now(), seen = {}, before = selectors.map(each => document.querySelector(each)?.textContent);
  const app = document.querySelector('[data-testid="stApp"]');
  let last = began;
  new MutationObserver(() => {
    last = performance.now();
    selectors.forEach((each, at) => {
      if (!(each in seen) && document.querySelector(each)?.textContent !== before[at]) seen[each] = last - began;
    });
  }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
  const look = () => {
    const still = performance.now() - last > 400 && app.dataset.testScriptState === 'notRunning';
    still ? done({...seen, settled: last - began}) : setTimeout(look, 20);
  };
  button.click(); setTimeout(look, 20);
})"""
"""Clicks and gives the milliseconds until the text of each selector first changed, and until nothing changed any more."""


def main() -> int:
    asked = _arguments()
    if asked.load:
        return _load(asked.load, asked.people[0], asked.seconds)
    with server.dashboard(asked.cache) as address, server.dashboard(asked.cache, script=EMPTY) as empty:
        _show_browser(*_browser(address, empty, asked.rounds))
        for people in asked.people:
            subprocess.run(
                [
                    "nice",
                    sys.executable,
                    __file__,
                    "--load",
                    address,
                    "--people",
                    str(people),
                    "--seconds",
                    str(asked.seconds),
                ],
                check=True,
            )
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--people", type=int, action="append")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--load", metavar="ADDRESS", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not asked.load and not (asked.cache and (asked.cache / "current").exists()):
        parser.error("name a folder that holds a snapshot with --cache DIR")
    asked.people = asked.people or [1, 100]
    return asked


def _browser(address: str, empty: str, rounds: int) -> tuple[dict[str, list[dict]], list[dict]]:
    """Milliseconds of each round: on Find for each kind of filter, and on the empty page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=server.chromium_path(), args=server.FLAGS)
        answers, steps, least = (browser.new_page() for _ in range(3))
        _open_find(answers, address)
        answers.get_by_text("Change my answers").click()
        answers.get_by_role("button", name=CHOICES[0]).first.wait_for()
        _open_find(steps, address)
        steps.get_by_text("Change my answers").click()
        _answer(steps, 0)
        steps.get_by_text("Change my answers").click()
        least.goto(empty)
        least.locator('[data-testid="stCheckbox"] input').wait_for(state="attached")
        rows = [(_answer(answers, number), _step(steps, number), _tick(least)) for number in range(rounds)]
        browser.close()
    answered, stepped, ticked = zip(*rows, strict=True)
    return {"an answer": answered, "a step": stepped}, ticked


def _open_find(page: Page, address: str) -> None:
    """The trials found."""
    page.goto(address)
    page.get_by_role("button", name="Show trials").click()
    page.locator(CARD).first.wait_for()
    page.wait_for_timeout(1500)


def _answer(page: Page, number: int) -> dict:
    name = re.compile(rf"^{CHOICES[number % len(CHOICES)]} \(")
    return _clicked(page, page.get_by_role("button", name=name).first, [COUNT, CARD])


def _step(page: Page, number: int) -> dict:
    """Takes the step of the place of spread off, and brings it back the next time."""
    button = ".st-key-funnel button:has-text('Liver')" if number % 2 == 0 else ".st-key-undo-search button"
    return _clicked(page, page.locator(button).first, [COUNT, CARD])


def _tick(page: Page) -> dict:
    return _clicked(page, page.locator('[data-testid="stCheckbox"] input'), [LINE])


def _clicked(page: Page, button: Locator, selectors: list[str]) -> dict:
    page.bring_to_front()
    page.wait_for_timeout(300)
    return page.evaluate(WATCH, [button.element_handle(), selectors])


def _show_browser(find: dict[str, list[dict]], empty: list[dict]) -> None:
    """Medians, and how often they go into those of the empty page; a round in which nothing changed has no time for it."""
    least = {name: statistics.median(each[name] for each in empty) for name in (LINE, "settled")}
    print(f"empty page: text {least[LINE]:.0f} ms, settled {least['settled']:.0f} ms (medians of {len(empty)})")
    for kind, rounds in find.items():
        for name, seen, beside in (
            ("count", COUNT, LINE),
            ("first card", CARD, LINE),
            ("settled", "settled", "settled"),
        ):
            times = [each[seen] for each in rounds if seen in each]
            middle = statistics.median(times)
            print(f"{kind}: {name} {middle:.0f} ms, {middle / least[beside]:.2f}x (changed in {len(times)} rounds)")


def _load(address: str, people: int, seconds: float) -> int:
    """Prints what so many people at once wait for."""
    waits, failures = asyncio.run(_crowd(address, people, seconds))
    waits = sorted(1000 * wait for wait in waits)
    p50, p90, p95, p99 = (waits[min(int(share * len(waits)), len(waits) - 1)] for share in (0.5, 0.9, 0.95, 0.99))
    print(
        f"{people} people: {len(waits)} reruns, p50 {p50:.0f} ms, p90 {p90:.0f}, p95 {p95:.0f}, p99 {p99:.0f}, "
        f"longest {waits[-1]:.0f}; {failures} failures",
        flush=True,
    )
    return 0


async def _crowd(address: str, people: int, seconds: float) -> tuple[list[float], int]:
    """Waits after everybody has arrived, and how many people were lost on the way."""
    arrived = time.perf_counter() + RAMP
    visits = [_visit(address, number * RAMP / people, arrived, arrived + seconds) for number in range(people)]
    answers = await asyncio.gather(*visits, return_exceptions=True)
    lost = [each for each in answers if isinstance(each, BaseException)]
    for each in lost[:3]:
        print(f"lost: {each!r}")
    return [wait for each in answers if not isinstance(each, BaseException) for wait in each], len(lost)


async def _visit(address: str, delay: float, begin: float, end: float) -> list[float]:
    """One person who changes the sites again and again."""
    await asyncio.sleep(delay)
    waits, choice = [], random.Random(delay)
    async with Session(address) as person:
        await person.press(SHOW)
        await person.open(OPEN)
        while time.perf_counter() < end:
            await asyncio.sleep(choice.expovariate(1 / PAUSE))
            began = time.perf_counter()
            wait = await person.choose(SITES, *choice.sample(ASKED, choice.randint(0, 2)))
            if began > begin:
                waits.append(wait)
    return waits


if __name__ == "__main__":
    sys.exit(main())
