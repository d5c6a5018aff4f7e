"""In which languages a paper can be read: a switch under its title, and links in the head of its page for machines."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.osutil import relative_uri

from sphinx_plenary.catalogues import catalogue_of, is_translated
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.nodes import paper_languages
from sphinx_plenary.transforms.parts import separated
from sphinx_plenary.translation import right_to_left, spoken, tongue

# As who speaks it calls it.
NAMES: Final = {
    "en": "English",
    "ar": "العربية",
    "es": "español",
    "fr": "français",
    "ru": "русский",
    "zh": "中文",
}


class LanguagesTransform(SphinxPostTransform):
    """``paper_languages`` -> the languages, each a link but that of the page; one alone goes, with its label."""

    default_priority = 6

    def run(self, **kwargs: object) -> None:
        builder = PlenaryDomain.of(self.env).app.builder
        for placeholder in list(self.document.findall(paper_languages)):
            there = pages(PlenaryDomain.of(self.env).app, placeholder["docname"])
            if there:
                placeholder.replace_self(separated([[self.word(builder, *each)] for each in there.items()]))
                continue
            label = placeholder.parent.parent.parent
            label.parent.remove(label)

    def word(self, builder: Builder, language: str, uri: str) -> nodes.Node:
        classes = [f"language-{language.replace('_', '-')}"]
        name = NAMES.get(tongue(language), language)
        if not uri:
            return nodes.inline("", name, classes=classes)
        here = builder.get_target_uri(self.env.docname)
        address = relative_uri(here, uri)
        link = nodes.reference("", name, refuri=address, internal=True, classes=classes)
        if right_to_left(language) != right_to_left(spoken()):
            link["classes"].append("plenary-other-way")
        return link


def shown_by(builder: Builder) -> bool:
    return builder.format == "html" and builder.name not in {"epub", "edition"}


def pages(app: Sphinx, docname: str) -> dict[str, str]:
    """Language -> address of the page in it, from the root of this build; empty for this page, and without others."""
    if not shown_by(app.builder):
        return {}
    config = app.config
    own = config.language
    source, *others = Settings.of(config).languages or [own]
    domain = docname_to_domain(docname, config.gettext_compact)
    folder = Path(app.srcdir)
    known = [source]
    for language in others:
        path = catalogue_of(folder, config.locale_dirs, language, domain)
        if path is not None and is_translated(path):
            known.append(language)
    if len(known) < 2 or own not in known:
        return {}
    uri = app.builder.get_target_uri(docname)
    root = "" if own == source else "../"
    return {
        language: "" if language == own else f"{root}{uri}" if language == source else f"{root}{language}/{uri}"
        for language in known
    }


def point_to_languages(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """``<link rel="alternate" hreflang="fr">`` in the head of a page that is there in several languages."""
    if doctree is None:
        return
    here = app.builder.get_target_uri(pagename)
    for language, uri in pages(app, pagename).items():
        address = relative_uri(here, uri or here) or here.rpartition("/")[2]
        line = f'<link rel="alternate" hreflang="{language.replace("_", "-")}" href="{address}">'
        context["metatags"] = f"{context.get('metatags', '')}\n{line}"


def setup(app: Sphinx) -> None:
    app.add_post_transform(LanguagesTransform)
    app.connect("html-page-context", point_to_languages)
