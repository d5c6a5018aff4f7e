"""The document that pandoc takes its styles from: its own, with the house styles in it, made anew each time."""

from __future__ import annotations

from functools import cache
from typing import Final
from xml.etree import ElementTree as ET

from sphinx_plenary.word import pandoc
from sphinx_plenary.word.styles import STAND_INS, Paragraph, Word, colour, more_words, paragraphs, size
from sphinx_plenary.word.tables import GROUPS, PLAIN, TURNED, WIDE
from sphinx_plenary.word.xml import packed, piece, pieces, unpacked, w, written

_STYLES: Final = "word/styles.xml"
_NUMBERS: Final = "word/numbering.xml"
# Where lists begin, and how far their text stands behind their signs, in twentieths of a point.
STEP, HANGING = 380, 240
_CELL: Final = 80


@cache
def reference() -> bytes:
    """A .docx without a text."""
    default, _ = pandoc.run(["--print-default-data-file", "reference.docx"])
    parts = unpacked(default)
    parts[_STYLES] = _styles(parts[_STYLES])
    parts["word/fontTable.xml"] = _fonts()
    return packed(parts)


def id_of(name: str) -> str:
    """``heading 1`` -> ``Heading1``, as pandoc names its own."""
    return "TOC" + name[-1] if name.startswith("toc ") else "".join(word[0].upper() + word[1:] for word in name.split())


def _styles(data: bytes) -> bytes:
    root = ET.fromstring(data)
    ours = [*map(_of_paragraph, paragraphs()), *map(_of_words, more_words()), *map(piece, _of_tables())]
    names = {style.get(w("styleId"), "") for style in ours}
    names |= {f"{name}Char" for name in names}  # pandoc's styles for words in the look of a paragraph's
    for style in list(root.findall(w("style"))):
        if style.get(w("styleId")) in names:
            root.remove(style)
    for default in list(root.findall(w("docDefaults"))):
        root.remove(default)
    root.insert(
        0, piece(f"<w:docDefaults><w:rPrDefault><w:rPr>{_default_words()}</w:rPr></w:rPrDefault></w:docDefaults>")
    )
    for link in [(style, link) for style in root for link in style.findall(w("link"))]:
        link[0].remove(link[1])
    root.extend(ours)
    return written(root)


def _default_words() -> str:
    return f'{Word("", font="text", size="size").xml}<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def _of_paragraph(style: Paragraph) -> ET.Element:
    id = id_of(style.name)
    base = "" if id == "Normal" else '<w:basedOn w:val="Normal"/>'
    first = ' w:default="1"' if id == "Normal" else ""
    following = f'<w:next w:val="{id_of(style.next)}"/>' if style.next else ""
    return piece(
        f'<w:style w:type="paragraph"{first} w:styleId="{id}"><w:name w:val="{style.name}"/>{base}{following}'
        f"<w:qFormat/><w:pPr>{style.xml}</w:pPr><w:rPr>{style.word.xml}</w:rPr></w:style>"
    )


def _of_words(style: Word) -> ET.Element:
    raised = '<w:vertAlign w:val="superscript"/>' if style.name == "Footnote Reference" else ""
    return piece(
        f'<w:style w:type="character" w:styleId="{id_of(style.name)}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{style.xml}{raised}</w:rPr></w:style>'
    )


def _of_tables() -> list[str]:
    """Rules above, below and under the head, hair-thin ones between rows, none upright."""
    firm = f'w:val="single" w:sz="4" w:space="0" w:color="{colour("accent")}"'
    heavy = firm.replace('w:sz="4"', 'w:sz="6"')
    thin = f'w:val="single" w:sz="2" w:space="0" w:color="{colour("line")}"'
    margins = (
        f'<w:tblCellMar><w:top w:w="{_CELL // 2}" w:type="dxa"/><w:left w:w="{_CELL}" w:type="dxa"/>'
        f'<w:bottom w:w="{_CELL // 2}" w:type="dxa"/><w:right w:w="{_CELL}" w:type="dxa"/></w:tblCellMar>'
    )
    return [
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id_of(name)}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f"<w:top {heavy}/><w:bottom {firm}/><w:insideH {thin}/></w:tblBorders>{margins}</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {firm}/></w:tcBorders></w:tcPr></w:tblStylePr>'
        "</w:style>"
        for name in (PLAIN, WIDE, TURNED, GROUPS)
    ]


def _fonts() -> bytes:
    """Which font to take where ours is not there: Word asks its table, LibreOffice takes the first that it has."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{_FAMILIES.get(other, "swiss")}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, other in STAND_INS.items()
    )
    return written(piece(f"<w:fonts>{fonts}</w:fonts>"))


_FAMILIES: Final = {"Cambria": "roman", "Consolas": "modern"}


def numbering(data: bytes) -> bytes:
    """pandoc's lists, with the house's signs and distances."""
    root = ET.fromstring(data)
    for level in root.iter(w("lvl")):
        depth = int(level.get(w("ilvl"), "0"))
        for properties in level.findall(w("pPr")):
            level.remove(properties)
        left = STEP * (depth + 1)
        level.append(piece(f'<w:pPr><w:ind w:left="{left}" w:hanging="{HANGING}"/></w:pPr>'))
        form = level.find(w("numFmt"))
        for old in level.findall(w("rPr")):
            level.remove(old)
        if form is not None and form.get(w("val")) == "bullet":
            sign = level.find(w("lvlText"))
            if sign is not None and sign.get(w("val"), "").strip():  # pandoc has empty ones for what follows in an item
                sign.set(w("val"), "•" if depth % 2 == 0 else "–")
        level.extend(pieces(f"<w:rPr>{Word('', font='text', colour='accent').xml}</w:rPr>"))
    return written(root)


def page_width() -> int:
    """Of the text of an upright page, in twentieths of a point."""
    return size("measure")
