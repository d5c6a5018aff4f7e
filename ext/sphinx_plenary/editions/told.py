"""Changes -> words, in groups: the one form of which pages, print, terminals and feeds make theirs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sphinx_plenary.citations import Form, citation_words
from sphinx_plenary.days import day_words
from sphinx_plenary.editions.compare import Changes, Value
from sphinx_plenary.editions.edition import Edition, Tracked
from sphinx_plenary.editions.passages import IN, KEPT, OUT, Passage, Span
from sphinx_plenary.model import Status, split_list
from sphinx_plenary.register import Register
from sphinx_plenary.translation import N_, _, listed, ngettext, spoken
from sphinx_plenary.words import ACTION_STATES, OUTCOMES, POSITIONS

# Words on each side of a change that are shown with it.
_ROUND: Final = 14
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {"position": POSITIONS, "outcome": OUTCOMES, "status": ACTION_STATES}
# What the head of a paper calls its values, for readers.
NAMES: Final[Mapping[str, str]] = {"title": N_("title"), "status": N_("status"), "conference": N_("conference")}
_SIGNS: Final = {KEPT: ("", ""), OUT: ("[-", "-]"), IN: ("{+", "+}")}


@dataclass(frozen=True)
class Entry:
    """``where`` names an item, of that id, or a heading. ``value``: the spans are one value that became another."""

    where: str
    spans: tuple[Span, ...] = ()
    value: bool = False
    item: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    entries: tuple[Entry, ...]


def groups(found: Changes, register: Register) -> list[Group]:
    """What changed, the weightiest first; no group is empty."""
    names = _Names(found, register)
    entry = names.entry
    every = [
        (
            _("Title and status"),
            [Entry(_(NAMES.get(name, name)).capitalize(), _became(old, new), True) for name, old, new in found.head],
        ),
        (_("Added"), [entry(item) for item in found.added]),
        (_("Dropped"), [entry(item) for item in found.dropped]),
        (
            _("Moved to another section"),
            [entry(new, _became(old.section, new.section), True) for old, new in found.moved],
        ),
        (_("Retitled"), [entry(new, _became(old.title, new.title), True, False) for old, new in found.retitled]),
        (_("Positions, outcomes and other values"), [names.value(value) for value in found.values]),
        (_("Words of items"), [entry(item, _short(one)) for item, texts in found.texts for one in texts]),
        (_("Words of the text"), [Entry(one.heading, _short(one)) for one in found.passages]),
    ]
    return [Group(title, tuple(entries)) for title, entries in every if entries]


def _became(old: str, new: str) -> tuple[Span, ...]:
    return (Span(OUT, old or _("none")), Span(IN, new or _("none")))


class _Names:
    """What readers call items, texts and values."""

    def __init__(self, found: Changes, register: Register) -> None:
        self.register = register
        self.body = ""
        if conference := register.conferences.get(found.new.conference):
            self.body = conference.body
        self.titles = {item.id: item.title for edition in (found.old, found.new) for item in edition.items}

    def entry(self, item: Tracked, spans: tuple[Span, ...] = (), value: bool = False, title: bool = True) -> Entry:
        return Entry(self.of(item, title), spans, value, item.id)

    def of(self, item: Tracked, title: bool = True) -> str:
        """``Resolution 101: Internet Protocol-based networks``."""
        on = _(" on {text}", text=self.text(item.instrument)) if item.instrument else ""
        match item.type:
            case "resolution":
                return f"{self.text(item.instrument)}: {item.title}" if title else self.text(item.instrument)
            case "position":
                return _("Position of {organization}", organization=item.fields.get("organization", item.id)) + on
            case "outcome":
                return _("Outcome") + on
            case "proposal":
                return _("Proposal {name}", name=item.title) + on
            case _:
                name = _(item.type.capitalize())
                return f"{name} \N{LEFT DOUBLE QUOTATION MARK}{item.title}\N{RIGHT DOUBLE QUOTATION MARK}"

    def text(self, id: str) -> str:
        """``Resolution 101``; the id where the register does not know it."""
        instrument = self.register.instruments.get(id)
        if instrument is None:
            return id
        body = self.register.bodies[instrument.key.body]
        return citation_words(body, instrument.key, None, Form.SHORT, self.body == body.id, spoken())

    def value(self, value: Value) -> Entry:
        old, new = self._word(value.name, value.old), self._word(value.name, value.new)
        return Entry(f"{self.of(value.item, title=False)}, {_(value.label)}", _became(old, new), True, value.item.id)

    def _word(self, name: str, value: str) -> str:
        if name in _WORDS:
            return _WORDS[name].get(value, value)
        if name in {"resolutions", "proposals", "positions", "messages", "issue"}:
            issues = self.register.issues
            known = {id: issues[id].title if id in issues else self.titles.get(id, id) for id in split_list(value)}
            return ", ".join(self.text(id) if id in self.register.instruments else name for id, name in known.items())
        return value


def _short(passage: Passage) -> tuple[Span, ...]:
    """The spans, with no more of what stayed than is needed to find the place."""
    found: list[Span] = []
    last = len(passage.spans) - 1
    for number, span in enumerate(passage.spans):
        words = span.text.split()
        before, after = number > 0, number < last
        if span.sign != KEPT or len(words) <= _ROUND * (before + after) + 2:
            found.append(span)
            continue
        parts = [" ".join(words[:_ROUND])] * before + ["…"] + [" ".join(words[-_ROUND:])] * after
        found.append(Span(KEPT, " ".join(parts) + " " * after))
    return tuple(found)


def in_short(found: Changes) -> str:
    """One sentence: ``2 texts added, 1 value changed, words changed in 4 places.``"""
    parts = [
        _(what, items=_counted(items))
        for items, what in ((found.added, N_("{items} added")), (found.dropped, N_("{items} dropped")))
        if items
    ]
    pairs = ((found.moved, N_("{items} moved")), (found.retitled, N_("{items} retitled")))
    parts += [_(what, items=_counted(pair[1] for pair in changed)) for changed, what in pairs if changed]
    if found.values:
        parts.append(ngettext("{number} value changed", "{number} values changed", len(found.values)))
    if places := len(found.passages) + sum(len(texts) for _, texts in found.texts):
        parts.append(ngettext("words changed in {number} place", "words changed in {number} places", places))
    parts += [_("{what} changed", what=_(NAMES.get(head[0], head[0]))) for head in found.head]
    text = _("; ").join(parts) or _("nothing changed but version and date")
    return _("{sentence}.", sentence=f"{text[0].upper()}{text[1:]}")


def first_words(edition: Edition) -> str:
    """The same for an edition before which there was none."""
    return _("First edition: {items}.", items=_counted(edition.items)) if edition.items else _("First edition.")


def _counted(items: Iterable[Tracked]) -> str:
    """``2 resolutions and 1 message``."""
    counts = Counter(item.type for item in items)
    return listed([_number(count, type) for type, count in counts.items()])


def _number(count: int, type: str) -> str:
    match type:
        case "resolution":
            return ngettext("{number} resolution", "{number} resolutions", count)
        case "message":
            return ngettext("{number} message", "{number} messages", count)
        case "proposal":
            return ngettext("{number} proposal", "{number} proposals", count)
        case "position":
            return ngettext("{number} position", "{number} positions", count)
        case "outcome":
            return ngettext("{number} outcome", "{number} outcomes", count)
        case "action":
            return ngettext("{number} action", "{number} actions", count)
        case _:
            return f"{count} {type}{'s' * (count != 1)}"


def label(edition: Edition) -> str:
    """``1.0 (8 September 2022)``; of a paper that is not final, that it is as it now stands."""
    day = day_words(edition.date)
    stands = edition.path or edition.status == Status.FINAL
    return (
        f"{edition.version} ({day})"
        if stands
        else _("{version} as it now stands ({day})", version=edition.version, day=day)
    )


def as_text(found: Changes, register: Register) -> Iterator[str]:
    """Lines for a terminal: ``[-out-]{+in+}``, as ``git diff --word-diff`` has them."""
    yield f"{found.new.title}: from {label(found.old)} to {label(found.new)}"
    if found.nothing:
        yield (
            "  Nothing changed but version and date."
            if found.old.version != found.new.version
            else "  Nothing changed."
        )
    for group in groups(found, register):
        yield f"{group.title}:"
        for entry in group.entries:
            where = f"{entry.where}: " if entry.where and entry.spans else entry.where
            yield f"  {where}{_line(entry)}".rstrip()


def _line(entry: Entry) -> str:
    if entry.value:
        return " -> ".join(span.text for span in entry.spans)
    parts = []
    for span in entry.spans:
        left, right = _SIGNS[span.sign]
        bare = span.text.rstrip()
        parts.append(f"{left}{bare}{right}{span.text[len(bare) :]}")
    return "".join(parts)


def as_json(found: Changes) -> str:
    """For programs."""
    tree: dict[str, Any] = {
        "paper": found.new.docname,
        "old": _edition(found.old),
        "new": _edition(found.new),
        "head": [{"name": name, "old": old, "new": new} for name, old, new in found.head],
        "added": [_item(item) for item in found.added],
        "dropped": [_item(item) for item in found.dropped],
        "moved": [{**_item(new), "old": old.section, "new": new.section} for old, new in found.moved],
        "retitled": [{**_item(new), "old": old.title, "new": new.title} for old, new in found.retitled],
        "values": [{**_item(one.item), "name": one.name, "old": one.old, "new": one.new} for one in found.values],
        "words": [
            *({**_item(item), **_passage(one)} for item, texts in found.texts for one in texts),
            *(_passage(one) for one in found.passages),
        ],
    }
    return json.dumps(tree, ensure_ascii=False, indent=2, sort_keys=True)


def _edition(edition: Edition) -> dict[str, Any]:
    released = bool(edition.path)
    return {
        "version": edition.version,
        "date": edition.date.isoformat(),
        "status": edition.status,
        "released": released,
    }


def _item(item: Tracked) -> dict[str, str]:
    return {"id": item.id, "type": item.type, "title": item.title}


def _passage(passage: Passage) -> dict[str, Any]:
    return {"heading": passage.heading, "spans": [[span.sign, span.text] for span in passage.spans]}
