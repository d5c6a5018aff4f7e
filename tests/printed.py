"""A printed paper read back: its text a page at a time, and which words of a doctree it lacks. For both engines."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
from building import ROOT
from docutils import nodes
from sphinx.addnodes import pending_xref

from sphinx_plenary import glyphs

EPOCH = "1662595200"
SITE = "https://papers.example.org/site"
PAPERS = ("papers/cards", "papers/tables", "papers/words")


@dataclass(frozen=True)
class About:
    """What a paper says about itself on its pages."""

    kind: str
    title: str
    short: str
    status: str
    mark: str = ""
    licensed: bool = True  # and with an abstract

    @property
    def head(self) -> str:
        return f"{self.short} {self.status} · 8 September 2022"


ABOUT = {
    "papers/cards": About(
        "Background paper", "Cards and blocks that are longer than a page", "Cards and blocks", "Final, version 1.0"
    ),
    "papers/tables": About(
        "Issues matrix",
        "Tables: Resolution 101 (Rev. Dubai, 2018), long ones, wide ones and views of other papers",
        "Tables: Resolution 101 (Rev. Dubai, 2018), …",
        "Draft: not for citation, version 0.1",
        "Draft",
        licensed=False,
    ),
    "papers/words": About(
        "Commentary",
        r"Words & signs: 50% of #1, $2, a_b, ~c, ^d, {e} and \f",
        "Words & signs: 100% of # and _",
        "For review, version 0.9",
        "For review",
    ),
    "papers/pp-22-background-paper": About(
        "Background paper",
        "Background paper on the ITU Plenipotentiary Conference 2022",
        "PP-22 background paper",
        "Final, version 1.0",
    ),
}
Pages = tuple[nodes.document, nodes.document]  # as read, and as LaTeX gets it


@dataclass(frozen=True)
class Paper:
    """A paper's PDF and what TeX said of it."""

    path: Path
    log: Path = Path()
    head: str = ""

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page in the order in which TeX wrote it: a cell, a note, a block at a time."""
        done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", self.path, "-"], capture_output=True, check=True)
        return done.stdout.decode().split("\f")[:-1]

    @cached_property
    def lines(self) -> list[list[str]]:
        """The lines of each page, from running head to foot."""
        found = []
        for number, (text, page) in enumerate(zip(self.pages, self.pdf.pages, strict=True), start=1):
            lines = text.strip().splitlines()
            if page.get("/Rotate", 0):
                lines = _upright(lines, self.head, f"{number} of {len(self.pages)}")
            found.append(lines)
        return found

    @cached_property
    def body(self) -> list[list[str]]:
        """The lines of each page without running head and foot."""
        marks = ("Draft", "For review")
        return [
            lines[1:-1] if number > 1 or lines[0] in marks else lines[:-1]
            for number, lines in enumerate(self.lines, start=1)
        ]

    @cached_property
    def text(self) -> str:
        return "\n".join(line for lines in self.body for line in lines)

    @cached_property
    def behind_title(self) -> str:
        """Without the title block, whose words would stand in for lost ones; all of it where no contents follow."""
        return self.text.partition("\nContents\n")[2] or self.text

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(self.path)

    @cached_property
    def addresses(self) -> set[str]:
        """Where links lead that leave the PDF."""
        actions = (link.get("/A") for page in self.pdf.pages for link in page.get("/Annots", []))
        return {str(action.URI) for action in actions if action is not None and "/URI" in action}


def _upright(lines: list[str], head: str, foot: str) -> list[str]:
    """A turned page, across whose text stand head and foot: they come anywhere, a word a line."""
    text = "\n".join(["", *lines, ""])
    for part in (head, foot):
        before, found, behind = text.partition("\n{}\n".format(part.replace(" ", "\n")))
        if not found:
            return lines
        text = f"{before}\n{behind}"
    return [head, *text.strip().splitlines(), foot]


def worked_site(folder: Path) -> Path:
    for name in ("conf.py", "data", "ext"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "source", folder / "source")
    return folder


# A word is a run of letters or of digits, or one sign: so "PP-22" is three, however its line is broken, and the
# number of a note is none with the word before it.
WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
# What is printed as something else than its text, or not at all.
NOT_WORDS = (nodes.math, nodes.math_block, nodes.raw, nodes.comment, nodes.substitution_definition)


# The title block of pages, in whose place the PDF has its own.
TITLE_BLOCK = frozenset({"plenary-kind", "plenary-title-block", "plenary-abstract"})


def plain(text: str) -> str:
    """Without ligatures, soft hyphens and places to break."""
    return unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u200b", "")


def text_of(node: nodes.Node, skip: tuple[type[nodes.Node], ...] = NOT_WORDS) -> str:
    """The text of a doctree, each block in a line of its own."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, skip) or (
        isinstance(node, nodes.Element) and TITLE_BLOCK.intersection(node.get("classes", ()))
    ):
        return ""
    inner = "".join(text_of(child, skip) for child in node.children)
    return inner if isinstance(node, nodes.Inline) else f"\n{inner}\n"


def printed_text(doctree: nodes.document) -> str:
    """What the writer is given, behind the title of the paper."""
    title = text_of(next(doctree.findall(nodes.title)))
    return text_of(doctree).replace(title, "\n", 1)


def written_text(doctree: nodes.document) -> str:
    """What the author wrote: a word that a transform lost is not in the resolved doctree either.

    Without citations and numbers of notes, which are not yet what they will be, and without a heading
    over nothing but notes, which is dropped, since they stand at the foot of their pages.
    """
    skip = (*NOT_WORDS, nodes.footnote_reference, nodes.label, pending_xref)
    title = text_of(next(doctree.findall(nodes.title)), skip)
    return text_of(doctree, skip).replace(title, "\n", 1).replace("\nNotes\n", "\n")


def in_contents(doctree: nodes.document) -> str:
    """The headings that the list of contents says a second time."""
    root = next(doctree.findall(nodes.section))
    upper = [section for section in root.children if isinstance(section, nodes.section)]
    lower = [child for section in upper for child in section.children if isinstance(child, nodes.section)]
    return "\n".join(text_of(section[0]) for section in [*upper, *lower])


def lacking(wanted: str, paper: Paper, whole: bool = False) -> dict[str, int]:
    """How often each word is in a text, but not in the PDF's; ``whole``: its title block counts too."""
    text = plain(paper.text if whole else paper.behind_title)
    there = Counter(WORDS.findall(text))
    found = {}
    for word, times in Counter(WORDS.findall(plain(glyphs.printable(wanted)))).items():
        missing = times - there[word]
        if missing > 0 and len(word) > 1:
            missing = times - len(re.findall(_broken(word), text))
        if missing > 0:
            found[word] = missing
    return found


def _broken(word: str) -> str:
    """A word as a pattern that also finds it broken over lines, with a hyphen or without."""
    kind = r"\d" if word.isdigit() else r"[^\W\d_]"
    return rf"(?<!{kind})" + r"(?:-?\n)?".join(word) + rf"(?!{kind})"


def bookmarks(items: Iterable[pikepdf.OutlineItem], level: int = 1) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, item.title
        yield from bookmarks(item.children, level + 1)


def headings(section: nodes.Element, level: int = 1) -> Iterator[tuple[int, str]]:
    for child in section.children:
        if isinstance(child, nodes.section):
            yield level, child[0].astext()
            yield from headings(child, level + 1)
        elif isinstance(child, nodes.container):
            yield from headings(child, level)
