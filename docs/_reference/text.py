"""Markdown that a forge shows as well as the site: tables, code, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

WRITTEN = "<!-- Written from the code by `make reference`: change the code, or docs/_reference/, not this page. -->"


def code(text: object) -> str:
    """Inline code, with as many backticks as it needs."""
    words = str(text)
    longest = max((len(found) for found in re.findall("`+", words)), default=0)
    fence, blank = "`" * (longest + 1), " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{blank}{words}{blank}{fence}"


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def plain(text: str) -> str:
    """Words of the code as Markdown: what a docstring writes between two backticks is code, options too."""
    text = " ".join(text.split())
    parts = re.split(r"(``.+?``(?!`))", text)
    return "".join(
        part if index % 2 else re.sub(r"(?<![`\w])(\{[\w-]+\})", r"`\1`", part) for index, part in enumerate(parts)
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [list(heads), ["---"] * len(heads), *([cell(one) for one in row] for row in rows)]
    return [*(f"| {' | '.join(line)} |" for line in lines), ""]


def fenced(text: str, language: str) -> list[str]:
    fence = "```" if "```" not in text else "````"
    return [f"{fence}{language}", *text.rstrip("\n").split("\n"), fence, ""]


def page(title: str, *parts: Iterable[str], head: Iterable[str] = ()) -> str:
    lines = [*head, f"# {title}", "", WRITTEN, ""]
    for part in parts:
        lines += part
    return "\n".join(lines).rstrip("\n") + "\n"
