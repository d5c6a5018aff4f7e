"""Under a paper's title: conference, status, version, date, licence, formats; then the abstract. A digest ends it.

Made while the page is read, so that every builder has it, also those that put pages together. A PDF by
LaTeX sets its own from the same values and takes this one away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_plenary.config import Settings
from sphinx_plenary.days import day_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.model import Paper
from sphinx_plenary.nodes import moment, paper_digest, paper_editions, paper_languages, paper_pdf
from sphinx_plenary.transforms.parts import line, sentence, separated, styled, when_and_where
from sphinx_plenary.translation import _
from sphinx_plenary.words import INTERNAL, INTERNAL_BUILD, MARKS, STATUSES

# Formats that say it in the heads of their pages.
PRINT: Final = ("latex", "typst", "word")
# The classes of what the block is made of.
PARTS: Final = frozenset({"plenary-kind", "plenary-title-block", "plenary-abstract"})


class TitleBlockTransform(SphinxTransform):
    """The kind over the title, facts and abstract under it."""

    default_priority = 400  # after MyST's own and before SmartQuotes (855), which does the abstract too

    def apply(self, **kwargs: object) -> None:
        domain = PlenaryDomain.of(self.env)
        paper = domain.paper(self.env.docname)
        section = next((child for child in self.document if isinstance(child, nodes.section)), None)
        if paper is None or section is None:
            return
        conference = domain.register.conferences.get(paper.conference)
        block = nodes.container("", classes=["plenary-title-block", f"plenary-{paper.status}"])
        if conference:
            block += line(f"{conference.name} · ", *when_and_where(conference), name="conference")
        block += facts_list(paper)
        block += line(
            *sentence(_("Editions: {editions}"), editions=paper_editions(docname=paper.docname)), name="editions"
        )
        title = next((index for index, child in enumerate(section) if isinstance(child, nodes.title)), -1)
        section.insert(title + 1, block)
        if paper.abstract:
            abstract = line(nodes.strong("", _("What this is. ")), paper.abstract, name="abstract-text")
            section.insert(title + 2, nodes.container("", abstract, classes=["plenary-abstract"]))
        kind = line(domain.register.kind_of(paper.kind).name, name="kind")
        if mark := MARKS.get(paper.status):
            kind += [nodes.Text(" "), styled(mark, "mark")]
            kind["classes"].append(f"plenary-{paper.status}")
        if paper.internal:
            kind += [nodes.Text(" "), styled(_(INTERNAL), "mark")]
        self.document.insert(self.document.index(section), kind)
        section += paper_digest(docname=paper.docname)


def facts_list(paper: Paper) -> nodes.container:
    pairs: list[tuple[str, nodes.Node]] = [
        (
            _("Status"),
            nodes.Text(_("{status}, version {version}", status=STATUSES[paper.status], version=paper.version)),
        ),
        (_("Date"), moment("", day_words(paper.date), datetime=paper.date.isoformat())),
    ]
    if paper.embargo:
        until = _("until {day}", day=day_words(paper.embargo))
        pairs.append((_("Embargo"), moment("", until, datetime=paper.embargo.isoformat())))
    if paper.licence:
        pairs.append((_("Licence"), nodes.Text(paper.licence)))
    pairs.append((_("Language"), paper_languages(docname=paper.docname)))
    pairs.append((_("Also as"), paper_pdf(docname=paper.docname)))
    items = [
        nodes.definition_list_item("", nodes.term("", label), nodes.definition("", nodes.paragraph("", "", value)))
        for label, value in pairs
    ]
    return nodes.container("", nodes.definition_list("", *items), classes=["plenary-facts"])


class AudienceTransform(SphinxPostTransform):
    """On top of everything that an internal build makes: it is not for the public. Printed papers have it elsewhere."""

    default_priority = 900  # after all that looks for a page's first parts

    def run(self, **kwargs: object) -> None:
        if Settings.of(self.config).internal and PlenaryDomain.of(self.env).app.builder.format not in PRINT:
            self.document.insert(0, line(styled(_(INTERNAL_BUILD), "mark"), name="audience"))


class PaperPdfTransform(SphinxPostTransform):
    """``paper_pdf`` -> links to the paper's PDF and Word file, in pages of a site that has them; else it goes, with its
    label.
    """

    default_priority = 6  # after PaperListTransform (5), which brings some

    def run(self, **kwargs: object) -> None:
        for placeholder in list(self.document.findall(paper_pdf)):
            if links := self.links(placeholder["docname"]):
                placeholder.replace_self(separated([[link] for link in links]))
                continue
            label = next((parent for parent in _around(placeholder) if isinstance(parent, REMOVED)), placeholder)
            label.parent.remove(label)

    def links(self, docname: str) -> list[nodes.Node]:
        """To the files of a paper that the site has."""
        domain, settings = PlenaryDomain.of(self.env), Settings.of(self.config)
        builder = domain.app.builder
        if builder.format != "html" or builder.name == "epub" or domain.facts is None:
            return []
        if docname not in domain.facts.papers:  # an edition, whose paper this build leaves out
            return []
        here, name = builder.get_target_uri(self.env.docname), domain.facts.pdf_names[docname]
        return [
            nodes.reference(
                "",
                label,
                refuri=relative_uri(here, f"{folder}/{name}.{suffix}"),
                reftitle=f"{label}: {domain.facts.papers[docname].title}",
                classes=[f"plenary-{suffix}"],
            )
            for folder, suffix, label in ((settings.pdf_folder, "pdf", "PDF"), (settings.docx_folder, "docx", "Word"))
            if folder
        ]


# What a placeholder takes with it when there is no PDF: the line of facts, or the part of a line behind a dot.
REMOVED: Final = (nodes.definition_list_item, nodes.inline)


def _around(node: nodes.Node) -> Iterable[nodes.Element]:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section | nodes.container):
        yield parent
        parent = parent.parent


def setup(app: Sphinx) -> None:
    app.add_transform(TitleBlockTransform)
    app.add_post_transform(AudienceTransform)
    app.add_post_transform(PaperPdfTransform)
