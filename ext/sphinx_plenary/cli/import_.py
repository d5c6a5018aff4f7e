"""``plenary import matrix.xlsx``: what a colleague changed in an export, and with ``--apply`` the register with it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sphinx_plenary.cli.inputs import add_register, own, register_of
from sphinx_plenary.imports import Change, Judged, NoExport, Review, counted, judged, read_workbook, review
from sphinx_plenary.lint import Unreadable
from sphinx_plenary.lint.files import MAX_PACKED, read_bytes
from sphinx_plenary.refused import Refused
from sphinx_plenary.writing import write_all

_ADVICE: Final = "Where the words changed, see that the source still says so: source and certainty are as they were."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="an .xlsx that plenary export wrote and somebody edited"
    )
    parser.add_argument("--apply", action="store_true", help="write the changes to the register")
    add_register(parser)


def run(options: argparse.Namespace) -> int:
    """0 when all is in the register, 1 when something is to be written or decided."""
    name = str(options.file)
    try:
        pages = read_workbook(read_bytes(options.file, name, MAX_PACKED, ".xlsx"), name)
    except Unreadable as error:
        raise Refused(f"{name}: {error.problem.text}") from None
    register = register_of(own(options.register))
    try:
        found = review(pages, register)
    except NoExport as error:
        raise Refused(f"{name}: {error}; export again, and put the changes into the new file") from None
    result = judged(found.changes, options.register.resolve(), Path.cwd(), found.conference, found.edition)
    troubles = sorted([*found.troubles, *result.troubles])
    print("\n".join(_told(found, result)))
    for trouble in troubles:
        print(f"{trouble.place}: {trouble.what}; {trouble.fix}")
    if result.changes and options.apply:
        try:
            write_all(result.files)
        except OSError as error:
            raise Refused(f"the register cannot be written ({error.strerror}); it is as it was") from None
    print(_summary(result.changes, len(troubles), options.apply, name))
    return 1 if troubles or (result.changes and not options.apply) else 0


def _told(found: Review, result: Judged) -> Iterator[str]:
    yield f"{found.conference}, {found.edition} edition as of {found.as_of}"
    yield ""
    last = ""
    for change in result.changes:
        if change.about != last:
            yield f"{change.about} ({change.origin})"
            last = change.about
        yield f"  {change.head}"
        yield from _sided("-", change.before)
        yield from _sided("+", change.after)
    if result.changes:
        yield ""
        if any(change.column not in {"source", "confidence"} for change in result.changes):
            yield _ADVICE
            yield ""
    yield from found.notes


def _sided(sign: str, text: str) -> Iterator[str]:
    yield from (f"  {sign} {line}" for line in text.split("\n") if text)


def _summary(changes: Sequence[Change], troubles: int, applied: bool, name: str) -> str:
    records = len({change.origin for change in changes})
    cells = f"{counted(len(changes), 'cell')} of {counted(records, 'record')}"
    said = f"{cells} {'written' if applied else 'changed'}" if changes else "Nothing to write"
    rest = f", {counted(troubles, 'thing')} not written" if troubles else ""
    how = f"; to write: plenary import {name} --apply" if changes and not applied else ""
    return f"{said}{rest}{how}."
