from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from posixpath import join, normpath
from typing import Final
from urllib.parse import unquote

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Edit, Problem
from sphinx_plenary.prose.addresses import Link, links
from sphinx_plenary.prose.targets import Targets, leads_on, letters
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import did_you_mean

_ALIKE: Final = 0.86
_LATER: Final = re.compile(r"(?:todo|tbd|tbc|tba|fixme|x{3,}|url|link|insert\b.*|\.{2,}|…|-+|\?+)\.?", re.I)
_EMPTY: Final = re.compile(r"#!?|javascript:.*|about:blank|(?:https?|ftp):/{0,3}|mailto:\s*|www\.?", re.I)
_LOCAL: Final = re.compile(r"file:.*|[a-z]:[\\/].*|\\\\\w.*", re.I)
_TWICE: Final = re.compile(r"https?:?/*(?=https?:/*[\w-]+\.)", re.I)
_SLIP: Final = re.compile(
    r"(?:https?(?::?//?(?!/)|:///+)|htt?p?s?://|ttps?://|h?tt?tps?://|hptts?://)(?=[\w-]+\.)", re.I
)
_RIGHT: Final = re.compile(r"(?:https?|ftp)://", re.I)
_WEB: Final = re.compile(r"(?:https?|ftp)://(?P<host>[^/?#]*)", re.I)
_PLAIN_HOST: Final = re.compile(r"(?:[^@]*@)?(?P<host>[\w.-]*|\[[0-9a-f:.]+\])(?::[0-9]*)?", re.I)
_SITE: Final = re.compile(r"www\.[\w-]+\.[\w./-]*|(?:[\w-]+\.)+(?:int|org|com|net|edu|gov)/\S*", re.I)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MODEL: Final = re.compile(
    r"(?:.*\.)?example(?:\.(?:com|org|net|edu))?|(?:www\.)?(?:your-?(?:site|domain)|my-?site)\.(?:com|org)", re.I
)
_TAG: Final = re.compile(r"<a\s[^<>]{0,500}?\bhref\s*=\s*[\"']?(?P<address>[^\"'\s<>]*)[^<>]{0,500}>", re.I)
_CURE: Final = "write the address, or take the link out"
# A link that Markdown does not take for one: a space in its address, one before it, or the brackets exchanged.
_SPACED: Final = re.compile(r"\]\((?P<address>(?:https?://|www\.)[^()\n]{0,500})\)", re.I)
_APART: Final = re.compile(
    r"(?<![\w\]])\[(?P<words>[^\[\]\n]{0,200}[a-z]{2}[^\[\]\n]{0,200})\] \((?P<address>https?://[^()\s]+)\)"
)
_TURNED: Final = re.compile(r"\((?P<words>[^()\[\]\n]{1,200})\)\[(?P<address>https?://[^\[\]\s]{1,500})\]")


@rule("R701")
def link_to_nowhere(facts: Facts) -> Iterator[Problem]:
    """A link has no address, one that cannot be right, or a label, footnote or heading that is not there.

    Why: the reader who follows it gets nothing, and in the PDF its address is printed. Told are empty and
    placeholder addresses (#, TODO, https://example.com), misspelt ones, files of one's own computer, marks of
    footnotes that are not there and footnotes to which no mark leads, and ``[words](#anchor)`` where no heading
    of the paper is like it; and links to papers that this build leaves out. Not judged: whether a site or a file is
    there.
    """
    everything = _Everything(facts)
    for docname, document in facts.documents.items():
        paper = facts.papers.get(docname)
        ours = paper is not None and bool(paper.kind)
        for link in links(document):
            yield from _judge(link, document, ours)
            yield from _left_out(link, document, docname, facts)
        for one in document.of_kind("html"):
            if (match := _TAG.match(document.text, one.start)) and match["address"] in {"", "#", "TODO"}:
                yield Problem(document.origin(one.start, one.end), f"{match[0]!r} leads nowhere", _CURE)
        if document.name.endswith(".md"):
            yield from _unread(document)
            yield from _unled(Targets(document), everything, ours)


def _judge(link: Link, document: Document, ours: bool) -> Iterator[Problem]:
    address = link.address.strip()
    if "{" in address or "<" in address or (link.defined and _EMPTY.fullmatch(address)):  # a template, a comment
        return
    origin = document.origin(*link.span)
    righted = None if link.bare or link.image else _righted(address)
    if righted is not None:
        right, why = righted
        edits = (Edit(origin, right),) if document.text[slice(*link.span)] == link.address else ()
        yield Problem(origin, f"the address {address!r} {why}", f"write {right!r}", edits)
    elif (fault := _fault(address, link.bare, ours)) is not None:
        shown = " ".join(document.text[slice(*link.whole)].split())
        yield Problem(origin, f"{(shown if len(shown) < 80 else address)!r} {fault}", _CURE)


def _left_out(link: Link, document: Document, docname: str, facts: Facts) -> Iterator[Problem]:
    """A link to a paper that is not published yet."""
    path = link.address.strip().partition("#")[0]
    if not facts.left_out or not path.endswith(".md"):
        return
    folder = "" if path.startswith("/") else docname.rpartition("/")[0]
    page = normpath(join(folder, unquote(path).lstrip("/"))).removesuffix(".md")
    if why := facts.left_out.get(page):
        what = f"the link leads to {page!r}, which this build leaves out ({why})"
        yield Problem(document.origin(*link.span), what, "finish that paper first, or take the link out")


def _fault(address: str, bare: bool, ours: bool) -> str | None:
    """What is wrong with an address."""
    if not bare:
        if not address or _EMPTY.fullmatch(address) or _LATER.fullmatch(unquote(address)):
            return "leads nowhere"
        if _LOCAL.fullmatch(address):
            return "leads to a file of one computer"
    match = _WEB.match(address)
    if match is None or (bare and not ours) or "%" in match["host"] or "$" in match["host"]:
        return None
    host = _PLAIN_HOST.fullmatch(match["host"])
    if host is None or ".." in host["host"] or host["host"].startswith("."):
        return f"leads nowhere: {match['host']!r} is no name of a site"
    if _MODEL.fullmatch(host["host"]):
        return "has the address of an example"
    if "." not in host["host"] and ":" not in host["host"] and host["host"].lower() != "localhost":
        return f"leads nowhere: {host['host']!r} has no full stop"
    return None


def _righted(address: str) -> tuple[str, str] | None:
    """An address whose beginning is misspelt, or left out, as it should be; and what is wrong with it."""
    if match := _TWICE.match(address):
        return address[match.end() :], "begins twice"
    if (match := _SLIP.match(address)) and not _RIGHT.match(address):
        scheme = "http://" if match[0].lower().rstrip("/:").endswith("p") else "https://"
        return scheme + address[match.end() :], f"begins with {match[0]!r}"
    if _SITE.fullmatch(address):
        return f"https://{address}", "leads to a file of that name, as it has no 'https://'"
    return (
        (f"mailto:{address}", "leads to a file of that name, as it has no 'mailto:'")
        if _MAIL.fullmatch(address)
        else None
    )


def _unread(document: Document) -> Iterator[Problem]:
    """What is meant for a link, but is none."""
    text, plain = document.text, document.plain
    if "](" in plain:
        for match in _SPACED.finditer(text):
            if plain[match.start() : match.start() + 2] == "](" and " " in match["address"].strip():
                origin = document.origin(*match.span("address"))
                what = f"the address {match['address']!r} has a space, so that the link is none"
                yield Problem(origin, what, "write '%20' for the space, or take it out")
    if "] (" in plain:
        for match in _APART.finditer(text):
            if plain[match.end("words")] == "]":
                what = f"'[{match['words']}]' and the address behind it have a space between, so that they are no link"
                yield Problem(document.origin(*match.span()), what, "take the space out")
    if ")[" in plain:
        for match in _TURNED.finditer(text):
            if plain[match.start()] == "(":
                right = f"[{match['words']}]({match['address']})"
                origin = document.origin(*match.span())
                what = f"{match[0]!r} has its brackets exchanged, so that it is no link"
                yield Problem(origin, what, f"write {right!r}", (Edit(origin, right),))


class _Everything:
    """What ``#anchor`` may lead to in all papers together."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def anchors(self) -> frozenset[str]:
        documents = self._facts.documents.values()
        found = {anchor for one in documents if one.name.endswith(".md") for anchor in Targets(one).anchors}
        return frozenset(found | {letters(id) for id in self._facts.items_by_id})


def _unled(targets: Targets, everything: _Everything, ours: bool) -> Iterator[Problem]:
    """Labels, footnotes and headings that are named and not there, and footnotes that are there and not named."""
    document = targets.document
    for span, name in targets.undefined_notes():
        fix = did_you_mean(name, targets.notes.values(), f"write it below, as in '[^{name}]: ...'")
        yield Problem(document.origin(*span), f"there is no footnote '[^{name}]'", fix)
    for span, name in targets.unused_notes():
        what = f"no mark leads to the footnote '[^{name}]'"
        yield Problem(document.origin(*span), what, f"write '[^{name}]' where it belongs, or take the footnote out")
    for span, name in targets.undefined_labels():
        fix = did_you_mean(name, targets.labels, f"write it below, as in '[{name}]: https://...'")
        yield Problem(document.origin(*span), f"no address is given for the label {name!r}", fix)
    yield from _anchors(targets, everything, ours)


# Headings, and dead links, beyond which nobody is asked what was meant.
_MOST: Final = 200


def _anchors(targets: Targets, everything: _Everything, ours: bool) -> Iterator[Problem]:
    """In a stranger's file only what is nearly a heading's: another tool may make anchors of its own."""
    document = targets.document
    near_of: dict[str, list[str]] = {}
    for link in links(document):
        anchor = unquote(link.address[1:])
        if link.address[:1] != "#" or not anchor or link.defined or not targets.is_sure:
            continue
        if leads_on(anchor, everything.anchors):
            continue
        if anchor not in near_of:  # each once, and none in a text that is all headings
            few = len(near_of) < _MOST and len(targets.slugs) <= _MOST
            near_of[anchor] = get_close_matches(anchor.lower(), targets.slugs, n=1, cutoff=_ALIKE) if few else []
        near = near_of[anchor]
        if near or ours:
            fix = f"did you mean '#{near[0]}'?" if near else "write that of a heading, in small letters with hyphens"
            what = f"no heading of this paper has the anchor '#{anchor}'"
            yield Problem(document.origin(*link.span), what, fix)
