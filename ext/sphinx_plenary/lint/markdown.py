"""``.md``: CommonMark and MyST. Blocks are markdown-it-py's, with the plugins that MyST uses; the rest is ``inline``.

Directives are read as their body is: prose again, unless the directive is known to hold something else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_plenary.lint import files
from sphinx_plenary.lint.document import Block, Document, Markup, Span, line_anchors, without
from sphinx_plenary.lint.inline import Scanner, label_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.token import Token

# Directives whose body is no prose.
_VERBATIM: Final = frozenset(
    [
        "code",
        "code-block",
        "code-cell",
        "sourcecode",
        "highlight",
        "parsed-literal",
        "literalinclude",
        "math",
        "raw",
        "eval-rst",
        "include",
        "toctree",
        "mermaid",
        "graphviz",
        "digraph",
        "graph",
        "uml",
        "plantuml",
        "bibliography",
        "image",
        "testcode",
        "doctest",
        "doctest-block",
        "only-latex",
        "needtable",
        "needlist",
        "needflow",
        "needpie",
        "needbar",
        "needgantt",
        "needsequence",
        "needextract",
        "needimport",
    ]
)
# Directives whose argument is a path or a name, and their body prose.
_NAMED: Final = frozenset(
    ["figure", "figure-of", "resolution", "proposal", "position", "outcome", "position-matrix", "resolution-table"]
)
# Directives without an argument: what stands on their first line belongs to the body.
_WORDED: Final = frozenset(
    ["note", "warning", "tip", "hint", "important", "caution", "danger", "error", "attention", "seealso"]
)
_DIRECTIVE: Final = re.compile(r"\{(?P<name>[^\s{}]+)\}[ \t]*(?P<argument>.*)", re.DOTALL)
_OPTION: Final = re.compile(r"[ \t]*:(?!::)(?P<name>[^:\s][^:]*):[ \t]*(?P<value>.*)")
_CELL: Final = re.compile(r"(?:\\\||[^|])++")
_UNSEEN: Final = re.compile(r"[ \t]*<(?:script|style|pre|textarea)\b", re.IGNORECASE)
# A line that begins so opens no list, table, quotation, heading, directive or definition, and underlines none.
_WORDS: Final = re.compile(r"[^\W\d_]|[\"“‘{]|[ \t]*$")
# Lines and cells cost the parser more than characters, up to 70 microseconds each.
MAX_PIECES: Final = 60_000
# Directives in directives, deeper than in any paper.
_MOST_DEEP: Final = 12

_KINDS: Final = {
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
    "list_item_open": "item",
    "dt_open": "item",
    "dd_open": "item",
    "footnote_reference_open": "note",
}


def read(path: Path, name: str) -> Document:
    text = files.read_text(path, name)
    if (pieces := text.count("\n") + text.count("|")) > MAX_PIECES:
        what = f"the file has {pieces:,} lines and cells, more than the {MAX_PIECES:,} that are read"
        raise files.refuse(name, what, "is it the right file? Split it")
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    """Markdown text -> Document, for those who have the text already."""
    reader = _Reader(text)
    lines = text.split("\n")
    offsets = [0]
    for line in lines[:-1]:
        offsets.append(offsets[-1] + len(line) + 1)
    reader.read(lines, offsets, 0)
    return reader.document(name)


@cache
def _parser(front_matter: bool) -> MarkdownIt:
    """The block parser that MyST makes, with the extensions that papers use; inline text is left as it is."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import make_fence_rule
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.field_list import fieldlist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin
    from mdit_py_plugins.myst_blocks import myst_block_plugin

    parser = MarkdownIt("commonmark").enable("table")
    if front_matter:
        parser.use(front_matter_plugin)
    parser.use(myst_block_plugin).use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
    colons = make_fence_rule(markers=(":",), token_type="colon_fence")
    parser.block.ruler.before("fence", "colon_fence", colons, ends)
    parser.use(deflist_plugin).use(fieldlist_plugin)
    parser.disable(["inline", "text_join"])
    return parser


class _Reader:
    """Gathers what is found in a text and, the same way, in the bodies of its directives."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []  # candidates for prose
        self.holes: list[tuple[int, int]] = []
        self.blocks: list[Block] = []
        self.markup: list[Markup] = []
        self.defined: set[str] = set()

    def document(self, name: str) -> Document:
        prose = without(sorted(self.spans), sorted(self.holes))
        markup = sorted(self.markup, key=lambda one: (one.start, -one.end))
        places = line_anchors(self.text)
        return Document(name, self.text, tuple(prose), tuple(sorted(self.blocks)), tuple(markup), places)

    def read(self, lines: list[str], offsets: list[int], depth: int) -> None:
        """Read lines of which each is the end of a line of the text, beginning at its offset."""
        if depth and all(_WORDS.match(line) for line in lines):
            self._paragraphs(lines, offsets)
            return
        environment: dict[str, object] = {}
        tokens = _parser(depth == 0).parse("\n".join(lines), environment)
        self._definitions(environment, lines, offsets)
        around: list[Token] = []
        cells: dict[int, int] = {}  # how much of a table's line its cells have used
        for token in tokens:
            if token.nesting == 1:
                around.append(token)
            elif token.nesting == -1:
                del around[-1:]
            elif token.map:
                first, last = token.map[0], min(token.map[1], len(lines))
                if token.type == "inline":
                    self._inline(token, around, lines, offsets, cells)
                elif token.type in {"fence", "colon_fence"}:
                    self._fence(token, lines, offsets, depth)
                elif token.type == "html_block":
                    self._html(first, last, lines, offsets)
                elif token.type in {"code_block", "front_matter", "myst_line_comment"} and last > first:
                    kind = {"code_block": "code", "front_matter": "front-matter"}.get(token.type, "comment")
                    span = Span(offsets[first], offsets[last - 1] + len(lines[last - 1]))
                    self.markup.append(Markup(kind, *span, "", span))

    def _paragraphs(self, lines: list[str], offsets: list[int]) -> None:
        """Lines that can be nothing but paragraphs: most cards hold one, and a parser costs more than they do."""
        for blank, group in groupby(range(len(lines)), lambda number: not lines[number].strip()):
            if not blank:
                numbers = list(group)
                content = "\n".join(lines[number] for number in numbers)
                content, pieces = _pieces(content, lines, offsets, numbers[0])
                self._prose(content, pieces, _block(content, pieces))

    def _definitions(self, environment: dict[str, object], lines: list[str], offsets: list[int]) -> None:
        """``[label]: address``: the parser has taken them away, and says on which lines they stood."""
        references = environment.get("references")
        for label, reference in (references if isinstance(references, dict) else {}).items():
            self.defined.add(label_of(str(label)))
            first = reference["map"][0] if reference.get("map") else len(lines)
            if first < len(lines) and (match := re.search(r"\]:[ \t]*<?([^\s>]+)", lines[first])):
                address = Span(offsets[first] + match.start(1), offsets[first] + match.end(1))
                end = offsets[first] + len(lines[first])
                self.markup.append(Markup("definition", offsets[first], end, str(label), address))

    def _inline(
        self, token: Token, around: list[Token], lines: list[str], offsets: list[int], cells: dict[int, int]
    ) -> None:
        """A block of text: find each of its lines in the source again."""
        inside = around[-1].type if around else ""
        first = token.map[0] if token.map else 0
        if inside == "fieldlist_name_open":
            return
        if inside in {"td_open", "th_open"}:
            cell = _cell(token.content, lines[first], cells.get(first, 0))
            if cell is None:
                return
            cells[first] = cell.end
            content, pieces = lines[first][cell.start : cell.end], [(0, offsets[first] + cell.start)]
        else:
            content, pieces = _pieces(token.content, lines, offsets, first)
        if not content.strip():  # signs that the parser does not take for space
            return
        opener = next((one for one in reversed(around) if one.type in _KINDS), None)
        kind = _KINDS[opener.type] if opener else "paragraph"
        level = int(opener.tag[1:]) if opener and kind == "heading" else 0
        self._prose(content, pieces, _block(content, pieces, kind, level))

    def _prose(self, content: str, pieces: list[tuple[int, int]], block: Block) -> None:
        """Take a block in: ``content`` is its text, whose pieces stand at these places of the whole text."""
        self.blocks.append(block)
        scanner = Scanner(content, self.defined).run()
        shift = pieces[0][1]
        if all(place - start == shift for start, place in pieces):  # the content stands as it is in the text
            self.spans.append(Span(shift, shift + len(content)))
            self.holes += [(start + shift, end + shift) for start, end in scanner.holes]
            for one in scanner.markup:
                inside = Span(one.content.start + shift, one.content.end + shift)
                self.markup.append(Markup(one.kind, one.start + shift, one.end + shift, one.name, inside))
            return
        starts = [start for start, _ in pieces]

        def at(offset: int, end: bool = False) -> int:
            # the end of a span belongs to the piece that its last character is in
            start, place = pieces[max(bisect_right(starts, offset - end) - 1, 0)]
            return place + offset - start

        lines: list[Span] = []
        for (start, place), stop in zip(pieces, [*starts[1:], len(content) + 1], strict=True):
            end = place + stop - 1 - start
            if lines and not self.text[lines[-1].end : place].strip():
                lines[-1] = Span(lines[-1].start, end)
            else:
                lines.append(Span(place, end))
        self.spans += lines
        self.holes += [(at(start), at(end, True)) for start, end in scanner.holes]
        for one in scanner.markup:
            inside = Span(at(one.content.start), at(one.content.end, one.content.end > one.content.start))
            self.markup.append(Markup(one.kind, at(one.start), at(one.end, True), one.name, inside))

    def _html(self, first: int, last: int, lines: list[str], offsets: list[int]) -> None:
        """A block of HTML: its words are prose, its tags and comments are not."""
        while last > first and not lines[last - 1].strip():
            last -= 1
        if last <= first:
            return
        span = Span(offsets[first], offsets[last - 1] + len(lines[last - 1]))
        if _UNSEEN.match(lines[first]):
            self.markup.append(Markup("html", *span, "", span))
            return
        pieces, length = [], 0
        for number in range(first, last):
            pieces.append((length, offsets[number]))
            length += len(lines[number]) + 1
        self._prose("\n".join(lines[first:last]), pieces, Block(*span))

    def _fence(self, token: Token, lines: list[str], offsets: list[int], depth: int) -> None:
        first, last = token.map or (0, 0)
        last = min(last, len(lines))
        body = token.content.split("\n")[:-1]
        span = Span(offsets[first], offsets[last - 1] + len(lines[last - 1]))
        match = _DIRECTIVE.fullmatch(token.info.strip())
        if match is None or depth >= _MOST_DEEP:
            name = token.info.split()[0] if token.info.split() else ""
            kind = "code" if token.type == "fence" or match else "directive"
            if kind == "code":
                self.markup.append(Markup(kind, *span, name, span))
                return
            match = _DIRECTIVE.match("{" + (re.sub(r"[{}]", "", name) or "div") + "}")
        assert match
        name, argument = match["name"], match["argument"].strip()
        start = max(lines[first].rfind(argument), 0) if argument else len(lines[first])
        place = Span(offsets[first] + start, offsets[first] + start + len(argument))
        self.markup.append(Markup("directive", *span, name, place))
        if name in _VERBATIM:
            return
        if argument and name not in _NAMED and (name in _WORDED or " " in argument):
            self._prose(argument, [(0, place.start)], Block(*place, "argument"))
        inner: list[str] = []
        places: list[int] = []
        for number, wanted in enumerate(body, first + 1):
            if number >= len(lines):
                break
            source = lines[number]
            at = len(source) - len(wanted) if source.endswith(wanted) else len(source) - len(source.lstrip())
            inner.append(source[at:])
            places.append(offsets[number] + at)
        used = self._options(inner, places)
        if inner[used:]:
            self.read(inner[used:], places[used:], depth + 1)

    def _options(self, lines: list[str], places: list[int]) -> int:
        """Note the options of a directive; how many lines they take."""
        if lines and lines[0].startswith("---"):
            end = next((number for number, line in enumerate(lines[1:], 1) if line.startswith("---")), len(lines) - 1)
            for number in range(1, end):
                if match := re.match(r"[ \t]*(?P<name>[\w-]+):[ \t]*(?P<value>.*)", lines[number]):
                    self._option(match, places[number])
            return end + 1
        number = 0
        while number < len(lines) and not lines[number].strip():
            number += 1
        if number == len(lines) or not _OPTION.fullmatch(lines[number]):
            return 0
        while number < len(lines) and (match := _OPTION.fullmatch(lines[number])):
            self._option(match, places[number])
            number += 1
        return number

    def _option(self, match: re.Match[str], place: int) -> None:
        start = place + match.start("value")
        value = Span(start, start + len(match["value"].rstrip()))
        self.markup.append(Markup("option", place + match.start(), value.end, match["name"], value))


def _block(content: str, pieces: list[tuple[int, int]], kind: str = "paragraph", level: int = 0) -> Block:
    start, place = pieces[-1]
    return Block(pieces[0][1], place + len(content) - start, kind, level)


def _cell(content: str, line: str, start: int) -> Span | None:
    """Where in a table's line, from ``start``, the cell with that content stands."""
    if not content:
        return None
    for count, match in enumerate(_CELL.finditer(line, start)):
        cell = match[0].strip()
        written = cell.replace(r"\|", "|")
        if written == content or (start == 0 and written.endswith(content)):  # behind a list's or a quotation's mark
            end = match.start() + len(match[0].rstrip())
            return Span(end - len(content) - content.count("|"), end)
        if count > 1:
            break
    return None


def _pieces(content: str, lines: list[str], offsets: list[int], first: int) -> tuple[str, list[tuple[int, int]]]:
    """The lines of a block as they stand in the source, and where each begins: in the content, in the text."""
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = 0
    for wanted, number in zip(content.split("\n"), range(first, len(lines)), strict=False):
        source = lines[number].rstrip()
        part = wanted.strip()
        at = len(source) - len(part) if source.endswith(part) else max(source.find(part), 0)
        part = source[at : at + len(part)]
        pieces.append((length, offsets[number] + at))
        parts.append(part)
        length += len(part) + 1
    return "\n".join(parts), pieces
