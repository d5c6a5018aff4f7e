"""``plenary lint paper.docx --conference PP-22``: what is wrong in any text."""

from __future__ import annotations

import argparse
import sys

from sphinx_plenary.cli.inputs import (
    add_files,
    add_register,
    day_of,
    known_conference,
    read_all,
    register_of,
    tell,
)
from sphinx_plenary.gather import gather
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Severity
from sphinx_plenary.reports import FORMATS, Entry, entry, write
from sphinx_plenary.rules import RULES, Finding, findings, selected, wrong_codes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument("--date", metavar="DATE", type=day_of, help="the day as of which they speak, as 2022-09-08")
    add_findings(parser)
    add_register(parser)


def add_findings(parser: argparse.ArgumentParser) -> None:
    """What is asked of any report of findings."""
    parser.add_argument(
        "--select", metavar="CODES", type=codes_of, default=(), help="only these rules or families, as in R101,R3"
    )
    parser.add_argument("--errors", action="store_true", help="show errors alone, and count the rest")
    parser.add_argument("--strict", action="store_true", help="end with 1 for warnings too")
    parser.add_argument("--format", choices=FORMATS, default="text", help="what to print (text)")


def codes_of(text: str) -> tuple[str, ...]:
    """``R101, r3`` -> the codes or families."""
    codes = tuple(code.strip().upper() for code in text.split(",") if code.strip())
    if wrong := wrong_codes(codes):
        raise argparse.ArgumentTypeError("; ".join(wrong))
    return codes


def run(options: argparse.Namespace) -> int:
    register = register_of(options.register)
    conference = known_conference(options.conference, register)
    documents, refused = read_all(options.files)
    gathered = gather(documents, register, conference, options.date)
    for guess in gathered.guesses:
        print(f"plenary: {guess}", file=sys.stderr)
    found = list(findings(gathered.facts, selected(options.select), options.select))
    by_name = {document.name: document for document in documents}
    shown = of_weight(found, options.errors)
    report([_entry(finding, by_name.get(finding.problem.origin.path)) for finding in shown], options.format)
    tell(refused)
    return 2 if refused else status(found, options.strict)


def of_weight(found: list[Finding], errors: bool) -> list[Finding]:
    """All, or the ``errors`` alone; how many others there are is said beside the report."""
    shown = [finding for finding in found if finding.severity is Severity.ERROR or not errors]
    if left := len(found) - len(shown):
        what = "1 warning or remark is" if left == 1 else f"{left:,} warnings and remarks are"
        print(f"plenary: {what} not shown; leave out --errors to see all", file=sys.stderr)
    return shown


def report(entries: list[Entry], format: str) -> None:
    write(entries, sys.stdout, format, {rule.code: rule.doc for rule in RULES})


def status(found: list[Finding], strict: bool) -> int:
    """1 for errors; with ``strict`` for warnings too, but never for remarks."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(finding.severity in bad for finding in found) else 0


def _entry(finding: Finding, document: Document | None) -> Entry:
    place = finding.problem.origin
    for anchor in document.places if document else ():
        if (anchor.line, anchor.page or 0) == (place.line, place.page):
            assert document
            span = document.line_of(anchor.offset)
            words = document.text[span.start : span.end]
            break
    else:
        words = ""
    return entry(finding, lambda _path, _line: words)
