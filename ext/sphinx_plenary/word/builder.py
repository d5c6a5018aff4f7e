"""The builder ``word``: one .docx per paper in the output folder."""

from __future__ import annotations

import json
import os
from collections.abc import Set
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from pathlib import Path
from typing import ClassVar, Final

from sphinx.errors import ExtensionError
from sphinx.util import logging

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Paper
from sphinx_plenary.paper_files import PaperFilesBuilder
from sphinx_plenary.refused import Refused
from sphinx_plenary.transforms.print.title import title_values
from sphinx_plenary.typst.builder import write_folder
from sphinx_plenary.word import ast, pandoc
from sphinx_plenary.word.finishing import About, finish
from sphinx_plenary.word.heads import Head
from sphinx_plenary.word.reference import reference
from sphinx_plenary.word.title import contents, title_block
from sphinx_plenary.word.translator import WordTranslator
from sphinx_plenary.writing import write_whole

logger = logging.getLogger(__name__)

_AT_ONCE: Final = 2
# Where a paper's pictures and the reference document lie while pandoc works.
PIECES: Final = ".pieces"
_ARGUMENTS: Final = ("-f", "json", "-t", "docx", "--syntax-highlighting=none", "-o", "-")


class WordBuilder(PaperFilesBuilder):
    """Papers -> NAME.docx."""

    name = "word"
    format = "word"
    epilog = "The Word files are in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = [
        "application/pdf",
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    supported_remote_images = True  # nothing is fetched: the translator tells of a picture that lies elsewhere
    supported_data_uri_images = False

    def write_documents(self, _docnames: Set[str]) -> None:
        facts = PlenaryDomain.of(self.env).facts
        papers = facts.papers if facts else {}
        names = {f"{facts.pdf_names[name]}.docx" for name in papers} if facts else set()
        for former in sorted(Path(self.outdir).glob("*.docx")):
            if former.name not in names:
                former.unlink()
        try:
            pieces = Path(self.outdir, PIECES)
            pieces.mkdir(parents=True, exist_ok=True)
            write_whole(pieces / "reference.docx", reference())
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                for done in [
                    pool.submit(self.make, *job) for paper in papers.values() if (job := self.job(paper, facts))
                ]:
                    done.result()
        except Refused as refused:
            raise ExtensionError("; ".join(refused.lines)) from None

    def job(self, paper: Paper, facts: Facts | None) -> tuple[Paper, str, bytes, About] | None:
        """What pandoc needs for a paper; None where something of it has no form in Word, which was told."""
        assert facts is not None
        logger.info("%s ", paper.docname, nonl=True)
        self.images: dict[str, str] = {}
        name = facts.pdf_names[paper.docname]
        folder = Path(self.outdir, PIECES, name)
        translator = WordTranslator(self.assemble(paper.docname), self)
        values = title_values(paper, facts, self.config)
        body = translator.body()
        if facts.register.kind_of(paper.kind).look.contents:
            body = [*contents(body), *body]
        tree = ast.document([*title_block(values), *body])
        if not translator.sound:
            PlenaryDomain.of(self.env).app.statuscode = 1
            return None
        write_folder(folder, translator.pictures)
        about = About(
            title=paper.title,
            author=values["author"],
            subject=values["kind"],
            description=paper.abstract,
            language=paper.language,
            version=paper.version,
            epoch=timestamp(paper),
            head=Head(values["shorttitle"], values["status"], values["date"], values["mark"]),
            sources=translator.sources,
        )
        return paper, name, json.dumps(tree).encode(), about

    def make(self, paper: Paper, name: str, tree: bytes, about: About) -> None:
        pieces = Path(self.outdir, PIECES)
        places = [f"--reference-doc={pieces / 'reference.docx'}", f"--resource-path={pieces / name}"]
        made, said = pandoc.run([*_ARGUMENTS, *places], tree, about.epoch)
        for line in said:
            logger.warning("pandoc: %s", line, type="plenary", subtype="word", location=f"{paper.path}:1")
        path, data = Path(self.outdir, f"{name}.docx"), finish(made, about)
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)

    def finish(self) -> None:
        """Nothing: each file is put in place when it is whole."""


def timestamp(paper: Paper) -> int:
    """SOURCE_DATE_EPOCH, else the paper's own day."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdigit() else int(datetime.combine(paper.date, time(), UTC).timestamp())
