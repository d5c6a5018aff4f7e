"""The head of a page -> ``Paper``, or slips with their lines; its text, for the rules that read prose.

Runs before the page is parsed.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.fences import unclosed
from sphinx_plenary.lint.heads import read_head
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.model import Mention, Origin, Slip
from sphinx_plenary.roles import CITING
from sphinx_plenary.slips import FRONT_MATTER, not_closed
from sphinx_plenary.source import PageSource, shown
from sphinx_plenary.translations import Translation


def read_front_matter(app: Sphinx, docname: str, content: list[str]) -> None:
    """Note the paper that a page is, if it is one; what is wrong with its front matter; and its text."""
    env = app.env
    text = content[0]
    path = shown(Path(env.doc2path(docname)), Path(app.confdir))
    PageSource.begin(env, Path(app.confdir), path, text)
    domain = PlenaryDomain.of(env)
    notes = domain.note(docname)
    notes.digest = sha256(text.encode()).hexdigest()
    if path.endswith(".md"):
        notes.slips += [not_closed(docname, Origin(path, found.line), found) for found in unclosed(text.split("\n"))]
    head = read_head(text, docname, path, Settings.of(app.config).licence)
    notes.slips += [Slip(docname, FRONT_MATTER, problem) for problem in head.problems]
    translation = Translation.begin(env, docname, Path(app.confdir))
    paper = notes.paper = head.paper and translation.paper(head.paper, app.config.language)
    notes.words = translation.asked
    if paper is None:
        return
    domain.use("conferences", "bodies", "kinds")  # whose words say what is a citation, and what the paper is called
    if path.endswith(".md"):
        notes.document = parse(translation.text(text), translation.path) if translation else parse(text, path)
        conference = domain.register.conferences.get(paper.conference)
        found = list(domain.prose.citations(notes.document, docname, conference))
        notes.citations += found
        if found:
            domain.use(*CITING)
    if not head.problems:
        notes.mentions.append(Mention(docname, paper.origin("conference"), "conf", paper.conference))


def setup(app: Sphinx) -> None:
    app.connect("source-read", read_front_matter)
