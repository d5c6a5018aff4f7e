"""The source of the page being read: its lines, and the exact line of a role or option in it.

A doctree knows only the first line of a paragraph or table; the source knows every line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sphinx.environment import BuildEnvironment

_KEY = "plenary_source"


@dataclass
class PageSource:
    """The lines of a page, and how far each role's text was found, so that a second mention is found after it."""

    path: str
    lines: list[str]
    found: dict[str, tuple[int, int]] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, env: BuildEnvironment, path: str, text: str) -> PageSource:
        page = cls(path, text.split("\n"))
        env.current_document[_KEY] = page
        return page

    @classmethod
    def of(cls, env: BuildEnvironment) -> PageSource:
        page = env.current_document.get(_KEY)
        if page is None:  # text from elsewhere: an included file, a generated page
            page = cls.begin(env, env.docname, "")
        assert isinstance(page, cls)
        return page

    def locate(self, name: str, text: str, start: int) -> int:
        """The line of the next ``{name}`text` `` at or after line ``start``; ``start`` if there is none."""
        for needle in (f"{{{name}}}`{text}`", f":{name}:`{text}`"):
            line, column = max(self.found.get(needle, (0, 0)), (start, 0))
            for number in range(max(line, 1), len(self.lines) + 1):
                at = self.lines[number - 1].find(needle, column if number == line else 0)
                if at >= 0:
                    self.found[needle] = (number, at + len(needle))
                    return number
        return start

    def option_lines(self, start: int) -> dict[str, int]:
        """The lines of the ``:options:`` of the directive that opens on line ``start``."""
        found: dict[str, int] = {}
        for number in range(start + 1, len(self.lines) + 1):
            match = re.match(r"\s*:([\w-]+):", self.lines[number - 1])
            if match is None:
                if number > start + 1 or self.lines[number - 1].strip() not in {"", "---"}:
                    break
                continue
            found[match[1]] = number
        return found

    def sentence(self, line: int, needle: str) -> str:
        """The sentence round ``needle`` on a line, within its paragraph; ``needle`` itself is taken out."""
        first = last = line
        while first > 1 and self.lines[first - 2].strip():
            first -= 1
        while last < len(self.lines) and self.lines[last].strip():
            last += 1
        paragraph = " ".join(self.lines[first - 1 : last])
        before, found, after = paragraph.partition(needle)
        if not found:
            return paragraph
        return re.split(r"(?<=[.!?])\s+", before)[-1] + re.split(r"(?<=[.!?])\s+", after)[0]

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
