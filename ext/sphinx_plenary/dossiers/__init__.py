"""Facts -> dossiers: the story of each text, conference, organization and message, for a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cached_property
from hashlib import sha256

from sphinx_plenary.dossiers.catalogue import ENTRY, FOLDER, HEADS, Catalogue, index_name
from sphinx_plenary.dossiers.conferences import conference_dossier
from sphinx_plenary.dossiers.ground import Ground
from sphinx_plenary.dossiers.indexes import index_of
from sphinx_plenary.dossiers.instruments import instrument_dossier
from sphinx_plenary.dossiers.messages import message_dossier
from sphinx_plenary.dossiers.organizations import organization_dossier
from sphinx_plenary.dossiers.places import Places
from sphinx_plenary.dossiers.records import (
    ConferenceDossier,
    Dossier,
    Index,
    InstrumentDossier,
    Kind,
    MessageDossier,
    OrganizationDossier,
)
from sphinx_plenary.facts import Facts

__all__ = [
    "ENTRY",
    "FOLDER",
    "HEADS",
    "ConferenceDossier",
    "Dossier",
    "Dossiers",
    "Index",
    "InstrumentDossier",
    "Kind",
    "MessageDossier",
    "OrganizationDossier",
    "index_name",
]

_MAKERS = {
    Kind.INSTRUMENT: instrument_dossier,
    Kind.CONFERENCE: conference_dossier,
    Kind.ORGANIZATION: organization_dossier,
    Kind.MESSAGE: message_dossier,
}


class Dossiers:
    """Those of some facts: which pages there are, what each holds, and a digest of what each shows."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.catalogue = Catalogue(facts)
        self.ground = Ground(facts, self.catalogue, Places(facts))

    @cached_property
    def titles(self) -> dict[str, tuple[str, str]]:
        """Page -> its name and what stands behind it, maybe empty. Nothing where there is nothing to list."""
        catalogue = self.catalogue
        found = {page: catalogue.heading(*about) for page, about in catalogue.pages.items()}
        if found:
            kinds = [kind for kind in Kind if catalogue.ids(kind)]
            found |= {index_name(kind): (HEADS[kind], "") for kind in kinds}
            found[ENTRY] = ("Dossiers", "")
        return found

    def of(self, page: str) -> Dossier | Index:
        """What a page shows."""
        about = self.catalogue.pages.get(page)
        if about is None:
            return index_of(self.ground, next((kind for kind in Kind if index_name(kind) == page), None))
        kind, id = about
        return _MAKERS[kind](self.ground, id)

    def digest(self, page: str) -> str:
        """Changes when what the page shows does, and when a page to which it leads comes or goes."""
        made = self.of(page)
        linked = self.catalogue.linked(_texts(made))
        return sha256(repr((made, linked)).encode()).hexdigest()


def _texts(made: Dossier | Index) -> Iterator[str]:
    """Every text in a dossier: some of them are ids."""
    values: list[object] = [made]
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            values += value
        elif is_dataclass(value):
            values += [getattr(value, name) for name in value.__dataclass_fields__]
