"""``plenary export PP-22 --format xlsx``: the matrix of a conference as a file."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from sphinx_plenary.citations import plain_date
from sphinx_plenary.cli.inputs import add_register, day_of, known_conference, register_of
from sphinx_plenary.exports import FORMATS, file_name, meta_of
from sphinx_plenary.facts import Facts
from sphinx_plenary.matrix import EDITIONS, build_matrix
from sphinx_plenary.model import Paper
from sphinx_plenary.refused import Refused
from sphinx_plenary.translation import english
from sphinx_plenary.writing import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("conference", metavar="CONFERENCE", help="the conference, such as PP-22")
    parser.add_argument("--format", choices=tuple(FORMATS), default="xlsx", help="what to write (xlsx)")
    parser.add_argument("--edition", choices=EDITIONS, default="issues", help="what is proposed, or what was decided")
    parser.add_argument("--as-of", metavar="DATE", type=day_of, help="leave out what was not yet known, as 2022-09-16")
    where = "where to write it (PP-22-issues-matrix.xlsx); - for standard output"
    parser.add_argument("--output", metavar="FILE", type=Path, help=where)
    parser.add_argument(
        "--project",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="where conf.py is: what its papers say counts (here)",
    )
    parser.add_argument("--audience", choices=("public", "internal"), default="", help="for whom (as conf.py says)")
    add_register(parser, None)


def run(options: argparse.Namespace) -> int:
    facts, licence, site = _facts(options)
    conference = known_conference(options.conference, facts.register)
    assert conference
    paper = _paper(facts, conference, options.edition)
    day = options.as_of or (paper.as_of or paper.date if paper else _today())
    with english():  # what `plenary import` reads, as the downloads of a site are
        matrix = build_matrix(facts, conference, options.edition, day)
        meta = meta_of(facts.register, matrix, paper, licence=licence, site_url=site)
        data = FORMATS[options.format](matrix, meta)
    path = options.output or Path(f"{file_name(matrix)}.{options.format}")
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        return 0
    try:
        write_whole(path, data)
    except OSError as error:
        raise Refused(f"{path}: cannot be written ({error.strerror})") from None
    rows = list(matrix.rows())
    contributions = sum(len(row.contributions) for row in rows)
    print(f"{path}: {len(rows)} rows, {contributions} contributions, as of {plain_date(day)}")
    return 0


def _facts(options: argparse.Namespace) -> tuple[Facts, str, str]:
    """The facts, the licence and the address of the site: of a project, or of a register alone."""
    if options.register is None and (options.project / "conf.py").is_file():
        from sphinx_plenary.project import read_project

        project = read_project(options.project, options.project / "source", options.project / "build", options.audience)
        return project.facts, project.licence, project.site_url
    return Facts(register=register_of(options.register or options.project / "data")), "", ""


def _paper(facts: Facts, conference: str, edition: str) -> Paper | None:
    """The latest paper that is this matrix."""
    found = [
        paper for paper in facts.papers.values() if paper.kind == f"{edition}-matrix" and paper.conference == conference
    ]
    return max(found, key=lambda paper: (paper.date, paper.docname), default=None)


def _today() -> date:
    """Where nothing says as of when: the day that builds take, or the clock's."""
    if (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    today = datetime.now(UTC).date()
    print(f"plenary: as of {plain_date(today)}; name another day with --as-of", file=sys.stderr)
    return today
