"""What it costs to keep the proofs: our rows executor without the rounds of its facts.

A proof is found backwards from the round of each fact, and a round is the value in the innermost
dictionary of the indexes. Here these are sets: the same generated code, the same conclusions, and
no proofs. (The columns executor keeps one number for each delta, which nothing can measure.)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from unittest import mock

from vcc.engine import relation

from .rows import RowsInPython

_Sets = dict[str, set[str]]


class RowsWithoutRounds(RowsInPython):
    def reason(self) -> None:
        with (
            mock.patch.object(relation, "_added", _added),
            mock.patch.object(relation, "_add_backward", _add_backward),
            mock.patch.object(relation.Store, "back", _back),
        ):
            super().reason()


def _added(forward: _Sets, pairs: Iterable[relation.Pair], round: int) -> list[relation.Pair]:
    fresh = []
    for pair in pairs:
        subject, object = pair
        inner = forward.get(subject)
        if inner is None:
            forward[subject] = {object}
        elif object in inner:
            continue
        else:
            inner.add(object)
        fresh.append(pair)
    return fresh


def _add_backward(backward: _Sets, pairs: Iterable[relation.Pair], round: int) -> None:
    for subject, object in pairs:
        inner = backward.get(object)
        if inner is None:
            backward[object] = {subject}
        else:
            inner.add(subject)


def _back(store: relation.Store, predicate: str) -> Any:
    index: Any = store.backward.get(predicate)
    if index is None:
        index = store.backward[predicate] = {}
        for subject, inner in store.forward.get(predicate, {}).items():
            for object in inner:
                index.setdefault(object, set()).add(subject)
    return index
