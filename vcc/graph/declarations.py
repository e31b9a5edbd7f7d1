"""Declared things: what an actor, a resource, an interaction … becomes."""

from __future__ import annotations

from collections.abc import Iterator

from vcc.case.model import Declaration, Item, Stance
from vcc.case.words import STATEMENT_BY_ID
from vcc.graph.clauses import clauses_said, quantities, text_term
from vcc.graph.describe import Description, Part, Said
from vcc.graph.evidence import evidence
from vcc.graph.moves import has_parties, moves, participations, resource_uses
from vcc.graph.nodes import Nodes, words_of
from vcc.vocabulary.namespaces import LABEL, TYPE, vcc
from vcc.vocabulary.rdf import literal

# What is not so, or not yet so, is kept apart by class and by its link to the case: no rule about
# what is so can meet it.
_APART = {
    Stance.ABSENT: (vcc("Denial"), vcc("deniedIn")),
    Stance.PLANNED: (vcc("Plan"), vcc("plannedFor")),
}


def declared(declaration: Declaration, nodes: Nodes) -> Description:
    """All that one declaration says, with its block."""
    actual = declaration.stance is Stance.ACTUAL
    parts = [*quantities(declaration.clauses, actual), *evidence(declaration.citations, nodes)]
    parts += (_item(item, declaration, nodes, actual) for item in declaration.items)
    parts += moves(declaration, nodes, actual)
    if actual and has_parties(declaration):
        parts += participations(declaration, nodes)
        parts += resource_uses(declaration, nodes)
    return Description(
        declaration.name.span,
        (*_membership(declaration, nodes), *_said(declaration, nodes)),
        tuple(parts),
        nodes.label(declaration.name.text),
        declaration.citations,
    )


def _membership(declaration: Declaration, nodes: Nodes) -> Iterator[Said]:
    span = declaration.name.span
    rdf_class = vcc(STATEMENT_BY_ID[declaration.id].rdf_class)
    apart = _APART.get(declaration.stance)
    if apart is None:
        yield Said(TYPE, rdf_class, span)
        yield Said(vcc("inCase"), nodes.case, span)
    else:
        stance_class, link = apart
        yield Said(TYPE, stance_class, span)
        yield Said(vcc("ofClass"), rdf_class, span)
        yield Said(link, nodes.case, span)
    yield Said(vcc("name"), literal(declaration.name.text), span)


def _said(statement: Declaration | Item, nodes: Nodes) -> Iterator[Said]:
    if statement.term is not None:
        scheme = STATEMENT_BY_ID[statement.id].scheme
        yield Said(vcc("kind"), nodes.term(scheme, statement.term), statement.term.span)
    for label in statement.labels:
        yield Said(LABEL, text_term(label), label.span)
    yield from clauses_said(statement.clauses, nodes)


def _item(item: Item, declaration: Declaration, nodes: Nodes, actual: bool) -> Part:
    """A demand or a goal of an actor: named by its name, otherwise numbered below the actor."""
    rdf_class = STATEMENT_BY_ID[item.id].rdf_class
    segment = rdf_class.lower()
    place = item.name.span if item.name else item.span
    says = list(_said(item, nodes))
    if actual:
        says.append(Said(TYPE, vcc(rdf_class), place))
        says.append(Said(vcc("inCase"), nodes.case, place))
    if item.name:
        says.append(Said(vcc("name"), literal(item.name.text), item.name.span))
    otherwise = item.name or item.term or declaration.name
    described = Description(
        place,
        tuple(says),
        (*quantities(item.clauses, actual), *evidence(item.citations, nodes)),
        words_of(item.labels, otherwise.text),
        item.citations,
    )
    node = nodes.thing(item.name.text) if item.name else ""
    return Part(segment, "", vcc("ofActor"), described, node)
