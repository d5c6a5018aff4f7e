"""The source of the page being read: exact lines of roles and options, in the page itself and in what it includes.

A doctree knows only the first line of a paragraph or table; the source knows every line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_plenary.model import Origin

_KEY = "plenary_source"
_OPTION = re.compile(r"\s*:([\w-]+):")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def shown(path: Path, root: Path) -> str:
    """A path from the project root, as messages show it."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


@dataclass
class SourceFile:
    """The lines of a file, and how far each role's text was found, so that a second mention is found after it."""

    path: str
    lines: list[str]
    found: dict[str, tuple[int, int]] = field(default_factory=dict)

    def locate(self, name: str, text: str, start: int) -> Origin:
        """The next ``{name}`text` `` in the block that begins at ``start``; that line alone if it has none."""
        last = self._end_of_block(start)
        for needle in (f"{{{name}}}`{text}`", f":{name}:`{text}`"):
            line, column = max(self.found.get(needle, (0, 0)), (start, 0))
            for number in range(max(line, 1), last + 1):
                at = self.lines[number - 1].find(needle, column if number == line else 0)
                if at >= 0:
                    self.found[needle] = (number, at + len(needle))
                    return Origin(self.path, number, at + 1, number, at + len(needle) + 1)
        return self._broken(name, text, start, last) if len(text.split()) > 1 else Origin(self.path, start)

    def _broken(self, name: str, text: str, start: int, last: int) -> Origin:
        """The same for a role whose words stand on two lines."""
        words = r"\s+(?:>\s*)?".join(map(re.escape, text.split()))
        needle = f"{{{name}}}`{text}`"
        line, column = max(self.found.get(needle, (0, 0)), (start, 0))
        block = "\n".join(self.lines[line - 1 : last])
        match = re.compile(re.escape(f"{{{name}}}`") + rf"\s*{words}\s*`").search(block, column)
        if match is None:
            return Origin(self.path, start)
        places = []
        for at in match.span():
            above = block.count("\n", 0, at)
            places.append((line + above, at - (block.rfind("\n", 0, at) + 1)))
        self.found[needle] = places[1]
        (first, begin), (end_line, end) = places
        return Origin(self.path, first, begin + 1, end_line, end + 1)

    def option_lines(self, start: int) -> dict[str, int]:
        """The lines of the ``:options:`` of the directive that opens on line ``start``."""
        return dict(self._options(start))

    def _options(self, start: int) -> Iterator[tuple[str, int]]:
        begun = False
        for number in range(start + 1, len(self.lines) + 1):
            match = _OPTION.match(self.lines[number - 1])
            if match is not None:
                begun = True
                yield match[1], number
            elif begun or self.lines[number - 1].strip() not in {"", "---"}:
                return

    def broken_option(self, start: int) -> tuple[int, str] | None:
        """The first line under the opening of that directive which is to be an option and lacks its second colon."""
        for number in range(start + 1, len(self.lines) + 1):
            words = self.lines[number - 1].strip()
            if not words.startswith(":") or words.startswith("::"):
                return None
            if not _OPTION.match(words):
                return number, words
        return None

    def repeated_options(self, start: int) -> list[tuple[str, int]]:
        """The options of that directive that stand there before, with the line of the repetition."""
        seen: set[str] = set()
        found: list[tuple[str, int]] = []
        for name, number in self._options(start):
            if name in seen:
                found.append((name, number))
            seen.add(name)
        return found

    def sentence(self, line: int, needle: str) -> str:
        """The sentence round ``needle`` on a line, within its paragraph or list item, without ``needle`` itself."""
        if not 1 <= line <= len(self.lines):
            return ""
        first, last = line, self._end_of_block(line)
        while first > 1 and self.lines[first - 2].strip() and not _ITEM.match(self.lines[first - 1]):
            first -= 1
        for number in range(line + 1, last + 1):
            if _ITEM.match(self.lines[number - 1]):
                last = number - 1
                break
        paragraph = " ".join(self.lines[first - 1 : last])
        before, found, after = paragraph.partition(needle)
        if not found:
            return paragraph
        return _SENTENCE_ENDS.split(before)[-1] + "\N{REPLACEMENT CHARACTER}" + _SENTENCE_ENDS.split(after)[0]

    def _end_of_block(self, start: int) -> int:
        """The last line before the next blank one."""
        last = max(start, 1)
        while last < len(self.lines) and self.lines[last].strip():
            last += 1
        return min(last, len(self.lines))


@dataclass
class PageSource:
    """What is known of a page while it is read: its files (itself and what it includes), and what came before."""

    root: Path
    path: str
    files: dict[str, SourceFile] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # what docutils calls a file -> its path as shown
    mentioned: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    translated: dict[str, nodes.document] = field(default_factory=dict)  # name -> the paragraph with its first mention

    @classmethod
    def begin(cls, env: BuildEnvironment, root: Path, path: str, text: str) -> PageSource:
        page = cls(root, path, {path: SourceFile(path, text.split("\n"))})
        env.current_document[_KEY] = page
        return page

    @classmethod
    def of(cls, env: BuildEnvironment) -> PageSource:
        page = env.current_document.get(_KEY)
        if page is None:  # a page that no file has, made by another extension
            page = cls.begin(env, Path(env.srcdir), env.docname, "")
        assert isinstance(page, cls)
        return page

    def file(self, source: str) -> SourceFile:
        """The file that docutils names as a node's source: the page, or one that it includes."""
        if source not in self.names:
            self.names[source] = shown(Path(source.partition(":<")[0]), self.root) if source else self.path
        path = self.names[source]
        if path not in self.files:
            try:
                text = (self.root / path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):  # generated text, or no text at all
                return self.files[self.path]
            self.files[path] = SourceFile(path, text.split("\n"))
        return self.files[path]

    def first_translated(self, name: str, parsed: nodes.document) -> bool:
        """The same in the translation of a page, of which Sphinx 9 parses each paragraph more than once."""
        former = self.translated.get(name)
        if former is None or (former is not parsed and former["source"] == parsed["source"]):
            self.translated[name] = parsed
            return True
        return False

    def first_mention(self, name: str) -> bool:
        """Whether this is the first mention of a name on the page; from now on it is not."""
        if name in self.mentioned:
            return False
        self.mentioned.add(name)
        return True

    def first_uses(self, names: Iterable[str], files: Mapping[str, Iterable[str]]) -> list[str]:
        """The paths of those data files that the page has not used before."""
        new = [name for name in names if name not in self.used]
        self.used.update(new)
        return [path for name in new for path in files.get(name, ())]
