"""``plenary_trusted = False``: papers of strangers are built without what could read, run or send something.

What is allowed is listed, see ``allowed``; the rest is refused, with its place and what to do, and the paper is
built without it. See decision 23.
"""

from __future__ import annotations

from docutils import nodes
from myst_parser.config.main import TopmatterReadError, read_topmatter
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError

from sphinx_plenary import needs
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.trust.allowed import EXTENSIONS, KEYS
from sphinx_plenary.trust.guard import CURE, KIND, Guard, refuse
from sphinx_plenary.trust.tree import check


def see_settings(_app: Sphinx, config: Config) -> None:
    if not Settings.of(config).trusted:
        for name in sorted({*EXTENSIONS} & {*config.myst_enable_extensions}):
            raise ConfigError(
                f"myst_enable_extensions has {name!r}, with which a paper runs code; "
                "take it out, or set plenary_trusted = True"
            )


def take_functions(app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    """What stands in double brackets would run sphinx-needs' functions, and these run Python."""
    if not Settings.of(app.config).trusted:
        needs.take_functions()


def see_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Before a page is parsed: its front matter, and what looks up its directives and roles."""
    if Settings.of(app.config).trusted:
        return
    Guard().enable()  # until Sphinx has read the page, and puts back what looked up before
    try:
        keys = read_topmatter(content[0]) or {}
    except TopmatterReadError:
        return  # which MyST says, and reads nothing of it
    if wrong := [key for key in KEYS if key in keys]:
        what = f"{', '.join(map(repr, wrong))} in the front matter changes how the page is read"
        refuse(what, CURE, (docname, 1))
        content[0] = _without_front_matter(content[0])


def _without_front_matter(text: str) -> str:
    """The page without it, on the same lines."""
    lines = text.splitlines()
    end = next((number for number, line in enumerate(lines[1:], 1) if line.startswith(("---", "..."))), len(lines))
    return "\n".join([""] * (end + 1) + lines[end + 1 :])


def see_tree(app: Sphinx, doctree: nodes.document) -> None:
    if not Settings.of(app.config).trusted:
        check(app.env, doctree)


def fail(app: Sphinx, _builder: Builder) -> None:
    """What was refused is an error of the build, on every build until it is mended."""
    if any(said.type == KIND for notes in PlenaryDomain.of(app.env).notes.values() for said in notes.said):
        app.statuscode = 1


def setup(app: Sphinx) -> None:
    app.connect("config-inited", see_settings)
    app.connect("env-before-read-docs", take_functions, priority=800)  # sphinx-needs makes them at 500
    app.connect("source-read", see_source, priority=900)  # after others who look up, such as intersphinx at 500
    app.connect("doctree-read", see_tree, priority=0)  # before who keeps anything of the page
    app.connect("write-started", fail, priority=660)
