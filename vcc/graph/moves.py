"""Moves of an activity, and what follows from them: who takes part, which resources are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from vcc.case.model import Clause, Declaration, Move, Name
from vcc.case.words import CLAUSE_BY_ID, MOVES, STATEMENT_BY_ID, Takes
from vcc.graph.clauses import clauses_said, price, quantities
from vcc.graph.describe import Description, Part, Said
from vcc.graph.evidence import evidence
from vcc.graph.iris import below
from vcc.graph.nodes import Nodes
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import TYPE, vcc

# Properties of what stands where in a move: subjects, receivers, objects, products.
PLACES: Final = {
    "gives": (vcc("giver"), vcc("receiver"), vcc("conveys"), ""),
    "combines": (vcc("integrator"), "", vcc("combines"), vcc("produces")),
    "uses": (vcc("user"), "", vcc("uses"), ""),
    "acts-on": (vcc("acting"), "", vcc("actedOn"), ""),
}
_WORDS: Final = {word.id: word for word in MOVES}
# Who is named by one of these clauses takes part; a willing, bound or disturbed actor need not.
_PARTY_CLAUSES: Final = ("by", "between", "decided-by", "started-by", "invited-by")
_RESOURCE_CLAUSES: Final = ("uses", "produces")


def has_parties(declaration: Declaration) -> bool:
    """Whether the statement declares an episode: something in which actors take part."""
    return "started-by" in STATEMENT_BY_ID[declaration.id].clauses


def moves(declaration: Declaration, nodes: Nodes, actual: bool) -> Iterator[Part]:
    """The moves of an activity; without class and case below what is denied or planned."""
    for move in declaration.moves:
        yield Part("move", "", vcc("moveOf"), _move(move, nodes, actual))


def _move(move: Move, nodes: Nodes, actual: bool) -> Description:
    says: list[Said] = []
    parts: list[Part] = []
    if actual:
        says.append(Said(TYPE, vcc(_WORDS[move.id].rdf_class), move.span))
        says.append(Said(vcc("inCase"), nodes.case, move.span))
    named = (move.subjects, move.receivers, move.objects, move.products)
    for property, names in zip(PLACES[move.id], named, strict=True):
        if property:
            says += [Said(property, nodes.thing(name.text), name.span) for name in names]
    plain = [clause for clause in move.clauses if not _is_price(clause)]
    says += clauses_said(plain, nodes)
    for clause in move.clauses:
        if _is_price(clause):
            for what in price(clause, nodes, typed=actual):
                if isinstance(what, Said):
                    says.append(what)
                else:
                    parts.append(what)
    parts += quantities(plain, typed=actual)
    parts += evidence(move.citations, nodes)
    return Description(
        move.span, tuple(says), tuple(parts), _move_label(move, nodes), move.citations
    )


def _is_price(clause: Clause) -> bool:
    """`for` belongs to actors in a statement, and to a price in a move."""
    return clause.id == "for" or CLAUSE_BY_ID[clause.id].takes is Takes.PRICE


def _move_label(move: Move, nodes: Nodes) -> Words:
    subjects, objects = nodes.list(move.subjects), nodes.list(move.objects)
    receivers, products = nodes.list(move.receivers), nodes.list(move.products)
    if move.id == "gives":
        return Words(
            f"{subjects.en} → {receivers.en}: {objects.en}",
            f"{subjects.zh} → {receivers.zh}：{objects.zh}",
        )
    en, zh = _WORDS[move.id].spellings
    label = Words(f"{subjects.en} {en} {objects.en}", f"{subjects.zh} {zh} {objects.zh}")
    if move.products:
        label = Words(f"{label.en} into {products.en}", f"{label.zh} 形成 {products.zh}")
    return label


def participations(declaration: Declaration, nodes: Nodes) -> Iterator[Part]:
    """One node for every actor that takes part in an activity: it carries the actor's role."""
    movers = (
        chain(move.subjects, move.receivers)
        for move in declaration.moves
        if _WORDS[move.id].subject_target == "actor"
    )
    named = chain(_names_in(declaration.clauses, _PARTY_CLAUSES), chain.from_iterable(movers))
    for name, span in _actual(named, nodes):
        described = participation(name, span, nodes, nodes.thing(declaration.name.text))
        yield _below(declaration, "party", name, nodes, described)


def participation(actor: str, span: Span, nodes: Nodes, context: str) -> Description:
    """An actor in a context: an activity, or the case as a whole (the network)."""
    return _in_context("Participation", "actor", actor, span, nodes, context)


def resource_uses(declaration: Declaration, nodes: Nodes) -> Iterator[Part]:
    """One node for every resource of an activity: it carries what the resource is there."""
    in_moves = (
        chain(
            move.objects,
            move.products,
            move.subjects if _WORDS[move.id].subject_target == "resource" else (),
            *(clause.names for clause in move.clauses if _is_price(clause)),
        )
        for move in declaration.moves
    )
    named = chain(_names_in(declaration.clauses, _RESOURCE_CLAUSES), chain.from_iterable(in_moves))
    for name, span in _actual(named, nodes):
        context = nodes.thing(declaration.name.text)
        described = _in_context("ResourceUse", "resource", name, span, nodes, context)
        yield _below(declaration, "use", name, nodes, described)


def _names_in(clauses: Iterable[Clause], ids: tuple[str, ...]) -> Iterator[Name]:
    return chain.from_iterable(clause.names for clause in clauses if clause.id in ids)


def _actual(named: Iterable[Name], nodes: Nodes) -> list[tuple[str, Span]]:
    """Each name once, where it is first written; the denied and the planned take no part."""
    first: dict[str, Span] = {}
    for name in named:
        known = first.get(name.text)
        if name.text in nodes.actual and (known is None or name.span < known):
            first[name.text] = name.span
    return list(first.items())


def _in_context(
    rdf_class: str, property: str, name: str, span: Span, nodes: Nodes, context: str
) -> Description:
    says = (
        Said(TYPE, vcc(rdf_class), span),
        Said(vcc("inCase"), nodes.case, span),
        Said(vcc(property), nodes.thing(name), span),
        Said(vcc("context"), context, span),
    )
    return Description(span, says, label=nodes.label(name))


def _below(
    declaration: Declaration, segment: str, name: str, nodes: Nodes, described: Description
) -> Part:
    node = below(nodes.thing(declaration.name.text), segment, name)
    return Part(segment, "", "", described, node)
