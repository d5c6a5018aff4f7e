"""A zip of XML parts, as docx and xlsx are: read as a stream, within bounds; nothing in it is trusted."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote
from xml.parsers import expat

# All the XML that is read of one file, unpacked: a paper of 300 pages has some 8 MB.
MAX_XML: Final = 64 * 1024 * 1024
# The zip's table of contents: Word writes some 20 entries of 70 bytes.
MAX_CONTENTS: Final = 1024 * 1024
# What a file begins with that is an old one (.doc, .xls), or protected by a password.
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What Python's own parsers raise for a broken file.
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    LookupError,  # a part that is not there, or in an encoding that nobody knows
    NotImplementedError,
    OSError,
    RuntimeError,  # zipfile: a part that needs a password
    ValueError,
)
_CHUNK: Final = 64 * 1024


class Suspect(Exception):
    """The file does what no honest one does: told apart from one that is merely broken."""


class Package:
    """The parts of a file, and how many bytes of XML may still be read of them. Raises ``Suspect`` and ``BROKEN``."""

    def __init__(self, data: bytes) -> None:
        _check_contents(data)
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.left = MAX_XML

    def __contains__(self, part: str) -> bool:
        return part in self.archive.NameToInfo

    def parse(self, part: str, start: Callable[[str, dict[str, str]], None], **handlers: Callable[..., None]) -> None:
        """Stream a part through expat, which neither loads entities nor, here, lets any be declared."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = _no_doctype
        for key, handler in handlers.items():
            setattr(parser, key, handler)
        info = self.archive.getinfo(part)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Suspect(f"the part {part!r} is packed in a way that Office does not know")
        with self.archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise Suspect(f"it unpacks to more than {MAX_XML // 1_000_000} MB of text and marks")
                parser.Parse(chunk, False)
            parser.Parse(b"", True)

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """The id, kind and target of what a part refers to; a target inside the file is its path there."""
        folder, file = posixpath.split(part)
        found: list[tuple[str, str, str]] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.endswith(" Relationship"):
                target = attributes.get("Target", "")
                if attributes.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/" + folder, unquote(target))).lstrip("/")
                found.append((attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target))

        sheet = posixpath.join(folder, "_rels", file + ".rels")
        if sheet in self:
            self.parse(sheet, start)
        return found

    def related(self, part: str, kind: str) -> list[str]:
        return [target for _, type, target in self.relations(part) if type == kind]


def _check_contents(data: bytes) -> None:
    """Refuse a zip whose table of contents alone would fill the memory."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if at < 0:
        raise zipfile.BadZipFile("its end is missing")
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if data[max(at - 20, 0) : at].startswith(b"PK\x06\x07"):  # zip64: the true size stands elsewhere
        wide = int.from_bytes(data[at - 12 : at - 4], "little")
        size = int.from_bytes(data[wide + 40 : wide + 48], "little")
    if size > MAX_CONTENTS:
        raise Suspect(f"the zip's table of contents has {size:,} bytes, which no such file has")


def _no_doctype(*declaration: object) -> None:
    raise Suspect("it declares entities, which no such file does")
