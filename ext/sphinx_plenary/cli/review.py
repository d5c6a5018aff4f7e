"""``plenary review pp-22-background-paper MSG-ONE``: write down against what items were reviewed today."""

from __future__ import annotations

import argparse
import sys
from difflib import unified_diff
from pathlib import Path

from sphinx_plenary.drafting import paper_named
from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Unreadable
from sphinx_plenary.model import Item, Paper
from sphinx_plenary.refused import Refused
from sphinx_plenary.reviewing import reviewed_text, to_review
from sphinx_plenary.suggest import did_you_mean
from sphinx_plenary.writing import write_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", metavar="PAPER", help="the paper, as pp-22-background-paper or its path")
    parser.add_argument("ids", nargs="*", metavar="ID", help="the messages, positions and texts that were reviewed")
    parser.add_argument("--all", action="store_true", help="all of the paper; without ID and --all they are listed")
    parser.add_argument("--diff", action="store_true", help="show what would change, and change nothing")
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")


def run(options: argparse.Namespace) -> int:
    """0 when it is written, or items are listed."""
    if not (options.project / "conf.py").is_file():
        raise Refused(f"no conf.py in {options.project.resolve()}; name the project's folder with --project")
    from sphinx_plenary.project import read_project

    build = options.project / "build"
    # An author reviews what is internal too; nothing is published here.
    facts = read_project(options.project, options.project / "source", build, "internal").facts
    paper = _paper(options.paper, facts)
    there = to_review(facts, paper.docname)
    if not options.ids and not options.all:
        print(f"{paper.path}: name what was reviewed, or --all:")
        print("\n".join(f"  {item.id}  {_when(item)}" for item in there) or "  nothing takes a position")
        return 0
    items = there if options.all else [_item(id, paper, facts) for id in dict.fromkeys(options.ids)]
    _write(options.project, items, facts, diff=options.diff)
    return 0


def _paper(name: str, facts: Facts) -> Paper:
    found = paper_named(name, facts)
    if found is None:
        known = [docname.rpartition("/")[2] for docname in facts.papers]
        raise Refused(f"no paper {name!r}; {did_you_mean(name, known, 'the papers are ' + ', '.join(known))}")
    return found


def _item(id: str, paper: Paper, facts: Facts) -> Item:
    known = {item.id: item for item in to_review(facts, paper.docname)}
    if id not in known:
        near = did_you_mean(id, known, "see: plenary review " + paper.docname.rpartition("/")[2])
        raise Refused(f"{paper.path} has no message, position or text with a position {id!r}; {near}")
    return known[id]


def _when(item: Item) -> str:
    if item.carried_from:
        return f"carried over from {item.carried_from}"
    written = item.fields.get("reviewed", "")
    return f"against {written}" if written else "not yet"


def _write(project: Path, items: list[Item], facts: Facts, *, diff: bool) -> None:
    """Each file once; none where one cannot be read."""
    files = {path: [item for item in items if item.origin.path == path] for path in _paths(items)}
    try:
        texts = {path: reviewed_text(project / path, path, own, facts) for path, own in files.items()}
        if not diff:
            write_all({project / path: data for path, (_, data, count) in texts.items() if count})
    except Unreadable as error:
        raise Refused(f"{error.problem.origin.path}: {error.problem.text}") from None
    except OSError as error:
        raise Refused(f"{error.filename}: cannot be written ({error.strerror}); nothing was changed") from None
    for path, (before, data, count) in texts.items():
        if diff:
            after = data.decode("utf-8", "replace")
            sys.stdout.writelines(unified_diff(before.splitlines(True), after.splitlines(True), path, path))
        else:
            same = len(files[path]) - count
            print(f"{path}: {count} written" + f", {same} as before" * bool(same))


def _paths(items: list[Item]) -> list[str]:
    return sorted({item.origin.path for item in items})
