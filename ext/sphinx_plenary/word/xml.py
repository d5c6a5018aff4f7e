"""WordprocessingML: its namespaces, and how a part is read and written with the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from threading import Lock
from typing import Final
from xml.etree import ElementTree as ET

NAMES: Final[Mapping[str, str]] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "w10": "urn:schemas-microsoft-com:office:word",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
# Prefixes belong to the whole process, and each is away for a moment while it is set; papers are written side by side.
_NAMING: Final = Lock()
# Of every part in the zip: the first day that a zip can name.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_FIRST: Final = "[Content_Types].xml"


def w(name: str) -> str:
    return f"{{{NAMES['w']}}}{name}"


def piece(source: str) -> ET.Element:
    """An element of a piece of XML with our prefixes."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    return next(iter(ET.fromstring(f"<x {spaces}>{source}</x>")))


def pieces(source: str) -> list[ET.Element]:
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    return list(ET.fromstring(f"<x {spaces}>{source}</x>"))


def written(root: ET.Element) -> bytes:
    with _NAMING:
        for prefix, uri in NAMES.items():
            ET.register_namespace(prefix, uri)
        data: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip whose bytes depend on its parts alone; the list of their types comes first, as readers expect."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, parts[name])
    return made.getvalue()
