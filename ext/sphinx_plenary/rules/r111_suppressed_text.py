from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Citation, InForce, Problem
from sphinx_plenary.rules.rule import rule

# What a text that is in force does, in English, French and Spanish; none of these forms is a past or a noun too.
_DOES: Final = re.compile(
    r"\b(?:requires?|instructs?|invites?|calls (?:for|on|upon)|provides?|governs?|says|(?-i:states) that|asks?"
    r"|appl(?:ies|y)|remains?|continues?|establish(?:es)?|defines?|obliges?|authori[sz]es?|directs|determines?"
    r"|regulates?|binds|(?:is|are) (?:still |now |today )?(?:in force|applicable|valid|binding)"
    r"|charge (?:le|la|l['’])|prévoit|prévoient|demande|exige(?:nt)?|reste(?:nt)?|s['’]applique|fixe|régit|dispose que"
    r"|(?:est|sont) (?:toujours |encore )?en vigueur|(?:está|están|sigue|siguen) (?:todavía |aún )?en vigor"
    r"|encarga|pide|dispone|establece|sigue|rige|prevé|obliga)\b",
    re.IGNORECASE,
)
# The text is who does it: not in "the report on Resolution 11 says".
_SUBJECT: Final = re.compile(
    r"(?:\A|[,:–—]|\b(?:the|and|but|that|because|since|as|while|so|or|today|la|le|el|que|car|et|y|mais|pero))\s*\Z",
    re.IGNORECASE,
)
# Who acts by it acts under a text that is in force; the verb may stand anywhere in the sentence.
_UNDER: Final = re.compile(
    r"\b(?:under|pursuant to|in accordance with|in line with|as (?:required|provided(?: for)?) (?:by|in)|by virtue of"
    r"|in application of|conformément à|en vertu de|aux termes de|en application de|de conformidad con|en virtud de"
    r"|con arreglo a)\s{1,3}(?:(?:the|la)\s)?\Z",
    re.IGNORECASE,
)
_ACTS: Final = re.compile(
    r"\b(?:organi[sz]es|holds|must|shall|has to|have to|(?:is|are) (?:required|obliged|mandated|to)|can"
    r"|organise|doit|doivent|peut|organiza|debe|deben|puede)\b",
    re.IGNORECASE,
)
# A word that looks back, asks or supposes: the sentence does not say that the text is in force.
_ELSE: Final = re.compile(
    r"\b(?:was|were|had|did|been|until|till|formerly|former|previous(?:ly)?|earlier|old|then|once|ago|past|used to"
    r"|no longer|not|never|nor|suppress\w*|abrogat\w*|repeal\w*|delet\w*|withdr[ae]w\w*|cancel\w*|replac\w*"
    r"|supersed\w*|expir\w*|lapsed?|ended|ceas\w*|obsolete|defunct|would|could|might|should|whether|if|unless"
    r"|propos\w+|draft|before|history|\w{3,}ed (?:in|by|at|on)|(?:19|20)[0-9]{2}"
    r"|était|étaient|avait|fut|furent|été|supprim\w*|abrog\w*|ancien\w*|jusqu\w*|serait|aurait|si|ne|pas|projet"
    r"|era|eran|fue|fueron|había|sido|suprim\w*|derog\w*|antigu\w*|hasta|sería|habría|no|anteproyecto|proyecto)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[;:()|“”\"«»]")
# So far behind the number its verb is looked for, since a title may stand between; and so far the sentence is read.
_REACH: Final = 120
_LONGEST: Final = 300


@rule("R111")
def suppressed_text(facts: Facts) -> Iterator[Problem]:
    """A text that a conference has suppressed is spoken of as in force.

    Why: it binds nobody any more, and what it provided for may have ended. In plain prose the rule reads the
    sentence: "Resolution 11 instructs", "under Resolution 11 ITU organizes". A sentence that looks back, asks
    or denies ("was", "until", "no longer", a year) is left alone, and so is a mention without such a verb. A
    superseded revision that is named, and a citation by role, are R102's.
    """
    for docname, cites in facts.prose_citations.items():
        paper = facts.papers.get(docname)
        for cite in cites if paper else ():
            instrument = facts.register.instruments.get(cite.instrument)
            if instrument is None or paper is None:
                continue
            standing = facts.register.standing(instrument, paper.date)
            last = standing.revision
            if standing.state is not InForce.SUPPRESSED or not standing.certain:
                continue
            if cite.year and last and cite.year != last.year:
                continue  # told by R102
            if verb := _in_force(cite, facts):
                told = f"{instrument.id} was suppressed by {standing.suppressed_by}"
                what = f"{told}, but is spoken of as in force ({verb!r})"
                yield Problem(cite.origin, what, "speak of it in the past, or drop it")


def _in_force(cite: Citation, facts: Facts) -> str:
    """The words by which a sentence takes the text for one in force; empty where it does not."""
    plain = facts.documents[cite.docname].plain
    start, end = facts.sentences[cite.docname].at(cite.span[0])
    first, last = cite.whole
    before, after = plain[max(start, first - _LONGEST) : first], plain[last : min(end, last + _LONGEST)]
    clause = _CLAUSE.split(after[:_REACH])[0]
    if _UNDER.search(before):
        found = _DOES.search(clause) or _ACTS.search(after)
    elif _SUBJECT.search(before) and not (before.rstrip().endswith(",") and after.lstrip().startswith(",")):
        found = _DOES.search(clause)
    else:
        return ""
    if found is None or _ELSE.search(before) or _ELSE.search(after):
        return ""
    return " ".join(found[0].split())
