from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document, Markup
from sphinx_plenary.model import Edit, Problem
from sphinx_plenary.prose.garbled import garbled
from sphinx_plenary.prose.misnamed import DIRECTIVES, directive_meant, role_meant
from sphinx_plenary.rules.rule import rule


@rule("R514")
def misnamed_markup(facts: Facts) -> Iterator[Problem]:
    """A directive or a role has a name that is nearly one of ours, as ``{mesage}``, a directive's name is a role's,
    or its marks are others: two colons, round brackets, quotation marks in the place of backticks.

    Why: what it was to declare or cite is lost, and its marks are printed. Judged are papers of ours; a name that
    is not like any of ours is MyST's to tell. The directives are resolution, proposal, position, outcome, message,
    resolution-table, papers and figure-of, the roles res, conf, conf-dates, conf-place, org, deadline and msg.
    """
    for docname, document in facts.documents.items():
        paper = facts.papers.get(docname)
        if paper is None or not paper.kind:
            continue
        for one in document.of_kind("directive"):
            if meant := directive_meant(one.name):
                line = document.line_of(one.start)
                what = f"there is no directive {{{one.name}}}"
                yield Problem(document.origin(one.start, line.end), what, f"did you mean {{{meant}}}?")
        for one in document.of_kind("role"):
            if meant := role_meant(one.name):
                yield _role(one, meant, document)
        for slip in garbled(document):
            what = f"{slip.written!r} is no role" if slip.is_role else f"{slip.written!r} opens no directive"
            yield Problem(document.origin(slip.start, slip.end), what, f"write {slip.meant}")


def _role(one: Markup, meant: str, document: Document) -> Problem:
    name = one.name.rpartition(":")[2]
    what = f"{{{name}}} is a directive, no role" if name in DIRECTIVES else f"there is no role {{{name}}}"
    place = one.start + 1
    if meant == "need":
        fix = "write {need}`ID`, with the id of the item"
        return Problem(document.origin(one.start, one.end), what, fix)
    edit = Edit(document.origin(place, place + len(one.name)), meant)
    written = document.text[slice(*one.content)]
    return Problem(document.origin(one.start, one.end), what, f"write {{{meant}}}`{written}`", (edit,))
