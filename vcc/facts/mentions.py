"""Mentions of terms in a file, numbered block by block; the end shows which are of one term.

A block counts only those of its terms that differ, and keeps them as rows of bytes. Strings are
made once for each different term of the whole file.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vcc.engine.columns.arrays import NOTHING, Ids
from vcc.facts.distinct import Rows, leaders_of, rows_of, text_of_rows
from vcc.facts.lines import Bytes

Numbers = NDArray[np.int32]


class Mentions:
    """All mentions so far. Numbers are not negative; those of odd terms are below -1."""

    def __init__(self) -> None:
        self._rows: list[Rows] = []
        self._count = 0
        self._odd: dict[str, int] = {}

    def of(self, padded: Bytes, starts: Ids, lengths: Ids) -> Numbers:
        """The numbers of stretches of bytes (see `rows_of`), equal for equal ones."""
        rows = rows_of(padded, starts, lengths)
        leaders = leaders_of(rows)
        different = np.flatnonzero(leaders == np.arange(len(leaders)))
        numbers = np.empty(len(leaders), np.int32)  # all lines wait for the end: half as much
        numbers[different] = np.arange(self._count, self._count + len(different))
        self._rows.append(rows.take(different, axis=0))
        self._count += len(different)
        return numbers.take(leaders)

    def of_odd(self, terms: Sequence[str]) -> list[int]:
        """The numbers of terms of odd lines."""
        return [-2 - self._odd.setdefault(term, len(self._odd)) for term in terms]

    def resolved(self) -> tuple[list[str], Ids]:
        """All terms, and the place of each number among them.

        A negative number counts from the end of the places, as numpy has it.
        """
        terms, places = self._resolved()
        if not self._odd:
            return terms, places
        known = dict(zip(terms, range(len(terms)), strict=True))
        odd = [known.setdefault(term, len(known)) for term in self._odd]
        return list(known), np.concatenate((places, np.array([*odd[::-1], -1], np.int64)))

    def _resolved(self) -> tuple[list[str], Ids]:
        if not self._rows:
            return [], NOTHING
        width = max(rows.shape[1] for rows in self._rows)
        everything = np.zeros((self._count, width), np.uint64)
        start = 0
        for rows in self._rows:
            everything[start : start + len(rows), : rows.shape[1]] = rows
            start += len(rows)
        self._rows.clear()
        leaders = leaders_of(everything)
        different = np.flatnonzero(leaders == np.arange(len(leaders)))
        places = np.empty(len(leaders), np.int64)
        places[different] = np.arange(len(different))
        if len(different) < len(everything):
            everything = everything.take(different, axis=0)
        terms = text_of_rows(everything).decode().split("\n")
        terms.pop()
        return terms, places.take(leaders)
