"""``translations.csv``: which words of the register can be in another language, and the register with them.

A record of which no translation is known keeps its English words; ``Register.english`` has those, so that a page
can say in which language they are. A translation that is only recalled makes its record unconfirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sphinx_plenary import model
from sphinx_plenary.model import Confidence, Problem
from sphinx_plenary.register import faults
from sphinx_plenary.register.faults import Fault
from sphinx_plenary.register.register import Register
from sphinx_plenary.suggest import did_you_mean, nearest

# Table of the register -> its words for readers.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "conferences": ("name", "city", "country"),
    "organizations": ("name",),
    "instruments": ("title",),
    "issues": ("title",),
    "deadlines": ("what",),
}


def translation_faults(register: Register) -> Iterator[Fault]:
    """Translations of what no file declares, of a column that no reader sees, and the second of two."""
    tables = {id: table for table in FIELDS for id in getattr(register, table)}
    first: dict[tuple[str, str, str], model.Translated] = {}
    for one in register.translations:
        table = tables.get(one.record)
        if table is None:
            what = f"record {one.record!r} is not in the register"
            fix = did_you_mean(
                one.record, tables, "write the id of a conference, organization, text, issue or deadline"
            )
            yield Fault(faults.DANGLING, Problem(one.origin, what, fix))
        elif one.field not in FIELDS[table]:
            near = nearest(one.field, FIELDS[table])
            fix = f"did you mean {near[0]!r}?" if near else f"of {one.record} it is one of {', '.join(FIELDS[table])}"
            yield Fault(faults.VALUE, Problem(one.origin, f"'field' is {one.field!r}", fix))
        key = (one.record, one.field, one.language)
        if key in first:
            what = f"{one.field!r} of {one.record!r} has two translations in {one.language!r}"
            yield Fault(faults.DUPLICATE, Problem(one.origin, what, f"the first is at {first[key].origin}; remove one"))
        first.setdefault(key, one)


def in_language(register: Register, language: str) -> Register:
    """The register with the words that it has in a language."""
    known: dict[str, dict[str, model.Translated]] = {}
    for one in register.translations:
        if one.language == language:
            known.setdefault(one.record, {})[one.field] = one
    english: set[str] = set()
    tables: dict[str, Any] = {}
    for table, fields in FIELDS.items():
        records = getattr(register, table)
        tables[table] = {id: _said(record, known.get(id, {})) for id, record in records.items()}
        english.update(_left(records, known, fields))
    kinds = {id: replace(kind, name=kind.names.get(language, kind.name)) for id, kind in register.kinds.items()}
    english.update(kind.name for kind in register.kinds.values() if language not in kind.names)
    return replace(register, kinds=kinds, **tables, english=frozenset(english))


def _said(record: Any, words: Mapping[str, model.Translated]) -> Any:
    if not words:
        return record
    made = replace(record, **{field: one.text for field, one in words.items()})
    if isinstance(record, model.Instrument):
        made = replace(made, revisions=tuple(_revision(one, record, made.title) for one in record.revisions))
    recalled = any(one.unconfirmed for one in words.values())
    return replace(made, confidence=Confidence.RECALLED) if recalled else made


def _revision(revision: model.Revision, instrument: model.Instrument, title: str) -> model.Revision:
    """The title of a text is that of its last state; an older state that had another keeps it."""
    last = instrument.revisions[-1].title or instrument.title
    return replace(revision, title=title) if revision.title in {instrument.title, last} else revision


def _left(
    records: Mapping[str, Any], known: Mapping[str, Mapping[str, object]], fields: Iterable[str]
) -> Iterator[str]:
    for id, record in records.items():
        for field in fields:
            if field not in known.get(id, {}) and field != "city":
                yield getattr(record, field)
