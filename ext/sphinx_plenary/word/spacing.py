"""Distances between blocks that no style can give, since they depend on what stands beside; the order Word wants."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from sphinx_plenary.word.reference import HANGING, STEP, id_of
from sphinx_plenary.word.styles import CARDS, INSET, RULE_SPACE, card, rule
from sphinx_plenary.word.xml import piece, w

_GAP: Final = 240
_AFTER_LIST: Final = 150
# Points that a rule stands from its paragraph at most, says Word.
_FARTHEST: Final = 31
# The order of the properties of a paragraph in the schema of Word, which refuses a file with another.
_ORDER: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
_PLACES: Final = {w(name): place for place, name in enumerate(_ORDER)}


def space(body: ET.Element) -> None:
    """Room round cards, behind lists, tables and the list of contents."""
    blocks = [child for child in body if child.tag in {w("p"), w("tbl")}]
    cards = 0
    for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        if block.tag == w("tbl"):
            continue
        style, last, following = _style(block), _style(before), _style(after)
        if style.startswith("Card"):
            if style.endswith("Head") and not last.endswith("Head"):
                cards += 1
                _set(block, "spacing", before=str(_GAP))
            if _in_list(block):
                _rule_beside(block)
            elif cards % 2:  # a rule joins that of the next paragraph, unless this stands elsewhere: by half a hair
                _shift(block)
            if not following.startswith("Card"):
                _set(block, "spacing", after=str(_GAP))
        elif before is not None and before.tag == w("tbl") and not style.startswith("Heading"):
            _set(block, "spacing", before=str(_GAP))
        if _in_list(block) and not (after is not None and _in_list(after)) and not style.startswith("Card"):
            _set(block, "spacing", after=str(_AFTER_LIST))
        if style == "Definition" and not following.startswith("Definition"):
            _set(block, "spacing", after=str(_AFTER_LIST))
        if style.startswith("TOC") and not following.startswith("TOC"):
            _set(block, "spacing", after=str(2 * _GAP))


def put_in_order(root: ET.Element) -> None:
    """The properties of all paragraphs; of two with one name the last stays."""
    for properties in root.iter(w("pPr")):
        unique = {child.tag: child for child in properties}
        properties[:] = sorted(unique.values(), key=lambda child: _PLACES.get(child.tag, len(_PLACES)))


def _style(block: ET.Element | None) -> str:
    found = block.find(f"{w('pPr')}/{w('pStyle')}") if block is not None else None
    return found.get(w("val"), "") if found is not None else ""


def _in_list(block: ET.Element) -> bool:
    return block.find(f"{w('pPr')}/{w('numPr')}") is not None


def _set(block: ET.Element, name: str, **values: str) -> None:
    properties = block.find(w("pPr"))
    if properties is None:
        properties = ET.Element(w("pPr"))
        block.insert(0, properties)
    found = properties.find(w(name))
    if found is None:
        found = piece(f"<w:{name}/>")
        properties.append(found)
    for key, value in values.items():
        found.set(w(key), value)


def _shift(block: ET.Element) -> None:
    _set(block, "ind", left=str(INSET + 1))


def _rule_beside(block: ET.Element) -> None:
    """An item of a list in a card: the card's rule stands where it stands beside its other paragraphs."""
    level = block.find(f"{w('pPr')}/{w('numPr')}/{w('ilvl')}")
    depth = int(level.get(w("val"), "0")) if level is not None else 0
    left = INSET + STEP * (depth + 1)
    _set(block, "ind", left=str(left), hanging=str(HANGING))
    colour_and_width = CARDS[_kind(block)]
    points = min(_FARTHEST, (left - HANGING - INSET) // 20 + RULE_SPACE)
    properties = block.find(w("pPr"))
    assert properties is not None
    properties.append(piece(f"<w:pBdr>{rule(*colour_and_width, points)}</w:pBdr>"))


def _kind(block: ET.Element) -> str:
    """``CardMessageList`` -> ``message``."""
    return next(kind for kind in CARDS if _style(block).startswith(id_of(card(kind))))
