"""The addresses that a document links to, and what two spellings of one address have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sphinx_plenary.lint import Document, Span

_WEB: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^/?#\s]+)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<part>#.*)?", re.I
)
# What newsletters and networks add to an address to count those who come.
_TRACKING: Final = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id)=[^&#]*", re.I)


class Link(NamedTuple):
    """An address that stands in a document, at ``span``; ``whole`` is the link with its words.

    ``bare`` if nobody made words of it, ``defined`` in ``[label]: address``.
    """

    address: str
    span: Span
    whole: Span
    bare: bool = False
    defined: bool = False
    image: bool = False


class Spelling(NamedTuple):
    """One way to write an address. ``key`` is the same for all ways to write it."""

    key: tuple[str, str, str, str]
    secure: bool
    tracked: bool
    www: bool


def links(document: Document) -> Iterator[Link]:
    """The addresses of links, in their order: the words of a link may be an address too, and are not told twice."""
    end = 0
    for one in document.markup:
        if one.kind not in {"link", "image", "address", "definition"} or (one.kind == "address" and one.start < end):
            continue
        whole = Span(one.start, one.end)
        span = one.content if one.content.end > one.content.start else whole
        if one.kind == "link":
            end = one.end
        if one.kind in {"link", "image"} and not one.name and document.text[one.end - 1 : one.end] == "]":
            continue  # by a label, whose definition has the address
        address = one.name if one.kind != "definition" else document.text[span.start : span.end]
        bare = one.kind == "address" or document.text[one.start : one.start + 1] == "<"
        yield Link(address, span, whole, bare, one.kind == "definition", one.kind == "image")


def spelling(address: str) -> Spelling | None:
    """How an address of the web is spelt; None for another's. A part of a page is another address than the page."""
    match = _WEB.fullmatch(address)
    if match is None:
        return None
    host = match["host"].lower()
    secure = match["scheme"].lower() == "https"
    host = re.sub(r":443$" if secure else r":80$", "", host)
    www = host.startswith("www.")
    query = match["query"] or ""
    asked = "&".join(part for part in query[1:].split("&") if part and not _TRACKING.fullmatch(part))
    part = (match["part"] or "").lstrip("#")
    key = (host.removeprefix("www."), match["path"].rstrip("/"), asked, part)
    return Spelling(key, secure, _TRACKING.search(query) is not None, www)
