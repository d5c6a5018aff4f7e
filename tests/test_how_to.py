"""The how-tos: what they have the reader type works as printed, and their workflows call what a project has."""

from __future__ import annotations

import re
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from building import ROOT
from tutorial import Reader, agrees, environment, steps

from sphinx_plenary.starting import MAKEFILE, project_files, starter_register

DOCS = ROOT / "docs"
HOW_TO = ("new-conference", "new-body", "matrix-from-a-spreadsheet")


@pytest.mark.parametrize("name", HOW_TO)
def test_a_how_to_works_as_printed(name: str, tmp_path: Path) -> None:
    programs, libraries = Path(sysconfig.get_path("scripts")), Path(sysconfig.get_path("purelib"))
    (tmp_path / "empty").mkdir()
    reader = Reader(tmp_path / "empty", environment(tmp_path / "memory", ROOT, programs, libraries))
    assert reader.run("plenary start .")[0] == 0
    for step in steps((DOCS / f"{name}.md").read_text(encoding="utf-8")):
        said = reader.do(step)
        if step.answer is not None:
            assert agrees(step.answer, said), f"docs/{name}.md:{step.line}: $ {step.text}\n{said}"


def workflows() -> list[dict[str, object]]:
    page = (DOCS / "publish-on-a-host.md").read_text(encoding="utf-8")
    return [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)]


def words_of(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from words_of(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from words_of(value)
    else:
        yield str(tree)


def test_the_workflows_call_what_a_project_has() -> None:
    """Both are YAML; the targets, the file to install from and the folder to publish that they name are there."""
    github, gitlab = workflows()
    assert "publish" in github["jobs"] and "pages" in gitlab  # type: ignore[operator]
    files = project_files("Papers", starter_register(), "1")
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    assert targets <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for workflow in (github, gitlab):
        said = list(words_of(workflow))
        called = {word for one in said for word in re.findall(r"\bmake ([a-z]+)", one)}
        assert called == {"check", "papers"} and called <= targets
        assert any("build/site" in one for one in said) and "build/site" in MAKEFILE
        assert all(name in files for one in said for name in re.findall(r"-r (\S+)", one))
        assert not any("://" in one or "index-url" in one for one in said)
