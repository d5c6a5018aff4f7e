"""Images and figures: files that Word shows, with the words that say what they show."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from docutils import nodes

from sphinx_plenary.printing import own_fonts
from sphinx_plenary.typst.images import content
from sphinx_plenary.typst.pictures import length
from sphinx_plenary.word import ast
from sphinx_plenary.word.ast import Block, Inline
from sphinx_plenary.word.core import Core
from sphinx_plenary.word.styles import size

_DPI: Final = 300
_INCH: Final = 1440  # twips
_POINTS: Final = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "em": 10.5}
_ORNAMENT: Final = "decorative"


class Pictures(Core):
    """``pictures`` are the files shown, by the name that pandoc finds them under."""

    pictures: dict[str, bytes]

    def inline_image(self, node: nodes.Element) -> list[Inline]:
        uri = str(node["uri"])
        alt = str(node.get("alt") or "").strip()
        if "://" in uri or uri not in self.builder.images:
            fix = "lay a copy beside the paper and name that, or mend the name"
            self.refuse(node, f"the picture {uri[:80]!r} is no file of the project", fix)
            return []
        ornament = _ORNAMENT in node["classes"]
        if not alt and not ornament:
            fix = (
                "say it in words: '![what it shows](file)' or ':alt: what it shows'; "
                f"a mere ornament has ':class: {_ORNAMENT}'"
            )
            self.refuse(node, f"the picture {uri!r} does not say what it shows", fix)
            return []
        name = f"{self.builder.images[uri].replace('/', '-')}.png"
        source = Path(self.builder.srcdir, uri)
        if name not in self.pictures:
            self.pictures[name] = as_png(source, own_fonts(self.builder.config))
        room = size("measure") / _INCH
        return [ast.image(name, alt, _inches(node, self.pictures[name], room))]

    def block_image(self, node: nodes.Element) -> list[Block]:
        made = self.inline_image(node)
        return [self.paragraph(made, "", node)] if made else []

    def block_figure(self, node: nodes.Element) -> list[Block]:
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        legend = [child for child in node.children if isinstance(child, nodes.legend)]
        outer, self.style = self.style, "Captioned Figure"
        found = self.blocks(child for child in node.children if child is not caption and child not in legend)
        self.style = "Image Caption"
        if caption is not None:
            self.mark(caption)
            found.append(self.paragraph([*ast.text(self._number(node)), *self.inlines(caption.children)], "", caption))
        for child in legend:
            found += self.blocks(child.children)
        self.style = outer
        return found

    def _number(self, node: nodes.Element) -> str:
        """``Fig. 1: `` where the project numbers its figures."""
        if not self.config.numfig:
            return ""
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get("figure", {})
        found = next((numbers[id] for id in node["ids"] if id in numbers), None)
        prefix = str(self.config.numfig_format.get("figure", "Fig. %s"))
        return f"{prefix % '.'.join(map(str, found))}: " if found is not None else ""


def as_png(path: Path, own: Path | None) -> bytes:
    """A picture as pixels, 300 to the inch: Word before 2016, and many that read its files, show no SVG."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return content(path)
    if suffix == ".svg":
        return _of_svg(path, own)
    image: Any = import_module("PIL.Image")  # here, since few papers have pictures
    with image.open(path) as opened:
        if opened.format == "PNG":
            return path.read_bytes()
        made = io.BytesIO()
        opened.convert("RGBA").save(made, format="PNG", dpi=opened.info.get("dpi", (96, 96)))
        return made.getvalue()


def _of_svg(path: Path, own: Path | None) -> bytes:
    """Drawn by Typst, which draws it in the PDF too."""
    import typst

    from sphinx_plenary.typst.compiling import fonts_with

    page = '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image(bytes(sys.inputs.at("svg")))'
    compiler = typst.Compiler(
        page.encode(), font_paths=fonts_with(own), sys_inputs={"svg": path.read_text(encoding="utf-8")}
    )
    made = compiler.compile(format="png", ppi=_DPI)
    assert isinstance(made, bytes)
    return _with_dots(made)


def _with_dots(data: bytes) -> bytes:
    image: Any = import_module("PIL.Image")
    made = io.BytesIO()
    with image.open(io.BytesIO(data)) as opened:
        opened.save(made, format="PNG", dpi=(_DPI, _DPI))
    return made.getvalue()


def _inches(node: nodes.Element, data: bytes, room: float) -> float:
    """As wide as asked for, else as it is, and no wider than the text."""
    image: Any = import_module("PIL.Image")
    with image.open(io.BytesIO(data)) as opened:
        width, height = opened.size
        dots = opened.info.get("dpi", (96, 96))[0] or 96
    own = width / dots
    asked = _asked(str(node.get("width", "")), room)
    tall = _asked(str(node.get("height", "")), room)
    if not asked and tall:
        asked = tall * width / height
    if not asked and "scale" in node:
        asked = own * int(node["scale"]) / 100
    return min(asked or own, room)


def _asked(value: str, room: float) -> float:
    made = length(value) if value else None
    if not made:
        return 0.0
    if made.endswith("%"):
        return room * float(made[:-1]) / 100
    return float(made[:-2]) * _POINTS[made[-2:]] / 72
