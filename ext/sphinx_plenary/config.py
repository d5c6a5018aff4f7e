"""The settings: each has a type, a rebuild scope and a description, written once."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from sphinx_plenary.rules import wrong_codes

AUDIENCES: Final = ("public", "internal")
UNTRANSLATED: Final = ("show", "leave out")
LINK_NOTES: Final = ("footnotes", "endnotes", "none")


@dataclass(frozen=True, slots=True)
class Settings:
    """``plenary_*`` of ``conf.py``. Only ``Settings.of`` reads them."""

    register: list[str] = field(
        default_factory=lambda: ["data"],
        metadata={
            "rebuild": "env",
            "help": "The register: a folder, relative to conf.py, or 'package:name' for an installed one; or a list.",
            "types": frozenset({str, list}),
        },
    )
    trusted: bool = field(
        default=True,
        metadata={
            "rebuild": "env",
            "help": "Whether the papers are by people you trust: if not, what could read, run or send is refused.",
        },
    )
    site_url: str = field(
        default="",
        metadata={"rebuild": "", "help": "Address of the published site; PDFs link there for what they do not hold."},
    )
    pdf_folder: str = field(
        default="",
        metadata={
            "rebuild": "html",
            "help": "Folder of the papers' PDFs in the HTML output; pages link there. Empty: no PDFs, no links.",
        },
    )
    docx_folder: str = field(
        default="",
        metadata={
            "rebuild": "html",
            "help": "Folder of the papers' Word files in the HTML output; pages link there. Empty: none, no links.",
        },
    )
    pdf_checks: str = field(
        default="",
        metadata={
            "rebuild": "",
            "help": "What the build of PDFs says that it checked, relative to conf.py: accessibility.json beside them.",
        },
    )
    lean_pages: bool = field(
        default=False,
        metadata={
            "rebuild": "html",
            "help": "Leave sphinx-needs' sheets and scripts and jQuery out of pages that show none of its views.",
        },
    )
    dossiers: bool = field(
        default=True,
        metadata={
            "rebuild": "html",
            "help": "A page of its own for each text, conference, organization and message that papers mention.",
        },
    )
    preview: bool = field(
        default=False,
        metadata={
            "rebuild": "html",
            "help": "Show in the pages what the rules find, beside the line that it is about: for `plenary serve`.",
        },
    )
    audience: str = field(
        default="public",
        metadata={
            "rebuild": "env",
            "help": "For whom the build is: 'internal' shows what papers mark as internal; 'public' has no byte of it.",
        },
    )
    link_notes: str = field(
        default="footnotes",
        metadata={
            "rebuild": "",
            "help": "Where the PDF says the addresses of links: 'footnotes', 'endnotes' or 'none'.",
        },
    )
    content_policy: str = field(
        default="",
        metadata={
            "rebuild": "html",
            "help": "A Content-Security-Policy that each page has, for hosts that send none. Empty: none.",
        },
    )
    publish: str = field(
        default="all",
        metadata={
            "rebuild": "env",
            "help": "'final' leaves out papers that are not final or whose embargo is not over; 'all' leaves out none.",
        },
    )
    languages: list[str] = field(
        default_factory=list,
        metadata={
            "rebuild": "html",
            "help": "Languages of the site: first that of the sources, then those published in folders beside it.",
        },
    )
    untranslated: str = field(
        default="show",
        metadata={
            "rebuild": "env",
            "help": "What becomes of pages without a catalogue in the language of the build: 'show' or 'leave out'.",
        },
    )
    fonts: str = field(
        default="",
        metadata={
            "rebuild": "",
            "help": "Folder of fonts for scripts that ours have not, relative to conf.py; for the PDFs by Typst.",
        },
    )
    licence: str = field(
        default="", metadata={"rebuild": "env", "help": "Licence of papers whose front matter names none."}
    )
    select: list[str] = field(
        default_factory=list,
        metadata={"rebuild": "", "help": "Only these rules or families are run, as in R101 or R3. Empty: all."},
    )
    rules: list[str] = field(
        default_factory=list,
        metadata={"rebuild": "", "help": "Codes of rules that are off by default and are to be run too."},
    )

    @property
    def internal(self) -> bool:
        """Whether the build shows what is internal."""
        return self.audience == "internal"

    @classmethod
    def of(cls, config: Config) -> Settings:
        return cls(**{setting.name: config[f"plenary_{setting.name}"] for setting in fields(cls)})


def take_one_register(_app: Sphinx, config: Config) -> None:
    """One place needs no brackets."""
    named = config.plenary_register
    config.plenary_register = [named] if isinstance(named, str) else list(named)
    if not config.plenary_register or not all(isinstance(name, str) and name for name in config.plenary_register):
        raise ConfigError(f"plenary_register is {named!r}; name a folder, as in 'data', or a package, 'package:name'")


def refuse_unknown_words(_app: Sphinx, config: Config) -> None:
    settings = Settings.of(config)
    for name, given, known in (
        ("link_notes", settings.link_notes, LINK_NOTES),
        ("audience", settings.audience, AUDIENCES),
        ("untranslated", settings.untranslated, UNTRANSLATED),
    ):
        if given not in known:
            raise ConfigError(f"plenary_{name} is {given!r}; it is one of {', '.join(map(repr, known))}")


def refuse_unknown_rules(_app: Sphinx, config: Config) -> None:
    settings = Settings.of(config)
    for name, codes in (("plenary_select", settings.select), ("plenary_rules", settings.rules)):
        if wrong := wrong_codes(codes):
            raise ConfigError(f"{name}: {'; '.join(wrong)}")


def setup(app: Sphinx) -> None:
    for setting in fields(Settings):
        default = setting.default if setting.default_factory is MISSING else setting.default_factory()
        app.add_config_value(
            f"plenary_{setting.name}",
            default,
            setting.metadata["rebuild"],
            types=setting.metadata.get("types", frozenset({type(default)})),
            description=setting.metadata["help"],
        )
    app.connect("config-inited", take_one_register)
    app.connect("config-inited", refuse_unknown_rules)
    app.connect("config-inited", refuse_unknown_words)
