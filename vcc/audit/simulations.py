"""Models in equations must be runnable: what `vcc.simulation` reads of them is looked at before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vcc.audit.declared import (
    EMPTY,
    LACKING,
    NO_TEXT,
    OTHER_SORT,
    TWICE,
    Declared,
    listed,
    shown,
    whole,
)
from vcc.audit.model import Problem
from vcc.case.suggest import near_words
from vcc.simulation import MODEL, OF_MODEL, BadEquation
from vcc.simulation.expressions import equation, is_symbol
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import LABEL, vcc
from vcc.vocabulary.ontology import DEFINITION, WORD, Ontology
from vcc.vocabulary.places import Places
from vcc.vocabulary.rdf import is_literal, literal_parts

NOT_RUN: Final = Words(
    "{name} would not be found: write `a owl:NamedIndividual , :SimulationModel`",
    "{name} 不会被找到：请写作“a owl:NamedIndividual , :SimulationModel”",
)
NO_QUANTITIES: Final = Words(
    "no quantity is `:ofModel` {name}: there is nothing to run",
    "没有量的“:ofModel”为 {name}：无可运行",
)
NOTHING_MOVES: Final = Words(
    "no quantity of {name} has `:valueNext`: nothing would change from step to step",
    "{name} 的量均无“:valueNext”：各步之间不会有任何变化",
)
NO_SYMBOL: Final = Words(
    "`{part}` of {name} cannot be named in an equation: `{said}` (letters, digits and _, beginning "
    "with a letter, and no word of Python)",
    "{name} 的“{part}”无法用于方程：“{said}”"
    "（须由字母、数字与 _ 组成，以字母开头，且不是 Python 的保留字）",
)
SAME_SYMBOL: Final = Words(
    "`{part}` of {name} is that of {other} as well: `{said}`",
    "{name} 的“{part}”与 {other} 相同：“{said}”",
)
NOT_OF_THE_MODEL: Final = Words(
    "`{part}` of {name} is the symbol of one of its quantities ({possible}), not `{said}`",
    "{name} 的“{part}”应为其某个量的符号（{possible}），而非“{said}”",
)
NO_FINITE_NUMBER: Final = Words(
    "`{part}` of {name} is a number, such as 0.2, not `{said}`",
    "{name} 的“{part}”应为数，例如 0.2，而非“{said}”",
)
OUT_OF_BOUNDS: Final = Words(
    "`{part}` of {name} is out of its own bounds, {lowest} to {highest}: {said}",
    "{name} 的“{part}”超出其自身的范围 {lowest} 至 {highest}：{said}",
)
NO_FORM: Final = Words(
    "{name} must be a parameter (`:defaultValue`), a state (`:defaultValue` and `:valueNext`) or "
    "computed in each step (`:valueNow`), and is none of these",
    "{name} 须为参数（“:defaultValue”）、状态量（“:defaultValue”与“:valueNext”）"
    "或每步计算之量（“:valueNow”），而它都不是",
)
EQUATION: Final = Words("`{part}` of {name}: {why}", "{name} 的“{part}”：{why}")
LATER: Final = Words(
    "`{part}` of {name} names `{said}`, which is computed in the same step but not before it: give "
    "{name} a larger `:position` than {other}",
    "{name} 的“{part}”提到“{said}”，而后者在同一步中并不先于它计算："
    "请使 {name} 的“:position”大于 {other}",
)
_A_MODEL: Final = Words("a model", "模型")
_QUANTITY: Final = vcc("ModelQuantity")
_PLOTS, _SYMBOL, _POSITION = map(vcc, ("plots", "symbol", "position"))
_DEFAULT, _LOWEST, _HIGHEST = map(vcc, ("defaultValue", "lowestValue", "highestValue"))
_NOW, _NEXT = map(vcc, ("valueNow", "valueNext"))
# What is said of a quantity together makes it a parameter, a state, or what is computed of these.
_FORMS: Final = ({_DEFAULT}, {_DEFAULT, _NEXT}, {_NOW})


def simulation_problems(
    said: Mapping[str, Mapping[str, Sequence[str]]], ontology: Ontology, places: Places
) -> Iterator[Problem]:
    """What keeps a model from being run, or its quantities from being part of one.

    `said` has what is said of each term, by property.
    """
    models: list[Declared] = []
    quantities: list[_Quantity] = []
    for term, about in said.items():
        values = {property: tuple(dict.fromkeys(found)) for property, found in about.items()}
        declared = _Quantity(term, values, ontology, places)
        types = declared.types
        if MODEL in types:
            models.append(declared)
        elif _QUANTITY in types or OF_MODEL in about:
            quantities.append(declared)
    known = {model.term for model in models}
    for quantity in quantities:
        yield from quantity.problems(known)
    for model in models:
        mine = [q for q in quantities if model.term in q.said.get(OF_MODEL, ())]
        yield from _in_model(model, mine)


def _in_model(model: Declared, mine: list[_Quantity]) -> Iterator[Problem]:
    if model.term not in model.ontology.individuals:
        yield model.problem(NOT_RUN)
    yield from _in_texts(model, needed=(LABEL, DEFINITION, WORD), once=())
    yield from _in_texts(model, needed=(_PLOTS,), once=(_PLOTS,))
    if not mine:
        yield model.problem(NO_QUANTITIES)
        return
    if not any(_NEXT in quantity.said for quantity in mine):
        yield model.problem(NOTHING_MOVES)
    twice = tuple(_same_symbols(mine))
    yield from twice
    symbols = [_text(quantity, _SYMBOL) for quantity in mine]
    if twice or not all(map(is_symbol, symbols)):
        return  # what equations say cannot be told
    plots = _text(model, _PLOTS)
    if plots and plots not in symbols:
        near = near_words(plots, symbols)
        yield model.problem(NOT_OF_THE_MODEL, _PLOTS, plots, near, possible=listed(symbols))
    yield from _in_equations(mine)


def _same_symbols(mine: Iterable[_Quantity]) -> Iterator[Problem]:
    first: dict[str, _Quantity] = {}
    for quantity in mine:
        symbol = _text(quantity, _SYMBOL)
        other = first.setdefault(symbol, quantity)
        if symbol and other is not quantity:
            yield quantity.problem(SAME_SYMBOL, _SYMBOL, symbol, other=shown(other.term))


def _in_equations(mine: list[_Quantity]) -> Iterator[Problem]:
    by_symbol = {_text(quantity, _SYMBOL): quantity for quantity in mine}
    there = {symbol for symbol, quantity in by_symbol.items() if _NOW not in quantity.said}
    for symbol, quantity in sorted(by_symbol.items(), key=lambda item: item[1].order):
        yield from quantity.in_equation(_NOW, there, by_symbol)
        yield from quantity.in_equation(_NEXT, by_symbol, by_symbol)
        there.add(symbol)


@dataclass(frozen=True, slots=True)
class _Quantity(Declared):
    """A quantity of a model."""

    @property
    def order(self) -> tuple[int, str]:
        """When it is computed in a step, as `vcc.simulation` orders them."""
        return next(filter(None, map(whole, self.said.get(_POSITION, ()))), 0), self.term

    def problems(self, models: set[str]) -> Iterator[Problem]:
        """What is wrong with it, apart from the equations."""
        for model in self.said.get(OF_MODEL, ()):
            if model not in models:
                yield self.problem(OTHER_SORT, OF_MODEL, shown(model), sort=_A_MODEL)
        if not self.said.get(OF_MODEL):
            yield self.problem(LACKING, OF_MODEL)
        yield from _in_texts(self, needed=(LABEL,), once=())
        texts = _SYMBOL, _POSITION, _DEFAULT, _LOWEST, _HIGHEST, _NOW, _NEXT
        yield from _in_texts(self, needed=(_SYMBOL, _POSITION), once=texts)
        symbol = _text(self, _SYMBOL)
        if symbol and not is_symbol(symbol):
            yield self.problem(NO_SYMBOL, _SYMBOL, symbol)
        if self.said.keys() & {_DEFAULT, _NOW, _NEXT} not in _FORMS:
            yield self.problem(NO_FORM)
        yield from self._in_numbers()

    def _in_numbers(self) -> Iterator[Problem]:
        numbers: dict[str, float] = {}
        for property in (_DEFAULT, _LOWEST, _HIGHEST):
            text = _text(self, property)
            number = _number(text)
            if number is not None:
                numbers[property] = number
            elif text:
                yield self.problem(NO_FINITE_NUMBER, property, text)
        lowest, highest = numbers.get(_LOWEST, -math.inf), numbers.get(_HIGHEST, math.inf)
        start = numbers.get(_DEFAULT)
        if start is not None and not lowest <= start <= highest:
            bounds = {"lowest": f"{lowest:g}", "highest": f"{highest:g}"}
            yield self.problem(OUT_OF_BOUNDS, _DEFAULT, _text(self, _DEFAULT), **bounds)

    def in_equation(
        self, property: str, there: Iterable[str], all_symbols: Mapping[str, _Quantity]
    ) -> Iterator[Problem]:
        """What is wrong with an equation that can name what is `there`."""
        text, symbols = _text(self, property), frozenset(there)
        if not text:
            return
        try:
            equation(text, symbols)
        except BadEquation as error:
            if error.symbol in all_symbols:
                other = shown(all_symbols[error.symbol].term)
                yield self.problem(LATER, property, error.symbol, other=other)
                return
            near = near_words(error.symbol, symbols) if error.symbol else None
            yield self.problem(EQUATION, property, error.symbol, near, why=error.words)


def _in_texts(
    declared: Declared, needed: tuple[str, ...], once: tuple[str, ...]
) -> Iterator[Problem]:
    for property in needed:
        if not declared.said.get(property):
            yield declared.problem(LACKING, property)
    for property in once:
        values = declared.said.get(property, ())
        if len(values) > 1:
            yield declared.problem(TWICE, property)
        for value in values:
            if not is_literal(value):
                yield declared.problem(NO_TEXT, property, shown(value))
            elif not literal_parts(value).lexical.strip():
                yield declared.problem(EMPTY, property)


def _text(declared: Declared, property: str) -> str:
    """What is said with a property, if that is one text, and not blank."""
    values = declared.said.get(property, ())
    if len(values) != 1 or not is_literal(values[0]):
        return ""
    text = literal_parts(values[0]).lexical
    return text if text.strip() else ""


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
