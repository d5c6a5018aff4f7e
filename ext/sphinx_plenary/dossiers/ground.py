"""What the dossiers of one build are made from: facts, catalogue, places and matrices, each indexed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sphinx_plenary.days import grouped, partial_words
from sphinx_plenary.dossiers.catalogue import Catalogue
from sphinx_plenary.dossiers.places import Places
from sphinx_plenary.dossiers.records import AtConference, Fact, Kind, PaperLine, Said, SourceLine
from sphinx_plenary.facts import Facts
from sphinx_plenary.matrix import Contribution, Row, build_matrix
from sphinx_plenary.model import Count, Deadline, Item, Official, Paper, ProvisionalCode
from sphinx_plenary.register import Register
from sphinx_plenary.translation import _


@dataclass(frozen=True)
class Ground:
    facts: Facts
    catalogue: Catalogue
    places: Places

    @property
    def register(self) -> Register:
        return self.facts.register

    @cached_property
    def rows(self) -> Mapping[str, Sequence[Row]]:
        """Conference -> the rows of its matrix, with what is proposed and what was decided."""
        as_of = self.catalogue.as_of
        return {
            conference: tuple(build_matrix(self.facts, conference, "outcomes", as_of).rows())
            for conference in self.catalogue.ids(Kind.CONFERENCE)
        }

    @cached_property
    def _by_text(self) -> Mapping[str, Sequence[AtConference]]:
        found: dict[str, list[AtConference]] = {}
        for conference, rows in self.rows.items():  # newest first
            for row in rows:
                if row.instrument:
                    item = self.facts.items_by_id.get(row.tracked)
                    at = AtConference(conference=conference, row=row, docname=item.docname if item else "")
                    found.setdefault(row.instrument, []).append(at)
        return found

    def at_conferences(self, instrument: str) -> Sequence[AtConference]:
        """A text at each conference, newest first."""
        return self._by_text.get(instrument, ())

    @cached_property
    def contributions(self) -> Mapping[str, Sequence[tuple[str, Row, Contribution]]]:
        """Organization -> what it proposes, with conference and row, newest conference first."""
        found: dict[str, list[tuple[str, Row, Contribution]]] = {}
        for conference, rows in self.rows.items():
            for row in rows:
                for one in row.contributions:
                    for name in one.proponents:
                        found.setdefault(name, []).append((conference, row, one))
        return found

    @cached_property
    def positions(self) -> Mapping[str, Sequence[Item]]:
        """Organization -> the positions that papers declare of it."""
        found: dict[str, list[Item]] = {}
        for item in self.facts.of_type("position"):
            found.setdefault(item.fields.get("organization", ""), []).append(item)
        return found

    @cached_property
    def messages_on(self) -> Mapping[str, Sequence[Said]]:
        """Text or conference -> the messages that rest on it, or that are brought to it."""
        found: dict[str, list[Said]] = {}
        for item in self.facts.of_type("message"):
            said = Said(id=item.id, title=item.title, docname=item.docname, conference=item.conference)
            for target in dict.fromkeys([item.conference, *item.links.get("resolutions", ())]):
                found.setdefault(target, []).append(said)
        return found

    @cached_property
    def codes_of(self) -> Mapping[str, Sequence[ProvisionalCode]]:
        """Text -> what it was called before it had its number."""
        found: dict[str, list[ProvisionalCode]] = {}
        for code in self.register.provisional_codes:
            found.setdefault(code.instrument, []).append(code)
        return found

    @cached_property
    def issues_of(self) -> Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]:
        """Text -> the titles of its issues, each with its conferences: those of the register and of papers."""
        found: dict[str, dict[str, list[str]]] = {}
        for issue in self.register.issues.values():
            for conference, texts in issue.conferences.items():
                for text in texts:
                    found.setdefault(text, {}).setdefault(issue.title, []).append(conference)
        for item in self.facts.of_type("resolution"):
            for id in item.listed("issue"):
                if id in self.register.issues:
                    title = self.register.issues[id].title
                    found.setdefault(item.instrument, {}).setdefault(title, []).append(item.conference)
        return {
            text: [(title, tuple(dict.fromkeys(conferences))) for title, conferences in issues.items()]
            for text, issues in found.items()
        }

    @cached_property
    def deadlines_at(self) -> Mapping[str, Sequence[Deadline]]:
        found: dict[str, list[Deadline]] = {}
        for deadline in self.register.deadlines.values():
            found.setdefault(deadline.conference, []).append(deadline)
        return found

    @cached_property
    def officials_at(self) -> Mapping[str, Sequence[Official]]:
        found: dict[str, list[Official]] = {}
        for official in self.register.officials:
            found.setdefault(official.conference, []).append(official)
        return found

    @cached_property
    def held_by(self) -> Mapping[str, tuple[str, ...]]:
        """Organization -> the conferences here that it holds, newest first."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self.catalogue.ids(Kind.CONFERENCE):
            holder = self.register.conferences[name].held_by
            found[holder] = (*found.get(holder, ()), name)
        return found

    @cached_property
    def _counts(self) -> Mapping[str, Sequence[Count]]:
        found: dict[str, list[Count]] = {}
        for count in self.register.counts:
            found.setdefault(count.subject, []).append(count)
        return found

    def counts_of(self, subject: str) -> tuple[Fact, ...]:
        """The numbers that the register has of a conference or an organization."""
        return tuple(
            Fact(
                label=each.what,
                value=_("{number} (as of {day})", number=grouped(each.value), day=partial_words(each.as_of))
                if each.as_of
                else grouped(each.value),
                sources=each.sources,
                unconfirmed=each.unconfirmed,
            )
            for each in self._counts.get(subject, ())
        )

    @cached_property
    def papers_at(self) -> Mapping[str, Sequence[PaperLine]]:
        """Conference -> its papers, newest first."""
        found: dict[str, list[PaperLine]] = {}
        for paper in sorted(self.facts.papers.values(), key=lambda each: (each.date, each.docname), reverse=True):
            found.setdefault(paper.conference, []).append(paper_line(paper, self.register))
        return found

    def sources(self, names: Iterable[str]) -> tuple[SourceLine, ...]:
        """Each source once, in the order in which it is first named."""
        known = (self.register.sources.get(name) for name in dict.fromkeys(names))
        return tuple(SourceLine(each.id, each.title, each.url) for each in known if each)

    def text_name(self, instrument: str) -> str:
        known = self.register.instruments.get(instrument)
        return self.catalogue.name_of(known) if known else instrument


def paper_line(paper: Paper, register: Register) -> PaperLine:
    return PaperLine(
        docname=paper.docname,
        title=paper.title or paper.docname,
        kind=register.kind_of(paper.kind).name,
        status=paper.status.value,
        date=paper.date,
    )
