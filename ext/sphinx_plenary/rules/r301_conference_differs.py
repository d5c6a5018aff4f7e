from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_plenary.citations import date_range
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule

_DASH = re.compile(r"\s*(?:[-–—]|\bto\b|\buntil\b)\s*")


@rule("R301")
def conference_differs(facts: Facts) -> Iterator[Problem]:
    """The dates or the place that a paper writes for a conference are not those of the register.

    It compares words given to a role, as in ``{conf-dates}`26 September to 14 October 2022 <PP-22>` ``;
    dates and places in plain prose are R303's and R304's.

    Why: readers book flights by them. Leave the words out, ``{conf-dates}`PP-22` ``, and they are
    taken from the register.
    """
    for mention in facts.mentions:
        conference = facts.register.conferences.get(mention.target)
        if conference is None or not mention.text:
            continue
        if mention.role == "conf-dates" and conference.start and conference.end:
            noun, verb, right = "dates", "are", date_range(conference.start, conference.end)
            accepted = {_plain(right)}
        elif mention.role == "conf-place" and conference.city:
            noun, verb = "place", "is"
            right = ", ".join(filter(None, (conference.city, conference.country)))
            accepted = {_plain(right), _plain(conference.city)}
        else:
            continue
        if _plain(mention.text) not in accepted:
            yield Problem(
                mention.origin,
                f"the {noun} of {conference.id} {verb} given as {mention.text!r}",
                f"the register has {right!r}; write it so, or {{{mention.role}}}`{conference.id}`",
            )


def _plain(text: str) -> str:
    """The words alone: dashes as 'to', any space as one, no 'from', no case."""
    words = _DASH.sub(" to ", text.replace("\xa0", " ")).casefold().split()
    return " ".join(words[1:] if words[:1] == ["from"] else words)
