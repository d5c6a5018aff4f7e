"""Two editions -> one document of Word with what was put in and taken out as changes that Word accepts or rejects."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Final

from sphinx_plenary.days import day_words
from sphinx_plenary.editions import Edition
from sphinx_plenary.editions.passages import IN, KEPT, OUT, pairs
from sphinx_plenary.model import Status
from sphinx_plenary.translation import _
from sphinx_plenary.word import ast, pandoc
from sphinx_plenary.word.ast import Block, Inline
from sphinx_plenary.word.finishing import About, finish
from sphinx_plenary.word.heads import Head
from sphinx_plenary.word.pages import Leaf, Unit, table, units
from sphinx_plenary.word.reference import reference
from sphinx_plenary.words import STATUSES

_KINDS: Final = {IN: "insertion", OUT: "deletion"}
# Words of a paragraph up to which its changes are looked for word by word.
_LONGEST: Final = 1500
_SHORT_TITLE: Final = 48


@dataclass(frozen=True)
class Author:
    """Who is said to have made the changes, and when."""

    name: str
    date: str


@dataclass(frozen=True)
class Text:
    """An edition and the body of its page."""

    edition: Edition
    body: str

    def head(self) -> list[Unit]:
        """Title, status and date, each of which becomes that of the other edition."""
        edition = self.edition
        status = _("{status}, version {version}", status=STATUSES[Status(edition.status)], version=edition.version)
        head = (
            ("Title", edition.title),
            ("Plenary Facts", f"{_('Status')}: {status}"),
            ("Plenary Facts", f"{_('Date')}: {day_words(edition.date)}"),
        )
        return [Unit(_leaves(words), style) for style, words in head]


def tracked(old: Text, new: Text, author: str, language: str) -> bytes:
    """The .docx. Raises ``Refused`` where there is no pandoc."""
    edition = new.edition
    epoch = int(datetime.combine(edition.date, time(), UTC).timestamp())
    by = Author(author, datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    heads = [one for was, now in zip(old.head(), new.head(), strict=True) for one in _merged(was, now, by)]
    tree = ast.document([*heads, *blocks(units(old.body), units(new.body), by)])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "reference.docx")
        place.write_bytes(reference())
        arguments = ["-f", "json", "-t", "docx", "--syntax-highlighting=none", f"--reference-doc={place}", "-o", "-"]
        made, _ = pandoc.run(arguments, json.dumps(tree).encode(), epoch)
    short = edition.title if len(edition.title) <= _SHORT_TITLE else f"{edition.title[: _SHORT_TITLE - 2]} …"
    what = f"changes from {old.edition.version} to {edition.version}"
    about = About(
        title=edition.title,
        author=author,
        subject=what,
        description="",
        language=language,
        version=edition.version,
        epoch=epoch,
        head=Head(short, what, day_words(edition.date), ""),
    )
    return finish(made, about)


def blocks(old: Sequence[Unit], new: Sequence[Unit], by: Author) -> Iterator[Block]:
    for before, after in pairs([one.key for one in old], [one.key for one in new]):
        was = old[before] if before is not None else None
        now = new[after] if after is not None else None
        if was is None or now is None or _alike(was, now):
            yield from _merged(was, now, by)
        else:
            yield from (*_merged(was, None, by), *_merged(None, now, by))


def _alike(was: Unit, now: Unit) -> bool:
    """Whether one can become the other in place: both words, or tables with the same columns."""
    if not was.rows and not now.rows:
        return True
    return bool(was.rows and now.rows) and (len(was.rows[0]), was.heads) == (len(now.rows[0]), now.heads)


def _merged(was: Unit | None, now: Unit | None, by: Author) -> Iterator[Block]:
    shape = now or was
    assert shape is not None
    if shape.rows:
        yield _table(was, now, shape, by)
    else:
        yield shape.block(_words(was.leaves if was else (), now.leaves if now else (), by))


def _table(was: Unit | None, now: Unit | None, shape: Unit, by: Author) -> Block:
    """Heads are compared with heads, rows with rows."""
    before, after = (was.rows if was else ()), (now.rows if now else ())
    heads = shape.heads
    made: list[list[list[Inline]]] = []
    count = 0
    for part in (slice(0, heads), slice(heads, None)):
        old, new = before[part], after[part]
        for first, other in pairs([_key(row) for row in old], [_key(row) for row in new]):
            one = old[first] if first is not None else ((),) * len(shape.rows[0])
            two = new[other] if other is not None else ((),) * len(shape.rows[0])
            made.append([_words(cell, cell_now, by) for cell, cell_now in zip(one, two, strict=True)])
        count = count or len(made)
    return table(shape, made, count if heads else 0)


def _key(row: Sequence[Sequence[Leaf]]) -> str:
    return " ".join("".join(leaf.text for leaf in cell) for cell in row)


def _leaves(words: str) -> tuple[Leaf, ...]:
    return tuple(Leaf(piece) for piece in ast.text(words))


# --- Words ----------------------------------------------------------------------------------------------------------

Word = tuple[Leaf, ...]


def _words(old: Sequence[Leaf], new: Sequence[Leaf], by: Author) -> list[Inline]:
    """What became of the words of a paragraph."""
    signed = _smooth(_signed(_split(old), _split(new)))
    pieces: list[tuple[str, Leaf]] = []
    for number, (sign, word) in enumerate(signed):
        pieces += [(sign, leaf) for leaf in word]
        if number < len(signed) - 1:
            last = word[-1]
            inside = signed[number + 1][1][0]
            same = (last.looks, last.style, last.link) == (inside.looks, inside.style, inside.link)
            space = Leaf({"t": "Space"}, last.looks, last.style, last.link) if same else Leaf({"t": "Space"})
            pieces.append((sign, space))
    return list(_inlines(pieces, by))


def _split(leaves: Iterable[Leaf]) -> list[Word]:
    """Words with what clings to them, without the spaces between."""
    return [tuple(group) for space, group in groupby(leaves, lambda leaf: leaf.space) if not space]


def _signed(old: list[Word], new: list[Word]) -> Iterator[tuple[str, Word]]:
    before, after = [_text(word) for word in old], [_text(word) for word in new]
    if before == after:
        yield from ((KEPT, word) for word in new)
        return
    if max(len(old), len(new)) > _LONGEST:
        yield from (*((OUT, word) for word in old), *((IN, word) for word in new))
        return
    for sign, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if sign == "equal":
            yield from ((KEPT, word) for word in new[first:last])
        else:
            yield from (*((OUT, word) for word in old[start:end]), *((IN, word) for word in new[first:last]))


def _smooth(signed: Iterable[tuple[str, Word]]) -> list[tuple[str, Word]]:
    """One word that stayed between two changes is read as part of them."""
    runs = [list(group) for _, group in groupby(signed, lambda one: one[0] == KEPT)]
    found: list[tuple[str, Word]] = []
    for number, run in enumerate(runs):
        lone = run[0][0] == KEPT and len(run) == 1 and 0 < number < len(runs) - 1
        found += [(OUT, run[0][1]), (IN, run[0][1])] if lone else run
    ordered: list[tuple[str, Word]] = []
    for kept, group in groupby(found, lambda one: one[0] == KEPT):
        run = list(group)
        ordered += run if kept else sorted(run, key=lambda one: one[0] == IN)  # stable: what goes, then what comes
    return ordered


def _text(word: Word) -> str:
    return "".join(leaf.text for leaf in word)


def _inlines(pieces: Sequence[tuple[str, Leaf]], by: Author) -> Iterator[Inline]:
    """A change stands inside a link, never round it: so Word's schema has it."""
    for (sign, link), run in groupby(pieces, lambda one: (one[0], one[1].link)):
        inner: list[Inline] = []
        for (looks, style), leaves in groupby((leaf for _sign, leaf in run), lambda leaf: (leaf.looks, leaf.style)):
            made = [leaf.piece for leaf in leaves]
            for look in reversed(looks):
                made = ast.wrapped(look, made)
            inner += [ast.span(made, style=style)] if style else made
        if sign in _KINDS:
            inner = [ast.change(_KINDS[sign], inner, by.name, by.date)]
        yield from [ast.link(inner, link)] if link else inner
