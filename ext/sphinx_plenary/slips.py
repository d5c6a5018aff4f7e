"""How an author's slip is noted while a page is read; rules R501 to R503 tell it on every build."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, MutableSequence
from pathlib import Path
from typing import Final

from sphinx_plenary.fences import Unclosed
from sphinx_plenary.model import Origin, Problem, Slip
from sphinx_plenary.suggest import did_you_mean, one_of

FRONT_MATTER, NO_FRONT_MATTER, DIRECTIVE = "R501", "R502", "R503"

_HEAD = "paper: {kind: background-paper, conference: PP-22, status: draft, date: 2022-09-08, version: '0.1'}"


# Endings that a file of Markdown is given by mistake, or by an editor.
_ENDINGS: Final = {".markdown", ".mdown", ".mkd", ".txt", ".text", ".md"}
_BEGINS: Final = re.compile(r"\ufeff?---[ \t]*\r?\npaper:")


def misnamed_files(paths: Iterable[Path], root: Path) -> Iterator[Slip]:
    """Of files that are no pages, those that begin as a paper does: nobody would miss them."""
    for path in sorted(path for path in paths if path.suffix.lower() in _ENDINGS):
        try:
            with path.open(encoding="utf-8", errors="replace", newline="") as file:
                begins = _BEGINS.match(file.read(40))
        except OSError:
            continue  # what cannot be read is no paper yet
        if begins:
            what = f"the file is not read, as its name does not end in '.md' but in {path.suffix!r}"
            shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
            problem = Problem(Origin(shown, 1), what, f"name it {path.with_suffix('.md').name!r}")
            yield Slip("", NO_FRONT_MATTER, problem)


def note_no_front_matter(slips: MutableSequence[Slip], docname: str, origin: Origin, used: str) -> None:
    """The page uses something that needs to know its conference and date; told once a page."""
    if any(slip.code in {NO_FRONT_MATTER, FRONT_MATTER} for slip in slips):
        return
    what = f"{used} stands on a page without front matter, so its conference and date are not known"
    page = "the page" if origin.path.endswith(".md") else "a page in Markdown, a .md file,"
    fix = f"begin {page} with three lines: '---', then \"{_HEAD}\", then '---'"
    slips.append(Slip(docname, NO_FRONT_MATTER, Problem(origin, what, fix)))


def not_closed(docname: str, origin: Origin, found: Unclosed) -> Slip:
    what = f"{{{found.name}}} is not closed, so it takes in all that follows"
    return Slip(docname, DIRECTIVE, Problem(origin, what, f"write {found.marks!r} on a line of its own where it ends"))


def unknown_option(docname: str, origin: Origin, directive: str, option: str, known: Collection[str]) -> Slip:
    names = ", ".join(sorted(known))
    all_of_them = "it has no options" if not known else f"its option is {names}"
    if len(known) > 1:
        all_of_them = f"the options are {names}"
    fix = did_you_mean(option, known, all_of_them)
    return Slip(docname, DIRECTIVE, Problem(origin, f"{{{directive}}} has no option {option!r}", fix))


def wrong_word(docname: str, origin: Origin, option: str, value: str, words: Collection[str]) -> Slip:
    return Slip(
        docname, DIRECTIVE, Problem(origin, f"{option!r} is {value!r}", did_you_mean(value, words, one_of(words)))
    )


def directive_slip(docname: str, origin: Origin, what: str, fix: str) -> Slip:
    return Slip(docname, DIRECTIVE, Problem(origin, what, fix))
