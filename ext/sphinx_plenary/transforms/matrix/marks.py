"""What the parts of one matrix share: ids of rows, classes of values, numbers of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sized
from typing import Final

from docutils import nodes

from sphinx_plenary.facts import Facts
from sphinx_plenary.matrix import Matrix, Row
from sphinx_plenary.matrix.view import values_of
from sphinx_plenary.transforms.parts import line, words
from sphinx_plenary.translation import _

# What a page can be filtered by; ``m-KIND-VALUE`` is a class of a row, and of the words that show the value.
KINDS: Final = ("issue", "region", "proponent", "action", "position", "outcome")
NONE: Final = "none"
_MANY: Final = 150
# make_id drops what tells these from MOD, ADD and SUP.
_ACTIONS: Final = {"(MOD)": "mod-in-form", "ADD*": "add-moved", "SUP*": "sup-moved"}


class Marks:
    """For one matrix on one page. ``taken`` are ids that the page has already."""

    def __init__(self, facts: Facts, matrix: Matrix, docname: str, taken: set[str]) -> None:
        self.facts = facts
        self.matrix = matrix
        self.docname = docname
        self.conference = facts.register.conferences[matrix.conference]
        self._taken = taken
        self._ids = {row.id: self.free_id(f"row-{row.id}") for row in matrix.rows()}
        self._names: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()
        self.sources = Sources(facts, self.free_id)

    def free_id(self, wish: str) -> str:
        """An id that nothing on the page has yet."""
        return _free(nodes.make_id(wish), self._taken)

    def id_of(self, row: Row) -> str:
        return self._ids[row.id]

    def name(self, kind: str, value: str) -> str:
        """The class of a value, the same wherever it stands."""
        if (kind, value) not in self._names:
            made = _ACTIONS.get(value) or nodes.make_id(value) or "other"
            self._names[kind, value] = _free(f"m-{kind}-{made if value else NONE}", self._used)
        return self._names[kind, value]

    def value(self, kind: str, value: str, text: str = "") -> nodes.inline:
        """The words of a value."""
        classes = ["plenary-value", self.name(kind, value)]
        return nodes.inline("", "", words(text or value), classes=classes)

    def of_row(self, row: Row) -> list[str]:
        """The classes of all values that a row has."""
        return [self.name(kind, value) for kind in KINDS for value in values_of(row, kind) or ("",)]

    def number(self, row: Row) -> str:
        """What a row is called for short: ``101``; the whole name where the number alone would mislead."""
        if row.number:
            own = row.kind == "RES" and row.body == self.conference.body
            return row.number if own else row.name
        return ""

    def to_row(self, row: Row, first: bool = False) -> nodes.reference:
        """A link to a row by its number, else by its title, which as the ``first`` of a line has a capital."""
        text = self.number(row) or (row.title[:1].upper() + row.title[1:] if first else row.title)
        return nodes.reference("", "", words(text), refid=self.id_of(row), internal=True)


class Sources:
    """The sources that a matrix rests on, numbered as they come."""

    def __init__(self, facts: Facts, free_id: Callable[[str], str]) -> None:
        self.register = facts.register
        self.free_id = free_id
        self.ids: dict[str, str] = {}
        self.numbers: dict[str, str] = {}

    def cite(self, names: Iterable[str]) -> list[nodes.Node]:
        """A number for each source, linked to the list of them."""
        found: list[nodes.Node] = []
        for name in names:
            if name not in self.register.sources:
                continue
            if name not in self.ids:
                self.ids[name] = self.free_id(f"source-{name}")
                self.numbers[name] = str(len(self.ids))
            link = nodes.reference("", self.numbers[name], refid=self.ids[name], internal=True)
            link["reftitle"] = self.register.sources[name].title
            found.append(nodes.superscript("", "", link, classes=["plenary-source"]))
        return found

    def listing(self, level: int) -> list[nodes.Node]:
        """Heading and list; nothing where no source was cited."""
        return [heading(_("Sources"), level), self.items()] if self.ids else []

    def items(self) -> nodes.enumerated_list:
        items = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".", classes=["plenary-sources"])
        for name, id in self.ids.items():
            source = self.register.sources[name]
            title: nodes.Node = words(source.title)
            if source.url:
                title = nodes.reference("", "", title, refuri=source.url)
            items += nodes.list_item("", line(title), ids=[id])
        return items


def many(rows: Sized) -> list[str]:
    """The class of a table so long that a browser should lay out only what is in sight."""
    return ["plenary-many"] if len(rows) > _MANY else []


def heading(text: str, level: int) -> nodes.rubric:
    """A heading that the page's own contents do not list: the matrix is made after them."""
    made = nodes.rubric("", text, classes=["plenary-heading"])
    made["heading-level"] = level
    return made


def _free(wish: str, taken: set[str]) -> str:
    """``wish``, or with a number behind it where it is taken; it is taken then."""
    made, number = wish, 2
    while made in taken:
        made, number = f"{wish}-{number}", number + 1
    taken.add(made)
    return made
