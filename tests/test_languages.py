"""Our own words in ITU's six languages: each is in every catalogue, with the same places; days, numbers and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from gettext import GNUTranslations

import messages
import pytest
from babel.messages.catalog import Catalog, Message

from sphinx_plenary import days, languages, translation, words
from sphinx_plenary.figures.files import _WITHOUT_LETTERS
from sphinx_plenary.translation import LANGUAGES, _, listed, ngettext

PLACES = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return messages.template()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def spoken(language: str) -> Iterator[str]:
    """The language, in which everything is said until the test ends."""
    speak(language)
    yield language
    translation.speak("en", translation.NullTranslations())


def speak(language: str) -> None:
    with messages.place(language, "mo").open("rb") as file:
        translation.speak(language, GNUTranslations(file))


def key(message: Message) -> tuple[str | None, object]:
    return message.context, message.id


def places(message: Message) -> list[set[str]]:
    """The places in each form of the translation."""
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return [set(PLACES.findall(text)) for text in strings]


def test_every_word_of_ours_is_in_the_catalogue_and_no_other(language: str, template: Catalog) -> None:
    catalogue = messages.read(language)
    assert {key(one) for one in catalogue if one.id} == {key(one) for one in template if one.id}
    assert list(catalogue.obsolete) == []
    assert [one.id for one in messages.lacking(catalogue)] == []


def test_a_translation_has_the_places_of_the_words(language: str) -> None:
    """A form for one or two things may say the number in a word."""
    for message in messages.read(language):
        if not message.id:
            continue
        wanted = set(PLACES.findall(message.id[1] if isinstance(message.id, tuple) else message.id))
        for found in places(message):
            assert found in (wanted, wanted - {"{number}"} if isinstance(message.id, tuple) else wanted), message.id
        assert wanted in places(message), message.id


def test_spaces_at_the_ends_are_kept_where_words_are_joined(language: str) -> None:
    """Chinese and Arabic join without some of them; no language adds one."""
    for message in messages.read(language):
        if not message.id or isinstance(message.id, tuple):
            continue
        if message.id.strip() == message.id and message.id[0] not in ".:;":
            assert message.string.strip(" ") == message.string, message.id


def test_what_a_build_reads_is_what_the_catalogue_says(language: str) -> None:
    assert messages.as_mo(messages.read(language)) == messages.place(language, "mo").read_bytes()


def test_making_the_catalogues_again_changes_nothing(language: str) -> None:
    assert messages.as_po(messages.brought_up(language)) == messages.place(language).read_bytes()


@pytest.mark.parametrize(
    ("language", "one", "period", "first"),
    [
        ("ar", "26 سبتمبر 2022", "26 سبتمبر إلى 14 أكتوبر 2022", "1 مايو 2013"),
        ("es", "26 de septiembre de 2022", "26 de septiembre al 14 de octubre de 2022", "1 de mayo de 2013"),
        ("fr", "26 septembre 2022", "26 septembre au 14 octobre 2022", "1er mai 2013"),
        ("ru", "26 сентября 2022 года", "26 сентября – 14 октября 2022 года", "1 мая 2013 года"),
        ("zh", "2022年9月26日", "2022年9月26日至10月14日", "2013年5月1日"),
    ],
)
def test_days_are_written_as_itu_does(spoken: str, one: str, period: str, first: str) -> None:
    assert days.day_words(date(2022, 9, 26)) == one
    assert days.range_words(date(2022, 9, 26), date(2022, 10, 14)) == period
    assert days.range_words(date(2013, 5, 1), date(2013, 5, 1)) == first


def test_english_days_are_as_before() -> None:
    assert days.day_words(date(2022, 9, 8)) == "8 September 2022"
    assert days.range_words(date(2013, 5, 14), date(2013, 5, 16)) == "14 to 16 May 2013"
    assert days.range_words(date(2022, 9, 26), date(2022, 10, 14)) == "26 September to 14 October 2022"
    assert days.range_words(date(2022, 12, 30), date(2023, 1, 2)) == "30 December 2022 to 2 January 2023"
    assert days.grouped(12345) == "12,345"
    assert [days.partial_words(day) for day in ("2022-10-14", "2022")] == ["14 October 2022", "2022"]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", ["0 proposition", "1 proposition", "2 propositions"]),
        ("ru", ["1 предложение", "3 предложения", "5 предложений", "21 предложение"]),
        ("ar", ["مقترح واحد", "مقترحان", "3 مقترحات", "11 مقترحاً", "100 مقترح"]),
        ("zh", ["1份提案", "5份提案"]),
    ],
)
def test_a_number_takes_its_form(spoken: str, forms: list[str]) -> None:
    numbers = {"fr": [0, 1, 2], "ru": [1, 3, 5, 21], "ar": [1, 2, 3, 11, 100], "zh": [1, 5]}[spoken]
    assert [ngettext("{number} proposal", "{number} proposals", number) for number in numbers] == forms


def test_a_country_is_no_language_of_its_own() -> None:
    former = translation.spoken()
    try:
        translation.speak("zh_CN", translation.NullTranslations())
        assert translation.spoken() == "zh"
        assert translation.spoken() in _WITHOUT_LETTERS
    finally:
        translation.speak(former, translation.NullTranslations())


def test_words_for_values_are_looked_up_when_they_are_shown() -> None:
    assert words.OUTCOMES["new"] == "New"
    speak("fr")
    try:
        assert words.OUTCOMES["new"] == "Nouvelle"
        assert words.OUTCOMES.written["new"] == "New"
        assert words.POSITIONS.get("none", "–") == "–"
        assert listed(["a", "b", "c"]) == "a, b et c"
    finally:
        translation.speak("en", translation.NullTranslations())
    assert _("Status") == "Status"


def test_the_script_of_pages_has_all_that_scripts_ask_for(spoken: str, template: Catalog) -> None:
    asked = {one.id[0] if isinstance(one.id, tuple) else one.id for one in template if _is_of_scripts(one)}
    told = languages.script()
    assert len(asked) > 30
    for text in asked:
        assert f'"{text}"' in told or f'\\u0004{text}"' in told, text


def _is_of_scripts(message: Message) -> bool:
    return any(path.endswith(".js") for path, _line in message.locations)
