"""Good papers spoiled in one way each: ``spoiled.yaml`` over ``projects/sound``. For the tests and for the bench."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from building import ROOT, project

from sphinx_plenary.project import check_project

WAYS = ROOT / "tests" / "spoiled.yaml"


@dataclass(frozen=True)
class Way:
    """``line`` is where the finding must be, of the paper as spoiled."""

    why: str
    code: str
    paper: str
    old: str
    new: str
    at: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.why}"

    def spoil(self, text: str) -> tuple[str, int]:
        """The paper spoiled, and the line on which that must be found."""
        assert text.count(self.old) == 1, f"{self}: {text.count(self.old)} places"
        start = text.index(self.old)
        spoiled = text.replace(self.old, self.new)
        if self.at:
            return spoiled, spoiled.count("\n", 0, spoiled.index(self.at)) + 1
        same = next((place for place, (a, b) in enumerate(zip(self.old, self.new, strict=False)) if a != b), 0)
        return spoiled, spoiled.count("\n", 0, start + same) + 1


def ways() -> list[Way]:
    listed = yaml.safe_load(WAYS.read_text(encoding="utf-8"))
    return [Way(**{"paper": "background", **one}) for one in listed]


class Sound:
    """A copy of the sound project that can be spoiled and mended again."""

    def __init__(self, folder: Path) -> None:
        self.folder = project("sound", folder)

    def findings(self) -> list[tuple[str, str, int, str]]:
        """Code, page, line and words of all that is found."""
        found, _ = check_project(self.folder, self.folder / "source", self.folder / "build", strict=False)
        return [(one.rule.code, Path(one.problem.origin.path).stem, one.problem.origin.line, one.text) for one in found]

    def spoiled(self, way: Way) -> tuple[int, list[tuple[str, str, int, str]]]:
        """The line where the fault is, and all that is found then."""
        path = self.folder / "source" / "papers" / f"{way.paper}.md"
        sound = path.read_text(encoding="utf-8")
        spoiled, line = way.spoil(sound)
        path.write_text(spoiled, encoding="utf-8")
        try:
            return line, self.findings()
        finally:
            path.write_text(sound, encoding="utf-8")


def missed(folder: Path) -> Iterator[str]:
    """The ways in which a paper can be spoiled and nobody says so, for the bench."""
    sound = Sound(folder)
    for way in ways():
        line, found = sound.spoiled(way)
        if not any((code, page, at) == (way.code, way.paper, line) for code, page, at, _ in found):
            yield f"{way} (line {line}): {[one[3] for one in found]}"
