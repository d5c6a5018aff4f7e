"""The addresses of links as notes: one for each address of a paper, and none that says what the text says."""

from __future__ import annotations

from itertools import count

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.config import Settings
from sphinx_plenary.transforms.latex.endnotes import wants_endnotes
from sphinx_plenary.transforms.print.places import inside


class NotesOfLinksTransform(SphinxPostTransform):
    """A link has no note where its words are the address, or where they stand in a note already."""

    default_priority = 399  # just before ShowUrlsTransform (400), which makes the notes
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        if self.config.latex_show_urls != "footnote" or wants_endnotes(self.env, self.document):
            return
        for reference in list(self.document.findall(nodes.reference)):
            uri = str(reference.get("refuri", ""))
            words = reference.astext()
            if not uri.startswith(("http:", "https:")) or words == uri:
                continue
            if _bare(words) == _bare(uri):
                reference.children[:] = []
                reference += nodes.Text(uri)
            elif inside(reference, nodes.footnote):
                address = nodes.reference("", uri, refuri=uri, nolinkurl=True)
                index = reference.parent.index(reference)
                reference.parent[index + 1 : index + 1] = [nodes.Text(" ("), address, nodes.Text(")")]
                reference.replace_self(nodes.inline("", "", *reference.children))


class OneNoteEachTransform(SphinxPostTransform):
    """Take away the second note of the same address, and those of links to our own site, which say no more than it."""

    default_priority = 401  # just after ShowUrlsTransform (400)
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        if wants_endnotes(self.env, self.document):
            return
        site = Settings.of(self.config).site_url.rstrip("/")
        seen: set[str] = set()
        for note in list(self.document.findall(nodes.footnote)):
            uri = note.rawsource
            if len(note) != 2 or not uri.startswith(("http:", "https:")) or note[1].astext() != uri:
                continue
            if uri in seen or (site and f"{uri}/".startswith(f"{site}/")):
                index = note.parent.index(note)
                del note.parent[index : index + 2]  # the note and its mark
            seen.add(uri)
        number_by_first_mention(self.document)


def number_by_first_mention(document: nodes.document) -> None:
    """Sphinx numbers the notes of links first and the author's behind them: a reader would begin with note 3."""
    notes = {id: note for note in document.findall(nodes.footnote) for id in note["ids"] if note.get("auto")}
    taken = {note[0].astext() for note in document.findall(nodes.footnote) if not note.get("auto")}
    free = (str(number) for number in count(1) if str(number) not in taken)
    numbers: dict[int, str] = {}
    for mark in document.findall(nodes.footnote_reference):
        note = notes.get(mark.get("refid", ""))
        if note is None:
            continue
        if id(note) not in numbers:
            number = numbers[id(note)] = next(free)
            note.replace(note[0], nodes.label("", number))
        mark[:] = [nodes.Text(numbers[id(note)])]


def _bare(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def setup(app: Sphinx) -> None:
    app.add_post_transform(NotesOfLinksTransform)
    app.add_post_transform(OneNoteEachTransform)
