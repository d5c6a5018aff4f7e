"""``plenary release PAPER``: freeze a final paper as an edition that stays readable and comparable."""

from __future__ import annotations

import argparse
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sphinx_plenary.citations import plain_date
from sphinx_plenary.clock import today
from sphinx_plenary.editions import changes, written
from sphinx_plenary.editions.edition import FOLDER, VERSION
from sphinx_plenary.editions.told import first_words, in_short
from sphinx_plenary.model import Severity, Status
from sphinx_plenary.refused import Refused
from sphinx_plenary.register import own_folder
from sphinx_plenary.writing import write_all

# How many findings a refusal shows.
_SHOWN: Final = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", metavar="PAPER", help="the paper: its file, or the name of its file or page")
    parser.add_argument("--tag", metavar="NAME", help="the tag to propose instead of PAPER-VERSION")
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")


def run(options: argparse.Namespace) -> int:
    """0 when the edition is written; nothing is written otherwise."""
    project: Path = options.project
    if not (project / "conf.py").is_file():
        raise Refused(f"no conf.py in {project.resolve()}; name the project's folder with --project")
    from sphinx_plenary.project import Working, read_working, register_and_licence

    working: Working = read_working(project, project / "source", project / "build", options.paper)
    place = own_folder(register_and_licence(project)[0], project) / FOLDER / working.edition.name
    reasons = [*_of_paper(working), *_of_files(project, working.inputs, place)]
    if reasons:
        raise Refused(f"{working.paper.path} is not released:", *(f"  {reason}" for reason in reasons))
    edition = working.edition
    record, body = written(edition, working.body)
    files = {place / f"{edition.version}.html": body, place / f"{edition.version}.json": record}
    taken = [str(path) for path in files if path.exists()]
    if taken:
        raise Refused(f"{', '.join(taken)} is there already; an edition is never overwritten")
    try:
        place.mkdir(parents=True, exist_ok=True)
        write_all(files)
    except OSError as error:
        raise Refused(f"{error.filename or place}: cannot be written ({error.strerror})") from None
    before = working.editions.newest(edition.docname)
    print(f"{working.paper.path}: edition {edition.version} released, as of {plain_date(edition.date)}")
    print(f"  {in_short(changes(before, edition)) if before else first_words(edition)}")
    tag = options.tag or f"{edition.name}-{edition.version}"
    print(
        "\n".join(
            ("", f"Proposed tag: {tag}", "To keep it:", *_commands(tag, edition.title, edition.version, list(files)))
        )
    )
    return 0


def _of_paper(working: object) -> Iterator[str]:
    """Why a paper is not fit to be released."""
    from sphinx_plenary.project import Working

    assert isinstance(working, Working)
    paper, edition = working.paper, working.edition
    if paper.status is not Status.FINAL:
        yield f"its status is {paper.status.value!r}; only a final paper is released: write 'status: final'"
    if paper.embargo and paper.embargo > today():
        yield f"it is under embargo until {plain_date(paper.embargo)}; release it on that day, or take the embargo out"
    if not VERSION.fullmatch(edition.version):
        yield f"its version is {edition.version!r}, which cannot be the name of a file; write it like '1.0'"
    if found := working.editions.find(edition.docname, edition.version):
        yield f"version {edition.version} was released, see {found.path}; raise 'version' in its front matter"
    errors = [one for one in working.found if one.severity is Severity.ERROR]
    if errors:
        yield f"the rules find {len(errors)} error{'s' * (len(errors) != 1)} in it:"
        yield from (f"  {one.problem.origin}: {one.text}" for one in errors[:_SHOWN])
    if len(errors) > _SHOWN:
        yield f"  and {len(errors) - _SHOWN} more; see: plenary check"


def _of_files(project: Path, inputs: Sequence[str], place: Path) -> Iterator[str]:
    """What of its files version control does not have yet; nothing where there is none."""
    try:
        done = subprocess.run(
            ["git", "status", "--porcelain", "--", *inputs, str(place.resolve())],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:  # no git
        return
    changed = [line[3:] for line in done.stdout.splitlines()] if done.returncode == 0 else []
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        fix = "commit first, so that the edition can be built again"
        yield f"not committed: {', '.join(changed[:_SHOWN])}{more}; {fix}"


def _commands(tag: str, title: str, version: str, files: Sequence[Path]) -> list[str]:
    message = shlex.quote(f"{title}, edition {version}")
    return [
        f"  git add {' '.join(shlex.quote(str(path)) for path in files)}",
        f"  git commit -m {message}",
        f"  git tag -a {shlex.quote(tag)} -m {message}",
    ]
