"""What the lower rules of `case.lark` make: lists, values, clauses and evidence.

See from_tree.py for how the methods are called.
"""

from __future__ import annotations

from typing import Any

from vcc.case.model import Citation, Clause, Date, Name, Quantity, Text
from vcc.case.parts import Kind, NameList
from vcc.case.tokens import Token, span_between
from vcc.case.values import Values
from vcc.source.diagnostic import Diagnostic
from vcc.source.text import Span

Children = list[Any]


class PartBuilder:
    """Builds what stands inside statements."""

    def __init__(self, source: str) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._values = Values(source, self.diagnostics)

    # ------------------------------------------------------------------ labels, clauses, evidence
    def label(self, children: Children, _: Token) -> Any:
        """A text that is not the value of a clause."""
        children[0].append(self._values.text(children[1]))
        return children[0]

    def kind(self, children: Children, last: Token) -> Kind:
        """`is firm`."""
        return Kind(children[1], self._span(children[0], last))

    def of(self, children: Children, last: Token) -> NameList:
        """`of users, fans`."""
        return NameList(children[1], self._span(children[0], last))

    def list_clause(self, children: Children, last: Token) -> Clause:
        """A clause with names or terms: `held-by users`, `during design, use`."""
        return Clause(children[0].word, tuple(children[1]), self._span(children[0], last))

    def flag_clause(self, children: Children, last: Token) -> Clause:
        """`direct`."""
        return Clause(children[0].word, (), self._span(children[0], last))

    def flag(self, children: Children, last: Token) -> Any:
        """A flag before the kind: `aims main growth`."""
        children[0].append(Clause(last.word, (), self._span(last, last)))
        return children[0]

    def date_clause(self, children: Children, last: Token) -> Clause:
        """`since 2010`."""
        return Clause(children[0].word, (children[1],), self._span(children[0], last))

    def dated(self, children: Children, last: Token) -> Any:
        """`in 2010`."""
        children[0].append(self.date_clause(children[1:], last))
        return children[0]

    def quantity_clause(self, children: Children, last: Token) -> Any:
        """`measured 13 %`, `for 1999 yuan`."""
        _, word, quantity = children
        children[0].append(Clause(word.word, (quantity,), self._span(word, last)))
        return children[0]

    def amount_dated(self, children: Children, last: Token) -> Any:
        """`in 2021` right after a quantity."""
        values, _, date = children
        clause: Clause = values[-1]
        quantity = clause.arguments[0]
        assert isinstance(quantity, Quantity)
        dated = Quantity(quantity.comparison, quantity.number, quantity.unit, date)
        span = span_between(self._source, clause.span, last)
        values[-1] = Clause(clause.id, (dated,), span)
        return values

    def texts_clause(self, children: Children, last: Token) -> Any:
        """`note "…"`."""
        values, word, string = children
        values.append(Clause(word.word, (self._values.text(string),), self._span(word, last)))
        return values

    def more_text(self, children: Children, last: Token) -> Any:
        """One more text of a text clause, with or without a comma."""
        values = children[0]
        clause = values[-1]
        span = span_between(self._source, clause.span, last)
        values[-1] = Clause(clause.id, (*clause.arguments, self._values.text(last)), span)
        return values

    def evidence(self, children: Children, _: Token) -> tuple[Citation, ...]:
        """`[@p2 §3.1 "…"]`."""
        return tuple(self._values.citation(group) for group in children[1])

    def cited(self, children: Children, _: Token) -> list[Token | Text]:
        """The source of a citation, to which places and quotes are added."""
        return [children[0]]

    def quote(self, children: Children, _: Token) -> Any:
        """A quote in a citation."""
        children[0].append(self._values.text(children[1]))
        return children[0]

    # ------------------------------------------------------------------ lists and values
    def none(self, _children: Children, _: Token) -> Children:
        """An empty list."""
        return []

    def one(self, children: Children, _: Token) -> Children:
        """A list of one."""
        return children

    def first(self, children: Children, _: Token) -> Any:
        """The value of the first symbol."""
        return children[0]

    def more(self, children: Children, _: Token) -> Any:
        """A list and one more."""
        children[0].append(children[1])
        return children[0]

    def another(self, children: Children, _: Token) -> Any:
        """A list and one more, after a separator."""
        children[0].append(children[2])
        return children[0]

    def one_name(self, children: Children, _: Token) -> list[Name]:
        """A list of one name."""
        return [self._values.name(children[0])]

    def another_name(self, children: Children, last: Token) -> Any:
        """A list of names and one more."""
        children[0].append(self._values.name(last))
        return children[0]

    def name(self, children: Children, _: Token) -> Name:
        """A word read as a name."""
        return self._values.name(children[0])

    def date(self, children: Children, _: Token) -> Date:
        """A date."""
        return self._values.date(children[0])

    def plain(self, children: Children, _: Token) -> Quantity:
        """`13 %`."""
        return self._values.quantity("=", children[0], children[1] if len(children) > 1 else None)

    def compared(self, children: Children, _: Token) -> Quantity:
        """`>= 13 %`."""
        unit = children[2] if len(children) > 2 else None
        return self._values.quantity(children[0].text, children[1], unit)

    def _span(self, first: Token, last: Token) -> Span:
        return span_between(self._source, first, last)
