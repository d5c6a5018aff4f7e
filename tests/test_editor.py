"""What VS Code is told is what the code knows: snippets, schemas, and the form of our messages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from building import ROOT, build, in_process, project
from docutils.parsers.rst import directives as registered
from docutils.parsers.rst import roles as registered_roles

from sphinx_plenary.cli import main
from sphinx_plenary.editor import editor_files
from sphinx_plenary.editor.layout import layout_of
from sphinx_plenary.editor.tasks import tasks
from sphinx_plenary.register import Register

SNIPPETS = json.loads((ROOT / ".vscode/plenary.code-snippets").read_text(encoding="utf-8"))
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
SEVERITIES = {"ERROR": "error", "WARNING": "warning", "REMARK": "info"}


def expanded(body: list[str]) -> str:
    """A snippet as it stands when nobody types: the first of each choice."""
    text = "\n".join(body)
    text = re.sub(r"\$\{\d+\|((?:[^|\\]|\\.)*)\|\}", lambda found: re.split(r"(?<!\\),", found[1])[0], text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    for name, value in {"CURRENT_YEAR": "2022", "CURRENT_MONTH": "09", "CURRENT_DATE": "08"}.items():
        text = text.replace(f"${{{name}}}", value)
    return text.replace("$0", "Words of the author.")


def test_the_files_of_this_project_are_those_that_are_made(real: Register) -> None:
    """Written anew by: plenary editor --force."""
    made = editor_files(ROOT, ROOT / "data", real, layout_of(ROOT))
    assert {name: (ROOT / name).read_bytes() for name in made} == made


def test_every_directive_and_role_has_a_snippet(tmp_path: Path) -> None:
    folder = project("preview", tmp_path)
    with in_process(folder, folder / "build"):
        known = {name: one for name, one in registered._directives.items() if _ours(one)}  # type: ignore[attr-defined]
        roles = {name for name, one in registered_roles._roles.items() if _ours(type(one))}  # type: ignore[attr-defined]
    prefixes = {name: one["prefix"] for name, one in SNIPPETS.items()}
    assert {prefix for name, prefix in prefixes.items() if name.startswith("Directive ")} == known.keys()
    assert {prefix for name, prefix in prefixes.items() if name.startswith("Role ")} == roles
    for name, directive in known.items():
        options = re.findall(r"^:([\w-]+):", expanded(SNIPPETS[f"Directive {name}"]["body"]), re.M)
        assert set(options) <= directive.allowed


def _ours(thing: Any) -> bool:
    return str(getattr(thing, "__module__", "")).startswith("sphinx_plenary.")


def test_kinds_are_those_of_the_register(real: Register) -> None:
    body = "\n".join(SNIPPETS["Front matter of a paper"]["body"])
    assert re.findall(r"kind: \$\{1\|(.*)\|\}", body) == [",".join(real.kinds)]


def test_what_snippets_write_has_no_slip(tmp_path: Path) -> None:
    """As they stand: whatever lacks, R503 or another would tell."""
    folder = project("preview", tmp_path)
    for paper in (folder / "source/papers").iterdir():
        paper.unlink()
    parts = [expanded(SNIPPETS["Front matter of a paper"]["body"])]
    parts += [expanded(one["body"]) for name, one in SNIPPETS.items() if name != "Front matter of a paper"]
    (folder / "source/papers/all.md").write_text("\n\n".join(parts))
    said = build(folder, builder="check").said
    assert [line for line in said if re.search(r"R5\d\d|R201|R101|myst|docutils|Traceback", line)] == []


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = project("preview", tmp_path_factory.mktemp("editor"))
    note = folder / "source/papers/note.md"
    note.write_text(note.read_text().replace("status: review", "status: draft"))
    return build(folder).said


def test_the_matcher_reads_what_a_build_says(output: list[str]) -> None:
    pattern = re.compile(tasks(layout_of(ROOT))["tasks"][1]["problemMatcher"]["pattern"][0]["regexp"])
    messages = [line for line in output if re.search(r"(ERROR|WARNING|REMARK): ", line)]
    found = [match for line in messages if (match := pattern.match(line))]
    assert len(found) == len(messages) > 5
    assert {SEVERITIES[match[4]] for match in found} >= {"error", "warning"}
    assert {match[5] for match in found} >= {"R101", "R503", None}
    first = next(match for match in found if match[5] == "R101")
    assert first[1] == "source/papers/note.md" and first[2].isdecimal() and "PP-RES-" in first[6]


def test_the_matcher_reads_what_check_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project("preview", tmp_path)
    note = folder / "source/papers/note.md"
    note.write_text(note.read_text().replace("status: review", "status: draft"))
    assert main(["check", "--project", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    pattern = re.compile(tasks(layout_of(ROOT))["tasks"][0]["problemMatcher"]["pattern"][0]["regexp"])
    found = [match for line in said if (match := pattern.match(line))]
    total = re.search(r"^(\d+) findings in", "\n".join(said), re.M)
    assert total and len(found) == int(total[1])
    assert {match[4] for match in found} == {"ERROR", "REMARK"}
    assert all(match[3] for match in found), "check knows the column"


def test_the_background_task_sees_a_build_begin_and_end() -> None:
    background = tasks(layout_of(ROOT))["tasks"][2]["problemMatcher"]["background"]
    assert re.match(background["beginsPattern"], "Building the pages.")
    for line in ("Built in 1.2 s.", "Not built (0.4 s): the pages stand as they were."):
        assert re.match(background["endsPattern"], line)


def test_every_data_file_in_yaml_has_a_schema() -> None:
    schemas = SETTINGS["yaml.schemas"]
    assert all((ROOT / schema).is_file() for schema in schemas)
    for path in sorted((ROOT / "data").rglob("*.yaml")):
        name = path.relative_to(ROOT).as_posix()
        assert [pattern for pattern in schemas.values() if fnmatch(name, pattern)], name


def test_a_stranger_gets_the_schemas_too_and_keeps_what_is_theirs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project("preview", tmp_path)
    for schema in (folder / "data/schema").iterdir():
        schema.unlink()
    (folder / "data/schema").rmdir()
    assert main(["editor", "--project", str(folder)]) == 0
    settings = json.loads((folder / ".vscode/settings.json").read_text())
    assert all((folder / schema).is_file() for schema in settings["yaml.schemas"])
    capsys.readouterr()
    assert main(["editor", "--project", str(folder)]) == 0
    assert capsys.readouterr().out == ""
    (folder / ".vscode/settings.json").write_text("{}")
    assert main(["editor", "--project", str(folder)]) == 1
    assert "settings.json: is there and differs, so it stays" in capsys.readouterr().out
    assert main(["editor", "--project", str(folder), "--force"]) == 0
    assert json.loads((folder / ".vscode/settings.json").read_text()) == settings


def test_a_register_of_several_places_is_read_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a package and a folder; what the editor is told of the files is about the team's own."""
    folder = project("preview", tmp_path)
    shutil.move(folder / "data", tmp_path / "lent_register")
    monkeypatch.syspath_prepend(tmp_path)
    (folder / "own").mkdir()
    conf = folder / "conf.py"
    conf.write_text(conf.read_text() + 'plenary_register = ["package:lent_register", "own"]\n')
    assert main(["editor", "--project", str(folder)]) == 0
    settings = json.loads((folder / ".vscode/settings.json").read_text())
    assert settings["yaml.schemas"][".vscode/schema/issues.schema.json"] == "own/issues.yaml"
    snippets = json.loads((folder / ".vscode/plenary.code-snippets").read_text())
    assert "PP-26" in "\n".join(snippets["Directive event"]["body"])


def told(folder: Path, *arguments: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The settings and the tasks of a project."""
    assert main(["editor", "--project", str(folder), *arguments]) == 0
    settings, tasks = (json.loads((folder / f".vscode/{name}.json").read_text()) for name in ("settings", "tasks"))
    return settings, tasks["tasks"]


def test_a_project_without_make_environment_or_folder_of_sources_is_told_of_as_it_lies(tmp_path: Path) -> None:
    """As docs/ of somebody who added the extension: its pages are beside conf.py."""
    folder = project("preview", tmp_path)
    for path in (folder / "source").iterdir():
        path.rename(folder / path.name)
    (folder / "source").rmdir()
    (folder / "papers").rename(folder / "notes")
    settings, (check, pages, serve) = told(folder)
    assert settings["esbonio.sphinx.buildCommand"][-2] == "."
    assert settings["yaml.schemas"]["data/schema/front-matter.schema.json"] == "**/*.md"
    assert "esbonio.sphinx.pythonCommand" not in settings and "python.defaultInterpreterPath" not in settings
    assert (check["command"], check["args"]) == ("plenary", ["check", "--source", "."])
    assert serve["args"] == ["serve", "--open", "--source", "."]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *pages["args"]],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "ext")},
        capture_output=True,
    )
    assert (folder / "build/html/notes/note.html").is_file(), done.stderr


def test_a_folder_of_papers_that_is_named_and_an_environment_are_told_of(tmp_path: Path) -> None:
    folder = project("preview", tmp_path)
    (folder / "source").rename(folder / "texts")
    (folder / ".venv").mkdir()
    (folder / "Makefile").write_text("html: ## the pages\n\techo\n")
    settings, (check, pages, _) = told(folder, "--source", str(folder / "texts"))
    assert settings["yaml.schemas"]["data/schema/front-matter.schema.json"] == "texts/papers/*.md"
    assert check["args"] == ["check", "--source", "texts"]
    assert check["command"] == "${workspaceFolder}/.venv/bin/plenary"
    assert pages["command"] == "make html"
