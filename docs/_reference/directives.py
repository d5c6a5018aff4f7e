"""The pages of directives, roles and examples, from the classes and ``words.yaml``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from text import code, fenced, page, plain, table

from sphinx_plenary import needs
from sphinx_plenary.directives import ITEMS
from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.internal import NAME
from sphinx_plenary.roles import ROLES

Words = dict[str, Any]
DIRECTIVES = """\
A directive declares something, or puts something on the page that is made from the register and from all papers.

```markdown
:::{name} argument
:option: value

Text.
:::
```

Options stand directly under the first line, one a line. [The examples](examples.md) show on one page what each makes.
Where an option lists several values, commas stand between them. A directive that is misspelt, or an option that it
does not have, is told with the nearest name (R503, R514).
"""
EXAMPLES_HEAD = """\
---
paper:
  kind: commentary
  conference: PP-22
  status: draft
  date: 2022-11-20
  version: "0.1"
  abstract: >-
    What each directive and each role makes. The first lines of this page are the front matter of a paper, so it has a
    paper's head. What is tracked in it is made up.
---
"""
ROLES_TEXT = """\
A role stands in a sentence. It asks the register and writes what is officially so, on the date of the paper.
The words of your own may stand before the name: ``{res}`that resolution <101>` ``.
"""


def words(here: Path) -> Words:
    return dict(yaml.safe_load((here / "words.yaml").read_text(encoding="utf-8")))


def classes() -> dict[str, type[PlenaryDirective]]:
    """Every directive of ours by its name, as the package registers them."""

    class Registry:
        def __init__(self) -> None:
            self.found: dict[str, type[PlenaryDirective]] = dict(ITEMS)

        def add_directive(self, name: str, directive: type[PlenaryDirective], override: bool = False) -> None:
            self.found[name] = directive

        def connect(self, *_: object, **__: object) -> None:
            pass

    from sphinx_plenary import directives

    registry = Registry()
    directives.setup(registry)  # type: ignore[arg-type]
    return registry.found


def refuse_idle_words(said: Words) -> None:
    """End with a message where words are of a directive, a role or an option that there is not, or one has none."""
    found = classes()
    allowed = {name: {*one.allowed, "ARGUMENT"} for name, one in found.items()}
    for what, names in (("directives", found.keys()), ("roles", ROLES.keys())):
        if wrong := said[what].keys() ^ names:
            raise SystemExit(f"words.yaml: {', '.join(map(repr, sorted(wrong)))} of {what}: the code and it differ")
    every: set[str] = set().union(*allowed.values())
    spoken = {"options": (said["options"], every)}
    spoken |= {name: (options, allowed[name]) for name, options in said["option_of"].items()}
    for name, one in said["directives"].items():
        spoken[name] = ({*spoken.get(name, ((), ()))[0], *one.get("needs", [])}, allowed[name])
    for what, (names, known) in spoken.items():
        if wrong := sorted(set(names) - known):
            raise SystemExit(f"words.yaml: {', '.join(map(repr, wrong))} is said of {what}, which has no such option")


def directives(said: Words) -> str:
    found = classes()
    rows = ((f"[{name}](#{name})", _makes(name, found[name], said)) for name in said["directives"])
    parts = (_directive(name, found[name], said) for name in said["directives"])
    return page("Directives", DIRECTIVES.split("\n"), table(("directive", "what it makes"), rows), *parts)


def _doc(directive: type) -> str:
    return inspect.cleandoc(directive.__doc__ or "")


def _makes(name: str, directive: type, said: Words) -> str:
    """What it makes: its docstring without its use in front, unless the words say it better."""
    if better := said["directives"][name].get("makes"):
        return str(better)
    first = plain(_doc(directive).split("\n\n")[0])
    makes = re.sub(r"^``.*?``(?!`)(?:; [^:]*)?[:;] ", "", first)
    return makes[0].upper() + makes[1:]


def _directive(name: str, directive: type[PlenaryDirective], said: Words) -> Iterator[str]:
    mine = said["directives"][name]
    yield from (f"## {name}", "", _makes(name, directive, said), "")
    for more in _doc(directive).split("\n\n")[1:]:
        yield from (plain(more), "")
    yield from fenced(mine["example"], "markdown")
    rows = list(_options(name, directive, said))
    if rows:
        yield from table(("option", "filled", "what it says"), rows)


def _options(name: str, directive: type[PlenaryDirective], said: Words) -> Iterator[tuple[str, str, str]]:
    mine = said["directives"][name]
    needed = mine.get("needs", [])
    if mine["argument"]:
        yield "*argument*", "yes" if "ARGUMENT" in needed else "", _sentence(mine["argument"])
    for option in sorted(directive.allowed, key=lambda one: (one not in needed, one)):
        meaning = option_words(name, option, said)
        if values := directive.words.get(option):
            meaning += f" One of {', '.join(code(str(one)) for one in values)}."
        yield code(option), "yes" if option in needed else "", meaning


def option_words(name: str, option: str, said: Words) -> str:
    """What an option means; the end where nobody has said it."""
    own = said["option_of"].get(name, {})
    if option in own:
        return str(own[option])
    if option == NAME:
        return "Keeps the item out of what is published. It has no value."
    if option in needs.FIELDS:
        return str(needs.FIELDS[option][0])
    if option not in said["options"]:
        raise SystemExit(f"words.yaml: nobody says what {option!r} of {name} means; say it under 'options'")
    return str(said["options"][option])


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def roles(said: Words) -> str:
    rows = []
    for name in said["roles"]:
        role = ROLES[name]
        assert isinstance(role, type)
        use, _, meaning = _doc(role).split("\n\n")[0].replace("\n", " ").partition(" ``: ")
        meaning = " ".join(meaning.split())
        rows.append((f"{use} ``", _sentence(meaning.rstrip("."))))
    return page("Roles", ROLES_TEXT.split("\n"), table(("you write", "the reader sees"), rows), _seen())


def _seen() -> list[str]:
    return ["[The examples](examples.md#roles) show them in sentences.", ""]


def examples(said: Words) -> str:
    """A page that is a paper, with what each makes."""
    lines = ["## Roles", ""]
    for name, text in said["roles"].items():
        lines += [f"### {code('{' + name + '}')}", "", *fenced(text, "{shown}")]
    lines += ["## Directives", ""]
    for name, mine in said["directives"].items():
        lines += [f"### {code('{' + name + '}')}", ""]
        unseen = mine.get("unseen", "")
        lines += [*fenced(mine["example"], "markdown" if unseen else "{shown}"), *([unseen, ""] if unseen else [])]
    return page("Examples", [INTRO, ""], lines, head=EXAMPLES_HEAD.rstrip("\n").split("\n"))


INTRO = "Each block has what an author writes; below it stands what readers see."
