"""Tracked changes of whole paragraphs and rows, which pandoc writes as changes of their words alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from sphinx_plenary.word.xml import w

_CHANGES: Final = ("ins", "del")
_SILENT: Final = frozenset({w("pPr"), w("bookmarkStart"), w("bookmarkEnd"), w("proofErr")})


def mark_whole(root: ET.Element, first: int) -> None:
    """A paragraph all of whose words were put in was put in itself, with its end; so was a row of such paragraphs.

    Who takes the change back is not left with empty paragraphs and rows. Changes are numbered from ``first`` on: pandoc
    gives one number to several.
    """
    for paragraph in root.iter(w("p")):
        for kind in _CHANGES:
            change = _whole(paragraph, kind)
            if change is not None:
                _mark(paragraph, "pPr", kind, change)
    for row in root.iter(w("tr")):
        paragraphs = list(row.iter(w("p")))
        for kind in _CHANGES:
            found = [_whole(paragraph, kind) for paragraph in paragraphs if len(_words(paragraph))]
            if found and found[0] is not None and all(one is not None for one in found):
                _mark(row, "trPr", kind, found[0])
    for number, one in enumerate((one for one in root.iter() if one.tag in {w("ins"), w("del")}), start=first):
        one.set(w("id"), str(number))


def _words(paragraph: ET.Element) -> list[ET.Element]:
    return [child for child in paragraph if child.tag not in _SILENT]


def _whole(paragraph: ET.Element, kind: str) -> ET.Element | None:
    """The first change of a paragraph that holds nothing but changes of one kind."""
    found = _flat(_words(paragraph))
    return found[0] if found and all(one.tag == w(kind) for one in found) else None


def _flat(children: Iterable[ET.Element]) -> list[ET.Element]:
    """Changes in links count as those round them."""
    found: list[ET.Element] = []
    for child in children:
        found += _flat(one for one in child if one.tag not in _SILENT) if child.tag == w("hyperlink") else [child]
    return found


def _mark(element: ET.Element, name: str, kind: str, change: ET.Element) -> None:
    properties = element.find(w(name))
    if properties is None:
        properties = ET.Element(w(name))
        element.insert(0, properties)
    mark = ET.Element(w(kind), {key: value for key, value in change.attrib.items() if key != w("id")})
    if name == "trPr":
        properties.append(mark)
        return
    words = properties.find(w("rPr"))
    if words is None:
        words = ET.Element(w("rPr"))
        section = properties.find(w("sectPr"))
        at = list(properties).index(section) if section is not None else len(properties)
        properties.insert(at, words)
    words.insert(0, mark)
