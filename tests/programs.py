"""Programs that tests need beyond Python: a test without its program is skipped, with the reason, but not in CI."""

from __future__ import annotations

import os
import shutil

import pytest

PACKAGES = {
    "xelatex": "texlive-xetex and texlive-latex-extra",
    "latexmk": "latexmk",
    "pdftotext": "poppler-utils",
    "chromium": "chromium",
    "dot": "graphviz",
    "soffice": "libreoffice-writer-nogui",
}


def need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program):
            continue
        reason = f"{program} is not installed (Debian: {PACKAGES[program]})"
        if os.environ.get("PLENARY_NO_SKIP"):
            pytest.fail(f"{reason}; CI allows no skip")
        pytest.skip(reason)
