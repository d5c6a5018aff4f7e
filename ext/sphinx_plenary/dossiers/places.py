"""Facts -> where papers cite, track or name something: page, section and line, indexed once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from sphinx_plenary.dossiers.records import Kind, Place, Where
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Origin

_Found = dict[tuple[Kind, str], dict[str, set[Place]]]


class Places:
    """``Places(facts).of(kind, id)``: the pages, newest paper first."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def of(self, kind: Kind, id: str) -> tuple[Where, ...]:
        pages = self._found.get((kind, id), {})
        return tuple(
            Where(
                docname=docname,
                title=self._title(docname),
                places=tuple(sorted(pages[docname], key=lambda place: (place.file, place.line, place.how))),
            )
            for docname in sorted(pages, key=self._newest)
        )

    def _newest(self, docname: str) -> tuple[int, str]:
        paper = self.facts.papers.get(docname)
        return (-(paper.date if paper else date.min).toordinal(), docname)

    def _title(self, docname: str) -> str:
        paper = self.facts.papers.get(docname)
        return (paper.title if paper else "") or docname

    @cached_property
    def _found(self) -> _Found:
        found: _Found = {}
        for kind, id, docname, origin, how in self._mentions():
            if id:
                found.setdefault((kind, id), {}).setdefault(docname, set()).add(self._place(docname, origin, how))
        return found

    def _mentions(self) -> Iterator[tuple[Kind, str, str, Origin, str]]:
        facts = self.facts
        for cite in facts.citations:
            yield Kind.INSTRUMENT, cite.instrument, cite.docname, cite.origin, "cited"
        for item in facts.items:
            own = "tracked" if item.type == "resolution" else item.type
            yield Kind.INSTRUMENT, item.instrument, item.docname, item.origin, own
            if item.type == "position":
                yield Kind.ORGANIZATION, item.fields.get("organization", ""), item.docname, item.origin, "position"
            if item.type == "message":
                yield Kind.MESSAGE, item.id, item.docname, item.origin, "message"
            for name in item.listed("proponent"):
                yield Kind.ORGANIZATION, name, item.docname, item.at("proponent"), "proposal"
            for target in item.links.get("resolutions", ()):
                yield Kind.INSTRUMENT, target, item.docname, item.at("resolutions"), "message"
        for mention in facts.mentions:
            if mention.role == "deadline":
                deadline = facts.register.deadlines.get(mention.target)
                if deadline:
                    yield Kind.CONFERENCE, deadline.conference, mention.docname, mention.origin, "named"
            elif kind := _KINDS.get(mention.role):
                yield kind, mention.target, mention.docname, mention.origin, "named"

    def _place(self, docname: str, origin: Origin, how: str) -> Place:
        paper = self.facts.papers.get(docname)
        if paper is None or paper.path != origin.path:
            return Place(origin.line, how, file=origin.path if paper else "")
        lines, ids, titles = self._anchors.get(docname, ((), (), ()))
        at = bisect_right(lines, origin.line) - 1
        return Place(origin.line, how, ids[at], titles[at]) if at >= 0 else Place(origin.line, how)

    @cached_property
    def _anchors(self) -> Mapping[str, tuple[Sequence[int], Sequence[str], Sequence[str]]]:
        """Page -> lines, ids and section words of its headings and cards, in the order of the lines."""
        found: dict[str, tuple[Sequence[int], Sequence[str], Sequence[str]]] = {}
        for docname, sections in self.facts.sections.items():
            marks = [(section.line, section.id, section.title) for section in sections]
            path = self.facts.papers[docname].path if docname in self.facts.papers else ""
            cards = self.facts.items_in(docname)
            marks += [(item.origin.line, item.id, "") for item in cards if item.origin.path == path]
            marks.sort(key=lambda mark: mark[0])
            titles, current = [], ""
            for _, _, title in marks:
                current = title or current
                titles.append(current)
            found[docname] = ([line for line, _, _ in marks], [id for _, id, _ in marks], titles)
        return found


_KINDS: Mapping[str, Kind] = {
    "conf": Kind.CONFERENCE,
    "conf-dates": Kind.CONFERENCE,
    "conf-place": Kind.CONFERENCE,
    "org": Kind.ORGANIZATION,
    "msg": Kind.MESSAGE,
}
