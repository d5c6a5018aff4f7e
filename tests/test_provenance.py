"""A page carries the digest of what it was made of, and the manifest of a site proves it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from building import Built, build, change, project

from sphinx_plenary.cli import main
from sphinx_plenary.manifest import inputs_of, read_record, short, together


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project("cycle", tmp_path)


def carried(built: Built, docname: str) -> tuple[str, str]:
    """In the head of the page, and in words at the end of a paper."""
    page = BeautifulSoup(built.page(docname), "html.parser")
    meta = page.select_one("meta[name=plenary-inputs]")
    words = page.select_one(".plenary-digest-value")
    return str(meta["content"]) if meta else "", words.get_text().replace(" ", "") if words else ""


def test_a_paper_says_of_what_it_was_made(folder: Path) -> None:
    built = build(folder)
    record = read_record(built.out)
    meta, words = carried(built, "papers/background")
    assert meta == words == record.pages["papers/background"]["digest"]
    inputs = inputs_of(folder, [folder / "source", folder / "data"])
    names = record.pages["papers/background"]["inputs"]
    assert meta == short(together({name: inputs[name] for name in names}))
    assert {"conf.py", "source/papers/background.md", "data/revisions.csv"} <= set(names)
    assert "source/papers/outcomes.md" not in names
    assert carried(built, "index") == (record.pages["index"]["digest"], "")
    assert (record.counts["papers"], record.counts["messages"]) == (2, 1)
    assert record.papers["papers/background"]["page"] == "papers/background.html"


def test_the_digest_follows_what_the_page_is_made_of(folder: Path) -> None:
    first = build(folder)
    before = {name: carried(first, name) for name in ("papers/background", "papers/outcomes", "index")}
    change(folder / "source/papers/outcomes.md", "See {msg}", "Please see {msg}")
    second = build(folder)
    after = {name: carried(second, name) for name in before}
    assert [name for name in before if before[name] != after[name]] == ["papers/outcomes"]
    with (folder / "conf.py").open("a") as conf:
        conf.write("# A remark\n")
    third = build(folder)
    assert all(carried(third, name) != after[name] for name in before)
    assert all(len(set(carried(third, name))) == 1 for name in ("papers/background", "papers/outcomes"))


def test_every_format_carries_it(folder: Path) -> None:
    built = build(folder)
    digest, _ = carried(built, "papers/background")
    spaced = " ".join(digest[start : start + 4] for start in (0, 4, 8))
    text = (build(folder, "text").out / "papers/background.txt").read_text()
    tex = next(build(folder, "latex").out.glob("*background.tex")).read_text()
    assert f"digest {spaced}." in text and spaced in tex


def test_findings_are_counted(folder: Path) -> None:
    change(folder / "source/papers/outcomes.md", "See {msg}", "Resolution 9999 (Rev. Dubai, 2018). See {msg}")
    built = build(folder)
    assert built.status == 1
    assert read_record(built.out).findings == {"error": 1}


def test_a_site_proves_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1668902400")
    built = build(folder, plenary_pdf_folder="pdf")
    (built.out / "pdf").mkdir()
    (built.out / "pdf/background.pdf").write_bytes(b"%PDF")
    assert main(["manifest", str(built.out), "--project", str(folder)]) == 0
    assert main(["verify", str(built.out)]) == 0
    crate = json.loads((built.out / "ro-crate-metadata.json").read_text())
    parts = {entity["@id"]: entity for entity in crate["@graph"]}
    root = parts["./"]
    assert root["datePublished"] == "2022-11-20T00:00:00+00:00"
    files = ["papers/background.html", "papers/outcomes.html", "pdf/background.pdf"]
    assert sorted(part["@id"] for part in root["hasPart"]) == files
    assert parts["pdf/background.pdf"]["contentSize"] == "4"
    capsys.readouterr()
    manifest = json.loads((built.out / "manifest.json").read_text())
    manifest["pages"]["index"]["digest"] = "0" * 12
    (built.out / "manifest.json").write_text(json.dumps(manifest))
    assert main(["verify", str(built.out)]) == 1
    assert "manifest.json: the digest of index is not that of its inputs" in capsys.readouterr().out
