"""Figures: the drawing in the form that a builder takes, its words where it takes none, its numbers on request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.figures import KINDS, Picture, Wanted
from sphinx_plenary.figures.files import drawn
from sphinx_plenary.figures.picture import DAGGER
from sphinx_plenary.nodes import drawing, folded, picture
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.parts import line, words
from sphinx_plenary.translation import N_, Words, _

# What builders say that they take -> what is drawn, the better first: SVG has no size of its own.
FORMATS: Final = {"image/svg+xml": "svg", "application/pdf": "pdf"}
# In the folder of doctrees, so that one drawing serves builders that share them.
FOLDER: Final = "plenary-figures"
NUMBERS: Final = N_("The numbers in the figure")
_KINDS: Final = Words(
    {
        "proposals": N_("proposals"),
        "outcomes": N_("outcomes"),
        "revisions": N_("revisions"),
        "lineage": N_("lineage"),
        "coverage": N_("coverage"),
    }
)
_CHOICES: Final = ("instruments", "issues", "regions", "start", "end")
_SHORT_CELL: Final = 28  # characters
_POINTS: Final = 72 / 25.4  # of a millimetre
# A file of ours in an output, or with its scheme and digest among what was drawn.
_FILE: Final = re.compile(
    rf"(?P<name>plenary-(?:{'|'.join(KINDS)})-.+?)(?:-dark|-(?:light|dark)\.[0-9a-f]{{16}})?\.(?:svg|pdf)"
)
_SIZE: Final = re.compile(r'<svg [^>]*?width="([0-9.]+)pt" height="([0-9.]+)pt"')


class FigureTransform(SphinxPostTransform):
    """``picture`` -> images, or words; what a figure has of its own, such as its caption, stays."""

    default_priority = 5  # before Sphinx's image converters (100 and more) and the heads of tables (900)

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for placeholder in list(self.document.findall(picture)):
            conference = placeholder["conference"]
            if facts is None or conference not in facts.register.conferences:
                placeholder.replace_self(line(_("No conference {name} is known.", name=conference)))  # told by R201
                continue
            self._fill(placeholder, _made(facts, placeholder))

    def _fill(self, placeholder: picture, made: Picture) -> None:
        if made.lacking:
            placeholder.replace_self(line(made.lacking, name="none-known"))
            return
        alt = placeholder["alt"] or made.alt
        images = self._images(placeholder, made, alt)
        figure = placeholder.parent
        place = figure.parent.index(figure) + 1
        if placeholder["table"]:
            figure.parent[place:place] = self._numbers(made)
        if not images:
            placeholder.replace_self(line(alt))
        elif self._on_screen:
            box = drawing(
                "", *images, classes=["plenary-drawing"], label=_("Figure: {kind}", kind=_KINDS[placeholder["kind"]])
            )
            placeholder.replace_self(box)
        else:
            placeholder.replace_self(images)

    @property
    def _on_screen(self) -> bool:
        """Whether a reader may choose a dark scheme, and fold things away: not in a book."""
        return self.app.builder.format == "html" and self.app.builder.name != "epub"

    def _images(self, placeholder: picture, made: Picture, alt: str) -> list[nodes.image]:
        """One for each scheme; none for a builder that takes neither SVG nor PDF."""
        format = next((form for kind, form in FORMATS.items() if kind in self.app.builder.supported_image_types), "")
        if not format:
            return []
        schemes = ("light", "dark") if self._on_screen else ("light",)
        return [self._image(placeholder, made, alt, format, scheme) for scheme in schemes]

    def _image(self, placeholder: picture, made: Picture, alt: str, format: str, scheme: str) -> nodes.image:
        name = placeholder["file"]
        width = placeholder["millimetres"] * _POINTS
        path = drawn(made, Path(self.app.doctreedir, FOLDER), name, format, scheme, width)
        # As Sphinx knows its own images: where the file is, and its name in the output, where it copies it.
        self.app.builder.images[str(path)] = f"{name}{'-dark' if scheme == 'dark' else ''}.{format}"
        image = nodes.image(uri=str(path), candidates={"*": str(path)}, alt=alt)
        if self._on_screen:
            # dark-light: pydata-sphinx-theme leaves the image as it is on dark pages
            image["classes"] = [f"plenary-{scheme}-only", "dark-light", "no-scaled-link"]
            image["loading"] = "lazy"  # so that the one that is not shown is not fetched
            image["width"], image["height"] = _pixels(path)
        image.source, image.line = placeholder.source, placeholder.line
        return image

    def _numbers(self, made: Picture) -> list[nodes.Node]:
        left_out: list[nodes.Node] = [line(made.left_out, name="left-out")] if made.left_out else []
        numbers = [*left_out, _table(made.heads, made.rows)]
        return [folded("", *numbers, summary=_(NUMBERS), classes=["plenary-numbers"])] if self._on_screen else numbers


def _made(facts: Facts, placeholder: picture) -> Picture:
    chosen = {name: placeholder[name] for name in _CHOICES}
    as_of = date.fromisoformat(placeholder["as_of"])
    return KINDS[placeholder["kind"]](facts, Wanted(conference=placeholder["conference"], as_of=as_of, **chosen))


def _pixels(path: Path) -> tuple[str, str]:
    """The size of an SVG in pixels of CSS, so that the text below does not move when it arrives."""
    with path.open(encoding="utf-8") as file:
        found = _SIZE.search(file.read(1000))
    assert found is not None, f"{path} has no size"
    width, height = (round(float(points) * 4 / 3) for points in found.groups())
    return str(width), str(height)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> nodes.table:
    """A table whose first column heads the rows. The widths, in characters, are for builders that measure none."""
    columns = [nodes.colspec(colwidth=_characters(column)) for column in zip(heads, *rows, strict=True)]
    columns[0]["stub"] = 1
    group = nodes.tgroup("", *columns, cols=len(columns))
    group += nodes.thead("", _row(heads))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["plenary-numbers", "colwidths-auto"])


def _characters(column: Sequence[str]) -> int:
    """Room for the longest word, and for short cells in one line."""
    longest = max(len(word) for cell in column for word in cell.split())
    return max(longest, min(_SHORT_CELL, max(map(len, column))))


def _row(cells: Sequence[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *_marked(cell))) for cell in cells))


def _marked(cell: str) -> list[nodes.Node]:
    """Words with a dagger as a mark, so that the page says what it means."""
    found: list[nodes.Node] = []
    for number, part in enumerate(cell.split(DAGGER)):
        found += [unconfirmed_mark()] if number else []
        found += [words(part)] if part else []
    return found


def remove_former(app: Sphinx, error: Exception | None) -> None:
    """A figure that no page shows any more leaves no file, neither in the output nor among what was drawn."""
    if error is not None or not any(kind in app.builder.supported_image_types for kind in FORMATS):
        return
    shown = {name for notes in PlenaryDomain.of(app.env).notes.values() for name in notes.figures}
    for folder in (Path(app.outdir, app.builder.imagedir), Path(app.doctreedir, FOLDER)):
        for path in sorted(folder.glob("plenary-*")):
            made = _FILE.fullmatch(path.name)
            if made and made["name"] not in shown:
                path.unlink()


def setup(app: Sphinx) -> None:
    app.add_post_transform(FigureTransform)
    app.connect("build-finished", remove_former)
