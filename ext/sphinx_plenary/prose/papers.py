"""Where a paper leads to other papers: ``{doc}``, ``{msg}``, ``{need}`` and links to a Markdown file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from sphinx_plenary.lint import Document, Span

_TARGET: Final = re.compile(r"<([^<>]+)>\s*\Z")
_ITEM_ROLES: Final = frozenset({"msg", "need", "need_outgoing"})


class Lead(NamedTuple):
    """A place that leads to a page (``docname``), or to an item (``item``) that some page declares."""

    span: Span
    docname: str = ""
    item: str = ""


def leads(document: Document, docname: str, pages: Collection[str]) -> Iterator[Lead]:
    """The places of a document that lead to one of the pages, or to an item."""
    for markup in document.of_kind("role", "link"):
        span = Span(markup.start, markup.end)
        if markup.kind == "link":
            target = markup.name.partition("#")[0]
            if target.endswith(".md") and (page := _page(target, docname, pages)):
                yield Lead(span, docname=page)
            continue
        content = document.text[markup.content.start : markup.content.end]
        explicit = _TARGET.search(content)
        target = (explicit[1] if explicit else content).strip().removeprefix("!")
        if markup.name == "doc" and (page := _page(target, docname, pages)):
            yield Lead(span, docname=page)
        elif markup.name in _ITEM_ROLES:
            yield Lead(span, item=target)


def _page(target: str, docname: str, pages: Collection[str]) -> str:
    """The page that a target means, seen from a page; empty where it is none."""
    if "://" in target:
        return ""
    base = "" if target.startswith("/") else posixpath.dirname(docname)
    path = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
    return next((page for page in (path.removesuffix(".md"), path) if page in pages and page != docname), "")
