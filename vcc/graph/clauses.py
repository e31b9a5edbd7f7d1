"""Clauses: what follows a statement's keyword, as statements about its node.

The table of `case/words.py` says which property a clause states and what it takes; nothing here
knows a single clause but the ones whose meaning is a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vcc.case.model import Clause, Date, Quantity, Text
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
# Each clause's row and the property that it states, by its id.
_PROPERTIES: Final = {id: (word, vcc(word.property)) for id, word in CLAUSE_BY_ID.items()}
_MEASURED_AS: Final = {
    id: property for id, (word, property) in _PROPERTIES.items() if word.takes is Takes.QUANTITY
}
_IN_RETURN_FOR: Final = vcc("inReturnFor")
_PRICE: Final = vcc("price")
_FLAGS: Final = {"true": boolean(True), "false": boolean(False)}


def clauses_said(clauses: Iterable[Clause], nodes: Nodes) -> list[Said]:
    """The statements of all clauses but quantities and prices, which are nodes of their own."""
    said: list[Said] = []
    for clause in clauses:
        word, property = _PROPERTIES[clause.id]
        takes = word.takes
        if takes is Takes.NAMES:
            said += [(property, nodes.thing(name.text), name.span) for name in clause.names]
        elif takes is Takes.TERMS:
            scheme, names = word.scheme, clause.names
            said += [(property, nodes.term(scheme, name), name.span) for name in names]
        elif takes is Takes.NOTHING:
            said.append((property, _FLAGS.get(word.value) or vcc(word.value), clause.span))
        else:
            said += _values_said(clause, property)
    return said


def _values_said(clause: Clause, property: str) -> Iterator[Said]:
    for argument in clause.arguments:
        if isinstance(argument, Text):
            yield property, text_term(argument), argument.span
        elif isinstance(argument, Date):
            yield from _dated(clause, property, argument)


def _dated(clause: Clause, property: str, date: Date) -> list[Said]:
    span = clause.span
    if clause.id == "in":
        return date_said(date, span)
    if property == SINCE:
        return [(SINCE, integer(date.first), span)]
    if property == UNTIL:
        return [(UNTIL, integer(date.last), span)]
    return [(property, integer(date.year), span)]


def date_said(date: Date, span: Span) -> list[Said]:
    """Both ends of a date that something happened in."""
    return [(SINCE, integer(date.first), span), (UNTIL, integer(date.last), span)]


def text_term(text: Text) -> str:
    """Quoted text as a literal in its language."""
    return literal(text.text, text.language)


def quantities(clauses: Iterable[Clause], typed: bool) -> list[Part]:
    """The measurements of a statement; without a type below what is denied or planned."""
    return [
        Part("measurement", property, "", _quantity(quantity, clause.span, typed))
        for clause in clauses
        if (property := _MEASURED_AS.get(clause.id))
        for quantity in clause.arguments
        if isinstance(quantity, Quantity)
    ]


def returns_said(prices: Iterable[Clause], nodes: Nodes) -> list[Said]:
    """The resources that a transfer is made for."""
    return [
        (_IN_RETURN_FOR, nodes.thing(name.text), name.span)
        for clause in prices
        for name in clause.names
    ]


def amounts(prices: Iterable[Clause], typed: bool) -> list[Part]:
    """The amounts that a transfer is made for."""
    return [
        Part("price", _PRICE, "", _quantity(quantity, clause.span, typed))
        for clause in prices
        for quantity in clause.arguments
        if isinstance(quantity, Quantity)
    ]


def _quantity(quantity: Quantity, span: Span, typed: bool) -> Description:
    says = [
        (vcc("comparison"), literal(quantity.comparison), span),
        (vcc("number"), literal(quantity.number, datatype=XSD + "decimal"), span),
    ]
    if typed:
        says.append((TYPE, MEASUREMENT, span))
    if quantity.unit:
        says.append((vcc("unit"), literal(quantity.unit), span))
    if quantity.at is not None:
        says += date_said(quantity.at, span)
    comparison = "" if quantity.comparison == "=" else f"{quantity.comparison} "
    written = f"{comparison}{quantity.number} {quantity.unit}".strip()
    return Description(span, says, label=Words(written, written))
