"""The tutorial as printed: its commands run in an empty folder, its files are written, its answers compared."""

from __future__ import annotations

import os
import re
import sysconfig
from pathlib import Path

import pytest
from building import ROOT
from tutorial import Reader, Step, agrees, environment, steps

PAGE = ROOT / "docs" / "tutorial.md"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, list[tuple[Step, str]]]:
    """Who followed the page to its end, and what each command said."""
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "empty").mkdir()
    programs, libraries = Path(sysconfig.get_path("scripts")), Path(sysconfig.get_path("purelib"))
    reader = Reader(folder / "empty", environment(folder / "memory", ROOT, programs, libraries))
    page = PAGE.read_text(encoding="utf-8")
    said = [(step, reader.do(step)) for step in steps(page)]
    if os.environ.get("RENEW_GOLDEN"):
        for step, words in reversed(said):
            if step.answer is not None and not agrees(step.answer, words):
                page = page[: step.span[0]] + words + page[step.span[1] :]
        PAGE.write_text(page, encoding="utf-8")
        pytest.skip("docs/tutorial.md was renewed; read the diff")
    return reader, said


def test_each_answer_is_the_one_printed(done: tuple[Reader, list[tuple[Step, str]]]) -> None:
    for step, words in done[1]:
        if step.answer is not None:
            assert agrees(step.answer, words), f"docs/tutorial.md:{step.line}: $ {step.text}\n{words}"


def test_what_the_reader_has_in_the_end(done: tuple[Reader, list[tuple[Step, str]]]) -> None:
    """A site whose home page leads to the paper, its PDF, and the edition that was released."""
    site = done[0].folder / "build" / "site"
    home = (site / "index.html").read_text(encoding="utf-8")
    assert {"papers/going-to-doha.html", "pdf/going-to-doha.pdf"} <= set(re.findall(r'href="([^"#]+)', home))
    paper = (site / "papers" / "going-to-doha.html").read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<[^>]+>", "", paper).split())
    assert "The ITU Plenipotentiary Conference 2026 (PP-26) meets in Doha, Qatar from 9 to 27 November 2026." in words
    assert "../editions/going-to-doha/1.0.html" in re.findall(r'href="([^"#]+)', paper)
    pdf = (site / "pdf" / "going-to-doha.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-") and b"/StructTreeRoot" in pdf


def test_nothing_the_reader_replaces_is_left_open(done: tuple[Reader, list[tuple[Step, str]]]) -> None:
    assert done[0].unchanged == {}
