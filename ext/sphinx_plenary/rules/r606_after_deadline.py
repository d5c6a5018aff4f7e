from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Deadline, Problem, Severity
from sphinx_plenary.register import Register
from sphinx_plenary.rules.proposed import registered
from sphinx_plenary.rules.rule import rule

_TREATY: Final = re.compile(r"\b(?:CS|CV|Constitution|Convention)\b")


@rule("R606", Severity.WARNING)
def after_deadline(facts: Facts) -> Iterator[Problem]:
    """A proposal is dated after the last day on which its conference took such proposals.

    Why: either the date is a slip, or the proposal came too late to be considered, and the paper should say so.
    Proposals on the Constitution or the Convention have a day of their own (deadlines.csv); of others only the
    conference's last deadline is counted.
    """
    registered_as = registered(facts)
    for item in facts.of_type("proposal"):
        known = registered_as.get(item.id)
        if known and known.date and known.date != item.day:
            continue  # told by R414
        subject = f"{item.title} {known.subject if known and not known.instrument else ''}"
        if found := _late(facts.register, item.conference, subject, item.day):
            yield Problem(item.at("date"), f"proposal {item.title!r} is of {found}", _FIX)
    if facts.whole and any(paper.kind for paper in facts.papers.values()):  # the register is the project's affair
        for proposal in facts.register.proposals.values():
            subject = "" if proposal.instrument else proposal.subject
            found = _late(facts.register, proposal.conference, subject, proposal.date)
            if found and not proposal.unconfirmed:
                yield Problem(proposal.origin, f"proposal {proposal.id!r} is of {found}", _FIX)


_FIX: Final = "mend the date, or say that it came late"


def _late(register: Register, conference: str, subject: str, day: date | None) -> str:
    """The day and the deadline that it is after, in words; empty if it is in time."""
    deadlines = [one for one in register.deadlines.values() if one.conference == conference and not one.unconfirmed]
    treaty = [one for one in deadlines if _TREATY.search(one.what)]
    if _TREATY.search(subject) and treaty:
        last: Deadline | None = max(treaty, key=lambda one: one.date)
    else:
        last = max((one for one in deadlines if one not in treaty), key=lambda one: one.date, default=None)
    if day is None or last is None or day <= last.date:
        return ""
    return f"{plain_date(day)}, after the deadline {last.id} of {plain_date(last.date)}"
