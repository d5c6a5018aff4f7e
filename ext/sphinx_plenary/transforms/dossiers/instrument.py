"""The page of a text."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_plenary.dossiers.records import AtConference, Event, InstrumentDossier
from sphinx_plenary.elsewhere import DOSSIER
from sphinx_plenary.model import InForce
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.dossiers.story import Story, bullets, state
from sphinx_plenary.transforms.parts import line, sentence, separated, styled, words
from sphinx_plenary.translation import _
from sphinx_plenary.words import OUTCOMES


def instrument_page(story: Story, dossier: InstrumentDossier) -> Iterator[nodes.Node]:
    yield line(*_lead(story, dossier), name="lead")
    if meta := list(_meta(story, dossier)):
        yield line(*separated(meta), name="card-meta")
    yield from story.section(_("How it changed"), *_history(story, dossier))
    wanted = [part for at in dossier.at for part in _wanted(story, at)]
    said = [part for at in dossier.at for part in _own(story, at)]
    others = _("No proposal or position of others on it is known here.")
    none = others if said else _("No proposal or position on it is known here.")
    yield from story.section(_("Who wants what"), *(wanted or [line(none)]))
    if dossier.messages:
        said += [line(_("Messages that rest on it:")), *story.messages(dossier.messages)]
    yield from story.section(_("What the papers say"), *said)
    yield from story.section(_("On other sites"), *_elsewhere(dossier))
    cited = story.places(dossier.where)
    yield from story.section(_("Where it is cited"), *(cited or [line(_("No paper cites it."))]))


def _elsewhere(dossier: InstrumentDossier) -> list[nodes.Node]:
    """Where other teams follow it, and what they have of it."""
    items = []
    for one in dossier.elsewhere:
        link = nodes.reference("", "", words(one.site), internal=False, refuri=one.url, reftitle=one.title)
        followed = _("followed there for {conference}", conference=one.conference) if one.conference else ""
        what = _("its dossier") if one.type == DOSSIER else followed or _("followed there")
        items.append(nodes.list_item("", line(*sentence(_("{label}: "), label=link), words(what))))
    return [bullets(items)] if items else []


def _lead(story: Story, dossier: InstrumentDossier) -> Iterator[nodes.Node]:
    """What it is, since when, and whether it stands: one sentence."""
    kind = _lower(dossier.kind_name)
    yield words(_("{name} is {kind} of the {body}", name=dossier.name, kind=kind, body=dossier.body_name))
    if dossier.adopted:
        yield from sentence(_(", first adopted at {conference}"), conference=list(_at(story, dossier.adopted)))
    if dossier.latest and dossier.latest != dossier.adopted:
        yield from sentence(_(", last revised at {conference}"), conference=list(_at(story, dossier.latest)))
    if dossier.stands:
        yield from _standing(story, dossier)
    yield nodes.Text(_("."))
    if dossier.unconfirmed:
        yield unconfirmed_mark()
    yield from story.sources.cite(dossier.own_sources if not dossier.unconfirmed else ())


def _lower(kind: str) -> str:
    """``a resolution``, ``an opinion``."""
    small = f"{kind[:1].lower()}{kind[1:]}"
    return _("an {kind}", kind=small) if kind[:1] in "AEIOU" else _("a {kind}", kind=small)


def _at(story: Story, event: Event) -> Iterator[nodes.Node]:
    yield story.conference(event.conference)
    if event.place:
        yield words(f" ({event.place})")
    if event.unconfirmed:
        yield unconfirmed_mark()


def _standing(story: Story, dossier: InstrumentDossier) -> Iterator[nodes.Node]:
    match dossier.standing:
        case InForce.YES:
            yield from sentence(_(", and is {in_force}"), in_force=nodes.strong("", _("in force")))
            if not dossier.certain:
                yield nodes.Text(_(" as far as is known"))
                yield unconfirmed_mark()
        case InForce.SUPPRESSED:
            yield from sentence(
                _(", and was {suppressed} by {conference}"),
                suppressed=nodes.strong("", _("suppressed")),
                conference=story.conference(dossier.suppressed_by),
            )
            if not dossier.certain:
                yield unconfirmed_mark()
        case InForce.NOT_YET:
            yield from sentence(_(", and is {not_adopted}"), not_adopted=nodes.strong("", _("not yet adopted")))
        case InForce.UNKNOWN:
            told = _("; whether it is in force is {not_known} here")
            yield from sentence(told, not_known=nodes.strong("", _("not known")))


def _meta(story: Story, dossier: InstrumentDossier) -> Iterator[list[nodes.Node]]:
    if dossier.issues:
        parts: list[nodes.Node] = [nodes.Text(_("Issue: ") if len(dossier.issues) == 1 else _("Issues: "))]
        for number, (title, conferences) in enumerate(dossier.issues):
            parts += [nodes.Text("; ")] * bool(number) + [words(f"{title} (")]
            for count, conference in enumerate(conferences):
                parts += [nodes.Text(", ")] * bool(count) + [story.conference(conference)]
            parts.append(nodes.Text(")"))
        yield parts
    if dossier.replaced and dossier.latest and dossier.standing is InForce.YES:
        yield [words(_("The present text replaced the one of {label}", label=dossier.replaced.removeprefix("Rev. ")))]
    for code, conference in dossier.codes:
        told = _("Called {code} at {conference} before it had its number")
        yield sentence(told, code=code, conference=story.conference(conference))


# ---- how it changed ------------------------------------------------------------------------------


def _history(story: Story, dossier: InstrumentDossier) -> Iterator[nodes.Node]:
    if not dossier.events:
        yield line(_("The register has no history of it."))
        return
    items = [_event(story, event) for event in dossier.events]
    yield nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", classes=["plenary-timeline"])


def _event(story: Story, event: Event) -> nodes.list_item:
    """``PP-22 Revised (Rev. Bucharest, 2022) in force``; under it a new title, and what else is known."""
    parts: list[nodes.Node] = [nodes.inline("", "", story.conference(event.conference), classes=["plenary-when"])]
    parts += [nodes.Text(" "), styled(OUTCOMES[event.kind] if event.kind else _("Named"), "act")]
    if event.label:
        parts.append(words(f" ({event.label})"))
    if event.current:
        parts += [nodes.Text(" "), styled(_("in force"), "standing")]
    item = nodes.list_item("", line(*parts, *story.proof(event.sources, event.unconfirmed)))
    if event.title:
        item += line(styled(_("Title: "), "meta"), nodes.emphasis("", "", words(event.title)), name="under")
    if event.detail:
        item += line(event.detail[:1].upper() + event.detail[1:], name="under")
    if event.current:
        item["classes"].append("plenary-current")
    return item


# ---- at each conference --------------------------------------------------------------------------


def _wanted(story: Story, at: AtConference) -> Iterator[nodes.Node]:
    """Proposals and other organizations' positions at a conference, then what became of the text."""
    row = at.row
    others = [held for held in row.positions if held.organization]
    if not row.contributions and not others:
        return
    items = [story.contribution(one, row.result is not None) for one in row.contributions]
    items += [
        nodes.list_item(
            "", line(_("Position of {organization}: ", organization=held.organization), state(held.position))
        )
        for held in others
    ]
    yield line(*sentence(_("At {conference}:"), conference=story.conference(at.conference)), name="at")
    yield bullets(items)
    if row.result:
        yield line(styled(_("Outcome: "), "meta"), *story.outcome(row.result), name="became")


def _own(story: Story, at: AtConference) -> Iterator[nodes.Node]:
    row = at.row
    parts: list[list[nodes.Node]] = []
    if row.position:
        parts.append([state(row.position)])
    if row.tracked:
        parts.append([story.page(at.docname, _("why it is followed"), row.tracked)])
    if parts:
        yield line(*sentence(_("At {conference}: "), conference=story.conference(at.conference)), *separated(parts))
    pairs = (
        (_("Concern"), row.concern), (_("Who is affected"), row.affected), (_("Implication"), row.implication),
    )  # fmt: skip
    items = [
        nodes.list_item("", line(styled(_("{label}: ", label=label), "meta"), text)) for label, text in pairs if text
    ]
    if items:
        yield bullets(items)
