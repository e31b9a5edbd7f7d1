"""Declared things: what an actor, a resource, an interaction … becomes."""

from __future__ import annotations

from typing import Final

from vcc.case.model import Declaration, Item, Stance
from vcc.case.words import STATEMENT_BY_ID
from vcc.graph.clauses import clauses_said, quantities, text_term
from vcc.graph.describe import Description, Part, Said
from vcc.graph.evidence import evidence
from vcc.graph.moves import has_parties, moves, participations, resource_uses
from vcc.graph.nodes import IN_CASE, Nodes, words_of
from vcc.vocabulary.namespaces import LABEL, TYPE, vcc
from vcc.vocabulary.rdf import literal

_CLASSES: Final = {id: vcc(word.rdf_class) for id, word in STATEMENT_BY_ID.items()}
_OF_CLASS: Final = vcc("ofClass")
_OF_ACTOR: Final = vcc("ofActor")
_NAME: Final = vcc("name")
_KIND: Final = vcc("kind")
# What is not so, or not yet so, is kept apart by class and by its link to the case: no rule about
# what is so can meet it.
_APART: Final = {
    Stance.ABSENT: (vcc("Denial"), vcc("deniedIn")),
    Stance.PLANNED: (vcc("Plan"), vcc("plannedFor")),
}


def declared(declaration: Declaration, nodes: Nodes) -> Description:
    """All that one declaration says, with its block."""
    actual = declaration.stance is Stance.ACTUAL
    parts = quantities(declaration.clauses, actual)
    parts += evidence(declaration.citations, nodes)
    parts += [_item(item, declaration, nodes, actual) for item in declaration.items]
    parts += moves(declaration, nodes, actual)
    if actual and has_parties(declaration):
        parts += participations(declaration, nodes)
        parts += resource_uses(declaration, nodes)
    return Description(
        declaration.name.span,
        [*_membership(declaration, nodes), *_said(declaration, nodes)],
        parts,
        nodes.label(declaration.name.text),
        declaration.citations,
    )


def _membership(declaration: Declaration, nodes: Nodes) -> tuple[Said, ...]:
    name, span = declaration.name.text, declaration.name.span
    rdf_class, named = _CLASSES[declaration.id], (_NAME, literal(name), span)
    apart = _APART.get(declaration.stance)
    if apart is None:
        return (TYPE, rdf_class, span), (IN_CASE, nodes.case, span), named
    stance_class, link = apart
    kept = (TYPE, stance_class, span), (_OF_CLASS, rdf_class, span), (link, nodes.case, span)
    return *kept, named


def _said(statement: Declaration | Item, nodes: Nodes) -> list[Said]:
    said: list[Said] = []
    if statement.term is not None:
        scheme = STATEMENT_BY_ID[statement.id].scheme
        said.append((_KIND, nodes.term(scheme, statement.term), statement.term.span))
    said += [(LABEL, text_term(label), label.span) for label in statement.labels]
    said += clauses_said(statement.clauses, nodes)
    return said


def _item(item: Item, declaration: Declaration, nodes: Nodes, actual: bool) -> Part:
    """A demand or a goal of an actor: named by its name, otherwise numbered below the actor."""
    place = item.name.span if item.name else item.span
    says = _said(item, nodes)
    if actual:
        says += [(TYPE, _CLASSES[item.id], place), (IN_CASE, nodes.case, place)]
    if item.name:
        says.append((_NAME, literal(item.name.text), place))
    otherwise = item.name or item.term or declaration.name
    described = Description(
        place,
        says,
        (*quantities(item.clauses, actual), *evidence(item.citations, nodes)),
        words_of(item.labels, otherwise.text),
        item.citations,
    )
    node = nodes.thing(item.name.text) if item.name else ""
    segment = STATEMENT_BY_ID[item.id].rdf_class.lower()
    return Part(segment, "", _OF_ACTOR, described, node)
