from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Edit, Problem
from sphinx_plenary.prose import Variant
from sphinx_plenary.rules.rule import rule


@rule("R203")
def variant_name(facts: Facts) -> Iterator[Problem]:
    """A name in prose is nearly that of a body, conference, organization or office: Asia Pacific Telecommunity.

    Why: names are fixed by treaties and statutes, and readers search for them. Judged are hyphens, plurals,
    letters, small words and capitals of names written with capitals, against the names that the register has
    seen; and long names with words left out.

    Names in lower case speak of a kind ("plenipotentiary conferences") and are free, as is the plural of a
    whole name. ``Secretary General`` is judged only of ITU and the UN: other organizations write it so.
    """
    for docname, names in facts.names.items():
        document = facts.documents[docname]
        for one in names.variants:
            written = " ".join(document.plain[one.start : one.end].split())
            edits = tuple(Edit(document.origin(cure.start, cure.end), cure.text) for cure in one.cures)
            marked = document.text[one.start : one.end] != document.plain[one.start : one.end]
            stays = marked or facts.quotations[docname].holds(one.start, one.end)
            yield Problem(
                document.origin(one.start, one.end),
                f"{written!r} is not {_whose(one)}",
                f"write {one.right!r}",
                () if stays else edits,
            )


def _whose(one: Variant) -> str:
    if one.name.office:
        return "how the office is written"
    return "the official name" if one.name.owner == one.name.text else f"the official name of {one.name.owner}"
