"""A second build after a change gives the same pages as a clean one; two processes give the same as one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from building import build, change, files, project

HEAD = """---
paper: {kind: commentary, conference: PP-22, status: final, date: 2022-09-08, version: "1"}
---"""
PAPER = "source/papers/background.md"


def published(out: Path) -> dict[str, object]:
    """All files of an output; of the search index its meaning, since Sphinx keeps terms that no page has any more."""
    found: dict[str, object] = dict(files(out))
    index = json.loads((out / "searchindex.js").read_text()[len("Search.setIndex(") : -1])
    for terms in ("terms", "titleterms"):
        index[terms] = {term: pages for term, pages in index[terms].items() if pages != []}
    found["searchindex.js"] = index
    return found


def edit(old: str, new: str, path: str = PAPER) -> Callable[[Path], None]:
    return lambda folder: change(folder / path, old, new)


def remove_outcomes(folder: Path) -> None:
    (folder / "source/papers/outcomes.md").unlink()


CHANGES = {
    "a message's title, shown on another page": edit("{message} One Internet", "{message} One network"),
    "a tracked text that another page cites": edit(":::{resolution} 178\n", ":::{resolution} 180\n"),
    "a position, shown in another page's needtable": edit(":position: no-change", ":position: oppose"),
    "what a message rests on": edit(":resolutions: 101, 178", ":resolutions: 178"),
    "an item's text": edit("Why this one is followed.", "Why this one is followed, in other words."),
    "the status, shown on the home page": edit("status: final", "status: review"),
    "a paper's title": edit("# Background on PP-22", "# All about PP-22"),
    "a title in the register": edit(
        "PP-RES-101,Internet Protocol-based networks", "PP-RES-101,Networks", "data/instruments.csv"
    ),
    "an issue's title": edit("title: Internet-related public policy", "title: Policy", "data/issues.yaml"),
    "a page that goes": remove_outcomes,
    "nothing": lambda folder: None,
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_incremental_build_gives_the_pages_of_a_clean_one(tmp_path: Path, what: str) -> None:
    folder = project("cycle", tmp_path)
    build(folder)
    CHANGES[what](folder)
    second = build(folder)
    clean = build(folder, out="clean")
    assert second.findings == clean.findings
    left = published(second.out)
    left.pop("_sources/papers/outcomes.md.txt" if what == "a page that goes" else "", None)  # Sphinx leaves it
    assert left == published(clean.out)


def test_an_interrupted_build_leaves_nothing_stale(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    build(folder)
    change(folder / PAPER, "{message} One Internet", "{message} One network")
    conf = folder / "conf.py"
    sound = conf.read_text()
    stop = "import sys\n\ndef setup(app):\n    app.connect('html-page-context', lambda *_: sys.exit(9))\n"
    conf.write_text(sound + stop)
    assert build(folder).status == 9
    conf.write_text(sound)
    assert "One network" in build(folder).page("papers/outcomes")


def test_builders_that_share_doctrees_leave_nothing_stale(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    build(folder, doctrees="shared")
    change(folder / PAPER, "{message} One Internet", "{message} One network")
    build(folder, "check", doctrees="shared")
    assert "One network" in build(folder, doctrees="shared").page("papers/outcomes")


def test_needextend_reaches_the_pages_of_its_needs(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    paper = folder / "source/papers/outcomes.md"
    extend = "\n```{needextend} PP-RES-101\n:owner: Alice\n:position: maybe\n```\n"
    change(paper, "```{needlist}", extend + "\n```{needlist}")
    assert "Owner: Alice" in build(folder).page("papers/background")
    change(paper, ":owner: Alice", ":owner: Bob")
    assert "Owner: Bob" in build(folder).page("papers/background")


def test_two_folders_and_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    first = project("cycle", tmp_path)
    second = project("cycle", tmp_path / "another folder é")
    one = build(first, environment={"PYTHONHASHSEED": "1", "TZ": "UTC"})
    two = build(second, environment={"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"})
    assert files(one.out) == files(two.out)


def test_two_processes_give_the_same_as_one(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    for number in range(12):  # enough papers for Sphinx to share them out
        text = f"{HEAD}\n# P{number}\n\n{{res}}`101`, {{msg}}`MSG-ONE`, {{res}}`9{number}9`\n"
        (folder / f"source/papers/p{number:02}.md").write_text(text)
    one, two = build(folder), build(folder, jobs=2, out="two")
    assert one.findings == two.findings and one.findings
    assert published(one.out) == published(two.out)


def test_an_untouched_page_is_not_written_again(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    (folder / "source/papers/aside.md").write_text(f"{HEAD}\n# Aside\n\n{{res}}`101`\n")
    aside = build(folder).out / "papers/aside.html"
    written = aside.stat().st_mtime_ns
    change(folder / PAPER, "Why this one is followed.", "Why this one is followed, in other words.")
    build(folder)
    assert aside.stat().st_mtime_ns == written
    change(folder / PAPER, ":::{resolution} 101\n", ":::{resolution} 102\n")
    build(folder)
    assert aside.stat().st_mtime_ns > written


def test_a_word_that_is_new_in_the_register_is_read_in_every_paper(tmp_path: Path) -> None:
    """Also in one where nothing was cited before."""
    folder = project("cycle", tmp_path)
    page = folder / "source/papers/background.md"
    change(page, "Contributions closed", "Zresolution 9999. Contributions closed")
    assert build(folder, "check").findings == []
    bodies = folder / "data/bodies/pp.yaml"
    change(bodies, "en: [Resolution, Resolutions, Res.]", "en: [Resolution, Resolutions, Res., Zresolution]")
    assert [line.split(" ")[2] for line in build(folder, "check").findings] == ["R101"]
