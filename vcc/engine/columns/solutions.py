"""Solutions as columns: for each variable that is still needed, its value in every solution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from vcc.engine.columns.arrays import Column, Ids, Mask


@dataclass(frozen=True, slots=True, eq=False)
class Solutions:
    """`count` solutions (at least one), as a multiset.

    A column is an array of `count` ids, or one id that all solutions share; that of a single
    solution is always an id. Made by `solutions_of`.
    """

    count: int
    columns: Mapping[str, Column]

    def chosen(self, rows: Ids, live: frozenset[str]) -> Solutions:
        """The solutions of some rows (which may repeat), with only the live variables."""
        kept = {
            name: column if isinstance(column, int) else column.take(rows)
            for name, column in self.columns.items()
            if name in live
        }
        return solutions_of(len(rows), kept)

    def where(self, mask: Mask, live: frozenset[str]) -> Solutions | None:
        """The solutions for which the mask is true; None if it never is."""
        rows = np.flatnonzero(mask)
        if len(rows) == self.count:
            return self.only(live)
        return self.chosen(rows, live) if len(rows) else None

    def only(self, live: frozenset[str]) -> Solutions:
        """The same solutions with only the live variables."""
        if self.columns.keys() <= live:
            return self
        return Solutions(self.count, {n: c for n, c in self.columns.items() if n in live})

    def extended(self, more: Mapping[str, Column]) -> Solutions:
        """The same solutions with more columns."""
        return solutions_of(self.count, {**self.columns, **more}) if more else self

    def arrays(self, names: Iterable[str]) -> dict[str, Ids]:
        """The columns of some variables, written out."""
        return {name: written(self.columns[name], self.count) for name in names}


UNIT: Final = Solutions(1, {})  # one solution, which binds nothing: where every rule begins


def solutions_of(count: int, columns: Mapping[str, Column]) -> Solutions:
    """`count` solutions with these columns."""
    if count == 1:
        columns = {n: c if isinstance(c, int) else int(c[0]) for n, c in columns.items()}
    return Solutions(count, columns)


def written(column: Column, count: int) -> Ids:
    """A column as an array, even if all solutions share its value."""
    return np.full(count, column, np.int64) if isinstance(column, int) else column


def joined(parts: list[Solutions]) -> Solutions:
    """Several batches of solutions of the same variables as one."""
    if len(parts) == 1:
        return parts[0]
    names = parts[0].columns
    columns: dict[str, Column] = {
        name: np.concatenate([written(part.columns[name], part.count) for part in parts])
        for name in names
    }
    return solutions_of(sum(part.count for part in parts), columns)
