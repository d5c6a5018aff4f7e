"""Names of bodies in other languages than English, and what is nearly one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sphinx_plenary.model import Body
from sphinx_plenary.prose.near import singular, typos
from sphinx_plenary.prose.phrases import Found, Name, Part, Replacement, Variant, cured, parts_of, placed, spelled
from sphinx_plenary.prose.wording import SMALL
from sphinx_plenary.register import Register


class ForeignNames:
    """The bodies' names in other languages: only slips in a single word count there."""

    def __init__(self, register: Register) -> None:
        self._names: dict[str, list[Name]] = {}
        for body in register.bodies.values():
            for name in _foreign_names(body):
                self._names.setdefault(re.split(r"[^\w]", name.text)[0], []).append(name)
        first = "|".join(sorted(map(re.escape, self._names), key=len, reverse=True))
        # No \b before it: a scan leaps to the first letters.
        self._first = re.compile(rf"(?:{first})(?=[ \u00a0\n])" if first else r"(?!)")
        self._following = re.compile(r"[^.;:()\n]{0,120}(?:\n[^.;:()\n]{1,100})?")

    def variants(self, plain: str) -> Iterator[Variant]:
        if not any(word in plain for word in self._names):
            return
        for match in self._first.finditer(plain):
            if match.start() and plain[match.start() - 1].isalnum():
                continue
            after = self._following.match(plain, match.start())
            if after is None:
                continue
            parts = parts_of(after[0])
            for name in self._names[match[0]]:
                if one := _compare_foreign(name, parts):
                    yield placed(cured(one, parts, after[0]), parts, match.start())
                    break


def _foreign_names(body: Body) -> Iterable[Name]:
    if not body.unconfirmed:
        for language, names in body.names.items():
            for name in names if language != "en" else ():
                yield from (one for one in spelled(name, body.id, True) if len(one.parts) >= 3)


def _compare_foreign(name: Name, parts: Sequence[Part]) -> Found | None:
    wanted = [part for part in name.parts if part not in SMALL]
    cures: list[Replacement] = []
    at = 0
    for own in wanted:
        while at < len(parts) and parts[at].key in SMALL:
            at += 1
        if at >= len(parts):
            return None
        part = parts[at]
        at += 1
        if singular(part.key) == singular(own):
            continue
        if min(len(part.key), len(own)) < 6 or typos(part.key, own) > 1:
            return None
        place = name.parts.index(own)
        cures.append(Replacement(part.start, part.end, name.words(place, place)))
    return Found(name, 0, at, 1, tuple(cures)) if len(cures) == 1 else None
