"""Clauses: what follows a statement's keyword, as statements about its node.

The table of `case/words.py` says which property a clause states and what it takes; nothing here
knows a single clause but the ones whose meaning is a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vcc.case.model import Clause, Date, Name, Quantity, Text
from vcc.case.words import CLAUSE_BY_ID, Takes
from vcc.graph.describe import Description, Part, Said
from vcc.graph.nodes import Nodes
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import TYPE, XSD, vcc
from vcc.vocabulary.rdf import boolean, integer, literal

SINCE: Final = vcc("since")
UNTIL: Final = vcc("until")
MEASUREMENT: Final = vcc("Measurement")
_FLAGS: Final = {"true": boolean(True), "false": boolean(False)}


def clauses_said(clauses: Iterable[Clause], nodes: Nodes) -> Iterator[Said]:
    """The statements of all clauses but quantities and prices, which are nodes of their own."""
    for clause in clauses:
        word = CLAUSE_BY_ID[clause.id]
        property = vcc(word.property)
        if word.takes is Takes.NOTHING:
            yield Said(property, _FLAGS.get(word.value) or vcc(word.value), clause.span)
        for argument in clause.arguments:
            match argument:
                case Name() if word.takes is Takes.TERMS:
                    yield Said(property, nodes.term(word.scheme, argument), argument.span)
                case Name():
                    yield Said(property, nodes.thing(argument.text), argument.span)
                case Text():
                    yield Said(property, text_term(argument), argument.span)
                case Date():
                    yield from _dated(clause, property, argument)
                case Quantity():
                    continue


def _dated(clause: Clause, property: str, date: Date) -> Iterator[Said]:
    if clause.id == "in":
        yield from date_said(date, clause.span)
    elif property == SINCE:
        yield Said(SINCE, integer(date.first), clause.span)
    elif property == UNTIL:
        yield Said(UNTIL, integer(date.last), clause.span)
    else:
        yield Said(property, integer(date.year), clause.span)


def date_said(date: Date, span: Span) -> Iterator[Said]:
    """Both ends of a date that something happened in."""
    yield Said(SINCE, integer(date.first), span)
    yield Said(UNTIL, integer(date.last), span)


def text_term(text: Text) -> str:
    """Quoted text as a literal in its language."""
    return literal(text.text, text.language)


def quantities(clauses: Iterable[Clause], typed: bool) -> Iterator[Part]:
    """The measurements of a statement; without a type below what is denied or planned."""
    for clause in clauses:
        word = CLAUSE_BY_ID[clause.id]
        if word.takes is Takes.QUANTITY:
            for quantity in clause.arguments:
                if isinstance(quantity, Quantity):
                    described = _quantity(quantity, clause.span, typed)
                    yield Part("measurement", vcc(word.property), "", described)


def price(clause: Clause, nodes: Nodes, typed: bool) -> Iterator[Said | Part]:
    """What a transfer is made for: resources in return, or an amount."""
    for argument in clause.arguments:
        if isinstance(argument, Name):
            yield Said(vcc("inReturnFor"), nodes.thing(argument.text), argument.span)
        elif isinstance(argument, Quantity):
            yield Part("price", vcc("price"), "", _quantity(argument, clause.span, typed))


def _quantity(quantity: Quantity, span: Span, typed: bool) -> Description:
    says = [
        Said(vcc("comparison"), literal(quantity.comparison), span),
        Said(vcc("number"), literal(quantity.number, datatype=XSD + "decimal"), span),
    ]
    if typed:
        says.append(Said(TYPE, MEASUREMENT, span))
    if quantity.unit:
        says.append(Said(vcc("unit"), literal(quantity.unit), span))
    if quantity.at is not None:
        says += date_said(quantity.at, span)
    comparison = "" if quantity.comparison == "=" else f"{quantity.comparison} "
    written = f"{comparison}{quantity.number} {quantity.unit}".strip()
    return Description(span, tuple(says), label=Words(written, written))
