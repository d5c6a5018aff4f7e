from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Citation, Edit, InstrumentId, Origin, Problem
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import did_you_mean

_LOOKALIKES: Final = str.maketrans("OoIlL", "00111")
_DIGITS: Final = re.compile(r"[0-9OoIl]{1,5}(?![0-9A-Za-z])")


@rule("R101")
def unknown_instrument(facts: Facts) -> Iterator[Problem]:
    """A paper cites, tracks or links to an instrument that the register does not hold.

    Why: the reader cannot follow the citation, and the matrix has no row for it. Most often the
    number is misspelt, or a letter O stands for a zero; nearest ids are offered. A bare number is
    one of the body of the paper's conference: name another body, as in ``WTSA-RES-64``. Plain prose is
    judged for bodies of which the register holds every text in force (``complete`` in its data), and where
    the number with its letters read as digits is one of the register: that cure is certain.
    """
    cures: dict[str, str] = {}
    for origin, instrument, cite in _named(facts):
        if instrument and instrument not in facts.register.instruments:
            what = f"instrument {instrument!r} is not in the register"
            if instrument not in cures:  # the nearest of all texts: slow, and a text is cited again
                cures[instrument] = _cure(instrument, facts)
            yield Problem(origin, what, cures[instrument], tuple(_digits(cite, facts)) if cite else ())


def _digits(cite: Citation, facts: Facts) -> Iterator[Edit]:
    """Resolution 1O1 in plain prose: the digits for which letters stand."""
    document = facts.documents.get(cite.docname)
    if document is None or not cite.prose or not _as_digits(cite.instrument, facts):
        return
    written = _DIGITS.match(document.text, *cite.span)
    if written and (right := written[0].translate(_LOOKALIKES)) != written[0]:
        yield Edit(document.origin(*written.span()), right)


def _as_digits(instrument: str, facts: Facts) -> str:
    """The instrument of the register that is meant, if only letters stand for digits; else nothing."""
    key = InstrumentId.parse(instrument)
    if key is None:
        return ""
    meant = str(InstrumentId(key.body, key.kind, key.number.translate(_LOOKALIKES), key.year))
    return meant if meant != instrument and meant in facts.register.instruments else ""


def _cure(instrument: str, facts: Facts) -> str:
    key = InstrumentId.parse(instrument)
    if key is None:
        numbers = re.findall(r"[0-9]+(?:/[0-9]+)?", instrument)
        if len(numbers) > 1 and re.search(r",|;|&|\b(?:and|et|y)\b", instrument):
            return "name one text in each role, and separate those in an option with commas"
        if len(numbers) == 1 and re.match(r"[A-Za-z. ]+[0-9]+$", instrument):
            return f"write the number alone, {numbers[0]!r}, or an id as in 'PP-RES-101'"
        return did_you_mean(instrument, facts.register.instruments, "write its id, as in 'PP-RES-101'", count=3)
    same = [
        name
        for name, other in facts.register.instruments.items()
        if (other.key.kind, other.key.number) == (key.kind, key.number) and other.key.body != key.body
    ]
    fix = did_you_mean(instrument, [*same, *facts.register.instruments], "", count=3)
    if same and key.body in facts.register.bodies:
        fix = f"did you mean {' or '.join(map(repr, same))}? A bare number means {key.body}."
    if _may_be_new(instrument, facts):
        fix += f"{' Else ' if fix else ''}add it to {facts.register.folder}/instruments.csv"
    return fix or "write its id, as in 'PP-RES-101'"


def _may_be_new(instrument: str, facts: Facts) -> bool:
    """Whether it is an id that the register could hold, not a slip of the pen."""
    key = InstrumentId.parse(instrument)
    if key is None or key.body not in facts.register.bodies:
        return False
    kind = facts.register.bodies[key.body].kinds.get(key.kind)
    if kind is None or kind.per_conference != (key.year is not None):
        return False
    return re.fullmatch(r"[0-9]+([./][0-9]+)*", key.number) is not None


def _named(facts: Facts) -> Iterator[tuple[Origin, str, Citation | None]]:
    known = facts.register.instruments
    for cite in facts.citations:
        if cite.instrument in known or _homeless(cite.docname, cite.instrument, facts):
            continue
        if not cite.prose or _complete(cite.instrument, facts) or _as_digits(cite.instrument, facts):
            yield cite.origin, cite.instrument, cite
    for item in facts.items:
        if _homeless(item.docname, item.instrument, facts):
            continue
        yield item.at("resolution"), item.instrument, None
        for target in item.links.get("resolutions", ()):
            if target != item.instrument:
                yield item.at("resolutions"), target, None


def _complete(instrument: str, facts: Facts) -> bool:
    """Whether the register holds every text of the body: of another, a stranger may know more than we."""
    key = InstrumentId.parse(instrument)
    body = facts.register.bodies.get(key.body) if key else None
    return body is not None and body.complete


def _homeless(docname: str, instrument: str, facts: Facts) -> bool:
    """A bare number in a paper whose conference is not in the register: R201 tells the conference, once."""
    paper = facts.papers.get(docname)
    known = paper is not None and paper.conference in facts.register.conferences
    return not known and InstrumentId.parse(instrument) is None
