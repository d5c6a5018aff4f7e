"""A paper's folder -> its PDF, by the Typst within Python; what Typst says, at the place in the paper.

Nothing outside the folder is read but our own fonts. A PDF appears only when it is whole, and is left alone when
nothing that it is made of has changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_plenary.glyphs import FONTS, font_files
from sphinx_plenary.typst.core import PLACE
from sphinx_plenary.typst.tagging import head_rows
from sphinx_plenary.writing import write_whole

if TYPE_CHECKING:
    import typst

MAIN: Final = "paper.typ"
# Both at once: PDF/UA-1 says that it can be read aloud, PDF/A-2a that it can be read in years.
STANDARDS: Final = ("ua-1", "a-2a")
_KEPT: Final = ".made-of"
_WHERE: Final = re.compile(r"(?:┌─|-->)\s*(\S+\.typ):(\d+):\d+")


@dataclass(frozen=True)
class Job:
    """``timestamp`` in seconds; ``tables``: for each row of each table the cells that head it."""

    folder: Path
    target: Path
    path: str  # of the paper's source, for messages
    timestamp: int
    tables: Sequence[Sequence[Sequence[int]]] = field(default_factory=tuple)
    fonts: Path | None = None  # of the project's own


@dataclass(frozen=True)
class Failure:
    place: str
    text: str


def compile_paper(job: Job) -> list[Failure]:
    """Write the PDF; an empty list when it is there."""
    import typst  # here, since its 80 MB are for who makes PDFs

    made_of = digest(job)
    kept = job.folder / _KEPT
    if kept.is_file() and job.target.is_file() and kept.read_text(encoding="ascii") == _kept(made_of, job.target):
        return []
    try:
        compiler = typst.Compiler(str(job.folder / MAIN), root=str(job.folder), font_paths=fonts_with(job.fonts))
        made, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=list(STANDARDS), timestamp=job.timestamp
        )
    except typst.TypstError as error:
        return [failure(job, error.message, error.diagnostic, error.trace, error.hints)]
    if told := [failure(job, one.message, one.diagnostic, one.trace, one.hints) for one in warnings]:
        return told
    assert isinstance(made, bytes)
    try:
        pdf = head_rows(made, job.tables)
    except LookupError as error:
        return [Failure(f"{job.path}:1", f"the heads of rows cannot be tagged: {error}")]
    write_whole(job.target, pdf)
    write_whole(kept, _kept(made_of, job.target).encode("ascii"))
    return []


def _kept(made_of: str, target: Path) -> str:
    """What is noted beside the code: of what a PDF was made, and what came of it."""
    return f"{made_of} {sha256(target.read_bytes()).hexdigest()}\n"


def digest(job: Job) -> str:
    """Of all that the bytes of the PDF depend on."""
    found = sha256(f"{_engine(job.fonts)} {job.timestamp} {STANDARDS}\n".encode())
    for path in sorted(path for path in job.folder.rglob("*") if path.is_file() and path.name != _KEPT):
        name = path.relative_to(job.folder).as_posix()
        found.update(f"{name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


@cache
def fonts_with(own: Path | None) -> typst.Fonts:
    """Ours and those within Typst, read once for all papers; none of the system."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS), *([str(own)] if own else [])])


@cache
def _engine(own: Path | None) -> str:
    """What sets every paper: Typst, our fonts and what tags the rows."""
    fonts = sha256(b"".join(path.read_bytes() for path in [*sorted(FONTS.glob("*.otf")), *font_files(own)])).hexdigest()
    return f"{engine()} pikepdf {version('pikepdf')} fonts {fonts}"


def engine() -> str:
    return f"typst {version('typst')}"


def failure(job: Job, message: str, diagnostic: str, trace: Sequence[str], hints: Sequence[str]) -> Failure:
    """What Typst says, in one line, at the place in the paper from which it comes."""
    shown = "\n".join([diagnostic, *trace])
    lines = (job.folder / MAIN).read_text(encoding="utf-8").split("\n")
    numbers = [int(line) for name, line in _WHERE.findall(shown) if name.endswith(MAIN)]
    place = _place(lines, numbers[0]) if numbers else f"{job.path}:1"
    text = " ".join([f"Typst cannot set this: {message}", *(f"({hint})" for hint in hints)])
    return Failure(place or f"{job.path}:1", " ".join(text.split()))


def _place(lines: Sequence[str], number: int) -> str:
    """The last place noted above a line of the code."""
    above = (line for line in reversed(lines[:number]) if line.startswith(PLACE))
    return next(above, "").removeprefix(PLACE)
