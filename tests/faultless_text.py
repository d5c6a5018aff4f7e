"""Texts without a fault, written before the rules were run on them: whatever is found in them is a false alarm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from conftest import ROOT

from sphinx_plenary.gather import gather
from sphinx_plenary.lint import Document, read_document
from sphinx_plenary.register import Register
from sphinx_plenary.rules import findings

FOLDER = ROOT / "tests" / "faultless"
FOLDERS = (FOLDER, FOLDER / "held-out")
# Words of a page, as publishers count.
PAGE = 350


@dataclass(frozen=True)
class Faultless:
    """A text, what it is about, and the day as of which it speaks."""

    document: Document
    conference: str
    date: date

    @property
    def pages(self) -> float:
        return len(self.document.text.split()) / PAGE

    def alarms(self, register: Register) -> Iterator[str]:
        facts = gather([self.document], register, self.conference, self.date).facts
        for one in findings(facts):
            yield f"{one.problem.origin}: {one.text}"


def faultless(folder: Path) -> Iterator[Faultless]:
    for entry in yaml.safe_load((folder / "index.yaml").read_text(encoding="utf-8")):
        document = read_document(folder / entry["file"], entry["file"])
        yield Faultless(document, entry["conference"], date.fromisoformat(str(entry["date"])))
