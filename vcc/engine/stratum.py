"""A stratum: rules that run together, compiled to functions over the indexes of a store.

A stratum is a phase of the plan: none of its rules needs what another concludes, unless both are
on a circle. All rules run once; those on a circle again, on what was new.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from vcc.engine.relation import Store
from vcc.plan.atoms import is_variable

# What compiles rules is loaded where rules are compiled: most runs find them compiled.
if TYPE_CHECKING:
    from vcc.engine.codegen import Guard
    from vcc.engine.generated import Code, Making
    from vcc.plan.operators import Pipeline

# Forward and backward indexes, delta, conclusions, and what is called between rules.
Run = Callable[[object, object, object, object, Callable[[], None] | None], None]
_TOGETHER: Final = 120  # the rules in one function: more would share more, and compile slower


@dataclass(frozen=True, slots=True)
class Lookups:
    """What is known when rules are compiled: static facts, and predicates indexed by object."""

    base: Store
    indexed: frozenset[str] | None

    def guards(self, pipeline: Pipeline) -> Iterator[Guard]:
        """What a case must have for the pipeline to find anything; static facts are there."""
        from vcc.engine.delta import matches_some
        from vcc.engine.join import positive_atoms

        for (subject, predicate, object), delta in positive_atoms(pipeline.operators):
            if is_variable(predicate):
                continue
            if delta:
                yield "D", predicate, None
            elif matches_some((subject, predicate, object), self.base):
                continue
            elif not is_variable(subject):
                yield "F", predicate, subject
            elif not is_variable(object) and (self.indexed is None or predicate in self.indexed):
                yield "B", predicate, object
            else:
                yield "F", predicate, None


@dataclass(frozen=True, slots=True)
class Compiled:
    """A generated function, as it can be kept: byte code of this Python, and what it calls."""

    code: bytes
    made: dict[str, Making]

    def function(self) -> Run:
        """The function itself."""
        namespace: dict[str, object] = {"E": {}, "NEVER": sys.maxsize}
        namespace |= {name: maker(*arguments) for name, (maker, arguments) in self.made.items()}
        exec(marshal.loads(self.code), namespace)  # noqa: S102, S302 (made here)
        function: Run = namespace["run"]  # type: ignore[assignment]
        return function


class Stratum:
    """The rules of one phase, compiled when they first run.

    It can be pickled: all is compiled then, and the rules themselves are left behind.
    """

    def __init__(
        self, first: Iterable[Pipeline], again: Iterable[Pipeline], lookups: Lookups
    ) -> None:
        self.pipelines = tuple(first), tuple(again)
        self.lookups = lookups

    @cached_property
    def reads(self) -> frozenset[str] | None:
        """The predicates of which some rule looks for facts, or for their absence (None: any)."""
        from vcc.engine.join import all_atoms

        operators = [o for pipelines in self.pipelines for p in pipelines for o in p.operators]
        found = {atom[1] for atom in all_atoms(operators)}
        return None if any(map(is_variable, found)) else frozenset(found)

    @cached_property
    def concludes(self) -> frozenset[str] | None:
        """The predicates of which some rule concludes facts (None: any)."""
        from vcc.plan.operators import Project

        pipelines = (p for pipelines in self.pipelines for p in pipelines)
        heads = [o for p in pipelines for o in p.operators if isinstance(o, Project)]
        found = {predicate for head in heads for _, predicate, _ in head.templates}
        return None if any(map(is_variable, found)) else frozenset(found)

    @cached_property
    def first(self) -> tuple[Run, ...]:
        """What runs on all facts (the delta being all that is not static)."""
        return tuple(compiled.function() for compiled in self._first)

    @cached_property
    def again(self) -> tuple[Run, ...]:
        """What runs on every delta."""
        return tuple(compiled.function() for compiled in self._again)

    @cached_property
    def _first(self) -> tuple[Compiled, ...]:
        return tuple(_compiled(self.pipelines[0], self.lookups))

    @cached_property
    def _again(self) -> tuple[Compiled, ...]:
        return tuple(_compiled(self.pipelines[1], self.lookups))

    def __getstate__(self) -> dict[str, object]:
        known = {"reads": self.reads, "concludes": self.concludes}
        return {**known, "_first": self._first, "_again": self._again}


def _compiled(pipelines: Sequence[Pipeline], lookups: Lookups) -> Iterator[Compiled]:
    from vcc.engine.codegen import code_from_pipelines

    for start in range(0, len(pipelines), _TOGETHER):
        some = pipelines[start : start + _TOGETHER]
        name = f"<{some[0].rule} and {len(some) - 1} more>"
        yield compiled(code_from_pipelines(some, lookups.guards), name)


def compiled(code: Code, name: str) -> Compiled:
    """What was generated, compiled; tracebacks call it by the name."""
    return Compiled(marshal.dumps(compile(code.text, name, "exec")), code.made)
