"""``plenary status``: how each paper stands, and until when it is under embargo; a table, or JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sphinx_plenary.citations import plain_date
from sphinx_plenary.cli.inputs import day_of
from sphinx_plenary.clock import today
from sphinx_plenary.counts import Standing, standings
from sphinx_plenary.drafting import paper_named
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Paper, Severity
from sphinx_plenary.refused import Refused
from sphinx_plenary.suggest import did_you_mean

_HEADS: Final = ("paper", "status", "errors", "warnings", "remarks", "suspect", "unreviewed", "overdue", "unconfirmed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("papers", nargs="*", metavar="PAPER", help="only these, as pp-22-background-paper or a path")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="a table, or JSON (text)")
    parser.add_argument(
        "--date",
        metavar="DATE",
        type=day_of,
        help="the day on which embargoes are judged (SOURCE_DATE_EPOCH, else today)",
    )
    parser.add_argument("--audience", choices=("public", "internal"), default="", help="for whom (as conf.py says)")
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")


def run(options: argparse.Namespace) -> int:
    """0, whatever the counts: who wants to be stopped runs ``plenary check``."""
    if not (options.project / "conf.py").is_file():
        raise Refused(f"no conf.py in {options.project.resolve()}; name the project's folder with --project")
    from sphinx_plenary.project import read_project

    source, build = options.project / "source", options.project / "build"
    project = read_project(options.project, source, build, options.audience, count=True, everything=True)
    papers = _papers(options.papers, project.facts)
    day = options.date or today()
    found = list(standings(papers, project.facts, project.found, project.unconfirmed, day))
    if options.format == "json":
        print(json.dumps({"day": day.isoformat(), "papers": [_told(one) for one in found]}, indent=2))
    else:
        print(_table(found))
    return 0


def _papers(names: Sequence[str], facts: Facts) -> list[Paper]:
    """Those named, in the order of the project; all where none is."""
    wanted = set()
    for name in names:
        paper = paper_named(name, facts)
        if paper is None:
            known = [docname.rpartition("/")[2] for docname in facts.papers]
            raise Refused(f"no paper {name!r}; {did_you_mean(name, known, 'the papers are ' + ', '.join(known))}")
        wanted.add(paper.docname)
    return [paper for docname, paper in sorted(facts.papers.items()) if not names or docname in wanted]


def _told(one: Standing) -> dict[str, Any]:
    paper = one.paper
    return {
        "paper": paper.docname,
        "path": paper.path,
        "title": paper.title,
        "kind": paper.kind,
        "conference": paper.conference,
        "status": paper.status.value,
        "version": paper.version,
        "embargo": one.embargo.isoformat() if one.embargo else "",
        "date": paper.date.isoformat(),
        "internal": paper.internal,
        "errors": one.findings.get(Severity.ERROR, 0),
        "warnings": one.findings.get(Severity.WARNING, 0),
        "remarks": one.findings.get(Severity.REMARK, 0),
        "suspect": one.suspects,
        "unreviewed": one.unreviewed,
        "overdue": one.overdue,
        "unconfirmed": one.unconfirmed,
    }


def _table(found: Sequence[Standing]) -> str:
    """A line for each paper; nothing stands where nothing is counted, so that what is counted is seen."""
    if not found:
        return "No paper."
    rows = [_HEADS, *(_cells(one) for one in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _cells(one: Standing) -> tuple[str, ...]:
    told = _told(one)
    status = f"{told['status']} {told['version']}" + ", internal" * told["internal"]
    if one.embargo:
        status += f", embargo until {plain_date(one.embargo)}"
    return (one.paper.docname, status, *(str(told[head] or "·") for head in _HEADS[2:]))
