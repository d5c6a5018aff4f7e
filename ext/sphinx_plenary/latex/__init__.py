"""One PDF per paper by XeLaTeX: the builder that asks the papers what there is to build, and their title block.

All TeX stands in ``plenary.sty``; from here it gets values only, escaped.
"""

from __future__ import annotations

import os
from pathlib import Path
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
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.printing import address
from sphinx_plenary.transforms.print.title import title_values
from sphinx_plenary.translation import _, pgettext, spoken

logger = logging.getLogger(__name__)

HERE: Final = Path(__file__).parent
# What Sphinx, TeX and latexmk write for a paper.
MADE_OF_PAPERS: Final = (
    *(".tex", ".aux", ".idx", ".ilg", ".ind", ".out", ".toc"),
    *(".fdb_latexmk", ".fls", ".log", ".xdv", ".pdf"),
)

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
        return address(self.config, docname)

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
        if not facts.register.kind_of(paper.kind).look.contents:
            self.context["tableofcontents"] = ""
        values = title_values(paper, facts, self.config)
        lines = [
            rf"\plenaryset{{{name}}}{{{escape(glyphs.printable(value), 'xelatex')}}}" for name, value in values.items()
        ]
        lines += [rf"\plenaryset{{{name}}}{{{escape(word, 'xelatex')}}}" for name, word in words_of_page().items()]
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


def words_of_page() -> dict[str, str]:
    """What plenary.sty itself says, in another language than its own English."""
    if spoken() == "en":
        return {}
    return {
        "of": pgettext("a page of many", "of"),
        "contents": _("Contents"),
        "what": _("What this is."),
        "continued": _("continued"),
        "statusword": _("Status"),
        "dateword": _("Date"),
        "licenceword": _("Licence"),
    }


def _is_written_by_sphinx(tex: Path) -> bool:
    with tex.open(encoding="utf-8", errors="replace") as lines:
        return lines.readline().startswith("%% Generated by Sphinx.")


def configure(_app: Sphinx, config: Config) -> None:
    if config.latex_table_style == config.values["latex_table_style"].default:
        config.latex_table_style = ["booktabs"]  # coloured rows fail with LaTeX of June 2026


def setup(app: Sphinx) -> None:
    app.add_builder(PaperLaTeXBuilder, override=True)
    app.connect("config-inited", configure, priority=400)
