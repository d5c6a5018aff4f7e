"""Running heads and feet, and the mark across the pages of a paper that is not final: parts of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from sphinx_plenary.translation import pgettext
from sphinx_plenary.word.styles import Word, colour, size, twips
from sphinx_plenary.word.xml import piece, written

# A turned page: A4 with these margins.
TURNED_MARGIN: Final = twips("20mm")
LONG, SHORT = twips("297mm"), twips("210mm")
TURNED_WIDTH: Final = LONG - 2 * TURNED_MARGIN


@dataclass(frozen=True)
class Head:
    """What stands over and under every page."""

    short: str
    status: str
    date: str
    mark: str


def parts(head: Head) -> Mapping[str, bytes]:
    """By name in ``word/``."""
    return {
        "header-first.xml": _header(_right(_red(head.mark), size("measure"), -size("hang")), head.mark),
        "header-default.xml": _header(_running(head, size("measure"), -size("hang")), head.mark),
        "header-turned.xml": _header(_running(head, TURNED_WIDTH, 0), head.mark),
        "footer-default.xml": _part("w:ftr", _foot()),
    }


def _header(paragraph: str, mark: str) -> bytes:
    return _part("w:hdr", paragraph.replace("</w:p>", f"{_across(mark)}</w:p>") if mark else paragraph)


def _part(tag: str, inner: str) -> bytes:
    return written(piece(f"<{tag}>{inner}</{tag}>"))


def _run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>'


def _red(words: str) -> str:
    return _run(words, Word("", colour="oppose", bold=True).xml) if words else ""


def _right(runs: str, at: int, left: int) -> str:
    return _line(f"<w:r><w:tab/></w:r>{runs}", at, left)


def _line(runs: str, at: int, left: int, ruled: bool = False) -> str:
    border = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="{colour("line")}"/></w:pBdr>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Header"/>{border if ruled else ""}<w:tabs>'
        f'<w:tab w:val="right" w:pos="{at}"/></w:tabs><w:ind w:left="{left}"/></w:pPr>{runs}</w:p>'
    )


def _running(head: Head, at: int, left: int) -> str:
    status = _red(head.status) if head.mark else _run(head.status)
    return _line(f"{_run(head.short)}<w:r><w:tab/></w:r>{status}{_run(f' · {head.date}')}", at, left, ruled=True)


def _foot() -> str:
    def number(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    of = pgettext("a page of many", "of")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>{number("PAGE")}'
        f"{_run(f' {of} ')}{number('NUMPAGES')}</w:p>"
    )


def _across(mark: str) -> str:
    """The form of Word's own watermarks, so that Word and LibreOffice take it for one."""
    wide = min(62 * max(4, len(mark)), 430)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{wide}pt;height:100pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t" o:connecttype="rect"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" alt="" style="{style}" o:allowincell="f" '
        f'fillcolor="#{colour("panel")}" stroked="f">'
        f'<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string="{escape(mark)}"/>'
        "</v:shape></w:pict></w:r>"
    )
