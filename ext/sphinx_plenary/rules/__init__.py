"""The rules, all of them: pure functions over ``Facts``. One rule, one module; the list is kept by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.register import Fault, Register, faults
from sphinx_plenary.rules.r101_unknown_instrument import unknown_instrument
from sphinx_plenary.rules.r102_revision_not_in_force import revision_not_in_force
from sphinx_plenary.rules.r103_no_such_meeting import no_such_meeting
from sphinx_plenary.rules.r104_title_differs import title_differs
from sphinx_plenary.rules.r105_tracked_twice import tracked_twice
from sphinx_plenary.rules.r106_cited_not_tracked import cited_not_tracked
from sphinx_plenary.rules.r107_tracked_not_mentioned import tracked_not_mentioned
from sphinx_plenary.rules.r108_malformed_citation import malformed_citation
from sphinx_plenary.rules.r109_ambiguous_citation import ambiguous_citation
from sphinx_plenary.rules.r110_listed_twice import listed_twice
from sphinx_plenary.rules.r111_suppressed_text import suppressed_text
from sphinx_plenary.rules.r112_provisional_code import provisional_code
from sphinx_plenary.rules.r113_no_revision import no_revision
from sphinx_plenary.rules.r114_bare_mention import bare_mention
from sphinx_plenary.rules.r201_unknown_name import unknown_name
from sphinx_plenary.rules.r202_misspelt_abbreviation import misspelt_abbreviation
from sphinx_plenary.rules.r203_variant_name import variant_name
from sphinx_plenary.rules.r204_abbreviation_of_two_things import abbreviation_of_two_things
from sphinx_plenary.rules.r205_two_expansions import two_expansions
from sphinx_plenary.rules.r206_unexpanded_abbreviation import unexpanded_abbreviation
from sphinx_plenary.rules.r207_conference_label import conference_label
from sphinx_plenary.rules.r208_unknown_conference import unknown_conference
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
from sphinx_plenary.rules.r404_message_without_evidence import message_without_evidence
from sphinx_plenary.rules.r405_message_without_audience import message_without_audience
from sphinx_plenary.rules.r406_unfounded_position import unfounded_position
from sphinx_plenary.rules.r407_circle import circle
from sphinx_plenary.rules.r408_positions_differ import positions_differ
from sphinx_plenary.rules.r409_outcome_contradicts import outcome_contradicts
from sphinx_plenary.rules.r410_outcome_missing import outcome_missing
from sphinx_plenary.rules.r411_no_owner import no_owner
from sphinx_plenary.rules.r412_outcome_before_conference import outcome_before_conference
from sphinx_plenary.rules.r413_source_missing import source_missing
from sphinx_plenary.rules.r414_proposal_differs import proposal_differs
from sphinx_plenary.rules.r415_carried_over_unreviewed import carried_over_unreviewed
from sphinx_plenary.rules.r416_overdue_action import overdue_action
from sphinx_plenary.rules.r417_suspect_item import suspect_item
from sphinx_plenary.rules.r501_front_matter import front_matter
from sphinx_plenary.rules.r502_no_front_matter import no_front_matter
from sphinx_plenary.rules.r503_directive_slip import directive_slip
from sphinx_plenary.rules.r504_no_title import no_title
from sphinx_plenary.rules.r505_malformed_waiver import malformed_waiver
from sphinx_plenary.rules.r506_unused_waiver import unused_waiver
from sphinx_plenary.rules.r507_expired_waiver import expired_waiver
from sphinx_plenary.rules.r508_section_missing import section_missing
from sphinx_plenary.rules.r509_status_and_date import status_and_date
from sphinx_plenary.rules.r510_document_named_twice import document_named_twice
from sphinx_plenary.rules.r511_open_item_in_final import open_item_in_final
from sphinx_plenary.rules.r512_contents_differ import contents_differ
from sphinx_plenary.rules.r513_heading_level_skipped import heading_level_skipped
from sphinx_plenary.rules.r514_misnamed_markup import misnamed_markup
from sphinx_plenary.rules.r515_front_matter_of_kind import front_matter_of_kind
from sphinx_plenary.rules.r516_section_empty import section_empty
from sphinx_plenary.rules.r601_unknown_action import unknown_action
from sphinx_plenary.rules.r602_action_contradicts import action_contradicts
from sphinx_plenary.rules.r603_unknown_prefix import unknown_prefix
from sphinx_plenary.rules.r604_document_form import document_form
from sphinx_plenary.rules.r605_proposal_without_document import proposal_without_document
from sphinx_plenary.rules.r606_after_deadline import after_deadline
from sphinx_plenary.rules.r607_row_without_issue import row_without_issue
from sphinx_plenary.rules.r701_link_to_nowhere import link_to_nowhere
from sphinx_plenary.rules.r702_address_in_two_spellings import address_in_two_spellings
from sphinx_plenary.rules.r703_unbalanced import unbalanced
from sphinx_plenary.rules.r704_invisible_characters import invisible_characters
from sphinx_plenary.rules.r705_stray_punctuation import stray_punctuation
from sphinx_plenary.rules.r706_mixed_quotation_marks import mixed_quotation_marks
from sphinx_plenary.rules.r707_hyphen_for_dash import hyphen_for_dash
from sphinx_plenary.rules.r708_link_to_internal import link_to_internal
from sphinx_plenary.rules.r709_internal_words import internal_words
from sphinx_plenary.rules.rule import Finding, Rule
from sphinx_plenary.rules.waiving import waive
from sphinx_plenary.suggest import did_you_mean

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
    listed_twice,
    suppressed_text,
    provisional_code,
    no_revision,
    bare_mention,
    unknown_name,
    misspelt_abbreviation,
    variant_name,
    abbreviation_of_two_things,
    two_expansions,
    unexpanded_abbreviation,
    conference_label,
    unknown_conference,
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
    message_without_evidence,
    message_without_audience,
    unfounded_position,
    circle,
    positions_differ,
    outcome_contradicts,
    outcome_missing,
    no_owner,
    outcome_before_conference,
    source_missing,
    proposal_differs,
    carried_over_unreviewed,
    overdue_action,
    suspect_item,
    front_matter,
    no_front_matter,
    directive_slip,
    no_title,
    malformed_waiver,
    unused_waiver,
    expired_waiver,
    section_missing,
    status_and_date,
    document_named_twice,
    open_item_in_final,
    contents_differ,
    heading_level_skipped,
    misnamed_markup,
    front_matter_of_kind,
    section_empty,
    unknown_action,
    action_contradicts,
    unknown_prefix,
    document_form,
    proposal_without_document,
    after_deadline,
    row_without_issue,
    link_to_nowhere,
    address_in_two_spellings,
    unbalanced,
    invisible_characters,
    stray_punctuation,
    mixed_quotation_marks,
    hyphen_for_dash,
    link_to_internal,
    internal_words,
)


# Run when it is known which waivers were of use. None of them can be waived.
LAST: Final = (malformed_waiver, unused_waiver, expired_waiver)


def chosen(extra: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules that run by default, and those whose codes are in ``extra``."""
    return tuple(rule for rule in RULES if rule.default or rule.code in extra)


def selected(codes: Sequence[str], extra: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules of these codes or families, ``R101`` or ``R3``; of a family those that run anyway. None named: all."""
    listed = chosen((*codes, *extra))
    return tuple(rule for rule in listed if rule.code.startswith(tuple(codes))) if codes else listed


def wrong_codes(codes: Iterable[str]) -> list[str]:
    """What is wrong with codes or families that somebody names: a misspelt one would run nothing, in silence."""
    known = [rule.code for rule in RULES]
    return [
        f"no rule {code!r}; {did_you_mean(code, known, 'see: plenary rules')}"
        for code in codes
        if not any(name.startswith(code) for name in known)
    ]


def faults_of_kinds(register: Register) -> list[Fault]:
    """Rules that kinds.yaml asks for and that there are not: a misspelt code would run nothing, in silence."""
    known = {rule.code for rule in RULES}
    return [
        Fault(faults.DANGLING, Problem(kind.origin, f"kind {kind.id!r} asks for {code!r}, which is no rule", fix))
        for kind in register.kinds.values()
        for code in kind.rules
        if code not in known and (fix := did_you_mean(code, known, "see: plenary rules"))
    ]


def findings(facts: Facts, rules: Sequence[Rule] | None = None, select: Sequence[str] = ()) -> Iterator[Finding]:
    """What the rules find, in the order of the places, less what authors let stand.

    ``select`` are the only codes or families of which the rules that kinds of paper ask for may be, if there are any.
    """
    run = chosen() if rules is None else rules
    found = [(rule, problem) for rule in run if rule not in LAST for problem in rule.check(facts)]
    found += _asked_by_kinds(facts, run, tuple(select))
    standing, used = waive(found, facts)
    facts = replace(facts, used_waivers=used, rules_run=_called(run), rules_known=_called(RULES))
    standing += [(rule, problem) for rule in LAST if rule in run for problem in rule.check(facts)]
    for rule, problem in sorted(standing, key=lambda one: (one[1].origin, one[0].code, one[1].what)):
        paper = facts.papers_by_path.get(problem.origin.path)
        yield Finding(rule, problem, rule.weight(paper.status if paper else None))


def _asked_by_kinds(facts: Facts, run: Sequence[Rule], select: tuple[str, ...]) -> list[tuple[Rule, Problem]]:
    """What rules that are off elsewhere find in papers whose kind asks for them."""
    found = []
    asked = {code for kind in facts.register.kinds.values() for code in kind.rules}
    for rule in RULES:
        if rule.code in asked and rule not in run and (not select or rule.code.startswith(select)):
            for problem in rule.check(facts):
                paper = facts.papers_by_path.get(problem.origin.path)
                if paper and rule.code in facts.register.kind_of(paper.kind).rules:
                    found.append((rule, problem))
    return found


def _called(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(word for rule in rules for word in (rule.code, rule.name))


__all__ = ["RULES", "Finding", "Rule", "chosen", "faults_of_kinds", "findings", "selected", "wrong_codes"]
