from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item, OutcomeKind, Problem, Proposal
from sphinx_plenary.rules.proposed import registered
from sphinx_plenary.rules.rule import rule

_NEW, _REVISED, _SAME, _GONE = OutcomeKind.NEW, OutcomeKind.REVISED, OutcomeKind.NOT_CHANGED, OutcomeKind.SUPPRESSED
_STANDS, _SENT = OutcomeKind.IN_FORCE, OutcomeKind.FORWARDED
_YES, _NO = OutcomeKind.ADOPTED, OutcomeKind.NOT_ADOPTED
# Outcomes that can be true of one text together, by twos.
_TOGETHER: Final = frozenset(
    map(
        frozenset,
        chain(
            combinations((_SAME, _STANDS, _SENT, _NO), 2),
            combinations((_NEW, _STANDS, _YES), 2),
            combinations((_REVISED, _STANDS, _YES), 2),
        ),
    )
)
# What cannot have become of a text if a proposal was adopted, or was not.
_NOT_IF_ADOPTED: Final[Mapping[str, frozenset[OutcomeKind]]] = {
    "MOD": frozenset({_SAME, _GONE, _NO}),
    "NOC": frozenset({_NEW, _REVISED, _GONE}),
    "SUP": frozenset({_NEW, _REVISED, _SAME, _STANDS, _YES}),
    "ADD": frozenset({_NO, _GONE}),
}
_NOT_IF_REJECTED: Final[Mapping[str, frozenset[OutcomeKind]]] = {"SUP": frozenset({_GONE}), "NOC": frozenset({_SAME})}
_OPEN: Final = frozenset({"open", "pending", "undecided", "to be decided", "tbd"})
_ADOPTED: Final = ("adopted", "accepted", "approved", "successful")
_REJECTED: Final = ("not adopted", "not accepted", "not approved", "unsuccessful", "rejected", "withdrawn")


@rule("R409")
def outcome_contradicts(facts: Facts) -> Iterator[Problem]:
    """What a paper says of an outcome is not what the register, or another paper, says of it.

    Judged are outcomes, by the register and else by the outcome declared first; the ``:status:`` of a proposal
    (adopted, not adopted) after the conference; and a status that is still open after the conference has
    decided, unless a next step says what is open.

    Why: an outcome is a fact, and there is one of it. The register wins, because it names its source; where it
    holds the outcome unconfirmed, it is not used. Words that can both be true, such as revised and in-force,
    are no contradiction.
    """
    judged = [
        item for item in facts.items if item.type == "outcome" or (item.type != "action" and item.fields.get("status"))
    ]
    if not judged:
        return
    known = _outcomes(facts)
    yield from _contradicted(facts, known)
    same = registered(facts)
    for item in judged:
        paper = facts.papers.get(item.docname)
        conference = facts.register.conferences.get(item.conference)
        if item.fields.get("status") and paper and conference and conference.over(paper.date):
            proposal = same.get(item.id)
            yield from _status(item, known.get((item.instrument, item.conference), ()), proposal)


# What became of a text, and who says so.
_Said = tuple[OutcomeKind, str]
_Known = Mapping[tuple[str, str], Sequence[_Said]]


def _outcomes(facts: Facts) -> _Known:
    """(Instrument, conference) -> its outcomes: the register's where it is confirmed, then what agrees with it.

    What is declared first counts, so these never contradict each other.
    """
    known: dict[tuple[str, str], list[_Said]] = {
        (outcome.instrument, outcome.conference): [(outcome.outcome, f"{outcome.origin.path} of the register")]
        for outcome in facts.register.outcomes
        if outcome.instrument and not outcome.unconfirmed
    }
    for item in sorted(facts.of_type("outcome"), key=facts.age):
        said = known.setdefault((item.instrument, item.conference), [])
        kind = _kind(item, facts)
        if kind and not any(kind is other or _contradict(kind, other) for other, _ in said):
            said.append((kind, str(item.at("outcome"))))
    return known


def _contradict(one: OutcomeKind, other: OutcomeKind) -> bool:
    return one is not other and frozenset((one, other)) not in _TOGETHER


def _kind(item: Item, facts: Facts) -> OutcomeKind | None:
    """The outcome that an item declares; None where R412 tells that there can be none yet."""
    paper, conference = facts.papers.get(item.docname), facts.register.conferences.get(item.conference)
    if paper and conference and conference.ahead(paper.date):
        return None
    value = item.fields.get("outcome", "")
    return OutcomeKind(value) if value in set(OutcomeKind) else None


def _contradicted(facts: Facts, known: _Known) -> Iterator[Problem]:
    for item in facts.of_type("outcome"):
        kind = _kind(item, facts)
        said = known.get((item.instrument, item.conference), ())
        right = next((one for one in said if kind and _contradict(kind, one[0])), None)
        if kind and item.instrument and right:
            what = f"the outcome of {item.instrument} at {item.conference} is given as {kind.value!r}"
            yield Problem(item.at("outcome"), what, f"{right[1]} has {right[0].value!r}; write it so, or mend it there")


def _status(item: Item, said: Sequence[_Said], proposal: Proposal | None) -> Iterator[Problem]:
    """A status against what the register says of the proposal, else against what became of its text."""
    status = " ".join(item.fields["status"].casefold().replace("-", " ").split())
    what = f"the status of {item.id} is {item.fields['status']!r}"
    result = _verdict(proposal.result.casefold()) if proposal and not proposal.unconfirmed else None
    own = f"{proposal.origin.path} of the register has {proposal.result!r} for it" if proposal else ""
    if status in _OPEN and not item.fields.get("next_step") and (said or result is not None):
        decided = own if result is not None else _has(said[0], item)
        fix = f"{decided}: write another status, or say in ':next_step:' what is still open"
        yield Problem(item.at("status"), f"{what} after {item.conference} has decided", fix)
    adopted = _verdict(status)
    if item.type != "proposal" or adopted is None:
        return
    word = "not adopted" if adopted else "adopted"
    if result is not None:
        if result is not adopted:
            yield Problem(item.at("status"), what, f"{own}; write ':status: {word}', or mend it there")
        return
    action = item.fields.get("action", "").strip("()")
    impossible = (_NOT_IF_ADOPTED if adopted else _NOT_IF_REJECTED).get(action, frozenset())
    if right := next((one for one in said if one[0] in impossible), None):
        what += f" and its action {action}"
        yield Problem(item.at("status"), what, f"{_has(right, item)}; write ':status: {word}', or mend it there")


def _has(said: _Said, item: Item) -> str:
    return f"{said[1]} has the outcome {said[0].value!r} for {item.instrument}"


def _verdict(words: str) -> bool | None:
    """Whether words begin by saying that a proposal was adopted, or that it was not."""
    if words.startswith(_REJECTED):
        return False
    return True if words.startswith(_ADOPTED) else None
