"""What the lower rules of `case.lark` make: lists, values, clauses and evidence.

See from_tree.py for how the methods are called.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from vcc.case.model import Clause, Date, Name, Quantity
from vcc.case.parts import Kind, NameList
from vcc.case.tokens import Token, span_between
from vcc.case.values import Values
from vcc.source.diagnostic import Diagnostic

Children = list[Any]


class PartBuilder:
    """Builds what stands inside statements."""

    def __init__(self, source: str) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._span = partial(span_between, source)
        self._values = Values(source, self.diagnostics)

    # ------------------------------------------------------------------ labels, clauses, evidence
    # Each adds to the list of what stood before, and hands it on.
    def label(self, children: Children, _: Token) -> Any:
        """A text that is not the value of a clause; also a quote in a citation."""
        values, string = children
        values.append(self._values.text(string))
        return values

    def kind(self, children: Children, last: Token) -> Any:
        """`is firm`."""
        values, word, term = children
        values.append(Kind(term, self._span(word, last)))
        return values

    def of(self, children: Children, last: Token) -> Any:
        """`of users, fans`."""
        values, word, names = children
        values.append(NameList(names, self._span(word, last)))
        return values

    def list_clause(self, children: Children, last: Token) -> Any:
        """A clause with names or terms: `held-by users`, `during design, use`."""
        values, word, names = children
        values.append(Clause(word.word, tuple(names), self._span(word, last)))
        return values

    def flag_clause(self, children: Children, last: Token) -> Any:
        """`direct`; also before a kind: `aims main growth`."""
        values, word = children
        values.append(Clause(word.word, (), self._span(word, last)))
        return values

    def value_clause(self, children: Children, last: Token) -> Any:
        """`since 2010`, `measured 13 %`, `for 1999 yuan`."""
        values, word, value = children
        values.append(Clause(word.word, (value,), self._span(word, last)))
        return values

    def evidence(self, children: Children, _: Token) -> Any:
        """`[@p2 §3.1 "…"]`."""
        values, _, citations, _ = children
        values += map(self._values.citation, citations)
        return values

    def amount_dated(self, children: Children, last: Token) -> Any:
        """`in 2021` right after a quantity."""
        values, _, date = children
        clause: Clause = values[-1]
        quantity = clause.arguments[0]
        assert isinstance(quantity, Quantity)
        dated = Quantity(quantity.comparison, quantity.number, quantity.unit, date)
        span = self._span(clause.span, last)
        values[-1] = Clause(clause.id, (dated,), span)
        return values

    def texts_clause(self, children: Children, last: Token) -> Any:
        """`note "…"`."""
        values, word, string = children
        values.append(Clause(word.word, (self._values.text(string),), self._span(word, last)))
        return values

    def more_text(self, children: Children, last: Token) -> Any:
        """One more text of a text clause, with or without a comma."""
        values, string = children[0], children[-1]
        clause = values[-1]
        span = self._span(clause.span, last)
        values[-1] = Clause(clause.id, (*clause.arguments, self._values.text(string)), span)
        return values

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

    def another_name(self, children: Children, _: Token) -> Any:
        """A list of names and one more."""
        children[0].append(self._values.name(children[-1]))
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
