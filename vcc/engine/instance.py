"""One way in which one rule holds, with all that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vcc.engine.solve import Values, filled
from vcc.plan.lower import Body, Match, Without
from vcc.vocabulary.rdf import Triple


@dataclass(frozen=True, slots=True)
class Absence:
    """What one NOT looked for and did not find; variables without a value begin with `?`.

    `filtered`: the NOT has filters besides, so facts may match the patterns and still not count.
    """

    patterns: tuple[Triple, ...]
    data: bool
    filtered: bool


class Instance:
    """One way in which a rule holds.

    `premises` are the facts that the positive patterns match. What else it rests on is worked out
    when it is asked for: most are asked for their premises only.
    """

    __slots__ = ("_body", "_members", "_names", "_terms", "premises", "rule")

    def __init__(
        self, rule: str, body: Body, names: Sequence[str], terms: Sequence[str],
        premises: Iterable[Triple], members: Sequence[Values] | None = None,
    ) -> None:  # fmt: skip
        """`names` and `terms` are the solution; `members` those that a rule counted it from."""
        self.rule = rule
        self.premises: tuple[Triple, ...] = tuple(dict.fromkeys(premises))
        self._body, self._names, self._terms, self._members = body, names, terms, members

    @property
    def substitution(self) -> Mapping[str, str]:
        """The terms of the author's variables (`?x`)."""
        return _named(self._values)

    @property
    def counted(self) -> tuple[Mapping[str, str], ...]:
        """Of a rule with aggregates, the solutions of the group."""
        return tuple(map(_named, self._members or ()))

    @property
    def absent(self) -> tuple[Absence, ...]:
        """What each NOT looked for in vain."""
        negations = [part for part in self._body.parts if isinstance(part, Without)]
        members = [self._values] if self._members is None else self._members
        told = (_absence(each, member) for member in members for each in negations)
        return tuple(dict.fromkeys(told))

    @property
    def key(self) -> tuple[object, ...]:
        """A total order that depends on what is said only."""
        return (len(self.premises), self.rule, sorted(self.substitution.items()), self.premises)

    @property
    def _values(self) -> Values:
        return dict(zip(self._names, self._terms, strict=True))


def instance_of(
    rule: str, body: Body, found: Values, members: Sequence[Values] | None = None
) -> Instance:
    """The instance that a solution is; `members` are those that a rule counted it from."""
    atoms = [part.atom for part in body.parts if isinstance(part, Match)]
    every = [found] if members is None else members
    premises = (filled(atom, member) for member in every for atom in atoms)
    return Instance(rule, body, tuple(found), tuple(found.values()), premises, members)


def _absence(part: Without, values: Values) -> Absence:
    outer = {name: values[name] for name in part.outer}
    patterns = tuple(filled(m.atom, outer) for m in part.body if isinstance(m, Match))
    filtered = len(patterns) < len(part.body)
    return Absence(patterns, part.data, filtered)


def _named(values: Values) -> dict[str, str]:
    """The values of the variables that the author named, sorted."""
    return {name: values[name] for name in sorted(values) if not name.startswith("?_:")}
