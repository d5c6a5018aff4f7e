from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Edit, Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R604", Severity.WARNING)
def document_form(facts: Facts) -> Iterator[Problem]:
    """The name of a conference document is not of ITU's form: PP-22/44(Add.7)-E.

    Why: the name is what one finds the document by. Conference, solidus, number, in brackets the revision or
    addendum, a hyphen and the letter of the language, without spaces; the language may be left out. Only names
    that begin with a conference of the register are judged, in prose and in ``:document:``.
    """
    for docname, names in facts.document_names.items():
        document = facts.documents[docname]
        for name in names:
            if not name.formed:
                origin = document.origin(name.start, name.end)
                what = f"the document {name.text!r} is not named as ITU does"
                yield Problem(origin, what, f"write {name.right!r}", (Edit(origin, name.right),))
    for item in facts.items:
        for name in facts.names_in(item.fields.get("document", "")):
            if not name.formed:
                what = f"the document {name.text!r} is not named as ITU does"
                yield Problem(item.at("document"), what, f"write {name.right!r}")
