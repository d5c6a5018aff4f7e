"""sphinx-plenary: reproducible papers for people who prepare and follow treaty conferences.

A tour of the rooms, in the order in which the data passes through them:

- ``model`` has the nouns; ``register`` reads ``data/`` into them; ``citations`` knows how ITU writes.
- ``lint`` reads papers and strangers' files, text with exact places; ``prose`` finds in it what rules ask for.
- ``elsewhere``: what other teams' sites have.
- ``internal``: what papers mark as for the delegation alone, and their texts without it.
- ``readings`` are these things, each read once; ``facts`` is everything a rule may look at; ``reviewed`` holds what
  was known when an item was reviewed to what is known now; ``rules`` has the rules.
- ``gather`` makes facts of files without a build; ``mending`` applies safe cures; ``reports`` writes findings in
  four formats.
- ``reviewing`` writes into papers what was reviewed; ``counts`` says how papers stand.
- ``starting`` begins a project, with the register in ``starter``.
- ``drafting`` writes a new paper of the register and of what earlier papers tracked; ``editions`` are papers as they
  were released, and what changed between two.
- ``matrix`` makes of facts the rows of a conference, ``dossiers`` the stories of texts, conferences, organizations
  and messages; ``exports`` writes them as files; ``imports`` reads what came back and says what was changed;
  ``figures`` draws; ``comments`` are what a reviewer wrote into a Word file, by line of the source. No room up to
  here knows Sphinx.
- ``translation``: words of ours in the language of the build; ``days`` are dates in it; ``languages`` says which it is;
  ``catalogues`` reads the translation of a paper, ``translations`` brings it to front matter, options and rules.
- ``config``, ``loading``, ``needs``, ``domain``: settings, the register's way in, the one door to
  sphinx-needs, and what papers say.
- ``presets``: what a project need not say of MyST and of templates.
- ``audience``: a public build takes out what is internal before anything of it is noted.
- ``front_matter``, ``source``, ``roles``, ``directives``: reading a paper; ``trust``: what one by a stranger may have.
- ``federation``: what other sites publish for ours to link to.
- ``publishing``: which papers a build leaves out.
- ``virtual``: pages without a source, one for each dossier and each edition.
- ``freshness``: which pages must be written again. ``repeat``: what Sphinx said of a page is said again;
  ``hushed``: what a rule says better is not said by MyST.
- ``check``: facts are frozen, rules speak.
- ``inputs``: of what each page is made. ``snapshots``: a paper as it now stands, for a release or a comparison;
  ``edition_builder``: the body of its page.
- ``provenance``: what each page says of that; ``manifest`` writes it down for the whole site, checks and compares.
- ``whole``: an output changes only when a build is whole, with ``locking``, ``sealing`` and ``folders``.
- ``preview``: what was found, shown in pages as ``telling`` words it; ``serving``: pages built again at each change.
- ``pace``: the garbage collector while a build runs; ``under_way``: how far it has come, by way of ``progress``.
- ``transforms``, ``nodes``, ``latex``, ``typst``, ``word``, ``static``: what a reader sees; ``printing``: what the
  engines of print share; ``paper_files``; ``formulas``, ``mathml``: maths; ``downloads``, ``feeds``: what they take
  away; ``strict``, ``inline``: nothing runs in a page that is no file of the site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Open the rooms in the order in which the data passes through them."""
    # Imported here, so that the command `plenary` starts without Sphinx.
    from sphinx_plenary import (
        audience,
        check,
        config,
        directives,
        domain,
        downloads,
        edition_builder,
        federation,
        feeds,
        freshness,
        front_matter,
        hushed,
        languages,
        latex,
        loading,
        mathml,
        needs,
        nodes,
        pace,
        pages,
        presets,
        preview,
        printing,
        provenance,
        publishing,
        repeat,
        roles,
        strict,
        transforms,
        translations,
        trust,
        typst,
        under_way,
        virtual,
        whole,
        word,
    )

    for room in (
        languages,
        whole,
        under_way,
        config,
        presets,
        publishing,
        translations,
        pace,
        needs,
        domain,
        loading,
        audience,
        nodes,
        front_matter,
        roles,
        directives,
        trust,
        repeat,
        hushed,
        federation,
        virtual,
        freshness,
        check,
        transforms,
        downloads,
        pages,
        preview,
        mathml,
        provenance,
        printing,
        strict,
        latex,
        typst,
        word,
        edition_builder,
        feeds,
    ):
        room.setup(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
