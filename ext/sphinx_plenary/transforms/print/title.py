"""What the title block and the running head of a printed paper say."""

from __future__ import annotations

from textwrap import shorten
from typing import Final

from sphinx.config import Config

from sphinx_plenary.config import Settings
from sphinx_plenary.days import day_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Paper, Status
from sphinx_plenary.transforms.parts import when_and_where
from sphinx_plenary.translation import N_, Words, _
from sphinx_plenary.words import INTERNAL, STATUSES

# The word across the pages of a paper that is not final, and over its first.
MARKS: Final = Words({Status.DRAFT: N_("Draft"), Status.REVIEW: N_("For review")})
# Characters of a short title that leave room for the status beside it.
LONGEST_HEADER: Final = 48


def title_values(paper: Paper, facts: Facts, config: Config) -> dict[str, str]:
    """By name; empty where nothing is to be said."""
    conference = facts.register.conferences.get(paper.conference)
    internal = Settings.of(config).internal
    return {
        "kind": facts.register.kind_of(paper.kind).name,
        "title": paper.title,
        "shorttitle": shorten(paper.short_title or paper.title, LONGEST_HEADER, placeholder=" …"),
        "conference": conference.name if conference and conference.name not in paper.title else "",
        "where": "".join(node.astext() for node in when_and_where(conference)) if conference else "",
        "status": f"{_(INTERNAL)} · " * internal + status_words(paper),
        "state": paper.status.value,
        "mark": _(INTERNAL) if internal else MARKS.get(paper.status, ""),
        "date": day_words(paper.date),
        "licence": paper.licence,
        "abstract": paper.abstract,
        "language": paper.language,
        "author": "" if config.author == config.values["author"].default else config.author,
    }


def status_words(paper: Paper) -> str:
    """``Final, version 1.0``, with its embargo."""
    told = _("{status}, version {version}", status=STATUSES[paper.status], version=paper.version)
    return told + (_(", embargo until {day}", day=day_words(paper.embargo)) if paper.embargo else "")
