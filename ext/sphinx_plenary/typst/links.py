"""What leads elsewhere: links inside and out, with notes of their addresses, footnotes, citations, downloads."""

from __future__ import annotations

from itertools import count
from typing import Final

from docutils import nodes

from sphinx_plenary.config import Settings
from sphinx_plenary.transforms.print.places import inside
from sphinx_plenary.translation import _
from sphinx_plenary.typst.code import array, call, number, string
from sphinx_plenary.typst.core import Core, through

_OUTSIDE: Final = ("http:", "https:", "mailto:", "tel:", "ftp:")
# Where no note of an address stands: heads are said again over pages and in the contents.
_NO_NOTE: Final = (nodes.title, nodes.thead, nodes.caption, nodes.rubric)


class Links(Core):
    """``link_notes`` is "footnotes", "endnotes" or "none"."""

    link_notes = "none"

    def begin_links(self) -> None:
        self._addresses: dict[str, int] = {}
        self._notes: dict[str, str] = {}  # name of a footnote -> its number
        self._footnotes = {self.name(id): node for node in self.document.findall(nodes.footnote) for id in node["ids"]}
        self._referenced = {
            self.name(mark["refid"]) for mark in self.document.findall(nodes.footnote_reference) if "refid" in mark
        }
        taken = {_label(note) for note in self._footnotes.values()}
        self._free = (str(number) for number in count(1) if str(number) not in taken)

    # --- Links

    def visit_reference(self, node: nodes.Element) -> None:
        self.open()

    def depart_reference(self, node: nodes.Element) -> None:
        body = self.close()
        name, address = self._target(node)
        if name:
            self.put(call("jump", string(name), body) if self.leads_to(name) else body)
        elif address:
            self._away(node, address, body)
        else:
            self.put(body)

    def _target(self, node: nodes.Element) -> tuple[str, str]:
        """The name inside this PDF, or the address outside, to which a link leads."""
        uri = str(node.get("refuri", ""))
        if uri.startswith("%"):
            docname, _, id = uri[1:].partition("#")
            return self.name(id, docname), ""
        if uri.startswith("#") or "refid" in node:
            return self.name(str(node.get("refid") or uri[1:])), ""
        return "", uri

    def _away(self, node: nodes.Element, address: str, body: str) -> None:
        if not address.lower().startswith(_OUTSIDE):
            fix = "give a whole address, as https://..., or link to a page or a heading"
            self.refuse(node, f"the link to {address[:60]!r} leads nowhere in a PDF", fix)
            self.put(body)
            return
        words = node.astext()
        if _bare(words) == _bare(address):
            self.put(call("away", string(address), body if address.startswith("mailto:") else string(address)))
            return
        if inside(node, nodes.footnote) and self.link_notes != "none" and self._has_note(address):
            self.put(body)
            self.put(string(" ("))
            self.put(call("away", string(address), string(address)))
            self.put(string(")"))
            return
        self.put(call("away", string(address), body))
        if self._has_note(address) and not inside(node, *_NO_NOTE):
            self._note_of(address)

    def _has_note(self, address: str) -> bool:
        """Not one of our own site's, which says no more than the words."""
        site = Settings.of(self.config).site_url.rstrip("/")
        own = bool(site) and f"{address}/".startswith(f"{site}/")
        return self.link_notes != "none" and address.startswith(("http:", "https:")) and not own

    def _note_of(self, address: str) -> None:
        """One foot note for each address; at the end of the paper, its number wherever it is linked."""
        new = address not in self._addresses
        order = self._addresses.setdefault(address, len(self._addresses) + 1)
        if self.link_notes == "endnotes":
            self.put(call("number-of-link", number(order)))
        elif new:
            self.put(call("address-note", string(address), string(next(self._free))))

    def list_addresses(self) -> None:
        if self.link_notes == "endnotes" and self._addresses:
            self.put(call("links-of", string(_("Links")), array(map(string, self._addresses))))

    visit_number_reference, depart_number_reference = visit_reference, depart_reference
    visit_download_reference, depart_download_reference = through()
    visit_pending_xref, depart_pending_xref = through()

    # --- Footnotes and citations

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        name = self.name(str(node.get("refid", "")))
        note = self._footnotes.get(name)
        if note is None:
            self.put(call("super", string(node.astext())))
        elif name in self._notes:
            self.put(call("note-again", string(f"note {name}"), string(self._notes[name])))
        else:
            number = _label(note) or next(self._free)
            self._notes |= {self.name(id): number for id in note["ids"]}
            self._marked.update(self._notes)
            body = self.content(*(child for child in note.children if not isinstance(child, nodes.label)))
            self.put(call("note", string(f"note {name}"), string(number), body))
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.Element) -> None:
        """Its text stands where it is first spoken of; one of which nothing speaks, where it was written."""
        if any(self.name(id) in self._referenced for id in node["ids"]):
            raise nodes.SkipNode

    def depart_footnote(self, node: nodes.Element) -> None:
        """Nothing."""

    def visit_label(self, node: nodes.Element) -> None:
        self.open()

    def depart_label(self, node: nodes.Element) -> None:
        self.put(call("strong", self.close()))
        self.put(string(" "))

    def visit_citation(self, node: nodes.Element) -> None:
        self.at(node)
        label = [child for child in node.children if isinstance(child, nodes.label)]
        self.open()
        for child in label:
            self.put(string(f"[{child.astext()}]"))
        term = self.close()
        rest = self.content(*(child for child in node.children if child not in label))
        self.put(call("terms", call("terms.item", term, rest)))
        raise nodes.SkipNode

    def visit_citation_reference(self, node: nodes.Element) -> None:
        name = self.name(str(node.get("refid", "")))
        words = string(f"[{node.astext()}]")
        self.put(call("jump", string(name), words) if self.leads_to(name) else words)
        raise nodes.SkipNode


def _label(note: nodes.footnote) -> str:
    """The number that an author gave a note; empty where it is numbered as it comes."""
    return "" if note.get("auto") else next((child.astext() for child in note if isinstance(child, nodes.label)), "")


def _bare(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")
