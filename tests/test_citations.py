"""Between words and ids: targets, ITU's words, dates."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import REAL, sound
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.citations import (
    Form,
    Reference,
    citation_words,
    date_range,
    plain_date,
    read_target,
    revision_words,
    shortest_target,
)
from sphinx_plenary.model import Instrument, InstrumentId
from sphinx_plenary.register import Register

REGISTER = sound(REAL)
INSTRUMENTS = st.sampled_from(list(REGISTER.instruments.values()))
LANGUAGES = st.sampled_from(["en", "fr", "es"])
IDS = st.builds(
    InstrumentId,
    st.from_regex(r"[A-Z][A-Z0-9]{0,8}", fullmatch=True),
    st.from_regex(r"[A-Z]{1,5}", fullmatch=True),
    st.from_regex(r"[0-9][0-9A-Z./]{0,8}", fullmatch=True),
    st.none() | st.integers(1000, 9999),
)


@pytest.mark.parametrize(
    ("target", "body", "meant"),
    [
        ("101", "PP", Reference("PP-RES-101", None)),
        ("101@2018", "PP", Reference("PP-RES-101", 2018)),
        ("RES-101", "PP", Reference("PP-RES-101", None)),
        ("DEC-5", "PP", Reference("PP-DEC-5", None)),
        ("DEC-5@1998", "PP", Reference("PP-DEC-5", 1998)),
        ("64", "WTSA", Reference("WTSA-RES-64", None)),
        ("PP-RES-102", "WTSA", Reference("PP-RES-102", None)),
        ("WTSA-RES-64@2016", "PP", Reference("WTSA-RES-64", 2016)),
        ("UNGA-RES-70/125", None, Reference("UNGA-RES-70/125", None)),
        # each forum numbers anew: the year is part of the id
        ("5@2013", "WTPF", Reference("WTPF-OPN-5@2013", 2013)),
        ("WTPF-OPN-5@2013", "PP", Reference("WTPF-OPN-5@2013", 2013)),
        ("WTPF-OPN-5", "PP", Reference("WTPF-OPN-5", None)),
        # an id of a body, kind or number that nobody knows is still an id: R101 tells it
        ("14O", "PP", Reference("PP-RES-14O", None)),
        ("OPN-5", "PP", Reference("PP-OPN-5", None)),
        ("WTAS-RES-64", "PP", Reference("WTAS-RES-64", None)),
        # a bare number without a body means nothing
        ("101", None, None),
        ("101", "WRC", None),
        ("", "PP", None),
        ("Resolution 101", "PP", None),
        ("101 ", "PP", None),
        ("res-101", "PP", None),
        ("PP-RES", "PP", None),
        ("101@18", "PP", None),
        ("101@0000", "PP", None),
        ("101@20180", "PP", None),
        ("PP-RES-101@", "PP", None),
        ("１０１", "PP", None),
    ],
)
def test_read_target(target: str, body: str | None, meant: Reference | None) -> None:
    assert read_target(target, body, REGISTER.bodies) == meant


@given(st.text(max_size=30), st.sampled_from([None, *REGISTER.bodies]))
def test_any_text_is_a_target_or_none(text: str, body: str | None) -> None:
    read = read_target(text, body, REGISTER.bodies)
    assert read is None or InstrumentId.parse(read.instrument) is not None


@given(IDS)
def test_an_id_reads_as_it_is_written(key: InstrumentId) -> None:
    assert InstrumentId.parse(str(key)) == key


@given(st.text(alphabet="PRES-0123456789@./A", max_size=20))
def test_what_reads_as_an_id_is_written_so(text: str) -> None:
    key = InstrumentId.parse(text)
    assert key is None or str(key) == text


@pytest.mark.parametrize(
    "text", ["", "PP", "PP-RES", "PP-RES-", "pp-RES-1", "PP-res-1", "PP-RES-A", " PP-RES-1", "PP-RES-1\n", "PP-RES-1@1"]
)
def test_what_is_no_id(text: str) -> None:
    assert InstrumentId.parse(text) is None


def test_ids_sort_as_people_count() -> None:
    names = ["PP-RES-101", "PP-RES-11", "PP-RES-2", "PP-DEC-5", "UNGA-RES-70/125", "UNGA-RES-70/2", "WTPF-OPN-1@2021"]
    keys = sorted((key for name in names if (key := InstrumentId.parse(name))), key=lambda key: key.sort_key)
    assert [str(key) for key in keys] == [
        "PP-DEC-5",
        "PP-RES-2",
        "PP-RES-11",
        "PP-RES-101",
        "UNGA-RES-70/2",
        "UNGA-RES-70/125",
        "WTPF-OPN-1@2021",
    ]


@given(INSTRUMENTS)
def test_the_shortest_target_leads_back(instrument: Instrument) -> None:
    key = instrument.key
    typed = shortest_target(key, REGISTER.bodies[key.body])
    read = read_target(typed, key.body, REGISTER.bodies)
    assert read is not None and read.instrument == str(key)


@given(INSTRUMENTS, LANGUAGES, st.sampled_from(Form), st.booleans(), st.data())
def test_a_citation_has_number_and_revision(
    instrument: Instrument, language: str, form: Form, own: bool, data: st.DataObject
) -> None:
    key, revisions = instrument.key, instrument.revisions
    body = REGISTER.bodies[key.body]
    revision = data.draw(st.sampled_from([None, *revisions]))
    words = citation_words(body, key, revision, form, own=own, language=language)
    assert key.number in words.split()
    assert "{" not in words and "  " not in words
    if form is Form.FULL and revision is not None:
        city = revision.meeting.city_in(language)
        assert f"{city}, {revision.year})" in words
        assert ("Rev." in words or "Rév." in words) is not revision.adoption
    else:
        assert "(" not in words


@pytest.mark.parametrize(
    ("instrument", "year", "own", "language", "words"),
    [
        ("WTSA-RES-50", 2016, False, "fr", "Résolution 50 (Rév. Hammamet, 2016) de l'AMNT"),
        ("WTDC-RES-45", 2022, False, "es", "Resolución 45 (Rev. Kigali, 2022) de la CMDT"),
        ("COUNCIL-RES-1336", None, False, "fr", "Résolution 1336 du Conseil"),
        ("PP-RES-101", 2018, True, "en", "Resolution 101 (Rev. Dubai, 2018)"),
        ("PP-RES-101", 1998, True, "en", "Resolution 101 (Minneapolis, 1998)"),
        ("PP-RES-101", 2018, False, "en", "PP Resolution 101 (Rev. Dubai, 2018)"),
        ("PP-RES-101", 2018, True, "fr", "Résolution 101 (Rév. Dubaï, 2018)"),
        ("PP-RES-101", 2014, True, "es", "Resolución 101 (Rev. Busán, 2014)"),
        ("PP-RES-101", 1998, True, "fr", "Résolution 101 (Minneapolis, 1998)"),
        ("PP-RES-101", 2018, True, "ru", "Resolution 101 (Rev. Dubai, 2018)"),
        ("PP-DEC-5", 2022, True, "en", "Decision 5 (Rev. Bucharest, 2022)"),
        ("WTSA-RES-64", 2016, False, "en", "WTSA Resolution 64 (Rev. Hammamet, 2016)"),
        ("WTPF-OPN-5@2013", 2013, False, "en", "WTPF Opinion 5 (Geneva, 2013)"),
        ("WTPF-OPN-5@2013", 2013, True, "fr", "Avis 5 (Genève, 2013)"),
        ("UNGA-RES-70/125", None, False, "en", "United Nations General Assembly resolution 70/125"),
        ("COUNCIL-RES-1336", None, False, "en", "Council Resolution 1336"),
    ],
)
def test_words_of_itu(instrument: str, year: int | None, own: bool, language: str, words: str) -> None:
    known = REGISTER.instruments[instrument]
    revision = known.revision(year) if year else None
    body = REGISTER.bodies[known.key.body]
    assert citation_words(body, known.key, revision, Form.FULL, own=own, language=language) == words


def test_a_body_without_revisions_writes_none(real: Register) -> None:
    revision = real.instruments["PP-RES-101"].revisions[0]
    assert revision_words(real.bodies["COUNCIL"], revision) == ""


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2022-09-26", "2022-10-14", "26 September to 14 October 2022"),
        ("2013-05-14", "2013-05-16", "14 to 16 May 2013"),
        ("2024-10-14", "2024-10-14", "14 October 2024"),
        ("2022-12-28", "2023-01-05", "28 December 2022 to 5 January 2023"),
        ("2021-05-03", "2022-05-03", "3 May 2021 to 3 May 2022"),
        ("2022-01-01", "2022-12-31", "1 January to 31 December 2022"),
        ("2024-02-28", "2024-02-29", "28 to 29 February 2024"),
    ],
)
def test_date_range(start: str, end: str, words: str) -> None:
    assert date_range(date.fromisoformat(start), date.fromisoformat(end)) == words


@given(st.dates(), st.dates())
def test_a_range_holds_both_ends(one: date, other: date) -> None:
    start, end = sorted((one, other))
    words = date_range(start, end)
    assert words.endswith(plain_date(end))
    assert words.split()[0] == str(start.day)
    assert str(start.year) in words


def test_plain_date() -> None:
    assert [plain_date(date(2022, month, 8)) for month in (1, 9, 12)] == [
        "8 January 2022",
        "8 September 2022",
        "8 December 2022",
    ]
