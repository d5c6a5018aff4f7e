"""``{resolution} 101``: a text that the paper follows."""

from __future__ import annotations

import re
from typing import ClassVar

from sphinx_plenary.citations import Form, citation_words, revision_words
from sphinx_plenary.directives.base import TrackedDirective, filled
from sphinx_plenary.model import Item, Paper, Position

_LABEL = re.compile(r"\(?(?:R[eé]v\.?\s*)?(?P<city>[^,()]+),?\s+(?P<year>\d{4})\)?$")


class ResolutionDirective(TrackedDirective):
    """``{resolution} 101``: a text that the paper follows, with its issue and position.

    Title and revision come from the register, as they were on the paper's date; where the author
    writes them, rules R102 to R104 compare. ``concern``, ``affected`` and ``implication`` fill columns of a
    matrix.
    """

    allowed: ClassVar[frozenset[str]] = TrackedDirective.allowed | {
        "issue",
        "position",
        "title",
        "revision",
        "concern",
        "affected",
        "implication",
        "review",
        "reviewed",
    }
    words: ClassVar = {"position": tuple(Position)}

    def item(self, paper: Paper) -> Item | None:
        if not self.arguments:
            self.slip("{resolution} has no number", "write it behind the name, as in ':::{resolution} 101'")
            return None
        reference = self.instrument()
        if reference is None:
            return None
        instrument = self.register.instruments.get(reference.instrument)
        title, label, city, year = reference.instrument, "", "", str(reference.year or "")
        if instrument is not None:
            standing = self.register.standing(instrument, paper.date)
            body = self.register.bodies[instrument.key.body]
            conference = self.register.conferences.get(paper.conference)
            own = conference is not None and conference.body == body.id
            title = standing.title or citation_words(body, instrument.key, None, Form.SHORT, own, paper.language)
            label = revision_words(body, standing.revision, paper.language) if standing.revision else ""
        if written := self.given.pop("revision", ""):
            match = _LABEL.fullmatch(written)
            if match is None:
                self.slip(f"'revision' is {written!r}", "write it like 'Rev. Dubai, 2018'", self.at("revision"))
            else:
                city, year = match["city"].strip(), match["year"]
        fields = filled(
            revision=label.strip("()"),
            title_written=self.given.pop("title", ""),
            revision_city=city,
            revision_year=year,
        )
        return self.build(paper, reference.instrument, title, reference.instrument, fields)
