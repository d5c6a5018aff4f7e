"""The body of an edition's page -> what stands in it one below the other, in house styles, to be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sphinx_plenary.word import ast, pandoc
from sphinx_plenary.word.ast import Block, Inline
from sphinx_plenary.word.styles import CARDS, WORDS, card
from sphinx_plenary.word.tables import WIDE

# pandoc keeps the classes of blocks, not those of paragraphs.
_CLASSED: Final = re.compile(r'<p class="(plenary-[^"]*)">(.*?)</p>', re.DOTALL)
_SMALL: Final = frozenset({"plenary-card-meta", "plenary-card-foot", "plenary-legend", "plenary-conference"})
_GONE: Final = frozenset({"headerlink", "plenary-downloads"})
_OUTSIDE: Final = ("http:", "https:", "mailto:")
_WRAPPERS: Final = frozenset({"Strong", "Emph", "Superscript", "Subscript", "Strikeout", "Underline", "SmallCaps"})
_LONGEST: Final = 60  # characters of a cell that its column grows with


@dataclass(frozen=True)
class Leaf:
    """A word, a space or another thing in a line, with what it stands in: kinds of look, a style, a link."""

    piece: Inline
    looks: tuple[str, ...] = ()
    style: str = ""
    link: str = ""

    @property
    def text(self) -> str:
        content = self.piece.get("c", " ")
        return content if isinstance(content, str) else str(content[1])

    @property
    def space(self) -> bool:
        return self.piece["t"] in {"Space", "SoftBreak"}


@dataclass(frozen=True)
class Unit:
    """A paragraph, heading or item of a list: ``kind`` is a level, a sign of a list, or nothing. Or a table: rows."""

    leaves: tuple[Leaf, ...] = ()
    style: str = ""
    level: int = 0
    sign: str = ""  # "-", or the number of an item
    rows: tuple[tuple[tuple[Leaf, ...], ...], ...] = ()
    heads: int = 0

    @property
    def key(self) -> str:
        """Its words, by which it is compared."""
        cells = [self.leaves] if not self.rows else [cell for row in self.rows for cell in row]
        return " ".join(" ".join("".join(leaf.text for leaf in cell).split()) for cell in cells)

    def block(self, made: Sequence[Inline]) -> Block:
        if self.level:
            return ast.heading(made, self.level)
        paragraph = ast.paragraph(made, self.style)
        if self.sign == "-":
            return ast.bullets([[paragraph]])
        return ast.numbered([[paragraph]], int(self.sign), "Decimal", "Period") if self.sign else paragraph


def units(body: str) -> list[Unit]:
    """Of the body of a page, as ``edition_builder`` writes it."""
    page = _CLASSED.sub(r'<div class="\1"><p>\2</p></div>', body)
    tree = json.loads(pandoc.run(["-f", "html", "-t", "json"], page.encode())[0])
    return list(_Reader().blocks(tree["blocks"]))


@dataclass
class _Reader:
    style: str = ""
    signs: list[str] = field(default_factory=list)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Unit]:
        for block in blocks:
            yield from self.block(block["t"], block.get("c"))

    def block(self, kind: str, content: Any) -> Iterator[Unit]:
        match kind:
            case "Header":
                yield Unit(tuple(leaves(content[2])), level=max(1, content[0] - 1))
            case "Para" | "Plain":
                yield from self.paragraph(content)
            case "Div":
                yield from self.within(self.style_of(content[0][1]), content[1])
            case "BlockQuote":
                yield from self.within(self.style or "Block Text", content)
            case "Figure":
                yield from self.blocks(content[2])
                yield from self.within("Image Caption", content[1][1])
            case "BulletList":
                for item in content:
                    yield from self.item("-", item)
            case "OrderedList":
                for number, item in enumerate(content[1], start=content[0][0]):
                    yield from self.item(str(number), item)
            case "DefinitionList":
                for term, definitions in content:
                    yield Unit(tuple(leaves(term)), self.style or "Definition Term")
                    for definition in definitions:
                        yield from self.within(self.style or "Definition", definition)
            case "LineBlock":
                for line in content:
                    yield from self.paragraph(line)
            case "CodeBlock":
                yield from self.paragraph([{"t": "Code", "c": content}])
            case "Table":
                yield from self.table(content)

    def paragraph(self, content: Iterable[Inline]) -> Iterator[Unit]:
        found = tuple(leaves(content))
        if any(not leaf.space for leaf in found):
            sign = self.signs.pop() if self.signs else ""
            yield Unit(found, self.style, sign=sign)

    def within(self, style: str, blocks: Iterable[Block]) -> Iterator[Unit]:
        outer, self.style = self.style, style
        yield from self.blocks(blocks)
        self.style = outer

    def item(self, sign: str, blocks: Iterable[Block]) -> Iterator[Unit]:
        """Its first paragraph has the sign."""
        self.signs = [sign]
        list_style = f"{self.style} List" if self.style.startswith("Card ") else self.style or "Compact"
        yield from self.within(list_style.replace(" List List", " List"), blocks)
        self.signs = []

    def style_of(self, classes: Sequence[str]) -> str:
        names = [name.removeprefix("plenary-") for name in classes if name.startswith("plenary-")]
        if kind := next((name for name in names if name in CARDS), ""):
            return card(kind)
        if _SMALL & set(classes):
            return f"{self.style} Small" if self.style in map(card, CARDS) else "Plenary Small Print"
        if "line" in names and self.style in map(card, CARDS):
            return f"{self.style} Head"
        return "Plenary Abstract" if "abstract" in names else self.style

    def table(self, content: Any) -> Iterator[Unit]:
        """Its rows; each cell as one paragraph. A cell that reaches over others is said once."""
        _, caption, _, head, bodies, foot = content
        yield from self.within("Table Caption", caption[1])
        heads = [self.row(row) for row in head[1]]
        rows = [self.row(row) for body in bodies for row in (*body[2], *body[3])]
        rows += [self.row(row) for row in foot[1]]
        width = max((len(row) for row in (*heads, *rows)), default=0)
        filled = tuple((*row, *([()] * (width - len(row)))) for row in (*heads, *rows))
        if filled:
            yield Unit(rows=filled, heads=len(heads))

    def row(self, row: Any) -> tuple[tuple[Leaf, ...], ...]:
        found: list[tuple[Leaf, ...]] = []
        for _, _, _, across, blocks in row[1]:
            inner: list[Leaf] = []
            for unit in _Reader().blocks(blocks):
                inner += [Leaf({"t": "Space"})] if inner else []
                inner += unit.leaves
            found += [tuple(inner), *([()] * (across - 1))]
        return tuple(found)


def leaves(inlines: Iterable[Inline], around: Leaf | None = None) -> Iterator[Leaf]:
    """What stands in a line, one by one. Links within the page go: a comparison has no such places."""
    outer = around or Leaf({})
    for one in inlines:
        kind: str = one["t"]
        content: Any = one.get("c")
        if kind in _WRAPPERS:
            yield from leaves(content, Leaf({}, (*outer.looks, kind), outer.style, outer.link))
        elif kind == "Quoted":
            left, right = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
            yield from leaves([ast.string(left), *content[1], ast.string(right)], outer)
        elif kind == "Link":
            if not _GONE & set(content[0][1]):
                target = content[2][0] if content[2][0].startswith(_OUTSIDE) else ""
                yield from leaves(content[1], Leaf({}, outer.looks, outer.style, target))
        elif kind == "Span":
            names = [name.removeprefix("plenary-") for name in content[0][1]]
            style = next((WORDS[name].name for name in reversed(names) if name in WORDS), outer.style)
            yield from leaves(content[1], Leaf({}, outer.looks, style, outer.link))
        elif kind == "Note":
            yield from leaves(ast.text(" ".join(unit.key for unit in _Reader().blocks(content))), outer)
        elif kind == "LineBreak":
            yield Leaf({"t": "Space"}, outer.looks, outer.style, outer.link)
        elif kind in {"Str", "Space", "SoftBreak", "Code", "Math"}:
            piece = {"t": "Space"} if kind == "SoftBreak" else one
            yield Leaf(piece, outer.looks, outer.style, outer.link)


def table(unit: Unit, rows: Sequence[Sequence[Sequence[Inline]]], heads: int) -> Block:
    """A table of the words of its cells."""
    texts = [["".join(leaf.text for leaf in cell) for cell in row] for row in unit.rows]
    weights = [max(8, *(min(_LONGEST, len(row[column])) for row in texts)) for column in range(len(texts[0]))]
    cells = [
        [ast.cell([ast.paragraph(cell, f"Table {'Head' if number < heads else 'Text'}")]) for cell in row]
        for number, row in enumerate(rows)
    ]
    return ast.table(cells[:heads], cells[heads:], [weight / sum(weights) for weight in weights], 0, WIDE)
