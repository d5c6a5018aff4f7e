"""``plenary changes PAPER [OLD] [NEW]``: what changed in a paper since an edition, or between two."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_plenary.editions import Edition, Editions, changes, read_body
from sphinx_plenary.editions.told import as_json, as_text, label
from sphinx_plenary.refused import Refused
from sphinx_plenary.suggest import did_you_mean
from sphinx_plenary.writing import write_whole

if TYPE_CHECKING:
    from sphinx_plenary.project import Working


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", metavar="PAPER", help="the paper: its file, or the name of its file or page")
    parser.add_argument("old", nargs="?", metavar="OLD", help="a released version (the newest edition)")
    parser.add_argument("new", nargs="?", metavar="NEW", help="another (the paper as it now stands)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for people or for programs (text)")
    parser.add_argument(
        "--docx", type=Path, metavar="FILE", help="write a Word file with tracked changes, to accept or reject"
    )
    parser.add_argument("--author", metavar="NAME", help="who made the tracked changes (the project's author)")
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")


def run(options: argparse.Namespace) -> int:
    """0, whether or not something changed."""
    project: Path = options.project
    if not (project / "conf.py").is_file():
        raise Refused(f"no conf.py in {project.resolve()}; name the project's folder with --project")
    from sphinx_plenary.project import read_working

    working = read_working(project, project / "source", project / "build", options.paper)
    docname, editions = working.paper.docname, working.editions
    if not editions.of_paper(docname):
        raise Refused(f"{working.paper.path} has no edition yet; see: plenary release")
    old = _edition(editions, docname, options.old) if options.old else editions.newest(docname)
    new = _edition(editions, docname, options.new) if options.new else working.edition
    assert old is not None
    if options.docx:
        _write(options.docx, project, working, old, new, options.author)
        return 0
    found = changes(old, new)
    register = working.facts.register
    print(as_json(found) if options.format == "json" else "\n".join(as_text(found, register)))
    return 0


def _write(path: Path, project: Path, working: Working, old: Edition, new: Edition, author: str | None) -> None:
    from sphinx_plenary.project import author_of
    from sphinx_plenary.word.tracked import Text, tracked

    if path.suffix.lower() != ".docx":
        raise Refused(f"{path} is no name of a Word file; let it end with .docx")
    if not path.parent.is_dir():
        raise Refused(f"there is no folder {path.parent}; make it first")
    bodies = [read_body(one, project) if one.path else working.body for one in (old, new)]
    made = tracked(Text(old, bodies[0]), Text(new, bodies[1]), author or author_of(project), working.paper.language)
    write_whole(path, made)
    print(f"{path}: {new.title}, from {label(old)} to {label(new)}, with tracked changes")


def _edition(editions: Editions, docname: str, version: str) -> Edition:
    if found := editions.find(docname, version):
        return found
    known = [one.version for one in editions.of_paper(docname)]
    raise Refused(f"no edition {version!r}; {did_you_mean(version, known, 'there are ' + ', '.join(known))}")
