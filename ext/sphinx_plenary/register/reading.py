"""Files -> rows and trees of plain values, with the line of each; no meaning is given to them here.

A file that cannot be read becomes one ``Problem`` that says what to do; nothing raises for bad data.
"""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.reader import Reader

from sphinx_plenary.model import Origin, Problem

# The largest file of the real register has some 50 kB; a hundred times that is a mistake.
MAX_BYTES: Final = 20 * 1024 * 1024
# Deeper than any file of ours by far: keeps a hostile file from exhausting the stack.
MAX_DEPTH: Final = 40
# More than a register of 10,000 texts has in its YAML: keeps aliases of aliases from filling the memory.
MAX_PLACES: Final = 200_000
# The real register has some 500 rows in a file.
MAX_ROWS: Final = 100_000
# More wrong lines than anyone reads: from there on the file is another one, or not a register.
MAX_TOLD: Final = 200

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a CSV file: its cells by column, and the line it starts on."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML value with the line of every place in it: ``lines[("paper", "date")]``."""

    value: Any
    lines: Mapping[tuple[str | int, ...], int]

    def line(self, *place: str | int) -> int:
        """The line of a place, or of the nearest place round it that has one."""
        for end in range(len(place), -1, -1):
            if (line := self.lines.get(place[:end])) is not None:
                return line
        return 1


class Unreadable(Exception):
    """A file (or text) that cannot be read at all; ``problem`` says where and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


def refuse_outside(path: Path, name: str) -> None:
    """A link in a register must not show what lies elsewhere on the disk: messages quote what they find wrong."""
    folder = path.parent.parent if path.parent.name == "bodies" else path.parent
    if path.is_symlink() and path.exists() and not path.resolve().is_relative_to(folder.resolve()):
        what = "this is a link that leads out of the register"
        raise Unreadable(Problem(Origin(name, 1), what, "put the file itself in its place"))


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file; a byte-order mark and CRLF, which Excel writes, are accepted.

    ``name`` is the path that a message shows. Raises ``Unreadable``.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # to read a pipe would wait for ever
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or pipe"
            raise Unreadable(Problem(Origin(name, 1), f"this is {what}, not a file", "put the file in its place"))
        if status.st_size > MAX_BYTES:
            size, most = status.st_size / 1e6, MAX_BYTES / 1e6
            raise Unreadable(
                Problem(
                    Origin(name, 1),
                    f"the file has {size:.0f} MB, more than the {most:.0f} MB that a data file may have",
                    "is it the right file? Split it, or remove what is no data",
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            Problem(Origin(name, 1), f"cannot read the file: {error.strerror}", "restore it or its permissions")
        ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            Problem(
                Origin(name, line),
                f"byte 0x{data[error.start]:02X} is not UTF-8",
                "save the file as UTF-8 (in Excel: 'CSV UTF-8')",
            )
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(Problem(Origin(name, line), "the file holds a NUL character", "save it as plain text"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_csv(text: str, name: str) -> tuple[list[str], list[Row], list[Problem]]:
    """CSV text -> (columns, rows, problems). Blank lines are passed over; bad rows are told and left out."""
    if not text.strip():
        raise Unreadable(
            Problem(Origin(name, 1), "the file is empty", "its first line must name the columns; see data/schema/")
        )
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    columns: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(
                Problem(
                    Origin(name, line), f"broken CSV: {error}", 'close every quotation mark; write " inside one as ""'
                )
            )
            break
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) >= MAX_ROWS or len(problems) >= MAX_TOLD:
            more = f"more than {MAX_ROWS:,} rows" if len(rows) >= MAX_ROWS else f"{MAX_TOLD} wrong lines up to here"
            problems.append(Problem(Origin(name, line), f"{more}; the rest is not read", "is it the right file?"))
            break
        if not columns:
            columns = [cell.strip() for cell in cells]
            _refuse_other_separator(columns, Origin(name, line))
            problems += _bad_columns(columns, Origin(name, line))
        elif len(cells) != len(columns):
            problems.append(
                Problem(
                    Origin(name, line),
                    f"{len(cells)} cell{'s' * (len(cells) != 1)}, beginning {cells[0]!r}, "
                    f"where the first line names {len(columns)} columns",
                    "put a cell with a comma in it between quotation marks, or add the commas that lack",
                )
            )
        else:
            # from behind, so that of a column named twice the first counts
            pairs = zip(reversed(columns), (cell.strip() for cell in reversed(cells)), strict=True)
            rows.append(Row(line, dict(pairs)))
    return columns, rows, problems


def _refuse_other_separator(columns: list[str], origin: Origin) -> None:
    """Excel writes semicolons where the system's decimal sign is a comma."""
    for sign, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(columns) == 1 and sign in columns[0]:
            what = f"the columns are separated by {word}"
            raise Unreadable(
                Problem(origin, what, "save the file with commas (Excel takes the sign from the regional settings)")
            )


def _bad_columns(columns: list[str], origin: Origin) -> Iterator[Problem]:
    for name in sorted({name for name in columns if columns.count(name) > 1}):
        yield Problem(origin, f"column {name!r} is named twice", "keep one of them")


_CURE: Final = "look at the indentation, colons and quotation marks there"
# Of what libyaml says most often, the usual cause.
_CURES: Final = {
    "found a tab character": "write spaces in the place of the tab",
    "found character that cannot start any token": "write spaces in the place of a tab, or put the value between "
    "quotation marks",
    "mapping values are not allowed": "put a value that has a colon in it between quotation marks, or look at the "
    "indentation",
}


def parse_yaml(text: str, name: str, first_line: int = 1) -> Tree:
    """YAML text -> its value with lines; dates stay text. Raises ``Unreadable``.

    ``first_line`` is the line of the file on which the text starts.
    """
    try:
        _refuse_depth(text, name, first_line)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        parts = [getattr(error, part, None) for part in ("context", "problem", "reason")]
        what = ", ".join(filter(None, parts)) or str(error).splitlines()[0]
        line = min(_line_of(error, text), text.count("\n") + (not text.endswith("\n")))
        raise Unreadable(
            Problem(
                Origin(name, first_line + max(line, 1) - 1),
                f"broken YAML: {what}",
                next((fix for mark, fix in _CURES.items() if mark in what), _CURE),
            )
        ) from None
    if node is None:
        raise Unreadable(Problem(Origin(name, first_line), "the file is empty", "see data/schema/ for what it holds"))
    lines: dict[tuple[str | int, ...], int] = {}
    value = _plain(node, (), lines, name, first_line)
    return Tree(value, lines)


def _refuse_depth(text: str, name: str, first_line: int) -> None:
    """And length. Before ``compose``, which calls itself for each level: libyaml 0.2 overruns the stack at 100,000."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_Loader)):
        if number > 2 * MAX_PLACES:  # each value has an event, each mapping and list one at its end
            line = event.start_mark.line if event.start_mark else 0
            what = f"more than {MAX_PLACES:,} values"
            raise Unreadable(Problem(Origin(name, first_line + line), what, "is it the right file? Split it"))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line = event.start_mark.line if event.start_mark else 0
                raise Unreadable(_too_deep(name, first_line + line))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line_of(error: yaml.YAMLError, text: str) -> int:
    """The line of a YAML error, from 1: where what is not closed begins, else where the parser stopped."""
    if isinstance(error, yaml.MarkedYAMLError):
        unclosed = re.match(r"while (scanning a (simple key|quoted)|parsing a flow)", error.context or "")
        if mark := (error.context_mark if unclosed else None) or error.problem_mark:
            return int(mark.line) + 1
    forbidden = Reader.NON_PRINTABLE.search(text)
    return text.count("\n", 0, forbidden.start()) + 1 if forbidden else 1


def _too_deep(name: str, line: int) -> Problem:
    return Problem(Origin(name, line), f"values nested deeper than {MAX_DEPTH} levels", "flatten them")


def _plain(
    node: yaml.Node, place: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int], name: str, first: int
) -> Any:
    line = first + node.start_mark.line
    lines.setdefault(place, line)
    if len(place) > MAX_DEPTH:
        raise Unreadable(_too_deep(name, line))
    if len(lines) > MAX_PLACES:
        raise Unreadable(
            Problem(Origin(name, line), "aliases make the file grow without end", "remove the aliases (*name)")
        )
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in result:
                raise Unreadable(
                    Problem(
                        Origin(name, first + key_node.start_mark.line),
                        f"key {key!r} stands twice in one mapping",
                        "keep one of them",
                    )
                )
            lines[(*place, key)] = first + key_node.start_mark.line
            result[key] = _plain(value_node, (*place, key), lines, name, first)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*place, index), lines, name, first) for index, child in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    """A scalar as JSON has it: dates, and whatever YAML alone knows, stay as written."""
    text = str(node.value)
    match node.tag:
        case "tag:yaml.org,2002:int":
            # not 0o17, 1_000, 1:30, nor more digits than Python reads
            return int(text) if re.fullmatch(r"[+-]?(0|[1-9][0-9]{0,17})", text) else text
        case "tag:yaml.org,2002:bool":
            return text.lower() in {"true", "yes", "on"}
        case "tag:yaml.org,2002:null":
            return None
        case "tag:yaml.org,2002:float":
            # not inf, nan or sexagesimal, which JSON does not know
            return float(text) if re.fullmatch(r"[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]{1,2})?", text) else text
    return text
