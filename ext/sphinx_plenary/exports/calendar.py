"""A conference and its deadlines as a calendar file (iCalendar, RFC 5545): the same register gives the same bytes.

Written here and not by a library: what is needed is all-day events, folding and escaping, and the usual library
brings a database of time zones for it, of which an all-day event has no use. See docs/decisions/.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sphinx_plenary.model import Conference, Deadline, Record

_OCTETS: Final = 75  # of a line, without its end
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar(conference: Conference, deadlines: list[Deadline], stamp: datetime, url: str = "") -> bytes:
    """The file; ``stamp`` is when it was made, in UTC, ``url`` the site that it is from. The dates must be known."""
    assert conference.start is not None and conference.end is not None
    place = ", ".join(filter(None, (conference.city, conference.country)))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sphinx-plenary//calendar//EN", "CALSCALE:GREGORIAN"]
    lines += _event(conference.id, conference.name, conference.start, conference.end, conference, stamp, place, url)
    for deadline in sorted(deadlines, key=lambda one: (one.date, one.id)):
        summary = f"{conference.id}: deadline, {deadline.what}"
        lines += _event(deadline.id, summary, deadline.date, deadline.date, deadline, stamp, "", url)
    return b"".join(_folded(line) for line in (*lines, "END:VCALENDAR"))


def _event(
    id: str, summary: str, first: date, last: date, record: Record, stamp: datetime, place: str, url: str
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{id.lower()}@sphinx-plenary"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"  # the day after: RFC 5545, 3.6.1
    yield f"SUMMARY:{summary.translate(_ESCAPED)}"
    if place:
        yield f"LOCATION:{place.translate(_ESCAPED)}"
    if record.unconfirmed:
        yield "DESCRIPTION:The date is unconfirmed."
    if url:
        yield f"URL:{url}"
    yield f"STATUS:{'TENTATIVE' if record.unconfirmed else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _folded(line: str) -> bytes:
    """A line with its end, cut so that no part is longer than 75 octets and none cuts a character."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > _OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join((*parts, part)) + b"\r\n"
