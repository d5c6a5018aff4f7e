"""The register of the project itself: it is sound, complete where the papers need it, and described by its schemas."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from conftest import REAL, told

from sphinx_plenary.model import InForce, InstrumentId, OutcomeKind
from sphinx_plenary.needs import FIELDS
from sphinx_plenary.register import Register, load_register
from sphinx_plenary.register.load import TABLES, TREES

SCHEMAS = sorted((REAL / "schema").glob("*.json"))
PAPER = date(2022, 9, 8)
AFTER = date(2022, 10, 15)


def test_it_loads_without_fault() -> None:
    _, faults = load_register(REAL, REAL.parent)
    assert told(faults) == []


def test_127_resolutions_and_5_decisions_are_in_force_after_pp22(real: Register) -> None:
    stands = {OutcomeKind.NEW, OutcomeKind.REVISED, OutcomeKind.NOT_CHANGED, OutcomeKind.IN_FORCE}
    kept = [one.instrument for one in real.outcomes if one.conference == "PP-22" and one.outcome in stands]
    kept = [name for name in kept if name.startswith("PP-")]
    assert len(kept) == len(set(kept))
    assert sum(name.startswith("PP-RES-") for name in kept) == 127
    assert sum(name.startswith("PP-DEC-") for name in kept) == 5


def test_what_stands_after_pp22_says_so(real: Register) -> None:
    """No text of PP is in force by its history and gone by its outcomes, or the reverse."""
    for instrument in real.instruments.values():
        if instrument.key.body == "PP":
            outcome = real.outcomes_of[instrument.id]["PP-22"].outcome
            state = real.standing(instrument, AFTER).state
            assert (state is InForce.SUPPRESSED) == (outcome is OutcomeKind.SUPPRESSED), instrument.id
            assert state is not InForce.NOT_YET, instrument.id


def test_the_29_resolutions_of_the_issues_are_known_on_the_papers_day(real: Register) -> None:
    named = [name for issue in real.issues_at("PP-22") for name in issue.conferences["PP-22"]]
    listed = list(dict.fromkeys(named))
    assert len(listed) == 29
    assert [issue.id for issue in real.issues_at("PP-22") if "PP-RES-178" in issue.conferences["PP-22"]] == [
        "internet-public-policy",
        "standardization-role-of-itu",
    ]
    for name in listed:
        standing = real.standing(real.instruments[name], PAPER)
        assert standing.state is InForce.YES, name
        assert standing.title, name
        # its adoption is only recalled, and what PP-14 did to it is not known
        assert standing.certain is (name != "PP-RES-178"), name


def test_the_title_as_last_known_is_that_of_the_last_revision_whose_title_was_read(real: Register) -> None:
    for instrument in real.instruments.values():
        if instrument.revisions and (last := instrument.revisions[-1]).title:
            assert last.title == instrument.title, instrument.id


def test_dates_that_papers_print(real: Register) -> None:
    conference = real.conferences["PP-22"]
    assert (conference.start, conference.end) == (date(2022, 9, 26), date(2022, 10, 14))
    assert (conference.city, conference.country) == ("Bucharest", "Romania")


def test_every_conference_of_a_meeting_is_its_bodys(real: Register) -> None:
    for body in real.bodies.values():
        for meeting in body.meetings:
            conference = real.conferences[meeting.conference]
            assert conference.body == body.id, meeting.conference
            if conference.end:
                assert conference.end.year == meeting.year, meeting.conference


def test_a_history_begins_with_the_adoption_once(real: Register) -> None:
    for instrument in real.instruments.values():
        assert not any(revision.adoption for revision in instrument.revisions[1:]), instrument.id


def test_every_revision_has_its_outcome(real: Register) -> None:
    for instrument in real.instruments.values():
        for revision in instrument.revisions:
            assert revision.meeting.conference in real.outcomes_of[instrument.id], str(revision.origin)


def test_every_source_is_used(real: Register) -> None:
    used = {source for record in real.records() for source in record.sources}
    assert set(real.sources) - used == set()


def test_the_six_kinds_are_there_and_all_but_one_say_what_sections_they_have(real: Register) -> None:
    assert list(real.kinds) == [
        "background-paper",
        "issues-matrix",
        "outcomes-matrix",
        "meeting-summary",
        "event-page",
        "commentary",
    ]
    assert [kind.id for kind in real.kinds.values() if not kind.sections] == ["commentary"]
    lacking = [section.heading for kind in real.kinds.values() for section in kind.sections if not section.hint]
    assert lacking == [], "the author is told what belongs into each section"


def test_what_a_kind_asks_of_front_matter_are_keys_of_it() -> None:
    schemas = REAL / "schema"
    kinds = json.loads((schemas / "kinds.schema.json").read_text(encoding="utf-8"))
    keys = json.loads((schemas / "front-matter.schema.json").read_text(encoding="utf-8"))["properties"]["paper"]
    for part in kinds["items"]["properties"]["front_matter"]["properties"].values():
        assert set(part["items"]["enum"]) == set(keys["properties"]) - set(keys["required"])


def test_what_items_need_are_options_of_theirs() -> None:
    schema = json.loads((REAL / "schema" / "kinds.schema.json").read_text(encoding="utf-8"))
    options = schema["items"]["properties"]["checks"]["properties"]["items_need"]["items"]["enum"]
    assert set(options) <= set(FIELDS)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _natural(name: str) -> tuple[object, ...]:
    """The order of the bodies and kinds, then of the numbers as numbers, then of the years."""
    key = InstrumentId.parse(name)
    if key is None:
        return (99,)
    bodies, kinds = ("PP", "WTSA", "WTDC", "WTPF", "COUNCIL", "UNGA"), ("RES", "DEC", "OPN")
    year = (key.year or 0,)
    numbers = key.sort_key[2]
    return (bodies.index(key.body), kinds.index(key.kind), *(year + numbers if key.year else numbers + year))


@pytest.mark.parametrize("name", ["instruments", "revisions"])
def test_texts_stand_in_natural_order(name: str) -> None:
    rows = _rows(REAL / f"{name}.csv")
    keys = [(_natural(row.get("instrument") or row["id"]), row.get("year", "")) for row in rows]
    assert keys == sorted(keys)


def test_abbreviations_and_spellings_stand_in_alphabetical_order() -> None:
    rows = _rows(REAL / "abbreviations.csv")
    keys = [(row["abbreviation"].casefold(), row["abbreviation"], row["expansion"].casefold()) for row in rows]
    assert keys == sorted(keys)
    words = [row["forms"] for row in _rows(REAL / "spellings.csv")]
    assert words == sorted(words)


def test_an_abbreviation_is_common_in_all_its_meanings_or_in_none(real: Register) -> None:
    common: dict[str, set[bool]] = {}
    for one in real.abbreviations:
        common.setdefault(one.abbreviation, set()).add(one.common)
    assert {word for word, said in common.items() if len(said) > 1} == set()


def test_no_spelling_belongs_to_two_words(real: Register) -> None:
    forms = [form for one in real.spellings for form in one.forms]
    assert len(forms) == len(set(forms))
    assert all(form == form.lower() for form in forms)


def test_sources_stand_in_the_order_of_their_ids() -> None:
    ids = [row["id"] for row in _rows(REAL / "sources.csv")]
    assert ids == sorted(ids)


@pytest.mark.parametrize("path", sorted(REAL.rglob("*.csv")), ids=lambda path: path.name)
def test_files_are_utf8_with_plain_line_ends_and_least_quoting(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw and raw.endswith(b"\n")
    assert not re.search(rb"[ \t]+\n", raw)
    rows = _rows(path)
    assert all(None not in row and None not in row.values() for row in rows)


def _properties(part: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property that a schema describes, with its place."""
    if isinstance(part, list):
        for child in part:
            yield from _properties(child, place)
    if isinstance(part, dict):
        for name, value in part.get("properties", {}).items():
            yield f"{place}/{name}", value
            yield from _properties(value, f"{place}/{name}")
        yield from _properties(part.get("items"), place)


def test_every_file_has_its_schema() -> None:
    names = {path.name.removesuffix(".schema.json") for path in SCHEMAS}
    assert names == {*TABLES, *TREES, "front-matter", "findings", "matrix", "edition", "status", "comments"}


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_schemas_are_sound_and_describe_everything(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)
    assert schema["title"] and schema["description"]
    found = dict(_properties(schema))
    assert found
    for place, value in found.items():
        assert value.get("description"), f"{place} has no description"
        if value.get("type") in {"string", "integer", "boolean", "number"}:
            assert "examples" in value or "enum" in value, f"{place} has neither examples nor enum"


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_examples_pass_their_own_schema(path: Path) -> None:
    """An example is what a message tells an author to write."""
    for place, value in _properties(json.loads(path.read_text(encoding="utf-8"))):
        for example in value.get("examples", ()):
            assert jsonschema_rs.is_valid(value, example), f"{place}: {example!r}"


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_a_csv_schema_speaks_of_text_only(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    if path.name.removesuffix(".schema.json") in TABLES:
        items = schema["items"]
        assert items["required"] == list(items["properties"]), "every column must be there"
        assert {value["type"] for value in items["properties"].values()} == {"string"}
        assert items["additionalProperties"] is False


@pytest.mark.parametrize("path", sorted(REAL.rglob("*.yaml")), ids=lambda path: path.name)
def test_an_editor_finds_the_schema_of_a_yaml_file(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert named != first
    assert (path.parent / named).resolve() in SCHEMAS
