"""The pages that lead to dossiers: one for each kind, and one for all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sphinx_plenary.citations import revision_words
from sphinx_plenary.days import range_words
from sphinx_plenary.dossiers.ground import Ground
from sphinx_plenary.dossiers.records import Entry, Index, Kind
from sphinx_plenary.model import InForce
from sphinx_plenary.translation import _, ngettext, spoken


def index_of(ground: Ground, kind: Kind | None) -> Index:
    """``None``: the entry page, which tells how many there are of each kind."""
    catalogue = ground.catalogue
    if kind is None:
        counts = tuple((each, len(catalogue.ids(each))) for each in Kind if catalogue.ids(each))
        return Index(kind=None, as_of=catalogue.as_of, counts=counts)
    entries = sorted(_ENTRIES[kind](ground), key=lambda pair: pair[0])
    groups = tuple((head, tuple(entry for _, entry in group)) for head, group in groupby(entries, _head))
    return Index(kind=kind, as_of=catalogue.as_of, groups=groups)


def _head(pair: tuple[tuple[int, str], Entry]) -> str:
    return pair[0][1]


def _instruments(ground: Ground) -> Iterator[tuple[tuple[int, str], Entry]]:
    """By body and kind: ``Plenipotentiary Conference: Resolutions``; the note is what stands."""
    register, catalogue = ground.register, ground.catalogue
    bodies = {name: number for number, name in enumerate(register.bodies)}
    for id in catalogue.ids(Kind.INSTRUMENT):
        instrument = register.instruments[id]
        body = register.bodies[instrument.key.body]
        names = body.kinds[instrument.key.kind].names
        forms = names.get(spoken()) or names["en"]
        head = f"{body.name_in(spoken())}: {forms[1] if len(forms) > 1 else forms[0]}"
        standing = register.standing(instrument, catalogue.as_of)
        name, title = catalogue.heading(Kind.INSTRUMENT, id)
        note = revision_words(body, standing.revision, spoken()).strip("()") if standing.revision else ""
        if standing.state is InForce.SUPPRESSED:
            note = _("suppressed by {conference}", conference=standing.suppressed_by)
        unconfirmed = bool(note) and not standing.certain
        entry = Entry(kind=Kind.INSTRUMENT, id=id, name=name, title=title, note=note, unconfirmed=unconfirmed)
        yield (bodies[body.id], head), entry


def _conferences(ground: Ground) -> Iterator[tuple[tuple[int, str], Entry]]:
    """Newest first, those of which there is a paper before all others."""
    register, catalogue = ground.register, ground.catalogue
    for id in catalogue.ids(Kind.CONFERENCE):
        conference = register.conferences[id]
        place = ", ".join(filter(None, (conference.city, conference.country)))
        days = range_words(conference.start, conference.end) if conference.start and conference.end else ""
        own = id in catalogue.followed
        yield (
            (0, _("With papers on this site"))
            if own
            else (1, _("Others that are named here or made the texts' history")),
            Entry(
                kind=Kind.CONFERENCE,
                id=id,
                name=id,
                title=conference.name,
                note=" · ".join(filter(None, (place, days))),
                unconfirmed=conference.unconfirmed,
            ),
        )


def _organizations(ground: Ground) -> Iterator[tuple[tuple[int, str], Entry]]:
    register = ground.register
    for id in ground.catalogue.ids(Kind.ORGANIZATION):
        organization = register.organizations[id]
        proposals = len(ground.contributions.get(id, ()))
        note = ngettext("{number} proposal", "{number} proposals", proposals) if proposals else ""
        head = (0, _("Of a region")) if organization.region else (1, _("Others"))
        name = Entry(kind=Kind.ORGANIZATION, id=id, name=id, title=organization.name, note=note)
        yield head, name


def _messages(ground: Ground) -> Iterator[tuple[tuple[int, str], Entry]]:
    """By conference, in the order of their papers."""
    order = {name: number for number, name in enumerate(ground.catalogue.ids(Kind.CONFERENCE))}
    for id in ground.catalogue.ids(Kind.MESSAGE):
        item = ground.facts.items_by_id[id]
        head = (order.get(item.conference, len(order)), item.conference)
        yield head, Entry(kind=Kind.MESSAGE, id=id, name="", title=item.title)


_ENTRIES = {
    Kind.INSTRUMENT: _instruments,
    Kind.CONFERENCE: _conferences,
    Kind.ORGANIZATION: _organizations,
    Kind.MESSAGE: _messages,
}
