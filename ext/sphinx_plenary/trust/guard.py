"""Where Sphinx and MyST look up a directive or role: what is not allowed is answered by one that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import system_message
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.misc import Include
from docutils.parsers.rst.states import Inliner
from docutils.utils import Reporter
from myst_parser.mocking import MockIncludeDirective, MockState
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import CustomReSTDispatcher, SphinxDirective

from sphinx_plenary.trust.allowed import BODIES, DIRECTIVES, DOMAINS, FILES, LIMITED, ROLES

logger = logging.getLogger(__name__)

KIND = "untrusted"
CURE = "leave it out, or, if you answer for this paper, build it with plenary_trusted = True"


def refuse(what: str, fix: str, location: object) -> None:
    """Say that something was refused; the page is built without it."""
    logger.error("%s; %s", what, fix, type=KIND, location=location)


def bare(name: str) -> str:
    """A name without the domain before it, where that is one of those allowed."""
    domain, sign, rest = name.lower().partition(":")
    return rest if sign and domain in DOMAINS else name.lower()


class Anything(dict[str, Callable[[str], str]]):
    """The options of a directive that takes whatever stands there."""

    def __bool__(self) -> bool:
        return True

    def __contains__(self, name: object) -> bool:
        return True

    def __getitem__(self, name: str) -> Callable[[str], str]:
        return str


class Refused(SphinxDirective):
    """Stands for a directive that is not allowed: says so and shows nothing."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[Any] = Anything()

    def run(self) -> list[nodes.Node]:
        what = f"directive {self.name!r} is not for papers that are not trusted"
        refuse(what, CURE, self.get_location())
        return []


class Limited(SphinxDirective):
    """Mixed into a directive that is allowed within limits."""

    def run(self) -> list[nodes.Node]:
        return [] if is_refused(self) else list(super().run())


class LimitedInclude(SphinxDirective):
    """``include``: not mixed in, since MyST runs one of its own in the place of any that is derived from docutils'."""

    required_arguments = 1
    final_argument_whitespace = True
    found: ClassVar[type[Include]]

    def run(self) -> list[nodes.Node]:
        if is_refused(self):
            return []
        if isinstance(self.state, MockState):
            renderer = self.state._renderer
            mock = MockIncludeDirective(renderer, self.name, self.found, self.arguments, self.options, [], self.lineno)
            return list(mock.run())
        return list(
            self.found(
                self.name,
                self.arguments,
                self.options,
                self.content,
                self.lineno,
                self.content_offset,
                self.block_text,
                self.state,
                self.state_machine,
            ).run()
        )


def is_refused(directive: SphinxDirective) -> bool:
    """Whether a directive goes beyond its limits, which is said then."""
    wrong = next(_wrong(directive), None)
    if wrong is not None:
        what = f"{wrong} of directive {directive.name!r} is not for papers that are not trusted"
        refuse(what, CURE, directive.get_location())
    return wrong is not None


def _wrong(directive: SphinxDirective) -> Iterator[str]:
    name = bare(directive.name)
    yield from (f"option {option!r}" for option in directive.options if option not in LIMITED[name])
    if name not in BODIES and name not in FILES and "".join(directive.content).strip():
        yield "the program in the body"
    if name in FILES and (wrong := outside(directive.env, directive.arguments[0])):
        yield f"the file {directive.arguments[0]!r}, which {wrong},"


def outside(env: BuildEnvironment, name: str) -> str:
    """Why a file that a paper names is none of the papers' own; empty if it is."""
    if "://" in name or name.startswith("<"):
        return "is none of the papers' own"
    root = Path(env.srcdir).resolve()
    place = Path(env.relfn2path(name)[1])
    if not place.resolve().is_relative_to(root):
        return "lies outside the papers' folder"
    return ""


def limited(name: str, found: type[Directive]) -> type[Directive]:
    """The same within its limits. Of options beyond them not even the value is looked at: ``parser`` imports it."""
    known = dict(found.option_spec or {})
    if issubclass(found, Include):
        known["heading-offset"] = directives.nonnegative_int  # which MyST adds
    options = {option: known[option] if option in LIMITED[name] else directives.unchanged for option in known}
    if issubclass(found, Include):
        return type("Include", (LimitedInclude,), {"option_spec": options, "found": found})
    return type(found.__name__, (Limited, found), {"option_spec": options})


def refused_role(
    name: str, rawtext: str, text: str, lineno: int, inliner: Inliner, *rest: object
) -> tuple[list[nodes.Node], list[system_message]]:
    """Stands for a role that is not allowed: says so and leaves its words."""
    document = inliner.document
    refuse(f"role {name!r} is not for papers that are not trusted", CURE, (document.settings.env.docname, lineno))
    return [nodes.literal(rawtext, rawtext)], []


class Guard(CustomReSTDispatcher):
    """Before all others that look up."""

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[system_message]]:
        found, messages = super().directive(directive_name, language_module, document)
        name = bare(directive_name)
        if found is None or name in DIRECTIVES:
            return found, messages
        return (limited(name, found) if name in LIMITED else Refused), []

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: Reporter
    ) -> tuple[Any, list[system_message]]:
        found, messages = super().role(role_name, language_module, lineno, reporter)
        return (found, messages) if found is None or bare(role_name) in ROLES else (refused_role, [])
