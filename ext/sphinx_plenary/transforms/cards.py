"""Tracked items as quiet cards: number and title, what is wanted, the author's text, what rests on what.

Our own, lighter than sphinx-needs' layouts and able to break over pages: see docs/decisions/.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary import needs
from sphinx_plenary.citations import Form, citation_words
from sphinx_plenary.days import day_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.dossiers import Kind
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item, Paper
from sphinx_plenary.nodes import item_card, moment
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.parts import line, link, listed, sentence, separated, styled, to_dossier, words
from sphinx_plenary.translation import _, spoken
from sphinx_plenary.words import ACTION_STATES, INTERNAL, OUTCOMES, POSITIONS


class ItemCardTransform(SphinxPostTransform):
    """``item_card`` -> a container with the item's id, standard nodes inside."""

    default_priority = 4  # before ReferencesResolver (10), which resolves the cards' links

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for placeholder in list(self.document.findall(item_card)):
            item = facts.items_by_id.get(placeholder["item"]) if facts else None
            content = needs.content_of(placeholder.children) or [
                child for child in placeholder.children if not needs.is_bookkeeping(child)
            ]
            if facts is None or item is None or item.docname != placeholder["docname"]:
                refused = [line(styled(placeholder["title"], "card-title"))]
                placeholder.replace_self(refused + content)  # a duplicate, say: its words stay
                continue
            card = nodes.container(
                "",
                *internal_label(item),
                *head(item, facts),
                *_review(item),
                *content,
                *foot(item, facts),
                ids=[item.id],
                names=[],
                classes=["plenary-card", f"plenary-{item.type}"],
            )
            card.source, card.line = placeholder.source, placeholder.line
            placeholder.replace_self(card)


def internal_label(item: Item) -> list[nodes.Node]:
    """Of an item that only an internal build shows."""
    return [line(styled(_(INTERNAL), "mark"), name="internal-label")] if item.internal else []


def head(item: Item, facts: Facts) -> list[nodes.Node]:
    paper = facts.papers.get(item.docname)
    match item.type:
        case "resolution":
            return [_number(item, facts, paper), line(styled(item.title, "card-title")), _meta(item, facts)]
        case "message":
            return [
                line(styled(_("Message {number}", number=facts.message_numbers[item.id]), "card-kind")),
                line(styled(item.title, "card-title")),
            ]
        case "proposal":
            who = " · ".join(filter(None, (item.fields.get("proponent"), item.fields.get("action"))))
            return [
                line(styled(_("Proposal"), "card-kind")),
                line(styled(" · ".join(filter(None, (item.title, who))), "card-title")),
                *_on(item, facts, paper, item.fields.get("document", "")),
            ]
        case "position":
            parts = [styled(item.fields.get("organization", ""), "card-title"), *_position(item)]
            return [
                line(styled(_("Position"), "card-kind")),
                line(*separated([[part] for part in parts])),
                *_on(item, facts, paper, ""),
            ]
        case "action":
            return [
                line(styled(_("Action"), "card-kind")),
                line(styled(item.title, "card-title")),
                line(*separated(when_and_who(item)), name="card-meta"),
            ]
        case _:
            outcome = item.fields.get("outcome", "")
            return [
                line(styled(_("Outcome"), "card-kind")),
                line(styled(OUTCOMES.get(outcome, outcome.replace("-", " ").capitalize()), "card-title")),
                *_on(item, facts, paper, item.fields.get("source", "")),
            ]


def foot(item: Item, facts: Facts) -> list[nodes.Node]:
    paper = facts.papers.get(item.docname)
    if item.type == "message":
        parts: list[list[nodes.Node]] = []
        if resolutions := item.links.get("resolutions", ()):
            links = [_cited(target, facts, paper, item) for target in resolutions]
            parts.append(sentence(_("Rests on {texts}"), texts=listed(links)))
        if audience := item.fields.get("audience"):
            parts.append([words(_("For: {audience}", audience=audience))])
        if evidence := item.fields.get("evidence"):
            parts.append([words(_("Evidence: {evidence}", evidence=evidence))])
        return [line(*separated(parts), to_dossier(Kind.MESSAGE, item.id, not parts), name="card-foot")]
    if item.type == "action":
        cited = [_cited(target, facts, paper, item) for target in item.links.get("resolutions", ())]
        cited += [
            link("msg", target, there.title, item.docname)
            for target in item.links.get("messages", ())
            if (there := facts.items_by_id.get(target) or facts.elsewhere.items.get(target))
        ]
        return [line(*sentence(_("About {texts}"), texts=listed(cited)), name="card-foot")] if cited else []
    if item.type == "resolution" and (messages := facts.resting_on(item)):
        links = [link("msg", message.id, message.title, item.docname) for message in messages]
        told = (
            _("Message that rests on it: {messages}") if len(links) == 1 else _("Messages that rest on it: {messages}")
        )
        return [line(*sentence(told, messages=listed(links)), name="card-foot")]
    return []


def when_and_who(item: Item) -> list[list[nodes.Node]]:
    """State, day and owner of an action."""
    state = nodes.inline("", ACTION_STATES[item.state], classes=["plenary-state", f"plenary-{item.state}"])
    parts: list[list[nodes.Node]] = [[state]]
    if day := item.due:
        parts.append(sentence(_("Due {day}"), day=moment("", day_words(day), datetime=day.isoformat())))
    if owner := item.fields.get("owner"):
        parts.append([words(_("Owner: {owner}", owner=owner))])
    return parts


def _number(item: Item, facts: Facts, paper: Paper | None) -> nodes.paragraph:
    """Number and revision, with a dagger where the register only recalls the revision."""
    instrument = facts.register.instruments.get(item.instrument)
    if instrument is None or paper is None:
        return line(styled(item.instrument, "card-kind"))
    standing = facts.register.standing(instrument, paper.date)
    body = facts.register.bodies[instrument.key.body]
    own = facts.body_of(paper) == body.id
    cited = citation_words(body, instrument.key, standing.revision, Form.FULL, own, paper.language)
    parts: list[nodes.Node] = [styled(cited, "card-kind")]
    if standing.revision is not None and not standing.certain:
        parts.append(unconfirmed_mark())
    return line(*parts)


def _meta(item: Item, facts: Facts) -> nodes.paragraph:
    issues = [facts.register.issues[id].title for id in item.listed("issue") if id in facts.register.issues]
    parts: list[list[nodes.Node]] = []
    if issues:
        parts.append([words("; ".join(issues))])
    parts += [[word] for word in _position(item)]
    if owner := item.fields.get("owner"):
        parts.append([words(_("Owner: {owner}", owner=owner))])
    if step := item.fields.get("next_step"):
        parts.append([words(_("Next: {step}", step=step))])
    return line(*separated(parts), to_dossier(Kind.INSTRUMENT, item.instrument, not parts), name="card-meta")


def _review(item: Item) -> list[nodes.Node]:
    """That nobody has read an item again since it was carried over."""
    if not item.carried_from:
        return []
    told = _("Carried over from {conference}, to be reviewed", conference=item.carried_from)
    return [line(nodes.inline("", told, classes=["plenary-state", "plenary-unreviewed"]), name="card-meta")]


def _position(item: Item) -> list[nodes.Node]:
    position = item.fields.get("position", "")
    if not position:
        return []
    return [nodes.inline("", POSITIONS.get(position, position), classes=["plenary-state", f"plenary-{position}"])]


def _on(item: Item, facts: Facts, paper: Paper | None, more: str) -> list[nodes.Node]:
    parts: list[list[nodes.Node]] = []
    if item.instrument:
        parts.append(sentence(_("On {text}"), text=_cited(item.instrument, facts, paper, item)))
    if more:
        parts.append([words(more)])
    return [line(*separated(parts), name="card-meta")] if parts else []


def _cited(target: str, facts: Facts, paper: Paper | None, item: Item) -> nodes.Node:
    """``Resolution 101``, linked to where it is tracked."""
    instrument = facts.register.instruments.get(target)
    if instrument is None:
        return nodes.Text(target)
    body = facts.register.bodies[instrument.key.body]
    language = paper.language if paper else spoken()
    cited = citation_words(body, instrument.key, None, Form.SHORT, facts.body_of(paper) == body.id, language)
    title = facts.register.standing(instrument, paper.date).title if paper else instrument.title
    return link("res", instrument.id, cited, item.docname, item.conference, title)


def setup(app: Sphinx) -> None:
    app.add_post_transform(ItemCardTransform)
