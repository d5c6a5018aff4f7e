"""The inside of a Markdown block: which of its characters are markup. Linear, whatever the text.

markdown-it-py's own inline parser keeps no offsets; this one keeps nothing else. A test holds the two to each other.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from sphinx_plenary.lint.document import Markup, Span, addresses

Hole = tuple[int, int]

# What a token can begin with; to look for it first is several times faster than to try all tokens everywhere.
_FIRST: Final = re.compile(r"[\\{`<!\[\]*_&]")
_TOKEN: Final = re.compile(
    r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
  | (?P<break>\\(?=\n))
  | (?P<role>\{[a-zA-Z_+:.-]{1,64}+\}(?=`))?(?P<ticks>`++)
  | (?P<auto><(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}+:[^<>\x00-\x20]*+|[\w.!#$%&'*+/=?^{|}~-]++@[a-zA-Z0-9.-]++)>)
  | (?P<comment><!--)
  | (?P<html></?[a-zA-Z][a-zA-Z0-9-]*+(?:[^<>"'`]|"[^"<>]*+"|'[^'<>]*+')*+>|<[!?][^<>]*+>)
  | (?P<note>\[\^[^\]\s^]{1,200}+\])
  | (?P<open>!?\[)
  | (?P<close>\])
  | (?P<stars>\*++|_++)
  | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)
    """,
    re.VERBOSE,
)
_DESTINATION: Final = re.compile(
    r"""
    \([ \t\n]*+
    (?: <(?P<angled>(?:[^<>\\\n]|\\.){0,2000}+)>
      | (?P<bare>(?:[^\s()\\\x00-\x1f]|\\.|\\|\((?:[^\s()\\\x00-\x1f]|\\.)*+\)){0,2000}+) )
    (?:[ \t\n]++(?:"(?:[^"\\]|\\.){0,2000}+"|'(?:[^'\\]|\\.){0,2000}+'|\((?:[^()\\]|\\.){0,2000}+\)))?+
    [ \t\n]*+\)
    """,
    re.VERBOSE | re.DOTALL,
)
_LABEL: Final = re.compile(r"\[(?P<label>(?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)
# What a blank line cannot be in: the openers of links that are still waiting are kept to this many.
_MOST_OPEN: Final = 1000


def label_of(text: str) -> str:
    """The form in which the labels of definitions are compared."""
    return " ".join(text.split()).casefold()


class Scanner:
    """Scans one block; ``holes`` are the characters that are no prose, ``markup`` says what they are."""

    def __init__(self, text: str, defined: Container[str]) -> None:
        self.text = text
        self.defined = defined
        self.holes: list[Hole] = []
        self.markup: list[Markup] = []
        self._open: list[tuple[int, int]] = []  # of each bracket still open: where it starts, and where its text does
        self._no_ticks: set[int] = set()  # lengths of runs of backticks that do not come again
        self._no_comment = False

    def run(self) -> Scanner:
        at = 0
        while first := _FIRST.search(self.text, at):
            match = _TOKEN.match(self.text, first.start())
            at = first.end() if match is None else self._take(match) or match.end()
        self.markup += self._bare()
        self.holes += ((one.start, one.end) for one in self.markup if one.kind == "address")
        self.holes.sort()
        return self

    def _take(self, match: re.Match[str]) -> int | None:
        """Note what a token begins; where to go on, if not behind it."""
        start, end = match.span()
        match match.lastgroup:
            case "ticks":
                return self._code(match)
            case "auto":
                self._note("link", start, end, Span(start + 1, end - 1))
            case "comment":
                return self._comment(start)
            case "html":
                self._note("html", start, end, Span(start, end), "")
            case "note":
                self._note("note", start, end, Span(start + 2, end - 1))
            case "open":
                self._open.append((start, end))
                if len(self._open) > _MOST_OPEN:
                    del self._open[0]
            case "close":
                return self._link(start, end)
            case "stars":
                self._emphasis(start, end)
            case "escape":
                self.holes.append((start, start + 1))
            case _:
                self.holes.append((start, end))
        return None

    def _note(self, kind: str, start: int, end: int, content: Span, name: str | None = None) -> None:
        self.holes.append((start, end))
        text = self.text[content.start : content.end] if name is None else name
        self.markup.append(Markup(kind, start, end, text, content))

    def _code(self, match: re.Match[str]) -> int:
        """A code span, or a role; a run of backticks that is not closed is text."""
        ticks, first = match["ticks"], match.end()
        size = len(ticks)
        if size not in self._no_ticks:
            at = first
            while (at := self.text.find(ticks, at)) >= 0:
                end = at
                while end < len(self.text) and self.text[end] == "`":
                    end += 1
                if end - at == size:
                    role = match["role"]
                    kind, name = ("role", role[1:-1]) if role else ("code", "")
                    self._note(kind, match.start(), end, Span(first, at), name)
                    return end
                at = end
            self._no_ticks.add(size)
        return first

    def _comment(self, start: int) -> int:
        end = -1 if self._no_comment else self.text.find("-->", start + 2)
        if end < 0:
            self._no_comment = True
            return start + 4
        self._note("comment", start, end + 3, Span(start + 4, max(end, start + 4)), "")
        return end + 3

    def _link(self, start: int, end: int) -> int | None:
        """The bracket that closes: a link or image when an address or a defined label stands with it."""
        if not self._open:
            return None
        opened, inside = self._open.pop()
        image = self.text[opened] == "!"
        if found := _DESTINATION.match(self.text, end):
            part = "angled" if found["angled"] is not None else "bare"
            address, stop = Span(*found.span(part)), found.end()
            name = self.text[address.start : address.end]
        else:
            label = _LABEL.match(self.text, end)
            named = label["label"] if label else ""
            if named.strip():
                stop = label.end() if label else end
            else:
                named, stop = self.text[inside : min(start, inside + 999)], label.end() if label else end
            if label_of(named) not in self.defined:
                return None
            address, name = Span(end, end), ""
        self.markup.append(Markup("image" if image else "link", opened, stop, name, address))
        self.holes += ((opened, inside), (start, stop))
        if not image:
            # a link holds no link
            self._open = [one for one in self._open if self.text[one[0]] == "!"]
        return stop

    def _emphasis(self, start: int, end: int) -> None:
        """Stars and underscores that can open or close emphasis; whether they do makes no difference to prose."""
        before = self.text[start - 1] if start else " "
        after = self.text[end] if end < len(self.text) else " "
        inside_word = self.text[start] == "_" and before.isalnum() and after.isalnum()
        if not inside_word and not (before.isspace() and after.isspace()):
            self.holes.append((start, end))

    def _bare(self) -> Iterator[Markup]:
        """Bare addresses outside all other markup."""
        taken = sorted(self.holes)
        at = index = 0
        for one in list(addresses(self.text)):
            while index < len(taken) and taken[index][1] <= one.start:
                index += 1
            at = taken[index][0] if index < len(taken) else len(self.text)
            if at > one.start:
                yield one
