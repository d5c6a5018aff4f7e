"""``plenary check``: all papers of a project against each other and the register, as every build does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sphinx_plenary.cli.lint import add_findings, of_weight, report, status
from sphinx_plenary.refused import Refused
from sphinx_plenary.reports import entry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")
    parser.add_argument("--source", type=Path, metavar="FOLDER", help="where the papers are (source/ of the project)")
    parser.add_argument("--build", type=Path, metavar="FOLDER", help="what is kept between checks (build/)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many papers to read side by side (1)")
    parser.add_argument("--audience", choices=("public", "internal"), default="", help="for whom (as conf.py says)")
    add_findings(parser)


def run(options: argparse.Namespace) -> int:
    if not (options.project / "conf.py").is_file():
        raise Refused(f"no conf.py in {options.project.resolve()}; name the project's folder with --project")
    from sphinx_plenary.project import check_project

    found, sound = check_project(
        options.project,
        options.source or options.project / "source",
        options.build or options.project / "build",
        strict=options.strict,
        jobs=options.jobs,
        codes=options.select,
        audience=options.audience,
    )
    source_line = _reader(options.project)
    report([entry(finding, source_line) for finding in of_weight(found, options.errors)], options.format)
    return status(found, options.strict) or (0 if sound else 1)


def _reader(project: Path) -> Callable[[str, int], str]:
    """The lines of the project's files, each file read once."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            return (project / path).read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return []

    return lambda path, line: lines(path)[line - 1] if 0 < line <= len(lines(path)) else ""
