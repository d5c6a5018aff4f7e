"""Prints how good and how fast the checker is: faults found, false alarms, speed and start.

    python tests/bench/checker.py

Speed is processor time of all rules, reading included, on the texts without faults and on a long paper made of
the worked ones; the baseline is markdown-it-py alone, which only tells blocks of the same text apart. A start is
a process of its own; its baseline is an empty Python.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "ext"), str(ROOT / "tests")]

from faultless_text import FOLDERS, faultless  # noqa: E402
from markdown_it import MarkdownIt  # noqa: E402
from spoiling import missed, ways  # noqa: E402

from sphinx_plenary.gather import gather  # noqa: E402
from sphinx_plenary.lint import parse_document  # noqa: E402
from sphinx_plenary.register import Register, load_register  # noqa: E402
from sphinx_plenary.rules import findings  # noqa: E402


def main() -> int:
    register, faults = load_register(ROOT / "data", ROOT)
    if faults:
        sys.exit("the register has faults; see: plenary register")
    detection()
    alarms(register)
    speed(register)
    starts()
    return 0


def detection() -> None:
    with tempfile.TemporaryDirectory() as folder, redirect_stderr(StringIO()):
        lost = list(missed(Path(folder)))
    total = len(ways())
    print(f"detection: {total - len(lost)} of {total} ways to spoil a paper ({1 - len(lost) / total:.3f})")
    for one in lost:
        print(f"  missed: {one}")


def alarms(register: Register) -> None:
    for folder in FOLDERS:
        texts = list(faultless(folder))
        told = [alarm for text in texts for alarm in text.alarms(register)]
        pages = sum(text.pages for text in texts)
        print(f"false alarms, {folder.name:<10} {len(told):>3} on {pages:.0f} pages ({len(told) / pages:.3f} a page)")
        for one in told:
            print(f"  {one}")


def speed(register: Register) -> None:
    """What is more in forty copies of a text than in ten: what a start costs does not count."""
    texts = [text for folder in FOLDERS for text in faultless(folder)]
    paper = (ROOT / "source/papers/pp-22-background-paper.md").read_text(encoding="utf-8")
    worked = (paper.split("---\n", 2)[2], "a.md", "PP-22", date(2022, 9, 8))
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    good = [(text.document.text, text.document.name, text.conference, text.date) for text in texts]
    for name, listed in (
        ("good Markdown", [one for one in good if one[1].endswith(".md")]),
        ("good plain text", [one for one in good if one[1].endswith(".txt")]),
        ("the worked paper", [worked]),
        ("prose that cites little", [(licence, "a.txt", "PP-22", date(2022, 9, 8))]),
    ):
        size = sum(30 * len(text.encode()) for text, *_ in listed) / 1e6
        ours = sum(best(partial(lint, register, 40, *one)) - best(partial(lint, register, 10, *one)) for one in listed)
        parse = MarkdownIt("commonmark").enable("table").parse
        theirs = sum(best(partial(parse, text * 30)) for text, *_ in listed)
        print(f"lint, {name:<22}{size / ours:>6.1f} MB/s; {ours / theirs:.1f} times markdown-it-py ({size:.1f} MB)")


def lint(register: Register, times: int, text: str, name: str, conference: str, on: date) -> None:
    document = parse_document(text * times, Path(name), name)
    list(findings(gather([document], register, conference, on).facts))


def best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def starts() -> None:
    text = (ROOT / "source/papers/pp-22-background-paper.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "paper.md")
        file.write_text(text.split("---\n", 2)[2][:20_000], encoding="utf-8")
        plenary = [sys.executable, "-m", "sphinx_plenary.cli"]
        lint = [*plenary, "lint", str(file), "--conference", "PP-22", "--date", "2022-09-08"]
        empty = wall([sys.executable, "-c", "pass"])
        for name, command in (("plenary --help", [*plenary, "--help"]), ("plenary lint, 20 kB", lint)):
            took = wall(command)
            print(f"start, {name:<22}{took:>6.2f} s; {took / empty:.1f} times an empty Python ({empty:.2f} s)")


def wall(command: list[str]) -> float:
    """The median of seven."""
    times = []
    for _ in range(7):
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT / "ext"), "PATH": ""}, capture_output=True)
        times.append(time.perf_counter() - started)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
