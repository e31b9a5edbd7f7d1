"""Terms ↔ ids. An id is the place at which a term was first seen, so it says nothing by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, count
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vcc.engine.columns.arrays import Ids, Mask

UNKNOWN: Final = -1  # stands in no pair


def initials(terms: Sequence[str], place: int = 0) -> NDArray[np.uint8]:
    """The first characters of terms (or the second), which tell their kind; `?` if not ASCII."""
    letters = "".join(map(itemgetter(place), terms))
    return np.frombuffer(letters.encode("ascii", "replace"), np.uint8)


class _Numbers(dict[str, int]):
    """Term → id; a term that is not there gets the next id."""

    def __init__(self, terms: list[str]) -> None:
        super().__init__()
        self.terms = terms

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.terms)
        self.terms.append(term)
        return number


class Vocabulary:
    """A two-way dictionary that only grows.

    Of terms that come in bulk, a run asks only for those of its rules: `look_up` finds them in
    one go. Not before others are asked for is every term entered into a dictionary.
    """

    def __init__(self, terms: Iterable[str] = ()) -> None:
        """`terms` are distinct; they get the ids 0, 1, …"""
        self.terms: list[str] = list(terms)
        self._ids = _Numbers(self.terms)
        self._absent: set[str] | None = set() if self.terms else None  # None: `_ids` has all terms
        self._literal: Mask = np.empty(0, np.bool_)

    def __len__(self) -> int:
        return len(self.terms)

    def copy(self) -> Vocabulary:
        """A dictionary with the same ids that may grow by itself."""
        return Vocabulary(self.terms)

    def look_up(self, wanted: Iterable[str]) -> None:
        """Find some terms in one go, so that asking for them costs little."""
        if self._absent is not None:
            more = set(wanted) - self._absent - self._ids.keys()
            places = compress(count(), map(more.__contains__, self.terms))
            self._ids.update({self.terms[place]: place for place in places})
            self._absent |= more - self._ids.keys()

    def known(self, term: str) -> int:
        """The id of a term; `UNKNOWN` if no fact or rule ever named it."""
        return self._asked(term).get(term, UNKNOWN)

    def number(self, term: str) -> int:
        """The id of a term, a new one if need be."""
        return self._asked(term)[term]

    def numbers(self, terms: Sequence[str]) -> Ids:
        """The ids of terms, new ones if need be."""
        return np.fromiter(map(self._complete().__getitem__, terms), np.int64, len(terms))

    def _asked(self, term: str) -> _Numbers:
        """A dictionary that has the term if there is such a term."""
        ids, absent = self._ids, self._absent
        if absent is None or term in ids or term in absent:
            return ids
        return self._complete()

    def _complete(self) -> _Numbers:
        """The dictionary of all terms."""
        if self._absent is not None:
            self._ids.update(zip(self.terms, range(len(self.terms)), strict=True))
            self._absent = None
        return self._ids

    def named(self, ids: Ids) -> list[str]:
        """The terms of ids."""
        return list(map(self.terms.__getitem__, ids.tolist()))

    @property
    def literals(self) -> Mask:
        """For each id, whether its term is a literal."""
        known = len(self._literal)
        if known < len(self.terms):
            rest = self.terms[known:]
            self._literal = np.concatenate((self._literal, initials(rest) == ord('"')))
        return self._literal

    def ranks(self) -> Ids:
        """For each id, the place of its term when all terms are sorted."""
        order = sorted(range(len(self.terms)), key=self.terms.__getitem__)
        ranks = np.empty(len(order), np.int64)
        ranks[np.asarray(order, np.int64)] = np.arange(len(order))
        return ranks
