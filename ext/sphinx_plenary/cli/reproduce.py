"""``plenary reproduce``: build the project twice under other circumstances, and say of each file what differs."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from sphinx_plenary.manifest import compare, digests
from sphinx_plenary.manifest.twice import build_in, circumstances
from sphinx_plenary.progress import Progress
from sphinx_plenary.refused import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")
    parser.add_argument("--command", action="append", metavar="WORDS", help="what builds it (make papers)")
    said = "another command, which needs the machine's own clock; it runs after the others"
    parser.add_argument("--with-clock", action="append", default=[], metavar="WORDS", help=said)
    parser.add_argument(
        "--compare", action="append", metavar="FOLDER", help="what is compared afterwards (build/site); may be repeated"
    )


def run(options: argparse.Namespace) -> int:
    project: Path = options.project.resolve()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdecimal() else int(time.time())
    commands = [*(options.command or ["make papers"]), *options.with_clock]
    one, other, not_varied = circumstances(Path(sys.executable))
    with tempfile.TemporaryDirectory() as place:
        folders = []
        for name, around in (("First", one), ("Second", other)):
            print(f"{name} build: {around}", flush=True)
            with Progress() as progress:
                progress.show(f"running {' and '.join(commands)}")
                folders.append(build_in(project, Path(place), around, commands, options.with_clock, seconds))
        if not_varied:
            print(f"Not varied here: {'; '.join(not_varied)}.")
        differing = sum(_tell(folder, *folders) for folder in options.compare or ["build/site"])
    return 1 if differing else 0


def _tell(folder: str, one: Path, other: Path) -> int:
    """How many files of a folder differ; each is named, with how."""
    files = digests(one / folder)
    if not files:
        raise Refused(f"the build left nothing in {folder}")
    found = list(compare(one / folder, other / folder))
    for name, lines in found:
        print(f"{folder}/{name}: differs")
        print("\n".join(f"    {line}" for line in lines))
    print(f"{folder}: {len(files)} files, {f'{len(found)} differ' if found else 'all the same in both builds'}")
    return len(found)
