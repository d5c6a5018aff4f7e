"""What only LaTeX needs: a table of issues that never leaves an issue blank, and the list of instruments cited."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.citations import Form, citation_words
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Instrument, Paper
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.parts import line


class IssueTablesTransform(SphinxPostTransform):
    """A table with row heads -> one table per issue, whose head names it and repeats on each page.

    A cell that spans rows is blank on the next page, and LaTeX cannot repeat it there.
    """

    default_priority = 6  # after ResolutionTableTransform (5)
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            if "plenary-resolutions" in table["classes"] and len(next(table.findall(nodes.tgroup)).children) == 5:
                table.replace_self(self.split(table))

    def split(self, table: nodes.table) -> list[nodes.Node]:
        groups: list[tuple[nodes.entry, list[nodes.row]]] = []
        for row in next(table.findall(nodes.tbody)):
            assert isinstance(row, nodes.row)
            if len(row) == 3:
                issue = row.pop(0)
                assert isinstance(issue, nodes.entry)
                groups.append((issue, []))
            groups[-1][1].append(row)
        return [self.part(issue, rows) for issue, rows in groups]

    def part(self, issue: nodes.entry, rows: list[nodes.row]) -> nodes.table:
        head = nodes.entry("", nodes.paragraph("", issue.astext()), morecols=1)
        group = nodes.tgroup("", nodes.colspec(colwidth=12), nodes.colspec(colwidth=88), cols=2)
        group += nodes.thead("", nodes.row("", head))
        group += nodes.tbody("", *rows)
        return nodes.table("", group, classes=["plenary-resolutions", "longtable", "colwidths-given"])


class InstrumentsCitedTransform(SphinxPostTransform):
    """At the end of a PDF: the texts cited that the PDF itself does not describe, unless it links to the site."""

    default_priority = 8
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        docname = str(self.document.get("docname") or self.env.docname)
        paper = facts.papers.get(docname) if facts else None
        if facts is None or paper is None or Settings.of(self.config).site_url:
            return
        here = {item.instrument for item in facts.of_type("resolution") if item.docname == docname}
        cited = {
            cite.instrument
            for cite in facts.citations
            if cite.docname == docname and cite.instrument in facts.register.instruments
        }
        instruments = [facts.register.instruments[name] for name in cited - here]
        if not instruments:
            return
        section = nodes.section(ids=["instruments-cited"], names=[])
        section += nodes.title("", "Instruments cited")
        section += nodes.bullet_list(
            "",
            *(
                nodes.list_item("", _entry(instrument, facts, paper))
                for instrument in sorted(instruments, key=lambda instrument: instrument.key.sort_key)
            ),
        )
        root = next(self.document.findall(nodes.section))
        root += section


def _entry(instrument: Instrument, facts: Facts, paper: Paper) -> nodes.paragraph:
    body = facts.register.bodies[instrument.key.body]
    standing = facts.register.standing(instrument, paper.date)
    own = facts.body_of(paper) == body.id
    words = citation_words(body, instrument.key, standing.revision, Form.FULL, own, paper.language)
    parts: list[nodes.Node | str] = [words]
    if standing.revision is not None and not standing.certain:
        parts.append(unconfirmed_mark())
    if standing.title:
        parts.append(f": {standing.title}")
    return line(*parts)


def setup(app: Sphinx) -> None:
    app.add_post_transform(IssueTablesTransform)
    app.add_post_transform(InstrumentsCitedTransform)
