"""pandoc's .docx -> the one that is given out: sections, tables, heads of pages, hidden bookmarks, the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Final
from xml.etree import ElementTree as ET

from sphinx_plenary.comments.places import SOURCES
from sphinx_plenary.translation import right_to_left
from sphinx_plenary.word import heads, reference
from sphinx_plenary.word.changes import mark_whole
from sphinx_plenary.word.mirrored import mirror
from sphinx_plenary.word.sections import divide
from sphinx_plenary.word.spacing import put_in_order, space
from sphinx_plenary.word.tables_in import shape
from sphinx_plenary.word.xml import NAMES, packed, unpacked, w, written

_DOCUMENT: Final = "word/document.xml"
_NOTES: Final = "word/footnotes.xml"
# Numbers of tracked changes, above those of bookmarks and notes.
_FIRST_CHANGE: Final = 1_000_000
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_OURS: Final = re.compile(rb'(w:name=")(plenary\d+L\d+n\d+")')


@dataclass(frozen=True)
class About:
    """What a file says of itself, and the sources that its bookmarks name."""

    title: str
    author: str
    subject: str
    description: str
    language: str
    version: str
    epoch: int
    head: heads.Head
    sources: Sequence[str] = ()


def finish(data: bytes, about: About) -> bytes:
    parts = unpacked(data)
    root = ET.fromstring(parts[_DOCUMENT])
    body = root.find(w("body"))
    assert body is not None
    turned = divide(body)
    shape(body, turned)
    space(body)
    mark_whole(root, _FIRST_CHANGE)
    _decorate(root)
    put_in_order(root)
    parts[_DOCUMENT] = _hidden(written(root))
    notes = ET.fromstring(parts[_NOTES])
    mark_whole(notes, 2 * _FIRST_CHANGE)
    put_in_order(notes)
    parts[_NOTES] = _hidden(written(notes))
    if "word/numbering.xml" in parts:
        parts["word/numbering.xml"] = reference.numbering(parts["word/numbering.xml"])
    _set_language(parts, about.language)
    _add_heads(parts, about.head)
    if right_to_left(about.language):
        mirror(parts, about.language)
    parts["docProps/core.xml"] = _core(about)
    parts["docProps/custom.xml"] = _custom({SOURCES: "\n".join(about.sources)} if about.sources else {})
    return packed(parts)


def _hidden(data: bytes) -> bytes:
    """The names of our bookmarks with a low line before them: see comments/places.py."""
    return _OURS.sub(rb"\1_\2", data)


def _decorate(root: ET.Element) -> None:
    """A picture without words is an ornament, which is said in a way that Word knows."""
    for properties in root.iter(f"{{{NAMES['wp']}}}docPr"):
        if not properties.get("descr"):
            extensions = ET.SubElement(properties, f"{{{NAMES['a']}}}extLst")
            extension = ET.SubElement(extensions, f"{{{NAMES['a']}}}ext", uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
            ET.SubElement(extension, f"{{{NAMES['adec']}}}decorative", val="1")


def _set_language(parts: dict[str, bytes], language: str) -> None:
    root = ET.fromstring(parts["word/styles.xml"])
    for element in root.iter(w("lang")):
        element.set(w("val"), language)
    parts["word/styles.xml"] = written(root)


def _add_heads(parts: dict[str, bytes], head: heads.Head) -> None:
    """The parts, and that they are there; the ids of their relations are the names of the parts."""
    types, relations = parts[_TYPES].decode(), parts[_RELATIONS].decode()
    for name, data in heads.parts(head).items():
        kind, _, _ = name.partition("-")
        parts[f"word/{name}"] = data
        entry = f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        types = types.replace("</Types>", f"{entry}</Types>")
        relation = f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        relations = relations.replace("</Relationships>", f"{relation}</Relationships>")
    parts[_TYPES], parts[_RELATIONS] = types.encode(), relations.encode()


def _core(about: About) -> bytes:
    day = datetime.fromtimestamp(about.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {
        "dc:title": about.title,
        "dc:subject": about.subject,
        "dc:creator": about.author,
        "dc:description": about.description,
        "cp:lastModifiedBy": about.author,
        "dc:language": about.language,
        "cp:version": about.version,
    }
    lines = "".join(f"<{name}>{escape(value, quote=False)}</{name}>" for name, value in values.items() if value)
    stamps = "".join(f'<dcterms:{n} xsi:type="dcterms:W3CDTF">{day}</dcterms:{n}>' for n in ("created", "modified"))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{lines}{stamps}</cp:coreProperties>'
    ).encode()


def _custom(values: Mapping[str, str]) -> bytes:
    lines = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value, quote=False)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(sorted(values.items()), start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{lines}</Properties>'
    ).encode()
