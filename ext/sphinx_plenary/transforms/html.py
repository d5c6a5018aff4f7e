"""What only pages need: the title block, which a PDF has on its first page."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.citations import plain_date
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.model import Paper, Status
from sphinx_plenary.nodes import moment
from sphinx_plenary.transforms.papers import KINDS, pdf_uri, when_and_where
from sphinx_plenary.transforms.parts import line

STATUS_WORDS = {
    Status.DRAFT: "Draft: not for citation",
    Status.REVIEW: "For review",
    Status.FINAL: "Final",
}


class TitleBlockTransform(SphinxPostTransform):
    """Under a paper's title: conference, status, version, date, licence, formats; then the abstract."""

    default_priority = 6
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        paper = facts.papers.get(self.env.docname) if facts else None
        section = next(self.document.findall(nodes.section), None)
        if facts is None or paper is None or section is None:
            return
        conference = facts.register.conferences.get(paper.conference)
        block = nodes.container("", classes=["plenary-title-block", f"plenary-{paper.status}"])
        if conference:
            block += line(nodes.Text(f"{conference.name} · "), *when_and_where(conference), name="conference")
        block += self.facts_list(paper)
        title = next((index for index, child in enumerate(section) if isinstance(child, nodes.title)), -1)
        section.insert(title + 1, block)
        if paper.abstract:
            heading = nodes.strong("", "What this is. ")
            abstract = line(heading, nodes.Text(paper.abstract), name="abstract-text")
            section.insert(title + 2, nodes.container("", abstract, classes=["plenary-abstract"]))
        section.parent.insert(section.parent.index(section), line(KINDS.get(paper.kind, paper.kind), name="kind"))

    def facts_list(self, paper: Paper) -> nodes.container:
        pairs: list[tuple[str, nodes.Node]] = [
            ("Status", nodes.Text(f"{STATUS_WORDS[paper.status]}, version {paper.version}")),
            ("Date", moment("", plain_date(paper.date), datetime=paper.date.isoformat())),
        ]
        if paper.licence:
            pairs.append(("Licence", nodes.Text(paper.licence)))
        if pdf := pdf_uri(paper, Settings.of(self.config), self.env.docname.count("/")):
            pairs.append(("Also as", nodes.reference("", "PDF", refuri=pdf, classes=["plenary-pdf"])))
        items = [
            nodes.definition_list_item("", nodes.term("", label), nodes.definition("", nodes.paragraph("", "", value)))
            for label, value in pairs
        ]
        return nodes.container("", nodes.definition_list("", *items), classes=["plenary-facts"])


def setup(app: Sphinx) -> None:
    app.add_post_transform(TitleBlockTransform)
