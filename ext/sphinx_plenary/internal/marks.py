"""A page's text -> what of it is internal: the whole page, or stretches of whole lines; and what is wrongly marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import accumulate
from typing import Final

from sphinx_plenary.fences import unclosed
from sphinx_plenary.lint import Document, Markup, Span
from sphinx_plenary.lint.heads import head_of
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.model import Origin, Problem
from sphinx_plenary.register.reading import Unreadable, parse_yaml

NAME: Final = "internal"
# Above this a name is taken for a misspelling: 'internl' and 'interal' are, 'external' and 'interval' are not.
_ALIKE: Final = 0.88
# What stands where a mark could: the names of directives, roles and options, and keys.
_NAMES: Final = re.compile(
    r"\{[ \t]*([\w-]+)|^[ \t>]*:{1,9}[ \t]*([\w-]+)|([\w-]+)[ \t]*:|^[ \t>]*[`~]{3,}[ \t]*(\w+)", re.M
)
_OPTION_LINE: Final = re.compile(r"^[ \t>]*:(?P<name>[\w-]+):[ \t]*(?P<value>.*)$", re.M)
# Directives that show the text of a file as it stands there.
_VERBATIM: Final = re.compile(r"^[ \t>]*:(?:literal|code|parser):", re.M)
# Where a line with the word is an option, or is no line of the text at all.
_READ: Final = ("option", "code", "comment", "front-matter", "math")
_TAKES_IN: Final = ("include", "literalinclude")


@dataclass(frozen=True)
class Marks:
    """``whole``: the page is an internal paper. ``spans`` are whole lines of its text that are internal.

    ``problems`` are what marks nothing though it was meant to; those in ``told`` an internal build tells otherwise.
    """

    whole: bool = False
    spans: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
    told: tuple[Problem, ...] = ()

    @property
    def any(self) -> bool:
        return self.whole or bool(self.spans)

    def hides(self, offset: int) -> bool:
        return self.whole or any(span.start <= offset < span.end for span in self.spans)


def is_internal_paper(text: str, path: str) -> bool:
    """Whether the front matter of a page says so; one that cannot be read says so where it has the word."""
    if NAME not in (head := head_of(text) or "").casefold():
        return False
    whole, problems, told = _head(head, path)
    return whole or bool(problems or told)


def marks_of(text: str, path: str) -> Marks:
    """What of a page in Markdown is internal. ``path`` is what a message shows."""
    if not _speaks_of_it(text):
        return Marks()
    whole, problems, told = _head(head_of(text) or "", path)
    document = parse(text, path)
    options = [one.start for one in document.of_kind("option") if is_like(one.name)]
    marked = (one for one in document.of_kind("directive") if is_like(one.name) or _has_own(one, options, document))
    spans = _joined(_lines(document, one) for one in marked)
    problems += _marking_nothing(document)
    told += [*_misspelt(document), *_not_closed(text, path, spans)]
    return Marks(whole, spans, tuple(problems), tuple(told))


def without_internal(text: str, marks: Marks) -> str:
    """The text with an empty line for each line that is internal, so that all others keep their numbers."""
    parts: list[str] = []
    at = 0
    for span in marks.spans:
        parts += (text[at : span.start], re.sub(r"[^\n]", "", text[span.start : span.end]))
        at = span.end
    return "".join((*parts, text[at:]))


def is_like(name: str) -> bool:
    """Whether a name is ``internal``, or nearly."""
    return bool(get_close_matches(name.casefold(), (NAME,), n=1, cutoff=_ALIKE))


def _speaks_of_it(text: str) -> bool:
    """Whether a name in the text is the mark or nearly: few texts have one, and to read a text takes long."""
    if NAME in text.casefold():
        return True
    return any(is_like(name) for name in {"".join(names) for names in _NAMES.findall(text)})


def _head(head: str, path: str) -> tuple[bool, list[Problem], list[Problem]]:
    """Whether front matter says that the page is internal; what marks nothing; and what its schema tells too."""
    fix = "write 'internal: true' below 'paper:', or take it out"
    try:
        tree = parse_yaml(head, path, first_line=2) if head else None
    except Unreadable as error:  # its own words may be internal ones
        what = "the front matter cannot be read, so that it is not sure whether the paper is internal"
        fault = Problem(Origin(path, error.problem.origin.line), what, "see what 'plenary lint' says of the file")
        return False, [], [fault] if NAME in head.casefold() else []
    if tree is None or not isinstance(tree.value, dict):
        return False, [], []
    paper = tree.value.get("paper")
    values = paper if isinstance(paper, dict) else {}
    outside = [str(key) for key in tree.value if is_like(str(key))]
    problems = [
        Problem(Origin(path, tree.line(key)), f"the key {key!r} does not stand under 'paper:'", fix) for key in outside
    ]
    misspelt = [str(key) for key in values if is_like(str(key)) and key != NAME]
    told = [Problem(Origin(path, tree.line("paper", key)), f"the key {key!r} marks nothing", fix) for key in misspelt]
    given = values.get(NAME, False)
    if not isinstance(given, bool):
        told.append(Problem(Origin(path, tree.line("paper", NAME)), "'internal' is neither true nor false", fix))
    return given is True, problems, told


def _has_own(directive: Markup, options: Sequence[int], document: Document) -> bool:
    """Whether one of these options is the directive's own: nothing but options and empty lines lie between."""
    first = document.line_of(directive.start).end
    inside = (option for option in options if directive.start < option < directive.end)
    return any(all(map(_is_option, document.text[first:option].split("\n")[1:-1])) for option in inside)


def _is_option(line: str) -> bool:
    words = line.lstrip(" \t>")
    return not words or words.startswith("---") or bool(re.match(r":(?!::)[^:\s][^:]*:|[\w-]+:", words))


def _lines(document: Document, one: Markup) -> Span:
    end = max(document.line_of(one.start).end, one.end)
    return Span(document.line_of(one.start).start, document.line_of(max(end - 1, one.start)).end)


def _joined(spans: Iterator[Span]) -> tuple[Span, ...]:
    """In order, none inside another."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _misspelt(document: Document) -> Iterator[Problem]:
    """Directives and options that are nearly the mark: they hide, but a build that shows all would not know them."""
    for one in document.of_kind("directive"):
        line = document.text[slice(*document.line_of(one.start))]
        if is_like(one.name) and (one.name != NAME or f"{{{NAME}}}" not in line):
            what = f"the directive {one.name!r} is no mark"
            yield Problem(document.origin(one.start, one.start), what, "write ':::{internal}'")
    for one in document.of_kind("option"):
        if not is_like(one.name):
            continue
        value = document.text[slice(*one.content)].strip().casefold()
        if one.name != NAME or value not in {"", "true"}:
            what = f"the option {one.name!r} is misspelt, or has a value, so that it is not sure what it marks"
            fix = "write ':internal:' and nothing behind it, or take it out"
            yield Problem(document.origin(one.start, one.start), what, fix)


def _marking_nothing(document: Document) -> Iterator[Problem]:
    """What an author meant for a mark, and nobody reads as one."""
    for one in document.of_kind("role"):
        if is_like(one.name):
            what = f"there is no role {{{one.name}}}, so it marks nothing"
            fix = "put the words in a block of their own: ':::{internal}' above and ':::' below"
            yield Problem(document.origin(one.start, one.start), what, fix)
    for one in document.of_kind("code"):
        if is_like(one.name):
            what = f"a block of code is called {one.name!r}, which marks nothing"
            yield Problem(document.origin(one.start, one.start), what, "write ':::{internal}'")
    read = sorted((one.start, one.end) for one in document.markup if one.kind in _READ)
    starts = [start for start, _ in read]
    for match in _OPTION_LINE.finditer(document.text):
        before = bisect_right(starts, match.start("name")) - 1
        if is_like(match["name"]) and (before < 0 or read[before][1] < match.end("name")):
            what = f"the line ':{match['name']}:' is not read as an option, so it marks nothing"
            origin = document.origin(match.start("name"), match.end("name"))
            yield Problem(origin, what, "write ':internal:' directly under the line that opens the item")


def _not_closed(text: str, path: str, spans: Sequence[Span]) -> Iterator[Problem]:
    """Internal directives that no line closes, or that a directive inside them closes too soon."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    for found in unclosed(lines):
        start = starts[found.line - 1]
        if is_like(found.name) or any(span.start <= start < span.end for span in spans):
            what = f"{{{found.name}}} is not closed by a line of its own, so that it is not sure what is internal"
            fix = f"write {found.marks!r} on a line of its own where it ends, and more colons than inside it"
            yield Problem(Origin(path, found.line), what, fix)


def taken_in(document: Document) -> Iterator[tuple[Markup, str, bool]]:
    """The directives that take in a file: each with its path, and whether the file's text is shown as it stands."""
    for one in document.of_kind("directive"):
        if one.name in _TAKES_IN:
            body = document.text[one.start : one.end]
            path = document.text[slice(*one.content)].strip()
            yield one, path, one.name == "literalinclude" or bool(_VERBATIM.search(body))
