"""What an author types as a role's target -> the instrument meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sphinx_plenary.model import Body, InstrumentId

_BARE: Final = re.compile(r"(?:(?P<kind>[A-Z]+)-)?(?P<number>[0-9][0-9A-Z./]*)(?:@(?P<year>[1-9][0-9]{3}))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """An instrument (its id, as the register has it) and the year of the revision meant, if any."""

    instrument: str
    year: int | None


def shortest_target(key: InstrumentId, body: Body) -> str:
    """What an author of a paper on a conference of ``body`` types for a text of it: ``101``, ``DEC-5``, ``5@2013``."""
    number = key.number if key.kind == next(iter(body.kinds)) else f"{key.kind}-{key.number}"
    return f"{number}@{key.year}" if key.year else number


def read_target(target: str, body: str | None, bodies: Mapping[str, Body]) -> Reference | None:
    """``101``, ``DEC-5``, ``PP-RES-102``, ``WTSA-RES-64@2016`` -> what is meant, or None.

    ``WTSA-64`` is taken for its body's first kind of text. A number without a body is one of ``body``,
    the body of the paper's conference, and of its first kind of text. In a body whose conferences number
    anew, the year is part of the instrument's id.
    """
    key = InstrumentId.parse(target)
    if key is None:
        bare = _BARE.fullmatch(target)
        if bare is None or body is None or body not in bodies:
            return None
        kind = bare["kind"]
        if kind in bodies and kind not in bodies[body].kinds:  # WTSA-64: a body, and its first kind of text
            body, kind = kind, None
        kind = kind or next(iter(bodies[body].kinds))
        key = InstrumentId(body, kind, bare["number"], int(bare["year"]) if bare["year"] else None)
    owner = bodies.get(key.body)
    kind_data = owner.kinds.get(key.kind) if owner else None
    if kind_data and kind_data.per_conference:
        return Reference(str(key), key.year)
    return Reference(str(InstrumentId(key.body, key.kind, key.number)), key.year)
