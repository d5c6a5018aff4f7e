"""For whom a build is. A public one takes out what is internal before anything of it is noted, or does not begin.

Internal papers are not found; of other pages the internal lines are empty when the source is read; what comes by
``{include}`` is dropped by the directives. What is wrongly marked ends the build in words.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, Final

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.matching import get_matching_files

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.internal import Source, Withheld, marks_of, taken_in, withheld, without_internal
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.model import Origin, Problem, Slip
from sphinx_plenary.slips import DIRECTIVE
from sphinx_plenary.source import shown
from sphinx_plenary.whole import output_of

logger = logging.getLogger(__name__)

# In folders that hold what an internal build made: no public build goes there.
MARK: Final = ".plenary-internal"


def look_through(app: Sphinx) -> None:
    """Read all pages for what is internal; where the build is public, end it if that cannot be told for sure."""
    internal = Settings.of(app.config).internal
    domain = PlenaryDomain.of(app.env)
    domain.sources = list(_sources(app))
    folders = (Path(app.outdir), output_of(app), Path(app.doctreedir))
    if internal:
        for folder in folders[::2]:  # the output gets it with the files
            folder.mkdir(parents=True, exist_ok=True)
            (folder / MARK).write_text("Made by an internal build.\n", encoding="utf-8")
        return
    problems = [problem for one in domain.sources for problem in (*one.marks.problems, *one.marks.told)]
    problems += _shown_whole(domain.sources)
    for problem in sorted(problems, key=lambda one: (one.origin, one.what)):
        logger.error(problem.text, type="plenary", subtype="internal", location=str(problem.origin))
    for folder in folders:
        if (folder / MARK).exists():
            problems.append(Problem(Origin(str(folder), 1), "", ""))
            logger.error(
                "%s holds what an internal build made; remove the folder, or name another",
                shown(folder, Path(app.confdir)),
                type="plenary",
                subtype="internal",
            )
    if problems:
        logger.error("a public build must be sure of what is internal; nothing was built")
        sys.exit(2)
    hidden = [f"{one.docname}{Path(one.path).suffix}" for one in domain.sources if one.marks.whole]
    # Not earlier: what conf.py says is kept between builds, and the names of internal papers are not to be.
    app.config.exclude_patterns += [_literally(name) for name in hidden]
    domain.hidden = len(hidden)
    _remove_former(app, [one.docname for one in domain.sources if one.marks.whole])


def _sources(app: Sphinx) -> Iterator[Source]:
    """The pages in Markdown, with what of them is internal."""
    config = app.config
    excluded = (*config.exclude_patterns, *config.templates_path)
    for name in sorted(get_matching_files(app.srcdir, config.include_patterns, excluded)):
        if not name.endswith(".md"):
            continue
        path = Path(app.srcdir, name)
        try:
            text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except (OSError, UnicodeDecodeError):  # told when it is read
            continue
        where = shown(path, Path(app.confdir))
        yield Source(name.removesuffix(".md"), where, text, marks_of(text, where))


def _shown_whole(sources: list[Source]) -> Iterator[Problem]:
    """Directives that take in a file as it stands, with what is internal in it."""
    whole = {f"{one.docname}.md" for one in sources if one.marks.whole}
    some = {f"{one.docname}.md" for one in sources if one.marks.any}
    if not some:
        return
    for one in sources:
        if one.marks.whole or "include}" not in one.text:
            continue
        document = parse(without_internal(one.text, one.marks), one.path)
        for directive, path, verbatim in taken_in(document):
            if _file(path, one.docname) in (some if verbatim else whole):
                what = f"{{{directive.name}}} takes in {path!r}, of which something is internal"
                yield Problem(document.origin(directive.start, directive.start), what, "take the directive out")


def _file(path: str, docname: str) -> str:
    """A path as a page writes it -> the same from the folder of the sources."""
    return path.lstrip("/") if path.startswith("/") else normpath(join(dirname(docname), path))


def _literally(name: str) -> str:
    """A pattern that only this name has."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _remove_former(app: Sphinx, docnames: list[str]) -> None:
    """What was made of a paper before it became internal."""
    for docname in docnames:
        Path(app.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
        for place in (docname, f"{docname}/index", f"_sources/{docname}"):
            for suffix in (".html", ".xhtml", ".txt", ".md.txt", ".tex", ".pdf"):
                Path(app.outdir, f"{place}{suffix}").unlink(missing_ok=True)


def forget_names(app: Sphinx, *_: object) -> list[str]:
    """The pages are found: from here on no setting names an internal paper."""
    count = PlenaryDomain.of(app.env).hidden
    if count:
        del app.config.exclude_patterns[-count:]
        PlenaryDomain.of(app.env).hidden = 0
    return []


def read_public_lines(app: Sphinx, docname: str, content: list[str]) -> None:
    """Empty the internal lines of a page before anybody reads it; in an internal build only tell what marks nothing."""
    path = shown(Path(app.env.doc2path(docname)), Path(app.confdir))
    if not path.endswith(".md"):
        return
    marks = marks_of(content[0], path)
    if Settings.of(app.config).internal:
        notes = PlenaryDomain.of(app.env).note(docname)
        notes.slips += [Slip(docname, DIRECTIVE, problem) for problem in marks.problems]
    else:
        content[0] = without_internal(content[0], marks)


def copy_no_internal_file(app: Sphinx, doctree: nodes.document) -> None:
    """A link to a source in which something is internal would publish it: only its words stay. A rule tells it."""
    domain = PlenaryDomain.of(app.env)
    some = {f"{one.docname}.md" for one in domain.sources if one.marks.any}
    if Settings.of(app.config).internal or not some:
        return
    for link in list(doctree.findall(download_reference)):
        if _file(str(link.get("reftarget", "")), app.env.docname) in some:
            link.replace_self(nodes.inline("", "", *link.children))


def show_no_source(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Of a page with internal lines the source is not copied beside it."""
    domain = PlenaryDomain.of(app.env)
    if not Settings.of(app.config).internal and any(one.docname == pagename for one in domain.sources if one.marks.any):
        context["sourcename"] = context["page_source_suffix"] = ""
        context["has_source"] = False


def forget_words(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Words that no page has any more leave the search index: Sphinx 9.0 keeps them, with no page behind them."""
    index = getattr(app.builder, "indexer", None)
    for mapping in (getattr(index, name, {}) for name in ("_mapping", "_title_mapping")):
        for word in [word for word, docnames in mapping.items() if not docnames]:
            del mapping[word]
    return []


def withheld_of(env: BuildEnvironment, internal: bool) -> Withheld | None:
    """What public texts may not lead to nor repeat; None where nothing is internal."""
    domain = PlenaryDomain.of(env)
    others = (one for one in domain.sources if domain.paper(one.docname) is None and not one.marks.whole)
    if not any(one.marks.any for one in domain.sources):
        return None
    pages = {one.docname: parse(without_internal(one.text, one.marks), one.path) for one in others}
    return withheld(domain.sources, domain.register, pages, places=internal)


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", look_through, priority=600)  # after the register is loaded
    app.connect("env-get-outdated", forget_names, priority=1)
    app.connect("source-read", read_public_lines, priority=1)  # before anybody else sees a word
    app.connect("doctree-read", copy_no_internal_file, priority=1)  # before Sphinx gathers the files to be copied
    app.connect("html-page-context", show_no_source, priority=100)
    app.connect("html-collect-pages", forget_words)
