"""The files of pictures as the PDF takes them: PDF/A holds no PDF in it (Typst 0.15), so one of those becomes a PNG."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_DPI: Final = 300


def as_shown(name: str) -> str:
    """What a picture is called in a paper's folder."""
    return f"{name}.png" if name.lower().endswith(".pdf") else name


def content(path: Path) -> bytes:
    """The bytes of a picture; of a PDF its first page, 300 dots per inch."""
    if path.suffix.lower() != ".pdf":
        return path.read_bytes()
    pypdfium2: Any = import_module("pypdfium2")  # here, since few papers have such a picture
    document = pypdfium2.PdfDocument(path)
    try:
        drawn = document[0].render(scale=_DPI / 72).to_pil()
        made = io.BytesIO()
        drawn.save(made, format="PNG", dpi=(_DPI, _DPI))
        return made.getvalue()
    finally:
        document.close()
