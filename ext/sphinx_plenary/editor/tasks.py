"""The tasks of an editor, and how it reads what they say: the form of our messages, and Sphinx's."""

from __future__ import annotations

from typing import Any, Final

# ``path:line: SEVERITY: CODE words``; ``plenary check`` gives the column too, Sphinx no code of that form.
MESSAGE: Final = r"^(.+?):(\d+):(?:(\d+):)? (ERROR|WARNING|REMARK): (?:([RD]\d{3}) )?(.*)$"
_BEGINS: Final = "^Building"
_ENDS: Final = r"^(?:Built|Not built)\b"
_PLENARY: Final = "${workspaceFolder}/.venv/bin/plenary"


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


def tasks() -> dict[str, Any]:
    preview = matcher("plenary-preview")
    preview["background"] = {"activeOnStart": True, "beginsPattern": _BEGINS, "endsPattern": _ENDS}
    return {
        "version": "2.0.0",
        "tasks": [
            {
                "label": "Check the papers",
                "type": "process",
                "command": _PLENARY,
                "args": ["check"],
                "group": {"kind": "test", "isDefault": True},
                "presentation": {"reveal": "silent"},
                "problemMatcher": matcher("plenary-check"),
            },
            {
                "label": "Build the pages",
                "type": "shell",
                "command": "make html",
                "group": {"kind": "build", "isDefault": True},
                "problemMatcher": matcher("plenary-html"),
            },
            {
                "label": "Preview the papers",
                "type": "process",
                "command": _PLENARY,
                "args": ["serve", "--open"],
                "isBackground": True,
                "presentation": {"reveal": "silent", "panel": "dedicated"},
                "problemMatcher": preview,
            },
        ],
    }
