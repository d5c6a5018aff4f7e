"""``plenary rules``: every code with its severity, name and first sentence."""

from __future__ import annotations

import argparse

from sphinx_plenary.register import FAULT_KINDS
from sphinx_plenary.rules import RULES


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def run(_options: argparse.Namespace) -> int:
    width = max(len(known.name) for known in (*RULES, *FAULT_KINDS))
    for rule in RULES:
        print(f"{rule.code}  {rule.severity.value:<8} {rule.name:<{width}} {_summary(rule.doc)}")
    for kind in FAULT_KINDS:
        print(f"{kind.code}  {'error':<8} {kind.name:<{width}} {_summary(kind.doc)}")
    return 0


def _summary(doc: str) -> str:
    return " ".join(doc.split("\n\n")[0].split())
