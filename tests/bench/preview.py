"""How long it takes from saving a paper of the worked site until its page shows it, in a browser."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from building import ROOT
from playwright.sync_api import sync_playwright
from test_serve import Served

PAPER = "papers/pp-22-background-paper"
TIMES = 5


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("conf.py", "data", "ext"):
            (folder / name).symlink_to(ROOT / name)
        shutil.copytree(ROOT / "source", folder / "source")
        served = Served(folder)
        try:
            served.until("Built in")
            seconds, builds = measured(served)
        finally:
            served.process.terminate()
            served.process.wait()
    print(
        f"\npreview of the worked site: {statistics.median(seconds):.2f} s from saving to the page "
        f"({min(seconds):.2f} to {max(seconds):.2f} s, {len(seconds)} times), "
        f"of which the build {statistics.median(builds):.1f} s"
    )
    return 0


def measured(served: Served) -> tuple[list[float], list[float]]:
    seconds, builds = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto(f"{served.address}{PAPER}.html")
        for number in range(TIMES):
            time.sleep(1)
            started = time.monotonic()
            served.edit(f"source/{PAPER}.md", "## Summary\n", f"## Summary\n\nSaved for the {number}. time.\n")
            page.wait_for_selector(f"text=Saved for the {number}. time.", timeout=120_000)
            seconds.append(time.monotonic() - started)
            builds.append(float(served.until("Built in")[-1].split()[2]))
        browser.close()
    return seconds, builds


if __name__ == "__main__":
    sys.exit(main())
