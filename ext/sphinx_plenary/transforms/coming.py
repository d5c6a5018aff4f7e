"""What is to come for the home page: the next conferences and deadlines, as of the newest paper's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from docutils import nodes

from sphinx_plenary.days import day_words
from sphinx_plenary.dossiers import Kind
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Conference, Deadline
from sphinx_plenary.nodes import moment
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.parts import line, sentence, to_dossier, when_and_where
from sphinx_plenary.translation import _

_MOST: Final = 3
# A cycle of ITU's conferences: what comes later nobody prepares for yet.
_YEARS: Final = 4


def coming(facts: Facts) -> Iterator[nodes.section]:
    """A section, or nothing. A build has no clock: what is to come is what was, on the day of the newest paper."""
    day = max(paper.date for paper in facts.papers.values())
    register = facts.register
    bodies = (one for one in register.conferences.values() if one.body)
    dated = sorted((one.start, one.id, one) for one in bodies if one.start and _near(one.start, day))
    conferences = [one for _start, _id, one in dated[:_MOST]]
    deadlines = sorted((one.date, one.id, one) for one in register.deadlines.values() if _near(one.date, day))
    if not conferences and not deadlines:
        return
    section = nodes.section(ids=["to-come"], names=[])
    section += nodes.title("", _("To come"))
    shown = moment("", day_words(day), datetime=day.isoformat())
    section += line(*sentence(_("As of {day}, the day of the newest paper."), day=shown), name="as-of")
    entries = [*map(_conference, conferences), *(_deadline(one, facts) for _day, _id, one in deadlines[:_MOST])]
    section += nodes.bullet_list("", *entries, classes=["plenary-coming"])
    yield section


def _near(one: date, day: date) -> bool:
    return one > day and one.year <= day.year + _YEARS


def _conference(conference: Conference) -> nodes.list_item:
    about = when_and_where(conference)
    name = nodes.strong("", f"{conference.name} ({conference.id})")
    dossier = to_dossier(Kind.CONFERENCE, conference.id, False)
    return nodes.list_item("", line(name), line(*about, dossier, name="conference"))


def _deadline(deadline: Deadline, facts: Facts) -> nodes.list_item:
    day = moment("", day_words(deadline.date), datetime=deadline.date.isoformat())
    mark = [unconfirmed_mark()] if deadline.unconfirmed else []
    name = nodes.strong("", f"{deadline.what[0].upper()}{deadline.what[1:]}, {deadline.conference}")
    return nodes.list_item("", line(name), line(day, *mark, name="conference"))
