"""The title block of a paper in Word, and the list of its contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sphinx_plenary.translation import N_, _
from sphinx_plenary.word import ast
from sphinx_plenary.word.ast import Block, Inline

_FACTS = {"status": N_("Status"), "date": N_("Date"), "licence": N_("Licence")}
_FEWEST = 4  # headings that are worth a list
_NOT_SAID_TWICE = frozenset({"Note"})


def title_block(values: Mapping[str, str]) -> Iterator[Block]:
    for name, style in (
        ("kind", "Plenary Kind"),
        ("title", "Title"),
        ("conference", "Plenary Conference Name"),
        ("where", "Plenary Where"),
    ):
        if values[name]:
            yield ast.paragraph(ast.text(values[name]), style)
    for name, label in _FACTS.items():
        if values[name]:
            words = [ast.span(ast.text(_(label)), style="Plenary Meta"), ast.xml("<w:r><w:tab/></w:r>")]
            yield ast.paragraph([*words, *ast.text(values[name])], "Plenary Facts")
    if values["abstract"]:
        lead = ast.wrapped("Strong", ast.text(_("What this is.")))
        yield ast.paragraph([*lead, {"t": "Space"}, *ast.text(values["abstract"])], "Plenary Abstract")


def contents(body: Sequence[Block]) -> list[Block]:
    """A table of contents as Word makes it, filled at once: Word renews it on request, and asks nothing at opening."""
    heads = [block for block in body if block["t"] == "Header" and block["c"][0] <= 2]
    if len(heads) < _FEWEST:
        return []
    made: list[Block] = [ast.paragraph(ast.text(_("Contents")), "TOC Heading")]
    for number, head in enumerate(heads):
        level, _attributes, words = head["c"]
        place = next((one["c"][0][0] for one in words if one["t"] == "Span" and one["c"][0][0]), "")
        line: list[Inline] = [ast.link(_plain(words), f"#{place}")] if place else _plain(words)
        if number == 0:
            line.insert(0, ast.xml(_FIELD))
        if number == len(heads) - 1:
            line.append(ast.xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
        made.append(ast.paragraph(line, f"toc {level}"))
    return made


_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\n \\h \\z </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)


def _plain(inlines: Sequence[Inline]) -> list[Inline]:
    """Words of a heading without what must not be there twice: bookmarks, links, notes."""
    found: list[Inline] = []
    for one in inlines:
        kind: str = one["t"]
        content: Any = one.get("c")
        if kind in {"Span", "Link"}:
            found += _plain(content[1])
        elif kind in {"Strong", "Emph"}:
            found.append({"t": kind, "c": _plain(content)})
        elif kind not in _NOT_SAID_TWICE:
            found.append(one)
    return found
