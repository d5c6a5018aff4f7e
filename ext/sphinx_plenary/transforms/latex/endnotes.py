"""Every link and every note of a paper as a numbered note at its end, where the kind of paper asks for it."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.printing import notes_of_links
from sphinx_plenary.transforms.print.places import inside

_HEADING: Final = "Notes"
_OUTSIDE: Final = ("http:", "https:", "mailto:")


def wants_endnotes(env: BuildEnvironment, document: nodes.document) -> bool:
    """Whether the paper, or its kind, has ``endnotes``."""
    domain = PlenaryDomain.of(env)
    paper = domain.paper(str(document.get("docname") or env.docname))
    return paper is not None and notes_of_links(paper, domain.register, env.config) == "endnotes"


class EndnotesTransform(SphinxPostTransform):
    """Links and notes get numbers in the order of the text, the same address the same number."""

    default_priority = 402  # after ShowUrlsTransform (400), whose notes these replace
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        if not wants_endnotes(self.env, self.document):
            return
        notes = {id: note for note in self.document.findall(nodes.footnote) for id in note["ids"]}
        drop_notes_of_links(self.document)
        numbers: dict[str, int] = {}
        for node in list(self.document.findall(nodes.Element)):
            if inside(node, nodes.footnote):
                continue
            if isinstance(node, nodes.footnote_reference) and node.get("refid") in notes:
                node.replace_self(_mark(numbers.setdefault(node["refid"], len(numbers) + 1)))
            elif isinstance(node, nodes.reference) and _leads_out(node):
                mark = _mark(numbers.setdefault(node["refuri"], len(numbers) + 1))
                node.parent.insert(node.parent.index(node) + 1, mark)
        for note in list(self.document.findall(nodes.footnote)):
            note.parent.remove(note)
        if numbers:
            _place_for_notes(self.document).append(_listing(numbers, notes))


def drop_notes_of_links(document: nodes.document) -> None:
    """Take away the notes that Sphinx made of addresses, with their marks."""
    for note in list(document.findall(nodes.footnote)):
        if note.rawsource and len(note) == 2 and note[1].astext() == note.rawsource:
            index = note.parent.index(note)
            del note.parent[index : index + 2]


def _leads_out(reference: nodes.reference) -> bool:
    """Whether a link leads to an address that a reader of print needs; what cites a text of ours is named in words."""
    cites = any(name.startswith("plenary-") for child in reference.findall(nodes.inline) for name in child["classes"])
    return str(reference.get("refuri", "")).startswith(_OUTSIDE) and not cites


def _mark(number: int) -> nodes.superscript:
    return nodes.superscript("", "", nodes.reference("", str(number), refid=f"endnote-{number}", internal=True))


def _listing(numbers: dict[str, int], notes: dict[str, nodes.footnote]) -> nodes.enumerated_list:
    """The notes by number: an address, or what the author wrote, its links with their addresses behind them."""
    items = []
    for key, number in numbers.items():
        note = notes.get(key)
        if note is None:
            content: list[nodes.Node] = [nodes.paragraph("", "", _address(key))]
        else:
            content = [child for child in note.children if not isinstance(child, nodes.label)]
            for reference in list(note.findall(nodes.reference)):
                if _leads_out(reference) and reference.astext() != reference["refuri"]:
                    index = reference.parent.index(reference)
                    behind = [nodes.Text(" ("), _address(reference["refuri"]), nodes.Text(")")]
                    reference.parent[index + 1 : index + 1] = behind
        items.append(nodes.list_item("", *content, ids=[f"endnote-{number}"]))
    return nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", classes=["plenary-endnotes"])


def _address(uri: str) -> nodes.reference:
    return nodes.reference("", uri.removeprefix("mailto:"), refuri=uri, nolinkurl=True)


def _place_for_notes(document: nodes.document) -> nodes.section:
    """The paper's last heading over nothing, where it has one, else a new section at its end."""
    root = next(document.findall(nodes.section))
    for section in reversed(list(root.findall(nodes.section))):
        if all(isinstance(child, nodes.title) for child in section):
            return section
    section = nodes.section("", nodes.title("", _HEADING), ids=["endnotes"], names=[])
    root.append(section)
    return section


def setup(app: Sphinx) -> None:
    app.add_post_transform(EndnotesTransform)
