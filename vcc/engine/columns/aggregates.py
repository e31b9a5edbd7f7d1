"""Aggregates over columns. COUNT is counted here; the others are what rows make of the terms."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from vcc.engine.aggregates import summarised
from vcc.engine.columns.arrays import Column, Ids, distinct_in_order, grouped, numbered, packed
from vcc.engine.columns.solutions import Solutions, solutions_of, written
from vcc.engine.columns.vocabulary import UNKNOWN, Vocabulary
from vcc.engine.numeric_types import INTEGER
from vcc.engine.values import (
    term_from_number,
)
from vcc.plan.operators import Aggregate, Summary


def summaries_of(
    operator: Aggregate, solutions: Solutions, vocabulary: Vocabulary
) -> Solutions | None:
    """One solution for each group whose results all have a value; None if there is none."""
    groups = list(solutions.arrays(operator.group).values())
    if groups:
        numbers, rows = numbered(groups)
    else:
        numbers, rows = np.zeros(solutions.count, np.int64), np.zeros(1, np.int64)
    columns: dict[str, Column] = {
        name: column.take(rows) for name, column in zip(operator.group, groups, strict=True)
    }
    valid = np.ones(len(rows), np.bool_)
    for summary in operator.summaries:
        argument = written(solutions.columns[summary.argument], solutions.count)
        results = _results(summary, numbers, argument, len(rows), vocabulary)
        columns[summary.result] = results
        valid &= results != UNKNOWN
    return solutions_of(len(rows), columns).where(valid, frozenset(columns))


def _results(
    summary: Summary, numbers: Ids, argument: Ids, groups: int, vocabulary: Vocabulary
) -> Ids:
    """For each group, the result of one aggregate."""
    if summary.function == "COUNT":
        if summary.distinct:
            members = np.sort(packed(numbers, argument), kind="stable")
            numbers = distinct_in_order(members) >> 32
        return _encoded(np.bincount(numbers, minlength=groups), vocabulary)
    _, starts, order = grouped(numbers)
    terms = vocabulary.named(argument.take(order))
    bounds = starts.tolist()
    results = (
        summarised(summary.function, summary.distinct, terms[start:end])
        for start, end in pairwise(bounds)
    )
    ids = [UNKNOWN if term is None else vocabulary.number(term) for term in results]
    return np.asarray(ids, np.int64)


def _encoded(counts: Ids, vocabulary: Vocabulary) -> Ids:
    """The terms of whole numbers, each made once."""
    numbers, rows = numbered([counts.astype(np.int64)])
    terms = [term_from_number(INTEGER, count) for count in counts.take(rows).tolist()]
    return vocabulary.numbers(terms).take(numbers)
