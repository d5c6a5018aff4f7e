"""The list of the site's papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain, count, groupby
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_plenary.days import day_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.dossiers import ENTRY, HEADS, Index, Kind, index_name
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Paper, Status
from sphinx_plenary.nodes import moment, paper_list, paper_pdf
from sphinx_plenary.transforms.coming import coming
from sphinx_plenary.transforms.parts import line, paper_link, separated, styled, to_dossier, when_and_where
from sphinx_plenary.translation import N_, Words, _

# On the card of a paper there is room for one word.
_STATUSES: Final = Words({Status.DRAFT: N_("Draft"), Status.REVIEW: N_("Review"), Status.FINAL: N_("Final")})


class PaperListTransform(SphinxPostTransform):
    """``paper_list`` -> a section of each conference, newest first, with a card of each paper."""

    default_priority = 5  # before ReferencesResolver (10), which resolves the links to the papers

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for placeholder in list(self.document.findall(paper_list)):
            made: Sequence[nodes.Element] = [line(_("No paper yet."))]
            if facts and facts.papers:
                made = self.listing(facts, placeholder)
            taken = {id for node in self.document.findall(nodes.Element) for id in node["ids"]}
            for section in made:
                if section["ids"]:
                    section["ids"] = [_free(section["ids"][0], taken)]
            placeholder.replace_self(made)

    def listing(self, facts: Facts, placeholder: paper_list) -> Sequence[nodes.Element]:
        def start(paper: Paper) -> tuple[date, str]:
            conference = facts.register.conferences.get(paper.conference)
            return (conference.start if conference and conference.start else date.min, paper.conference)

        listed = (*facts.papers.values(), *self.released(facts))
        papers = sorted(listed, key=lambda paper: (paper.date, paper.docname), reverse=True)
        papers.sort(key=start, reverse=True)
        found = list(coming(facts)) if placeholder["coming"] else []
        for (_start, name), group in groupby(papers, key=start):
            conference = facts.register.conferences.get(name)
            section = nodes.section(ids=[f"conference-{name.lower()}"], names=[])
            section += nodes.title("", conference.name if conference else name)
            if conference:
                about = when_and_where(conference)
                section += line(*about, to_dossier(Kind.CONFERENCE, name, not about), name="conference")
            section += nodes.bullet_list("", *(self.card(paper, facts) for paper in group), classes=["plenary-papers"])
            found.append(section)
        return found + self.dossiers()

    def released(self, facts: Facts) -> list[Paper]:
        """The newest edition of each paper that this build leaves out, as a paper: its page is that of the edition."""
        editions = PlenaryDomain.of(self.env).editions
        known = [one for one in editions if one.docname in facts.left_out and one.page in self.env.all_docs]
        newest = {one.docname: one for one in known}
        return [
            Paper(one.page, "", one.kind, one.conference, Status.FINAL, one.date, one.version, one.title)
            for one in newest.values()
        ]

    def dossiers(self) -> list[nodes.section]:
        """The way to the dossiers, where this build has some: how many there are of each kind."""
        domain = PlenaryDomain.of(self.env)
        index = domain.dossiers.of(ENTRY) if domain.dossiers and ENTRY in domain.pages else None
        if not isinstance(index, Index):
            return []
        builder = domain.app.builder
        links: list[list[nodes.Node]] = []
        for kind, number in index.counts:
            link = make_refnode(builder, self.env.docname, index_name(kind), "", [nodes.Text(_(HEADS[kind]))])
            links.append([link, nodes.Text(f" ({number})")])
        title = make_refnode(builder, self.env.docname, ENTRY, "", [nodes.Text(_("Dossiers"))])
        section = nodes.section(ids=["dossiers"], names=[])
        section += nodes.title("", "", title)
        section += line(*separated(links), name="dossiers")
        return [section]

    def card(self, paper: Paper, all_facts: Facts) -> nodes.list_item:
        title = paper_link(paper, self.env.docname)
        facts: list[nodes.Node] = [
            nodes.inline("", _STATUSES[paper.status], classes=["plenary-status", f"plenary-{paper.status}"]),
            nodes.Text(f" · {_('version {version}', version=paper.version)} · "),
            moment("", day_words(paper.date), datetime=paper.date.isoformat()),
        ]
        facts.append(nodes.inline("", "", nodes.Text(" · "), paper_pdf(docname=paper.docname)))
        return nodes.list_item(
            "",
            line(styled(all_facts.register.kind_of(paper.kind).name, "card-kind")),
            line(title, name="paper-title"),
            line(*facts, name="card-meta"),
            classes=["plenary-paper"],
        )


def _free(id: str, taken: set[str]) -> str:
    """The id, or with a number where the page has it already."""
    found = next(one for one in chain((id,), (f"{id}-{number}" for number in count(2))) if one not in taken)
    taken.add(found)
    return found


def setup(app: Sphinx) -> None:
    app.add_post_transform(PaperListTransform)
