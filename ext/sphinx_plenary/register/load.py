"""Folders of data files -> ``Register``, or every fault of every file in one run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from sphinx_plenary import model
from sphinx_plenary.model import Origin, Problem
from sphinx_plenary.register import faults, kinds, links, records
from sphinx_plenary.register.faults import Fault
from sphinx_plenary.register.places import Place
from sphinx_plenary.register.reading import Row, Tree, Unreadable, parse_csv, parse_yaml, read_text, refuse_outside
from sphinx_plenary.register.records import Cells, cells_of
from sphinx_plenary.register.register import Register
from sphinx_plenary.register.schema import Schema
from sphinx_plenary.suggest import nearest

# name -> must it be there? Each may be one file, `sources.csv`, or a folder of them, `sources/*.csv`,
# so that a body or a conference cycle can be added as files of its own.
TABLES: Final = {
    "sources": True,
    "conferences": True,
    "deadlines": False,
    "organizations": True,
    "states": False,
    "instruments": True,
    "revisions": False,
    "outcomes": False,
    "proposals": False,
    "provisional_codes": False,
    "officials": False,
    "counts": False,
    "abbreviations": False,
    "spellings": False,
    "translations": False,
}
# The package's schema/ is a link to data/schema/, where editors find the same files.
SCHEMAS: Final = Path(__file__).parent.parent / "schema"
TREES: Final = {"bodies": True, "issues": False, "kinds": False}

N = TypeVar("N", bound=links.Named)


def load_register(where: Path | Sequence[Place], root: Path) -> tuple[Register, list[Fault]]:
    """The register of one folder, or of several together, and its faults, sorted by place; with faults not to be used.

    ``root`` is the project's root: places in messages are relative to it. The last folder is the team's own, where
    messages say that a row is to be added. No id may stand in two.
    """
    loader = _Loader([Place(where)] if isinstance(where, Path) else where, root)
    register = loader.load()
    told = sorted(loader.faults, key=lambda fault: (fault.problem.origin, fault.kind.code, fault.problem.what))
    return register, told


class _Loader:
    def __init__(self, places: Sequence[Place], root: Path) -> None:
        self.places = places
        self.own = places[-1].folder
        self.root = root
        self.faults: list[Fault] = []
        self.files: dict[str, list[str]] = {}
        self.gaps = links.Gaps()

    def load(self) -> Register:
        if missing := [place.folder for place in self.places if not place.folder.is_dir()]:
            self.faults += [_no_folder(self.shown(folder)) for folder in missing]
            return Register(folder=self.shown(self.own))
        self.faults += self.unknown_files()
        bodies = self.bodies()
        histories = records.revisions(self.table("revisions"), bodies, self.tell)
        self.gaps.histories |= histories.broken
        register = Register(
            folder=self.shown(self.own),
            sources=self.unique(records.sources(self.table("sources"))),
            bodies=bodies,
            conferences=self.unique(records.conferences(self.table("conferences"))),
            deadlines=self.unique(records.deadlines(self.table("deadlines"))),
            organizations=self.unique(records.organizations(self.table("organizations"))),
            states=self.unique(records.states(self.table("states"))),
            instruments=self.unique(records.instruments(self.table("instruments"), histories)),
            issues=self.unique(
                issue for name, tree in self.trees("issues") for issue in records.issues(tree, name, self.tell)
            ),
            kinds=self.unique(kind for name, tree in self.trees("kinds") for kind in kinds.kinds(tree, name)),
            proposals=self.unique(records.proposals(self.table("proposals"))),
            provisional_codes=tuple(records.provisional_codes(self.table("provisional_codes"))),
            outcomes=tuple(records.outcomes(self.table("outcomes"))),
            officials=tuple(records.officials(self.table("officials"))),
            counts=tuple(records.counts(self.table("counts"))),
            abbreviations=tuple(records.abbreviations(self.table("abbreviations"), self.tell)),
            spellings=tuple(records.spellings(self.table("spellings"))),
            translations=tuple(records.translations(self.table("translations"))),
            files={name: tuple(paths) for name, paths in self.files.items()},
        )
        self.faults += links.Links(register, histories, self.gaps).faults()
        return register

    def bodies(self) -> dict[str, model.Body]:
        """By id; with two of one id nobody knows whose the texts are, and no more is said of them."""
        listed = [body for name, tree in self.trees("bodies") for body in records.bodies(tree, name, self.tell)]
        bodies = self.unique(listed)
        if len(bodies) < len(listed):
            self.gaps.tables.add("bodies")
        ids = [body.id for body in listed]
        return {id: body for id, body in bodies.items() if ids.count(id) == 1}

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
        inside = next((place for place in self.places if path.is_relative_to(place.folder)), Place(self.own))
        return inside.shown(path, self.root)

    def unknown_files(self) -> Iterable[Fault]:
        """Data files that nothing reads: their data would be lost in silence."""
        suffixes = {**dict.fromkeys(TABLES, ".csv"), **dict.fromkeys(TREES, ".yaml")}
        names = [f"{name}{suffix}" for name, suffix in suffixes.items()]
        for path in (path for place in self.places for path in _data_files(place.folder)):
            if path.name not in names:
                near = nearest(path.stem, suffixes)
                fix = f"did you mean {near[0] + suffixes[near[0]]!r}?" if near else f"the files are {', '.join(names)}"
                problem = Problem(Origin(self.shown(path), 1), "the register has no file of this name", fix)
                yield Fault(faults.UNREADABLE, problem)
        for name, suffix in suffixes.items():
            for path in (path for place in self.places for path in _data_files(place.folder / name)):
                if path.suffix != suffix:
                    what, fix = f"the files of {name}/ end in {suffix!r}", "rename it, or take it out of the folder"
                    yield Fault(faults.UNREADABLE, Problem(Origin(self.shown(path), 1), what, fix))

    def paths(self, name: str, suffix: str, needed: bool) -> list[Path]:
        found: list[Path] = []
        for place in self.places:
            single = place.folder / f"{name}{suffix}"
            found += [single] * os.path.lexists(single)
            found += [path for path in _data_files(place.folder / name) if path.suffix == suffix]
        if not found and needed:
            self.gaps.tables.add(name)
            origin = Origin(self.shown(self.own / f"{name}{suffix}"), 1)
            self.tell(Fault(faults.UNREADABLE, Problem(origin, "the file is missing", "add it; see data/schema/")))
        return found

    def schema(self, name: str) -> Schema:
        return Schema(SCHEMAS / f"{name}.schema.json")

    def unreadable(self, name: str, problem: Problem) -> None:
        self.gaps.tables.add(name)
        self.tell(Fault(faults.UNREADABLE, problem))

    def table(self, name: str) -> Iterable[Cells]:
        found: list[Cells] = []
        for path, text in self.texts(name, ".csv", TABLES[name]):
            found += self.rows(name, text, path)
        return found

    def rows(self, name: str, text: str, path: str) -> Iterable[Cells]:
        try:
            columns, rows, problems = parse_csv(text, path)
        except Unreadable as error:
            self.unreadable(name, error.problem)
            return []
        for problem in problems:
            self.unreadable(name, problem)
        schema = self.schema(name)
        refused: set[int] = set()
        for row, column, fault in schema.check_rows(rows, path):
            self.tell(fault)
            refused.add(row.line)
            self.leave_out(name, row, column)
        if wrong := list(schema.check_columns(columns, path)):
            self.faults += wrong
            self.gaps.tables.add(name)
            return []
        return cells_of([row for row in rows if row.line not in refused], path, self.tell)

    def leave_out(self, table: str, row: Row, column: str) -> None:
        """Note what a refused row would have declared; with a wrong id nobody knows."""
        if column == "id" or (table == "revisions" and column == "instrument"):
            self.gaps.tables.add(table)
        self.gaps.names.add(row.cells.get("id", ""))
        if table == "revisions":
            self.gaps.histories.add(row.cells.get("instrument", ""))

    def trees(self, name: str) -> Iterable[tuple[str, Tree]]:
        for path, text in self.texts(name, ".yaml", TREES[name]):
            try:
                tree = parse_yaml(text, path)
            except Unreadable as error:
                self.unreadable(name, error.problem)
                continue
            if wrong := list(self.schema(name).check_tree(tree, path)):
                self.faults += wrong
                self.gaps.tables.add(name)
            else:
                yield path, tree

    def texts(self, name: str, suffix: str, needed: bool) -> Iterable[tuple[str, str]]:
        for path in self.paths(name, suffix, needed):
            self.files.setdefault(name, []).append(str(path))
            try:
                refuse_outside(path, self.shown(path))
                yield self.shown(path), read_text(path, self.shown(path))
            except Unreadable as error:
                self.unreadable(name, error.problem)


def _no_folder(shown: str) -> Fault:
    """What a project that has just named the extension is told."""
    needed = [f"{name}.csv" for name in TABLES if TABLES[name]] + [f"{name}.yaml" for name in TREES if TREES[name]]
    fix = f"make it, with {', '.join(needed)}; a register elsewhere is named by plenary_register in conf.py"
    return Fault(faults.UNREADABLE, Problem(Origin(shown, 1), "there is no such folder", fix))


def _data_files(folder: Path) -> list[Path]:
    """What looks like a data file in a folder; editors hide their own behind a dot."""
    listed = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in listed if path.suffix in {".csv", ".yaml", ".yml"} and not path.name.startswith(".")]
