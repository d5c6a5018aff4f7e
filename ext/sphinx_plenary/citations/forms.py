"""How ITU writes a citation, a revision and a date, in the words of the body's own data.

Source of the form: Decision 3 (Minneapolis, 1998) of the Plenipotentiary Conference: a revised text
keeps its number and takes "Rev.", the city and the year; a new one the city and the year.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from sphinx_plenary.model import Body, InstrumentId, Revision
from sphinx_plenary.translation import tongue

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Form(Enum):
    """``FULL`` has the revision, as at the first mention; ``SHORT`` has not."""

    FULL = "full"
    SHORT = "short"


def revision_words(body: Body, revision: Revision, language: str = "en") -> str:
    """``(Rev. Dubai, 2018)``, or ``(Busan, 2014)`` for the adoption; empty for a body without revisions."""
    language = tongue(language)
    forms = body.revision_forms.get(language) or body.revision_forms["en"]
    template = forms.get("new" if revision.adoption else "revised", "")
    return template.format(city=revision.meeting.city_in(language), year=revision.year)


def citation_words(
    body: Body, key: InstrumentId, revision: Revision | None, form: Form, own: bool, language: str = "en"
) -> str:
    """``Resolution 101 (Rev. Dubai, 2018)``. ``own``: the paper's conference is one of this body."""
    language = tongue(language)
    forms = body.forms.get(language) or body.forms["en"]
    number = key.number
    if form is Form.FULL and revision is not None and (state := revision_words(body, revision, language)):
        number = f"{number} {state}"  # behind the number also where the body follows: "64 (Rév. ...) de l'AMNT"
    return forms["own" if own else "other"].format(kind=body.kinds[key.kind].name_in(language), number=number)


def plain_date(day: date) -> str:
    """``8 September 2022``: the form of ITU's own documents in English."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_range(start: date, end: date) -> str:
    """``26 September to 14 October 2022``; what both ends share is said once."""
    if start == end:
        return plain_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {plain_date(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} to {plain_date(end)}"
    return f"{plain_date(start)} to {plain_date(end)}"
