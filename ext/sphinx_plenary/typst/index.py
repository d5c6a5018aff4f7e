"""The index at the end of a paper that marks words for one."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_plenary.translation import _
from sphinx_plenary.typst.code import array, call, string
from sphinx_plenary.typst.core import Core


class Index(Core):
    """Entries, by what they say: the names of their places."""

    def begin_index(self) -> None:
        self._entries: dict[str, list[str]] = {}

    def visit_index(self, node: nodes.Element) -> None:
        entries: list[tuple[str, ...]] = node.get("entries", [])
        for kind, value, target, *_rest in entries:
            for words in said(kind, value):
                places = self._entries.setdefault(words, [])
                if not kind.startswith("see"):
                    places.append(self.name(target))
        raise nodes.SkipNode

    def list_entries(self) -> None:
        found = []
        for words in sorted(self._entries, key=lambda words: (words.casefold(), words)):
            places = [name for name in dict.fromkeys(self._entries[words]) if name in self._marked]
            if places or not self._entries[words]:
                found.append(array([string(words), array(map(string, places))]))
        if found:
            self.put(call("index-of", string(_("Index")), array(found)))


def said(kind: str, value: str) -> Iterator[str]:
    """An entry of Sphinx as a reader finds it: ``pair: a; b`` under a and under b."""
    parts = [part.strip() for part in value.split(";") if part.strip()]
    match kind, parts:
        case "pair", [one, other]:
            yield f"{one}: {other}"
            yield f"{other}: {one}"
        case "triple", [one, other, third]:
            yield f"{one}: {other} {third}"
            yield f"{other}: {third}, {one}"
            yield f"{third}: {one} {other}"
        case "see", [one, other]:
            yield _("{entry}, see {other}", entry=one, other=other)
        case "seealso", [one, other]:
            yield _("{entry}, see also {other}", entry=one, other=other)
        case _:
            yield ": ".join(parts)
