"""``translations.csv``: names and titles in another language, and what is wrong with such a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import sound

from sphinx_plenary.register import Register
from sphinx_plenary.register.translated import in_language

HEAD = "record,field,language,text,source,confidence,note\n"
GENEVA = "WTPF-13,city,fr,Genève,general-knowledge,seen,\n"


def written(data: Path, *rows: str) -> Path:
    (data / "translations.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    return data


def french(data: Path, *rows: str) -> Register:
    return in_language(sound(written(data, *rows), data.parent), "fr")


def test_names_and_titles_are_those_of_the_language(data: Path) -> None:
    said = french(
        data,
        "PP-22,name,fr,Conférence de plénipotentiaires de 2022,general-knowledge,seen,\n",
        "PP-22,city,fr,Bucarest,general-knowledge,seen,\n",
        "PP-22,name,es,Conferencia,general-knowledge,seen,\n",
        "PP-RES-101,title,fr,Réseaux fondés sur IP,general-knowledge,seen,\n",
        "ITU,name,fr,Union internationale des télécommunications,general-knowledge,recalled,\n",
    )
    conference = said.conferences["PP-22"]
    assert (conference.name, conference.city) == ("Conférence de plénipotentiaires de 2022", "Bucarest")
    assert not conference.unconfirmed
    assert said.organizations["ITU"].unconfirmed
    text = said.instruments["PP-RES-101"]
    assert said.title(text, text.revisions[-1]) == "Réseaux fondés sur IP"


def test_what_has_no_translation_is_known_to_be_english(data: Path) -> None:
    said = french(data, "ITU,name,fr,Union,general-knowledge,seen,\n")
    assert said.conferences["PP-22"].name in said.english
    assert "International Telecommunication Union" not in said.english
    assert "Union" not in said.english


def test_without_the_file_all_is_as_before(data: Path) -> None:
    register = sound(data, data.parent)
    assert in_language(register, "fr").conferences == register.conferences


def test_each_fault_is_told_with_its_cure(data: Path, check: Callable[[], list[str]]) -> None:
    written(
        data,
        "PP-23,name,fr,Conférence,general-knowledge,seen,\n",
        "PP-22,nom,fr,Conférence,general-knowledge,seen,\n",
        "PP-22,city,fr,Bucarest,general-knowledge,seen,\n",
        "PP-22,city,fr,Bucharest,general-knowledge,seen,\n",
    )
    assert [line.partition("; ")[0] for line in check()] == [
        "data/translations.csv:2: D105 record 'PP-23' is not in the register",
        "data/translations.csv:3: D103 'field' is 'nom'",
        "data/translations.csv:5: D104 'city' of 'PP-22' has two translations in 'fr'",
    ]


def test_a_language_that_is_none_of_itus_is_told(data: Path, check: Callable[[], list[str]]) -> None:
    written(data, GENEVA.replace(",fr,", ",de,"))
    assert check() == ["data/translations.csv:2: D103 'language' is 'de'; write one of ar, es, fr, ru, zh"]
