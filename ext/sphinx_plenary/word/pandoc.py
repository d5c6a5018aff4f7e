"""Runs pandoc, which comes as a Python package with the extra ``desk``."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sphinx_plenary.refused import Refused

_LACKING = "Word files are made and read by pandoc, which is not installed; run: pip install 'sphinx-plenary[desk]'"


@cache
def _program() -> str:
    try:
        pypandoc: Any = import_module("pypandoc")
        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        raise Refused(_LACKING) from None


def run(arguments: Sequence[str], data: bytes = b"", epoch: int = 0) -> tuple[bytes, list[str]]:
    """What pandoc writes, and what it says of it. Raises ``Refused`` where it cannot."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8"}
    # Nothing of a home directory: its data folder could hold another template or reference document.
    command = [_program(), f"--data-dir={os.devnull}", *arguments]
    done = subprocess.run(command, input=data, capture_output=True, env=environment, check=False)
    said = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    if done.returncode:
        raise Refused(f"pandoc ended with {done.returncode}: {' '.join(said) or 'without a word'}")
    return done.stdout, said


def version() -> str:
    return run(["--version"])[0].decode().split("\n")[0]
