"""A stranger's file -> its bytes or text, or one ``Unreadable``; nothing is trusted, not even that it is a file."""

from __future__ import annotations

import codecs
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sphinx_plenary.model import Origin, Problem
from sphinx_plenary.register.reading import Unreadable

# A paper has some 40 kB of text, a docx or pdf with pictures a few MB.
MAX_TEXT: Final = 4 * 1024 * 1024
MAX_PACKED: Final = 50 * 1024 * 1024
_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def refuse(name: str, what: str, fix: str, line: int = 1) -> Unreadable:
    """The exception for a file that cannot be read; the caller raises it."""
    return Unreadable(Problem(Origin(name, line), what, fix))


def read_bytes(path: Path, name: str, most: int, forms: str = ".md, .txt, .docx or .pdf") -> bytes:
    """The bytes of a file of at most so many; ``forms`` are those that may be named instead of a folder."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # to read a pipe would wait for ever
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or pipe"
            raise refuse(name, f"this is {what}, not a file", f"name a file: {forms}")
        if status.st_size > most:
            raise too_large(name, status.st_size, most)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise refuse(name, f"cannot read the file: {error.strerror}", "check its name and permissions") from None
    except ValueError:  # a name with a NUL
        raise refuse(name, "this is not the name of a file", "check its name") from None
    if len(data) > most:  # it grew meanwhile
        raise too_large(name, len(data), most)
    if not data:
        raise refuse(name, "the file is empty", "is it the right file?")
    return data


def too_large(name: str, size: int, most: int) -> Unreadable:
    what = f"the file has {size / 1e6:.0f} MB, more than the {most / 1e6:.0f} MB that are read"
    return refuse(name, what, "is it the right file? Split it, or take the pictures out")


@dataclass(frozen=True)
class TextFile:
    """A text as it stands in its file, and how it stands there: ``mark + text.encode(encoding)`` are its bytes."""

    text: str
    mark: bytes
    encoding: str

    @property
    def lines(self) -> str:
        """The text with ``\\n`` for every end of a line, as readers take it."""
        return with_plain_ends(self.text)

    def bytes_of(self, text: str) -> bytes:
        """What to write for another text."""
        return self.mark + text.encode(self.encoding)


def with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file, or of UTF-16 with its mark, as Notepad saves it; line ends become ``\\n``."""
    return read_text_file(path, name).lines


def read_text_file(path: Path, name: str) -> TextFile:
    """The same, with its own line ends and what is needed to write it back."""
    data = read_bytes(path, name, MAX_TEXT)
    for magic, form in ((b"PK\x03\x04", "docx"), (b"%PDF-", "pdf")):
        if data.startswith(magic):
            raise refuse(name, f"this is no text; it begins as a .{form} does", f"rename it to .{form}")
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    encoding = _MARKS.get(mark, "utf-8")
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        wide = encoding != "utf-8"
        place = len(mark) + error.start
        what = "the text is not UTF-16, as its first bytes say" if wide else f"byte 0x{data[place]:02X} is not UTF-8"
        line = 1 if wide else data.count(b"\n", 0, place) + 1
        raise refuse(name, what, "save the file as UTF-8", line) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refuse(name, "the file holds a NUL character", "save it as plain text", line)
    if not text.strip():
        raise refuse(name, "the file is empty", "is it the right file?")
    return TextFile(text, mark, encoding)
