"""The list of the site's papers."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.citations import plain_date
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Paper
from sphinx_plenary.nodes import moment, paper_list, paper_pdf
from sphinx_plenary.transforms.parts import line, paper_link, styled, when_and_where


class PaperListTransform(SphinxPostTransform):
    """``paper_list`` -> a section of each conference, newest first, with a card of each paper."""

    default_priority = 5  # before ReferencesResolver (10), which resolves the links to the papers

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for placeholder in list(self.document.findall(paper_list)):
            made = self.listing(facts) if facts and facts.papers else [line("No paper yet.")]
            placeholder.replace_self(made)

    def listing(self, facts: Facts) -> list[nodes.Node]:
        def start(paper: Paper) -> tuple[date, str]:
            conference = facts.register.conferences.get(paper.conference)
            return (conference.start if conference and conference.start else date.min, paper.conference)

        papers = sorted(facts.papers.values(), key=lambda paper: (paper.date, paper.docname), reverse=True)
        papers.sort(key=start, reverse=True)
        found: list[nodes.Node] = []
        for (_, name), group in groupby(papers, key=start):
            conference = facts.register.conferences.get(name)
            section = nodes.section(ids=[f"conference-{name.lower()}"], names=[])
            section += nodes.title("", conference.name if conference else name)
            if conference:
                section += line(*when_and_where(conference), name="conference")
            section += nodes.bullet_list("", *(self.card(paper, facts) for paper in group), classes=["plenary-papers"])
            found.append(section)
        return found

    def card(self, paper: Paper, all_facts: Facts) -> nodes.list_item:
        title = paper_link(paper, self.env.docname)
        facts: list[nodes.Node] = [
            nodes.inline("", paper.status.capitalize(), classes=["plenary-status", f"plenary-{paper.status}"]),
            nodes.Text(f" · version {paper.version} · "),
            moment("", plain_date(paper.date), datetime=paper.date.isoformat()),
        ]
        facts.append(nodes.inline("", "", nodes.Text(" · "), paper_pdf(docname=paper.docname)))
        return nodes.list_item(
            "",
            line(styled(all_facts.register.kind_of(paper.kind).name, "card-kind")),
            line(title, name="paper-title"),
            line(*facts, name="card-meta"),
            classes=["plenary-paper"],
        )


def setup(app: Sphinx) -> None:
    app.add_post_transform(PaperListTransform)
