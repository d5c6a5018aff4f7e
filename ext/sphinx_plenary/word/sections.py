"""Sections of Word: upright pages, and turned ones for tables of many columns."""

from __future__ import annotations

from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

from sphinx_plenary.word.blocks import TURN_MARK
from sphinx_plenary.word.heads import LONG, SHORT, TURNED_MARGIN
from sphinx_plenary.word.styles import size, twips
from sphinx_plenary.word.xml import piece, w

_HANGING: Final = ("Heading1",)  # styles


def divide(body: ET.Element) -> set[ET.Element]:
    """Put sections where the marks are; the elements of the body that stand on turned pages are returned."""
    _drop_empty(body)
    turned: set[ET.Element] = set()
    sections: list[ET.Element] = []
    inside = False
    for child in list(body):
        mark = _mark(child)
        if mark:
            section = _section(inside)
            _end(body, child, section)
            sections.append(section)
            inside = mark == TURN_MARK
        elif child.tag == w("sectPr"):
            body.remove(child)
        elif inside:
            turned.add(child)
            _at_margin(child)
    last = _section(inside)
    body.append(last)
    sections.append(last)
    _first(sections[0])
    return turned


def _mark(child: ET.Element) -> str:
    """The mark of a paragraph that is nothing else."""
    found = child.find(w("bookmarkStart")) if child.tag == w("p") else None
    name = found.get(w("name"), "") if found is not None else ""
    return name if name.startswith(TURN_MARK) else ""


def _drop_empty(body: ET.Element) -> None:
    """Two turned stretches that follow each other are one; behind the last no upright page is begun for nothing."""
    children = [child for child in body if child.tag not in {w("bookmarkStart"), w("bookmarkEnd")}]
    for one, other in pairwise(children):
        if _mark(one).endswith("-back"):
            if _mark(other) == TURN_MARK:
                body.remove(one)
                body.remove(other)
            elif other.tag == w("sectPr"):
                body.remove(one)


def _end(body: ET.Element, mark: ET.Element, section: ET.Element) -> None:
    """The section ends with the paragraph before the mark, or with an empty one where a table is there."""
    place = list(body).index(mark)
    before = next((one for one in reversed(list(body)[:place]) if one.tag in {w("p"), w("tbl")}), None)
    body.remove(mark)
    if before is not None and before.tag == w("p") and before.find(f"{w('pPr')}/{w('sectPr')}") is None:
        properties = before.find(w("pPr"))
        if properties is None:
            properties = ET.Element(w("pPr"))
            before.insert(0, properties)
    else:
        paragraph = piece(
            '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
        )
        body.insert(place, paragraph)
        properties = paragraph[0]
    properties.append(section)


def _section(turned: bool) -> ET.Element:
    left, right = size("margin") + size("hang"), SHORT - size("margin") - size("hang") - size("measure")
    top, bottom, distance = twips("29mm"), twips("27mm"), twips("13mm")
    if turned:
        left = right = TURNED_MARGIN
        top, bottom = twips("26mm"), twips("22mm")
    sides = f'w:w="{LONG}" w:h="{SHORT}" w:orient="landscape"' if turned else f'w:w="{SHORT}" w:h="{LONG}"'
    return piece(
        f'<w:sectPr><w:headerReference w:type="default" r:id="header-{"turned" if turned else "default"}.xml"/>'
        '<w:footerReference w:type="default" r:id="footer-default.xml"/>'
        f'<w:type w:val="nextPage"/><w:pgSz {sides}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{distance}" '
        f'w:footer="{distance}" w:gutter="0"/></w:sectPr>'
    )


def _first(section: ET.Element) -> None:
    """The first page has a head of its own: the title block says what the others' heads say."""
    section.insert(0, piece('<w:headerReference w:type="first" r:id="header-first.xml"/>'))
    section.insert(3, piece('<w:footerReference w:type="first" r:id="footer-default.xml"/>'))
    section.append(piece("<w:titlePg/>"))


def _at_margin(child: ET.Element) -> None:
    """On a turned page nothing hangs into the margin."""
    style = child.find(f"{w('pPr')}/{w('pStyle')}")
    if style is not None and style.get(w("val"), "") in _HANGING:
        properties = child.find(w("pPr"))
        assert properties is not None
        properties.append(piece('<w:ind w:left="0"/>'))
