"""What a page became when it was read: markup, addresses, files and formulas that a stranger's paper may not have."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from sphinx_plenary.trust.allowed import RAW, SCHEMES, TEX
from sphinx_plenary.trust.guard import CURE, outside, refuse

_RAW: Final = re.compile("|".join(RAW))
_TEX: Final = re.compile(TEX)
# Browsers pass over these inside an address: java\nscript: is javascript:
_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202f\ufeff]")


def check(env: BuildEnvironment, document: nodes.document) -> None:
    """Take out of a page what is refused, and say so; its words stay."""
    for raw in list(document.findall(nodes.raw)):
        if not _RAW.fullmatch(raw.astext()):
            refuse(
                f"{_quoted(raw)} is raw {raw.get('format', '')} text, which papers that are not trusted may not have",
                CURE,
                raw,
            )
            _leave_words(raw)
    for reference in list(document.findall(nodes.reference)):
        if wrong := wrong_address(reference.get("refuri", "")):
            refuse(f"the link {_quoted(reference)} leads to {wrong}", "give it an address with https://", reference)
            reference.replace_self(reference.children)
    for target in document.findall(nodes.target):
        if wrong_address(target.get("refuri", "")):
            refuse(f"the link target {_quoted(target)} leads to no page", "give it an address with https://", target)
            target["refuri"] = "#"
    for contents in document.findall(addnodes.toctree):
        wrong_entries = [entry for entry in contents["entries"] if wrong_address(entry[1] or "")]
        for _, address in wrong_entries:
            refuse(f"the entry {address[:80]!r} leads to no page", "name a page or an address with https://", contents)
        contents["entries"] = [entry for entry in contents["entries"] if entry not in wrong_entries]
    for picture in list(document.findall(nodes.image)):
        if wrong := outside(env, picture["uri"]) or ("is no file" if wrong_address(picture["uri"]) else ""):
            fix = "put the picture beside the papers"
            refuse(f"the picture {picture['uri'][:80]!r} {wrong}", fix, picture)
            picture.replace_self(nodes.Text(picture.get("alt", "")))
    for download in list(document.findall(addnodes.download_reference)):
        if wrong := outside(env, download["reftarget"]):
            refuse(f"the file {download['reftarget'][:80]!r} {wrong}", "put it beside the papers", download)
            download.replace_self(download.children)
    for formula in [*document.findall(nodes.math), *document.findall(nodes.math_block)]:
        if found := _TEX.search(formula.astext()):
            refuse(f"the formula {_quoted(formula)} has {found[0]!r}, which does more than set formulas", CURE, formula)
            _leave_words(formula)


def wrong_address(address: str) -> str:
    """What an address leads to that is no page; empty for one that is."""
    bare = _UNSEEN.sub("", address)
    try:
        scheme = urlsplit(bare).scheme.lower()
    except ValueError:
        return "no address"
    return "" if scheme in SCHEMES else f"{scheme}:, which is no page"


def _quoted(node: nodes.Node) -> str:
    text = " ".join(node.astext().split())
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


def _leave_words(node: nodes.Element) -> None:
    words = node.astext()
    inline = isinstance(node.parent, nodes.TextElement)
    node.replace_self(nodes.literal(words, words) if inline else nodes.literal_block(words, words))
