"""``plenary rules``: every code with its severity, name and first sentence; or all documentation as Markdown."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterator

from sphinx_plenary.register import FAULT_KINDS
from sphinx_plenary.rules import RULES, Rule

FAMILIES = {
    "R1": "Citations",
    "R2": "Names and abbreviations",
    "R3": "Dates, places and counts",
    "R4": "Messages, positions and outcomes",
    "R5": "Papers",
    "R6": "Matrix and proposals",
    "R7": "Links and typography",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("text", "markdown"), default="text", help="a list, or all documentation (text)"
    )


def run(options: argparse.Namespace) -> int:
    if options.format == "markdown":
        print("\n".join(documentation()))
        return 0
    rows = [
        (rule.code, rule.severity.value, rule.name, _summary(rule.doc) + ("" if rule.default else " Off by default."))
        for rule in RULES
    ]
    rows += [(kind.code, "error", kind.name, _summary(kind.doc)) for kind in FAULT_KINDS]
    width = max(len(name) for _, _, name, _ in rows)
    for code, severity, name, words in rows:
        print(f"{code}  {severity:<8} {name:<{width}}  {words}")
    return 0


def weight_words(rule: Rule) -> str:
    """How much findings of a rule weigh."""
    words = "error" if rule.severity.value == "error" else "warning; a remark in a draft, an error in a final"
    return words if rule.default else f"{words}; off by default"


def documentation() -> Iterator[str]:
    """The lines of the page of rules: families, then each rule with what ``explain`` says of it."""
    for family, title in FAMILIES.items():
        yield f"## {family}: {title}"
        yield ""
        for rule in RULES:
            if rule.code.startswith(family):
                page = f"../tests/rules/{rule.code}-{rule.name}.md"
                yield from _entry(rule.code, rule.name, f"{weight_words(rule)}. [Cases]({page})", rule.doc)
    yield "## D1: Data files that do not load"
    yield ""
    for kind in FAULT_KINDS:
        yield from _entry(kind.code, kind.name, "error", inspect.cleandoc(kind.doc))


def _entry(code: str, name: str, words: str, doc: str) -> Iterator[str]:
    yield f"### {code} {name}"
    yield ""
    yield f"*{words.capitalize() if '[' not in words else words[0].upper() + words[1:]}*"
    yield ""
    yield from doc.strip().split("\n")
    yield ""


def _summary(doc: str) -> str:
    return " ".join(doc.split("\n\n")[0].split())
