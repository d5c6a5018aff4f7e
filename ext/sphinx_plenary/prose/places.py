"""Cities and countries in a text: those of the register's conferences, and the well-known ones elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sphinx_plenary.prose.alternatives import alternatives
from sphinx_plenary.prose.cities import CITIES
from sphinx_plenary.prose.countries import COUNTRIES
from sphinx_plenary.register import Register

_LAND: Final = f"(?:{alternatives(COUNTRIES)})"
_FAR: Final = f"(?:{alternatives(CITIES)})"
NO_CITY: Final = re.compile(r"Palace|Parliament|Cent(?:re|er)|Hall|University|Hotel|Convention|Expo|Park|Republic")


@dataclass(frozen=True, slots=True)
class Place:
    """A city, a country, or both, as written.

    ``known``: the city is one of the register; ``far``: it is another that is well known, and without a country.
    """

    start: int
    end: int
    city: str
    country: str
    known: bool
    far: bool = False


class Cities:
    """The cities of a register's conferences, and the countries that they are in."""

    def __init__(self, register: Register) -> None:
        self.countries: dict[str, set[str]] = {}
        self.of: dict[str, set[str]] = {}  # conference -> what its city is called
        self.sure: dict[str, dict[str, str]] = {}  # the countries that are not only recalled, as the register has them
        for conference in register.conferences.values():
            self._note(conference.id, conference.city, conference.country)
            if conference.country and not conference.unconfirmed:
                country = conference.country
                self.sure.setdefault(conference.city, {})[COUNTRIES.get(country, country)] = country
        for body in register.bodies.values():
            for meeting in body.meetings:
                held = register.conferences.get(meeting.conference)
                for name in (meeting.city, *meeting.names.values()):
                    self._note(meeting.conference, name, held.country if held else "")
        for virtual in ("virtual", "virtuel"):
            self.countries.pop(virtual, None)
        self._names = alternatives(self.countries)

    def _note(self, conference: str, city: str, country: str) -> None:
        if city:
            self.countries.setdefault(city, set()).update({COUNTRIES.get(country, country)} if country else ())
            self.of.setdefault(conference, set()).add(city)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A place as it stands behind a preposition."""
        comma = r"(?:,\s{1,40}|\s{1,3}\()"
        the = r"(?:(?:the|la|el|les|los)\s{1,3})?"
        return re.compile(rf"(?P<city>{self._names})(?!\w)(?:{comma}{the}(?P<country>{_LAND})(?!\w))?")

    @cached_property
    def elsewhere(self) -> re.Pattern[str]:
        """The same where the register knows no such city: half a thousand names, which few texts need."""
        comma = r"(?:,\s{1,40}|\s{1,3}\()"
        the = r"(?:(?:the|la|el|les|los)\s{1,3})?"
        return re.compile(
            rf"(?P<far>{_FAR})(?![’'\w-]|\s[A-Z][a-z])(?:{comma}{the}(?P<abroad>{_LAND})(?!\w))?"
            rf"|{the}(?P<land>{_LAND})(?!\w)"
            rf"|(?P<other>[A-Z][\w’'-]{{2,20}}(?:\s[A-Z][\w’'-]{{2,20}})?),\s{{1,40}}{the}(?P<within>{_LAND})(?!\w)"
        )

    @cached_property
    def pairs(self) -> re.Pattern[str]:
        """A city of the register and a country, anywhere."""
        the = r"(?:(?:the|la|el|les|los)\s{1,3})?"
        return re.compile(
            rf"(?P<city>{self._names})(?:,\s{{1,40}}|(?P<open>\s\()){the}(?P<country>{_LAND})(?!\w)(?(open)\))"
        )

    def at(self, plain: str, start: int, end: int) -> Place | None:
        match = self.pattern.match(plain, start, end)
        group, country = "city", "country"
        if match is None:
            match = self.elsewhere.match(plain, start, end)
            group, country = "far", "abroad"
        if match is None:
            return None
        if match[group]:
            last = match.end(country) if match[country] else match.end(group)
            bracket = match[country] and "(" in plain[match.end(group) : match.start(country)]
            last += bool(bracket and plain[last : last + 1] == ")")
            far = group == "far" and not match[country]
            return Place(start, last, match[group], match[country] or "", group == "city", far)
        if match["land"]:
            return Place(match.start("land"), match.end(), "", match["land"], False)
        return Place(start, match.end(), match["other"], match["within"], False)
