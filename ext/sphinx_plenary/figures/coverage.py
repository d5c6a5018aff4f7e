"""Which messages rest on which resolutions: a grid with a dot where one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.figures.grid import SMALL, label_width
from sphinx_plenary.figures.picture import Picture, Wanted, chosen, name_of
from sphinx_plenary.model import Item
from sphinx_plenary.translation import _, listed, ngettext

if TYPE_CHECKING:
    from sphinx_plenary.figures.pen import Pen

# How wide a column is at least and at most, in points.
_NARROWEST: Final = 9.5
_WIDEST: Final = 22.0


@dataclass(frozen=True, kw_only=True)
class Coverage(Picture):
    """``texts`` are the columns, by name and title; ``resting`` has, by message, the places of its texts."""

    conference: str
    messages: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    resting: tuple[tuple[int, ...], ...]

    @property
    def lacking(self) -> str:
        if not self.messages:
            return _("No message is declared for {conference}.", conference=self.conference)
        return "" if self.texts else _("No resolution is tracked for {conference}.", conference=self.conference)

    @property
    def heads(self) -> tuple[str, ...]:
        return (_("No."), _("Title"), _("Messages that rest on it"))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (name, title, _("; ").join(self._on(number)) or _("none"))
            for number, (name, title) in enumerate(self.texts)
        )

    def _on(self, number: int) -> list[str]:
        return [message for message, texts in zip(self.messages, self.resting, strict=True) if number in texts]

    @property
    def alt(self) -> str:
        counts = [len(self._on(number)) for number in range(len(self.texts))]
        bare = [name for (name, _), count in zip(self.texts, counts, strict=True) if not count]
        most = max(counts)
        fullest = [name for (name, _), count in zip(self.texts, counts, strict=True) if count == most]
        each = [self._said(message, texts) for message, texts in zip(self.messages, self.resting, strict=True)]
        sentences = [
            _(
                "Grid of {messages} for {conference} by {resolutions}.",
                messages=_messages(len(self.messages)),
                conference=self.conference,
                resolutions=ngettext("{number} resolution", "{number} resolutions", len(self.texts)),
            ),
            _("{sentence}.", sentence=_("; ").join(each)),
            _("Most rest on {texts}: {messages}.", texts=listed(fullest), messages=_messages(most)) if most > 1 else "",
            _("No message rests on {number} of the {all}: {texts}.",
              number=len(bare), all=len(self.texts), texts=listed(bare)) if bare else "",
        ]  # fmt: skip
        return " ".join(filter(None, sentences))

    def _said(self, message: str, texts: tuple[int, ...]) -> str:
        names = listed([self.texts[number][0] for number in texts])
        return _("“{message}” rests on {texts}", message=message, texts=names or _("none of them"))

    def draw(self, pen: Pen) -> float:
        left = label_width(pen, self.messages, 0.3)
        at_once = int((pen.width - left) / _NARROWEST)
        bands = -(-len(self.texts) // at_once)
        each = -(-len(self.texts) // bands)
        top = 0.0
        for first in range(0, len(self.texts), each):
            top = self._band(pen, range(first, min(first + each, len(self.texts))), left, top) + 12
        return top - 8

    def _band(self, pen: Pen, columns: range, left: float, top: float) -> float:
        step = min(_WIDEST, (pen.width - left) / len(columns))
        names = [self.texts[number][0] for number in columns]
        longest = max(pen.measure(name, SMALL, bold=True) for name in names)
        turned = longest > step - 3
        top += (longest if turned else 8) + 4
        end = left + step * len(columns)
        for place, name in enumerate(names):
            x = left + (place + 0.5) * step
            bare = not self._on(columns[place])
            how: dict[str, Any] = {"colour": "muted"} if bare else {"bold": True}
            across = "left" if turned else "center"
            pen.text(x + (3 if turned else 0), top - 4, name, size=SMALL, across=across, turned=turned, **how)
        for message, texts in zip(self.messages, self.resting, strict=True):
            lines = pen.wrapped(message, left - 8)
            high = max(len(lines) * 11.25, 15) + 5
            pen.line((0, top), (end, top))
            pen.lines(0, top + high / 2 - (len(lines) - 1) * 5.6 + 3, lines)
            for place, number in enumerate(columns):
                if number in texts:
                    pen.mark(left + (place + 0.5) * step, top + high / 2, "dot", "accent", size=7)
                else:
                    pen.mark(left + (place + 0.5) * step, top + high / 2, "dot", "line", size=1)
            top += high
        pen.line((0, top), (end, top))
        return top


def _messages(number: int) -> str:
    return ngettext("{number} message", "{number} messages", number)


def coverage(facts: Facts, wanted: Wanted) -> Coverage:
    """The texts tracked at the conference, and those on which its messages rest besides."""
    register = facts.register
    messages = [item for item in facts.of_type("message") if item.conference == wanted.conference]
    texts = {text.id: text for text in chosen(facts, wanted)}
    if not (wanted.instruments or wanted.issues):
        named = {target for message in messages for target in _targets(message)}
        texts |= {id: register.instruments[id] for id in named if id in register.instruments}
    ordered = sorted(texts.values(), key=lambda each: each.key.sort_key)
    places = {text.id: number for number, text in enumerate(ordered)}
    body = register.conferences[wanted.conference].body
    return Coverage(
        conference=wanted.conference,
        messages=tuple(message.title for message in messages),
        texts=tuple((name_of(facts, text, body), register.standing(text, wanted.as_of).title) for text in ordered),
        resting=tuple(
            tuple(sorted(places[target] for target in _targets(message) if target in places)) for message in messages
        ),
    )


def _targets(message: Item) -> set[str]:
    return {target.partition("@")[0] for target in message.links.get("resolutions", ())}
