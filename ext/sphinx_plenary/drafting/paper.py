"""A kind of paper and a conference -> the text of a draft: front matter, title, and the kind's sections, filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from textwrap import fill
from typing import Final

from sphinx_plenary.citations import date_range, plain_date
from sphinx_plenary.drafting.blocks import Blocks
from sphinx_plenary.drafting.previous import Carried
from sphinx_plenary.gather import gather
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.model import Conference, Fill, Organization, PaperKind, Section, Severity
from sphinx_plenary.register import Register
from sphinx_plenary.rules import findings

_NAME: Final = "draft.md"
_WIDTH: Final = 110


@dataclass(frozen=True)
class Wanted:
    """A paper of a kind on a conference, of a day; ``organization`` is the one for which it is written, if any."""

    kind: PaperKind
    conference: Conference
    day: date
    organization: Organization | None = None
    licence: str = ""


def draft(wanted: Wanted, register: Register, carried: Carried | None = None) -> str:
    """The paper's Markdown. A carried text in which a rule finds an error comes as a comment."""
    text = _Draft(wanted, register, carried).text()
    if carried is None:
        return text
    wrong = _lines_with_errors(text, register)
    comments = {id: _comment(words) for id, words in carried.texts.items() if _stands_on(words, text, wrong)}
    if not comments:
        return text
    return _Draft(wanted, register, replace(carried, texts={**carried.texts, **comments})).text()


def _lines_with_errors(text: str, register: Register) -> set[int]:
    facts = gather([parse(text, _NAME)], register).facts
    return {one.problem.origin.line for one in findings(facts) if one.severity is Severity.ERROR}


def _stands_on(words: str, text: str, lines: set[int]) -> bool:
    """Whether words stand on one of these lines of a text."""
    at = text.find(words)
    first = text.count("\n", 0, at) + 1
    return at >= 0 and any(first <= line <= first + words.count("\n") for line in lines)


class _Draft:
    def __init__(self, wanted: Wanted, register: Register, carried: Carried | None) -> None:
        self.kind = wanted.kind
        self.conference = wanted.conference
        self.day = wanted.day
        self.organization = wanted.organization
        self.licence = wanted.licence
        self.register = register
        self.carried = carried
        body = wanted.conference.body
        self.blocks = Blocks(carried, wanted.conference.id, body, register) if carried else None
        self.fills = {
            Fill.DATES: self.dates,
            Fill.DEADLINES: self.deadlines,
            Fill.ISSUES: self.issues,
            Fill.RESOLUTIONS: self.resolutions,
            Fill.MESSAGES: self.messages,
        }

    def text(self) -> str:
        parts = [
            "\n".join(["---", "paper:", *self.front_matter(), "---", f"# {self.kind.name}: {self.conference.name}"])
        ]
        if self.organization:
            parts.append(f"This paper is written for the {{org}}`{self.organization.id}`.")
        if not self.kind.sections:
            parts.append("% A paper of this kind has no sections that it must have: begin here.")
        for section in self.kind.sections:
            parts += self.section(section)
        return "\n\n".join(parts) + "\n"

    def front_matter(self) -> Iterator[str]:
        kind, id = self.kind, self.conference.id
        yield f"  kind: {kind.id}"
        yield f"  conference: {id}"
        yield "  status: draft"
        yield f"  date: {self.day.isoformat()}"
        yield '  version: "0.1"'
        if self.carried and self.carried.paper.internal:
            yield "  internal: true"
        known = {
            "short_title": f"{id} {kind.name[:1].lower()}{kind.name[1:]}",
            "abstract": self.abstract(),
            "audience": f"members of {self.organization.name}" if self.organization else "to be said",
            "licence": self.licence or "to be said",
            "language": "en",
            "as_of": self.day.isoformat(),
        }
        for key in ("short_title", *(key for key in kind.front_matter if key != "short_title")):
            if key in known and (key in kind.front_matter or not kind.keys or key in kind.keys):
                yield from _key(key, known[key])

    def abstract(self) -> str:
        where = ", ".join(filter(None, (self.conference.city, self.conference.country)))
        start, end = self.conference.start, self.conference.end
        when = date_range(start, end) if start and end and not self.conference.unconfirmed else ""
        there = ", ".join(filter(None, (where, when)))
        about = f"{self.conference.name} ({there})" if there else self.conference.name
        return f"{self.kind.name}: {about}. A draft of {plain_date(self.day)}."

    def section(self, section: Section) -> Iterator[str]:
        yield f"## {section.heading}"
        if section.hint:
            yield _comment(section.hint)
        if section.text:
            yield section.text.replace("CONFERENCE", self.conference.id).strip("\n")
        for what in section.fill:
            yield from self.fills[what]()

    def dates(self) -> Iterator[str]:
        conference, id = self.conference, self.conference.id
        if conference.start is None or conference.end is None:
            yield f"The dates of the {{conf}}`{id}` are not known yet."
            return
        verb = "met" if conference.end < self.day else "meets"
        when = "on" if conference.start == conference.end else "from"
        where = f" in {{conf-place}}`{id}`" if conference.city or conference.country else ""
        sure = " These dates are not confirmed by a source." if conference.unconfirmed else ""
        yield f"The {{conf}}`{id}` {verb} {when} {{conf-dates}}`{id}`{where}.{sure}"

    def deadlines(self) -> Iterator[str]:
        known = sorted(self.register.deadlines_of(self.conference.id), key=lambda one: (one.date, one.id))
        if known:
            yield "\n".join(f"- {{deadline}}`{one.id}`: {one.what}" for one in known)
        else:
            yield f"% The register has no deadline of {self.conference.id}."

    def issues(self) -> Iterator[str]:
        for title, numbers in self.by_issue():
            cited = [f"{{res}}`{number}`" for number in numbers]
            listed = " and ".join(filter(None, (", ".join(cited[:-1]), cited[-1])))
            yield f"{_comment(title)}\n{fill(f'Followed here: {listed}.', _WIDTH, break_long_words=False)}"

    def by_issue(self) -> Iterator[tuple[str, list[str]]]:
        """Issue -> the texts carried over that belong to it, in the order of the register; each text once."""
        left = list(self.carried.resolutions) if self.carried else []
        for issue in self.register.issues.values():
            if own := [item for item in left if issue.id in item.listed("issue")]:
                left = [item for item in left if item not in own]
                yield issue.title, self.numbers([item.instrument for item in own])
        if left:
            yield "Other", self.numbers([item.instrument for item in left])

    def numbers(self, instruments: list[str]) -> list[str]:
        return [self.blocks.target(instrument) for instrument in instruments] if self.blocks else []

    def resolutions(self) -> Iterator[str]:
        if self.carried and self.blocks:
            for item in (*self.carried.resolutions, *self.carried.positions):
                yield self.blocks.written(item)

    def messages(self) -> Iterator[str]:
        if self.carried and self.blocks:
            for item in self.carried.messages:
                yield self.blocks.written(item)


def _comment(words: str) -> str:
    """What only the author sees."""
    return "\n".join(f"% {line}".rstrip() for line in words.strip().split("\n"))


def _key(key: str, value: str) -> Iterator[str]:
    """A key of front matter; a long value is folded over lines."""
    if key != "abstract":
        yield f"  {key}: {value}"
        return
    yield f"  {key}: >-"
    yield fill(value, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False)
