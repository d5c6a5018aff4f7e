from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Edit, Problem, Severity
from sphinx_plenary.prose import Running
from sphinx_plenary.rules.rule import rule

_DASH: Final = re.compile(r"[–—]")
_HYPHEN: Final = re.compile(r"-(?<= -)(?= )")
# Behind an article the sign itself is meant: "the - key".
_BEFORE: Final = re.compile(r"(?<!\bthe)(?<!\ban)(?<!\ba)(?<=[a-zà-ÿ)”\"’»,]) \Z")
_AFTER: Final = re.compile(r" [(“\"‘«]?[a-zà-ÿ]{2}")
_KINDS: Final = frozenset(["paragraph", "note"])


@rule("R707", Severity.WARNING)
def hyphen_for_dash(facts: Facts) -> Iterator[Problem]:
    """A hyphen stands between words where the text elsewhere has a dash.

    Why: the same aside is set in two ways, and a hyphen is read as part of a word. Judged are paragraphs of a
    text that has a dash between words at least as often. Not judged: lists, tables and headings, where a
    hyphen parts a term from what is said of it, two hyphens, of which Sphinx makes a dash, and figures.
    """
    for docname, document in facts.documents.items():
        if ("–" in document.plain or "—" in document.plain) and " - " in document.plain:
            yield from _judge(document, facts.running[docname])


def _judge(document: Document, running: Running) -> Iterator[Problem]:
    plain = document.plain
    dashes: Counter[str] = Counter()
    for match in _DASH.finditer(plain):
        around = plain[match.start() - 1 : match.end() + 1]
        if around[0] == around[-1] == " " or (match[0] == "—" and around[0].isalpha() and around[-1].isalpha()):
            dashes[around.strip() if around[0] == " " else "joined"] += 1
    hyphens = [place for match in _HYPHEN.finditer(plain) if _is_aside(document, running, place := match.start())]
    if not hyphens or dashes.total() < len(hyphens):
        return
    best = max(dashes, key=lambda one: dashes[one])
    for place in hyphens:
        instead = "—" if best == "joined" else f" {best} "
        origin = document.origin(place - 1, place + 2)
        shown = f"{plain[:place].split()[-1] if place < 80 else plain[place - 80 : place].split()[-1]} - "
        shown += plain[place + 1 : place + 80].split()[0]
        what = f"{shown!r} has a hyphen between words, where the text elsewhere has a dash"
        yield Problem(origin, what, f"write {instead.strip()!r}", (Edit(origin, instead),))


def _is_aside(document: Document, running: Running, place: int) -> bool:
    """Whether a hyphen stands between two words of a sentence."""
    block = running.block_at(place)
    if block is None or block.kind not in _KINDS or not running.is_written(place - 4, place + 4):
        return False
    before = document.plain[max(place - 8, block.start) : place]
    return bool(_BEFORE.search(before) and _AFTER.match(document.plain, place + 1, block.end))
