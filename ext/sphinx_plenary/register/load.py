"""A folder of data files -> ``Register``, or every fault of every file in one run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeVar

from sphinx_plenary.model import Origin, Problem
from sphinx_plenary.register import faults, links, records
from sphinx_plenary.register.faults import Fault
from sphinx_plenary.register.reading import Tree, Unreadable, parse_csv, parse_yaml, read_text
from sphinx_plenary.register.records import Cells, cells_of
from sphinx_plenary.register.register import Register
from sphinx_plenary.register.schema import Schema

# name -> must it be there? Each may be one file, `sources.csv`, or a folder of them, `sources/*.csv`,
# so that a body or a conference cycle can be added as files of its own.
TABLES: Final = {
    "sources": True,
    "conferences": True,
    "deadlines": False,
    "organizations": True,
    "instruments": True,
    "revisions": False,
    "outcomes": False,
    "proposals": False,
    "officials": False,
    "counts": False,
}
# The package's schema/ is a link to data/schema/, where editors find the same files.
SCHEMAS: Final = Path(__file__).parent.parent / "schema"
TREES: Final = {"bodies": True, "issues": False}

N = TypeVar("N", bound=links.Named)


def load_register(folder: Path, root: Path) -> tuple[Register, list[Fault]]:
    """The register of a folder and its faults, sorted by place; with faults it is not to be used.

    ``root`` is the project's root: places in messages are relative to it.
    """
    loader = _Loader(folder, root)
    register = loader.load()
    told = sorted(loader.faults, key=lambda fault: (fault.problem.origin, fault.kind.code, fault.problem.what))
    return register, told


class _Loader:
    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.root = root
        self.faults: list[Fault] = []
        self.files: list[Path] = []

    def load(self) -> Register:
        bodies = self.unique(
            body for name, tree in self.trees("bodies") for body in records.bodies(tree, name, self.tell)
        )
        revisions = records.revisions(self.table("revisions"), bodies, self.tell)
        instruments = self.unique(records.instruments(self.table("instruments"), revisions))
        register = Register(
            folder=self.shown(self.folder),
            sources=self.unique(records.sources(self.table("sources"))),
            bodies=bodies,
            conferences=self.unique(records.conferences(self.table("conferences"))),
            deadlines=self.unique(records.deadlines(self.table("deadlines"))),
            organizations=self.unique(records.organizations(self.table("organizations"))),
            instruments=instruments,
            issues=self.unique(
                issue for name, tree in self.trees("issues") for issue in records.issues(tree, name, self.tell)
            ),
            proposals=self.unique(records.proposals(self.table("proposals"))),
            outcomes=tuple(records.outcomes(self.table("outcomes"))),
            officials=tuple(records.officials(self.table("officials"))),
            counts=tuple(records.counts(self.table("counts"))),
            files=tuple(str(path) for path in self.files),
        )
        whole = not any(fault.kind in {faults.UNREADABLE, faults.COLUMNS} for fault in self.faults)
        if whole:  # else every reference into the file that lacks would be a message of its own
            self.faults += links.dangling(register)
            self.faults += links.orphans(revisions, instruments)
            # A revision of an unknown meeting also lacks behind its outcome: one slip, one message.
            if not any(fault.kind is faults.MEETING for fault in self.faults):
                self.faults += links.contradictions(register)
        return register

    def tell(self, fault: Fault) -> None:
        self.faults.append(fault)

    def unique(self, found: Iterable[N]) -> dict[str, N]:
        """By id; of two with one id the first counts and the second is told."""
        listed = list(found)
        self.faults += links.duplicates(listed)
        by_id: dict[str, N] = {}
        for record in listed:
            by_id.setdefault(record.id, record)
        return by_id

    def shown(self, path: Path) -> str:
        """A path as messages show it."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def paths(self, name: str, suffix: str, needed: bool) -> list[Path]:
        single = self.folder / f"{name}{suffix}"
        several = sorted((self.folder / name).glob(f"*{suffix}"))
        found = [single] * single.is_file() + several
        if not found and needed:
            origin = Origin(self.shown(single), 1)
            self.tell(Fault(faults.UNREADABLE, Problem(origin, "the file is missing", "add it; see data/schema/")))
        return found

    def schema(self, name: str) -> Schema:
        return Schema(SCHEMAS / f"{name}.schema.json")

    def table(self, name: str) -> Iterable[Cells]:
        found: list[Cells] = []
        for path, text in self.texts(name, ".csv", TABLES[name]):
            found += self.rows(name, text, path)
        return found

    def rows(self, name: str, text: str, path: str) -> Iterable[Cells]:
        try:
            columns, rows, problems = parse_csv(text, path)
        except Unreadable as error:
            self.tell(Fault(faults.UNREADABLE, error.problem))
            return []
        self.faults += faults.UNREADABLE.at(problems)
        wrong = list(self.schema(name).check_rows(columns, rows, path))
        self.faults += wrong
        if any(fault.kind is faults.COLUMNS for fault in wrong):
            return []
        bad = {fault.problem.origin.line for fault in wrong}
        return cells_of([row for row in rows if row.line not in bad], path, self.tell)

    def trees(self, name: str) -> Iterable[tuple[str, Tree]]:
        for path, text in self.texts(name, ".yaml", TREES[name]):
            try:
                tree = parse_yaml(text, path)
            except Unreadable as error:
                self.tell(Fault(faults.UNREADABLE, error.problem))
                continue
            wrong = list(self.schema(name).check_tree(tree, path))
            self.faults += wrong
            if not wrong:
                yield path, tree

    def texts(self, name: str, suffix: str, needed: bool) -> Iterable[tuple[str, str]]:
        for path in self.paths(name, suffix, needed):
            self.files.append(path)
            try:
                yield self.shown(path), read_text(path, self.shown(path))
            except Unreadable as error:
                self.tell(Fault(faults.UNREADABLE, error.problem))
