"""The catalogues of our own words: ``make messages`` finds the words anew and brings every catalogue to them.

A word that is new stands in the .po without a translation, one that changed as fuzzy; tests/test_languages.py holds
that there is neither. The .mo beside each is what a build reads; it is kept, so that a checkout and a wheel need no
step.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from sphinx_plenary.translation import CATALOGUE, LANGUAGES, LOCALE

PACKAGE = LOCALE.parent
KEYWORDS = {"_": None, "N_": None, "form": (1, 2), "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
# No clock: the same words make the same files.
DAY = datetime(2022, 9, 8, tzinfo=UTC)


def template() -> Catalog:
    """Every word that is marked in our code and scripts."""
    made = Catalog(project="sphinx-plenary", creation_date=DAY, revision_date=DAY, charset="utf-8")
    for path, found in found_words():
        _line, words, comments, context = found
        made.add(words, locations=[(path, 0)], auto_comments=comments, context=context)
    return made


def found_words() -> Iterator[tuple[str, tuple[int, str | tuple[str, ...], list[str], str | None]]]:
    for method, pattern in (("python", "*.py"), ("javascript", "*.js")):
        for path in sorted(PACKAGE.rglob(pattern)):
            if "from sphinx.locale import _" in path.read_text(encoding="utf-8"):
                continue  # words of Sphinx's own catalogues
            with path.open("rb") as file:
                for one in extract(method, file, KEYWORDS, comment_tags=("Translators:",)):
                    yield path.relative_to(PACKAGE).as_posix(), one


def place(language: str, suffix: str = "po") -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{CATALOGUE}.{suffix}"


def read(language: str) -> Catalog:
    with place(language).open("rb") as file:
        return read_po(file, locale=language)


def brought_up(language: str) -> Catalog:
    """The catalogue of a language as it is now, with the words that there now are."""
    path = place(language)
    made = read(language) if path.exists() else Catalog(locale=language)
    made.update(template(), no_fuzzy_matching=True, update_creation_date=True)
    made.obsolete.clear()
    made.project, made.creation_date, made.revision_date = "sphinx-plenary", DAY, DAY
    made.last_translator, made.language_team = "sphinx-plenary", "sphinx-plenary"
    made.version, made.msgid_bugs_address, made.fuzzy = "", "", False
    made.header_comment = f"# Words that readers see, in the language {language}. Written by: make messages"
    return made


def as_po(catalogue: Catalog) -> bytes:
    data = BytesIO()
    write_po(data, catalogue, width=110, sort_output=True, no_location=True)
    return data.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    data = BytesIO()
    write_mo(data, catalogue)
    return data.getvalue()


def lacking(catalogue: Catalog) -> list[Message]:
    """What has no translation, or one that nobody has looked at."""
    return [one for one in catalogue if one.id and (one.fuzzy or not all(_strings(one)))]


def _strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def main() -> None:
    for language in LANGUAGES:
        catalogue = brought_up(language)
        place(language).parent.mkdir(parents=True, exist_ok=True)
        place(language).write_bytes(as_po(catalogue))
        place(language, "mo").write_bytes(as_mo(catalogue))
        print(f"{place(language).relative_to(PACKAGE)}: {len(catalogue)} words, {len(lacking(catalogue))} to translate")


if __name__ == "__main__":
    main()
