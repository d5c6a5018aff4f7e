"""What only LaTeX needs: tables and cards that break over pages, links as notes, and the list of instruments cited.

sphinx-needs fills its tables and lists on ``doctree-resolved``, after all transforms: so what concerns every table
and container is done then, behind it. Its needflow has no form in LaTeX (9.1): a paper that needs it shows a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.latex.transforms import ShowUrlsTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sphinx_plenary import glyphs, needs
from sphinx_plenary.citations import Form, citation_words
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Instrument, Paper
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.parts import line, separated

logger = logging.getLogger(__name__)

# Extensions that turn SVG into what XeTeX reads.
_CONVERTERS: Final = ("sphinx.ext.imgconverter", "sphinxcontrib.inkscapeconverter", "sphinxcontrib.rsvgconverter",
                      "sphinxcontrib.cairosvgconverter")  # fmt: skip
# Classes of paragraphs that plenary.sty sets as small print; LaTeX knows classes of inlines only.
_SMALL_PRINT: Final = frozenset({"plenary-card-meta", "plenary-card-foot", "plenary-legend", "plenary-conference"})


class IssueTablesTransform(SphinxPostTransform):
    """A table with row heads -> one table per issue, whose head names it and repeats on each page.

    A cell that spans rows is blank on the next page, and LaTeX cannot repeat it there.
    """

    default_priority = 6  # after ResolutionTableTransform (5)
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            if "plenary-resolutions" in table["classes"] and next(table.findall(nodes.tgroup))["cols"] == 3:
                classes = ["plenary-wide", "plenary-groups"]
                parts = nodes.container("", *self.split(table), ids=list(table["ids"]), classes=classes)
                caption = [child for child in table if isinstance(child, nodes.title)]
                if caption:
                    parts.insert(0, nodes.paragraph("", "", nodes.strong("", "", *caption[0].children)))
                table.parent.replace(table, parts)

    def split(self, table: nodes.table) -> list[nodes.Node]:
        groups: list[tuple[nodes.entry, list[nodes.row]]] = []
        for row in next(table.findall(nodes.tbody)):
            assert isinstance(row, nodes.row)
            if len(row) == 3:
                issue = row.pop(0)
                assert isinstance(issue, nodes.entry)
                groups.append((issue, []))
            groups[-1][1].append(row)
        return [self.part(issue, rows) for issue, rows in groups]

    def part(self, issue: nodes.entry, rows: list[nodes.row]) -> nodes.table:
        head = nodes.entry("", nodes.paragraph("", issue.astext()), morecols=1)
        group = nodes.tgroup("", nodes.colspec(colwidth=12), nodes.colspec(colwidth=88), cols=2)
        group += nodes.thead("", nodes.row("", head))
        group += nodes.tbody("", *rows)
        return nodes.table("", group, classes=["plenary-resolutions", "longtable", "colwidths-given"])


class InstrumentsCitedTransform(SphinxPostTransform):
    """At the end of a PDF: the texts cited that the PDF itself does not describe, unless it links to the site."""

    default_priority = 8
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        docname = str(self.document.get("docname") or self.env.docname)
        paper = facts.papers.get(docname) if facts else None
        root = next(self.document.findall(nodes.section), None)  # none in a piece that needextract resolves alone
        if facts is None or paper is None or root is None or Settings.of(self.config).site_url:
            return
        here = {item.instrument for item in facts.of_type("resolution") if item.docname == docname}
        cited = {
            cite.instrument
            for cite in facts.citations
            if cite.docname == docname and cite.instrument in facts.register.instruments
        }
        instruments = [facts.register.instruments[name] for name in cited - here]
        if not instruments:
            return
        section = nodes.section(ids=["instruments-cited"], names=[])
        section += nodes.title("", "Instruments cited")
        section += nodes.bullet_list(
            "",
            *(
                nodes.list_item("", _entry(instrument, facts, paper))
                for instrument in sorted(instruments, key=lambda instrument: instrument.key.sort_key)
            ),
        )
        root += section


def _entry(instrument: Instrument, facts: Facts, paper: Paper) -> nodes.paragraph:
    body = facts.register.bodies[instrument.key.body]
    standing = facts.register.standing(instrument, paper.date)
    own = facts.body_of(paper) == body.id
    words = citation_words(body, instrument.key, standing.revision, Form.FULL, own, paper.language)
    parts: list[nodes.Node | str] = [words]
    if standing.revision is not None and not standing.certain:
        parts.append(unconfirmed_mark())
    if standing.title:
        parts.append(f": {standing.title}")
    return line(*parts)


class DrawingsTransform(SphinxPostTransform):
    """An SVG drawing, which XeTeX cannot read -> the PDF or PNG of the same name beside it, else its words."""

    default_priority = 9  # before Sphinx's image converters (100 and more), which may know another way
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        converted = any(name.startswith(_CONVERTERS) for name in PlenaryDomain.of(self.env).app.extensions)
        for image in list(self.document.findall(nodes.image)):
            drawing = Path(self.env.srcdir, image["uri"])
            if drawing.suffix.lower() != ".svg":
                continue
            beside = (drawing.with_suffix(suffix) for suffix in (".pdf", ".png"))
            if found := next((path for path in beside if path.is_file()), None):
                uri = image["uri"][: -len(drawing.suffix)] + found.suffix
                image["uri"], image["candidates"] = uri, {"*": uri}
                self.env.images.add_file(self.env.docname, uri)
            elif not converted:
                logger.warning(
                    "XeTeX cannot read %s; lay a PDF or PNG of the same name beside it",
                    image["uri"],
                    type="plenary",
                    subtype="drawing",
                    location=image,
                )
                words = nodes.inline("", image.get("alt") or drawing.name, classes=["plenary-drawing"])
                image.replace_self(
                    words if isinstance(image.parent, nodes.TextElement) else nodes.paragraph("", "", words)
                )


class NotesOfLinksTransform(SphinxPostTransform):
    """Each address has one note in a paper, and none where its words are the address or stand in a note already."""

    default_priority = 399  # just before ShowUrlsTransform (400), which makes the notes
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        if self.config.latex_show_urls != "footnote":
            return
        for reference in list(self.document.findall(nodes.reference)):
            uri = str(reference.get("refuri", ""))
            words = reference.astext()
            if not uri.startswith(("http:", "https:")) or words == uri:
                continue
            if _bare(words) == _bare(uri):
                reference.children[:] = []
                reference += nodes.Text(uri)
            elif _inside(reference, nodes.footnote):
                address = nodes.reference("", uri, refuri=uri, nolinkurl=True)
                index = reference.parent.index(reference)
                reference.parent[index + 1 : index + 1] = [nodes.Text(" ("), address, nodes.Text(")")]
                reference.replace_self(nodes.inline("", "", *reference.children))


class OneNoteEachTransform(SphinxPostTransform):
    """Take away the second note of the same address, and those of links to our own site, which say no more than it."""

    default_priority = 401  # just after ShowUrlsTransform (400)
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        site = Settings.of(self.config).site_url.rstrip("/")
        seen: set[str] = set()
        dropped = False
        for note in list(self.document.findall(nodes.footnote)):
            uri = note.rawsource
            if len(note) != 2 or not uri.startswith(("http:", "https:")) or note[1].astext() != uri:
                continue
            if uri in seen or (site and f"{uri}/".startswith(f"{site}/")):
                index = note.parent.index(note)
                del note.parent[index : index + 2]  # the note and its mark
                dropped = True
            seen.add(uri)
        if dropped:
            ShowUrlsTransform(self.document).renumber_footnotes()


def _bare(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _inside(node: nodes.Node, kind: type[nodes.Element]) -> bool:
    parent = node.parent
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parent
    return parent is not None


def shape_for_print(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Cards, tables and signs as plenary.sty wants them."""
    if app.builder.format != "latex":
        return
    drop_empty_sections(doctree)
    move_legend(doctree)
    for table in list(doctree.findall(nodes.table)):
        if needs.is_box(table):
            table.parent.replace(table, unboxed(table))
    drop_second_ids(doctree)
    for container in list(doctree.findall(nodes.container)):
        if "plenary-card" in container["classes"]:
            shape_card(container)
        if container["ids"]:
            place_target(container)
    for table in list(doctree.findall(nodes.table)):
        if not _inside(table, nodes.table):
            shape_table(table)
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if names := _SMALL_PRINT & set(paragraph["classes"]):
            paragraph[:] = [nodes.inline("", "", *paragraph.children, classes=sorted(names))]
    for text in list(doctree.findall(nodes.Text)):
        if not (_set_as_is(text) or _inside(text, nodes.title) or _is_address(text)):
            break_long_words(text, _LONGEST_WORD)
    for text in list(doctree.findall(nodes.Text)):
        if not _set_as_is(text):
            replace_signs(text)


def drop_empty_sections(doctree: nodes.document) -> None:
    """What notes leave behind: they stand at the foot of their pages, not under a heading or a rule of their own."""
    for rule in list(doctree.findall(nodes.transition)):
        if "footnotes" in rule["classes"]:
            rule.parent.remove(rule)
    linked = {reference.get("refid") for reference in doctree.findall(nodes.reference)}
    for section in list(doctree.findall(nodes.section)):
        if all(isinstance(child, nodes.title) for child in section) and not linked & set(section["ids"]):
            section.parent.remove(section)


def move_legend(doctree: nodes.document) -> None:
    """The meaning of the dagger ends the paper, behind what other transforms added."""
    legends = [node for node in doctree.findall(nodes.paragraph) if "plenary-legend" in node["classes"]]
    for legend in legends:
        legend.parent.remove(legend)
    if legends:
        root = next(doctree.findall(nodes.section), doctree)
        root.append(nodes.container("", legends[0], classes=["plenary-colophon"]))


def drop_second_ids(doctree: nodes.document) -> None:
    """An item that sphinx-needs shows again brings its id again, which LaTeX takes for another place."""
    seen: set[str] = set()
    for node in list(doctree.findall(nodes.Element)):
        if not isinstance(node, nodes.footnote | nodes.footnote_reference):
            node["ids"] = [id for id in node["ids"] if id not in seen and not needs.is_random(id)]
            seen.update(node["ids"])
    tables = {id for table in doctree.findall(nodes.table) for id in table["ids"]}
    targets = [target for target in doctree.findall(nodes.target) if "refid" in target]
    named: set[str] = set()
    for target in targets:
        # A table names itself, but Sphinx does not see that once it stands in a container.
        if target["refid"] in tables | named or needs.is_random(target["refid"]):
            target.parent.remove(target)
        named.add(target["refid"])
    for container in doctree.findall(nodes.container):
        container["ids"] = [id for id in container["ids"] if id not in named]


def _is_address(text: nodes.Text) -> bool:
    """Whether a text is the address that it links to, which LaTeX breaks by itself."""
    return isinstance(text.parent, nodes.reference) and text.parent.get("refuri") == text.astext()


def _set_as_is(text: nodes.Text) -> bool:
    return any(_inside(text, kind) for kind in (nodes.literal_block, nodes.math, nodes.math_block, nodes.raw))


def shape_card(card: nodes.container) -> None:
    """Its first lines, and its last, in containers of their own: they stay with what they belong to."""
    head = [child for child in card if isinstance(child, nodes.paragraph) and _is_head(child)]
    foot = [child for child in card if isinstance(child, nodes.paragraph) and "plenary-card-foot" in child["classes"]]
    rest = [child for child in card if child not in [*head, *foot]]
    card[:] = [
        nodes.container("", *head, classes=["plenary-card-head"]),
        *rest,
        *([nodes.container("", *foot, classes=["plenary-card-end"])] if foot else []),
    ]


def _is_head(paragraph: nodes.paragraph) -> bool:
    return bool({"plenary-line", "plenary-card-meta"} & set(paragraph["classes"]))


def place_target(container: nodes.container) -> None:
    """LaTeX's containers have no label: a target inside has it."""
    first = container
    while len(first) and isinstance(first[0], nodes.container):
        first = first[0]
    first.insert(0, nodes.target("", "", ids=list(container["ids"])))
    container["ids"] = []


def unboxed(table: nodes.table) -> nodes.container:
    """sphinx-needs' box for an item, one cell high as its text, which no page could break -> a card."""
    found: list[nodes.Node] = []
    for row in next(table.findall(nodes.tbody)):
        assert isinstance(row, nodes.row)
        for child in [child for entry in row for child in entry.children]:
            if "content" in row["classes"]:
                found.append(child)
            elif child.astext().strip():
                name = "plenary-line" if "head" in row["classes"] else "plenary-card-meta"
                found.append(nodes.paragraph("", "", *_in_one_line(child), classes=[name]))
    return nodes.container("", *found, ids=list(table["ids"]), classes=["plenary-card", "plenary-need"])


def _in_one_line(node: nodes.Node) -> list[nodes.Node]:
    """The lines of a block with middle dots between them."""
    lines = [line for line in node.findall(nodes.line) if line.astext().strip() and not _holds_lines(line)]
    if not lines:
        return [node] if isinstance(node, nodes.inline | nodes.Text) else list(node.children)
    return separated([line.children for line in lines])


def _holds_lines(node: nodes.line) -> bool:
    return any(inner is not node for inner in node.findall(nodes.line))


# In characters or lines, measured with the fonts and sizes of plenary.sty.
_LONGEST_CELL: Final = 1500
_LONGEST_WORD: Final = 36
_LONGEST_IN_COLUMN: Final = 22
_SHORT_WORD: Final = 12  # an id of this length stays whole
_MANY_COLUMNS: Final = 8
_LINE: Final = 80
_TURNED_LINE: Final = 160
_LINES_TOGETHER: Final = 20


def shape_table(table: nodes.table) -> None:
    """A table that fits the width of the page and breaks over pages."""
    if any(len(entry.astext()) > _LONGEST_CELL for entry in table.findall(nodes.entry)):
        table.parent.replace(table, stacked(table))
        return
    group = next(table.findall(nodes.tgroup))
    specs = list(group.findall(nodes.colspec))
    rows = list(table.findall(nodes.row))
    own = _own_section(table)
    turned = own is not None and len(specs) > _MANY_COLUMNS
    room = _TURNED_LINE if turned else _LINE
    if "colwidths-given" not in table["classes"] or needs.is_view(table):
        for spec, width in zip(specs, widths(rows, len(specs), room), strict=True):
            spec["colwidth"] = width
        table["classes"] = sorted({*table["classes"], "colwidths-given"} - {"colwidths-auto", ""})
    total = sum(int(spec["colwidth"]) for spec in specs)
    capacity = [max(3, room * int(spec["colwidth"]) // total - 2) for spec in specs]
    height = 0
    for row in rows:
        cells = list(_columns(row))
        height += max([1, *(-(-len(entry.astext()) // capacity[column]) for column, entry in cells)])
        for column, entry in cells:
            for text in [text for text in entry.findall(nodes.Text) if not _is_address(text)]:
                break_long_words(text, capacity[column])
    if height > _LINES_TOGETHER or turned:  # a short one goes to the next page as a whole
        table["classes"] = sorted({*table["classes"], "longtable"})
    if own is not None:
        _set_wide(table, own, turned)


def _own_section(table: nodes.table) -> nodes.section | None:
    """The section that a table stands in, with nothing narrower between."""
    parent = table.parent
    while isinstance(parent, nodes.container) and not any(name.startswith("plenary-") for name in parent["classes"]):
        parent = parent.parent
    return parent if isinstance(parent, nodes.section) else None


def _set_wide(table: nodes.table, section: nodes.section, turned: bool) -> None:
    """From the edge of the headings on; a table of many columns on a turned page, with its heading if that is all."""
    if turned and all(isinstance(child, nodes.title) or table in child.findall(nodes.table) for child in section):
        _wrap(section, "plenary-turned")
    else:
        _wrap(table, "plenary-turned" if turned else "plenary-wide")


def _wrap(node: nodes.Element, name: str) -> None:
    # Not by replace_self, which gives the container the ids and classes of the node inside.
    container = nodes.container("", classes=[name])
    node.parent.replace(node, container)
    container.append(node)


def widths(rows: Iterable[nodes.row], columns: int, room: int) -> list[int]:
    """Widths in thousandths: enough for the longest word of each column, the rest by the amount of text."""
    words, texts = [1] * columns, [1] * columns
    for row in rows:
        for column, entry in _columns(row):
            text = entry.astext()
            pieces = [len(piece) for piece in re.split(r"[\s/_-]+", text)]
            words[column] = max([words[column], *pieces, *(min(len(word), _SHORT_WORD) for word in text.split())])
            texts[column] = max(texts[column], len(text))
    least = [min(word, _LONGEST_IN_COLUMN) + 3 for word in words]
    wish = [max(0.0, min(text, 60) + text**0.5 - need) for text, need in zip(texts, least, strict=True)]
    rest = max(0, room - sum(least)) / (sum(wish) or 1)
    found = [need + rest * more for need, more in zip(least, wish, strict=True)]
    return [max(1, round(1000 * width / sum(found))) for width in found]


def _columns(row: nodes.row) -> Iterator[tuple[int, nodes.Element]]:
    """Column and cell, as far as no cell spans."""
    column = 0
    for entry in row:
        assert isinstance(entry, nodes.Element)
        if not entry.get("morecols"):
            yield column, entry
        column += 1 + int(entry.get("morecols", 0))


def stacked(table: nodes.table) -> nodes.container:
    """A table with a cell that may be longer than a page -> its rows one below the other, each cell with its head."""
    head = [row for row in table.findall(nodes.row) if isinstance(row.parent, nodes.thead)]
    heads = [entry.astext() for entry in head[-1]] if head else []
    found: list[nodes.Node] = [
        nodes.paragraph("", "", nodes.strong("", "", *child.children))
        for child in table
        if isinstance(child, nodes.title)
    ]
    for row in next(table.findall(nodes.tbody)):
        assert isinstance(row, nodes.row)
        cells: list[nodes.Node] = []
        for index, entry in enumerate(row):
            if index < len(heads) and heads[index]:
                cells.append(line(nodes.inline("", heads[index], classes=["plenary-card-kind"])))
            cells += entry.children
        found.append(nodes.container("", *cells, classes=["plenary-need"]))
    return nodes.container("", *found, ids=list(table["ids"]))


def break_long_words(text: nodes.Text, longest: int) -> None:
    """Places to break in a word, an id or a path that no line of its column can hold; hyphenation knows plain words."""
    words = [word for word in text.astext().split() if len(word) > longest and not (word.isalpha() and len(word) < 60)]
    if not words:
        return
    made: list[nodes.Node] = []
    for piece in re.split("(" + "|".join(re.escape(word) for word in words) + ")", text.astext()):
        if piece not in words:
            made += [nodes.Text(piece)] if piece else []
            continue
        for index, part in enumerate(_breakable(piece, max(1, longest - 2))):
            made += [nodes.inline("", "", classes=["plenary-break"])] if index else []
            made.append(nodes.Text(part))
    text.parent.replace(text, made)


def _breakable(word: str, longest: int) -> Iterator[str]:
    for part in re.findall(r"[^/_.=&?:@+-]+[/_.=&?:@+-]*|[/_.=&?:@+-]+", word):
        for start in range(0, len(part), longest):
            yield part[start : start + longest]


def replace_signs(text: nodes.Text) -> None:
    """A sign that the text font lacks is set in the sans; one that no font has is shown as its number."""
    parts = list(glyphs.split(text.astext()))
    if len(parts) == 1 and parts[0].font is glyphs.Font.TEXT:
        return
    made: list[nodes.Node] = []
    for part in parts:
        match part.font:
            case glyphs.Font.TEXT:
                made.append(nodes.Text(part.text))
            case glyphs.Font.LABEL:
                made.append(nodes.inline("", part.text, classes=["plenary-sign"]))
            case glyphs.Font.NONE:
                made.append(nodes.inline("", part.text, classes=["plenary-lacking"]))
                logger.warning(
                    "the fonts of the PDF have no %s; the page shows its number",
                    part.text,
                    type="plenary",
                    subtype="glyph",
                    location=text.parent,
                )
    text.parent.replace(text, made)


def setup(app: Sphinx) -> None:
    app.add_post_transform(IssueTablesTransform)
    app.add_post_transform(InstrumentsCitedTransform)
    app.add_post_transform(DrawingsTransform)
    app.add_post_transform(NotesOfLinksTransform)
    app.add_post_transform(OneNoteEachTransform)
    app.connect("doctree-resolved", shape_for_print, priority=950)
