"""The rules, all of them: pure functions over ``Facts``. One rule, one module; the list is kept by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.rules.r101_unknown_instrument import unknown_instrument
from sphinx_plenary.rules.r102_revision_not_in_force import revision_not_in_force
from sphinx_plenary.rules.r103_no_such_meeting import no_such_meeting
from sphinx_plenary.rules.r104_title_differs import title_differs
from sphinx_plenary.rules.r105_tracked_twice import tracked_twice
from sphinx_plenary.rules.r106_cited_not_tracked import cited_not_tracked
from sphinx_plenary.rules.r107_tracked_not_mentioned import tracked_not_mentioned
from sphinx_plenary.rules.r108_malformed_citation import malformed_citation
from sphinx_plenary.rules.r109_ambiguous_citation import ambiguous_citation
from sphinx_plenary.rules.r201_unknown_name import unknown_name
from sphinx_plenary.rules.r301_conference_differs import conference_differs
from sphinx_plenary.rules.r302_deadline_passed import deadline_passed
from sphinx_plenary.rules.r303_conference_dates import conference_dates
from sphinx_plenary.rules.r304_conference_place import conference_place
from sphinx_plenary.rules.r305_no_such_date import no_such_date
from sphinx_plenary.rules.r306_date_without_year import date_without_year
from sphinx_plenary.rules.r307_mixed_date_styles import mixed_date_styles
from sphinx_plenary.rules.r308_mixed_range_styles import mixed_range_styles
from sphinx_plenary.rules.r309_wrong_weekday import wrong_weekday
from sphinx_plenary.rules.r310_count_differs import count_differs
from sphinx_plenary.rules.r311_cycle_differs import cycle_differs
from sphinx_plenary.rules.r312_official_differs import official_differs
from sphinx_plenary.rules.r313_conference_tense import conference_tense
from sphinx_plenary.rules.r401_unsupported_message import unsupported_message
from sphinx_plenary.rules.r402_position_missing import position_missing
from sphinx_plenary.rules.r403_undeclared_link import undeclared_link
from sphinx_plenary.rules.r501_front_matter import front_matter
from sphinx_plenary.rules.r502_no_front_matter import no_front_matter
from sphinx_plenary.rules.r503_directive_slip import directive_slip
from sphinx_plenary.rules.r504_no_title import no_title
from sphinx_plenary.rules.r505_malformed_waiver import malformed_waiver
from sphinx_plenary.rules.r506_unused_waiver import unused_waiver
from sphinx_plenary.rules.r507_expired_waiver import expired_waiver
from sphinx_plenary.rules.rule import Finding, Rule
from sphinx_plenary.rules.waiving import waive

RULES: Final = (
    unknown_instrument,
    revision_not_in_force,
    no_such_meeting,
    title_differs,
    tracked_twice,
    cited_not_tracked,
    tracked_not_mentioned,
    malformed_citation,
    ambiguous_citation,
    unknown_name,
    conference_differs,
    deadline_passed,
    conference_dates,
    conference_place,
    no_such_date,
    date_without_year,
    mixed_date_styles,
    mixed_range_styles,
    wrong_weekday,
    count_differs,
    cycle_differs,
    official_differs,
    conference_tense,
    unsupported_message,
    position_missing,
    undeclared_link,
    front_matter,
    no_front_matter,
    directive_slip,
    no_title,
    malformed_waiver,
    unused_waiver,
    expired_waiver,
)


# Run when it is known which waivers were of use.
LAST: Final = (unused_waiver, expired_waiver)


def chosen(extra: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules that run by default, and those of ``extra``: codes, or beginnings of codes."""
    return tuple(rule for rule in RULES if rule.default or rule.code.startswith(tuple(extra)))


def findings(facts: Facts, rules: Sequence[Rule] | None = None) -> Iterator[Finding]:
    """What the rules find, in the order of the places, less what authors let stand."""
    run = chosen() if rules is None else rules
    found = [(rule, problem) for rule in run if rule not in LAST for problem in rule.check(facts)]
    standing, used = waive(found, facts)
    facts = replace(facts, used_waivers=used, rules_run=frozenset(rule.code for rule in run))
    standing += [(rule, problem) for rule in LAST if rule in run for problem in rule.check(facts)]
    for rule, problem in sorted(standing, key=lambda one: (one[1].origin, one[0].code, one[1].what)):
        paper = facts.papers_by_path.get(problem.origin.path)
        yield Finding(rule, problem, rule.weight(paper.status if paper else None))


__all__ = ["RULES", "Finding", "Rule", "chosen", "findings"]
