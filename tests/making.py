"""Files for the readers' tests, made small and by hand: a docx from its XML, a pdf from lines at places."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts: str, properties: str = "") -> str:
    """A paragraph of runs; a part that is no XML becomes one."""
    inside = "".join(part if part.startswith("<") else run(part) for part in parts)
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{inside}</w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def docx_parts(
    body: str, notes: str = "", head: str = "", foot: str = "", styles: str = "", links: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The parts of a docx by name."""
    parts = {"word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"}
    relations = [("rStyles", "styles", "styles.xml", "")]
    parts["word/styles.xml"] = f"{HEAD}<w:styles {SPACES}>{styles}</w:styles>"
    for kind, file, tag, text in (
        ("footnotes", "footnotes.xml", "footnotes", notes and f'<w:footnote w:id="2">{notes}</w:footnote>'),
        ("header", "header1.xml", "hdr", head),
        ("header", "header2.xml", "hdr", head),
        ("footer", "footer1.xml", "ftr", foot),
    ):
        if text:
            parts[f"word/{file}"] = f"{HEAD}<w:{tag} {SPACES}>{text}</w:{tag}>"
            relations.append((f"r{file[:-4]}", kind, file, ""))
    relations += ((id, "hyperlink", url, ' TargetMode="External"') for id, url in (links or {}).items())
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml", "")])
    parts["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return parts


def _relations(relations: Iterable[tuple[str, str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{id}" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'
        for id, kind, target, mode in relations
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def docx(path: Path, body: str, **parts: object) -> Path:
    path.write_bytes(zipped(docx_parts(body, **parts)))  # type: ignore[arg-type]
    return path


# text, from the left, from the top, size
Placed = tuple[str, float, float, float]


def pdf(path: Path, *pages: Iterable[Placed]) -> Path:
    """A PDF in Helvetica, on pages of 600 by 800 points."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for page in pages:
        content = "".join(
            f"BT /F1 {size} Tf {left} {800 - top} Td ({_escaped(text)}) Tj ET\n" for text, left, top, size in page
        )
        objects.append(f"<</Length {len(content.encode('cp1252'))}>>\nstream\n{content}endstream")
        stream = len(objects)
        resources = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{resources}/Contents {stream} 0 R>>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    data += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(bytes(data))
    return path


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def lines(*texts: str, left: float = 60, top: float = 100, size: float = 10, step: float = 12) -> list[Placed]:
    """Lines one under the other."""
    return [(text, left, top + number * step, size) for number, text in enumerate(texts)]
