"""What VS Code knows of a project: settings, snippets, tasks and recommended extensions, made from the code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sphinx_plenary.editor.layout import Layout
from sphinx_plenary.editor.snippets import snippets
from sphinx_plenary.editor.tasks import tasks
from sphinx_plenary.register import Register
from sphinx_plenary.register.load import SCHEMAS

FOLDER: Final = ".vscode"
_EXTENSIONS: Final = ("swyddfa.esbonio", "redhat.vscode-yaml", "executablebookproject.myst-highlight")
# The data files that an editor can hold to a schema as one types: those in YAML. CSV files have no such support.
_YAML: Final = {"bodies": "bodies/*.yaml", "issues": "issues.yaml", "kinds": "kinds.yaml"}


def editor_files(project: Path, folder: Path, register: Register, layout: Layout) -> dict[str, bytes]:
    """By their paths from the project's root. ``folder`` is that of the register in which the team writes."""
    data = folder.relative_to(project).as_posix() if folder.is_relative_to(project) else folder.as_posix()
    own = (folder / "schema").is_dir()
    schemas = f"{data}/schema" if own else f"{FOLDER}/schema"
    found = {
        f"{FOLDER}/extensions.json": _json({"recommendations": list(_EXTENSIONS)}),
        f"{FOLDER}/plenary.code-snippets": _json(snippets(register)),
        f"{FOLDER}/settings.json": _json(_settings(data, schemas, layout)),
        f"{FOLDER}/tasks.json": _json(tasks(layout)),
    }
    if not own:
        found |= {f"{FOLDER}/schema/{path.name}": path.read_bytes() for path in _needed()}
    return found


def _settings(data: str, schemas: str, layout: Layout) -> dict[str, Any]:
    python = f"{layout.programs}python"
    found = {
        # by itself VS Code offers nothing in prose until it is asked
        "[markdown]": {"editor.quickSuggestions": {"other": "on"}, "editor.wordWrap": "on"},
        "esbonio.sphinx.buildCommand": ["sphinx-build", "-b", "html", "-c", ".", layout.source, "${defaultBuildDir}"],
        "esbonio.sphinx.pythonCommand": [python],
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.exclude": {"**/__pycache__": True},
        "files.insertFinalNewline": True,
        "python.defaultInterpreterPath": python,
        "search.exclude": {"build": True},
        "yaml.schemas": {
            **{f"{schemas}/{name}.schema.json": f"{data}/{files}" for name, files in _YAML.items()},
            f"{schemas}/front-matter.schema.json": layout.papers,
        },
    }
    if not layout.programs:  # VS Code asks which Python is meant, and esbonio takes that
        del found["esbonio.sphinx.pythonCommand"], found["python.defaultInterpreterPath"]
    return found


def _needed() -> Iterator[Path]:
    for name in (*_YAML, "front-matter"):
        yield SCHEMAS / f"{name}.schema.json"


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
