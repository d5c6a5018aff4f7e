"""The tour of the rooms, from the docstring of the package, and a drawing of who may use whom, from the test of it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from text import page

import sphinx_plenary
from sphinx_plenary import design

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(sphinx_plenary.__file__).parent
SPHINX: Final = "the Sphinx rooms"

INTRODUCTION = """\
`ext/sphinx_plenary/` is laid out as rooms: each is a module or a folder with one idea, and says in its first line what
it is for. Data goes through them in one direction. Nothing flows back: a rule does not log, a figure does not know that
Sphinx exists, a command calls rooms and decides nothing.
"""
DRAWN = """\
Each band may use those above it, and none below. Above the dashed line nothing knows Sphinx, so that `plenary lint`
starts at once and rules are tested in milliseconds. `tests/test_layers.py` reads all imports and holds the rooms to it;
this drawing is made from that test.
"""
AFTER = """\
## When what happens in a build

| step | when | what happens |
| --- | --- | --- |
| settings | `config-inited` | types and fields of items are given to sphinx-needs |
| register | `builder-inited` | data files become a `Register`, or the build ends with every fault that they have |
| reading | each page | what is internal is taken out; directives declare items; roles note what was cited |
| facts | `write-started` | the register, what papers declare and what they cite are frozen as `Facts` |
| rules | `write-started` | each rule sees the facts and yields findings; they go to Sphinx's log, on every build |
| pages | post-transforms | placeholders and promises become what readers see, for each format |
| outputs | `build-finished` | what was written takes the place of the last output, when the build is whole |

## Where to read on

- [The glossary](glossary.md) has the nouns; each has one name in code, data and prose.
- [Decisions](decisions/index.md) say why things are as they are, and what was not chosen.
- [Maintaining](maintaining.md) says how it is tested, and how to add a rule, a directive or a format.
"""
WIDTH, PAD, LINE, LETTERS = 460, 14, 20, 54


def layers() -> list[list[str]]:
    """The bands from top to bottom, as ``tests/test_layers.py`` has them, each with its rooms by name."""
    tree = ast.parse((ROOT / "tests" / "test_layers.py").read_text(encoding="utf-8"))
    found = next(
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LAYERS"
    )
    named: list[set[str]] = list(ast.literal_eval(found))
    rooms = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    others = sorted(rooms - {"__init__"} - set().union(*named))
    return [others if SPHINX in band else sorted(band - {""}) for band in named]


def bands() -> tuple[list[list[str]], int]:
    """The bands, and which is the first that knows Sphinx."""
    found = layers()
    return found, next(index for index, band in enumerate(found) if "domain" in band)


def architecture() -> str:
    found, first = bands()
    last = ", ".join(found[-1])
    alt = f"{len(found)} bands of rooms, from {found[0][0]} on top to {last} below; {first} of them know no Sphinx"
    drawn = [f"![{alt}](images/rooms.svg)", "", *DRAWN.split("\n")]
    return page(
        "Architecture", INTRODUCTION.split("\n"), drawn, ["## A tour of the rooms", "", *_tour(), ""], AFTER.split("\n")
    )


def _tour() -> Iterator[str]:
    """The bullets of the docstring, as Markdown."""
    text = inspect.cleandoc(sphinx_plenary.__doc__ or "")
    yield "In the order in which the data passes through them:"
    yield ""
    yield from text[text.index("\n- ") + 1 :].replace("``", "`").split("\n")


def drawing() -> str:
    """An SVG in the house's colours, which follows the reader's scheme."""
    found, first = bands()
    shapes: list[str] = []
    y = PAD
    for index, band in enumerate(found):
        if index == first:
            y += 10
            shapes.append(f'<line class="border" x1="{PAD}" y1="{y}" x2="{WIDTH - PAD}" y2="{y}"/>')
            shapes.append(
                f'<text class="note" x="{WIDTH - PAD}" y="{y + 18}" text-anchor="end">Sphinx from here on</text>'
            )
            y += 30
        lines = textwrap.wrap(", ".join(band), LETTERS)
        height = LINE * len(lines) + 12
        shapes.append(f'<rect class="band" x="{PAD}" y="{y}" width="{WIDTH - 2 * PAD}" height="{height}" rx="3"/>')
        shapes += _words(lines, y)
        y += height + 6
    return _svg(shapes, y + PAD - 6)


def _words(lines: Sequence[str], y: int) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f'<text x="{PAD + 12}" y="{y + 21 + LINE * number}">{line}</text>'


def _svg(shapes: Sequence[str], height: int) -> str:
    light, dark = design.scheme("light"), design.scheme("dark")
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"',
            f'  width="{WIDTH}" height="{height}">',
            "<style>",
            _style(light),
            f"@media (prefers-color-scheme: dark) {{ {_style(dark)} }}",
            "</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
            *shapes,
            "</svg>",
            "",
        ]
    )


def _style(colours: dict[str, str]) -> str:
    return (
        f"text {{ font: 15px 'Source Sans 3', Arial, sans-serif; fill: {colours['ink']} }} "
        f".note {{ font-size: 13px; fill: {colours['muted']} }} .paper {{ fill: {colours['paper']} }} "
        f".band {{ fill: {colours['panel']} }} .border {{ stroke: {colours['accent']}; stroke-dasharray: 6 4 }}"
    )
