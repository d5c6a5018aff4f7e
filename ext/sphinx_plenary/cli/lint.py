"""``plenary lint paper.docx --conference PP-22``: what is wrong with the citations in any text."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sphinx_plenary.citations import plain_date
from sphinx_plenary.cli.cite import read_all
from sphinx_plenary.cli.in_force import day_of
from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import READERS, Document
from sphinx_plenary.lint.cited import ProseReader
from sphinx_plenary.model import Citation, Conference, Paper, Severity, Status
from sphinx_plenary.register import Register, load_register
from sphinx_plenary.reports import FORMATS, Entry, entry, write
from sphinx_plenary.rules import RULES, Finding, findings
from sphinx_plenary.suggest import did_you_mean


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help=f"a text: {', '.join(READERS)}")
    parser.add_argument("--conference", metavar="ID", help="the conference that the texts are about, such as PP-22")
    parser.add_argument("--date", metavar="DATE", type=day_of, help="the day as of which they speak, as 2022-09-08")
    parser.add_argument("--select", metavar="CODES", help="only these rules or families, as in R101,R3")
    parser.add_argument("--strict", action="store_true", help="end with 1 for warnings too")
    parser.add_argument("--format", choices=FORMATS, default="text", help="what to print (text)")
    parser.add_argument("--register", type=Path, default=Path("data"), help="folder of the register (data)")


def run(options: argparse.Namespace) -> int:
    register, faults = load_register(options.register.resolve(), Path.cwd())
    if faults:
        return _refuse(f"the register has {len(faults)} fault(s); see: plenary register {options.register}")
    if options.conference and options.conference not in register.conferences:
        near = did_you_mean(options.conference, register.conferences, "see conferences.csv", count=3)
        return _refuse(f"no conference {options.conference!r}; {near}")
    documents, problems = read_all(options.files)
    if problems:
        return _refuse(*(f"{problem.origin.path}: {problem.text}" for problem in problems))
    reader = ProseReader(register.bodies)
    papers, citations = {}, []
    for document in documents:
        conference = register.conferences.get(options.conference or likely_conference(document, register))
        cited = list(reader.citations(document, document.name, conference))
        on = options.date or likely_date(conference, cited, register)
        papers[document.name] = _stranger(document, conference, on, guessed=options.date is None)
        citations += cited
        if not (options.conference and options.date):
            about = conference.id if conference else "no conference that can be told"
            say = f"{document.name}: taken to be about {about}, as of {plain_date(on)}"
            print(f"plenary: {say}; name others with --conference and --date", file=sys.stderr)
    by_name = {document.name: document for document in documents}
    facts = Facts(register=register, papers=papers, citations=tuple(citations), documents=by_name)
    found = [finding for finding in findings(facts) if _selected(finding, options.select)]
    entries = [_entry(finding, by_name[finding.problem.origin.path]) for finding in found]
    write(entries, sys.stdout, options.format, {rule.code: rule.doc for rule in RULES})
    bad = [finding for finding in found if options.strict or finding.rule.severity is Severity.ERROR]
    return 1 if bad else 0


def likely_conference(document: Document, register: Register) -> str:
    """The conference whose label stands in the text most often; empty where none does."""
    words = document.plain.replace("\N{NON-BREAKING HYPHEN}", "-").replace("\N{EN DASH}", "-")
    counts = Counter(
        {id: words.count(id) for id, conference in register.conferences.items() if conference.body and id in words}
    )
    best = counts.most_common(1)
    return best[0][0] if best else ""


def likely_date(conference: Conference | None, cited: Iterable[Citation], register: Register) -> date:
    """The conference's first day, or its last where its own results are cited; else that of the latest text cited."""
    years = {cite.year for cite in cited if cite.year}
    if conference and conference.start and conference.end:
        return conference.end if conference.end.year in years else conference.start
    ends = [each.end for each in register.conferences.values() if each.end and each.end.year in years]
    return max(ends, default=max(each.end for each in register.conferences.values() if each.end))


def _stranger(document: Document, conference: Conference | None, on: date, guessed: bool) -> Paper:
    """A paper without a kind: rules that ask something of papers of ours leave it alone."""
    about = conference.id if conference else ""
    return Paper(
        docname=document.name,
        path=document.name,
        kind="",
        conference=about,
        status=Status.FINAL,
        date=on,
        version="",
        title=document.name,
        date_guessed=guessed,
    )


def _selected(finding: Finding, wanted: str | None) -> bool:
    codes = [code.strip().upper() for code in (wanted or "").split(",") if code.strip()]
    return not codes or any(finding.rule.code.startswith(code) for code in codes)


def _entry(finding: Finding, document: Document) -> Entry:
    place = finding.problem.origin
    for anchor in document.places:
        if (anchor.line, anchor.page or 0) == (place.line, place.page):
            span = document.line_of(anchor.offset)
            words = document.text[span.start : span.end]
            break
    else:
        words = ""
    return entry(finding, lambda _path, _line: words)


def _refuse(*lines: str) -> int:
    for line in lines:
        print(f"plenary: {line}", file=sys.stderr)
    return 2
