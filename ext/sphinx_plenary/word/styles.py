"""The house styles of Word files, made of the look's tokens; ``tokens.json`` alone holds fonts, sizes and colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sphinx_plenary import design

_SIZES: Final[Mapping[str, str]] = design.tokens()["print"]
_COLOURS: Final[Mapping[str, str]] = design.tokens()["light"]
_FONTS: Final[Mapping[str, str]] = {role: font["family"] for role, font in design.tokens()["fonts"].items()}
CODE: Final = "DejaVu Sans Mono"
# What Word takes on a machine without our fonts: of the same kind, and on every machine that has Word.
STAND_INS: Final[Mapping[str, str]] = {_FONTS["text"]: "Cambria", _FONTS["label"]: "Calibri", CODE: "Consolas"}
_TWIPS: Final = {"pt": 20.0, "mm": 1440 / 25.4}


def twips(length: str) -> int:
    """``14.5pt``, ``20mm`` -> twentieths of a point."""
    return round(float(length[:-2]) * _TWIPS[length[-2:]])


def size(name: str) -> int:
    """A size of the tokens in twentieths of a point."""
    return twips(_SIZES[name])


def colour(name: str) -> str:
    return _COLOURS[name].lstrip("#").upper()


def rule(ink: str, thick: int, space: int) -> str:
    """A line at the left of a paragraph: eighths of a point thick, so many points away."""
    return f'<w:left w:val="single" w:sz="{thick}" w:space="{space}" w:color="{colour(ink)}"/>'


@dataclass(frozen=True)
class Word:
    """A style of words. Empty: as the paragraph has it."""

    name: str
    font: str = ""
    size: str = ""
    colour: str = ""
    bold: bool = False
    italic: bool = False
    caps: bool = False
    strike: bool = False
    underline: bool = False

    @property
    def xml(self) -> str:
        font = CODE if self.font == "code" else _FONTS.get(self.font, "")
        half = round(size(self.size) / 10) if self.size else 0
        parts = (
            f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:eastAsia="{font}"/>' if font else "",
            "<w:b/><w:bCs/>" if self.bold else "",
            "<w:i/><w:iCs/>" if self.italic else "",
            "<w:caps/>" if self.caps else "",
            "<w:strike/>" if self.strike else "",
            f'<w:color w:val="{colour(self.colour)}"/>' if self.colour else "",
            '<w:spacing w:val="12"/>' if self.caps else "",
            f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else "",
            '<w:u w:val="single"/>' if self.underline else "",
        )
        return "".join(parts)


@dataclass(frozen=True)
class Paragraph:
    """A style of paragraphs; lengths in twentieths of a point. ``rule`` is the colour of a line at the left."""

    name: str
    word: Word = Word("")
    leading: str = "leading"
    before: int = 0
    after: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    rule: str = ""
    thick: int = 16  # eighths of a point
    fill: str = ""
    together: bool = False  # with the next paragraph
    outline: int = -1
    next: str = ""
    aligned: str = ""
    tab: int = 0
    ruled: bool = False  # a fine line above

    @property
    def xml(self) -> str:
        border = ""
        if self.rule:
            border = rule(self.rule, self.thick, RULE_SPACE)
        if self.ruled:
            border = f'<w:top w:val="single" w:sz="4" w:space="5" w:color="{colour("line")}"/>{border}'
        if self.fill:  # so that the ground reaches beyond the words
            border = "".join(
                f'<w:{side} w:val="single" w:sz="4" w:space="5" w:color="{colour(self.fill)}"/>'
                for side in ("top", "left", "bottom", "right")
            )
        sides = f'w:left="{self.left}" w:right="{self.right}"'
        return "".join(
            (
                "<w:keepNext/><w:keepLines/>" if self.together else "",
                "<w:widowControl/>",
                f"<w:pBdr>{border}</w:pBdr>" if border else "",
                f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(self.fill)}"/>' if self.fill else "",
                f'<w:tabs><w:tab w:val="left" w:pos="{self.tab}"/></w:tabs>' if self.tab else "",
                f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{size(self.leading)}" '
                'w:lineRule="atLeast"/>',
                f'<w:ind {sides} w:hanging="{self.hanging}"/>' if self.hanging else f"<w:ind {sides}/>",
                f'<w:jc w:val="{self.aligned}"/>' if self.aligned else "",
                f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline >= 0 else "",
            )
        )


def _words() -> Iterator[tuple[str, Word]]:
    """What the classes of our words look like; the names are those of the classes."""
    small = Word("", font="label", size="note")
    for name in ("card-meta", "card-foot", "legend", "conference", "best-efforts"):
        yield name, replace(small, colour="muted")
    for name in ("as-of", "changes-between", "filtered", "groups", "actions", "index-head"):
        yield name, small
    for name in ("revision", "meta", "none", "under", "subject"):
        yield name, Word("", colour="muted")
    for name in ("state", "prefix", "glyph"):
        yield name, Word("", font="label", bold=True)
    for name in ("support", "oppose", "no-change", "follow"):
        yield name, Word("", font="label", colour=name, bold=True)
    yield "card-kind", replace(small, colour="accent", bold=True)
    yield "card-title", Word("", bold=True)
    yield "mark", replace(small, colour="oppose", bold=True)
    yield "chip", Word("", font="label", colour="accent", bold=True)
    yield "taken-out", Word("", colour="oppose", strike=True)
    yield "put-in", Word("", colour="support", underline=True)
    yield "lacking", Word("", font="label", size="tiny")


def _named(key: str) -> str:
    return f"Plenary {key.replace('-', ' ').title()}"


WORDS: Final[Mapping[str, Word]] = {key: replace(word, name=_named(key)) for key, word in _words()}
# Kinds of card with the colour and thickness of their rule.
CARDS: Final[Mapping[str, tuple[str, int]]] = {
    "resolution": ("line", 16),
    "message": ("accent", 20),
    "position": ("follow", 16),
    "proposal": ("line", 16),
    "outcome": ("accent", 16),
    "need": ("line", 16),
    "internal": ("oppose", 16),
    "note": ("accent", 16),
    "warning": ("oppose", 16),
}
_SPACE: Final = size("size") // 2
INSET: Final = 220
RULE_SPACE: Final = 9  # points


def card(kind: str, part: str = "") -> str:
    """The name of a style in a card: of its text, or of its ``Head``, ``Small``, ``List`` or ``End``."""
    return f"Card {kind.title()} {part}".strip()


def _cards() -> Iterator[Paragraph]:
    small = Word("", font="label", size="note", colour="muted")
    for kind, (rule, thick) in CARDS.items():
        base = Paragraph(card(kind), after=100, left=INSET, rule=rule, thick=thick)
        yield base
        yield replace(base, name=card(kind, "Head"), after=50, together=True)
        yield replace(base, name=card(kind, "Small"), word=small, leading="noteleading", after=50, together=True)
        yield replace(base, name=card(kind, "End"), word=small, leading="noteleading", after=60)
        yield replace(base, name=card(kind, "List"), after=60)


def _heads() -> Iterator[Paragraph]:
    hang = -size("hang")
    label = Word("", font="label")
    yield Paragraph(
        "Title", replace(label, size="title", bold=True), "titleleading", after=200, left=hang, together=True
    )
    yield Paragraph(
        "Plenary Kind",
        replace(label, size="headthree", colour="accent", bold=True, caps=True),
        after=160,
        left=hang,
        together=True,
    )
    yield Paragraph("Plenary Conference Name", label, after=80, left=hang, together=True)
    yield Paragraph("Plenary Where", replace(label, colour="muted"), after=160, left=hang, together=True)
    tab = hang + twips("25mm")
    facts = replace(label, size="small")
    yield Paragraph("Plenary Facts", facts, "smallleading", after=30, left=hang, tab=tab, together=True)
    yield Paragraph(
        "Plenary Abstract", facts, "smallleading", before=200, after=240, left=hang + 120, right=120, fill="panel"
    )
    accent = replace(label, colour="accent", bold=True)
    yield Paragraph("TOC Heading", replace(accent, size="small"), before=240, after=80, left=hang, together=True)
    for level, (type, leading, before, after) in enumerate(
        (("headone", "headoneleading", 540, 160), ("headtwo", "headtwoleading", 380, 140), ("headthree", "", 300, 120))
    ):
        yield Paragraph(
            f"heading {level + 1}",
            replace(accent, size=type),
            leading or "headthreeleading",
            before=before,
            after=after,
            left=hang if level == 0 else 0,
            together=True,
            outline=level,
            next="Body Text",
        )
    for level in range(4, 10):
        look = replace(accent, size="headthree", colour="ink")
        yield Paragraph(
            f"heading {level}", look, before=240, after=100, together=True, outline=level - 1, next="Body Text"
        )
    for level in (1, 2):
        look = replace(label, size="small", bold=level == 1)
        yield Paragraph(
            f"toc {level}", look, "smallleading", before=60 * (level == 1), left=hang + 240 * (level - 1), after=30
        )


def _text() -> Iterator[Paragraph]:
    label, small = Word("", font="label"), Word("", font="label", size="small")
    note = Word("", font="label", size="note")
    muted = replace(note, colour="muted")
    yield Paragraph("Normal", Word("", font="text", size="size", colour="ink"))
    yield Paragraph("Body Text", after=_SPACE + 15)
    yield Paragraph("First Paragraph", after=_SPACE + 15)
    yield Paragraph("Compact", after=60)
    yield Paragraph("Block Text", before=60, after=160, left=INSET, right=INSET)
    yield Paragraph("Footnote Text", Word("", size="note"), "noteleading", after=40)
    yield Paragraph("Footnote Block Text", Word("", size="note"), "noteleading", after=40, left=INSET)
    yield Paragraph("Definition Term", Word("", bold=True), before=80, after=20, together=True)
    yield Paragraph("Definition", after=80, left=320)
    yield Paragraph("Table Caption", replace(label, bold=True), before=240, after=100, together=True)
    yield Paragraph("Image Caption", note, "noteleading", before=60, after=240)
    yield Paragraph("Captioned Figure", before=200, after=60, together=True)
    yield Paragraph(
        "Source Code", Word("", font="code", size="tiny"), "tinyleading", before=60, after=120, fill="panel"
    )
    for name, look, leading, bold in (
        ("Text", small, "smallleading", False),
        ("Head", small, "smallleading", True),
        ("Group", replace(small, colour="accent"), "smallleading", True),
        ("Small Text", Word("", font="label", size="tiny"), "tinyleading", False),
        ("Small Head", Word("", font="label", size="tiny"), "tinyleading", True),
        ("Small Group", Word("", font="label", size="tiny", colour="accent"), "tinyleading", True),
    ):
        yield Paragraph(f"Table {name}", replace(look, bold=bold), leading, before=30, after=30)
    yield Paragraph("Plenary Lead", replace(label, bold=True), before=240, after=100, together=True)
    yield Paragraph("Plenary Rubric", replace(label, bold=True), before=300, after=140, together=True)
    yield Paragraph("Plenary Panel", before=60, after=80, left=120, right=120, fill="panel")
    yield Paragraph("Plenary Panel Head", replace(note, colour="accent", bold=True), fill="panel", left=120, right=120)
    yield Paragraph("Plenary Small Print", note, "noteleading", after=80)
    yield Paragraph("Plenary Colophon", muted, "noteleading", before=80, after=60, ruled=True)
    yield Paragraph("Plenary Line", after=30)
    yield Paragraph("Plenary Indented", after=80, left=360)
    yield Paragraph("Plenary Rule", Word("", colour="muted"), before=200, after=200, aligned="center")
    yield Paragraph("header", muted, "noteleading", left=-size("hang"))
    yield Paragraph("footer", muted, "noteleading", aligned="right")


def paragraphs() -> tuple[Paragraph, ...]:
    return (*_text(), *_heads(), *_cards())


def more_words() -> tuple[Word, ...]:
    """The styles of words that pandoc has by itself, and ours."""
    return (
        Word("Hyperlink", colour="accent"),
        Word("Verbatim Char", font="code", size="note"),
        Word("Footnote Reference"),
        *WORDS.values(),
    )
