"""The roles: citations and names in prose, written from the register. They leave promises; the domain keeps them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar, Final

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole

from sphinx_plenary import model
from sphinx_plenary.citations import Form, citation_words, read_target
from sphinx_plenary.days import day_words, range_words
from sphinx_plenary.domain import Notes, PlenaryDomain
from sphinx_plenary.model import Citation, InForce, InstrumentId, Mention, Paper
from sphinx_plenary.nodes import moment
from sphinx_plenary.register import Register
from sphinx_plenary.slips import note_no_front_matter
from sphinx_plenary.source import PageSource
from sphinx_plenary.translation import _
from sphinx_plenary.translations import Translation

# What the words of a citation depend on.
CITING: Final = ("bodies", "conferences", "instruments", "revisions", "outcomes")

Result = tuple[list[nodes.Node], list[nodes.system_message]]

# How Sphinx ends what it calls the source of words of a catalogue.
TRANSLATED: Final = ":<translated>"


class PlenaryRole(ReferenceRole):
    """What all roles share: the page, the paper, the register, and where the role stands."""

    def run(self) -> Result:
        self.domain = PlenaryDomain.of(self.env)
        self.page = PageSource.of(self.env)
        self.role = self.name.rpartition(":")[2]  # without the domain, where it is written {plenary:res}
        source, line = self.get_source_info()
        self.file = self.page.file(source)
        # Sphinx parses the words of a catalogue when the page itself has been read.
        self.translated = source.endswith(TRANSLATED)
        place = Translation.of(self.env).place(f"{{{self.name}}}`{self.text}`") if self.translated else None
        self.origin = place or self.file.locate(self.name, self.text, line)
        return self.write(), []

    @abstractmethod
    def write(self) -> list[nodes.Node]:
        """The nodes that the role leaves."""

    @property
    def register(self) -> Register:
        return self.domain.register

    @property
    def notes(self) -> Notes:
        return self.domain.note(self.env.docname)

    @property
    def paper(self) -> Paper | None:
        return self.domain.paper(self.env.docname)

    @property
    def written(self) -> str:
        """What the author wrote instead of the register's words."""
        return self.title if self.has_explicit_title else ""

    def mention(self, sentence: str = "") -> None:
        made = Mention(self.env.docname, self.origin, self.role, self.target, self.written, sentence)
        if self.translated and any((made.role, made.target) == (one.role, one.target) for one in self.notes.mentions):
            return  # noted where the page itself has it
        self.notes.mentions.append(made)

    def first(self, name: str) -> bool:
        if self.translated:
            return self.page.first_translated(name, self.inliner.document)
        return self.page.first_mention(name)

    def plain(self, words: str) -> list[nodes.Node]:
        """Words of the register, or what the author wrote, as an inline of the role's class."""
        return [nodes.inline(self.rawtext, self.written or words, classes=[f"plenary-{self.role}"])]


class ResolutionRole(PlenaryRole):
    """``{res}`101` ``: a citation as ITU writes it, with the revision at first mention; ``!101`` is only background."""

    def write(self) -> list[nodes.Node]:
        self.domain.use(*CITING)
        paper, register = self.paper, self.register
        if paper is None:
            note_no_front_matter(self.notes.slips, self.env.docname, self.origin, f"{{res}}`{self.text}`")
            return self.plain(self.target)
        conference = register.conferences.get(paper.conference)
        body_name = conference.body if conference else None
        target = self.target.lstrip("!")
        reference = read_target(target, body_name, register.bodies)
        if reference is None or reference.instrument not in register.instruments:
            unknown = reference.instrument if reference else target
            self.note(unknown, None)
            return self.plain(target)
        self.note(reference.instrument, reference.year)
        instrument = register.instruments[reference.instrument]
        year = reference.year
        first = False
        if not self.has_explicit_title:  # words of the author's own tell no revision
            first = self.first(instrument.id if year is None else f"{instrument.id}@{year}")
            self.first(instrument.id)
        words, tooltip, sure = cite(register, instrument, year, paper, first)
        link = pending_xref(
            self.rawtext,
            nodes.inline("", self.written or words, classes=["xref", "plenary-res"]),
            refdomain=PlenaryDomain.name,
            reftype="res",
            reftarget=instrument.id,
            refexplicit=True,  # the words are those of the citation, whatever stands where it leads
            refwarn=False,
            refdoc=self.env.docname,
            conference=paper.conference,
            reftitle=tooltip,
        )
        self.set_source_info(link)
        link.line = self.origin.line
        return [link] if sure else [link, unconfirmed_mark()]

    def note(self, instrument: str, year: int | None) -> None:
        background = self.target.startswith("!")
        made = Citation(self.env.docname, self.origin, instrument, year, self.written, background)
        if self.translated and any((one.instrument, one.year) == (instrument, year) for one in self.notes.citations):
            return
        self.notes.citations.append(made)


def cite(
    register: Register, instrument: model.Instrument, year: int | None, paper: Paper, first: bool
) -> tuple[str, str, bool]:
    """The words of a citation, its tooltip, and whether the register is sure of the revision it names."""
    key: InstrumentId = instrument.key
    body = register.bodies[key.body]
    conference = register.conferences.get(paper.conference)
    standing = register.standing(instrument, paper.date)
    revision, sure = standing.revision, standing.certain
    if year is not None and key.year is None and (named := instrument.revision(year)):
        revision, sure = named, not named.unconfirmed
    form = Form.FULL if first else Form.SHORT
    own = conference is not None and conference.body == body.id
    words = citation_words(body, key, revision, form, own, paper.language)
    title = register.title(instrument, revision)
    full = citation_words(body, key, revision, Form.FULL, own, paper.language)
    tooltip = f"{full}: {title}" if title else full
    if standing.state is InForce.SUPPRESSED:
        tooltip += _(" (suppressed by {conference})", conference=standing.suppressed_by)
    names_revision = first and revision is not None
    return words, tooltip, sure or not names_revision


def unconfirmed_mark() -> nodes.Node:
    """The dagger behind what the register only recalls; the paper's colophon says what it means."""
    return nodes.superscript("", "†", classes=["plenary-unconfirmed"])


def marked(*said: nodes.Node, record: model.Record) -> list[nodes.Node]:
    """With the dagger where the register only recalls it."""
    return [*said, unconfirmed_mark()] if record.unconfirmed else [*said]


class NameRole(PlenaryRole):
    """A name that a file of the register has; one that it has not is printed as written, and R201 tells it."""

    file_name: ClassVar[str]

    def write(self) -> list[nodes.Node]:
        self.domain.use(self.file_name)
        self.mention(self.sentence())
        record = getattr(self.register, self.file_name).get(self.target)
        return self.plain(self.target) if record is None else self.say(record)

    def say(self, record: Any) -> list[nodes.Node]:
        """What the reader sees of a record: its name with the id at first mention, then the id."""
        full = not self.has_explicit_title and self.first(f"{self.file_name} {record.id}")
        return self.plain(f"{record.name} ({record.id})" if full else record.id)

    def sentence(self) -> str:
        return ""


class ConferenceRole(NameRole):
    """``{conf}`PP-22` ``: the name with the label at first mention, then the label."""

    file_name = "conferences"


class OrganizationRole(NameRole):
    """``{org}`CITEL` ``: the official name with the abbreviation at first mention, then the abbreviation."""

    file_name = "organizations"


class ConferenceDatesRole(NameRole):
    """``{conf-dates}`PP-22` ``: 26 September to 14 October 2022."""

    file_name = "conferences"

    def say(self, record: model.Conference) -> list[nodes.Node]:
        if record.start is None or record.end is None:
            return self.plain(_("dates not known ({conference})", conference=record.id))
        words = self.written or range_words(record.start, record.end)
        return marked(moment(self.rawtext, words, datetime=interval(record.start, record.end)), record=record)


class ConferencePlaceRole(NameRole):
    """``{conf-place}`PP-22` ``: Bucharest, Romania."""

    file_name = "conferences"

    def say(self, record: model.Conference) -> list[nodes.Node]:
        place = ", ".join(filter(None, (record.city, record.country)))
        said = self.plain(place or _("place not known ({conference})", conference=record.id))
        return marked(*said, record=record) if place else said


class DeadlineRole(NameRole):
    """``{deadline}`PP-22-FIRM` ``: the day of a deadline."""

    file_name = "deadlines"

    def say(self, record: model.Deadline) -> list[nodes.Node]:
        day = moment(self.rawtext, self.written or day_words(record.date), datetime=record.date.isoformat())
        return marked(day, record=record)

    def sentence(self) -> str:
        """For R302, which asks whether the deadline is spoken of as to come."""
        return self.file.sentence(self.origin.line, f"{{{self.name}}}`{self.text}`")


class MessageRole(PlenaryRole):
    """``{msg}`MSG-SPLINTERNET` ``: a message by its title, linked to where it stands."""

    def write(self) -> list[nodes.Node]:
        self.mention()
        link = pending_xref(
            self.rawtext,
            nodes.inline("", self.written or self.target, classes=["xref", "plenary-msg"]),
            refdomain=PlenaryDomain.name,
            reftype="msg",
            reftarget=self.target,
            refexplicit=self.has_explicit_title,
            refwarn=False,
            refdoc=self.env.docname,
        )
        link.line = self.origin.line
        return [link]


def interval(start: date, end: date) -> str:
    """A range of days as ISO 8601 writes it."""
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


ROLES: Final[Mapping[str, Callable[[], PlenaryRole]]] = {
    "res": ResolutionRole,
    "conf": ConferenceRole,
    "conf-dates": ConferenceDatesRole,
    "conf-place": ConferencePlaceRole,
    "org": OrganizationRole,
    "deadline": DeadlineRole,
    "msg": MessageRole,
}


def setup(app: Sphinx) -> None:
    for name, role in ROLES.items():
        app.add_role(name, role())
        app.add_role_to_domain(PlenaryDomain.name, name, role())
