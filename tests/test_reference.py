"""The reference in docs/: what is written there is what the code is, and its examples are what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from building import CONF, ROOT, build

from sphinx_plenary.starting import starter_register

DOCS = ROOT / "docs"


def test_the_reference_is_written_from_the_code(tmp_path: Path) -> None:
    subprocess.run([sys.executable, DOCS / "_reference", tmp_path], cwd=ROOT, check=True)
    written = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(written) > 8
    stale = [name.as_posix() for name in written if (DOCS / name).read_bytes() != (tmp_path / name).read_bytes()]
    assert stale == [], "write it anew: make reference"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  caption:", "  captoin:", "words.yaml: 'captoin' is said of options"),
        ("  papers:\n", "  paper:\n", "words.yaml: 'paper', 'papers' of directives"),
        (
            "  caption: Words above",
            "  # Words above",
            "words.yaml: nobody says what 'caption' of resolution-table means",
        ),
        (
            "needs: [ARGUMENT, resolution]",
            "needs: [ARGUMENT, resolutoin]",
            "words.yaml: 'resolutoin' is said of position",
        ),
    ],
)
def test_what_is_said_of_directives_is_said_of_those_there_are(old: str, new: str, said: str, tmp_path: Path) -> None:
    shutil.copytree(DOCS / "_reference", tmp_path / "docs" / "_reference")
    words = tmp_path / "docs" / "_reference" / "words.yaml"
    text = words.read_text(encoding="utf-8")
    assert old in text
    words.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = subprocess.run([sys.executable, words.parent, tmp_path], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{said}"), done.stderr


def test_an_example_without_what_must_be_there_is_told(tmp_path: Path) -> None:
    """What the reference calls filled: without it, each example is a finding; with it, none is."""
    said = yaml.safe_load((DOCS / "_reference" / "words.yaml").read_text(encoding="utf-8"))["directives"]
    shutil.copytree(starter_register(), tmp_path / "data")
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "index.md").write_text("# Papers\n\n:::{toctree}\n:glob:\n\n*\n:::\n")
    paper = "{kind: commentary, conference: PP-22, status: draft, date: 2022-11-20, version: '1'}"
    head = f"---\npaper: {paper}\n---\n# One\n\n"
    lacking = []
    for name, one in said.items():
        for needed in one.get("needs", []):
            pattern = rf"(:::\{{{name}\}}) .*" if needed == "ARGUMENT" else rf"(\n):{needed}:.*\n"
            example, count = re.subn(pattern, r"\1", one["example"])
            assert count == 1, (name, needed)
            page = f"{name}-{needed.lower()}"
            (tmp_path / "source" / f"{page}.md").write_text(head + example)
            lacking.append(page)
    findings = "\n".join(build(tmp_path).findings)
    assert len(lacking) > 8
    assert [page for page in lacking if not re.search(rf"source/{page}\.md:\d+: ERROR: R503", findings)] == []
