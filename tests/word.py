"""Word files read back by their own XML, and LibreOffice run once for many of them."""

from __future__ import annotations

import os
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree as ET

from printed import WORDS, plain
from programs import need

from sphinx_plenary import glyphs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True)
class File:
    path: Path

    def part(self, name: str) -> ET.Element:
        with zipfile.ZipFile(self.path) as archive:
            return ET.fromstring(archive.read(name))

    @cached_property
    def names(self) -> list[str]:
        with zipfile.ZipFile(self.path) as archive:
            return archive.namelist()

    @cached_property
    def document(self) -> ET.Element:
        return self.part("word/document.xml")

    @cached_property
    def notes(self) -> list[ET.Element]:
        """The notes that the paper has, without Word's own two."""
        found = self.part("word/footnotes.xml").findall(f"{W}footnote")
        return [note for note in found if note.get(f"{W}type") is None]

    @cached_property
    def paragraphs(self) -> list[ET.Element]:
        return list(self.document.iter(f"{W}p"))

    @cached_property
    def text(self) -> str:
        """Body, then notes, a paragraph a line."""
        notes = (paragraph for note in self.notes for paragraph in note.iter(f"{W}p"))
        return "\n".join(map(said, [*self.paragraphs, *notes]))

    def styled(self, style: str) -> list[str]:
        return [said(one) for one in self.paragraphs if style_of(one) == style]

    def headings(self) -> Iterator[tuple[int, str]]:
        for paragraph in self.paragraphs:
            style = style_of(paragraph)
            if style.startswith("Heading") and style[-1].isdigit():
                yield int(style[-1]), said(paragraph)

    @cached_property
    def links(self) -> tuple[set[str], set[str]]:
        """Addresses outside, and bookmarks."""
        relations = {one.get("Id"): one.get("Target") for one in self.part("word/_rels/document.xml.rels")}
        links = list(self.document.iter(f"{W}hyperlink"))
        outside = {str(relations[one.get(f"{R}id")]) for one in links if one.get(f"{R}id")}
        return outside, {str(one.get(f"{W}anchor")) for one in links if one.get(f"{W}anchor")}

    @cached_property
    def bookmarks(self) -> list[str]:
        stories = [self.document, *self.notes]
        return [str(one.get(f"{W}name")) for story in stories for one in story.iter(f"{W}bookmarkStart")]


def said(paragraph: ET.Element) -> str:
    """Its words, with those that a change put in and without those that one took out."""
    return "".join(_SIGNS.get(one.tag, one.text if one.tag == f"{W}t" else "") or "" for one in paragraph.iter())


def style_of(paragraph: ET.Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(found.get(f"{W}val")) if found is not None else ""


def words(text: str) -> Counter[str]:
    return Counter(WORDS.findall(plain(text)))


def lacking(wanted: str, text: str) -> dict[str, int]:
    """How often each word is in one text, but not in the other."""
    return dict(words(wanted) - words(text))


def by_office(files: Iterable[Path], form: str, folder: Path) -> dict[str, Path]:
    """What LibreOffice makes of files, by their names, started once for all; its settings stay in a folder of ours.

    It has the fonts of the house, as a reader has who installed them.
    """
    need("soffice")
    folder.mkdir(parents=True, exist_ok=True)
    listed = list(files)
    profile = (folder.parent / "office-profile").resolve().as_uri()
    fonts = folder.parent / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{glyphs.FONTS}</dir><cachedir>{folder.parent}/fonts</cachedir></fontconfig>"
    )
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", folder]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    done = subprocess.run([*command, *listed], capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr
    made = {path.stem: folder / f"{path.stem}.{form.partition(':')[0]}" for path in listed}
    assert [name for name, path in made.items() if not path.is_file()] == [], done.stderr
    return made


def pdf_text(path: Path) -> str:
    need("pdftotext")
    return subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True).stdout.decode()
