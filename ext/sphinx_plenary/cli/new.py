"""``plenary new background-paper PP-26``: a paper that builds at once, filled from the register and earlier papers."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from sphinx_plenary.citations import date_range, plain_date
from sphinx_plenary.cli.inputs import known_conference, register_of
from sphinx_plenary.clock import today
from sphinx_plenary.drafting import Carried, Wanted, carried_over, draft, paper_named
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Conference, Fill, Organization, Paper, PaperKind
from sphinx_plenary.refused import Refused
from sphinx_plenary.register import Register
from sphinx_plenary.suggest import did_you_mean
from sphinx_plenary.writing import write_whole

# What a section takes from an earlier paper: types of items.
_TAKEN: Final = {Fill.RESOLUTIONS: ("resolution", "position"), Fill.MESSAGES: ("message",), Fill.ISSUES: ()}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", metavar="KIND", help="a kind of paper; without one, kinds are listed")
    parser.add_argument("conference", nargs="?", metavar="CONFERENCE", help="the conference it is about, as PP-26")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="the file (source/papers/CONFERENCE-KIND.md of the project)"
    )
    parser.add_argument("--organization", metavar="ORG", help="for which organization it is written, as ISOC")
    parser.add_argument(
        "--from",
        dest="origin",
        metavar="PAPER",
        help="whose texts to carry over (the last on the conference before)",
    )
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")


def run(options: argparse.Namespace) -> int:
    """0 when the paper is written, or kinds and conferences are listed."""
    if not (options.project / "conf.py").is_file():
        where = f"no conf.py in {options.project.resolve()}"
        raise Refused(f"{where}; name the project's folder with --project, or begin one: plenary start FOLDER")
    from sphinx_plenary.project import read_project, register_and_licence

    named, licence = register_and_licence(options.project)
    register = register_of(named, options.project)
    day = today()
    if options.kind is None:
        print("\n".join((*_kinds(register), *_to_come(register, day))))
        return 0
    wanted = replace(_wanted(options, register, day), licence=licence)
    name = f"{wanted.conference.id}-{wanted.kind.id}.md".lower()
    path: Path = options.output or options.project / "source" / "papers" / name
    if path.exists():
        raise Refused(f"{path} is there already and stays as it is; name another file with --output")
    if path.suffix != ".md" or not path.parent.is_dir():
        raise Refused(f"{path}: a paper ends in .md and stands in a folder that is there, such as source/papers/")
    carried = None
    carrying = any(_TAKEN.keys() & set(section.fill) for section in wanted.kind.sections)
    if options.origin and not carrying:
        raise Refused(f"no section of kind {wanted.kind.id!r} takes texts over; see 'fill' in kinds.yaml")
    if carrying:
        project = read_project(options.project, options.project / "source", options.project / "build", quiet=True)
        origin = _origin(options.origin, project.facts)
        carried = carried_over(project.facts, wanted.conference, day, origin)
    write_whole(path, draft(wanted, register, carried).encode())
    print("\n".join((f"{path}: written", *_told(carried, wanted.kind))))
    return 0


def _wanted(options: argparse.Namespace, register: Register, day: date) -> Wanted:
    kind = register.kinds.get(options.kind)
    if kind is None:
        near = did_you_mean(options.kind, register.kinds, "these are the kinds of this project")
        raise Refused(f"no kind of paper {options.kind!r}; {near}", *_kinds(register))
    if options.conference is None:
        raise Refused(f"name the conference: plenary new {kind.id} CONFERENCE", *_to_come(register, day))
    id = known_conference(options.conference, register)
    assert id is not None
    return Wanted(kind, register.conferences[id], day, _organization(options.organization, register))


def _organization(id: str | None, register: Register) -> Organization | None:
    if id and id not in register.organizations:
        near = did_you_mean(id, register.organizations, "see organizations.csv", count=3)
        raise Refused(f"no organization {id!r}; {near}")
    return register.organizations[id] if id else None


def _origin(name: str | None, facts: Facts) -> Paper | None:
    if not name:
        return None
    found = paper_named(name, facts)
    if found is None:
        known = [docname.rpartition("/")[2] for docname in facts.papers]
        raise Refused(f"no paper {name!r}; {did_you_mean(name, known, 'the papers are ' + ', '.join(known))}")
    if not any(item.type == "resolution" for item in facts.items_in(found.docname)):
        raise Refused(f"{found.path} tracks no text, so there is nothing to carry over from it")
    return found


def _kinds(register: Register) -> list[str]:
    width = max(map(len, register.kinds), default=0)
    return ["Kinds of paper:", *(f"  {kind.id:{width}}  {kind.name}" for kind in register.kinds.values())]


def _to_come(register: Register, day: date) -> list[str]:
    """The conferences that are not over, those without a date last."""
    found = [one for one in register.conferences.values() if one.end and one.end >= day]
    if not found:
        return [f"Conferences to come, as of {plain_date(day)}: none in the register; add it to conferences.csv"]
    width = max(len(one.id) for one in found)
    listed = sorted(found, key=lambda one: (one.end or date.max, one.id))
    lines = (f"  {one.id:{width}}  {one.name}{_when(one)}" for one in listed)
    return [f"Conferences to come, as of {plain_date(day)}:", *lines]


def _when(conference: Conference) -> str:
    place = ", ".join(filter(None, (conference.city, conference.country)))
    dates = date_range(conference.start, conference.end) if conference.start and conference.end else ""
    return "".join(f"; {part}" for part in (place, dates) if part)


def _told(carried: Carried | None, kind: PaperKind) -> Iterator[str]:
    """What was carried over, and what stayed behind, of what papers of the kind take."""
    fills = {what for section in kind.sections for what in section.fill}
    taken = [noun for fill, nouns in _TAKEN.items() if fill in fills for noun in nouns]
    items = Counter(item.type for item in carried.items) if carried else Counter()
    counts = [f"{items[noun]} {noun}{'s' * (items[noun] != 1)}" for noun in taken if items[noun]]
    if carried and counts:
        yield f"  carried over from {carried.paper.path}, each to be reviewed: {', '.join(counts)}"
    for noun, why in carried.left_out if carried else ():
        if noun in taken:
            yield f"  left out: {why}"
