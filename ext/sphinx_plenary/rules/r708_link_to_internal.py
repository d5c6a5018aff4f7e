from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote, urlsplit

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document, Span
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.public import public_texts
from sphinx_plenary.rules.rule import rule

# What may be an id, wherever it stands: in a role, an option, a filter or a sentence.
_ID: Final = re.compile(r"[A-Z0-9][A-Za-z0-9_./@+-]*[A-Za-z0-9]")
# Roles and directives that name a page.
_TO_PAGES: Final = frozenset(["doc", "download", "any"])
_OF_PAGES: Final = frozenset(["toctree", "include"])
_EXPLICIT: Final = re.compile(r"<([^<>]*)>\s*$")
_ENDING: Final = re.compile(r"(?:/index)?\.(?:md|html)$|/$")
_CURE: Final = "take the link out, or mark what links too with ':internal:' or ':::{internal}'"


@rule("R708")
def link_to_internal(facts: Facts) -> Iterator[Problem]:
    """A public text links to an internal paper or item, or names its id.

    Why: readers get nothing there, and the name alone tells them that there is something. Told are links, roles,
    options, lists of contents and filters; of a page also its bare id.
    """
    known = facts.withheld
    if known is None:
        return
    ids = known.ids - facts.public_ids
    for docname, document, marks in public_texts(facts):
        pages = dict(_pages(docname, document)) if known.docnames else {}
        for span, target in sorted(pages.items()):
            if target in known.docnames and not (marks and marks.hides(span.start)):
                what = f"{document.text[slice(*span)].strip()!r} leads to an internal paper"
                yield Problem(document.origin(*span), what, _CURE)
        for match in _ID.finditer(document.text) if ids else ():
            if match[0] in ids and not (marks and marks.hides(match.start())):
                yield Problem(document.origin(*match.span()), f"{match[0]!r} is the id of an internal item", _CURE)


def _pages(docname: str, document: Document) -> Iterator[tuple[Span, str]]:
    """What of a page names other pages, with the pages meant."""
    for one in document.markup:
        written = document.text[slice(*one.content)]
        if one.kind in {"link", "image", "definition"} and one.name:
            yield Span(one.start, one.end), _page(written or one.name, docname)
        elif one.kind == "role" and one.name.rpartition(":")[2] in _TO_PAGES:
            explicit = _EXPLICIT.search(written)
            yield Span(one.start, one.end), _page(explicit[1] if explicit else written, docname)
        elif one.kind == "directive" and one.name in _OF_PAGES:
            yield one.content, _page(written.strip(), docname)
            for line in re.finditer(r"^.*\S.*$", document.text[one.start : one.end], re.M):
                start = one.start + line.start()
                explicit = _EXPLICIT.search(line[0])
                yield Span(start, start + len(line[0])), _page(explicit[1] if explicit else line[0].strip(), docname)


def _page(address: str, docname: str) -> str:
    """The page that an address on a page leads to, where it is one of the project's."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"", "path", "project"} or parts.netloc or not parts.path:
        return ""
    path = _ENDING.sub("", unquote(parts.path))
    return path.lstrip("/") if path.startswith("/") else normpath(join(dirname(docname), path))
