"""Facts -> of what there are dossiers, and under which names their pages stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from sphinx_plenary.citations import Form, citation_words
from sphinx_plenary.dossiers.records import Kind
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Instrument, InstrumentId
from sphinx_plenary.translation import N_, _, spoken

FOLDER: Final = "dossiers"
ENTRY: Final = f"{FOLDER}/index"
HEADS: Final[Mapping[Kind, str]] = {
    Kind.INSTRUMENT: N_("Resolutions and other texts"),
    Kind.CONFERENCE: N_("Conferences"),
    Kind.ORGANIZATION: N_("Organizations"),
    Kind.MESSAGE: N_("Messages"),
}


def index_name(kind: Kind) -> str:
    """The page that lists the dossiers of a kind."""
    return f"{FOLDER}/{kind}"


@dataclass(frozen=True)
class Catalogue:
    """For each kind the ids that have a dossier, in the order in which an index has them."""

    facts: Facts

    def ids(self, kind: Kind) -> tuple[str, ...]:
        return self._ids[kind]

    @cached_property
    def as_of(self) -> date:
        """The last day of which the papers or the register say something; what is to come does not count."""
        facts, register = self.facts, self.facts.register
        days = [paper.as_of or paper.date for paper in facts.papers.values()]
        met = {each.meeting.conference for text in register.instruments.values() for each in text.revisions}
        met |= {outcome.conference for outcome in register.outcomes}
        known = (register.conferences.get(name) for name in met)
        days += [conference.end for conference in known if conference and conference.end]
        days += [proposal.date for proposal in register.proposals.values() if proposal.date]
        return max(days, default=date.min)

    @cached_property
    def _ids(self) -> Mapping[Kind, tuple[str, ...]]:
        register = self.facts.register
        texts = {one for one in self._texts() if one in register.instruments}
        conferences = {one for one in self._conferences(texts) if one in register.conferences}
        organizations = {one for one in self._organizations(texts, conferences) if one in register.organizations}
        return {
            Kind.INSTRUMENT: tuple(sorted(texts, key=lambda id: register.instruments[id].key.sort_key)),
            Kind.CONFERENCE: tuple(sorted(conferences, key=self._start, reverse=True)),
            Kind.ORGANIZATION: tuple(sorted(organizations, key=str.lower)),
            Kind.MESSAGE: tuple(dict.fromkeys(item.id for item in self.facts.of_type("message"))),
        }

    @cached_property
    def followed(self) -> frozenset[str]:
        """The conferences of which there is a paper or a matrix."""
        found = {paper.conference for paper in self.facts.papers.values()}
        return frozenset(found | {conference for listed in self.facts.matrices.values() for _, conference in listed})

    def _texts(self) -> Iterator[str]:
        """What papers cite, track or rest on, what a matrix of theirs shows, and on what there is a proposal."""
        facts, register = self.facts, self.facts.register
        yield from (cite.instrument for cite in facts.citations)
        for item in facts.items:
            yield item.instrument
            yield from item.links.get("resolutions", ())
        yield from (proposal.instrument for proposal in register.proposals.values())
        yield from (one.instrument for one in register.outcomes if one.conference in self.followed)
        for issue in register.issues.values():
            for conference in self.followed & issue.conferences.keys():
                yield from issue.conferences[conference]

    def _conferences(self, texts: Iterable[str]) -> Iterator[str]:
        """Those that papers follow, with the others of their bodies; that papers name; that made a text's history."""
        facts, register = self.facts, self.facts.register
        for name in self.followed:
            yield name
            body = register.bodies.get(register.conferences[name].body) if name in register.conferences else None
            yield from (meeting.conference for meeting in body.meetings) if body else ()
        yield from (item.conference for item in facts.items)
        for mention in facts.mentions:
            if mention.role.startswith("conf"):
                yield mention.target
            elif mention.role == "deadline" and mention.target in register.deadlines:
                yield register.deadlines[mention.target].conference
        for text in texts:
            yield from (revision.meeting.conference for revision in register.instruments[text].revisions)
            yield from register.outcomes_of.get(text, {})
        yield from (proposal.conference for proposal in register.proposals.values())

    def _organizations(self, texts: Iterable[str], conferences: Iterable[str]) -> Iterator[str]:
        """Those that papers name, that propose or take a position, that hold a conference or adopt a text."""
        facts, register = self.facts, self.facts.register
        yield from (mention.target for mention in facts.mentions if mention.role == "org")
        for item in facts.items:
            yield item.fields.get("organization", "")
            yield from item.listed("proponent")
        for proposal in register.proposals.values():
            yield from proposal.proponents
        yield from (register.conferences[name].held_by for name in conferences)
        yield from (register.bodies[register.instruments[text].key.body].organization for text in texts)

    def _start(self, conference: str) -> tuple[date, str]:
        """A conference whose day is not known comes by the year of its meeting."""
        known = self.facts.register.conferences[conference]
        year = next(iter(re.findall(r"(?:19|20)\d\d", known.name)), "1")
        return (known.start or date(int(year), 1, 1), conference)

    # ---- pages -----------------------------------------------------------------------------------

    @cached_property
    def pages(self) -> Mapping[str, tuple[Kind, str]]:
        """Page -> what it is about; without the indexes."""
        found: dict[str, tuple[Kind, str]] = {}
        for kind in Kind:
            for id in sorted(self.ids(kind)):
                wish = f"{FOLDER}/{kind}/{slug(id)}"
                name, number = wish, 2
                while name in found:
                    name, number = f"{wish}-{number}", number + 1
                found[name] = (kind, id)
        return found

    @cached_property
    def _names(self) -> Mapping[tuple[Kind, str], str]:
        return {key: name for name, key in self.pages.items()}

    def page_of(self, kind: Kind, id: str) -> str:
        """The page of a dossier; empty where there is none."""
        return self._names.get((kind, id), "")

    def linked(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of the pages that are about one of these ids."""
        return tuple(sorted({page for id in ids for page in self._pages_by_id.get(id, ())}))

    @cached_property
    def _pages_by_id(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for page, (_kind, id) in self.pages.items():
            found[id] = (*found.get(id, ()), page)
        return found

    # ---- names -----------------------------------------------------------------------------------

    def heading(self, kind: Kind, id: str) -> tuple[str, str]:
        """The name and the title of what a dossier is about: ``PP Resolution 101``, ``Internet Protocol-based ...``."""
        register = self.facts.register
        if kind is Kind.INSTRUMENT:
            instrument = register.instruments[id]
            return self.name_of(instrument), register.standing(instrument, self.as_of).title
        if kind is Kind.MESSAGE:
            item = self.facts.items_by_id.get(id)
            return _("Message"), item.title if item else id
        return id, register.conferences[id].name if kind is Kind.CONFERENCE else register.organizations[id].name

    def name_of(self, instrument: Instrument) -> str:
        """``PP Resolution 101``; with its meeting where each numbers anew: ``WTPF Opinion 5 (Geneva, 2013)``."""
        body = self.facts.register.bodies[instrument.key.body]
        anew = body.kinds[instrument.key.kind].per_conference and instrument.revisions
        first = instrument.revisions[0] if anew else None
        key = InstrumentId(instrument.key.body, instrument.key.kind, instrument.key.number)
        return citation_words(body, key, first, Form.FULL if first else Form.SHORT, own=False, language=spoken())

    def sought(self, kind: Kind, id: str) -> tuple[str, ...]:
        """What somebody types who looks for it: ``102``, ``Resolution 102 (Rev. Dubai, 2018)``, ``PP-22``."""
        name, title = self.heading(kind, id)
        found = {Kind.MESSAGE: [title], Kind.INSTRUMENT: [name, id]}.get(kind, [name, title])
        if kind is Kind.CONFERENCE:
            found += [id.replace("-", " "), id.replace("-", ""), self.facts.register.conferences[id].city]
        if kind is Kind.INSTRUMENT:
            instrument = self.facts.register.instruments[id]
            body, key = self.facts.register.bodies[instrument.key.body], instrument.key
            bare = InstrumentId(key.body, key.kind, key.number)
            for own in (True, False):
                found.append(citation_words(body, bare, None, Form.SHORT, own, spoken()))
                found += (citation_words(body, bare, one, Form.FULL, own, spoken()) for one in instrument.revisions)
            for word in body.kinds[key.kind].names.get(spoken(), body.kinds[key.kind].names["en"]):
                for one in (word, word.rstrip(".")):
                    found += [f"{one} {key.number}", f"{key.body} {one} {key.number}"]
            found.append(key.number)
        return tuple(dict.fromkeys(filter(None, found)))


def slug(id: str) -> str:
    """``UNGA-RES-70/125`` -> ``unga-res-70-125``."""
    return re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-") or "x"
