"""Moves of an activity, and what follows from them: who takes part, which resources are used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vcc.case.model import Clause, Declaration, Move, Name
from vcc.case.words import CLAUSE_BY_ID, MOVES, STATEMENTS, Takes
from vcc.graph.clauses import amounts, clauses_said, quantities, returns_said
from vcc.graph.describe import Description, Part, Said
from vcc.graph.evidence import evidence
from vcc.graph.iris import below
from vcc.graph.nodes import IN_CASE, Nodes
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
_CLASSES: Final = {word.id: vcc(word.rdf_class) for word in MOVES}
_MOVED_BY_ACTORS: Final = frozenset(word.id for word in MOVES if word.subject_target == "actor")
_EPISODES: Final = frozenset(word.id for word in STATEMENTS if "started-by" in word.clauses)
_MOVE_OF: Final = vcc("moveOf")
# What stands in a context: its class, the property of the thing that it is about, its segment.
_PARTICIPATION: Final = (vcc("Participation"), vcc("actor"), "party")
_RESOURCE_USE: Final = (vcc("ResourceUse"), vcc("resource"), "use")
_CONTEXT: Final = vcc("context")
# Who is named by one of these clauses takes part; a willing, bound or disturbed actor need not.
_PARTY_CLAUSES: Final = frozenset({"by", "between", "decided-by", "started-by", "invited-by"})
_RESOURCE_CLAUSES: Final = frozenset({"uses", "produces"})


def has_parties(declaration: Declaration) -> bool:
    """Whether the statement declares an episode: something in which actors take part."""
    return declaration.id in _EPISODES


def moves(declaration: Declaration, nodes: Nodes, actual: bool) -> list[Part]:
    """The moves of an activity; without class and case below what is denied or planned."""
    return [Part("move", "", _MOVE_OF, _move(move, nodes, actual)) for move in declaration.moves]


def _move(move: Move, nodes: Nodes, actual: bool) -> Description:
    says: list[Said] = []
    if actual:
        says.append((TYPE, _CLASSES[move.id], move.span))
        says.append((IN_CASE, nodes.case, move.span))
    named = (move.subjects, move.receivers, move.objects, move.products)
    for property, names in zip(PLACES[move.id], named, strict=True):
        if property and names:
            says += [(property, nodes.thing(name.text), name.span) for name in names]
    prices = [clause for clause in move.clauses if _is_price(clause)]
    others = [clause for clause in move.clauses if not _is_price(clause)]
    says += clauses_said(others, nodes)
    says += returns_said(prices, nodes)
    parts = (
        *amounts(prices, typed=actual),
        *quantities(others, typed=actual),
        *evidence(move.citations, nodes),
    )
    return Description(move.span, says, parts, _move_label(move, nodes), move.citations)


def _is_price(clause: Clause) -> bool:
    """`for` belongs to actors in a statement, and to a price in a move."""
    return clause.id == "for" or CLAUSE_BY_ID[clause.id].takes is Takes.PRICE


def _move_label(move: Move, nodes: Nodes) -> Words:
    subjects, objects = nodes.list(move.subjects), nodes.list(move.objects)
    if move.id == "gives":
        receivers = nodes.list(move.receivers)
        return Words(
            f"{subjects.en} → {receivers.en}: {objects.en}",
            f"{subjects.zh} → {receivers.zh}：{objects.zh}",
        )
    en, zh = _WORDS[move.id].spellings
    label = Words(f"{subjects.en} {en} {objects.en}", f"{subjects.zh} {zh} {objects.zh}")
    if move.products:
        products = nodes.list(move.products)
        label = Words(f"{label.en} into {products.en}", f"{label.zh} 形成 {products.zh}")
    return label


def participations(declaration: Declaration, nodes: Nodes) -> list[Part]:
    """One node for every actor that takes part in an activity: it carries the actor's role."""
    named = _names_in(declaration.clauses, _PARTY_CLAUSES)
    for move in declaration.moves:
        if move.id in _MOVED_BY_ACTORS:
            named += move.subjects
            named += move.receivers
    return taking_part(named, nodes.thing(declaration.name.text), nodes)


def taking_part(actors: Iterable[Name], context: str, nodes: Nodes) -> list[Part]:
    """Actors in a context: an activity, or the case as a whole (the network)."""
    return _in_context(_PARTICIPATION, actors, context, nodes)


def resource_uses(declaration: Declaration, nodes: Nodes) -> list[Part]:
    """One node for every resource of an activity: it carries what the resource is there."""
    named = _names_in(declaration.clauses, _RESOURCE_CLAUSES)
    for move in declaration.moves:
        named += move.objects
        named += move.products
        if move.id not in _MOVED_BY_ACTORS:
            named += move.subjects
        for clause in move.clauses:
            if _is_price(clause):
                named += clause.names
    return _in_context(_RESOURCE_USE, named, nodes.thing(declaration.name.text), nodes)


def _names_in(clauses: Iterable[Clause], ids: frozenset[str]) -> list[Name]:
    return [name for clause in clauses if clause.id in ids for name in clause.names]


def _in_context(
    kind: tuple[str, str, str], named: Iterable[Name], context: str, nodes: Nodes
) -> list[Part]:
    """One node for each thing that is named; the denied and the planned take no part."""
    rdf_class, property, segment = kind
    first: dict[str, Span] = {}  # where each is first written
    for name in named:
        text, span = name.text, name.span
        if text in nodes.actual and (text not in first or span < first[text]):
            first[text] = span
    parts: list[Part] = []
    for text, span in first.items():
        says = (
            (TYPE, rdf_class, span),
            (IN_CASE, nodes.case, span),
            (property, nodes.thing(text), span),
            (_CONTEXT, context, span),
        )
        described = Description(span, says, label=nodes.label(text))
        parts.append(Part(segment, "", "", described, below(context, segment, text)))
    return parts
