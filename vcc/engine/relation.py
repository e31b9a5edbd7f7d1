"""Facts in dictionaries, one pair of indexes for each predicate.

`forward[p][s][o]` and `backward[p][o][s]` hold the round in which the fact appeared: 0 for given
facts. Inner dictionaries are never empty. A fork shares what it does not change with its base,
so that many cases can stand on the same static facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vcc.vocabulary.rdf import Triple

Pair = tuple[str, str]
Index = dict[str, dict[str, int]]


class Store:
    """The facts of one run. Only `add` and `give` change it; never change an index directly."""

    __slots__ = ("_base", "_owned", "added", "backward", "derived", "forward", "indexed")

    def __init__(self, indexed: frozenset[str] | None) -> None:
        """`indexed` are the predicates kept in `backward` at once (None: all).

        The others are indexed when `back` first asks for them.
        """
        self.forward: dict[str, Index] = {}
        self.backward: dict[str, Index] = {}
        self.indexed = indexed
        self.added: dict[str, list[Pair]] = {}
        self.derived: dict[str, list[list[Pair]]] = {}
        self._base: dict[str, Index] = {}
        self._owned: set[str] = set()

    def fork(self, indexed: frozenset[str] | None) -> Store:
        """A store that starts with the same facts; this one must not change any more."""
        copy = Store(indexed)
        copy.forward = self.forward.copy()
        copy.backward = self.backward.copy()
        copy._base = self.forward
        return copy

    def add(self, predicate: str, pairs: Iterable[Pair], round: int) -> list[Pair]:
        """Add facts of one predicate; the result are those that were not there yet."""
        base = self._base.get(predicate)
        if predicate not in self._owned:
            self._own(predicate, base)
        if base is None:
            fresh = _added(self.forward[predicate], pairs, round)
        else:
            fresh = _added_over(self.forward[predicate], base, pairs, round)
        if not fresh:
            return fresh
        backward = self.backward.get(predicate)
        if backward is not None:
            if base is None:
                _add_backward(backward, fresh, round)
            else:
                _add_backward_over(backward, fresh, round)
        known = self.added.get(predicate)
        if known is None:
            self.added[predicate] = fresh.copy()
        else:
            known += fresh
        if round:
            parts = self.derived.get(predicate)
            if parts is None:
                self.derived[predicate] = [fresh]
            else:
                parts.append(fresh)
        return fresh

    def give(self, predicate: str, pairs: list[Pair]) -> None:
        """Add given facts; one that had been concluded is given from now on."""
        self.add(predicate, pairs, 0)
        if predicate in self._base or predicate in self.derived:
            forward = self.forward[predicate]
            self._promote(predicate, {(s, o) for s, o in pairs if forward[s][o]})

    def _promote(self, predicate: str, pairs: set[Pair]) -> None:
        forward = self.forward[predicate]
        for subject, object in pairs:
            forward[subject] = {**forward[subject], object: 0}
        if pairs:
            parts = self.derived.get(predicate, ())
            left = ([pair for pair in part if pair not in pairs] for part in parts)
            self.derived[predicate] = [part for part in left if part]
            self.backward.pop(predicate, None)
            if self.indexed is None or predicate in self.indexed:
                self.back(predicate)

    def withdraw(self, round: int) -> None:
        """Take back all facts that were concluded after a round."""
        for predicate, parts in self.derived.items():
            forward, backward = self.forward[predicate], self.backward.get(predicate)
            kept = [part for part in parts if _round(forward, part) <= round]
            if len(kept) == len(parts):
                continue
            gone = {pair for part in parts[len(kept) :] for pair in part}
            self.derived[predicate] = kept
            for subject, object in gone:
                _remove(forward, subject, object)
                if backward is not None:
                    _remove(backward, object, subject)
            self.added[predicate] = [pair for pair in self.added[predicate] if pair not in gone]

    def _own(self, predicate: str, base: Index | None) -> None:
        """Make the indexes of a predicate this store's own (the inner ones stay shared)."""
        self._owned.add(predicate)
        wanted = self.indexed is None or predicate in self.indexed
        if base is None:
            self.forward[predicate] = {}
            # Someone may have asked the base for what it does not have: that index is not ours.
            self.backward.pop(predicate, None)
            if wanted:
                self.backward[predicate] = {}
            return
        self.forward[predicate] = base.copy()
        if wanted:
            self.backward[predicate] = self.back(predicate).copy()
        else:
            self.backward.pop(predicate, None)

    def concluded(self) -> int:
        """How many facts were added that were not given."""
        return sum(len(part) for parts in self.derived.values() for part in parts)

    def back(self, predicate: str) -> Index:
        """The index of a predicate by object, made on first demand."""
        index = self.backward.get(predicate)
        if index is None:
            index = self.backward[predicate] = {}
            for subject, inner in self.forward.get(predicate, {}).items():
                for object, round in inner.items():
                    index.setdefault(object, {})[subject] = round
        return index

    def round(self, triple: Triple) -> int | None:
        """The round of a fact; None if it does not hold."""
        subject, predicate, object = triple
        return self.forward.get(predicate, {}).get(subject, {}).get(object)

    def matching(
        self, subject: str | None, predicate: str | None, object: str | None
    ) -> Iterator[Triple]:
        """The facts with these terms (None: any), in no particular order."""
        for p in self.forward if predicate is None else (predicate,):
            index = self.forward.get(p, {})
            if subject is not None:
                inner = index.get(subject, {})
                if object is None:
                    yield from ((subject, p, o) for o in inner)
                elif object in inner:
                    yield (subject, p, object)
            elif object is not None:
                yield from ((s, p, object) for s in self.back(p).get(object, {}))
            else:
                yield from ((s, p, o) for s, inner in index.items() for o in inner)


def _round(forward: Index, pairs: list[Pair]) -> int:
    """The round of facts that were added together."""
    subject, object = pairs[0]
    return forward[subject][object]


def _added(forward: Index, pairs: Iterable[Pair], round: int) -> list[Pair]:
    """Add to an index of this store alone; the result is what was not there yet."""
    fresh = []
    for pair in pairs:
        subject, object = pair
        inner = forward.get(subject)
        if inner is None:
            forward[subject] = {object: round}
        elif object in inner:
            continue
        else:
            inner[object] = round
        fresh.append(pair)
    return fresh


def _added_over(forward: Index, base: Index, pairs: Iterable[Pair], round: int) -> list[Pair]:
    """The same where inner dictionaries may be those of the base, which stay as they are."""
    fresh = []
    for pair in pairs:
        subject, object = pair
        inner = forward.get(subject)
        if inner is None:
            forward[subject] = {object: round}
        elif object in inner:
            continue
        elif inner is base.get(subject):
            forward[subject] = {**inner, object: round}
        else:
            inner[object] = round
        fresh.append(pair)
    return fresh


def _add_backward(backward: Index, pairs: Iterable[Pair], round: int) -> None:
    for subject, object in pairs:
        inner = backward.get(object)
        if inner is None:
            backward[object] = {subject: round}
        else:
            inner[subject] = round


def _add_backward_over(backward: Index, pairs: Iterable[Pair], round: int) -> None:
    copied: set[str] = set()
    for subject, object in pairs:
        inner = backward.get(object)
        if inner is None:
            backward[object] = {subject: round}
            copied.add(object)
        elif object not in copied:
            backward[object] = {**inner, subject: round}
            copied.add(object)
        else:
            inner[subject] = round


def _remove(index: Index, outer: str, inner: str) -> None:
    row = index[outer]
    del row[inner]
    if not row:
        del index[outer]
