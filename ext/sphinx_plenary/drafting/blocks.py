"""Items carried over -> directives in Markdown, each marked for review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sphinx_plenary.citations import shortest_target
from sphinx_plenary.drafting.previous import Carried, new_id
from sphinx_plenary.model import InstrumentId, Item
from sphinx_plenary.register import Register

# Options that go on as they are, by type; a next step, an outcome and a proposal are of their conference.
_KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "resolution": ("issue", "position", "concern", "affected", "implication", "owner"),
    "position": ("position", "owner"),
    "message": ("audience", "evidence", "owner"),
}
# With these at its beginning a value is taken for something else than words.
_SIGNS: Final = tuple("\"'[]{}&*!|>%@`#?,-")
_YEAR: Final = re.compile(r"(\{res\}`(?:[^`<]*<)?(?!!)[^`@>]*)@[0-9]{4}(>?`)")
_NOTE: Final = re.compile(r"\[\^[^\]]+\]")


class Blocks:
    """Writes the items of ``carried`` for a conference of the body ``own``."""

    def __init__(self, carried: Carried, conference: str, own: str, register: Register) -> None:
        self._carried = carried
        self._conference = conference
        self._own = own
        self._register = register
        self._ids = {item.id: new_id(item, conference) for item in carried.items}
        self._texts = {item.instrument for item in carried.resolutions}

    def written(self, item: Item) -> str:
        text = self._carried.texts.get(item.id, "")
        body = ["", _without_ties(text)] if text else []
        return "\n".join([f":::{{{item.type}}} {self._argument(item)}", *self._options(item), *body, ":::"])

    def target(self, instrument: str) -> str:
        """How a text is named in the paper: by its number where it is of the paper's own body."""
        key = InstrumentId.parse(instrument)
        body = self._register.bodies.get(key.body) if key else None
        return shortest_target(key, body) if key and body and key.body == self._own else instrument

    def _argument(self, item: Item) -> str:
        if item.type == "resolution":
            return self.target(item.instrument)
        return item.fields["organization"] if item.type == "position" else item.title

    def _options(self, item: Item) -> Iterator[str]:
        yield f":id: {self._ids[item.id]}"
        yield f":review: carried over from {item.conference}"
        if item.internal:
            yield ":internal:"
        if item.type == "position":
            yield f":resolution: {self.target(item.instrument)}"
        if item.type == "message":
            texts = [text for text in item.links.get("resolutions", ()) if text in self._texts]
            yield from _listed("resolutions", [self.target(text) for text in texts])
            positions = item.links.get("positions", ())
            yield from _listed("positions", [self._ids[id] for id in positions if id in self._ids])
        for name in _KEPT[item.type]:
            if value := item.fields.get(name):
                yield f":{name}: {_quoted(value)}"


def _listed(name: str, values: Sequence[str]) -> Iterator[str]:
    if values:
        yield f":{name}: {', '.join(values)}"


def _quoted(value: str) -> str:
    """A value as an option holds it: between quotation marks where it would be taken for something else."""
    if value.startswith(_SIGNS) or " #" in value:
        return "'" + value.replace("'", "''") + "'"
    return value


def _without_ties(text: str) -> str:
    """A text without what ties it to its old paper: marks of its notes, and revisions that were in force then."""
    return _NOTE.sub("", _YEAR.sub(r"\1\2", text))
