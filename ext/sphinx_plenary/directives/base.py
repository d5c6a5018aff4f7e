"""What all our directives share: options that are checked here, so that a slip is one message with its cure."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_plenary import needs
from sphinx_plenary.citations import Reference, read_target
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import Notes, PlenaryDomain
from sphinx_plenary.internal import NAME
from sphinx_plenary.model import CARRIED_OVER, ITEM_ID, Item, Mention, Origin, Paper, split_list
from sphinx_plenary.nodes import item_card
from sphinx_plenary.reviewed import read_known
from sphinx_plenary.roles import CITING
from sphinx_plenary.slips import directive_slip, note_no_front_matter, unknown_option, wrong_word
from sphinx_plenary.source import PageSource
from sphinx_plenary.suggest import nearest
from sphinx_plenary.translations import OPTIONS, Translation


class AnyOption(dict[str, Callable[[str], str]]):
    """An option_spec that takes every option, so that ``PlenaryDirective`` can judge them itself."""

    def __bool__(self) -> bool:
        return True

    def __contains__(self, _name: object) -> bool:
        return True

    def __getitem__(self, _name: str) -> Callable[[str], str]:
        return directives.unchanged


class PlenaryDirective(SphinxDirective):
    """Knows the page, its paper and the register; notes slips instead of raising."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = AnyOption()

    uses: ClassVar[tuple[str, ...]] = (*CITING, "issues", "organizations")  # files of the register
    allowed: ClassVar[frozenset[str]] = frozenset()
    words: ClassVar[Mapping[str, Sequence[str]]] = {}

    def run(self) -> list[nodes.Node]:
        self.domain = PlenaryDomain.of(self.env)
        self.register = self.domain.register
        self.page = PageSource.of(self.env)
        self.notes: Notes = self.domain.note(self.env.docname)
        self.paper: Paper | None = self.domain.paper(self.env.docname)
        source, line = self.get_source_info()
        file = self.page.file(source)
        self.origin = Origin(file.path, line)
        self.option_lines = file.option_lines(line)
        if self._is_withheld():
            return []
        self.domain.use(*self.uses)
        self.given = {name: self._read(name, (value or "").strip()) for name, value in self.options.items()}
        self._judge_options()
        self.readable = self._judge_form(file.broken_option(line))
        for name, again in file.repeated_options(line):
            self.slip(f"option {name!r} is given twice", "keep one of them", Origin(file.path, again))
        return self.make()

    @abstractmethod
    def make(self) -> list[nodes.Node]:
        """The nodes that the directive leaves."""

    def _is_withheld(self) -> bool:
        """Whether it is internal and the build is public. Pages are emptied before; what they include is not."""
        marked = self.name == NAME or NAME in self.options or NAME in self.option_lines
        return marked and not Settings.of(self.config).internal

    def _read(self, name: str, value: str) -> str:
        return self.said(value, self.at(name)) if name in OPTIONS else value

    def said(self, text: str, origin: Origin | None = None) -> str:
        """Words for readers in the language of the build; noted for the catalogue of the page."""
        return Translation.of(self.env).say(text, origin or self.origin)

    def at(self, option: str) -> Origin:
        return Origin(self.origin.path, self.option_lines.get(option, self.origin.line))

    def slip(self, what: str, fix: str, origin: Origin | None = None) -> None:
        self.notes.slips.append(directive_slip(self.env.docname, origin or self.origin, what, fix))

    def needs_paper(self) -> Paper | None:
        if self.paper is None:
            note_no_front_matter(self.notes.slips, self.env.docname, self.origin, f"{{{self.name}}}")
        return self.paper

    def names(self, role: str, target: str, option: str) -> None:
        """Note a name of the register that an option uses, for R201."""
        self.notes.mentions.append(Mention(self.env.docname, self.at(option), role, target))

    def reference(self, target: str) -> Reference:
        """The instrument that a target means; as written where it means none, for R101 to tell."""
        conference = self.register.conferences.get(self.paper.conference) if self.paper else None
        read = read_target(target, conference.body if conference else None, self.register.bodies)
        return read or Reference(target, None)

    def _judge_form(self, broken: tuple[int, str] | None) -> bool:
        """Whether the options can be read: MyST takes none of them where one is malformed."""
        if broken:
            line, words = broken
            first, _, rest = words.lstrip(":").strip().partition(" ")
            near = nearest(first.rstrip(":"), self.allowed)
            option = f":{near[0]}: {rest.strip() or '...'}" if near else ":name: value"
            self.slip(f"the line {words!r} is no option, as a colon lacks", f"write {option!r}", self._line(line))
        elif self.option_lines and not self.options:
            fix = (
                "put a value that begins with a quotation mark between marks of the other kind, as in '\"One\" or two'"
            )
            line = min(self.option_lines.values())
            self.slip(f"the options of {{{self.name}}} cannot be read", fix, self._line(line))
        else:
            return True
        return False

    def _line(self, line: int) -> Origin:
        return Origin(self.origin.path, line)

    def _judge_options(self) -> None:
        for name in list(self.given):
            if name not in self.allowed:
                del self.given[name]
                self.notes.slips.append(unknown_option(self.env.docname, self.at(name), self.name, name, self.allowed))
        for name, words in self.words.items():
            value = self.given.get(name, "")
            if value and value not in words:
                del self.given[name]
                self.notes.slips.append(wrong_word(self.env.docname, self.at(name), name, value, list(words)))


class TableDirective(PlenaryDirective):
    """A directive that leaves the placeholder of a table about a conference."""

    def make(self) -> list[nodes.Node]:
        paper = self.needs_paper()
        if paper is None:
            return []
        conference = self.arguments[0].strip() if self.arguments else paper.conference
        self.names("conf", conference, "")
        self.notes.views = True
        table = self.table(paper, conference)
        self.set_source_info(table)
        if caption := self.given.get("caption"):
            table += nodes.title("", "", *self.parse_inline(caption)[0])
        if len(table) or "name" in self.given:  # numbered, so it has its id from here on
            self.state.document.note_implicit_target(table)
            self.add_name(table)
        return [table]

    @abstractmethod
    def table(self, paper: Paper, conference: str) -> nodes.table:
        """The placeholder, without its caption."""


class TrackedDirective(PlenaryDirective):
    """A directive that declares an item: a need for sphinx-needs, a card for the reader."""

    has_content = True
    allowed: ClassVar[frozenset[str]] = frozenset({"id", "conference", "status", "owner", "next_step", NAME})

    def make(self) -> list[nodes.Node]:
        paper = self.needs_paper()
        self._judge_owner()
        self._judge_review()
        self._judge_reviewed(paper)
        if NAME in self.given:
            self.given[NAME] = "true"
        item = self.item(paper) if paper and self._readable() else None
        if item is None:
            return self.parse_content_to_nodes()
        self.notes.items.append(item)
        for issue in item.listed("issue"):
            self.names("issue", issue, "issue")
        if "conference" in self.given:
            self.names("conf", self.given["conference"], "conference")
        values = {name: text for name, text in item.fields.items() if name in needs.FIELDS}
        values |= {"conference": item.conference, "instrument": item.instrument}
        made, reason = needs.declare(self.domain.app, self, item, values, self.given.get("status"))
        if not made and not self._told(item):
            self.slip(f"{{{self.name}}} {item.id!r} could not be tracked: {reason}", "mend the value named there")
        content = needs.content_of(made) if made else self.parse_content_to_nodes()
        # The need's own node stays, emptied by the transform that draws the card; without one, the text still stands.
        card = item_card("", *(made or content), item=item.id, title=item.title, docname=self.env.docname)
        self.set_source_info(card)
        return [card]

    def _judge_owner(self) -> None:
        """An owner is an office or an organization: no paper prints a person's address."""
        owner = self.given.get("owner", "")
        if "@" in owner:
            self.slip(f"'owner' is {owner!r}, an address", "name an office or an organization", self.at("owner"))
            del self.given["owner"]

    def _judge_review(self) -> None:
        written = self.given.get("review", "")
        if match := CARRIED_OVER.fullmatch(written):
            self.names("conf", match["conference"], "review")
        elif written:
            fix = "write 'carried over from PP-18', or take it out when the item has been reviewed"
            self.slip(f"'review' is {written!r}", fix, self.at("review"))
            del self.given["review"]

    def _judge_reviewed(self, paper: Paper | None) -> None:
        written = self.given.get("reviewed", "")
        conference = self.register.conferences.get(paper.conference) if paper else None
        body = conference.body or None if conference else None
        at = self.given.get("conference") or (paper.conference if paper else "")
        if paper and written and read_known(written, body, at, self.register) is None:
            name = f"{paper.docname.rpartition('/')[2]} {self.given.get('id', 'ID')}"
            fix = f"let it be written: plenary review {name}"
            self.slip(f"'reviewed' is {written!r}, which does not say against what", fix, self.at("reviewed"))
            del self.given["reviewed"]

    def _readable(self) -> bool:
        """Whether options and id are such that an item can be made; a slip says what is not."""
        for offset, text in enumerate(self.content[:2]):
            name = text.strip().lstrip(":").partition(":")[0].strip()
            if name in self.allowed and ":" in text:
                at = Origin(self.origin.path, self.origin.line + 1 + offset)
                self.slip(
                    f"the line {text.strip()!r} is not read as an option",
                    f"write ':{name}: ...' directly under the line that opens {{{self.name}}}",
                    at,
                )
                return False
        if not self.readable:
            return False
        id = self.given.get("id", "")
        if id and not ITEM_ID.fullmatch(id):
            made = re.sub(r"[^A-Z0-9_./@+-]+", "-", id.upper()).strip("-")
            self.slip(
                f"'id' is {id!r}", f"an id begins with a capital or digit and has no spaces: {made!r}", self.at("id")
            )
            self.given["id"] = made
        return True

    def instrument(self) -> Reference | None:
        """The text that the argument names, if it names one."""
        written = self.arguments[0].strip()
        reference = self.reference(written)
        if not re.search(r"[\s,;]", reference.instrument):
            return reference
        numbers = re.findall(r"[0-9]+", re.sub(r"\(.*|@[0-9]+", "", written))
        fix = f"write the number alone, {numbers[0] if numbers else '101'!r}"
        if len(numbers) > 1:
            fix = f"name one text in each {{{self.name}}}, here {numbers[0]!r}"
        self.slip(f"{{{self.name}}} has {written!r} for the number of a text", fix)
        return None

    @abstractmethod
    def item(self, paper: Paper) -> Item | None:
        """The item declared, or None where too much lacks (a slip says what)."""

    def build(
        self,
        paper: Paper,
        id: str,
        title: str,
        instrument: str = "",
        fields: Mapping[str, str] | None = None,
        links: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Item:
        given = {name: text for name, text in self.given.items() if name in needs.NOTED and name not in needs.LINKS}
        return Item(
            docname=self.env.docname,
            origin=self.origin,
            id=self.given.get("id") or id,
            type=self.name,
            title=title,
            conference=self.given.get("conference") or paper.conference,
            instrument=instrument,
            fields={**given, **(fields or {})},
            links=links or {},
            lines=dict(self.option_lines),
        )

    def instruments(self, option: str) -> tuple[str, ...]:
        """The instruments that an option lists, as ids."""
        return tuple(self.reference(target).instrument for target in split_list(self.given.get(option, "")))

    def listed(self, option: str) -> tuple[str, ...]:
        return tuple(split_list(self.given.get(option, "")))

    def _told(self, item: Item) -> bool:
        """Whether another rule speaks of it: a duplicate is R105's."""
        return any(other.id == item.id for other in self.domain.declared() if other is not item)


def filled(**values: object) -> dict[str, str]:
    """Only the values that are filled, as text."""
    return {name: str(value) for name, value in values.items() if value}
