"""Times the build of a matrix of many proposals against the same rows as a plain table, and its page in Chromium.

Each is built by itself in the same run, with Sphinx, the same theme and MyST; printed are ratios, what a row takes
(linear where it stays the same), the weight of the page, and how long a filter takes. It is no test.

    PYTHONPATH=tests python tests/bench/matrix.py [--sizes 2000 10000]
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from pathlib import Path

from bench import Run, build
from crowd import MEASURE, crowded_project


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 10_000], help="proposals, each with a row")
    options = parser.parse_args()
    print("\nA matrix of many proposals; the baseline is the same rows as a table in plain Sphinx + MyST")
    heads = ("rows", "build", "a row", "to plain", "page", "packed", "paint", "filter", "search")
    print("".join(f"{head:>10}" for head in heads))
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            measure(Path(folder) / str(size), size)
    return 0


def measure(folder: Path, size: int) -> None:
    folder.mkdir()
    ours = crowded_project(folder, size)
    plain = plain_project(folder / "plain", size)
    run, baseline = build(ours, "html"), build(plain, "html")
    page = ours / "out/html/papers/outcomes.html"
    times = in_browser(page)
    cells = [
        str(size),
        f"{run.seconds:.1f} s",
        f"{1000 * run.seconds / size:.2f} ms",
        f"{ratio(run, baseline):.2f}",
        f"{page.stat().st_size / 1e6:.1f} MB",
        f"{len(gzip.compress(page.read_bytes())) / 1000:.0f} kB",
        *(f"{times[name]:.0f} ms" if times else "-" for name in ("paint", "region", "search")),
    ]
    print("".join(f"{cell:>10}" for cell in cells), flush=True)


def ratio(run: Run, baseline: Run) -> float:
    return run.seconds / baseline.seconds


def plain_project(folder: Path, size: int) -> Path:
    (folder / "source").mkdir(parents=True)
    (folder / "conf.py").write_text(
        "project = 'Bench'\nextensions = ['myst_parser']\nhtml_theme = 'pydata_sphinx_theme'\nroot_doc = 'index'\n"
    )
    rows = "".join(
        f"| {number} | Strengthening the role of the Union in matter {number} of its programme of work |"
        f" CEPT MOD PP-22/{number}-E, 3 June 2022. Asks the Director to report on what was done since the last"
        " conference, and to review the annex | Not changed: kept as it stood |\n"
        for number in range(1000, 1000 + size)
    )
    (folder / "source/index.md").write_text(f"# Matrix\n\n| No. | Title | Proposals | Outcome |\n|-|-|-|-|\n{rows}")
    return folder


def in_browser(page: Path) -> dict[str, float] | None:
    """Milliseconds in headless Chromium; None where there is none."""
    if not Path("/usr/bin/chromium").exists():
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        opened = browser.new_page()
        opened.goto(page.as_uri())
        opened.wait_for_selector(".plenary-controls")
        times: dict[str, float] = opened.evaluate(MEASURE)
        browser.close()
    return times


if __name__ == "__main__":
    sys.exit(main())
