"""What a page was made of: its source, what it depends on, conf.py; the digest it carries, and the build's record."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.inputs import inputs_of_page, page_digest
from sphinx_plenary.manifest import Record, short, together, write_record
from sphinx_plenary.model import Paper
from sphinx_plenary.nodes import paper_digest
from sphinx_plenary.rules import Finding
from sphinx_plenary.transforms.parts import line, sentence, styled
from sphinx_plenary.translation import _


class PaperDigestTransform(SphinxPostTransform):
    """The last line of a paper, in every format: by this it can be held against the manifest of the site."""

    default_priority = 8  # after the colophon's legend (7)

    def run(self, **kwargs: object) -> None:
        for placeholder in list(self.document.findall(paper_digest)):
            digest = page_digest(self.env, placeholder["docname"])
            # In groups of four, as people read numbers to each other.
            grouped = " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))
            words = sentence(_("Made from sources with the digest {digest}."), digest=styled(grouped, "digest-value"))
            placeholder.replace_self(line(*words, name="digest") if digest else [])


def carry_digest(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """For programs, in the head of each page: of what it was made, or, without a source, of what it shows."""
    if doctree is None:
        return
    name, digest = "inputs", page_digest(app.env, pagename)
    if not digest:
        name, digest = "shown", short(PlenaryDomain.of(app.env).shown.get(pagename, ""))
    if digest:
        context["metatags"] = f'{context.get("metatags", "")}\n<meta name="plenary-{name}" content="{digest}">'


def count_findings(app: Sphinx, found: list[Finding]) -> None:
    """Count only: who tells them is another."""
    PlenaryDomain.of(app.env).findings = dict(Counter(finding.severity.name.lower() for finding in found))


def record(app: Sphinx, error: Exception | None) -> None:
    """What the build says of itself, for the manifest."""
    domain = PlenaryDomain.of(app.env)
    facts = domain.facts
    if error is not None or app.builder.format != "html" or app.builder.name == "edition" or facts is None:
        return
    pages = {docname: inputs_of_page(app.env, docname) for docname in sorted(app.env.all_docs)}
    write_record(
        Path(app.outdir),
        Record(
            internal=Settings.of(app.config).internal,
            counts=_counts(facts, len(app.env.all_docs)),
            findings=domain.findings,
            pages={
                docname: {"digest": short(together(inputs)), "inputs": sorted(inputs)}
                for docname, inputs in pages.items()
                if inputs
            },
            papers={docname: _told(app, facts, paper) for docname, paper in sorted(facts.papers.items())},
            site=app.config.html_title,
        ),
    )


def _counts(facts: Facts, pages: int) -> dict[str, int]:
    items = Counter(f"{item.type}s" for item in facts.items)
    return {
        "pages": pages,
        "papers": len(facts.papers),
        "citations": len(facts.citations),
        **dict(sorted(items.items())),
    }


def _told(app: Sphinx, facts: Facts, paper: Paper) -> dict[str, str]:
    folder = Settings.of(app.config).pdf_folder
    return {
        "title": paper.title,
        "kind": paper.kind,
        "conference": paper.conference,
        "status": paper.status,
        "date": paper.date.isoformat(),
        "version": paper.version,
        "licence": paper.licence,
        "language": paper.language,
        "page": app.builder.get_target_uri(paper.docname),
        "pdf": f"{folder}/{facts.pdf_names[paper.docname]}.pdf" if folder else "",
    }


def setup(app: Sphinx) -> None:
    app.add_post_transform(PaperDigestTransform)
    app.connect("plenary-findings", count_findings, priority=100)
    app.connect("html-page-context", carry_digest)
    app.connect("build-finished", record)
