"""What a document cites, in plain prose and by role -> citations, with their places in its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinx_plenary.citations import CitedNumber, Grammar, ProseCitation, Reference, read_target
from sphinx_plenary.lint.document import Document
from sphinx_plenary.model import Body, Citation, Conference


class ProseReader:
    """Finds the citations of any document; its grammar is built once from the bodies of a register."""

    def __init__(self, bodies: Mapping[str, Body]) -> None:
        self._bodies = bodies
        self._grammar = Grammar.of(bodies)

    def citations(self, document: Document, docname: str, conference: Conference | None) -> Iterator[Citation]:
        """The numbers cited, in order; ``conference`` is what the document is about."""
        body = self._bodies.get(conference.body) if conference else None
        years = (met.year for met in body.meetings if conference and met.conference == conference.id) if body else ()
        for mention in self._grammar.find(document.plain, body.id if body else None, next(iter(years), None)):
            for number in mention.numbers:
                if _parted(document, mention.start, number):
                    break
                yield self._citation(document, mention, number, docname)

    def _citation(self, document: Document, mention: ProseCitation, number: CitedNumber, docname: str) -> Citation:
        revision = number.revision
        read = Reference("", None) if number.ambiguous else read_target(number.id, None, self._bodies)
        own = revision is not None and not revision.shared
        end = max(number.end, revision.end) if revision and own else number.end
        flaws = (*number.flaws, *(revision.flaws if revision and own else ()))
        if number is mention.numbers[0]:  # what is wrong with the mention as a whole, not with one of its numbers
            theirs = {
                flaw for one in mention.numbers for flaw in (*one.flaws, *(one.revision.flaws if one.revision else ()))
            }
            flaws = (*(flaw for flaw in mention.flaws if flaw not in theirs), *flaws)
        return Citation(
            docname=docname,
            origin=document.origin(number.start, end),
            instrument=read.instrument if read else number.id,
            year=revision.year if revision and read and "@" not in read.instrument else None,
            text=mention.text if len(mention.numbers) == 1 else document.text[number.start : end],
            prose=True,
            city=revision.city if revision else "",
            revised=revision.revised if revision and revision.city else None,
            flaws=tuple(dict.fromkeys(flaw.value for flaw in flaws)),
            candidates=number.candidates,
            span=(number.start, end),
            whole=(mention.start, mention.end),
        )


def _parted(document: Document, word: int, number: CitedNumber) -> bool:
    """Whether a number begins another paragraph than that of the word, and so is not cited."""
    one, other = document.block_at(word), document.block_at(number.start)
    if one is None or other is None or one is other or other.kind == "cell":
        return False
    if other.kind == "item":  # that goes on with the sentence before the list, and is not the item's own number
        return one.kind == "item" or document.plain[number.end : number.end + 1] in {".", ")"}
    # A paragraph of a PDF may be in two where a page ends: a revision says that it is one.
    return number.revision is None or "\n\n" not in document.plain[one.end : other.start]


def cited_by_role(document: Document, docname: str, body: str | None, bodies: Mapping[str, Body]) -> Iterator[Citation]:
    """What ``{res}`` cites in a document, in order; ``body`` is that of the conference that it is about."""
    for role in document.of_kind("role"):
        if role.name.rpartition(":")[2] != "res":
            continue
        written = document.text[slice(*role.content)]
        words, explicit, target = written.rpartition("<")
        target = (target.rstrip(">") if explicit and written.endswith(">") else written).strip()
        read = read_target(target.lstrip("!"), body, bodies)
        yield Citation(
            docname=docname,
            origin=document.origin(role.start, role.end),
            instrument=read.instrument if read else target.lstrip("!"),
            year=read.year if read else None,
            text=words.strip() if explicit else "",
            background=target.startswith("!"),
            span=(role.start, role.end),
            whole=(role.start, role.end),
        )
