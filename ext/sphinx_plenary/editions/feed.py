"""The editions of a site as an Atom feed (RFC 4287): an entry for each, with what changed since the one before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as xml

from sphinx_plenary.editions.compare import changes
from sphinx_plenary.editions.edition import Edition, Editions
from sphinx_plenary.editions.told import first_words, in_short
from sphinx_plenary.translation import _

NAME: Final = "feed.xml"
MEDIA_TYPE: Final = "application/atom+xml"
_ATOM: Final = "http://www.w3.org/2005/Atom"


def feed(editions: Editions, site: str, title: str, author: str, uri: Callable[[str], str]) -> bytes:
    """The newest first. ``site`` is the address of the published site, which ids and links hold; it is not empty.

    ``uri`` gives the address of a page from there.
    """
    base = site.rstrip("/")
    listed = sorted(editions, key=lambda one: (one.date, one.docname, one.sort_key), reverse=True)
    root = xml.Element("feed", {"xmlns": _ATOM})
    _add(root, "id", _id(f"{base}/"))
    _add(root, "title", title)
    _add(root, "updated", _moment(max((one.date for one in listed), default=date(1970, 1, 1))))
    _add(_add(root, "author"), "name", author or title)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=f"{base}/{NAME}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{base}/")
    for one in listed:
        _entry(root, one, editions, base, uri(one.page))
    xml.indent(root, " ")
    return bytes(xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: xml.Element, edition: Edition, editions: Editions, base: str, uri: str) -> None:
    before = editions.before(edition)
    entry = _add(root, "entry")
    _add(entry, "id", _id(f"{base}/{edition.docname}@{edition.version}"))
    _add(entry, "title", _("{title}, edition {version}", title=edition.title, version=edition.version))
    _add(entry, "updated", _moment(edition.date))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{base}/{uri}")
    _add(entry, "category", term=edition.conference)
    _add(entry, "summary", in_short(changes(before, edition)) if before else first_words(edition))


def _add(parent: xml.Element, name: str, text: str = "", **attributes: str) -> xml.Element:
    made = xml.SubElement(parent, name, attributes)
    made.text = text or None
    return made


def _id(name: str) -> str:
    """The same for the same name, for ever."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
