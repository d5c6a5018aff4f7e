"""``plenary cite paper.md --conference PP-22``: every instrument and document that plain prose cites."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_plenary.citations import Grammar
from sphinx_plenary.cli.inputs import add_files, add_register, known_conference, read_all, register_of, tell
from sphinx_plenary.lint import Document
from sphinx_plenary.register import Register


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
    add_files(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="what to print (text)")
    add_register(parser)


def run(options: argparse.Namespace) -> int:
    register = register_of(options.register)
    body, year = None, None
    if id := known_conference(options.conference, register):
        conference = register.conferences[id]
        body, year = conference.body or None, _year_of(register, conference.body, conference.id)
    documents, refused = read_all(options.files)
    grammar = Grammar.of(register.bodies)
    found = [mention for document in documents for mention in mentions(grammar, document, body, year)]
    if options.format == "json":
        names = ("path", "line", "column", "start", "end", "text", "ids")
        print(json.dumps([{name: getattr(one, name) for name in names} for one in found], indent=2, ensure_ascii=False))
    else:
        for one in found:
            told = "; ".join(filter(None, (", ".join(one.ids), one.unsure)))
            print(f"{one.path}:{one.line}:{one.column}: {' '.join(one.text.split())}: {told}")
    tell(refused)
    return 2 if refused else 0


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
