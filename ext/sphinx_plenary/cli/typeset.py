"""``plenary typeset build/latex build/latexpdf``: every .tex of a LaTeX build -> PDF, by latexmk and XeLaTeX.

A PDF appears under its name only when it is whole, and goes when its paper is gone. What TeX says is kept in its
log; the lines that matter are shown.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Final

from sphinx_plenary.locking import lock, unlock
from sphinx_plenary.progress import Progress
from sphinx_plenary.refused import Refused
from sphinx_plenary.writing import write_whole

# The PDFs that are ours, a name a line, in the folder where they are.
_LIST: Final = ".plenary-papers"
# A word that is not in the PDF, or points nowhere.
_LOST: Final = re.compile(r"^(?:Missing character: .*|LaTeX Warning: .*undefined.*)", re.M)
# Text that runs into the margin, by a point or more.
_UGLY: Final = re.compile(r"^Overfull \\[hv]box \((?:[1-9]\d*)\.\d+pt .*", re.M)

# What a pass leaves to the next, and how many runs more of latexmk it may take until that stays the same.
_BETWEEN_PASSES: Final = (".aux", ".toc", ".out")
_LEFT: Final = (*_BETWEEN_PASSES, ".fdb_latexmk", ".fls", ".idx", ".ilg", ".ind", ".log", ".pdf", ".xdv")
_RUNS: Final = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, help="folder that the LaTeX builder wrote")
    parser.add_argument("target", type=Path, help="folder for the PDFs")


def run(options: argparse.Namespace) -> int:
    source: Path = options.source
    target: Path = options.target
    papers = sorted(source.glob("*.tex")) if source.is_dir() else []
    papers = [paper for paper in papers if r"\begin{document}" in paper.read_text(encoding="utf-8")]
    if not papers:
        raise Refused(f"no paper in {source}; run: make latexpdf")
    held = [lock(folder, partial(_say_who, folder)) for folder in sorted({source, target})]
    try:
        remove_former(source, target, {paper.with_suffix(".pdf").name for paper in papers})
        with Progress() as progress:
            return max(_typeset(paper, target, progress, f"{n} of {len(papers)}") for n, paper in enumerate(papers, 1))
    finally:
        for file in held:
            unlock(file)


def _say_who(folder: Path, holder: str) -> None:
    print(f"plenary: {folder} is worked on by {holder}; waiting until that has finished", file=sys.stderr, flush=True)


def remove_former(source: Path, target: Path, names: set[str]) -> None:
    """Remove what an earlier run made of papers that are gone, and no other file; note the PDFs of this run."""
    noted = target / _LIST
    former = set(noted.read_text(encoding="utf-8").splitlines()) if noted.is_file() else set()
    for pdf in (target / Path(name).name for name in sorted(former - names)):
        for suffix in _LEFT:
            (source / pdf.name).with_suffix(suffix).unlink(missing_ok=True)
        if pdf.is_file():
            pdf.unlink()
            print(f"{pdf}: removed, since its paper is gone")
    write_whole(noted, "".join(f"{name}\n" for name in sorted(names)).encode())


def _typeset(paper: Path, target: Path, progress: Progress, number: str) -> int:
    progress.show(f"typesetting {number}: {paper.name}")
    return typeset(paper, target, progress)


def typeset(paper: Path, target: Path, progress: Progress) -> int:
    """One paper; 0 when its PDF is there and no word of it is lost."""
    made = paper.with_suffix(".pdf")
    unfinished = paper.with_name(f".plenary-{paper.stem}")
    if (
        unfinished.exists()
    ):  # TeX was stopped: what it left for its next run may be cut short, which it does not survive
        for suffix in _LEFT:
            paper.with_suffix(suffix).unlink(missing_ok=True)
    unfinished.touch()
    done = _latexmk(paper)
    if not done.returncode and _bytes(made) != _bytes(target / made.name):
        done = _settle(paper)
    unfinished.unlink()
    progress.clear()
    log = paper.with_suffix(".log")
    said = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else done.stdout + done.stderr
    if done.returncode or not made.is_file():
        errors = re.findall(r"^(?:!|\S+\.(?:tex|sty):\d+:) .*", said, re.M)[:5] or said.splitlines()[-15:]
        print("\n".join([f"{paper}: ERROR: no PDF could be made; TeX says:", *errors]), file=sys.stderr)
        return 1
    part = target / f".{made.name}.part"
    shutil.copyfile(made, part)
    part.replace(target / made.name)
    lost, ugly = _LOST.findall(said), _UGLY.findall(said)
    for severity, lines in (("ERROR", lost), ("WARNING", ugly)):
        for line in lines[:10]:
            print(f"{paper}: {severity}: {line}", file=sys.stderr)
    print(target / made.name)
    return 1 if lost else 0


def _settle(paper: Path) -> subprocess.CompletedProcess[str]:
    """Run TeX until it reads what it would write.

    latexmk tells a changed file by its size and the second it was written in, so it stops too early when a short paper
    takes two passes in a second: a position in the .aux file changes, and its size does not.
    """
    for _ in range(_RUNS):
        read = _left(paper)
        done = _latexmk(paper, "-g")
        if done.returncode or read == _left(paper):
            break
    return done


def _latexmk(paper: Path, *options: str) -> subprocess.CompletedProcess[str]:
    # Of a stranger's paper TeX runs no program, reads nothing above its folder and writes nothing outside.
    command = [
        "latexmk",
        "-xelatex",
        "-no-shell-escape",
        "-interaction=nonstopmode",
        "-halt-on-error",
        "-file-line-error",
        "-silent",
    ]
    environment = {
        "max_print_line": "1000",
        **os.environ,
        "FORCE_SOURCE_DATE": "1",
        "openin_any": "p",
        "openout_any": "p",
    }
    return subprocess.run(
        [*command, *options, paper.name],
        cwd=paper.parent,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
    )


def _left(paper: Path) -> list[bytes | None]:
    return [_bytes(paper.with_suffix(suffix)) for suffix in _BETWEEN_PASSES]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
