"""``plenary comments reviewed.docx``: what reviewers wrote into a Word file, by line of the source."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from sphinx_plenary.comments import Found, Source, matched, read
from sphinx_plenary.comments.told import as_json, as_text
from sphinx_plenary.lint import Unreadable, read_document
from sphinx_plenary.refused import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a Word file that came back")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for people or for programs (text)")
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")


def run(options: argparse.Namespace) -> int:
    """0, however much was said; 2 where a file cannot be read."""
    project: Path = options.project
    if not (project / "source").is_dir():
        raise Refused(f"no folder 'source' in {project.resolve()}; name the project's folder with --project")
    sources = _sources(project)
    found: list[Found] = []
    refused: list[str] = []
    for path in options.files:
        try:
            found += matched(read(path, str(path)), sources)
        except Unreadable as error:
            refused.append(f"{error.problem.origin.path}: {error.problem.text}")
    if options.format == "json":
        print(as_json(found))
    else:
        print("\n".join(as_text(found)) if found else "No comment and no tracked change.", end="\n")
        _count(found)
    for line in refused:
        print(f"plenary: {line}", file=sys.stderr)
    return 2 if refused else 0


def _sources(project: Path) -> dict[str, Source]:
    """The papers' files by the path that messages show; one that cannot be read is left to ``plenary check``."""
    found: dict[str, Source] = {}
    for path in sorted((project / "source").rglob("*.md")):
        name = path.relative_to(project).as_posix()
        try:
            found[name] = Source(read_document(path, name))
        except Unreadable as error:
            print(f"plenary: {error.problem.origin.path}: {error.problem.text}", file=sys.stderr)
    return found


def _count(found: Iterable[Found]) -> None:
    lost = sum(not one.path for one in found)
    if lost:
        print(f"plenary: {lost} of these stand in no paper of the project", file=sys.stderr)
