"""``plenary verify SITE``: hold a published folder or address to its manifest; with ``--rebuild`` build it again."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sphinx_plenary.manifest import MANIFEST, SUMS, Published, check, digests, short
from sphinx_plenary.manifest.check import read_manifest
from sphinx_plenary.progress import Progress
from sphinx_plenary.refused import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", metavar="SITE", help="a folder, or an address such as https://example.org/papers/")
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="build the site again from the commit that its manifest names, and compare every byte",
    )
    where = "a clone of the papers' repository, for --rebuild (here)"
    parser.add_argument("--repository", type=Path, default=Path(), metavar="FOLDER", help=where)
    parser.add_argument("--command", default="make papers", metavar="WORDS", help="what builds it there (make papers)")
    parser.add_argument("--site", default="build/site", metavar="FOLDER", help="where that puts it (build/site)")


def run(options: argparse.Namespace) -> int:
    published = Published(options.place)
    manifest = read_manifest(published)
    outputs, inputs = manifest["outputs"]["files"], manifest["inputs"]
    with Progress() as progress:
        wrong = list(check(published, manifest, lambda name: progress.show(f"holding to the manifest: {name}")))
    for line in wrong:
        print(line)
    if not wrong:
        print(
            f"All {len(outputs)} files are as {MANIFEST} says; inputs {short(inputs['digest'])}, {_source(manifest)}."
        )
    if options.rebuild:
        rebuilt = _rebuilt(manifest, options)
        wrong += rebuilt
        for line in rebuilt:
            print(line)
        if not rebuilt:
            print(f"Built again from commit {manifest['commit'][:12]}: all {len(outputs)} files are the same.")
    return 1 if wrong else 0


def _source(manifest: dict[str, Any]) -> str:
    commit = manifest.get("commit")
    if not commit:
        return "from files that were in no repository"
    changed = " and changes that were not committed" if manifest.get("changed") else ""
    return f"from commit {commit[:12]}{changed}"


def _rebuilt(manifest: dict[str, Any], options: argparse.Namespace) -> list[str]:
    """What differs when the site is built again, a line each. Raises ``Refused`` where that cannot be done."""
    commit = str(manifest.get("commit") or "")
    if not commit or not commit.isalnum():
        raise Refused("the manifest names no commit; nothing to build again from")
    with tempfile.TemporaryDirectory() as place, Progress() as progress:
        progress.show(f"building commit {commit[:12]} again")
        clone = Path(place, "clone")
        _run(["git", "clone", "-q", "--no-checkout", str(options.repository.resolve()), str(clone)], Path())
        _run(["git", "checkout", "-q", "--detach", commit], clone)
        _run(options.command.split(), clone, SOURCE_DATE_EPOCH=str(int(manifest["epoch"])))
        found = digests(clone / options.site, (MANIFEST, SUMS))
    outputs: dict[str, str] = manifest["outputs"]["files"]
    names = sorted(found.keys() | outputs.keys())
    return [
        f"{name}: {_how(outputs.get(name), found.get(name))}" for name in names if outputs.get(name) != found.get(name)
    ]


def _how(published: str | None, built: str | None) -> str:
    if published is None:
        return "built again, but not published"
    return "differs from what was built again" if built else "published, but not built again"


def _run(command: Sequence[str], folder: Path, **environment: str) -> None:
    """A step of building again; what it says is shown only where it fails."""
    program = shutil.which(command[0])
    if program is None:
        raise Refused(f"to build again takes the program {command[0]!r}, which is not here")
    kept = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "PYTHONPATH")}
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, env={**kept, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print("\n".join([*done.stdout.splitlines()[-10:], *done.stderr.splitlines()[-10:]]), file=sys.stderr)
        raise Refused(f"`{' '.join(command)}` failed; what it said stands above")
