"""``plenary cite paper.md --conference PP-22``: every instrument and document that plain prose cites."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx_plenary.citations import Grammar
from sphinx_plenary.lint import READERS, Document, Unreadable, read_document
from sphinx_plenary.model import Problem
from sphinx_plenary.register import Register, load_register
from sphinx_plenary.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Mention:
    """What is printed of a mention; ``unsure`` says what an ambiguous one may be."""

    path: str
    line: int
    column: int
    start: int
    end: int
    text: str
    ids: tuple[str, ...]
    unsure: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help=f"a text: {', '.join(READERS)}")
    parser.add_argument("--conference", metavar="ID", help="the conference that the texts are about, such as PP-22")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="what to print (text)")
    parser.add_argument("--register", type=Path, default=Path("data"), help="folder of the register (data)")


def run(options: argparse.Namespace) -> int:
    register, faults = load_register(options.register.resolve(), Path.cwd())
    if faults:
        return _refuse(f"the register has {len(faults)} fault(s); see: plenary register {options.register}")
    body, year = None, None
    if options.conference:
        conference = register.conferences.get(options.conference)
        if conference is None:
            near = did_you_mean(options.conference, register.conferences, "see conferences.csv", count=3)
            return _refuse(f"no conference {options.conference!r}; {near}")
        body, year = conference.body or None, _year_of(register, conference.body, conference.id)
    documents, problems = read_all(options.files)
    if problems:
        return _refuse(*(f"{problem.origin.path}: {problem.text}" for problem in problems))
    grammar = Grammar.of(register.bodies)
    found = [mention for document in documents for mention in mentions(grammar, document, body, year)]
    if options.format == "json":
        names = ("path", "line", "column", "start", "end", "text", "ids")
        print(json.dumps([{name: getattr(one, name) for name in names} for one in found], indent=2, ensure_ascii=False))
    else:
        for one in found:
            told = "; ".join(filter(None, (", ".join(one.ids), one.unsure)))
            print(f"{one.path}:{one.line}:{one.column}: {' '.join(one.text.split())}: {told}")
    return 0


def read_all(paths: Iterable[Path]) -> tuple[list[Document], list[Problem]]:
    """The documents that can be read, and a problem for each that cannot."""
    documents, problems = [], []
    for path in paths:
        try:
            documents.append(read_document(path, str(path)))
        except Unreadable as error:
            problems.append(error.problem)
    return documents, problems


def mentions(grammar: Grammar, document: Document, body: str | None, year: int | None) -> Iterator[Mention]:
    """Instruments and documents, in the order of the text."""
    found: list[tuple[int, int, str, tuple[str, ...], str]] = []
    for cited in grammar.find(document.plain, body, year):
        unsure = [f"{one.number} may be {_either(one.candidates)}" for one in cited.numbers if one.ambiguous]
        found.append((cited.start, cited.end, cited.text, cited.ids, "; ".join(unsure)))
    found += [(one.start, one.end, one.text, (one.id,), "") for one in grammar.find_documents(document.plain)]
    for start, end, words, ids, told in sorted(found):
        place = document.place(start)
        yield Mention(document.name, place.line, place.column, start, end, words, ids, told)


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _year_of(register: Register, body: str, conference: str) -> int | None:
    """The year under which texts of that conference are cited."""
    meetings = register.bodies[body].meetings if body in register.bodies else ()
    return next((meeting.year for meeting in meetings if meeting.conference == conference), None)


def _refuse(*lines: str) -> int:
    for line in lines:
        print(f"plenary: {line}", file=sys.stderr)
    return 2
