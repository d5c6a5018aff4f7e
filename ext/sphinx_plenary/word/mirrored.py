"""Right to left, for papers in languages that are read so: paragraphs, words, columns of tables, margins, rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import bidirectional
from xml.etree import ElementTree as ET

from sphinx_plenary.word.spacing import put_in_order
from sphinx_plenary.word.xml import piece, w, written

_STYLES: Final = "word/styles.xml"
_WITH_WORDS: Final = re.compile(r"word/(?:document|footnotes|(?:header|footer)-\w+)\.xml")
# What stands behind ours in the schema of Word, which refuses a file with another order.
_BEHIND_WORDS: Final = frozenset(map(w, ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")))
_BEHIND_SECTION: Final = frozenset(map(w, ("rtlGutter", "docGrid", "printerSettings", "sectPrChange")))
_BEFORE_TABLE: Final = frozenset(map(w, ("tblStyle", "tblpPr", "tblOverlap")))


def mirror(parts: dict[str, bytes], language: str) -> None:
    """The left of an indent or a tab is then the right by itself; that of a border or a margin is not."""
    styles = ET.fromstring(parts[_STYLES])
    _mirror_styles(styles, language)
    parts[_STYLES] = written(styles)
    for name in sorted(filter(_WITH_WORDS.fullmatch, parts)):
        root = ET.fromstring(parts[name])
        for words in list(root.iter(w("r"))):
            if any(bidirectional(sign) in {"R", "AL"} for sign in "".join(words.itertext())):
                _mirror_words(words)
        for table in root.iter(w("tbl")):
            _mirror_table(table)
        for section in root.iter(w("sectPr")):
            _mirror_section(section)
        _mirror_rules(root)
        parts[name] = written(root)


def _mirror_styles(root: ET.Element, language: str) -> None:
    for defaults in root.iter(w("docDefaults")):
        defaults.append(piece("<w:pPrDefault><w:pPr><w:bidi/></w:pPr></w:pPrDefault>"))
    for element in root.iter(w("lang")):
        element.set(w("bidi"), language)
    _mirror_rules(root)
    put_in_order(root)


def _mirror_words(words: ET.Element) -> None:
    properties = words.find(w("rPr"))
    if properties is None:
        properties = ET.Element(w("rPr"))
        words.insert(0, properties)
    _insert(properties, "<w:rtl/>", _BEHIND_WORDS)


def _mirror_table(table: ET.Element) -> None:
    """Its columns; and none hangs in the margin: LibreOffice would let it hang at the other side."""
    properties, indent, whole = (table.find(f"{w('tblPr')}{name}") for name in ("", f"/{w('tblInd')}", f"/{w('tblW')}"))
    if properties is None:
        return
    properties.insert(sum(child.tag in _BEFORE_TABLE for child in properties), piece("<w:bidiVisual/>"))
    if indent is None or whole is None:
        return
    width = int(whole.get(w("w"), "0"))
    narrow = width + min(int(indent.get(w("w"), "0")), 0)
    indent.set(w("w"), "0")
    for name in ("tblW", "gridCol", "tcW"):
        for one in table.iter(w(name)):
            one.set(w("w"), str(int(one.get(w("w"), "0")) * narrow // width))


def _mirror_section(section: ET.Element) -> None:
    for margins in section.iter(w("pgMar")):
        left, right = margins.get(w("left"), ""), margins.get(w("right"), "")
        margins.set(w("left"), right)
        margins.set(w("right"), left)
    _insert(section, "<w:bidi/>", _BEHIND_SECTION)


def _mirror_rules(root: ET.Element) -> None:
    """The rule of a card stands where its lines begin."""
    for borders in root.iter(w("pBdr")):
        for side in _sides(borders):
            side.tag = w("right") if side.tag == w("left") else w("left")
        borders[:] = sorted(borders, key=lambda side: _SIDES.index(side.tag) if side.tag in _SIDES else len(_SIDES))


_SIDES: Final = tuple(map(w, ("top", "left", "bottom", "right", "between", "bar")))


def _sides(borders: ET.Element) -> Iterator[ET.Element]:
    return (side for side in borders if side.tag in {w("left"), w("right")})


def _insert(properties: ET.Element, source: str, behind: frozenset[str]) -> None:
    place = next((number for number, child in enumerate(properties) if child.tag in behind), len(properties))
    properties.insert(place, piece(source))
