"""Files beside the page that shows the same: a matrix as XLSX, CSV and JSON, a conference as a calendar file."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.exports import FORMATS, file_name, meta_of
from sphinx_plenary.exports.calendar import calendar
from sphinx_plenary.facts import Facts
from sphinx_plenary.matrix import Matrix, build_matrix
from sphinx_plenary.model import Conference
from sphinx_plenary.nodes import calendar_link
from sphinx_plenary.translation import _, english
from sphinx_plenary.writing import write_whole

FOLDER: Final = "_downloads/matrix"
CALENDARS: Final = "_downloads/calendar"


def write_downloads(app: Sphinx, matrix: Matrix, name: str, docname: str = "") -> list[str]:
    """Write a matrix in every format as ``name``; the addresses from the site's root, none where no pages are made.

    ``docname`` is the page that shows it: the files have its version, status and licence, and link to its rows. Of
    two pages with one name the last counts.
    """
    if app.builder.format != "html":
        return []
    domain, settings = PlenaryDomain.of(app.env), Settings.of(app.config)
    meta = meta_of(domain.register, matrix, domain.paper(docname), licence=settings.licence, site_url=settings.site_url)
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, written in FORMATS.items():
        path, data = folder / f"{name}.{suffix}", written(matrix, meta)
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)
    return [f"{FOLDER}/{name}.{suffix}" for suffix in FORMATS]


class DownloadsTransform(SphinxPostTransform):
    """A paragraph ``plenary-downloads`` beside a matrix gets links to its files, which have all of its rows."""

    default_priority = 7  # after the matrix is made (5), before paragraphs that stayed empty are taken away (8)

    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for place in list(self.document.findall(nodes.paragraph)):
            if facts is not None and "plenary-downloads" in place["classes"] and not len(place):
                docname, day = self.env.docname, date.fromisoformat(place["as_of"])
                with english():  # what `plenary import` reads
                    matrix = build_matrix(facts, place["conference"], place["edition"], day)
                    urls = write_downloads(self.app, matrix, name_of(facts, matrix, docname), docname)
                place += _links(self.app.builder.get_target_uri(docname), urls)


def name_of(facts: Facts, matrix: Matrix, docname: str) -> str:
    """``PP-22-issues-matrix`` for the one paper that is this matrix; elsewhere the page's name behind it."""
    kind = (f"{matrix.edition}-matrix", matrix.conference)
    papers = [name for name, paper in facts.papers.items() if (paper.kind, paper.conference) == kind]
    name = file_name(matrix)
    return name if papers == [docname] else f"{name}-{docname.replace('/', '-')}"


def _links(page: str, urls: list[str]) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for url in urls:
        form = url.rpartition(".")[2].upper()
        made += [nodes.Text(_(", ") if made else _("To take away: "))]
        made += [nodes.reference("", form, internal=True, refuri=relative_uri(page, url))]
    return made


class CalendarTransform(SphinxPostTransform):
    """``calendar_link`` -> a link to the conference's calendar file, on pages; elsewhere it goes, with its label."""

    default_priority = 6  # after EventTransform (5), which brings it

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        builder = self.app.builder
        for place in list(self.document.findall(calendar_link)):
            if facts is None or builder.format != "html" or builder.name == "epub":
                label = place.parent.parent.parent
                label.parent.remove(label)
                continue
            conference = facts.register.conferences[place["conference"]]
            url = write_calendar(self.app, facts, conference)
            words = _("{conference} for your calendar (.ics)", conference=conference.id)
            page = builder.get_target_uri(self.env.docname)
            place.replace_self(nodes.reference("", words, internal=True, refuri=relative_uri(page, url)))


def write_calendar(app: Sphinx, facts: Facts, conference: Conference) -> str:
    """Write the dates of a conference, the same for every page that shows it; the address from the site's root."""
    made = calendar(
        conference, facts.register.deadlines_of(conference.id), _stamp(facts), Settings.of(app.config).site_url
    )
    path = Path(app.outdir, CALENDARS, f"{conference.id.lower()}.ics")
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_bytes() != made:
        write_whole(path, made)
    return f"{CALENDARS}/{path.name}"


def _stamp(facts: Facts) -> datetime:
    """When the build is said to be made; without SOURCE_DATE_EPOCH the day of the newest paper: no clock repeats."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC)
    newest = max((paper.date for paper in facts.papers.values()), default=date(1970, 1, 1))
    return datetime.combine(newest, time(), UTC)


def setup(app: Sphinx) -> None:
    app.add_post_transform(DownloadsTransform)
    app.add_post_transform(CalendarTransform)
