"""Words of ours in the language of the build: English until ``speak`` is called, and where a catalogue has none.

The names are those of gettext, so that babel and translators know them. A build speaks one language, as Sphinx's own
``sphinx.locale`` does; the Sphinx room ``languages`` says which. What is told to authors is English and not marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path
from typing import Final

CATALOGUE: Final = "plenary"
LOCALE: Final = Path(__file__).parent / "locale"
# The languages of ITU, besides the one in which we write.
LANGUAGES: Final = ("ar", "es", "fr", "ru", "zh")
# Written from right to left.
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


class _Speaker:
    """The catalogue in use, and its language."""

    language = "en"
    catalogue = NullTranslations()


def speak(language: str, catalogue: NullTranslations) -> None:
    """From now on all words of ours are of this language: of ``fr_CH`` those of ``fr``."""
    _Speaker.language, _Speaker.catalogue = tongue(language), catalogue


def spoken() -> str:
    """The language of the build, without a country: ``fr``. Paths of catalogues have that of ``conf.py``."""
    return _Speaker.language


@contextmanager
def english() -> Iterator[None]:
    """Our own words in English, for what cannot show others."""
    former = _Speaker.language, _Speaker.catalogue
    speak("en", NullTranslations())
    try:
        yield
    finally:
        speak(*former)


def tongue(language: str) -> str:
    """A language without its country, as our catalogues and the register have it: ``fr_CH``, ``fr-CH`` -> ``fr``."""
    return language.partition("_")[0].partition("-")[0]


def right_to_left(language: str) -> bool:
    return tongue(language) in RIGHT_TO_LEFT


def _(text: str, /, **values: object) -> str:
    """The words of a sentence, with values in the places that are named in it."""
    found = _Speaker.catalogue.gettext(text) if text else ""
    return found.format(**values) if values else found


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """The same where a number decides; it is in the words as ``{number}``."""
    return _Speaker.catalogue.ngettext(one, many, number).format(number=number, **values)


def form(one: str, many: str, number: int, /) -> str:
    """The words for a number with their places still open, for scripts that fill them."""
    return _Speaker.catalogue.ngettext(one, many, number)


def plural_rule() -> tuple[int, str]:
    """How many forms a counted thing has, and which a number ``n`` takes, as the catalogue writes it: in C."""
    said = _Speaker.catalogue.info().get("plural-forms", "nplurals=2; plural=n != 1;")
    values = dict(part.split("=", 1) for part in said.replace(" ", "").split(";") if part)
    return int(values["nplurals"]), values["plural"]


def pgettext(sense: str, text: str, /, **values: object) -> str:
    """The same for a word of several senses: ``action`` of a proposal, or of a delegation."""
    found = _Speaker.catalogue.pgettext(sense, text)
    return found.format(**values) if values else found


def N_(text: str) -> str:
    """Marks words for the catalogues where they are written once and translated when they are shown."""
    return text


class Words(Mapping[str, str]):
    """Words for values of ours, translated when they are looked up; ``written`` has them in English."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self.written: Final = dict(written)

    def __getitem__(self, key: str) -> str:
        return _(self.written[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)


def listed(parts: list[str], last: str = "") -> str:
    """``a, b and c``; with semicolons where a part has a comma. ``last`` is a translated ``and`` with its spaces."""
    between = _("; ") if any("," in part for part in parts) else _(", ")
    last = last or _(" and ")
    return last.join(filter(None, (between.join(parts[:-1]), parts[-1]))) if parts else ""
