"""Words of English, French and Spanish round a citation: they join, name, bar; no body's name is here.

All is as ``Folded.low`` has it, in lower case and without accents, unless said otherwise. Every repetition is
bounded, so that no text is slow to read.
"""

from __future__ import annotations

import re
from typing import Final


def _any(words: str) -> str:
    """Alternatives of a pattern; ``~`` is the space inside one: ``as~well~as``."""
    return "|".join(words.split()).replace("~", "[ \\n]")


# Space inside a citation; a line may end in it, a paragraph may not.
GAP: Final = r"[ ]{0,40}(?:\n[ ]{0,40})?"
SPACE: Final = rf"(?=[ \n]){GAP}"

NUMBER_WORD: Final = r"(?:(?:numeros?|numbers?|nums?|nos?|nrs?|n)(?![a-z])[.°o]{0,2}|#)"
_ARTICLE: Final = r"(?:the |la |le |les |l'|el |los |las )?"
_AND: Final = _any("and and/or or et ou y e o u")

# Between two numbers of a list, and between the ends of a range.
JOIN: Final = re.compile(
    rf"{GAP}(?:,{GAP}(?:(?:{_AND}){SPACE}|&{GAP})?|[;&+/]{GAP}"
    rf"|(?<=[ \n])(?:{_AND}|{_any('plus as~well~as and~also along~with ainsi~que asi~como')}){SPACE})"
    rf"(?:{NUMBER_WORD}{GAP})?(?=[0-9])"
)
RANGE: Final = re.compile(
    rf"(?:[ ]{{0,3}}--?[ ]{{0,3}}|{SPACE}(?:{_any('to through thru a al hasta')}){SPACE})"
    rf"(?:{NUMBER_WORD}{GAP})?(?P<last>[0-9]{{1,4}})(?![0-9a-z])"
)

# ---- what a number may be instead ------------------------------------------------------------------

_UNITS: Final = _any(
    "dpi ppi ppp pixels? pixeles px lines? lignes lineas mega~?pixels? mp [kpm] mm cm km nm bits? bytes? hz"
    " khz mhz ghz fps met(?:er|re)s? metros? kilomet(?:er|re)s? feet inch(?:es)? arcmin arcsec degrees? degres"
    " grados percent per~cent times fois veces steps? stages? etapes pasos levels? points? years? months?"
    " weeks? days? hours? minutes? seconds? ans annees mois semaines jours heures anos meses semanas dias horas"
)
_COUNTED: Final = _any(
    "others? more further additional new autres? otr[ao]s? countries states? members? delegations? delegates"
    " proposals? contributions? resolutions? decisions? opinions? votes? voices regions? pages people persons"
    " experts? administrations? participants? companies million billion thousand pays etats regiones paises"
    " expertos membres voix delegaciones miembros propositions propuestas votos"
)
_MONTHS: Final = _any(
    "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may(?=,?~[0-9]{4}) june? july? aug(?:ust)?"
    " sept?(?:ember)? oct(?:ober)? nov(?:ember)? dec(?:ember)? janv(?:ier)? fevr?(?:ier)? mars avril mai juin"
    " juil(?:let)? aout septembre octobre novembre decembre"
    " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_TREATIES: Final = _any("constitution convention charter charte constitucion convencion carta")
BARRED_AFTER: Final = re.compile(
    r"[ ]?(?:[%°]|x[ ]?[0-9]|by [0-9]|:[0-9]|-[a-z]|/[0-9])"
    rf"|[ \n]{{1,3}}(?:{_UNITS}|{_COUNTED}|(?:de )?(?:{_MONTHS}))(?![a-z])"
    rf"|{SPACE}(?:of|de) {_ARTICLE}(?:{_TREATIES})(?![a-z])"
)
# "Resolution 71, 14 delegations" is no list: in a list in the singular only these may follow a number.
GOES_ON: Final = re.compile(
    r"[ \n]{1,3}(?:"
    + _any(
        "are were was is be been have has had will shall should must may might can could would do does did to of"
        " in on at by for from with as and or the that which who whose also both under into through remain not sont"
        " etaient ont de du des dans par pour sur et ou qui ne son eran han del en por para sobre y e que se no"
    )
    + r")(?![a-z])|[ \n]{0,3}(?![ \na-z0-9])"
)
LIST_ITEM: Final = re.compile(r"[.)][ \n]")
# The word before makes of "resolution" something else.
_BARRED: Final = _any(
    "screen display image images print printing spatial temporal vertical horizontal spectral video camera monitor"
    " sensor native high higher low lower full optical angular depth radiometric dispute conflict problem"
    " crisis alternative name domain address dns year year's years public legal expert medical court second"
)
BARRED_WORDS: Final = tuple(_BARRED.split("|"))
BARRED_BEFORE: Final = re.compile(rf"(?<![a-z])(?:{_BARRED})[ \n-]{{1,3}}\Z")

# ---- a body before the word ------------------------------------------------------------------------

_ADOPTED: Final = (
    "(?:"
    + _any(
        "adopted approved revised updated amended agreed passed suppressed abrogated adopte approuve revise"
        " modifie adopto aprobo reviso modifico adoptado aprobado revisado"
    )
    + ")"
)
_ADVERBS: Final = (
    rf"(?:(?:{_any('has had have also then already later recently subsequently first newly again a ont ha')}) ){{0,4}}"
)
_SORT: Final = rf"(?:(?:{_any('draft new revised proposed own current existing previous latest said')}) ){{0,3}}"
BEFORE_ADJACENT: Final = re.compile(rf"\)?(?:'s?)?{GAP}(?:\((?P<paren>[^()|]{{0,60}})\){GAP})?{_SORT}")
BEFORE_ITS: Final = re.compile(rf"[^|.;:]{{0,160}}?(?<![a-z])(?:its|sa|ses|su|sus){SPACE}{_SORT}")
BEFORE_VERB: Final = re.compile(rf"{SPACE}{_ADVERBS}{_ADOPTED}{SPACE}{_ARTICLE}{_SORT}")
BEFORE_SUBJECT: Final = re.compile(rf",{GAP}(?:{_any('in by through with dans par en por mediante')}){SPACE}{_ARTICLE}")
BEFORE_BY: Final = re.compile(rf"{SPACE}(?:{_any('in through dans en mediante')}){SPACE}{_ARTICLE}")
BEFORE_AT: Final = re.compile(rf",{SPACE}{_ARTICLE}")
CELL: Final = re.compile(r"[ ]{0,40}\|[ ]{0,40}")
# What stands before the body itself, for the body to be the one who acts.
SUBJECT: Final = re.compile(
    rf"(?:\A|[.!?\n>#:|-]|\b(?:{_any('that whereas when because since as que car')}))[ \n]{{0,40}}{_ARTICLE}\Z"
)
AGENT: Final = re.compile(rf"\b(?:by|par|por)[ \n]{_ARTICLE}\Z")
PLACE: Final = re.compile(rf"\b(?:{_any('at during in lors~de pendant durante en a')})[ \n]{_ARTICLE}\Z")
WAS_ADOPTED: Final = re.compile(
    rf"[^.;|]{{1,80}}?(?<![a-z])(?:{_any('was were has~been fut a~ete fue fueron')})[ \n](?:first |newly |also |then )?"
    rf"(?:{_ADOPTED}|adoptee?s?|approuvee?s?|revisee?s?|adoptadas?|aprobadas?|revisadas?)"
)

# ---- a body behind the number ----------------------------------------------------------------------

_PASSIVE: Final = (
    rf"(?:as |which |that )?(?:(?:{_any('was were is are has~been have~been fut a~ete fue')})[ \n])?"
    rf"(?:(?:{_any('first last newly recently later already')}) )?"
    rf"(?:{_ADOPTED}|adoptee?s?|approuvee?s?|revisee?s?|modifiee?s?|adoptadas?|aprobadas?|revisadas?|modificadas?)"
)
_WHERE: Final = r"(?:(?:in|at|a|en)[ \n][a-z]{3,12}[ \n](?:(?:in|en)[ \n][0-9]{4}[ \n])?)?"
AFTER_OF: Final = re.compile(rf"{GAP}(?:,{GAP})?(?:(?:of|from|by|de|du|del|des){SPACE}|d'){_ARTICLE}")
AFTER_PASSIVE: Final = re.compile(
    rf"{GAP}(?:,{GAP})?{_PASSIVE}{SPACE}{_WHERE}(?:{_any('by at in par a lors~de por en durante')}){SPACE}{_ARTICLE}"
)
AFTER_WHICH: Final = re.compile(rf",{GAP}(?:which|que){SPACE}{_ARTICLE}")
AFTER_PAREN: Final = re.compile(rf"{GAP}[(\[]{GAP}")
# "the 2018 Plenipotentiary Conference", "the fifth forum": what may stand between.
BETWEEN: Final = re.compile(r"(?:[0-9]{4} |[0-9]{1,2}(?:st|nd|rd|th) |[a-z']{3,14} ){0,2}")
NOT_BETWEEN: Final = re.compile(
    rf"\b(?:{_any('to for by and on in at of or report annex part et y de du del working')})\b"
)
ENDS: Final = re.compile(r"[ ]?(?:[,.;:)\]|\n]|\Z)")
# "Resolution 64, on addresses, of WTSA": the title is between.
_ON: Final = _any("on sur sobre concerning relating relative relativa entitled intitulee titulada concernant about")
TITLE_BEGINS: Final = re.compile(rf"{GAP}(?:,{GAP}(?:{_ON})|(?:{_ON})(?![a-z])|[:(]|--?[ ]|,{GAP}\"|(?<=[ \n])\")")
FAR_OF: Final = re.compile(
    rf"(?P<close>[,)\"]?)[ \n]{{1,3}}(?:(?:of|de|du|del|by)[ \n]|d'){_ARTICLE}(?:[a-z]{{3,12}} )?\Z"
)
# "the rules of procedure of WTSA" are part of a title.
HAS_BODY: Final = re.compile(
    r"(?<![a-z])(?:"
    + _any(
        "roles? sessions? meetings? works? future members? membership chairs? rules procedures? reports?"
        " decisions? resolutions? outcomes? results? agenda mandate preparations? duration venue dates? place"
        " structure methods election secretariat groups? travaux resultats avenir reunions? reglement resultados"
        " trabajos papel"
    )
    + r")[ \n]{1,3}\Z"
)
# "the Council working group" is not the Council.
NOT_ITSELF: Final = re.compile(
    r"[ \n](?:"
    + _any("working sessions? groups? report action plan study preparatory process meeting resolutions? decisions?")
    + r")(?![a-z])"
)

# ---- bodies that the data do not know --------------------------------------------------------------

_INSTITUTIONS: Final = _any(
    "council assembly conference commission committee parliament congress forum board senate house court"
    " summit cabinet ministry minister government party shareholders tribunal authority agency meeting"
)
INSTITUTIONS: Final = tuple(_INSTITUTIONS.split("|"))
_INSTITUTIONS_AFTER: Final = (
    _INSTITUTIONS
    + "|"
    + _any(
        "conseil assemblee comite parlement congres ministere cour gouvernement consejo asamblea conferencia"
        " comision parlamento congreso ministerio corte gobierno comunidad"
    )
)
# These two read ``Folded.plain``: capital letters tell names.
FOREIGN_BEFORE: Final = re.compile(
    rf"(?:[A-Z][A-Za-z'-]{{1,20}} ){{0,4}}(?i:(?<![a-z])(?:{_INSTITUTIONS}))(?:'s?)?[ \n]{{1,3}}\Z"
)
_ACRONYM: Final = r"([A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,6})*)"
ACRONYM_BEFORE: Final = re.compile(rf"(?<![A-Za-z0-9./-]){_ACRONYM}(?:'s)?[ \n]{{1,3}}\Z")
ACRONYM_AFTER: Final = re.compile(rf"{_ACRONYM}(?![A-Za-z])")
FOREIGN_AFTER: Final = re.compile(
    rf"(?P<words>(?:[a-z0-9'-]{{1,20}} ){{0,4}}?)(?P<noun>{_INSTITUTIONS_AFTER})(?![a-z])"
    rf"(?P<more>{SPACE}(?:of|de|des|del|du|d')[ ']?[a-z])?"
)
# "Resolution 2 of the last conference" says nothing of another body.
ALONE: Final = frozenset(
    """
    council assembly conference forum committee conseil assemblee conferencia consejo asamblea
    """.split()
)
NEUTRAL: Final = re.compile(
    rf"(?:{_any('this that last previous next same present current itu uit plenipotentiary the cette este esta')}"
    r"|[0-9]{4}|[a-z0-9]+(?:th|st|nd|rd))"
)
LABEL_OF_OTHERS: Final = re.compile(r"[ \n]{0,3}[(\[](?:rev\.? ?)?[a-z]{2,6}-[0-9]{2,4}[ ]?[)\]]")
# What stands before "Resolution" in capitals and is no body: what is to be done with it, what it is about.
NO_BODIES: Final = frozenset(
    """
    ADD MOD SUP NOC ICT ICTS AI IP IPV4 IPV6 WSIS SDG SDGS IOT OTT OTTS ITR ITRS DNS SIDS LDC LDCS EMF
    CIRT CIRTS SMSI TIC TICS CMSI ODS IA
    """.split()
)
# Before a body's name of one word: they make another body of it, or they do not.
ADJECTIVES: Final = frozenset(
    """
    security european rights human economic social national arctic nordic trusteeship federal state
    privy city town municipal district research executive supreme radiocommunication
    """.split()
)
SMALL_WORDS: Final = frozenset(
    """
    the a an in of on at to by for from with under see cf and or both that this its their our also per
    via as when while since where which le la les du de des un une au aux dans par sur et ou voir el los
    las del al en por con y e o ver draft new current previous former add mod sup noc
    """.split()
)

# Where a sentence ends: also at a paragraph's end, before an item of a list, an option, a heading, at a cell's edge.
_STOP: Final = r"(?<!rev.)(?<!res.)(?<!no.)(?<!nos.)(?<!art.)(?<!dec.)[\")]?[ \n]{1,3}"
# Each alternative begins with a letter of its own: then the search leaps to the next of these.
SENTENCE: Final = re.compile(
    rf"\.{_STOP}|!{_STOP}|\?{_STOP}|;|\||\n[ ]{{0,40}}\n|\n[ ]{{0,20}}:|\n[ ]{{0,20}}#|\n[ ]{{0,20}}[-+][ ]"
)
