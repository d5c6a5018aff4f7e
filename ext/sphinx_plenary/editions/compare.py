"""Two editions -> what was added, dropped, moved and retitled, which values changed, and the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from sphinx_plenary.editions.edition import Edition, Tracked
from sphinx_plenary.editions.passages import Paragraph, Passage, compared
from sphinx_plenary.translation import N_

# What readers call the fields of an item that need another name, and which are not shown.
_NAMES: Final[Mapping[str, str]] = {
    "revision": N_("revision in force"),
    "next_step": N_("next step"),
    "resolutions": N_("rests on"),
    "proposals": N_("answers"),
    "positions": N_("follows from"),
    "messages": N_("carries"),
    "instrument": N_("text"),
    "status": N_("state"),
    # Called as they are.
    "affected": N_("affected"),
    "audience": N_("audience"),
    "concern": N_("concern"),
    "document": N_("document"),
    "due": N_("due"),
    "evidence": N_("evidence"),
    "implication": N_("implication"),
    "owner": N_("owner"),
    "source": N_("source"),
}
# What is told elsewhere, or is ours and not the reader's.
_SILENT: Final = frozenset({"review", "title_written", "revision_city", "revision_year", "organization"})
# Whose titles somebody wrote; those of the others are made of their values.
_TITLED: Final = frozenset({"resolution", "message", "action"})


@dataclass(frozen=True)
class Value:
    """One value of an item under the ``name`` of its option, ``label`` for readers; empty where there is none."""

    item: Tracked
    name: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Changes:
    """``moved`` and ``retitled`` have each item as it was and as it is; ``texts`` items whose words changed."""

    old: Edition
    new: Edition
    head: tuple[tuple[str, str, str], ...] = ()
    added: tuple[Tracked, ...] = ()
    dropped: tuple[Tracked, ...] = ()
    moved: tuple[tuple[Tracked, Tracked], ...] = ()
    retitled: tuple[tuple[Tracked, Tracked], ...] = ()
    values: tuple[Value, ...] = ()
    texts: tuple[tuple[Tracked, tuple[Passage, ...]], ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the paper says the same; a new version or date alone is no change."""
        own = (field.name for field in fields(self) if field.name not in {"old", "new"})
        return not any(getattr(self, name) for name in own)


def changes(old: Edition, new: Edition) -> Changes:
    """What changed from one to the other."""
    before = {(item.type, item.id): item for item in old.items}
    after = {(item.type, item.id): item for item in new.items}
    both = [(before[key], item) for key, item in after.items() if key in before]
    return Changes(
        old=old,
        new=new,
        head=tuple(_head(old, new)),
        added=tuple(item for key, item in after.items() if key not in before),
        dropped=tuple(item for key, item in before.items() if key not in after),
        moved=tuple(pair for pair in both if pair[0].section != pair[1].section),
        retitled=tuple(pair for pair in both if pair[0].title != pair[1].title and pair[1].type in _TITLED),
        values=tuple(value for pair in both for value in _values(*pair)),
        texts=tuple((item, found) for was, item in both if (found := _texts(was, item))),
        passages=tuple(compared(_paragraphs(old), _paragraphs(new))),
    )


def _head(old: Edition, new: Edition) -> Iterator[tuple[str, str, str]]:
    for name in ("title", "status", "conference"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield name, was, now


def _values(old: Tracked, new: Tracked) -> Iterator[Value]:
    before, after = _all_values(old), _all_values(new)
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            yield Value(new, name, _NAMES.get(name, name), was, now)


def _all_values(item: Tracked) -> dict[str, str]:
    links = item.links if item.type in _TITLED else {}  # those of the others are the text that they are on
    listed = {name: ", ".join(targets) for name, targets in links.items()}
    own = {"revision": item.revision, "conference": item.conference, "instrument": item.instrument}
    found = {**item.fields, **listed, **own}
    return {name: value for name, value in found.items() if value and name not in _SILENT}


def _texts(old: Tracked, new: Tracked) -> tuple[Passage, ...]:
    return tuple(compared([Paragraph("", text) for text in old.text], [Paragraph("", text) for text in new.text]))


def _paragraphs(edition: Edition) -> list[Paragraph]:
    """Headings are paragraphs of their own, so that a new heading is a change of words."""
    found: list[Paragraph] = []
    for part in edition.parts:
        if part.heading:
            found.append(Paragraph(part.heading, part.heading))
        found += [Paragraph(part.heading, text) for text in part.text]
    return found
