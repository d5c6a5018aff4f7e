"""Times PDFs by Typst against PDFs by XeLaTeX, whole builds in turn in one run; without XeLaTeX, Typst alone.

Three sites: the worked papers, one long paper, and forty papers. Times are processor time of all processes, so that
other work on the machine counts little; "clock" is what one waits for Typst. It is no test: it fails for nothing but a
build that fails.

    python tests/bench/pdf.py [--rounds 1]
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import bench
import pikepdf

ROOT = bench.ROOT
LONG, SHORT = 135, 17  # tracked resolutions: about 60 pages in one paper, about 9 in each of 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1, help="rounds of which the quickest counts")
    rounds = parser.parse_args().rounds
    makers: list[tuple[str, Callable[[Path], None]]] = [
        ("the worked papers", worked),
        ("one long paper", lambda folder: made_up(folder, papers=1, each=LONG)),
        ("forty papers", lambda folder: made_up(folder, papers=40, each=SHORT)),
    ]
    engines = {"Typst": by_typst}
    if shutil.which("xelatex") and shutil.which("latexmk"):
        engines["XeLaTeX"] = by_xelatex
    print(
        f"\n{'PDFs, whole builds':<22}{'pages':>7}{'Typst':>9}{'clock':>9}{'again':>9}{'XeLaTeX':>9}{'ratio':>9}",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as name:
        for label, make in makers:
            seconds: dict[str, float] = {}
            clock = again = pages = 0.0
            for turn in range(rounds):
                for engine, run in engines.items():
                    folder = Path(name, f"{label}-{engine}-{turn}")
                    folder.mkdir()
                    make(folder)
                    taken, waited = timed(run, folder)
                    seconds[engine] = min(taken, seconds.get(engine, taken))
                    if engine == "Typst":
                        clock, again = waited, timed(run, folder)[0]
                        pages = sum(len(pikepdf.open(path).pages) for path in (folder / "out").glob("*.pdf"))
            tex = seconds.get("XeLaTeX")
            beside = f"{tex:>7.1f} s{tex / seconds['Typst']:>9.1f}" if tex else f"{'-':>9}{'-':>9}"
            print(
                f"{label:<22}{pages:>7.0f}{seconds['Typst']:>7.1f} s{clock:>7.1f} s{again:>7.1f} s{beside}", flush=True
            )
    return 0


def timed(run: Callable[[Path], None], folder: Path) -> tuple[float, float]:
    """Seconds of the processor, and of the clock."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run(folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - started


def by_typst(folder: Path) -> None:
    command("-m", "sphinx", "-b", "typst", "-q", "-d", "trees", "source", "out", "-c", ".", folder=folder)


def by_xelatex(folder: Path) -> None:
    command("-m", "sphinx", "-b", "latex", "-q", "-d", "trees", "source", "latex", "-c", ".", folder=folder)
    command("-m", "sphinx_plenary.cli", "typeset", "latex", "out", folder=folder)


def command(*arguments: str, folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "ext"), "SOURCE_DATE_EPOCH": "1662595200"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"the build failed:\n{(done.stdout + done.stderr)[-3000:]}")


# ---- the sites ------------------------------------------------------------------------------------


def worked(folder: Path) -> None:
    for name in ("conf.py", "data", "ext"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "source", folder / "source")


def made_up(folder: Path, papers: int, each: int) -> None:
    """Papers of prose, cards, a table and footnotes."""
    bench.skeleton(folder, "['myst_parser', 'sphinx_plenary']", "latex_engine = 'xelatex'\n")
    bench.write_register(folder / "data", papers * each)
    head = (
        "---\npaper:\n  kind: background-paper\n  conference: PP-22\n  status: final\n  date: 2022-09-08\n"
        '  version: "1.0"\n  licence: CC BY 4.0\n  abstract: Made up for the bench.\n---\n'
    )
    for paper in range(papers):
        parts = [f"{head}# Paper {paper}\n", "## All of them\n", table_of(each)]
        parts += [section(number) for number in range(1 + paper * each, 1 + (paper + 1) * each)]
        bench.write_paper(folder, paper, "\n".join(parts))


def table_of(rows: int) -> str:
    lines = [f"| {row} | {bench.title(row)} | {re.sub(r' .*', '', bench.prose(row))} |" for row in range(rows)]
    return "\n".join(["| No. | Title | Word |", "| --- | --- | --- |", *lines, ""])


def section(number: int) -> str:
    return (
        f"## Matter {number}\n\n{{res}}`{number}` comes up again.[^n{number}] {bench.prose(number)}\n\n"
        f"- {bench.SENTENCES[number % 5]}\n- {bench.SENTENCES[(number + 1) % 5]}\n\n"
        f":::{{resolution}} {number}\n:issue: matters\n:position: follow\n\n{bench.prose(number + 1)}\n:::\n\n"
        f"[^n{number}]: A note on [the text](https://www.itu.int/text/{number}).\n"
    )


if __name__ == "__main__":
    sys.exit(main())
