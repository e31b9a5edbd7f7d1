"""How many facts a pattern will match for each solution, as far as static facts tell."""

from __future__ import annotations

from vcc.engine.relation import Store
from vcc.plan.atoms import Atom, is_variable


class Estimates:
    """Averages over static facts; a case adds to them, but hardly to what the theory relates."""

    def __init__(self, base: Store) -> None:
        self._base = base
        self._counts: dict[str, int] = {}

    def __call__(self, atom: Atom, by_subject: bool) -> float | None:
        """Facts for each subject (or object) that has some; None where only cases have facts."""
        subject, predicate, object = atom
        index = self._base.forward.get(predicate)
        if not index:
            return None
        if not is_variable(object):
            return len(self._base.back(predicate).get(object, ())) or None
        if not is_variable(subject):
            return len(index.get(subject, ())) or None
        if predicate not in self._counts:
            self._counts[predicate] = sum(map(len, index.values()))
        rows = index if by_subject else self._base.back(predicate)
        return self._counts[predicate] / len(rows)
