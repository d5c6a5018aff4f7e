"""The statement of accessibility: what was checked in the PDFs, on a page."""

from __future__ import annotations

import json
from pathlib import Path

from bs4 import BeautifulSoup
from building import Built, build, project

STATEMENT = {
    "engine": "typst 0.15.2",
    "papers": {
        "b.pdf": {"headings": 6, "language": "en", "pictures": 0, "tables with heads": 2, "title": "B & <b>"},
        "a.pdf": {"headings": 3, "language": "fr", "pictures": 1, "tables with heads": 0, "title": "A"},
    },
    "standards": ["ua-1", "a-2a"],
}


def words(built: Built) -> list[str]:
    page = BeautifulSoup(built.page("accessibility"), "html.parser")
    return [" ".join(found.get_text(" ").split()) for found in page.select("section p.plenary-line, section tr")]


def test_what_was_checked_stands_on_a_page_and_follows_the_file(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    (folder / "source/accessibility.md").write_text("---\norphan:\n---\n# Accessibility\n\n:::{checked-pdfs}\n:::\n")

    def told(setting: str = "checks.json") -> list[str]:
        built = build(folder, plenary_pdf_checks=setting)
        assert built.said == []
        return words(built)

    nothing = ["This site has no PDFs."]
    assert told("") == told() == nothing
    (folder / "checks.json").write_text(json.dumps(STATEMENT))
    assert told() == [
        "2 PDFs were made to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), by typst 0.15.2. "
        "In each this was counted:",
        "PDF Language Headings Pictures, each with words Tables, each with heads",
        "A fr 3 1 0",
        "B & <b> en 6 0 2",
    ]
    (folder / "checks.json").write_text(json.dumps({**STATEMENT, "papers": {}}))
    assert told() == nothing
    (folder / "checks.json").write_text("[1, ")
    assert told() == nothing
