"""The tasks of an editor, and how it reads what they say: the form of our messages, and Sphinx's."""

from __future__ import annotations

from typing import Any, Final

from sphinx_plenary.editor.layout import Layout

# ``path:line: SEVERITY: CODE words``; ``plenary check`` gives the column too, Sphinx no code of that form.
MESSAGE: Final = r"^(.+?):(\d+):(?:(\d+):)? (ERROR|WARNING|REMARK): (?:([RD]\d{3}) )?(.*)$"
_BEGINS: Final = "^Building"
_ENDS: Final = r"^(?:Built|Not built)\b"


def matcher(owner: str) -> dict[str, Any]:
    """A severity that the editor does not know, as REMARK is, is what ``severity`` says."""
    return {
        "owner": owner,
        "source": "plenary",
        "fileLocation": ["autoDetect", "${workspaceFolder}"],
        "severity": "info",
        "pattern": [
            {"regexp": MESSAGE, "file": 1, "line": 2, "column": 3, "severity": 4, "code": 5, "message": 6},
        ],
    }


def tasks(layout: Layout) -> dict[str, Any]:
    plenary = f"{layout.programs}plenary"
    source = [] if layout.source == "source" else ["--source", layout.source]
    preview = matcher("plenary-preview")
    preview["background"] = {"activeOnStart": True, "beginsPattern": _BEGINS, "endsPattern": _ENDS}
    return {
        "version": "2.0.0",
        "tasks": [
            {
                "label": "Check the papers",
                "type": "process",
                "command": plenary,
                "args": ["check", *source],
                "group": {"kind": "test", "isDefault": True},
                "presentation": {"reveal": "silent"},
                "problemMatcher": matcher("plenary-check"),
            },
            {
                "label": "Build the pages",
                **_pages(layout),
                "group": {"kind": "build", "isDefault": True},
                "problemMatcher": matcher("plenary-html"),
            },
            {
                "label": "Preview the papers",
                "type": "process",
                "command": plenary,
                "args": ["serve", "--open", *source],
                "isBackground": True,
                "presentation": {"reveal": "silent", "panel": "dedicated"},
                "problemMatcher": preview,
            },
        ],
    }


def _pages(layout: Layout) -> dict[str, Any]:
    if layout.makes_html:
        return {"type": "shell", "command": "make html"}
    arguments = ["-b", "html", "-n", "-q", "-c", ".", "-d", "build/doctrees/html", layout.source, "build/html"]
    return {"type": "process", "command": f"{layout.programs}sphinx-build", "args": arguments}
