"""The builder ``typst``: one PDF per paper, made in a folder of its own below the output folder."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Set
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import ClassVar, Final

from sphinx.util import logging

from sphinx_plenary import design, glyphs
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Paper
from sphinx_plenary.paper_files import PaperFilesBuilder
from sphinx_plenary.printing import notes_of_links, own_fonts
from sphinx_plenary.transforms.print.title import title_values
from sphinx_plenary.translation import N_, _, pgettext, right_to_left
from sphinx_plenary.typst import gate, images
from sphinx_plenary.typst.code import array, call, dictionary, string
from sphinx_plenary.typst.compiling import MAIN, STANDARDS, Failure, Job, compile_paper, engine
from sphinx_plenary.typst.translator import TypstTranslator
from sphinx_plenary.writing import write_whole

logger = logging.getLogger(__name__)

HERE: Final = Path(__file__).parent
# What was asked of each PDF before it was made, and to which standards Typst holds it.
STATEMENT: Final = "accessibility.json"
_WORDS: Final = {  # and "of", between the number of a page and of all
    "contents": N_("Contents"),
    "status": N_("Status"),
    "date": N_("Date"),
    "licence": N_("Licence"),
    "what": N_("What this is."),
}
# Typst itself uses what there is; two papers at a time, so that Sphinx goes on while the last one is set.
_AT_ONCE: Final = 2


class TypstBuilder(PaperFilesBuilder):
    """Papers -> NAME.pdf in the output folder; NAME/ holds the code and the pictures that it is made of."""

    name = "typst"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    supported_remote_images = True  # nothing is fetched: the translator tells of a picture that lies elsewhere
    supported_data_uri_images = False

    # Not by app.set_translator: pydata-sphinx-theme 0.24 leaves HTML alone where any translator was set.
    default_translator_class = TypstTranslator

    def write_documents(self, _docnames: Set[str]) -> None:
        facts = PlenaryDomain.of(self.env).facts
        papers = facts.papers if facts else {}
        self.remove_former({f"{facts.pdf_names[name]}" for name in papers} if facts else set())
        jobs: dict[str, Future[list[Failure]]] = {}
        self.checked: dict[str, dict[str, str | int]] = {}
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for paper in papers.values():
                assert facts is not None
                logger.info("%s ", paper.docname, nonl=True)
                if job := self.write_paper(paper, facts):
                    jobs[job.target.name] = pool.submit(compile_paper, job)
        for name, done in jobs.items():
            for failure in done.result():
                logger.error(failure.text, type="plenary", subtype="typst", location=failure.place)
                self.checked.pop(name, None)
                self.statuscode(1)
        statement = {"engine": engine(), "standards": list(STANDARDS), "papers": self.checked}
        text = json.dumps(statement, indent=1, sort_keys=True) + "\n"
        write_whole(Path(self.outdir, STATEMENT), text.encode())

    def statuscode(self, code: int) -> None:
        PlenaryDomain.of(self.env).app.statuscode = code

    def write_paper(self, paper: Paper, facts: Facts) -> Job | None:
        """The folder of a paper, ready for Typst; None where something of it cannot be printed, which was told."""
        self.images: dict[str, str] = {}
        tree = self.assemble(paper.docname)
        translator = self.create_translator(tree, self)
        assert isinstance(translator, TypstTranslator)
        translator.link_notes = notes_of_links(paper, facts.register, self.config)
        tree.walkabout(translator)
        body = translator.body()
        if not gate.passes(paper) or not translator.sound:
            self.statuscode(1)
            return None
        name = facts.pdf_names[paper.docname]
        folder = Path(self.outdir, name)
        epoch = _timestamp(paper)
        self.checked[f"{name}.pdf"] = {
            "title": paper.title,
            "language": paper.language,
            "headings": translator.headings,
            "pictures": len(translator.pictures),
            "tables with heads": len(translator.tables),
        }
        write_folder(folder, self.files(paper, facts, body, translator.pictures))
        target = Path(self.outdir, f"{name}.pdf")
        return Job(folder, target, paper.path, epoch, translator.tables, own_fonts(self.config))

    def files(self, paper: Paper, facts: Facts, body: str, pictures: dict[str, str]) -> dict[str, bytes]:
        """What a paper's folder holds, by path inside it."""
        found = {f"pictures/{name}": images.content(Path(self.srcdir, uri)) for uri, name in sorted(pictures.items())}
        found["plenary.typ"] = (HERE / "plenary.typ").read_bytes()
        own = own_fonts(self.config)
        language, region = gate.language_of(paper)
        found["tokens.typ"] = design.typst(glyphs.families(own), right_to_left(language)).encode()
        values = {
            key: string(glyphs.printable(value, own, companions=True))
            for key, value in title_values(paper, facts, self.config).items()
        }
        day = paper.date
        values |= {
            "contents": "true" if facts.register.kind_of(paper.kind).look.contents else "false",
            "language": string(language),
            "region": string(region) if region else "none",
            "author": array([values["author"]] if values["author"] != '""' else []),
            "keywords": array(string(word) for word in (values_of(paper))),
            "day": call("datetime", year=str(day.year), month=str(day.month), day=str(day.day)),
            "words": dictionary(
                [
                    ("of", string(glyphs.printable(pgettext("a page of many", "of"), own, companions=True))),
                    *((key, string(glyphs.printable(_(word), own, companions=True))) for key, word in _WORDS.items()),
                ]
            ),
        }
        show = call("paper.with", dictionary(values.items()))
        found[MAIN] = f'#import "plenary.typ": *\n#show: {show}\n#{body}\n'.encode()
        return found

    def remove_former(self, names: set[str]) -> None:
        """A paper that is gone leaves no PDF; what is not ours stays."""
        for main in sorted(Path(self.outdir).glob(f"*/{MAIN}")):
            if main.parent.name not in names:
                shutil.rmtree(main.parent)
                main.parent.with_name(f"{main.parent.name}.pdf").unlink(missing_ok=True)

    def finish(self) -> None:
        """Nothing: each PDF is put in place when it is whole."""


def values_of(paper: Paper) -> list[str]:
    """The keywords in a PDF's description."""
    return [word for word in (paper.conference, paper.kind.replace("-", " ")) if word]


def write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """The files, and no other but those that begin with a dot; what is the same is not written again."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.relative_to(folder).as_posix() not in files and not path.name.startswith("."):
            path.unlink()
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or sha256(path.read_bytes()).digest() != sha256(data).digest():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)


def _timestamp(paper: Paper) -> int:
    """SOURCE_DATE_EPOCH, else the paper's own day."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdigit() else int(datetime.combine(paper.date, time(), UTC).timestamp())
