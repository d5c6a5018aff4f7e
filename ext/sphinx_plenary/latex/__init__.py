"""One PDF per paper by XeLaTeX: the builder that asks the papers what there is to build, and their title block.

All TeX stands in ``plenary.sty``; from here it gets values only, escaped.
"""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import shorten
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.latex import LaTeXBuilder, default_latex_documents
from sphinx.builders.latex.theming import Theme
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset
from sphinx.util.texescape import escape

from sphinx_plenary import design, glyphs
from sphinx_plenary.citations import plain_date
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.model import Status
from sphinx_plenary.transforms.parts import when_and_where
from sphinx_plenary.words import STATUSES

logger = logging.getLogger(__name__)

HERE: Final = Path(__file__).parent
# Where a link leads that this PDF does not hold, when there is no site: LaterTransform takes it away.
ELSEWHERE: Final = "plenary-elsewhere:"
# The word across the pages of a paper that is not final, and over its first.
MARKS: Final = {Status.DRAFT: "Draft", Status.REVIEW: "For review"}

# What Sphinx, TeX and latexmk write for a paper.
MADE_OF_PAPERS: Final = (
    *(".tex", ".aux", ".idx", ".ilg", ".ind", ".out", ".toc"),
    *(".fdb_latexmk", ".fls", ".log", ".xdv", ".pdf"),
)

# Characters of a short title that leave room for the status beside it.
LONGEST_HEADER: Final = 48


# What a paper's PDF needs of Sphinx's template; a project's own latex_elements stay.
LOOK: Final = {
    "papersize": "a4paper",
    "pointsize": "11pt",
    "fontpkg": "",
    "fncychap": "",
    "cmappkg": "",  # for pdfTeX only
    "extraclassoptions": "oneside",
    "releasename": "",
    "makeindex": "",
    "printindex": "",
    "figure_align": "H",  # a picture stays where it was written
    "maxlistdepth": "12",  # LaTeX alone stops at six
    "passoptionstopackages": r"\PassOptionsToPackage{hyphens}{url}",
    "preamble": r"\usepackage{plenary}",
}


class PaperLaTeXBuilder(LaTeXBuilder):
    """Sphinx's LaTeX builder, with a document for each paper, and links that lead out of it to the site.

    Sphinx raises NoUri for a page that is not in the PDF, which sphinx-needs 9.1 does not catch
    (its issues 902 and 1035): a table with another paper's item would end the build.
    """

    name = "latex"
    start = ""  # the page with which the document being written begins

    def init(self) -> None:
        super().init()
        self.plain = {key: self.context.get(key, "") for key in (*LOOK, "maketitle", "tableofcontents")}

    def init_document_data(self) -> None:
        facts = PlenaryDomain.of(self.env).facts
        own = self.config.latex_documents
        listed = set() if own == default_latex_documents(self.config) else {entry[0] for entry in own}
        self.titles = []
        if listed or facts is None or not facts.papers:
            super().init_document_data()
        for paper in facts.papers.values() if facts else ():
            if paper.docname not in listed:
                title = escape(paper.title, "xelatex")
                name = f"{facts.pdf_names[paper.docname]}.tex" if facts else ""
                self.document_data.append((paper.docname, name, title, "", "howto", False))
                self.titles.append((paper.docname, paper.title))
        if facts is not None:
            self.remove_former_papers()

    def remove_former_papers(self) -> None:
        """A paper that is gone leaves no .tex, from which ``plenary typeset`` would print it again."""
        papers = {entry[1] for entry in self.document_data}
        for tex in sorted(Path(self.outdir).glob("*.tex")):
            if tex.name not in papers and _is_written_by_sphinx(tex):
                for suffix in MADE_OF_PAPERS:
                    tex.with_suffix(suffix).unlink(missing_ok=True)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        if docname in self.docnames:
            return f"%{docname}"
        site = Settings.of(self.config).site_url
        return f"{site.rstrip('/')}/{docname}.html" if site else f"{ELSEWHERE}{docname}"

    def assemble_doctree(self, indexfile: str, toctree_only: bool, appendices: list[str]) -> nodes.document:
        self.start = indexfile
        return super().assemble_doctree(indexfile, toctree_only, appendices)

    def update_doc_context(self, title: str, author: str, theme: Theme) -> None:
        self.context |= self.plain
        super().update_doc_context(title, author, theme)
        facts = PlenaryDomain.of(self.env).facts
        paper = facts.papers.get(self.start) if facts else None
        if facts is None or paper is None:
            return
        if self.config.latex_engine not in {"xelatex", "lualatex"}:
            logger.warning(
                "latex_engine is %r; papers are set with 'xelatex', so %s gets Sphinx's own look",
                self.config.latex_engine,
                paper.path,
                type="plenary",
                subtype="latex",
            )
            return
        self.context |= {**LOOK, **self.config.latex_elements}
        conference = facts.register.conferences.get(paper.conference)
        kind = facts.register.kind_of(paper.kind)
        if not kind.look.contents:
            self.context["tableofcontents"] = ""
        values = {
            "kind": kind.name,
            "title": paper.title,
            "shorttitle": shorten(paper.short_title or paper.title, LONGEST_HEADER, placeholder=" …"),
            "conference": conference.name if conference and conference.name not in paper.title else "",
            "where": "".join(node.astext() for node in when_and_where(conference)) if conference else "",
            "status": f"{STATUSES[paper.status]}, version {paper.version}",
            "state": paper.status.value,
            "mark": MARKS.get(paper.status, ""),
            "date": plain_date(paper.date),
            "licence": paper.licence,
            "abstract": paper.abstract,
            "language": paper.language,
            "author": "" if self.config.author == self.config.values["author"].default else self.config.author,
        }
        lines = [
            rf"\plenaryset{{{name}}}{{{escape(glyphs.printable(value), 'xelatex')}}}" for name, value in values.items()
        ]
        # The epoch is in the bytes of the PDF: a new one has to set the paper again.
        lines.append(f"% SOURCE_DATE_EPOCH={os.environ.get('SOURCE_DATE_EPOCH', '')}")
        self.context["maketitle"] = "\n".join([*lines, r"\plenarytitle"])

    def copy_support_files(self) -> None:
        super().copy_support_files()
        copy_asset(HERE / "plenary.sty", self.outdir, force=True)
        Path(self.outdir, "plenary-tokens.tex").write_text(design.tex(), encoding="utf-8")
        copy_asset(
            HERE.parent / "fonts", self.outdir / "fonts", excluded=lambda name: not name.endswith(".otf"), force=True
        )


def _is_written_by_sphinx(tex: Path) -> bool:
    with tex.open(encoding="utf-8", errors="replace") as lines:
        return lines.readline().startswith("%% Generated by Sphinx.")


def drop_links_elsewhere(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """A link to what this PDF does not hold becomes its own words."""
    if app.builder.format != "latex":
        return
    for reference in list(doctree.findall(nodes.reference)):
        if str(reference.get("refuri", "")).startswith(ELSEWHERE):
            reference.replace_self(reference.children)


def configure(_app: Sphinx, config: Config) -> None:
    if config.latex_table_style == config.values["latex_table_style"].default:
        config.latex_table_style = ["booktabs"]  # coloured rows fail with LaTeX of June 2026


def setup(app: Sphinx) -> None:
    app.add_builder(PaperLaTeXBuilder, override=True)
    app.connect("config-inited", configure, priority=400)
    app.connect("doctree-resolved", drop_links_elsewhere, priority=900)  # after sphinx-needs' views (500)
