"""Makes the README's picture of the Find page, from the demo catalogue: python tests/browser/screenshot.py [FILE]"""

import subprocess
import sys
import tempfile
from pathlib import Path

import server
from playwright.sync_api import sync_playwright

PICTURE = server.ROOT / ".github" / "find.png"
SIZE = {"width": 1280, "height": 1300}
SEARCH = "?sites=bone&subtypes=HR%2B%2FHER2-&near=02115+Boston%2C+Massachusetts%2C+United+States&order=nearest"


def main(picture: Path = PICTURE) -> None:
    with tempfile.TemporaryDirectory() as cache:
        subprocess.run([sys.executable, "-m", "pipelines", "demo", "--cache", cache], cwd=server.ROOT, check=True)
        with server.dashboard(cache) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=server.chromium_path(), args=server.FLAGS)
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{address}/{SEARCH}")
            page.get_by_text("Not medical advice").wait_for()
            page.wait_for_timeout(1000)  # until everything has slid into its place
            picture.parent.mkdir(exist_ok=True)
            page.screenshot(path=picture)
            browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
