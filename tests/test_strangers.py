"""What a project may have that is made otherwise than this repository: outputs among its papers, other readers."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pytest
from building import ROOT, build, change, project

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Paper, Status
from sphinx_plenary.register import Register, places_of
from sphinx_plenary.transforms.coming import coming

READER = """
from myst_parser.sphinx_ext.main import setup_sphinx
from myst_parser.parsers.sphinx_ import MystParser

def setup(app):
    setup_sphinx(app, load_parser=False)
    app.add_source_suffix(".md", "markdown")
    app.add_source_parser(MystParser)
"""
HEAD = "paper: {kind: background-paper, conference: PP-22, status: draft, date: 2022-09-08, version: '0.1'}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = project("maths", tmp_path)
    change(made / "source" / "papers" / "maths.md", r"What nobody reads: $\nocommand{a<b}$.", "")
    return made


def test_outputs_inside_the_source_are_no_papers(folder: Path) -> None:
    papers = folder / "source" / "papers"
    (papers / "real.md").write_text(f"---\n{HEAD}\n---\n\n# Real\n")
    (papers / "note.txt").write_text("---\npaper:\n---\n")
    for _ in range(2):
        built = build(folder, out="../source/_build", doctrees="../source/_build/trees", html_copy_source=1)
        assert (built.out / "_sources" / "papers" / "real.md.txt").is_file()
        said = [one.partition(" the file")[0] for one in built.findings if "R502" in one]
        assert said == ["source/papers/note.txt:1: ERROR: R502"]


def test_a_reader_made_of_myst_is_kept(folder: Path) -> None:
    (folder / "reader.py").write_text(READER)
    change(folder / "conf.py", '["myst_parser", "sphinx_plenary"]', '["reader", "sphinx_plenary"]')
    built = build(folder, environment={"PYTHONPATH": f"{ROOT / 'ext'}:{folder}"})
    assert built.status == 0 and "Two equations" in built.page("papers/maths")


def test_a_module_without_a_spec_is_no_register() -> None:
    assert sys.modules["__main__"]
    _, faults = places_of("package:__main__", Path.cwd())
    assert [fault.problem.what for fault in faults] == ["no package '__main__'"]


def test_two_lists_of_papers_on_a_page_have_ids_of_their_own(folder: Path) -> None:
    (folder / "source" / "papers" / "real.md").write_text(f"---\n{HEAD}\n---\n\n# Real\n")
    listed = ":::{papers}\n:coming:\n:::\n"
    (folder / "source" / "two.md").write_text(f"---\norphan: true\n---\n\n# Two\n\n## To come\n\n{listed}\n{listed}")
    ids = re.findall(r' id="([^"]+)"', build(folder).page("two"))
    assert len(ids) == len(set(ids)) and {"to-come", "to-come-2", "to-come-3"} <= set(ids)


def test_what_is_to_come_ends_with_a_cycle_of_conferences(real: Register) -> None:
    """Of a site whose newest paper is old, the last deadlines of the register are no news."""
    old = Paper("papers/old", "papers/old.md", "commentary", "WTPF-13", Status.FINAL, date(2013, 2, 15), "1.0")
    words = " ".join(section.astext() for section in coming(Facts(register=real, papers={old.docname: old})))
    assert "PP-14" in words and "WTSA-16" in words and "2022" not in words
