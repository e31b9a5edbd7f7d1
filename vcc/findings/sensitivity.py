"""What conclusions depend on, as plain data: what every single change takes away."""

from __future__ import annotations

from dataclasses import dataclass

from vcc.findings.model import Conclusion, Evidence, Node


@dataclass(frozen=True, slots=True)
class Lost:
    """A conclusion that does not hold any more, and what is concluded in its place (if anything:
    another status of the element, another object of the same property)."""

    conclusion: Conclusion
    instead: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """What one change takes away, and how many conclusions it adds.

    `what` is the choice of a reading, a source, or the thing that a statement is about; `option`
    says what the choice is one of; `evidence` is where the statement stands; `is_ground` marks
    what nobody would do without: a statement that only says who is there, the only source.
    """

    what: Node
    lost: tuple[Lost, ...]
    gained: int
    option: Node | None = None
    evidence: Evidence | None = None
    is_ground: bool = False


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What every single change turns; changes that turn nothing are counted only.

    `conclusions` are all that were tried, in the order of the report.
    """

    case: Node
    file: str
    conclusions: tuple[Conclusion, ...]
    readings: tuple[Turned, ...]
    statements: tuple[Turned, ...]
    sources: tuple[Turned, ...]
    tried: tuple[int, int, int]

    def behind(self, conclusion: Conclusion) -> tuple[tuple[Turned, ...], ...]:
        """The readings, statements and sources that the conclusion alone stands or falls with."""
        return tuple(
            tuple(t for t in turned if any(one.conclusion == conclusion for one in t.lost))
            for turned in (self.readings, self.statements, self.sources)
        )
