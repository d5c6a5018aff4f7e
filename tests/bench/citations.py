"""Prints how well and how fast citations in prose are found: precision, recall, MB/s.

The labelled set has two parts: the one that the grammar was made with, and the one held out, written before
the grammar was run on it. Speed is on prose without citations, and on the set itself, which is full of them.

    python tests/bench/citations.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "ext"), str(ROOT / "tests")]

from labelled_text import labelled, score  # noqa: E402

from sphinx_plenary.citations import Grammar  # noqa: E402
from sphinx_plenary.register import load_register  # noqa: E402

ENGLISH = (
    "It is followed because delegations return to it at every conference. What it asks of the Director is reported\n"
    "to the Council each year, as a decision of the assembly and a matter of opinion; a resolution is near. In 2022\n"
    "all 193 Member States were represented, and several regions are expected to put forward changes to its annex.\n\n"
)
FRENCH = (
    "Les délégations y reviennent à chaque conférence, parce que le texte donne à l’Union une part du travail que\n"
    "d’autres organismes assurent déjà. Ce qu’il demande au Directeur est présenté chaque année – à l’avis du\n"
    "Conseil – sous forme de décision.\n\n"
)


def main() -> int:
    register, faults = load_register(ROOT / "data", ROOT)
    if faults:
        sys.exit("the register has faults; see: plenary register")
    grammar = Grammar.of(register.bodies)
    folder = ROOT / "tests" / "labelled"
    parts = {"development": list(labelled(sorted(folder.glob("*.md")))),
             "held out": list(labelled(sorted(folder.glob("held-out/*.md"))))}  # fmt: skip
    print(f"{'labelled set':<24}{'mentions':>10}{'near misses':>14}{'taken':>8}{'precision':>12}{'recall':>9}")
    for name, texts in parts.items():
        total, mistakes = score(grammar, register, texts)
        print(
            f"{name:<24}{total.labelled:>10}{total.misses:>14}{total.misses_taken:>8}"
            f"{total.precision:>12.4f}{total.recall:>9.4f}"
        )
        for mistake in mistakes:
            print(f"  {mistake}")
    marked = "".join(one.text for texts in parts.values() for one in texts)
    for name, text in (
        ("English prose", ENGLISH * 10_000),
        ("French prose", FRENCH * 10_000),
        ("the labelled set", marked * 10),
    ):
        instruments = speed(text, lambda text: grammar.find(text, "PP"))
        documents = speed(text, grammar.find_documents)
        print(f"{name:<24}{instruments:>7.1f} MB/s instruments{documents:>9.1f} MB/s documents")
    return 0


def speed(text: str, find: Callable[[str], object]) -> float:
    """The best of three, in processor time."""
    times = []
    for _ in range(3):
        started = time.process_time()
        find(text)
        times.append(time.process_time() - started)
    return len(text.encode()) / 1e6 / min(times)


if __name__ == "__main__":
    sys.exit(main())
